"""Characters, dates and languages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.clean.language import detect
from translator.clean.normalise import letters, normalise, squash
from translator.clean.publication_date import find, iso, strip_dates

GERMAN = "Die Minister haben sich nach langen Verhandlungen auf einen Vertrag geeinigt, der gilt."
ENGLISH = "After long talks the ministers agreed on a treaty that will take effect in January."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Energie\u00adversorgung", "Energieversorgung"),
        ("10\u00a0000\u202fEuro", "10 000 Euro"),
        ("u\u0308ber", "über"),
        ("null\u200bbreit\ufeff", "nullbreit"),
        ("„Nein“ – ‚doch‘ … sagte er", "„Nein“ – ‚doch‘ … sagte er"),
        ("👩\u200d🚒 löscht", "👩\u200d🚒 löscht"),
        ("Au\u200dto", "Auto"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("Glocke\x07 und\x00 Ende", "Glocke und Ende"),
    ],
)
def test_characters(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert squash(squash(text)) == squash(text)


def test_letters_compare_what_differs_only_in_form() -> None:
    assert letters("„Kim“ reist nach Moskau!") == letters("Kim reist – nach Moskau")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.11.2024", "2024-11-12"),
        ("Stand: 28.04.2020 18:00 Uhr", "2020-04-28T18:00:00"),
        ("Montag, 4. März 2024 um 9:30 Uhr", "2024-03-04T09:30:00"),
        ("1. Jänner 2023", "2023-01-01"),
        ("3.5.99", "1999-05-03"),
        ("March 5, 2024", "2024-03-05"),
        ("5th Sept 2024, 3:15 p.m.", "2024-09-05T15:15:00"),
        ("31.02.2024", ""),
        ("Version 3.11.7", ""),
        ("kein Datum", ""),
    ],
)
def test_dates_for_people(text: str, expected: str) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-11-12", "2024-11-12"),
        ("2024-11-12T18:30:00.000Z", "2024-11-12T18:30:00+00:00"),
        ("2024-11-12 18:30:00 +0100", "2024-11-12T18:30:00+01:00"),
        ("2024-13-12", ""),
        ("12. November 2024", "2024-11-12"),
    ],
)
def test_dates_for_machines(text: str, expected: str) -> None:
    assert iso(text) == expected


def test_dates_are_stripped_with_their_time() -> None:
    assert squash(strip_dates("Von Jan Muster 12.11.2024, 18:30")) == "Von Jan Muster"


@pytest.mark.parametrize(
    ("text", "expected"),
    [(GERMAN, "de"), (ENGLISH, "en"), ("Kurz.", ""), ("12 34 56 " * 30, ""), ("", "")],
)
def test_languages(text: str, expected: str) -> None:
    assert detect(text) == expected


def test_the_language_is_the_same_every_time_and_in_threads() -> None:
    mixed = f"{GERMAN} {ENGLISH}"
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(detect, [mixed] * 12))
    assert len(answers) == 1
