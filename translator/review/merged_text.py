"""A merged text as Markdown: what nobody touched stays as the person wrote it, to the letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from translator.article import Block
from translator.markup.commonmark import parser, read_blocks
from translator.publish.as_markdown import markdown_parts, markdown_title
from translator.review.merge import Merged, MergedBlock


@dataclass(frozen=True, slots=True)
class Chunk:
    """A paragraph, list, table or the like as it is written, and the numbers of its blocks.

    ``behind`` is what follows it that is none of them: a piece of HTML, addresses of links.
    """

    text: str
    blocks: tuple[int, ...]
    behind: str = ""


def written_out(merged: Merged, body: str) -> str:
    """Return a merged text as Markdown; ``body`` is the one that the person wrote."""
    chunks = {chunk.blocks[0]: chunk for chunk in chunks_of(body)}
    behind = {chunk.blocks[-1]: chunk.behind for chunk in chunks.values() if chunk.behind}
    pieces: list[str | Block] = []
    at = 0
    while at < len(merged.blocks):
        one = merged.blocks[at]
        chunk = chunks.get(-1 if one.ours is None else one.ours)
        count = len(chunk.blocks) if chunk else 1
        if chunk is not None and _stands(merged.blocks[at : at + count], chunk):
            pieces.append(chunk.text)
        else:
            count = 1
            pieces.append(one.block if at else markdown_title(one.block.text))
        at += count
        last = merged.blocks[at - 1].ours
        if last in behind:
            pieces.append(behind.pop(last))
    first = next((one.block for one in merged.blocks[1:] if one.block.text), None)
    return "\n\n".join(text for text in _written(pieces, first) if text)


def _stands(blocks: Sequence[MergedBlock], chunk: Chunk) -> bool:
    return all(b.untouched for b in blocks) and [b.ours for b in blocks] == list(chunk.blocks)


def _written(pieces: Sequence[str | Block], first: Block | None) -> Iterator[str]:
    """Yield pieces that are written already as they are, runs of blocks as they are published."""
    for is_text, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if is_text:
            yield from (str(piece).strip("\n") for piece in run)
        else:
            yield from markdown_parts([p for p in run if isinstance(p, Block)], first)


def chunks_of(body: str) -> list[Chunk]:
    """Take a Markdown text apart; block 0 is the headline."""
    lines = body.split("\n")
    tops = [t for t in parser().parse(body) if t.level == 0 and t.map and t.nesting >= 0]
    edges = [*(token.map[0] for token in tops if token.map), len(lines)]
    chunks: list[Chunk] = []
    number = 1
    for start, end in pairwise(edges):
        text = "\n".join(lines[start:end])
        found = read_blocks(text, published=True)
        if found.title and not any(chunk.blocks == (0,) for chunk in chunks):
            chunks.append(Chunk(text, (0,)))
        elif count := len(found.blocks) + bool(found.title):
            chunks.append(Chunk(text, tuple(range(number, number + count))))
            number += count
        elif chunks:
            chunks[-1] = replace(chunks[-1], behind=f"{chunks[-1].behind}\n{text}")
    return chunks
