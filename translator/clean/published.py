"""Pages that this tool published, read back as they were: nothing in them is judged."""

from __future__ import annotations

from dataclasses import replace

from translator.article import Block, BlockKind, Image, Removal, figure
from translator.clean.elements import attribute
from translator.clean.normalise import normalise, squash
from translator.clean.numbering import with_numbers
from translator.clean.page import Reading
from translator.clean.pictures import in_figure
from translator.clean.pieces import MediumKind, Piece
from translator.markup.marks import within

_CLASSES = {"lead": BlockKind.LEAD, "embed": BlockKind.EMBED}


def published_blocks(reading: Reading) -> tuple[list[Block], list[Removal]]:
    """Return the blocks of a page that this tool wrote, and what stands around them."""
    blocks: list[Block] = []
    removed: list[Removal] = []
    waiting = [medium for medium in reading.media if medium.kind is MediumKind.PICTURE]
    for index, piece in enumerate([*reading.pieces, None]):
        while waiting and waiting[0].before <= index:
            picture = waiting.pop(0).element
            blocks.append(figure(Image(attribute(picture, "src"), alt=attribute(picture, "alt"))))
        if piece is None:
            break
        if _is_around(piece):
            removed.append(Removal(piece.text, "notice", "what this tool says of the article"))
        elif piece.tag != "h1":
            _take(piece, blocks)
    return list(with_numbers(blocks)), removed


def _take(piece: Piece, blocks: list[Block]) -> None:
    if piece.tag == "figcaption":
        _take_caption(piece, blocks)
        return
    name = attribute(piece.place.element, "class") if piece.place.element is not None else ""
    kind = _CLASSES.get(name, piece.kind)
    blocks.append(
        Block(kind, piece.text, piece.level, piece.ordered, piece.number, piece.marks, piece.cells)
    )


def _take_caption(piece: Piece, blocks: list[Block]) -> None:
    """Put a caption below its picture; its credit stands in an element of its own."""
    said = next((tag.get_text() for tag in piece.inline if attribute(tag, "class") == "credit"), "")
    credit = squash(normalise(said))
    text = piece.text.removesuffix(credit).rstrip() if credit else piece.text
    image = Image(caption=text, credit=credit)
    frame = in_figure(piece.place)
    if blocks and blocks[-1].image is not None and frame is not None and frame.find("img"):
        image = replace(image, url=blocks[-1].image.url, alt=blocks[-1].image.alt)
        blocks.pop()
    blocks.append(figure(image, within(piece.marks, 0, len(text))))


def _is_around(piece: Piece) -> bool:
    names = {place.tag for place in piece.place.upwards()}
    classes = {
        attribute(p.element, "class") for p in piece.place.upwards() if p.element is not None
    }
    return "article" not in names or "byline" in classes or "links" in classes
