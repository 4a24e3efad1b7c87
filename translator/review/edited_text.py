"""Plain text put in the place of other text in a block, and what becomes of the marks over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from translator.article import Block, Mark, MarkKind
from translator.markup.marks import ordered

_BREAKING = re.compile(r"[^\S\u00a0\u202f]+")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of text in a version: the number of its block (0 is the headline), and characters."""

    block: int
    start: int
    end: int


def with_text(block: Block, spot: Spot, text: str) -> Block:
    """Return a block with another text at a place, and its marks over what is left of theirs."""
    line = on_one_line(text)
    before, after = block.text[: spot.start], block.text[spot.end :]
    if not line:  # with the space that stood beside it
        before, after = before.rstrip(" "), after.lstrip(" ")
        line = (
            " " if before.strip() and after.strip() and "\t" not in (before[-1], after[0]) else ""
        )
    elif spot.start == spot.end:  # where there was nothing: a space to either side
        line = f"{' ' * needs_space(before[-1:])}{line}{' ' * needs_space(after[:1])}"
    new = before + line + after
    marks = moved_marks(block.text, new, block.marks)
    return replace(block, text=new, marks=marks)


def on_one_line(text: str) -> str:
    """Return what a person typed on one line; spaces that do not break stay inside of it."""
    return _BREAKING.sub(" ", text).strip()


def needs_space(char: str) -> bool:
    """Tell whether a sentence beside this character needs a space."""
    return bool(char) and not char.isspace()


def moved_marks(old: str, new: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks over an edited text: over the words that are left of theirs, and between these.

    Words that stand for just those of a mark get it: the text of a link can be corrected. A mark of
    whose words nothing is left is dropped.
    """
    if old == new or not marks:
        return tuple(marks)
    ours, theirs = _Words(old), _Words(new)
    steps = SequenceMatcher(a=ours.texts, b=theirs.texts, autojunk=False).get_opcodes()
    found = (_moved(mark, ours, theirs, steps) for mark in marks)
    return ordered(mark for mark in found if mark is not None)


class _Words:
    """The words and signs of a text, and where they stand."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.texts = [match.group() for match in found]
        self.spans = [match.span() for match in found]

    def over(self, start: int, end: int) -> range:
        """Return the numbers of the words that share a character with a stretch of text."""
        inside = [i for i, (one, other) in enumerate(self.spans) if one < end and other > start]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


Step = tuple[str, int, int, int, int]


def _moved(mark: Mark, old: _Words, new: _Words, steps: Sequence[Step]) -> Mark | None:
    if mark.kind is MarkKind.BREAK:
        return _moved_break(mark, old, new, steps)
    words = old.over(mark.start, mark.end)
    if not words:
        return None
    places: list[int] = []
    for tag, start, end, first, last in steps:
        inside = range(max(start, words.start), min(end, words.stop))
        if tag == "equal" and inside:
            places += [first + inside[0] - start, first + inside[-1] - start]
        elif tag == "replace" and inside == range(start, end):
            places += [first, last - 1]
    if not places:
        return None
    # A mark that begins or ends within a word does so again, as far from the word's edge.
    lead = max(0, mark.start - old.spans[words[0]][0])
    trail = max(0, old.spans[words[-1]][1] - mark.end)
    start, end = new.spans[min(places)][0] + lead, new.spans[max(places)][1] - trail
    return replace(mark, start=start, end=end) if start < end else None


def _moved_break(mark: Mark, old: _Words, new: _Words, steps: Sequence[Step]) -> Mark | None:
    """Return the end of a line where the words around it still stand side by side."""
    before = sum(end <= mark.start for _, end in old.spans) - 1
    for tag, start, end, first, _ in steps:
        if tag == "equal" and start <= before < end - 1:
            place = new.spans[first + before - start][1]
            return replace(mark, start=place, end=place + 1)
    return None
