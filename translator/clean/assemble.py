"""From the judged pieces of a page to the blocks of its article: pictures and films in their place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby, islice, takewhile

from translator.article import Block, BlockKind, Image, Mark, MarkKind, Removal, figure
from translator.clean.elements import attribute
from translator.clean.goods import FOR_SALE
from translator.clean.link_addresses import link_address, picture_address
from translator.clean.normalise import letters
from translator.clean.outcome import Outcome
from translator.clean.picture_boxes import bounds_of, homes_of, is_in, members_of
from translator.clean.pictures import (
    document_of,
    embed_of,
    image_of,
    is_drawing,
    is_linked,
    is_placeholder_picture,
    is_shown_as_photograph,
    is_small,
    key_of,
    named_embed,
    reads_aloud,
    with_caption,
    with_own_alt,
)
from translator.clean.pieces import OUTSIDE, Medium, MediumKind, Piece, Place, Role, Verdict
from translator.clean.structured import Structured
from translator.clean.surroundings import is_chrome

_COPY = Verdict(Role.CHROME, "repetition", "says again what stands below another picture")
_NO_PICTURE = Verdict(Role.CHROME, "credit", "names whose picture it is, and there is none")
_TEXT = {Role.BODY, Role.LEAD}
_OF_ARTICLE = {*_TEXT, Role.CAPTION, Role.TITLE}
_OF_DESIGN = re.compile(
    r"/(?:themes|wp-includes|assets/(?:png|img|images|static|logos?))/"
)  # folders of a site's own look
_TWIN_LEVELS = 2  # elements around a picture that may be the noscript it is in
_NEAR = 4  # pieces beside a picture that may stand in one box with it
_OF_PICTURE = frozenset({"img", "amp-img", "source", "picture"})  # unclosed sources hold a picture
_AROUND = 1  # elements around a picture that may be such a box
_FAR_AROUND = 8  # and those that are where a link stands in them
_MOSTLY_LINKS = 0.5  # share of link text

Judged = Sequence[tuple[Piece, Verdict]]


def assemble(judged: Judged, media: Sequence[Medium], facts: Structured, page: str) -> Outcome:
    """Collect what becomes of the pieces; what stands outside is recorded in runs.

    ``page`` is the address that the page's own addresses are seen from, ``""`` if unknown.
    """
    outcome = Outcome()
    of_text = _around(piece for piece, verdict in judged if verdict.role in _OF_ARTICLE)
    sold = _around(piece for piece, verdict in judged if verdict is FOR_SALE)
    extent = _Extent(judged, bounds_of(judged), homes_of(judged), of_text, sold)
    shown = _shown(media, extent, page)
    index = 0
    for outside, run in groupby(judged, key=lambda item: item[1] is OUTSIDE):
        texts: list[str] = []
        for piece, verdict in run:
            outcome.blocks += shown.pop(index, ())
            index += 1
            if outside:
                texts.append(piece.text)
            else:
                outcome.take(piece, verdict)
        if texts:
            outcome.drop(Piece("\n".join(texts)), OUTSIDE)
    outcome.blocks += shown.pop(index, ())
    _name_films(outcome)
    _drop_copies(outcome)
    outcome.blocks = _with_own_picture(outcome, facts, page)
    _drop_credits(outcome)
    outcome.removed += _left_out(media, extent, outcome.blocks, page)
    outcome.blocks = [_with_links(with_own_alt(block), page) for block in outcome.blocks]
    return outcome


def _shown(media: Sequence[Medium], extent: _Extent, page: str) -> dict[int, list[Block]]:
    """Return the article's pictures and films by the index of the piece that comes next."""
    found: dict[int, list[Block]] = defaultdict(list)
    seen: set[str] = set()
    captioned = {key_of(image_of(medium, page)) for medium in media if medium.captioned}
    last: Medium | None = None
    for medium in media:
        if medium.kind is MediumKind.PICTURE:
            if not medium.captioned and not _is_of_article(medium, extent):
                continue
            image = image_of(medium, page)
            sign = is_drawing(image) and not is_shown_as_photograph(medium)
            document = document_of(medium, extent.of_text, page)
            if document is not None and not medium.captioned:
                found[medium.before].append(document)
                continue
            if not image.url or sign or key_of(image) in seen:
                continue
            if key_of(image) in captioned and not medium.captioned:
                continue  # it comes again, with its caption
            if last is not None and _are_twins(last, medium):
                last = None
                continue
            seen.add(key_of(image))
            last = medium
            found[medium.before].append(figure(image))
        elif _is_embed(medium, extent) and (block := embed_of(medium, page)):
            found[medium.before].append(block)
    return found


