"""Captions of a page: which texts describe the article's pictures, each beside its picture.

What pages put below pictures is not all caption: also the byline beside an author's portrait, a
teaser, the title of a film, the buttons of a gallery, the copy of a caption for a larger view.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from bs4 import Tag

from translator.clean.credits import (
    caption_of,
    elements_around,
    is_credit_piece,
    is_label,
    is_named_caption,
    is_site_notice,
    named,
    split_caption,
)
from translator.clean.elements import FRAMES, attribute
from translator.clean.normalise import letters
from translator.clean.picture_boxes import (
    Box,
    Judged,
    bounds_of,
    boxes_of,
    caption_element,
    describes,
    first_prose,
    has_credit,
    is_in,
    members_of,
    reads_like_caption,
)
from translator.clean.pictures import in_figure, is_tiny, leads_away
from translator.clean.pieces import (
    KEEP,
    OUTSIDE,
    Medium,
    MediumKind,
    Piece,
    Role,
    Verdict,
)
from translator.clean.rules import Context, judge
from translator.clean.speech import speaks_to_readers
from translator.clean.surroundings import is_chrome

_CAPTION = Verdict(Role.CAPTION, "caption", "describes a picture")
_LABEL = Verdict(Role.CHROME, "label", "a control or counter beside a picture")
_TEASER = Verdict(Role.CHROME, "teaser", "describes the picture of another article")
_PORTRAIT = Verdict(Role.CHROME, "author-box", "names the author beside a portrait")
_PLAYER = Verdict(Role.CHROME, "player", "belongs to a film or sound that the page does not hold")
_CREDIT = Verdict(Role.CHROME, "credit", "names whose picture it is, and there is none")
_MOSTLY_LINKS = 0.5  # share of the text; chosen by reading, not swept
_MOST_OF_BODY = 0.1  # of its text may turn out to be captions
_BYLINE = re.compile(r"(?:von|by|text|autor(?:in)?)\b", re.IGNORECASE)
_BYLINE_LETTERS = 60  # letters of a byline besides the name
_PICTURE_BOX = re.compile(
    r"(?<![a-z])(?:image|img|bild|foto|photo|picture|pic|media|figure|abbildung)"
    r"(?:[-_]*(?:box|container|wrapper|wrap|block|item|element))?(?![a-z])"
)
_PORTRAIT_ALT = re.compile(
    r"\b(?:profile? picture|profilbild|portr[aä]t|portrait|avatar|autor(?:in)?|author)\b",
    re.IGNORECASE,
)
_PICTURES = 12  # before and behind a picture that may be in a figure with it
_FIGURE_ELEMENTS = 80  # descendants of a figure that are looked at
_SHOWN = {"img", "picture", "table", "blockquote", "pre", "ul", "ol", *FRAMES}
_PLAYERS = ("video", "player", "audio", "podcast")


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of a page while its captions are told: the people who wrote it, as letters."""

    judged: Judged
    bounds: range
    prose: int
    authors: Sequence[str]


def with_captions(
    judged: Judged, media: Sequence[Medium], authors: Sequence[str], address: str
) -> tuple[list[tuple[Piece, Verdict]], list[Medium]]:
    """Return the pieces with the captions among them told, and the media without portraits.

    The first piece of a caption gets all of its text and its credit, the others become empty. A
    picture stands before its caption, wherever the page has it. ``address`` is that of the page.
    """
    result, kept = list(judged), list(media)
    numbers = {id(medium.element): number for number, medium in enumerate(media)}
    portraits: set[int] = set()
    names = [key for author in authors if (key := letters(author))]
    page = _Page(judged, bounds_of(judged), first_prose(judged), names)
    grouped: set[int] = set()
    boxes = list(boxes_of(judged, media, address))
    found = [_captions_in(box, page) for box in boxes]
    body = _too_much(judged, found)
    for box, (captions, verdict) in zip(boxes, found, strict=True):
        if verdict is _PORTRAIT:
            portraits.add(id(box.medium.element))
        members = [index for index in captions if index not in grouped | body]
        grouped.update(members)
        if verdict is not _CAPTION:
            _say(result, members, verdict)
        elif members:
            _merge(result, members)
            _put_before(kept, numbers[id(box.medium.element)], box, members[0])
    shown = {box.medium.before for box in boxes if not leads_away(box.medium)}
    for members in list(_other_groups(result, grouped, shown)):
        _judge_alone(result, members, shown, page.prose)
    return result, [medium for medium in kept if id(medium.element) not in portraits]


def _too_much(judged: Judged, found: Sequence[tuple[Sequence[int], Verdict]]) -> set[int]:
    """Return the pieces of the body that would be captions, if they are too much of it to be some.

    The steps of a recipe are also said in place of their pictures.
    """
    body = {i: len(piece.text) for i, (piece, v) in enumerate(judged) if v.role is Role.BODY}
    taken = {index for members, _ in found for index in members if index in body}
    much = sum(body[index] for index in taken) > _MOST_OF_BODY * sum(body.values())
    return taken if much else set()


