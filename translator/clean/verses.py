"""Verses in a pasted text: short lines that go on in the next one, with an empty line around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from translator.article import Mark, MarkKind
from translator.clean.pieces import Piece, Role, stopword_share, word_count
from translator.clean.rules import Context, judge

_LINES = range(4, 13)  # of a stanza
_LONGEST = 60  # characters of a line
_EVEN = 2.5  # times the shortest line that the longest may have
_WORDS = range(2, 13)  # of a line
_GO_ON = 0.4  # of the lines but the last, at least; chosen by reading, not swept
_BULLET = re.compile(r"[^\w\s\"„“»«‚'’(…] ?")
_STOP = re.compile(r"[.!?;:|/@]|[,–-]$|\d")
_END = frozenset('.,;:!?…–-“”"»«')


def stanzas(lines: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines of a text, each with its number, one by one or a stanza at a time."""
    group: list[tuple[int, str]] = []
    for number, text in lines:
        if group and number != group[-1][0] + 1:
            yield from _grouped(group)
            group = []
        group.append((number, text))
    yield from _grouped(group)


def stanza(lines: Sequence[tuple[int, str]]) -> Piece:
    """Return a stanza as one paragraph whose lines end where they did."""
    marks, length = [], -1
    for _, text in lines[:-1]:
        length += len(text) + 1
        marks.append(Mark(MarkKind.BREAK, length, length + 1))
    return Piece(" ".join(text for _, text in lines), line=lines[0][0], marks=tuple(marks))


def _grouped(group: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    if _is_stanza([text for _, text in group]):
        yield list(group)
    else:
        yield from ([line] for line in group)


def _is_stanza(texts: Sequence[str]) -> bool:
    if len(texts) not in _LINES or any(
        len(text) > _LONGEST or word_count(text) not in _WORDS for text in texts
    ):
        return False
    if max(map(len, texts)) > _EVEN * min(map(len, texts)) or _BULLET.match(texts[0]):
        return False
    goes_on = [
        first[-1] in ",;" or (first[-1] not in _END and second[:1].islower())
        for first, second in pairwise(texts)
    ]
    if sum(goes_on) < _GO_ON * len(goes_on):
        return False
    open_ends = sum(text[-1] not in _END for text in texts)
    return (open_ends <= len(texts) / 2 + 1 or _is_unpunctuated(texts)) and all(
        judge(Piece(text), Context()).role is Role.BODY for text in texts
    )


def _is_unpunctuated(texts: Sequence[str]) -> bool:
    """Say whether no line ends or breaks a sentence: wrapped prose has a full stop at its end."""
    return not any(_STOP.search(text) for text in texts) and all(
        stopword_share(text) > 0 for text in texts
    )
