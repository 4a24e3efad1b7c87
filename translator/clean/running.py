"""Running text while it is collected from a page: what a browser shows of it, with marks over it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from translator.article import Mark, MarkKind
from translator.clean.normalise import normalise
from translator.markup.marks import ordered

_ANY_SPACE = re.compile(r"\s+")
_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_FIGURES = re.compile(r"[0-9+\-−–=()]{1,8}|n")  # that Unicode has raised, too
_WRAPPED = 60  # characters; a longer line before a <br> may be one that was wrapped
_LINE_ENDS = frozenset('.!?…:;,)]“”"»«’‘')


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of running text with the marks over it."""

    text: str
    marks: tuple[Mark, ...] = ()


class _Open(NamedTuple):
    """A mark that has begun: where in the text, and before which of its parts."""

    kind: MarkKind
    href: str
    start: int = 0
    part: int = 0


class RunningText:
    """Collects the text of a block piece by piece; two line breaks in a row begin a new paragraph.

    Marks that are open when a paragraph ends go on in the next one, as in a browser.
    """

    def __init__(self) -> None:
        self._done: list[Text] = []
        self._parts: list[str] = []
        self._length = 0
        self._last = ""  # character of the text
        self._breaks = 0  # line breaks since the last visible character
        self._open: list[_Open] = []
        self._marks: list[Mark] = []

    def add(self, text: str) -> None:
        """Add text as it stands in the page; spaces and line ends are one space."""
        text = normalise(text.replace("\n", " "))
        if "\n" in text:  # in place of other line ends
            text = _ANY_SPACE.sub(" ", text)
        if text and self._last and unicodedata.combining(text[0]):
            text = unicodedata.normalize("NFC", self._last + text)
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        if not self._last or self._last == " " or self._breaks:
            text = text.lstrip(" ")
        if not text:
            return
        if self._breaks and self._last:
            self._break_line()
        self._breaks = 0
        self._append(text)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was collected yet."""
        return not (self._parts or self._done)

    def forget_breaks(self) -> None:
        """Forget line breaks before any text."""
        self._breaks = 0

    @property
    def is_within_line(self) -> bool:
        """Say whether text stands before this place in the same line."""
        return self.holds_text and not self._breaks

    @property
    def place(self) -> tuple[int, int]:
        """Return how many paragraphs are complete, and how many characters the next one has."""
        return len(self._done), self._length

    @property
    def holds_text(self) -> bool:
        """Say whether a paragraph has begun."""
        return self._length > 0

    def open(self, kind: MarkKind, href: str = "") -> None:
        """Begin a mark at this place."""
        self._open.append(_Open(kind, href, self._place(), len(self._parts)))

    def close(self) -> None:
        """End the mark that was begun last."""
        self._mark(self._open.pop())

    def close_raised(self) -> None:
        """End a mark of raised text; figures become the characters that Unicode has for them.

        So 10⁶ is not read as 106 where marks are not shown. Lowered ones cannot be mistaken: CO2.
        """
        opened = self._open.pop()
        inside = "".join(self._parts[opened.part :])
        raised = inside.strip()
        if not _FIGURES.fullmatch(raised):
            self._mark(opened)
            return
        self._length -= sum(map(len, self._parts[opened.part :]))
        del self._parts[opened.part :]
        self._append(raised.translate(_RAISED))
        if inside[-1:].isspace():  # 15 m<sup>3 </sup>Erdöl
            self._append(" ")

    def line_break(self) -> None:
        """Add a ``<br>``."""
        self._breaks += 1
        if self._breaks > 1:
            self._end_paragraph()

    def finish(self) -> list[Text]:
        """Return the paragraphs collected so far and begin anew."""
        self._end_paragraph()
        self._breaks = 0
        done, self._done = self._done, []
        return done

    def _place(self) -> int:
        return self._length + (self._breaks == 1 and self._last not in {"", " "})

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._last = text[-1]

    def _break_line(self) -> None:
        if self._last != " ":
            self._append(" ")
        self._marks.append(Mark(MarkKind.BREAK, self._length - 1, self._length))

    def _mark(self, opened: _Open) -> None:
        if opened.start < self._length:
            self._marks.append(Mark(opened.kind, opened.start, self._length, opened.href))

    def _end_paragraph(self) -> None:
        for opened in self._open:
            self._mark(opened)
        self._open = [_Open(opened.kind, opened.href) for opened in self._open]
        text = "".join(self._parts).rstrip(" ")
        if text:
            self._done.append(Text(text, _tidy(self._marks, text)))
        self._parts, self._length, self._last, self._marks = [], 0, "", []


def _tidy(marks: list[Mark], text: str) -> tuple[Mark, ...]:
    """Return marks trimmed to visible text, in reading order, the outer before the inner ones."""
    if not marks:
        return ()
    kept = [mark for mark in _with_meaning(marks, text) if mark.end <= len(text)]
    for mark in marks:
        if mark.kind is not MarkKind.BREAK:
            inside = text[mark.start : mark.end]
            start = mark.start + len(inside) - len(inside.lstrip(" "))
            end = start + len(inside.strip(" "))
            if (start, end) == (mark.start, mark.end):
                kept.append(mark)
            elif start < end:
                kept.append(replace(mark, start=start, end=end))
    return ordered(kept)


def _with_meaning(marks: list[Mark], text: str) -> list[Mark]:
    """Return the line breaks of verses, addresses and facts, without those of wrapped lines."""
    breaks = [mark for mark in marks if mark.kind is MarkKind.BREAK]
    ends = [0, *(mark.end for mark in breaks)]
    return [
        mark
        for (start, end), mark in zip(pairwise(ends), breaks, strict=True)
        if end - start < _WRAPPED
        or text[mark.start - 1] in _LINE_ENDS
        or not text[end : end + 1].islower()
    ]