def _say(judged: list[tuple[Piece, Verdict]], members: Sequence[int], verdict: Verdict) -> None:
    for index in members:
        judged[index] = (judged[index][0], verdict)


def _put_before(media: list[Medium], number: int, box: Box, caption: int) -> None:
    """Put the pictures of a box, of which one is ``media[number]``, before their caption."""
    near = range(max(0, number - _PICTURES), min(len(media), number + _PICTURES + 1))
    for index in near:
        medium = media[index]
        inside = box.place is not None and is_in(medium, box.place)
        shown = inside and medium.kind is MediumKind.PICTURE and not is_tiny(medium)
        if index == number or shown:
            before = min(medium.before, caption)
            media[index] = replace(medium, before=before, captioned=True)


def _captions_in(box: Box, page: _Page) -> tuple[list[int], Verdict]:
    """Return the pieces of a box that stand for its picture's caption, and what they are."""
    if _is_portrait(box, page):
        captions = [i for i in box.members if page.judged[i][1].role is Role.CAPTION]
        return captions, _PORTRAIT
    members = _members_in(box, page)
    if members and _is_teaser(box, [page.judged[index][0] for index in members]):
        return members, _TEASER
    return members, _CAPTION


def _members_in(box: Box, page: _Page) -> list[int]:
    """Return the pieces of a box that are its picture's caption and credit.

    Where a figure has a caption of its own, what else is in it are controls and copies. A box that
    stands in chrome is a teaser's; above the headline only the main picture is looked at.
    """
    if box.place is None:
        return _right_below(box, page)
    pieces = {index: page.judged[index] for index in box.members}
    own = [i for i, (piece, _) in pieces.items() if caption_element(piece) is not None]
    if all(is_credit_piece(pieces[index][0]) for index in own):
        own = []  # the caption stands beside it
    known = [i for i in own or pieces if pieces[i][1].role is Role.CAPTION]
    above = box.medium.before <= max(page.prose, page.bounds.start if page.bounds else 0)
    if _asks_something(box) or (not above and _stands_in_chrome(box, page.judged)):
        return known
    if box.place.tag == "figure" and own:
        return [i for i in own if i in known or pieces[i][1] is OUTSIDE]
    beside, credited = _is_picture_box(box, page), has_credit(page.judged, box.members)
    return [
        index
        for index, (piece, verdict) in pieces.items()
        if index in known
        or describes(box.medium, piece, verdict)
        or (verdict in (OUTSIDE, KEEP) and is_credit_piece(piece))
        or (beside and reads_like_caption(piece, verdict, credited=credited))
    ]


def _right_below(box: Box, page: _Page) -> list[int]:
    """Return the piece right below a picture among the article's paragraphs that is called a caption."""
    index = box.medium.before
    if index >= len(page.judged) or leads_away(box.medium):
        return []
    piece, verdict = page.judged[index]
    around = (box.medium.place, box.medium.place.parent)
    called = piece.place.element is not None and is_named_caption(piece.place.element)
    beside = called and any(piece.place.parent is level for level in around if level is not None)
    return [index] if beside and describes(box.medium, piece, verdict) else []


def _asks_something(box: Box) -> bool:
    """Say whether a box holds a form, as one that stands for a post until readers consent."""
    element = box.place.element if box.place is not None else None
    if element is None or element.name == "figure":
        return False
    return element.find(["form", "input"]) is not None


def _is_picture_box(box: Box, page: _Page) -> bool:
    """Say whether a box is one for a picture and its caption, whatever the text in it is called.

    It is called so, holds a credit, or stands between the headline and the first sentence.
    """
    element = box.place.element if box.place is not None else None
    if element is None or leads_away(box.medium):
        return False
    pieces = [page.judged[index][0] for index in box.members]
    return (
        box.medium.before <= page.prose
        or bool(_PICTURE_BOX.search(named(element)))
        or has_credit(page.judged, box.members)
        or any(split_caption(piece).credit for piece in pieces)
    )


def _stands_in_chrome(box: Box, judged: Judged) -> bool:
    """Say whether what holds a picture's box is named after chrome.

    What holds nothing else is the box itself, such as an ``aside`` for one picture; but not if it
    is a link to somewhere else.
    """
    around = box.place.parent if box.place is not None else None
    while around is not None and not leads_away(box.medium):
        if members_of(judged, box.medium.before, around) != box.members:
            break
        around = around.parent
    return around is not None and is_chrome(around)


