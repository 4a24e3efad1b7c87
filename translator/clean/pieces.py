"""Pieces of a page: the units that cleaning keeps, moves into the metadata or removes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from translator.article import BlockKind, Cell, Mark, MarkKind
from translator.clean.phrases import words

if TYPE_CHECKING:
    from bs4 import Tag

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_INITIAL = re.compile(r"[A-ZÄÖÜ]\.?")
_LONGEST_INITIAL = 2  # characters
_SENTENCE_END = re.compile(r"[.!?…:;][\"“”»«’‘')\]]*\s*(?:\(\w[^()]{0,30}\))?\s*$")
_PARAGRAPH = 160  # characters of a heading of several sentences; of 556 pages 9 have one
_SENTENCE_INSIDE = re.compile(r"[a-zäöüß)][.!?:] [A-ZÄÖÜ„»]")
_FULL_STOP = re.compile(r"(?<!\.)\.[\"“”»«]?$")
_NAMING = ("class", "id", "itemprop", "role", "data-testid", "data-component", "data-type")
_LONGEST_NAME = 200  # characters of one attribute that are looked at
_POST_CLASS = re.compile(
    r"(?<![\w-])(?:\w{1,20}_)?(?:tag|category|post|author|type|format|status)-\S+"
)
_CONTEXT_LEVELS = 3  # innermost elements named in a piece's context
_PROSE_WORDS = 8  # words; chosen by reading, not swept
_PROSE_STOPWORDS = 0.2  # share of the words; chosen by reading, not swept
_LONG_PROSE_WORDS = 20  # words; chosen by reading, not swept
_LONG_PROSE_STOPWORDS = 0.15  # share of the words; chosen by reading, not swept


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

    __hash__ = object.__hash__  # that of Enum is written in Python


@dataclass(slots=True, eq=False)
class Place:
    """A block element of a page and the one it lies in; the outermost place has no element."""

    number: int = 0
    element: Tag | None = None
    parent: Place | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    ordered: bool = False
    lists: int = 0
    _names: str = ""  # what describe() said; every piece of an element asks for it
    _context: str = ""  # and context()
    answers: dict[Any, Any] = field(default_factory=dict)  # of what is ``asked_once``

    @property
    def tag(self) -> str:
        """Return the name of the element, ``""`` for the outermost place."""
        return self.element.name if self.element is not None else ""

    def path(self) -> tuple[int, ...]:
        """Return the numbers of the elements down to this one, outermost first."""
        return tuple(reversed([place.number for place in self.upwards()]))

    def upwards(self, levels: int | None = None) -> Iterator[Place]:
        """Yield this place and those around it, innermost first, at most ``levels``."""
        place: Place | None = self
        while place is not None and place.element is not None and levels != 0:
            yield place
            place = place.parent
            levels = levels - 1 if levels is not None else None

    def describe(self) -> str:
        """Return name, classes and ids of the element in lower case.

        The classes WordPress gives a whole article for its tags and categories are left out.
        """
        if not self._names and self.element is not None:
            attributes = self.element.attrs
            if not attributes:
                self._names = self.tag
                return self._names
            values = (str(attributes[name]) for name in _NAMING if name in attributes)
            names = (value[:_LONGEST_NAME] for value in values if value)
            text = " ".join((self.tag, *names)).lower()
            self._names = _POST_CLASS.sub("", text).strip()
        return self._names

    def context(self) -> str:
        """Return what describes this element and the two around it, innermost last."""
        if not self._context:
            names = [place.describe() for place in self.upwards(_CONTEXT_LEVELS)]
            self._context = " / ".join(reversed(names))
        return self._context


_NOWHERE = Place()
_Answer = TypeVar("_Answer")


def asked_once(find: Callable[[Place], _Answer]) -> Callable[[Place], _Answer]:
    """Keep with a place what a function found out about it: every piece and step asks again."""

    @wraps(find)
    def ask(place: Place) -> _Answer:
        if find not in place.answers:
            place.answers[find] = find(place)
        answer: _Answer = place.answers[find]
        return answer

    return ask


def sizes_of(texts: Iterable[tuple[Place, int]]) -> dict[int, tuple[Place, int]]:
    """Return every element around texts, by its number, with how much text stands in it.

    Each text comes as the place it stands in and its length in characters.
    """
    own: dict[int, int] = {}
    places: dict[int, Place] = {}
    for place, length in texts:
        own[place.number] = own.get(place.number, 0) + length
        level: Place | None = place
        while level is not None and level.element is not None and level.number not in places:
            places[level.number] = level
            level = level.parent
    for number in sorted(places, reverse=True):  # the inner elements have the higher numbers
        parent = places[number].parent
        if parent is not None:
            own[parent.number] = own.get(parent.number, 0) + own.get(number, 0)
    return {number: (place, own.get(number, 0)) for number, place in places.items()}


class MediumKind(Enum):
    """What a page shows besides text, or holds without showing it."""

    PICTURE = "picture"
    FRAME = "frame"  # another page or a film within this one
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, eq=False)
class Medium:
    """A picture, a frame or a hidden element: where it stands between the pieces.

    ``before`` is the index of the piece that comes next; ``linked`` says that it is part of a link,
    ``inline`` that text stands before it in the same paragraph, ``captioned`` that its caption is
    the article's.
    """

    kind: MediumKind
    element: Tag
    before: int
    place: Place
    text: str = ""
    linked: bool = False
    inline: bool = False
    captioned: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, heading, list item, row or label of the input.

    ``line`` is the 1-based line in a text (0 in HTML), ``number`` that of an item in a numbered
    list (``None`` for what is not the start of one), ``links`` the share of its characters that
    are link text, ``place`` where it stands in a page. ``marks`` lie over the text, ``cells`` are
    those of a row. ``inline`` are the elements in its text, ``unseen`` those of them that show
    nothing (hidden ones, form fields), ``notes`` the marks of footnotes taken out of it;
    ``has_own_text`` says that words also stand outside of them. In a text there are none.
    ``credit`` is what stood with a caption and says whose picture it is.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    line: int = 0
    level: int = 0
    ordered: bool = False
    number: int | None = None
    links: float = 0.0
    place: Place = field(default=_NOWHERE, compare=False)
    marks: tuple[Mark, ...] = field(default=(), compare=False)
    cells: tuple[Cell, ...] = field(default=(), compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    credit: str = ""
    inline: tuple[Tag, ...] = field(default=(), compare=False, repr=False)
    unseen: tuple[Tag, ...] = field(default=(), compare=False, repr=False)
    has_own_text: bool = field(default=True, compare=False, repr=False)

    @property
    def context(self) -> str:
        """Return names, classes and ids of the elements around it, innermost last."""
        return self.place.context()

    @property
    def tag(self) -> str:
        """Return the name of the block element it stands in."""
        return self.place.tag


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about a piece; ``rule`` and ``reason`` go into the record of removals."""

    role: Role
    rule: str = ""
    reason: str = ""


