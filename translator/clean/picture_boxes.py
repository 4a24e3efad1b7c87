"""Boxes of pictures on a page: the elements that hold a picture, its caption, and nothing else.

Many pages have no ``figcaption``. A picture's box is told by its structure: it is the ``figure``
around it, or the largest element that holds only this picture and a few short texts, none of which
the article needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag

from translator.article import BlockKind, Image
from translator.clean.credits import elements_around, is_credit_piece, is_label, is_named_caption
from translator.clean.elements import BLOCK_ELEMENTS
from translator.clean.pictures import image_of, in_figure, is_drawing, is_tiny, key_of
from translator.clean.pieces import (
    KEEP,
    OUTSIDE,
    Medium,
    MediumKind,
    Piece,
    Place,
    Role,
    Verdict,
    is_prose,
    sizes_of,
    word_count,
)
from translator.clean.rules import Context, judge
from translator.clean.surroundings import stands_in_chrome

Judged = Sequence[tuple[Piece, Verdict]]

_TEXT = {Role.BODY, Role.LEAD}
_OF_ARTICLE = {*_TEXT, Role.CAPTION, Role.TITLE}
_NO_CAPTION = {BlockKind.HEADING, BlockKind.TABLE_ROW, BlockKind.CODE, BlockKind.QUOTE}
_LEVELS = 5  # block elements around a picture that may be its box
_PIECES = 4  # texts in one: caption and credit, each perhaps twice
_CHARACTERS = 900  # of them together
_LONGEST_CAPTION = 500  # characters
_LONGEST_PROSE = 200  # characters of running text that only a name calls a caption
_FEWEST_WORDS = 3  # of a text beside a picture that nothing calls a caption
_MOSTLY_LINKS = 0.5  # share of the text; chosen by reading, not swept
_SAME_WORDS = 0.8  # F1 of a text and what a page says in place of the picture
_REACH = 12  # pieces on either side of a picture that may be in a figure with it
_MASTHEAD = 12  # pieces between a picture above the headline and the headline
_INLINE = 20  # elements in a text whose names are looked at
_BESIDE = 2  # pictures before and behind one that must not be in its box
_MOST = 0.5  # of the text that the article's own element holds at least


@dataclass(frozen=True, slots=True)
class Box:
    """A picture, the element that is its box (``None``: there is none), the pieces in it."""

    medium: Medium
    image: Image
    place: Place | None
    members: range


def bounds_of(judged: Judged) -> range:
    """Return the indices of the pieces from the headline to the last text of the article.

    The captions of pictures right below that, in the article's element, are the article's, too.
    """
    kept = [index for index, (_, verdict) in enumerate(judged) if verdict.role in _OF_ARTICLE]
    text = [index for index, (_, verdict) in enumerate(judged) if verdict.role in _TEXT]
    if not text:
        return range(0)
    stop = text[-1] + 1
    homes = homes_of(judged)
    while stop < len(judged) and _is_caption_below(judged[stop][0], homes):
        stop += 1
    return range(kept[0], stop)


def _is_caption_below(piece: Piece, homes: Sequence[Place]) -> bool:
    called = in_figure(piece.place) is not None or _is_called_caption(piece)
    return called and not piece.links and any(_lies_in(piece, home) for home in homes)


def homes_of(judged: Judged) -> list[Place]:
    """Return the elements that hold the article: the innermost with most of its text, that of its end."""
    text = [piece for piece, verdict in judged if verdict.role in _TEXT]
    most = _MOST * sum(len(piece.text) for piece in text)
    sizes = sizes_of((piece.place, len(piece.text)) for piece in text)
    main = max(
        (level for level, size in sizes.values() if size >= most),
        key=lambda level: level.number,
        default=None,
    )
    last = text[-1].place.parent if text else None
    return [home for home in (main, last) if home is not None and home.element is not None]


def first_prose(judged: Judged) -> int:
    """Return the index of the first running text of the article."""
    prose = (
        index
        for index, (piece, verdict) in enumerate(judged)
        if verdict.role is Role.BODY and is_prose(piece.text)
    )
    return next(prose, -1)


def boxes_of(judged: Judged, media: Sequence[Medium], page: str) -> Iterator[Box]:
    """Yield the pictures that may be the article's with their boxes."""
    bounds = bounds_of(judged)
    top = _top(judged, bounds)
    pictures = [
        (medium, image)
        for medium in media
        if medium.kind is MediumKind.PICTURE
        and (top <= medium.before < bounds.stop or _is_in_captioned_figure(medium, judged))
        and not medium.inline
        and not is_tiny(medium)
        and not is_drawing(image := image_of(medium, page))
    ]
    for number, (medium, image) in enumerate(pictures):
        beside = pictures[max(0, number - _BESIDE) : number + _BESIDE + 1]
        others = [other for other, its in beside if not _is_same(its, image)]
        place, members = _box_of(medium, judged, others)
        yield Box(medium, image, place, members)


def _is_same(first: Image, second: Image) -> bool:
    """Say whether two pictures beside each other are renditions of one."""
    return key_of(first) == key_of(second) or bool(first.alt and first.alt == second.alt)


def _is_in_captioned_figure(medium: Medium, judged: Judged) -> bool:
    figure = in_figure(medium.place)
    near = range(max(0, medium.before - 2), min(len(judged), medium.before + 3))
    return figure is not None and any(
        judged[index][1].role is Role.CAPTION and in_figure(judged[index][0].place) is figure
        for index in near
    )


