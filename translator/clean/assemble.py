"""From the judged pieces of a page to the blocks of its article: pictures and films in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from translator.article import Block, BlockKind, Image, Mark, MarkKind, Removal, figure
from translator.clean.addresses import link_address, picture_address
from translator.clean.elements import attribute
from translator.clean.normalise import letters
from translator.clean.outcome import Outcome
from translator.clean.picture_boxes import bounds_of
from translator.clean.pictures import (
    embed_of,
    image_of,
    is_drawing,
    is_linked,
    is_placeholder_picture,
    is_small,
    key_of,
    with_caption,
)
from translator.clean.pieces import OUTSIDE, Medium, MediumKind, Piece, Place, Role, Verdict
from translator.clean.structured import Structured

_COPY = Verdict(Role.CHROME, "repetition", "says again what stands below another picture")
_NO_PICTURE = Verdict(Role.CHROME, "credit", "names whose picture it is, and there is none")
_TEXT = {Role.BODY, Role.LEAD}
_OF_ARTICLE = {*_TEXT, Role.CAPTION, Role.TITLE}
_TWIN_LEVELS = 2  # elements around a picture that may be the noscript it is in
_NEAR = 4  # pieces beside a picture that may stand in one box with it
_AROUND = 2  # elements around a picture that may be such a box

Judged = Sequence[tuple[Piece, Verdict]]


def assemble(judged: Judged, media: Sequence[Medium], facts: Structured, page: str) -> Outcome:
    """Collect what becomes of the pieces; what stands outside is recorded in runs.

    ``page`` is the address that the page's own addresses are seen from, ``""`` if unknown.
    """
    outcome = Outcome()
    shown = _shown(judged, media, page)
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
    outcome.removed += _left_out(media, judged, page)
    _drop_copies(outcome)
    outcome.blocks = _with_own_picture(outcome, facts, page)
    _drop_credits(outcome)
    outcome.blocks = [_with_links(block, page) for block in outcome.blocks]
    return outcome


def _shown(judged: Judged, media: Sequence[Medium], page: str) -> dict[int, list[Block]]:
    """Return the article's pictures and films by the index of the piece that comes next."""
    found: dict[int, list[Block]] = defaultdict(list)
    bounds = bounds_of(judged)
    seen: set[str] = set()
    last: Medium | None = None
    for medium in media:
        if medium.kind is MediumKind.PICTURE:
            if not medium.captioned and not _is_of_article(medium, judged, bounds):
                continue
            image = image_of(medium, page)
            if not image.url or is_drawing(image) or key_of(image) in seen:
                continue
            if last is not None and _are_twins(last, medium):
                last = None
                continue
            seen.add(key_of(image))
            last = medium
            found[medium.before].append(figure(image))
        elif _is_embed(medium, bounds) and (block := embed_of(medium, page)):
            found[medium.before].append(block)
    return found


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


def _is_of_article(medium: Medium, judged: Judged, bounds: range) -> bool:
    """Say whether a picture without a caption stands in the article and not in a box within it."""
    if medium.before not in bounds or medium.before == bounds.start:
        return False
    if is_linked(medium) or medium.inline:  # of a teaser; a sign within a sentence
        return False
    return not is_small(medium) and not _stands_in_box(medium, judged)


def _stands_in_box(medium: Medium, judged: Judged) -> bool:
    """Say whether what stands right around a picture is removed text, as in a teaser."""
    near = range(max(0, medium.before - _NEAR), min(len(judged), medium.before + _NEAR))
    for place in list(medium.place.upwards(_AROUND)):
        inside = [judged[index][1].role for index in near if _lies_in(judged[index][0], place)]
        if inside:
            return not any(role in _OF_ARTICLE for role in inside)
    return False


def _lies_in(piece: Piece, place: Place) -> bool:
    return any(level is place for level in piece.place.upwards())


def _is_embed(medium: Medium, bounds: range) -> bool:
    inside = medium.before in bounds and medium.before != bounds.start
    return medium.kind is MediumKind.FRAME and inside and not is_small(medium)


def _left_out(media: Sequence[Medium], judged: Judged, page: str) -> Iterator[Removal]:
    """Yield records of hidden text and of the films and frames that are not the article's."""
    bounds = bounds_of(judged)
    for medium in media:
        if medium.kind is MediumKind.HIDDEN:
            yield Removal(medium.text, "hidden", "the page does not show it")
        elif medium.kind is MediumKind.FRAME and not _is_embed(medium, bounds):
            block = embed_of(medium, page)
            if block is not None:
                yield Removal(f"{block.text}: {block.href}", "frame", "a film or a frame")


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
    """Remove what names whose picture it is where there is neither picture nor caption."""
    kept: list[Block] = []
    for block in outcome.blocks:
        if block.image is not None and not (block.image.url or block.text):
            outcome.drop(Piece(block.image.credit), _NO_PICTURE)
        else:
            kept.append(block)
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
