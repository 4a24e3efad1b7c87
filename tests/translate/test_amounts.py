"""Numbers in either language's writing, and which surplus one stands for which missing one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.language.writing import ordinals
from translator.translate.amounts import amounts, missing, pairs, strays, written


@pytest.mark.parametrize(
    ("german", "english", "portuguese"),
    [
        ("11.000 Boote", "11,000", "11.000"),
        ("1.000,50 Euro", "1,000.50", "1.000,50"),
        ("3,5 Prozent", "3.5", "3,5"),
        ("10 000 Boote", "10,000", "10.000"),
        ("3474 Boote", "3474", "3474"),
        ("2:1 Tore", "2:1", "2:1"),
        ("18.30 Uhr", "18:30", "18:30"),
        ("18:10,87 Minuten", "18:10.87", "18:10,87"),
        ("7 Mio. Boote", "7 million", "7 milhões"),
        ("1,3 Milliarden Boote", "1.3 billion", "1,3 bilhão"),
        ("2 Billionen Euro", "2 trillion", "2 trilhões"),
    ],
)
def test_numbers_are_written_as_the_target_does(german: str, english: str, portuguese: str) -> None:
    (amount,) = amounts(german, "de")
    assert written(amount, "de", "en") == english
    assert written(amount, "de", "pt") == portuguese


@given(st.integers(min_value=0, max_value=10**12))
def test_a_written_number_is_found_again(number: int) -> None:
    source = f"Es waren {number:,} Boote.".replace(",", ".")
    (amount,) = amounts(source, "de")
    target = f"There were {written(amount, 'de', 'en')} boats."
    assert not missing(source, target, "de", "en")
    assert not strays(source, target, "de", "en")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("57 Boote", "75 boats", [("57", "75")]),
        (
            "Im Jahr 2015 liefen 2.000 Boote aus",
            "In 2011, 200,000 boats left",
            [("2015", "2011"), ("2.000", "200,000")],
        ),
        ("Seit 2015 laufen sie aus", "They have been leaving for 12 weeks", []),
        ("8 Boote und 9 Netze", "3 boats", []),
        ("zwölf Boote", "12 boats", []),
    ],
)
def test_surplus_numbers_stand_for_missing_ones(
    source: str, target: str, expected: list[tuple[str, str]]
) -> None:
    gone = missing(source, target, "de", "en")
    found = pairs(gone, strays(source, target, "de", "en"))
    assert sorted((a.text, b.text) for a, b in found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 23th of May", "the 23rd of May"),
        ("the 11st and the 12nd", "the 11th and the 12th"),
        ("the 21st, 22nd and 103rd", "the 21st, 22nd and 103rd"),
        ("Room 4th", "Room 4th"),
    ],
)
def test_ordinals_get_their_endings(text: str, expected: str) -> None:
    assert ordinals(text, "", "en") == expected
    assert ordinals(text, text, "en") == text
