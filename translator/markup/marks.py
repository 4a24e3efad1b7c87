"""Marks over plain text: cut, shifted and tidied with the text they lie over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import accumulate, pairwise

from translator.article import Mark, MarkKind

_RANK = {kind: rank for rank, kind in enumerate(MarkKind)}
_SPACE = re.compile(r"\s+")


def within(marks: Iterable[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """Return the marks over ``text[start:end]``, counted from its beginning."""
    cut = (
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in marks
    )
    return tuple(mark for mark in cut if mark.start < mark.end)


def shifted(marks: Iterable[Mark], by: int) -> tuple[Mark, ...]:
    """Return marks for a text with ``by`` characters put before it."""
    return tuple(replace(mark, start=mark.start + by, end=mark.end + by) for mark in marks)


def squashed(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Return a text on one line with single spaces, trimmed, and the marks over it."""
    if not marks:
        return _SPACE.sub(" ", text).strip(), ()
    kept = [_is_kept(text, index) for index in range(len(text))]
    place = [0, *accumulate(kept)]  # of every character, and of the end
    line = "".join(
        " " if char.isspace() else char for char, keep in zip(text, kept, strict=True) if keep
    )
    end = len(line.rstrip(" "))
    moved = [
        replace(mark, start=place[mark.start], end=min(place[mark.end], end)) for mark in marks
    ]
    return line[:end], ordered(mark for mark in moved if mark.start < mark.end)


def _is_kept(text: str, index: int) -> bool:
    """Say whether a character stays: of a run of spaces the first, none at the beginning."""
    if not text[index].isspace():
        return True
    return index > 0 and not text[index - 1].isspace()


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks in reading order, the outer before the inner ones, none twice.

    Of marks over the same text those that come first in ``MarkKind`` are the outer ones.
    """
    return tuple(sorted(dict.fromkeys(marks), key=_order))


def _order(mark: Mark) -> tuple[int, int, int, str]:
    return (mark.start, -mark.end, _RANK[mark.kind], mark.href)


class Step(Enum):
    """A step through marked text."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"


def steps(text: str, marks: Sequence[Mark]) -> Iterator[tuple[Step, Mark | None, str]]:
    r"""Yield the steps through marked text so that whatever is opened is closed in its order.

    Marks that overlap without lying within each other are closed and opened again. A line break is
    a text of ``\n``.
    """
    breaks = {mark.start: mark.end for mark in marks if mark.kind is MarkKind.BREAK}
    others = [mark for mark in ordered(marks) if mark.kind is not MarkKind.BREAK]
    edges = {0, len(text), *breaks, *breaks.values()}
    edges |= {edge for mark in others for edge in (mark.start, mark.end)}
    opened: list[Mark] = []
    following = iter([*others, None])
    upcoming = next(following)
    for start, end in pairwise(sorted(edges)):
        ended = next((i for i, mark in enumerate(opened) if mark.end <= start), len(opened))
        yield from ((Step.CLOSE, mark, "") for mark in reversed(opened[ended:]))
        again = [mark for mark in opened[ended:] if mark.end > start]
        del opened[ended:]
        while upcoming is not None and upcoming.start <= start:
            again.append(upcoming)
            upcoming = next(following)
        again.sort(key=lambda mark: (-mark.end, _RANK[mark.kind]))
        yield from ((Step.OPEN, mark, "") for mark in again)
        opened += again
        yield Step.TEXT, None, "\n" if breaks.get(start) == end else text[start:end]
    yield from ((Step.CLOSE, mark, "") for mark in reversed(opened))


def nested(text: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks none of which overlaps another without lying in it: such a one is cut in two."""
    found = [mark for mark in marks if mark.kind is MarkKind.BREAK]
    starts: list[int] = []
    place = 0
    for step, mark, run in steps(text, marks):
        if step is Step.OPEN:
            starts.append(place)
        elif mark is not None:
            found.append(replace(mark, start=starts.pop(), end=place))
        place += len(run)
    return ordered(mark for mark in found if mark.start < mark.end)
