"""A sentence is put in the place of another; all around it stays to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.article import Mark, MarkKind
from translator.errors import UsageError
from translator.review.desk.rewrite import blocks_of, rewritten
from translator.review.edited_text import Spot, moved_marks

BODY = """
# A *new* dike

**The lead of it.**

Text[^1] with <b>HTML</b>
over two lines. The [old dike](https://a.example/x) holds. It holds.

* one item here
* two items here

| a | b |
|---|---|
| one | two words |

```
code
```

[^1]: A note that is none to this program.
"""


def put(number: int, old: str, new: str, body: str = BODY) -> str:
    start = blocks_of(body)[number].text.index(old)
    return rewritten(body, Spot(number, start, start + len(old)), new)


@pytest.mark.parametrize(
    ("number", "old", "new", "was", "now"),
    [
        (0, "A new dike", "An old dike", "# A *new* dike", "# An *old* dike"),
        (1, "The lead", "A lead", "**The lead of it.**", "**A lead of it.**"),
        (2, "over two lines.", "over 2 lines.", "over two lines.", "over 2 lines."),
        (2, "The old dike holds.", "The big dike holds.", "[old dike]", "[big dike]"),
        (2, "It holds.", "It stays.", "It holds.", "It stays."),
        (2, " It holds.", "", "holds. It holds.", "holds."),
        (2, "with HTML", "with some HTML", "with <b>", "with some <b>"),
        (3, "one item here", "one thing there", "* one item here", "* one thing there"),
        (6, "two words", "2 words", "two words", "2 words"),
    ],
)
def test_only_what_differs_is_written(number: int, old: str, new: str, was: str, now: str) -> None:
    assert put(number, old, new) == BODY.replace(was, now)


def test_several_differences_are_put_in_one_after_the_other() -> None:
    done = put(2, "with HTML over two lines. The old", "with some HTML over 2 lines. The older")
    assert done == BODY.replace("with <b>", "with some <b>").replace(
        "two lines", "2 lines"
    ).replace("[old", "[older")


def test_signs_that_a_person_types_are_text() -> None:
    text = "*No* [link](x), <b>no</b> tag | # and `no` code."
    done = put(2, "It holds.", text)
    assert blocks_of(done)[2].text.endswith(text)
    assert blocks_of(done)[2].marks == blocks_of(BODY)[2].marks


@pytest.mark.parametrize(
    "text", ["1. # begins a list", "- one", "# no heading", "> no quote", "--- "]
)
def test_no_text_changes_what_a_paragraph_is(text: str) -> None:
    before = blocks_of(BODY)
    done = blocks_of(put(2, before[2].text, text))
    assert (done[2].kind, done[2].text) == (before[2].kind, text.strip())
    assert len(done) == len(before)


def test_a_sentence_in_a_table_keeps_its_cell() -> None:
    done = blocks_of(put(6, "two words", "three | of\tthem"))
    assert done[6].text == "one\tthree | of them"
    assert done[5].text == "a\tb"


def test_an_item_without_text_leaves_its_list() -> None:
    done = put(4, "two items here", "")
    assert [block.text for block in blocks_of(done)][3:6] == [
        "one item here",
        "a\tb",
        "one\ttwo words",
    ]


def test_a_paragraph_without_text_leaves_the_version() -> None:
    whole = blocks_of(BODY)[2].text
    assert len(blocks_of(put(2, whole, ""))) == len(blocks_of(BODY)) - 1


@pytest.mark.parametrize(("number", "old", "new"), [(0, "A new dike", " "), (7, "code", "other")])
def test_headline_and_code_stay(number: int, old: str, new: str) -> None:
    with pytest.raises(UsageError):
        put(number, old, new)


@pytest.mark.parametrize(
    ("new", "covered"),
    [
        ("The old dike holds.", "old dike"),
        ("The big dike holds.", "big dike"),
        ("The old, tired dike holds.", "old, tired dike"),
        ("Behold: the old dike still holds.", "old dike"),
        ("The levee holds.", "levee"),
        ("Nothing of it.", ""),
    ],
)
def test_a_mark_stays_over_what_is_left_of_its_words(new: str, covered: str) -> None:
    marks = moved_marks("The old dike holds.", new, (Mark(MarkKind.LINK, 4, 12, "x"),))
    assert "".join(new[mark.start : mark.end] for mark in marks) == covered


@given(st.integers(0, 8), st.text(max_size=60), st.integers(0, 40), st.integers(0, 40))
def test_whatever_is_typed_stands_there_and_nothing_else_has_changed(
    number: int, text: str, start: int, length: int
) -> None:
    before = blocks_of(BODY)
    number = min(number, len(before) - 1)
    was = before[number].text
    start = min(start, len(was))
    try:
        done = blocks_of(rewritten(BODY, Spot(number, start, min(start + length, len(was))), text))
    except UsageError:
        return
    if len(done) == len(before):
        others = [(a.text, a.marks) for n, a in enumerate(done) if n != number]
        assert others == [(b.text, b.marks) for n, b in enumerate(before) if n != number]
        assert " ".join(text.split()) in done[number].text
    else:
        assert not text.split()
