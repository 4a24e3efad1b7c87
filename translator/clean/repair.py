"""Paragraphs made whole again that a link, an advertisement or a line width broke.

Works on text without markup: on what the end of one line and the start of the next say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from translator.article import BlockKind, MarkKind
from translator.clean.labels import byline, is_salutation
from translator.clean.numbering import number_of
from translator.clean.phrases import words
from translator.clean.pieces import Piece, ends_sentence, is_prose, word_count
from translator.language.addresses import ADDRESS

_OPEN_END = re.compile(r"[,;–—(„“‚«/&-]\s*$")
_TERMINAL = re.compile(r"[.!?…:][\"“”»«’‘')\]]*\s*$")
_LAST_CLAUSE = re.compile(r",\s+(\S+(?:\s+\S+)?)$")
_STARTS_INSIDE = re.compile(r"[a-zäöüß,;.)!?–]")
_LOWER_NAMES = re.compile(
    r"(?:iPhone|eBay)"
)  # with which a paragraph may begin, as with an address
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_HYPHEN_END = re.compile(r"([a-zäöüß])-$")
_KEEPS_HYPHEN = re.compile(r"(?:und|oder|bzw|sowie|and|or)\b")
_SENTENCE_INSIDE = re.compile(r"\w{3,}[.!?][\"“”»«’‘')]*\s+[\"„“»«]?[A-ZÄÖÜ]")
_BULLET = re.compile(r"[-*•–]\s")
_MIN_WORDS = 5  # words; chosen by reading, not swept
_LONGER_THAN_A_HEADING = 160  # characters
_START_WORDS = 3  # words; chosen by reading, not swept
_WRAPPED_LINES = 3  # that a text must have to be told as wrapped
_WRAP_WIDEST = 110  # characters; chosen by reading, not swept
_WRAP_NARROWEST = 40  # characters; chosen by reading, not swept
_COLUMN_NARROWEST = 22  # characters; chosen by reading, not swept
_BROKEN_SHARE = 0.1  # of the lines of a column end within a word


def _starts_low(text: str) -> bool:
    """Say whether a text begins with what keeps its small letter at the start of a paragraph."""
    return bool(ADDRESS.match(text) or _LOWER_NAMES.match(text))


def continues(first: str, second: str) -> bool:
    """Say whether ``second`` goes on with a sentence that ``first`` leaves open."""
    if _TERMINAL.search(first) or word_count(first) < _MIN_WORDS or _starts_low(second):
        return False
    if is_salutation(first):
        return False
    if _STARTS_INSIDE.match(second):
        return True
    return is_prose(second) and _is_open(first)


def _is_open(text: str) -> bool:
    """Say whether a text without a full stop is no heading but breaks off."""
    if _OPEN_END.search(text) or breaks_off(text):
        return True
    if len(text) >= _LONGER_THAN_A_HEADING or _SENTENCE_INSIDE.search(text):
        return True
    return bool(_LAST_CLAUSE.search(text)) and word_count(text) >= _MIN_WORDS + 2


def breaks_off(text: str) -> bool:
    """Say whether a text ends with a word that ends no heading and no sentence: ``zog am``."""
    last = _LAST_WORD.search(text)
    return last is not None and last[1].casefold() in _never_last()


def _never_last() -> frozenset[str]:
    """Return the function words that end no heading and no sentence."""
    return words("stopwords") - words("sentence_final")


def join_broken(pieces: Sequence[Piece]) -> list[Piece]:
    """Join paragraphs that are parts of one sentence; the others stay as they are.

    A short line between two parts (a link's text on a line of its own) joins both.
    """
    joined: list[Piece] = []
    for piece in pieces:
        if not (joined and piece.kind is BlockKind.PARAGRAPH):
            joined.append(piece)
            continue
        before = joined[-1]
        if before.kind is not BlockKind.PARAGRAPH or _has_lines(before) or _has_lines(piece):
            joined.append(piece)
        elif continues(before.text, piece.text):
            joined[-1] = _join(before, piece)
        elif _link_text_between(joined, piece):
            fragment = joined.pop()
            joined[-1] = _join(_join(joined[-1], fragment), piece)
        else:
            joined.append(piece)
    return joined


def _has_lines(piece: Piece) -> bool:
    return any(mark.kind is MarkKind.BREAK for mark in piece.marks)


def _link_text_between(joined: Sequence[Piece], piece: Piece) -> bool:
    """Say whether the last piece is a link's text within a sentence that goes on in ``piece``."""
    if len(joined) <= 1 or not _STARTS_INSIDE.match(piece.text):
        return False
    start, fragment = joined[-2], joined[-1]
    if start.kind is not BlockKind.PARAGRAPH or _starts_low(piece.text):
        return False
    return (
        not ends_sentence(start.text)
        and not ends_sentence(fragment.text)
        and word_count(start.text) >= _START_WORDS
    )


def _join(first: Piece, second: Piece) -> Piece:
    gap = "" if re.match(r"[,;.)!?:]", second.text) else " "
    return replace(first, text=f"{first.text}{gap}{second.text}")


def unwrap(lines: Sequence[str], printed: frozenset[int] = frozenset()) -> list[tuple[int, str]]:
    """Return the paragraphs of ``lines`` with the 1-based number of their first line.

    Lines wrapped at a fixed width are joined; where every line is a paragraph (text copied from a
    browser), each stays one. Words hyphenated at the end of a line are made whole. ``printed`` are
    the indices of heads and numbers of printed pages: they end no paragraph that goes on below.
    """
    kept = [line for index, line in enumerate(lines) if index not in printed]
    wrapped = _is_wrapped(kept)
    starts = _starts_of_items(lines) if wrapped else []
    paragraphs: list[tuple[int, str]] = []
    loose: list[tuple[int, str]] = []
    fresh = over_page = False
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        if not line:
            fresh = True
        elif number - 1 in printed:
            loose.append((number, line))
            over_page = True
        else:
            goes_on = bool(paragraphs) and (
                (over_page and (wrapped or bool(_STARTS_INSIDE.match(line))))
                or (not fresh and _breaks_word(paragraphs[-1][1], line))
                or (wrapped and not fresh and not starts[number - 1])
            )
            goes_on = goes_on and not (byline(line) or byline(paragraphs[-1][1]))
            if goes_on:
                start, text = paragraphs[-1]
                paragraphs[-1] = (start, _glue(text, line))
            else:
                paragraphs.append((number, line))
            fresh = over_page = False
    return sorted([*paragraphs, *loose])


def _breaks_word(text: str, line: str) -> bool:
    """Say whether a word is broken at the end of a line, or a hyphen stands for its second part."""
    return bool(_HYPHEN_END.search(text[-2:])) and line[:1].islower()


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether a text is wrapped: full lines of about the same width, mostly inside a sentence.

    Columns of print are narrow, but break many words.
    """
    inner = [
        (line.strip(), following.strip())
        for line, following in pairwise(lines)
        if line.strip() and following.strip()
    ]
    if len(inner) < _WRAPPED_LINES:
        return False
    widths = [len(line.strip()) for line in lines if line.strip()]
    broken = sum(_breaks_word(line, following) for line, following in inner)
    narrowest = _COLUMN_NARROWEST if broken >= _BROKEN_SHARE * len(inner) else _WRAP_NARROWEST
    if max(widths) > _WRAP_WIDEST or median(len(line) for line, _ in inner) < narrowest:
        return False
    return sum(not ends_sentence(line) for line, _ in inner) >= 0.6 * len(inner)


def _starts_of_items(lines: Sequence[str]) -> list[bool]:
    """Say for each line of a wrapped text whether an item starts there.

    A number may also stand at the start of a line by chance. It is an item's if it counts on from
    the item before, or is 1 and a 2 follows before the next empty line.
    """
    numbers = [number_of(line.strip()) for line in lines]
    two_follows, follows = [False] * len(lines), False
    for index in reversed(range(len(lines))):
        two_follows[index] = follows
        follows = bool(lines[index].strip()) and (follows or numbers[index] == 2)  # noqa: PLR2004
    starts, last, fresh = [], 0, True
    for line, number, followed in zip(lines, numbers, two_follows, strict=True):
        goes_on = number is not None and (number == last + 1 if last else number == 1 and followed)
        starts.append(goes_on or bool(_BULLET.match(line.strip())))
        if goes_on or fresh:
            last = number or 0
        fresh = not line.strip()
    return starts


def _glue(text: str, line: str) -> str:
    """Join two lines; a hyphen stays before ``und`` and before a capital (``Nord-`` ``Süd``)."""
    if not _HYPHEN_END.search(text[-2:]) or _KEEPS_HYPHEN.match(line):
        return f"{text} {line}"
    if line[:1].islower():
        return text[:-1] + line
    return text + line if line[:1].isupper() else f"{text} {line}"
