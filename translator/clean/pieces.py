"""Pieces of a page: the units that cleaning keeps, moves into the metadata or removes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from translator.article import BlockKind
from translator.clean.phrases import words

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"“”»«’‘')\]]*\s*(?:\(\w[^()]{0,30}\))?\s*$")
_PROSE_WORDS = 8
_PROSE_STOPWORDS = 0.2
_LONG_PROSE_WORDS = 20
_LONG_PROSE_STOPWORDS = 0.15


class Role(Enum):
    """What a piece turned out to be."""

    BODY = "body"
    TITLE = "title"
    LEAD = "lead"
    CAPTION = "caption"
    AUTHOR = "author"
    DATE = "date"
    SOURCE = "source"
    CHROME = "chrome"


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, heading, list item, row or label of the input.

    ``line`` is the 1-based line in a text (0 in HTML), ``links`` the share of its characters that
    are link text. ``path`` holds the numbers of the HTML elements it lies in, outermost first, and
    ``context`` their names, classes and ids in lower case, innermost last. ``image`` is the
    address of the picture whose figure it stands in.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    line: int = 0
    level: int = 0
    ordered: bool = False
    links: float = 0.0
    path: tuple[int, ...] = ()
    context: str = ""
    tag: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about a piece; ``rule`` and ``reason`` go into the record of removals."""

    role: Role
    rule: str = ""
    reason: str = ""


KEEP = Verdict(Role.BODY)


def word_count(text: str) -> int:
    """Return the number of words that have a letter."""
    return len(_WORD.findall(text))


def stopword_share(text: str) -> float:
    """Return the share of function words among the words of ``text``, 0 to 1."""
    found = _WORD.findall(text)
    if not found:
        return 0.0
    known = words("stopwords")
    return sum(word.casefold().rstrip(".") in known for word in found) / len(found)


def ends_sentence(text: str) -> bool:
    """Say whether ``text`` ends as a sentence does, quotes and a bracketed sign-off allowed."""
    return bool(_SENTENCE_END.search(text))


def is_prose(text: str) -> bool:
    """Say whether ``text`` is running prose: rules for labels and link lines leave it alone."""
    count = word_count(text)
    if count < _PROSE_WORDS:
        return False
    share = stopword_share(text)
    if count >= _LONG_PROSE_WORDS and share >= _LONG_PROSE_STOPWORDS:
        return True
    return share >= _PROSE_STOPWORDS and ends_sentence(text)