def _top(judged: Judged, bounds: range) -> int:
    """Return the index from which on pictures may be the article's.

    Pages also put their main picture above the headline; then it is in the same ``article``.
    """
    if not bounds:
        return 0
    home = _home(judged[bounds.start][0].place)
    if home is None:
        return bounds.start + 1
    first = bounds.start
    while first > max(0, bounds.start - _MASTHEAD) and _lies_in(judged[first - 1][0], home):
        first -= 1
    return first


def _home(place: Place) -> Place | None:
    return next((level for level in place.upwards() if level.tag == "article"), None)


def _box_of(medium: Medium, judged: Judged, others: Sequence[Medium]) -> tuple[Place | None, range]:
    """Return the largest element around a picture that holds nothing but it and its caption.

    A figure is such an element, unless it holds several pictures with their captions.
    """
    found: tuple[Place | None, range] = (None, range(0))
    blocks = (level for level in medium.place.upwards() if level.tag in BLOCK_ELEMENTS)
    for level in islice(blocks, _LEVELS):  # parsers put a picture into its unclosed sources
        members = members_of(judged, medium.before, level)
        shared = any(is_in(other, level) for other in others)
        if level.tag == "figure":
            return found if shared and not _is_shared(found, judged, members) else (level, members)
        if shared or not _may_be_box(judged, members):
            break
        credited = has_credit(judged, members)
        if members and all(
            _may_be_caption(medium, *judged[index], credited=credited) for index in members
        ):
            found = (level, members)
    return found


def _is_shared(found: tuple[Place | None, range], judged: Judged, members: range) -> bool:
    """Say whether the caption in a figure of several pictures is that of all of them."""
    around = [caption_element(judged[index][0]) for index in members]
    one = all(around) and len({id(element) for element in around}) == 1
    return one or (found[0] is None and len(members) <= _PIECES)


def caption_element(piece: Piece) -> Tag | None:
    """Return the ``figcaption`` around a text."""
    return next((e.element for e in piece.place.upwards() if e.tag == "figcaption"), None)


def members_of(judged: Judged, start: int, place: Place) -> range:
    """Return the indices of the pieces in an element around the place before ``start``."""
    first = last = start
    while first > max(0, start - _REACH) and _lies_in(judged[first - 1][0], place):
        first -= 1
    while last < min(len(judged), start + _REACH) and _lies_in(judged[last][0], place):
        last += 1
    return range(first, last)


def _lies_in(piece: Piece, place: Place) -> bool:
    return any(level is place for level in piece.place.upwards())


def is_in(medium: Medium, place: Place) -> bool:
    """Say whether a picture lies in an element."""
    return any(level is place for level in medium.place.upwards())


def _may_be_box(judged: Judged, members: range) -> bool:
    pieces = [judged[index][0] for index in members]
    return len(pieces) <= _PIECES and sum(len(p.text) for p in pieces) <= _CHARACTERS


def has_credit(judged: Judged, members: range) -> bool:
    """Say whether one of the texts in a box only says whose picture it is."""
    return any(is_credit_piece(judged[index][0]) for index in members)


def _may_be_caption(medium: Medium, piece: Piece, verdict: Verdict, *, credited: bool) -> bool:
    """Say whether nothing speaks against a text being in a picture's box."""
    if verdict.role is Role.CHROME and verdict is not OUTSIDE:
        return True  # it is no part of the caption, either
    if is_label(piece) or is_credit_piece(piece) or describes(medium, piece, verdict):
        return True
    return reads_like_caption(piece, verdict, credited=credited)


def describes(medium: Medium, piece: Piece, verdict: Verdict) -> bool:
    """Say whether a text in a picture's box is its caption: the page calls it so or repeats it.

    Pages also say a caption in place of the picture (``alt``, ``title``).
    """
    if verdict.role is Role.CAPTION:
        return True
    if verdict is not OUTSIDE and (
        verdict.role is not Role.BODY or piece.kind is BlockKind.LIST_ITEM
    ):
        return False
    if piece.kind in _NO_CAPTION or len(piece.text) > _LONGEST_CAPTION:
        return False
    if piece.links > _MOSTLY_LINKS or judge(piece, Context()).role not in {Role.BODY, Role.CAPTION}:
        return False
    if _is_stated(medium.element, piece):
        return True
    short = len(piece.text) <= _LONGEST_PROSE or not is_prose(piece.text)
    return (verdict is OUTSIDE or short) and _is_called_caption(piece)


def reads_like_caption(piece: Piece, verdict: Verdict, *, credited: bool) -> bool:
    """Say whether a text may be a caption by itself: the engine passed over it, or a credit is beside."""
    beside = verdict is KEEP and piece.kind is BlockKind.PARAGRAPH and credited
    return (
        (verdict is OUTSIDE or (beside and len(piece.text) <= _LONGEST_PROSE))
        and piece.kind not in _NO_CAPTION
        and len(piece.text) <= _LONGEST_CAPTION
        and piece.links <= _MOSTLY_LINKS
        and word_count(piece.text) >= _FEWEST_WORDS
        and not piece.text.endswith(("…", "..."))
        and judge(piece, Context()).role in {Role.BODY, Role.CAPTION}
        and not stands_in_chrome(piece)
    )


def _is_called_caption(piece: Piece) -> bool:
    return any(map(is_named_caption, (*elements_around(piece), *piece.inline[:_INLINE])))


def _is_stated(picture: Tag, piece: Piece) -> bool:
    """Say whether a page says a text in place of the picture, too."""
    said = set(piece.text.casefold().split())
    for name in ("alt", "title"):
        value = picture.attrs.get(name)
        words = set(value.casefold().split()) if isinstance(value, str) else set()
        shared = len(words & said)
        if len(words) >= _FEWEST_WORDS and 2 * shared >= _SAME_WORDS * (len(words) + len(said)):
            return True
    return False
