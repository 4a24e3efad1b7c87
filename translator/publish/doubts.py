"""Doubtful sentences as marks over the text of a version, for pages that show them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from translator.article import Block, BlockKind, Mark, MarkKind, TranslatedBlock
from translator.doubt import doubts
from translator.markup.marks import ordered
from translator.publish.escape import plain
from translator.publish.version import Version

_UNMARKED = frozenset({BlockKind.CODE, BlockKind.EMBED})


# What would end a comment or run in a generator of sites.
_TAMED = str.maketrans({"{": "(", "}": ")", "<": "‹", ">": "›"})


def comments(version: Version) -> dict[int, list[str]]:
    """Return lines for Markdown that say what is doubtful, by block; -1 is the title.

    Only where the version asks for them, and nobody has edited or accepted it.
    """
    if not version.doubt_comments or version.translation is None or version.review is not None:
        return {}
    found: dict[int, list[str]] = {}
    for doubt in doubts(version.translation):
        if doubt.marked:
            said = plain(f"“{doubt.target}” – {'; '.join(doubt.reasons)}").translate(_TAMED)
            line = f"<!-- translator: {said.replace('--', '- -').rstrip('-')} -->"
            found.setdefault(doubt.block, []).append(line)
    return found


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The marks of the title, the blocks with theirs, and whether there are any."""

    title: tuple[Mark, ...]
    blocks: tuple[Block, ...]
    shown: bool


def with_doubts(version: Version) -> Doubtful:
    """Return title and blocks with marks that say why each sentence is doubtful.

    A text that people edited or vouch for has none: the sentences may be others.
    """
    translation = version.translation
    if translation is None or version.review is not None:
        return Doubtful((), version.blocks, shown=False)
    reasons = {
        (doubt.block, doubt.place): "; ".join(doubt.reasons)
        for doubt in doubts(translation)
        if doubt.marked
    }
    blocks = tuple(
        _marked(block, _marks(made, number, reasons)) if block.text == made.text else block
        for number, (block, made) in enumerate(zip(version.blocks, translation.blocks, strict=True))
    )
    title = _marks(translation.title, -1, reasons)
    shown = bool(title) or any(m.kind is MarkKind.DOUBT for block in blocks for m in block.marks)
    return Doubtful(title, blocks, shown)


def _marks(
    block: TranslatedBlock, number: int, reasons: dict[tuple[int, int], str]
) -> tuple[Mark, ...]:
    """Return a mark over each doubtful segment of a block."""
    found = []
    start = 0
    for place, segment in enumerate(block.segments):
        end = start + len(segment.target)
        if (number, place) in reasons and segment.target.strip():
            found.append(Mark(MarkKind.DOUBT, start, end, reasons[number, place]))
        start = end + len(segment.tail)
    return tuple(found)


def _marked(block: Block, marks: tuple[Mark, ...]) -> Block:
    if not marks or block.kind in _UNMARKED:
        return block
    return replace(block, marks=ordered((*marks, *block.marks)))
