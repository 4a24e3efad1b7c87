"""Sentences taken apart and put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.engines.parts import Part, put_together, take_apart
from translator.markup.verbatim import verbatim


def spells(character: str) -> bool:
    return character.isascii() or character in "äöüÄÖÜß"


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(
    ("sentence", "copied"),
    [
        ("Alles gut.", []),
        ("Danke 🙂 bis morgen", ["🙂"]),
        ("Danke 🙂 🚀 bis morgen", ["🙂 🚀"]),
        ("Das Wort «мир» fehlt", ["«мир»"]),
        ("👨‍👩‍👧 kommen", ["👨‍👩‍👧"]),
        ("Er sagte 🙂.", ["🙂."]),
        ("ein " + "x" * 101 + " Wort", ["x" * 101]),
        ("ein " + "x" * 100 + " Wort", []),
        ("11.000 – 12.000", ["11.000 – 12.000"]),
    ],
)
def test_what_a_model_cannot_write_is_copied(sentence: str, copied: list[str]) -> None:
    parts = take_apart(sentence, spells, words, 50)
    assert [part.text for part in parts if part.copy] == copied


@given(st.text(alphabet=" aB.,;ä🙂м1-\n", max_size=120), st.integers(1, 12))
def test_the_parts_are_the_sentence(sentence: str, longest: int) -> None:
    parts = take_apart(sentence, spells, words, longest)
    assert "".join(part.text + part.tail for part in parts) == sentence
    assert all(any(map(str.isalpha, part.text)) for part in parts if not part.copy)
    assert all(words(part.text) <= 2 * longest for part in parts if not part.copy)


def test_long_sentences_are_cut_at_punctuation_first() -> None:
    sentence = "eins zwei drei, vier fünf sechs; sieben acht neun zehn elf zwölf"
    parts = [part.text for part in take_apart(sentence, spells, words, 8)]
    assert parts == ["eins zwei drei, vier fünf sechs;", "sieben acht neun zehn elf zwölf"]


def test_texts_to_keep_are_copied() -> None:
    parts = take_apart("Siehe a.de/x heute", spells, words, 50, keep=["a.de/x"])
    assert [(part.text, part.copy) for part in parts] == [
        ("Siehe", False),
        ("a.de/x", True),
        ("heute", False),
    ]


def test_a_full_stop_the_model_adds_inside_a_sentence_is_taken_away() -> None:
    parts = [Part("Danke", " "), Part("🙂", " ", copy=True), Part("bis morgen.")]
    assert put_together(parts, ["Thanks.", "See you."]) == "Thanks 🙂 See you."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Siehe https://a.de/b?c=d.", ["https://a.de/b?c=d"]),
        ("(www.example.org)", ["www.example.org"]),
        ("an a.b@example.org, bitte", ["a.b@example.org"]),
        ("@kanzler und #Wahl24", ["@kanzler", "#Wahl24"]),
        ("die Datei a_b.txt fehlt", ["a_b.txt"]),
        ("Ganz normal, z. B. 3.000 Euro", []),
    ],
)
def test_what_has_to_stay_to_the_letter_is_found(text: str, found: list[str]) -> None:
    assert verbatim(text) == found
