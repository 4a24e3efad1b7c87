"""Two habits of English that models get wrong: ``a`` and ``an``, and acronyms with points."""

import pytest

from translator.language.indefinite import indefinite
from translator.language.writing import without_points


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("After a earthquake, an meaning.", "After an earthquake, a meaning."),
        ("It was called a “unfriendly act”.", "It was called an “unfriendly act”."),
        ("An SMS, a email, a one-off, an university.", "An SMS, an email, a one-off, a university."),
        ("He sent a SMS.", "He sent an SMS."),
        ("It is an historic day in a hotel.", "It is an historic day in a hotel."),
        ("Vitamin a is there, and so is vitamin-a oil.", "Vitamin a is there, and so is vitamin-a oil."),
        ("A also stands for something.", "A also stands for something."),
    ],
)  # fmt: skip
def test_articles_are_written_as_the_next_word_sounds(target: str, expected: str) -> None:
    assert indefinite(target, "") == expected
    assert indefinite(expected, "") == expected


def test_articles_that_the_source_has_stay() -> None:
    assert indefinite("They sang “a amar”.", "Sie sangen „a amar“.") == "They sang “a amar”."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Der US-Präsident kommt.", "The U.S. president comes.", "The US president comes."),
        ("Er flog in die USA.", "He flew to the U.S.", "He flew to the US."),
        ("„Er flog in die USA.“", "“He flew to the U.S.”", "“He flew to the US.”"),
        ("Reise in die USA", "Trip to the U.S.", "Trip to the US"),
        ("Die UN und die EU tagen.", "The U.N. and the E.U. meet.", "The UN and the EU meet."),
        ("Die U.S. Steel wächst.", "U.S. Steel grows.", "U.S. Steel grows."),
        ("J. K. Rowling kommt.", "J.K. Rowling comes.", "J.K. Rowling comes."),
        ("US-Firmen warten.", "U.S.-based firms wait.", "US-based firms wait."),
    ],
)
def test_acronyms_have_no_points(source: str, target: str, expected: str) -> None:
    assert without_points(target, source, "en") == expected


def test_points_that_a_glossary_wants_stay() -> None:
    assert (
        without_points("The U.S. wait.", "Die USA warten.", "en", frozenset({"U.S."}))
        == "The U.S. wait."
    )


def test_languages_without_such_acronyms_are_left_alone() -> None:
    assert without_points("Los EE. UU. esperan.", "Die USA warten.", "es") == "Los EE. UU. esperan."
