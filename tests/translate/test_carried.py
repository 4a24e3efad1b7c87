"""Marks over a sentence on the words of its translation that say the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.article import Mark, MarkKind
from translator.translate.marks import carried

DE_EN = ("de", "en")
SIGNS = {"[": MarkKind.LINK, "*": MarkKind.EMPHASIS, "^": MarkKind.SUP, "`": MarkKind.CODE}
ENDS = {"]": "["}
EXAMPLES = [
    (
        "Das berichtet die [Tagespost].",
        "The Tagespost reports this.",
        "The [Tagespost] reports this.",
    ),
    (
        "Er las [einen langen Bericht] über den Unfall.",
        "He read a long report about the accident.",
        "He read [a long report] about the accident.",
    ),
    # A separated verb: the link was over both parts of it.
    (
        "Die Stadt [lehnt den Antrag ab].",
        "The city rejects the application.",
        "The city [rejects the application].",
    ),
    # Quotation marks and full stops only where the source has them below the mark.
    ("Sie las [„Der Fluss“].", "She read “The River”.", "She read [“The River”]."),
    ("Sie las „[Der Fluss]“.", "She read “The River”.", "She read “[The River]”."),
    ("Er kam *nicht*.", "He did not come.", "He did *not* come."),
    # One mark inside another, and two beside each other.
    (
        "Das steht [im *neuen* Gesetz].",
        "This is stated in the new law.",
        "This is stated [in the *new* law].",
    ),
    (
        "Mehr dazu: [der Brief] und [die Antwort].",
        "More on this: the letter and the answer.",
        "More on this: [the letter] and [the answer].",
    ),
    # The same word twice.
    ("Der [Hund] sah den Hund.", "The dog saw the dog.", "The [dog] saw the dog."),
    ("Der Hund sah den [Hund].", "The dog saw the dog.", "The dog saw the [dog]."),
    # A part of a word: where the same is written, otherwise nowhere.
    ("Der m^2^-Preis stieg.", "The price per m2 rose.", "The price per m^2^ rose."),
    ("Der Preis^1^ stieg.", "The price rose.", "The price rose."),
    # The whole sentence.
    ("[Alle Bilder vom Fest.]", "All pictures of the party.", "[All pictures of the party.]"),
    ("[Alle Bilder vom Fest].", "All pictures of the party.", "[All pictures of the party]."),
]


def read(marked: str) -> tuple[str, list[Mark]]:
    """Read a text with signs for marks."""
    text, marks, opened = "", [], {}
    for piece in re.split(r"([\[\]*^`])", marked):
        sign = ENDS.get(piece, piece)
        if sign in opened:
            marks.append(Mark(SIGNS[sign], opened.pop(sign), len(text), "x" if sign == "[" else ""))
        elif sign in SIGNS:
            opened[sign] = len(text)
        else:
            text += piece
    return text, sorted(marks, key=lambda mark: (mark.start, -mark.end))


def written(text: str, marks: list[Mark]) -> str:
    """Write a text with signs for its marks."""
    closing = {"[": "]"}
    signs = {kind: sign for sign, kind in SIGNS.items()}
    put: list[tuple[int, int, int, str]] = []
    for mark in marks:
        sign = signs[mark.kind]
        put.append((mark.start, 1, -mark.end, sign))
        put.append((mark.end, 0, -mark.start, closing.get(sign, sign)))
    for place, _, _, sign in sorted(put, reverse=True):
        text = text[:place] + sign + text[place:]
    return text


@pytest.mark.parametrize(("source", "target", "expected"), EXAMPLES)
def test_marks_follow_the_words(source: str, target: str, expected: str) -> None:
    text, marks = read(source)
    found = carried(marks, text, target, DE_EN)
    assert written(target, [one.target for one in found if one.target]) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Das ist ein [wichtiger Schritt] in Richtung Frieden.", "Este é um passo importante em direção à paz.", "Este é um [passo importante] em direção à paz."),
        ("Er las den [Bericht der Kommission] über Wasser.", "Ele leu o relatório da Comissão sobre a água.", "Ele leu o [relatório da Comissão] sobre a água."),
    ],
)  # fmt: skip
def test_without_a_table_of_words_no_function_word_hangs_on(
    source: str, target: str, expected: str
) -> None:
    text, marks = read(source)
    found = carried(marks, text, target, ("de", "pt"))
    assert written(target, [one.target for one in found if one.target]) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Der hohe Turm ist für die [leitenden Beamten] da.", "The tower is there for the high-ranking officials.", "The tower is there for the [high-ranking officials]."),
        ("Er bekam hohe Preise und [leitende Ämter].", "He got prizes and high-ranking offices.", "He got prizes and [high-ranking offices]."),
        ("Der Berlin-[Marathon] beginnt.", "The Berlin-Marathon begins.", "The Berlin-[Marathon] begins."),
    ],
)  # fmt: skip
def test_no_word_with_hyphens_is_split(source: str, target: str, expected: str) -> None:
    text, marks = read(source)
    found = carried(marks, text, target, DE_EN)
    assert written(target, [one.target for one in found if one.target]) == expected


def test_a_link_whose_words_are_gone_goes_to_a_phrase_nearby_as_a_guess() -> None:
    text, marks = read("Er kam, [wie man weiß], nach Bonn.")
    (found,) = carried(marks, text, "He, to Bonn.", DE_EN)
    assert found.guessed
    assert found.target
    assert found.target.end > found.target.start


def test_a_copy_keeps_its_marks() -> None:
    text, marks = read("[ab]c*d*")
    assert [one.target for one in carried(marks, text, text, DE_EN)] == marks


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Der",
            "Hund",
            "sah",
            "den",
            "Vertrag",
            "in",
            "Berlin",
            ",",
            "3.000",
            "„",
            "Ja",
            "“",
            "und",
            "ging",
            ".",
        ]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@settings(deadline=None)
@given(SENTENCES, SENTENCES, st.data())
def test_no_link_is_lost_and_no_word_split(source: str, target: str, data: st.DataObject) -> None:
    at = st.integers(0, len(source))
    spans = data.draw(st.lists(st.tuples(at, at), max_size=5))
    marks = [
        Mark(MarkKind.LINK, a, b, f"x{i}") for i, (a, b) in enumerate(spans) if source[a:b].strip()
    ]
    found = carried(marks, source, target, DE_EN)
    assert [one.source for one in found] == marks
    for mark in [one.target for one in found] if source != target else ():
        assert mark
        assert 0 <= mark.start < mark.end <= len(target)
        assert not _is_inside_a_word(target, mark.start)
        assert not _is_inside_a_word(target, mark.end)


def _is_inside_a_word(text: str, place: int) -> bool:
    return place > 0 and text[place - 1 : place + 1].isalpha() and place < len(text)


def test_very_many_links_that_nothing_is_known_of_keep_their_order() -> None:
    """A guess looks near its place only; all have one, from the first to the last."""
    count = 400
    marks = [
        Mark(MarkKind.LINK, 5 * n, 5 * n + 4, f"https://ort.example/{n}") for n in range(count)
    ]
    found = carried(marks, " ".join(["Wxyz"] * count), " ".join(["word"] * count), ("de", "en"))
    starts = [one.target.start for one in found if one.target]
    assert len(starts) == count
    assert starts == sorted(starts)
