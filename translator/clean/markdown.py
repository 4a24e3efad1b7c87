"""Articles in Markdown: CommonMark with tables and front matter; also what this tool publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from translator.article import Article, Block, BlockKind, Document, MarkKind, Metadata, Removal
from translator.clean.addresses import link_address
from translator.clean.dates import is_rest_of_date, iso
from translator.clean.language import detect
from translator.clean.normalise import letters, normalise, squash
from translator.clean.numbering import stray_as_text, with_numbers
from translator.commonmark import read_blocks
from translator.errors import CleanError
from translator.front_matter import FrontMatterError, find, parse
from translator.marks import squashed

_KEYS = {
    "title": ("title", "headline", "titel"),
    "author": ("author", "authors", "autor", "byline"),
    "date": ("date", "published", "datum"),
    "section": ("section", "category", "rubrik"),
    "source": ("source", "publisher", "site", "quelle"),
    "url": ("url", "source-url", "source_url", "link", "canonical"),
    "lang": ("lang", "language", "sprache"),
    "translated": ("machine-translated",),  # only this tool writes it
    "lead": ("lead", "description", "summary", "subtitle", "teaser"),
}
_LEAD_OPENING = 60  # letters compared to tell that the lead also stands in the body


def clean_markdown(document: Document) -> Article:
    """Return the article in a Markdown document: its structure is taken as it is.

    Raises:
        CleanError: the front matter is not YAML, or no text follows it.
    """
    fields, body, line = split_front_matter(document)
    text, published = normalise_lines(body), "translated" in fields
    if published:
        found = read_blocks(text, first_line=line, published=True)
    else:
        found = read_blocks(text, first_line=line, counts_on=is_rest_of_date)
        found.blocks = stray_as_text(found.blocks)
    title = fields.get("title", "") or squash(found.title)
    blocks = [_tidy(block) for block in found.blocks]
    removed = [replace(removal, text=squash(removal.text)) for removal in found.removed]
    if fields.get("translated") == "true" and found.rules:
        notice = blocks[found.rules[-1] :]
        removed += [Removal(b.text, "notice", "says that a machine translated it") for b in notice]
        blocks = blocks[: found.rules[-1]]
    blocks = _with_lead(blocks, fields.get("lead", ""), title)
    if not any(block.kind is not BlockKind.HEADING for block in blocks):
        raise CleanError("no article found", path=document.name, hint="there is no text in it")
    text = "\n".join(block.text for block in blocks if block.kind is not BlockKind.CODE)
    return Article(
        metadata=Metadata(
            title=title,
            author=fields.get("author", ""),
            date=iso(fields.get("date", "")) or fields.get("date", ""),
            section=fields.get("section", ""),
            source=fields.get("source", ""),
            url=fields.get("url", "") or document.url,
            lang=detect(text) or fields.get("lang", ""),
        ),
        blocks=tuple(with_numbers(blocks)),
        removed=tuple(removed),
    )


def _tidy(block: Block) -> Block:
    """Return a block with single spaces; addresses lead to web pages or files beside."""
    marks = tuple(
        replace(mark, href=link_address(mark.href, "")) if mark.href else mark
        for mark in block.marks
    )
    marks = tuple(mark for mark in marks if mark.href or mark.kind is not MarkKind.LINK)
    if block.kind is BlockKind.CODE:
        return replace(block, text=block.text.rstrip("\n"))
    if block.kind is BlockKind.TABLE_ROW:
        return replace(block, marks=marks)
    text, marks = squashed(block.text, marks)
    return replace(block, text=text, marks=marks)


def split_front_matter(document: Document) -> tuple[Mapping[str, str], str, int]:
    """Return the known front matter fields, the text below and the number of its first line."""
    front = find(document.text)
    if front is None:
        return {}, document.text, 1
    try:
        # As written: dates and numbers stay texts.
        data = parse(front, as_written=True)
    except FrontMatterError as error:
        raise CleanError(
            f"the front matter is not YAML: {error.reason}",
            path=document.name,
            line=error.line,
            hint="put values with a colon or a bracket in quotes",
        ) from error
    if data and not isinstance(data, dict):  # prose between two lines is no front matter
        return {}, document.text, 1
    line = document.text.count("\n", 0, front.end) + 1
    return _known(data if isinstance(data, dict) else {}), document.text[front.end :], line


def _known(data: Mapping[Any, Any]) -> dict[str, str]:
    """Pick the fields an article has, under whatever name sites give them."""
    named = {str(key).casefold(): value for key, value in data.items()}
    fields = {}
    for field, names in _KEYS.items():
        value = next((named[name] for name in names if named.get(name)), "")
        if isinstance(value, list):
            value = ", ".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value:
            fields[field] = squash(normalise(value))
    return fields


def _with_lead(blocks: Sequence[Block], lead: str, title: str) -> list[Block]:
    """Put the lead first, once: from the front matter, or the bold paragraph below the title."""
    kept = [block for block in blocks if not _is_title(block, title)]
    if not lead or any(block.kind is BlockKind.LEAD for block in kept):
        return kept
    wanted = letters(lead)
    for block in kept[:2]:
        if letters(block.text)[:_LEAD_OPENING] == wanted[:_LEAD_OPENING]:
            kept.remove(block)
            return [Block(BlockKind.LEAD, block.text, marks=block.marks), *kept]
    return [Block(BlockKind.LEAD, lead), *kept]


def _is_title(block: Block, title: str) -> bool:
    """Say whether a block is the headline; the first heading of level 1 is."""
    return (
        block.kind is BlockKind.HEADING
        and block.level == 1
        and letters(block.text) == letters(title)
    )


def normalise_lines(text: str) -> str:
    """Normalise characters but keep the spaces at the start of lines, which Markdown reads."""
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        hard_break = "  " if line.endswith("  ") and line.strip() else ""
        lines.append(f"{indent}{normalise(line[len(indent) :]).rstrip()}{hard_break}")
    return "\n".join(lines)
