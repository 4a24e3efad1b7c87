"""Render a version as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from translator.article import Block, BlockKind, MarkKind
from translator.markup.marks import steps
from translator.publish.as_markdown import is_shown, tables
from translator.publish.escape import hold, plain, plain_lines
from translator.publish.inline import tidy
from translator.publish.notice import notice
from translator.publish.version import Version


def render_text(version: Version) -> bytes:
    """Return notice, title, lead, body and captions as UTF-8 text, blank lines in between."""
    return hold("\n\n".join(_parts(version)) + "\n").encode("utf-8", "replace")


def _parts(version: Version) -> Iterator[str]:
    said = notice(version)
    if said:
        original = said.original if said.original != said.url else ""
        yield plain(" ".join(filter(None, [said.statement, said.label, original, said.url])))
    if plain(version.title):
        yield plain(version.title)
    blocks = [block for block in version.blocks if is_shown(block)]
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        yield from filter(None, _run(kind, list(run)))


def _run(kind: BlockKind, blocks: Sequence[Block]) -> Iterator[str]:
    match kind:
        case BlockKind.LIST_ITEM:
            yield "\n".join(_item(block) for block in blocks)
        case BlockKind.TABLE_ROW:
            for rows in tables(blocks):
                yield "\n".join("\t".join(map(plain, row.text.split("\t"))) for row in rows)
        case BlockKind.CODE:
            yield from (plain_lines(block.text) for block in blocks)
        case BlockKind.FIGURE:
            yield from (_caption(block) for block in blocks)
        case _:
            yield from (_lines(block) for block in blocks)


def _lines(block: Block) -> str:
    """Return text with its line ends; what is struck out stands between tildes."""
    text, marks = tidy(block.text, block.marks)
    kinds = (MarkKind.BREAK, MarkKind.DELETED)
    marks = tuple(mark for mark in marks if mark.kind in kinds)
    return "".join("~~" if mark else part for _, mark, part in steps(text, marks))


def _item(block: Block) -> str:
    indent = "  " * block.level
    marker = f"{block.number}. " if block.ordered and block.number is not None else "- "
    return indent + marker + _lines(block).replace("\n", f"\n{indent}{' ' * len(marker)}")


def _caption(block: Block) -> str:
    credit = plain(block.image.credit) if block.image else ""
    return " ".join(filter(None, [plain(block.text), credit and f"({credit})"]))