KEEP = Verdict(Role.BODY)
OUTSIDE = Verdict(Role.CHROME, "outside", "stands outside the article: menus, teasers, footers")


@lru_cache(maxsize=4096)
def word_count(text: str) -> int:
    """Return the number of words that have a letter."""
    return len(_WORD.findall(text))


def stopword_share(text: str) -> float:
    """Return the share of function words among the words of ``text``, 0 to 1."""
    found = _WORD.findall(text)
    if not found:
        return 0.0
    known = words("stopwords")
    count = sum(
        word.casefold() in known
        for word in found
        if len(word) > _LONGEST_INITIAL or not _INITIAL.fullmatch(word)
    )
    return count / len(found)


def says_something(text: str | None) -> bool:
    """Say whether a text, if there is one, holds a letter."""
    return text is not None and any(map(str.isalpha, text))


def ends_sentence(text: str) -> bool:
    """Say whether ``text`` ends as a sentence does, quotes and a bracketed sign-off allowed."""
    return bool(_SENTENCE_END.search(text))


@lru_cache(maxsize=4096)
def is_prose(text: str) -> bool:
    """Say whether ``text`` is running prose: rules for labels and link lines leave it alone."""
    count = word_count(text)
    if count < _PROSE_WORDS:
        return False
    share = stopword_share(text)
    if count >= _LONG_PROSE_WORDS and share >= _LONG_PROSE_STOPWORDS:
        return True
    return share >= _PROSE_STOPWORDS and ends_sentence(text)


def is_main_heading(piece: Piece) -> bool:
    """Say whether a piece is a heading of the first level, or stands in one."""
    return piece.kind is BlockKind.HEADING and piece.level == 1


def is_text_as_heading(piece: Piece) -> bool:
    """Say whether what a page calls a lower heading, for its look, is a paragraph of several sentences."""
    text = piece.text
    heading = piece.kind is BlockKind.HEADING and piece.level > 1 and len(text) >= _PARAGRAPH
    return heading and is_prose(text) and bool(_SENTENCE_INSIDE.search(text))


def heads_paragraph(piece: Piece) -> bool:
    """Say whether a piece is the bold first line of a paragraph, read apart from the rest of it."""
    whole = (0, len(piece.text))
    return piece.kind is BlockKind.PARAGRAPH and any(
        mark.kind is MarkKind.STRONG and (mark.start, mark.end) == whole for mark in piece.marks
    )


def is_whole_sentence(text: str) -> bool:
    """Say whether ``text`` is prose with a full stop behind it, which labels and teasers lack."""
    return bool(_FULL_STOP.search(text)) and is_prose(text)