def _is_portrait(box: Box, page: _Page) -> bool:
    """Say whether a picture shows the author: its text is the byline, or it is called like them."""
    alt = letters(box.image.alt)
    if alt in page.authors:
        return True
    if _PORTRAIT_ALT.search(box.image.alt) and any(name in alt for name in page.authors):
        return True
    pieces = [page.judged[index][0] for index in box.members]
    alone = len(pieces) == 1
    return any(
        _is_byline(piece, page.authors) or (alone and letters(piece.text) in page.authors)
        for piece in pieces
    )


def _is_byline(piece: Piece, authors: Sequence[str]) -> bool:
    text = letters(piece.text)
    if piece.tag == "address":
        return True
    if any(element.attrs.get("rel") == "author" for element in piece.inline):
        return True
    if split_caption(piece).credit:
        return False  # of a picture that is not the author's
    near = any(name in text and len(text) - len(name) <= _BYLINE_LETTERS for name in authors)
    return near and bool(_BYLINE.match(piece.text) or judge(piece, Context()).role is Role.AUTHOR)


def _is_teaser(box: Box, pieces: Sequence[Piece]) -> bool:
    """Say whether picture and caption are one link to somewhere else, or invite to follow one."""
    return leads_away(box.medium) and all(
        piece.links > _MOSTLY_LINKS or speaks_to_readers(piece.text) for piece in pieces
    )


def _merge(judged: list[tuple[Piece, Verdict]], members: Sequence[int]) -> None:
    """Put a caption together in its first piece; labels are no part of it."""
    parts = []
    for index in members:
        piece = judged[index][0]
        if is_label(piece):
            judged[index] = (piece, _LABEL)
        else:
            parts.append(index)
    if not parts:
        return
    caption = caption_of([judged[index][0] for index in parts])
    for index in parts:
        said = caption if index == parts[0] else None
        piece = replace(
            judged[index][0],
            text=said.text if said else "",
            marks=said.marks if said else (),
            credit=said.credit if said else "",
        )
        judged[index] = (piece, _CAPTION)


def _other_groups(
    judged: Judged, grouped: Collection[int], shown: Collection[int]
) -> Iterator[list[int]]:
    """Yield captions that lie in no picture's box; those of one figure or element together."""
    group: list[int] = []
    for index, (piece, verdict) in enumerate(judged):
        if verdict.role is not Role.CAPTION or index in grouped:
            continue
        near = bool(group) and index == group[-1] + 1 and index not in shown
        if group and not (near and _stand_together(judged[group[-1]][0], piece)):
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _stand_together(first: Piece, second: Piece) -> bool:
    figure = in_figure(first.place)
    if figure is not None or in_figure(second.place) is not None:
        return in_figure(second.place) is figure
    return first.place.parent is second.place.parent or is_credit_piece(second)


def _judge_alone(
    judged: list[tuple[Piece, Verdict]],
    members: Sequence[int],
    shown: Collection[int],
    prose: int,
) -> None:
    """Judge a caption that stands in no picture's box: it may belong to what the page only plays.

    A credit needs a picture right before or behind it, or to stand where the page's own is; where
    the page shows none further down, it is that picture's.
    """
    pieces = [judged[index][0] for index in members]
    below = any(before > prose for before in shown)
    alone = below and members[0] not in shown and members[-1] + 1 not in shown
    if any(is_site_notice(piece.text) for piece in pieces) or (
        alone and members[0] > prose and all(map(is_credit_piece, pieces))
    ):
        _say(judged, members, _CREDIT)
    elif members[0] not in shown and any(map(_is_of_player, pieces)):
        _say(judged, members, _PLAYER)
    elif members[0] not in shown and all(map(_is_of_link, pieces)):
        _say(judged, members, _TEASER)
    else:
        _merge(judged, members)


def _is_of_link(piece: Piece) -> bool:
    """Say whether a caption is one link, as those of galleries and teasers in the text are."""
    linked = piece.links > _MOSTLY_LINKS and not is_credit_piece(piece)
    return linked and not split_caption(piece).credit


def _is_of_player(piece: Piece) -> bool:
    """Say whether a caption stands in the box of a film or sound."""
    around = elements_around(piece)
    figure = in_figure(piece.place)
    if figure is not None:
        tags = (e for e in islice(figure.descendants, _FIGURE_ELEMENTS) if isinstance(e, Tag))
        inside = list(takewhile(lambda element: element.name != "figcaption", tags))
        if any(map(_shows_something, inside)):
            return False
        around += [figure, *inside]
    elif piece.place.parent is not None and piece.place.parent.element is not None:
        around += [e for e in (piece.place.parent.element.parent,) if e is not None]
    return any(name in named(element) for element in around for name in _PLAYERS)


def _shows_something(element: Tag) -> bool:
    """Say whether an element may be what a caption is about: a picture, a frame, a table, a quote.

    Elements of the page's own making and backgrounds may be pictures, too.
    """
    name = element.name
    return name in _SHOWN or "-" in name or "background" in attribute(element, "style")