def _around(pieces: Iterable[Piece]) -> set[int]:
    """Return the numbers of the elements around pieces."""
    return {level.number for piece in pieces for level in piece.place.upwards()}


def _are_twins(first: Medium, second: Medium) -> bool:
    """Say whether one of two pictures is the other for browsers that load none later."""
    alt = attribute(first.element, "alt")
    return (
        bool(alt)
        and alt == attribute(second.element, "alt")
        and first.before == second.before
        and _in_noscript(first) != _in_noscript(second)
    )


def _in_noscript(medium: Medium) -> bool:
    return any(parent.name == "noscript" for parent in islice(medium.element.parents, _TWIN_LEVELS))


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where pictures and films are the article's: within its bounds, and right below in its elements."""

    judged: Judged
    bounds: range
    homes: Sequence[Place]
    of_text: AbstractSet[int] = frozenset()  # elements that hold some of the article
    for_sale: AbstractSet[int] = frozenset()  # and those that hold what sells something

    def holds(self, medium: Medium) -> bool:
        """Say whether a medium stands below the headline and above what follows the article."""
        if medium.before == self.bounds.stop and self.bounds:
            return any(self._ends(home, medium) for home in self.homes)
        return medium.before in self.bounds and medium.before != self.bounds.start

    def _ends(self, home: Place, medium: Medium) -> bool:
        """Say whether a medium stands in an element, and in no box there that holds other text."""
        inside = list(takewhile(lambda level: level is not home, medium.place.upwards()))
        if not is_in(medium, home) or is_chrome(medium.place):
            return False
        others = members_of(self.judged, medium.before, inside[-1]) if inside else ()
        return all(self.judged[index][1].role in _OF_ARTICLE for index in others)


def _is_of_article(medium: Medium, extent: _Extent) -> bool:
    """Say whether a picture without a caption stands in the article and not in a box within it."""
    if is_linked(medium) or medium.inline:  # of a teaser; a sign within a sentence
        return False
    return extent.holds(medium) and not is_small(medium) and not _stands_in_box(medium, extent)


def _stands_in_box(medium: Medium, extent: _Extent) -> bool:
    """Say whether what stands around a picture, and holds none of the article, is text: a teaser.

    Farther out that is a link, or stands in an article of its own; the sign of a larger view or a
    credit may stand there, too.
    """
    near = range(max(0, medium.before - _NEAR), min(len(extent.judged), medium.before + _NEAR))
    around = (p for p in medium.place.upwards() if p.tag not in _OF_PICTURE)
    for distance, place in enumerate(islice(around, _FAR_AROUND)):
        if place.number in extent.of_text:
            return False
        if place.number in extent.for_sale:
            return True
        inside = [extent.judged[i] for i in near if _lies_in(extent.judged[i][0], place)]
        if distance >= _AROUND and place.tag != "article":
            inside = [item for item in inside if _is_teaser(*item)]
        if inside:
            return True
    return False


def _is_teaser(piece: Piece, verdict: Verdict) -> bool:
    return piece.links > _MOSTLY_LINKS and verdict.rule in {OUTSIDE.rule, "link-line", "related"}


def _lies_in(piece: Piece, place: Place) -> bool:
    return any(level is place for level in piece.place.upwards())


def _is_embed(medium: Medium, extent: _Extent) -> bool:
    return (
        medium.kind is MediumKind.FRAME
        and extent.holds(medium)
        and not is_small(medium)
        and not reads_aloud(medium)
    )


def _left_out(
    media: Sequence[Medium], extent: _Extent, blocks: Sequence[Block], page: str
) -> Iterator[Removal]:
    """Yield records of hidden text, and of the pictures, films and frames that are not the article's."""
    shown = {key_of(image) for block in blocks if (image := block.image) is not None}
    for medium in media:
        if medium.kind is MediumKind.HIDDEN:
            yield Removal(medium.text, "hidden", "the page does not show it")
        elif medium.kind is MediumKind.FRAME:
            block = None if _is_embed(medium, extent) else embed_of(medium, page)
            if block is not None:
                yield Removal(f"{block.text}: {block.href}", "frame", "a film or a frame")
        elif not (is_linked(medium) or medium.inline or is_small(medium)):
            image = image_of(medium, page)
            if image.url and not is_drawing(image) and key_of(image) not in shown:
                shown.add(key_of(image))
                said = f"{image.alt}: {image.url}" if image.alt else image.url
                yield Removal(said, "picture", "a picture that is not the article's")


