"""Two versions of an article side by side, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from translator.article import Block, BlockKind
from translator.publish.as_html import body_html
from translator.publish.as_markdown import is_shown
from translator.publish.version import Version

Side = tuple[str, str]  # what a block was made from, the block as HTML


def side_by_side(one: Version, other: Version) -> Iterator[tuple[str, str]]:
    """Yield the blocks of two versions as HTML, in rows; where one has none, its side is empty.

    Blocks belong together that were made from the same block of the original.
    """
    left, right = list(_sides(one)), list(_sides(other))
    matcher = SequenceMatcher(
        None, [key for key, _ in left], [key for key, _ in right], autojunk=False
    )
    for _, first, last, start, stop in matcher.get_opcodes():
        rows = zip_longest(left[first:last], right[start:stop], fillvalue=("", ""))
        yield from ((mine, theirs) for (_, mine), (_, theirs) in rows)


def _sides(version: Version) -> Iterator[Side]:
    """Yield the blocks of a version; the rows of a table are one."""
    sources = [block.text for block in version.blocks]
    if version.translation is not None:
        blocks = version.translation.blocks
        sources = [block.block.text for block in blocks[: len(version.blocks)]]
        sources += [""] * (len(version.blocks) - len(sources))
    table: list[Block] = []
    said: list[str] = []
    for block, source in zip(version.blocks, sources, strict=True):
        starts = block.kind is BlockKind.TABLE_ROW and block.number == 1
        if table and (starts or block.kind is not BlockKind.TABLE_ROW):
            yield "\n".join(said), "".join(body_html(table))
            table, said = [], []
        if block.kind is BlockKind.TABLE_ROW:
            table.append(block)
            said.append(source)
        elif is_shown(block):
            yield f"{source} {block.image.url if block.image else ''}", "".join(body_html([block]))
    if table:
        yield "\n".join(said), "".join(body_html(table))
