"""Render a version as Markdown: YAML front matter, CommonMark with GFM tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from translator.article import Block, BlockKind, Image
from translator.publish.address import destination
from translator.publish.escape import (
    code_fence,
    escape,
    escape_cell,
    escape_heading,
    escape_unseen,
    hold,
    plain,
    plain_lines,
)
from translator.publish.notice import Notice, notice
from translator.publish.seal import BLANK, seal
from translator.publish.version import Version

Value = str | bool | list[str] | dict[str, int]
GIST = "gist only: translated with the embedded starter model"


def render_markdown(version: Version) -> bytes:
    """Return the version as a UTF-8 Markdown file, sealed with its own digest."""
    front = "".join(f"{key}: {_yaml(value)}\n" for key, value in front_matter(version).items())
    body = "\n\n".join(_parts(version))
    return seal(f"---\n{front}---\n\n{body}\n")


def front_matter(version: Version) -> dict[str, Value]:
    """Return what the front matter says, in its order; unknown values are left out."""
    meta = version.metadata
    route = version.route
    values: dict[str, Value] = {
        "title": plain(version.title),
        "lead": plain(version.lead),
        "lang": version.lang,
        "source-lang": version.source_lang,
        "source-title": plain(version.source_title) if route else "",
        "source-file": plain(version.source_file),
        "source-url": plain(meta.url),
        "source": plain(meta.source),
        "author": plain(meta.author),
        "date": plain(meta.date),
        "section": plain(meta.section),
        "tags": [tag for tag in map(plain, meta.tags) if tag],
        "cut": plain(version.cut),
        "machine-translated": route is not None,
    }
    if route:
        values |= {
            "route": str(route),
            "engines": [plain(engine) for engine in route.engines],
            "model-signature": route.signature,
            "quality": GIST if route.starter else "",
            "glossary-digest": version.glossary_digest,
            "findings": version.finding_counts,
        }
    values |= {
        "review": version.state.value,
        "generator": version.generator,
        "content-digest": BLANK,
    }
    return {key: value for key, value in values.items() if value not in ("", [])}


def _yaml(value: Value) -> str:
    """Return a value in the flow style of YAML, which for these types is JSON.

    YAML takes some of what nobody sees for line breaks and forbids the rest. A template in a text
    is escaped too: some generators fill in the whole file before they read its front matter.
    """
    text = json.dumps(value, ensure_ascii=False)
    return escape_unseen(text, templates=not isinstance(value, dict))


def _parts(version: Version) -> Iterator[str]:
    """Yield what blank lines separate: title, lead, first image, body, other images, notice."""
    if plain(version.title):
        yield f"# {escape_heading(version.title)}"
    figures = [figure for image in version.images if (figure := _figure(image))]
    blocks = [block for block in version.blocks if plain(block.text)]
    leads = [block for block in blocks if block.kind is BlockKind.LEAD]
    body = [block for block in blocks if block.kind is not BlockKind.LEAD]
    yield from (f"**{escape(block.text)}**" for block in leads)
    yield from figures[:1]
    for kind, run in groupby(body, key=lambda block: block.kind):
        yield from _run(kind, list(run))
    yield from figures[1:]
    said = notice(version)
    if said:
        yield "---"
        yield _notice(said)


def _run(kind: BlockKind, blocks: Sequence[Block]) -> Iterator[str]:
    """Render consecutive blocks of one kind."""
    match kind:
        case BlockKind.LIST_ITEM:
            yield "\n".join(_list(blocks))
        case BlockKind.TABLE_ROW:
            yield "\n".join(_table(blocks))
        case BlockKind.HEADING:
            yield from (
                f"{'#' * min(max(block.level, 2), 6)} {escape_heading(block.text)}"
                for block in blocks
            )
        case BlockKind.QUOTE:
            yield from (f"> {escape(block.text)}" for block in blocks)
        case BlockKind.CODE:
            yield from (_code(block.text) for block in blocks)
        case _:
            yield from (escape(block.text) for block in blocks)


def _list(items: Sequence[Block]) -> Iterator[str]:
    """Indent each item to the text of the one it belongs to; count numbered items."""
    indents = [0]  # by depth; one more than there are open lists
    numbers: list[int] = []
    ordered: list[bool] = []
    for item in items:
        depth = min(max(item.level, 0), len(numbers))
        del indents[depth + 1 :], numbers[depth + 1 :], ordered[depth + 1 :]
        if depth == len(numbers):
            numbers.append(0)
            ordered.append(item.ordered)
        elif ordered[depth] != item.ordered:
            numbers[depth], ordered[depth] = 0, item.ordered
        numbers[depth] += 1
        marker = f"{numbers[depth]}. " if item.ordered else "- "
        yield " " * indents[depth] + marker + escape(item.text)
        indents.append(indents[depth] + len(marker))


def _table(rows: Sequence[Block]) -> Iterator[str]:
    """Make every row as wide as the widest: GFM drops cells beyond the header's."""
    cells = [row.text.split("\t") for row in rows]
    width = max(len(row) for row in cells)
    for number, row in enumerate(cells):
        padded = [escape_cell(cell) for cell in row] + [""] * (width - len(row))
        yield f"| {' | '.join(padded)} |"
        if number == 0:
            yield f"|{' --- |' * width}"


def _code(text: str) -> str:
    fence = code_fence(text)
    return f"{fence}\n{hold(plain_lines(text))}\n{fence}"


def _figure(image: Image) -> str:
    """Render a picture with caption and credit; a credit of nothing is left out."""
    url, caption, credit = image.url, escape(image.caption), escape(image.credit)
    if not url and not caption:
        return ""
    says = " ".join(filter(None, [caption and f"*{caption}*", credit and f"({credit})"]))
    return "\n".join(filter(None, [url and f"![]({destination(url)})", says]))


def _notice(said: Notice) -> str:
    original = escape(said.original)
    if said.url:
        original = f"[{original}]({destination(said.url)})"
    return " ".join(filter(None, [f"*{escape(said.statement)}*", escape(said.label), original]))