def _name_films(outcome: Outcome) -> None:
    """Call a film after the caption right below it, which has no picture of its own."""
    kept: list[Block] = []
    for block in outcome.blocks:
        film = kept[-1] if kept and kept[-1].kind is BlockKind.EMBED else None
        if film is not None and block.image and block.text and not block.image.url:
            kept[-1] = named_embed(film, block.text, block.image.credit)
        else:
            kept.append(block)
    outcome.blocks = kept


def _drop_copies(outcome: Outcome) -> None:
    """Remove captions without a picture that are those of another one, as in a larger view."""
    figures = [block for block in outcome.blocks if block.image is not None]
    shown = {letters(block.text) for block in figures if block.image and block.image.url}
    kept: list[Block] = []
    for block in outcome.blocks:
        key = letters(block.text) if block.image and not block.image.url else ""
        if key and key in shown:
            outcome.drop(Piece(block.text), _COPY)
        else:
            kept.append(block)
        if key:
            shown.add(key)
    outcome.blocks = kept


def _drop_credits(outcome: Outcome) -> None:
    """Remove what names whose picture it is where there is neither picture nor caption.

    Where the article has one picture, and one such credit somewhere, they belong together.
    """
    shown = [i for i, b in enumerate(outcome.blocks) if b.image is not None and b.image.url]
    alone = [b.image.credit for b in outcome.blocks if b.image and not (b.image.url or b.text)]
    together = len(shown) == len(alone) == 1
    if together:
        outcome.blocks[shown[0]] = with_caption(outcome.blocks[shown[0]], "", alone[0])
    kept: list[Block] = []
    for block in outcome.blocks:
        if block.image is None or block.image.url or block.text:
            kept.append(block)
        elif not together:
            outcome.drop(Piece(block.image.credit), _NO_PICTURE)
    outcome.blocks = kept


def _with_own_picture(outcome: Outcome, facts: Structured, page: str) -> list[Block]:
    """Return the blocks; where no figure has an address, the picture that the page names itself.

    It also stands in for one without an address above the first text, if it is shown nowhere else.
    """
    blocks = outcome.blocks
    figures = [index for index, block in enumerate(blocks) if block.image is not None]
    shown = {key_of(image) for b in blocks if (image := b.image) is not None and image.url}
    named, caption, credit = next(iter(facts.images), (facts.meta.get("og:image", ""), "", ""))
    address = picture_address(named, page)
    if not address or is_placeholder_picture(address) or is_drawing(Image(address)):
        return blocks
    if _OF_DESIGN.search(address):
        return blocks  # what the house shows where an article has no picture
    if shown and not (_is_first(blocks, figures) and key_of(Image(address)) not in shown):
        return blocks
    if figures and (shown or not caption):
        image = replace(blocks[figures[0]].image or Image(), url=address)
        return [
            replace(block, image=image) if index == figures[0] else block
            for index, block in enumerate(blocks)
        ]
    leads = sum(block.kind is BlockKind.LEAD for block in blocks)
    own = with_caption(figure(Image(address)), caption, credit)
    return [*blocks[:leads], own, *blocks[leads:]]


def _is_first(blocks: Sequence[Block], figures: Sequence[int]) -> bool:
    """Say whether the first figure has a caption and no address, and only the lead above it."""
    first = blocks[figures[0]]
    above = blocks[: figures[0]]
    empty = first.image is not None and not first.image.url and bool(first.text)
    return empty and all(block.kind is BlockKind.LEAD for block in above)


def _with_links(block: Block, page: str) -> Block:
    """Return a block whose links have their whole addresses; those within the page are left out."""
    if not block.marks or block.kind is BlockKind.EMBED:
        return block
    marks: list[Mark] = []
    for mark in block.marks:
        if mark.kind is not MarkKind.LINK:
            marks.append(mark)
        elif href := link_address(mark.href, page):
            marks.append(replace(mark, href=href))
    return replace(block, marks=tuple(marks))
