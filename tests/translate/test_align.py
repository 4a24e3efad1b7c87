"""Which word stands for which: examples, and what holds of any two texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.translate.align import Alignment, align

DE_EN = ("de", "en")
# Sentence, translation, and which words of the one stand where in the other.
EXAMPLES = [
    (
        "Gestern hat der Minister in Berlin den Vertrag unterschrieben.",
        "The minister signed the treaty in Berlin yesterday.",
        {"Gestern": "yesterday", "Minister": "minister", "Vertrag": "treaty", "Berlin": "Berlin"},
    ),
    (
        "Die Bundesregierung will den Mindestlohn auf 15,50 Euro erhöhen.",
        "The federal government wants to raise the minimum wage to 15.50 euros.",
        {"Bundesregierung": "federal government", "Mindestlohn": "minimum wage", "15,50": "15.50"},
    ),
    (
        "Nach Angaben der Polizei kamen 3.000 Menschen zur Kundgebung.",
        "According to police, 3,000 people attended the rally.",
        {"3.000": "3,000", "Polizei": "police", "Menschen": "people"},
    ),
    (
        "Um 17.30 Uhr kamen 70 000 Menschen nach 9:15 Uhr.",
        "At 5:30 p.m., 70,000 people came after 9:15 a.m.",
        {"17.30": "5:30", "70 000": "70,000", "9:15": "9:15"},
    ),
    (
        "Der Sprecher sagte, der Hund habe den Hund des Nachbarn gebissen.",
        "The spokesman said the dog had bitten the neighbour's dog.",
        {"Sprecher": "spokesman", "gebissen": "bitten"},
    ),
    (
        "Frau Wendelin-Haubach wohnt seit 1998 in Kalifornien.",
        "Ms Wendelin-Haubach has lived in California since 1998.",
        {"Wendelin-Haubach": "Wendelin-Haubach", "1998": "1998", "Kalifornien": "California"},
    ),
    # Nobody knows the word: what is left over on both sides belongs together.
    (
        "Sie kaufte eine Quorbel und ein Brot.",
        "She bought a zindle and a loaf of bread.",
        {"Quorbel": "zindle"},
    ),
    # Punctuation is not taken along.
    (
        "„Wir kommen“, sagte Merle Ohlsen (42).",
        '"We are coming," said Merle Ohlsen (42).',
        {"Merle Ohlsen": "Merle Ohlsen", "Wir kommen": "We are coming"},
    ),
]
WITHOUT_TABLE = [
    (
        ("de", "pt"),
        "Der Präsident traf Ursula Wenk am 12. Mai in Brasilien.",
        "O presidente encontrou Ursula Wenk em 12 de maio no Brasil.",
        {
            "Präsident": "presidente",
            "Ursula Wenk": "Ursula Wenk",
            "12": "12",
            "Brasilien": "Brasil",
        },
    ),
]


def words_at(alignment: Alignment, source: str, target: str, words: str) -> str:
    start = source.index(words)
    place = alignment.place(start, start + len(words))
    assert place is not None
    first, last = place.words[0], place.words[-1]
    return target[alignment.target[first][0] : alignment.target[last][1]]


@pytest.mark.parametrize(
    ("source", "target", "expected"), EXAMPLES, ids=lambda value: str(value)[:24]
)
def test_words_stand_where_they_are_said(
    source: str, target: str, expected: dict[str, str]
) -> None:
    alignment = align(source, target, DE_EN)
    found = {words: words_at(alignment, source, target, words) for words in expected}
    assert found == expected


@pytest.mark.parametrize(("pair", "source", "target", "expected"), WITHOUT_TABLE)
def test_without_a_table_names_numbers_and_cognates_are_found(
    pair: tuple[str, str], source: str, target: str, expected: dict[str, str]
) -> None:
    alignment = align(source, target, pair)
    assert {w: words_at(alignment, source, target, w) for w in expected} == expected


def test_the_same_links_are_seen_from_the_other_side() -> None:
    for source, target, _ in EXAMPLES:
        assert align(target, source, ("en", "de")).turned == align(source, target, DE_EN)


def test_a_variant_of_a_language_has_its_table() -> None:
    source, target, _ = EXAMPLES[0]
    assert align(source, target, ("de-AT", "en-GB")) == align(source, target, DE_EN)


def test_what_is_said_is_surer_than_what_was_left_out() -> None:
    source = "Der Minister und seine Tochter kamen nach Berlin."
    whole = align(source, "The minister and his daughter came to Berlin.", DE_EN)
    short = align(source, "The minister came to Berlin.", DE_EN)
    daughter = whole.words(source.index("Tochter"), source.index("Tochter") + 7)
    assert whole.strength(daughter) > 0.8
    assert short.strength(daughter) < 0.3


def test_words_that_are_taken_are_left_alone() -> None:
    source, target = "Der Hund sah den Hund.", "The dog saw the dog."
    alignment = align(source, target, DE_EN)
    first = alignment.place(4, 8)
    assert first is not None
    assert list(first.words) == [1]
    other = alignment.place(4, 8, taken={1})
    assert other is not None
    assert 1 not in other.words
    assert alignment.place(4, 8, within=range(0)) is None


def test_a_guess_lies_between_the_places_of_the_neighbours() -> None:
    source, target = "Anna , 5 , 7", "Anna , 5 x , 7"
    alignment = align(source, target, ("de", "en"))
    place = alignment.place(7, 8)
    assert place is not None
    assert place.words[0] in range(2, 6)


def test_texts_without_words_have_no_links() -> None:
    assert align("", "", DE_EN).links == ()
    assert align("", "Some words", DE_EN).links == ()
    assert align("Wörter", "", DE_EN).place(0, 6) is None
    assert align("Ein Wort", "A word", DE_EN).place(3, 4) is None  # a space


def test_a_text_of_many_words_is_aligned_piece_by_piece() -> None:
    text = " ".join(f"w{i}" for i in range(1000))
    alignment = align(text, text, DE_EN)
    assert [alignment.place(a, b).words[0] for a, b in alignment.source[::97]] == [
        *range(0, 1000, 97)
    ]  # type: ignore[union-attr]


TEXTS = st.text(st.sampled_from("aäbZ ß19.,-'’„“()_ \u0301\U0001d400٣"), max_size=60)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([DE_EN, ("en", "de"), ("de", "pt")]))
def test_links_lie_inside_and_come_again(source: str, target: str, pair: tuple[str, str]) -> None:
    alignment = align(source, target, pair)
    assert alignment == align(source, target, pair)
    for spans, text in ((alignment.source, source), (alignment.target, target)):
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for link in alignment.links:
        assert link.source < len(alignment.source)
        assert link.target < len(alignment.target)
        assert 0 < link.strength <= 1
