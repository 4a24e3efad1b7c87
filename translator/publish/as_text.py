"""Render a version as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from translator.article import Block, BlockKind, Image
from translator.publish.escape import hold, plain, plain_lines
from translator.publish.notice import notice
from translator.publish.version import Version


def render_text(version: Version) -> bytes:
    """Return title, lead, body, captions and notice as UTF-8 text, blank lines in between."""
    return hold("\n\n".join(_parts(version)) + "\n").encode("utf-8", "replace")


def _parts(version: Version) -> Iterator[str]:
    if plain(version.title):
        yield plain(version.title)
    blocks = [block for block in version.blocks if plain(block.text)]
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        yield from _run(kind, list(run))
    yield from filter(None, (_caption(image) for image in version.images))
    said = notice(version)
    if said:
        original = said.original if said.original != said.url else ""
        yield plain(" ".join(filter(None, [said.statement, said.label, original, said.url])))


def _run(kind: BlockKind, blocks: Sequence[Block]) -> Iterator[str]:
    match kind:
        case BlockKind.LIST_ITEM:
            yield "\n".join(f"{'  ' * block.level}- {plain(block.text)}" for block in blocks)
        case BlockKind.TABLE_ROW:
            yield "\n".join("\t".join(map(plain, block.text.split("\t"))) for block in blocks)
        case BlockKind.CODE:
            yield from (plain_lines(block.text) for block in blocks)
        case _:
            yield from (plain(block.text) for block in blocks)


def _caption(image: Image) -> str:
    credit = plain(image.credit)
    return " ".join(filter(None, [plain(image.caption), credit and f"({credit})"]))
