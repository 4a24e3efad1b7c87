"""Articles in Markdown: CommonMark with tables and front matter; also what this tool publishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.article import (
    Article,
    Block,
    BlockKind,
    Document,
    Image,
    MarkKind,
    Metadata,
    Removal,
    figure,
    images_in,
)
from translator.clean.labels import byline
from translator.clean.language import detect
from translator.clean.link_addresses import link_address
from translator.clean.markdown_extensions import plain_markdown
from translator.clean.markdown_fields import split_front_matter
from translator.clean.normalise import letters, normalise, squash
from translator.clean.numbering import stray_as_text, with_numbers
from translator.clean.people import people
from translator.clean.publication_date import find, is_rest_of_date, iso
from translator.errors import CleanError
from translator.markup.commonmark import read_blocks
from translator.markup.marks import squashed
from translator.markup.notices import Noted, without_notice

_LEAD_OPENING = 60  # letters compared to tell that the lead also stands in the body


def clean_markdown(document: Document) -> Article:
    """Return the article in a Markdown document: its structure is taken as it is.

    Raises:
        CleanError: the front matter is broken, or no text follows it.
    """
    front = split_front_matter(document)
    fields = front.fields
    text, published = normalise_lines(front.body), "translated" in fields
    left_out: list[Removal] = []
    line = front.line
    if fields.get("translated") == "true":
        noted = without_notice(text)
        left_out = list(_notices(noted, line))
        text, line = noted.text, line + noted.above.count("\n")
    if published:
        found = read_blocks(text, first_line=line, published=True)
    else:
        text, left_out = plain_markdown(text, front.line)
        found = read_blocks(text, first_line=front.line, counts_on=is_rest_of_date)
        found.blocks = stray_as_text(found.blocks)
    title = fields.get("title", "") or squash(found.title)
    blocks = [_tidy(block) for block in found.blocks]
    removed = [
        replace(removal, text=squash(removal.text)) for removal in (*left_out, *found.removed)
    ]
    blocks = _with_lead(blocks, fields.get("lead", ""), title)
    signed = "" if published or fields.get("author") else _signed(blocks)
    if signed:
        removed.append(Removal(signed, "byline", "names the author; kept in the metadata"))
        blocks.pop(0)
    if not any(block.kind is not BlockKind.HEADING for block in blocks):
        raise CleanError("no article found", path=document.name, hint="there is no text in it")
    text = "\n".join(block.text for block in blocks if block.kind is not BlockKind.CODE)
    return Article(
        metadata=Metadata(
            title=title,
            author=fields.get("author", "") or ", ".join(people([byline(signed)])),
            date=iso(fields.get("date", "")) or fields.get("date", "") or find(signed),
            section=fields.get("section", ""),
            source=fields.get("source", ""),
            url=fields.get("url", "") or document.url,
            lang=detect(text) or fields.get("lang", ""),
            tags=front.tags,
        ),
        blocks=tuple(with_numbers(_with_picture(blocks, front.image))),
        removed=(*front.rest, *removed),
        cut=fields.get("cut", "") if published else "",
    )


def _with_picture(blocks: Sequence[Block], image: Image | None) -> list[Block]:
    """Put the picture that the front matter names below the lead, if it stands nowhere in the text."""
    if image is None or any(known.url == image.url for known in images_in(blocks)):
        return list(blocks)
    leads = sum(block.kind is BlockKind.LEAD for block in blocks)
    return [*blocks[:leads], figure(image), *blocks[leads:]]


def _notices(noted: Noted, line: int) -> Iterator[Removal]:
    """Yield the notice of a version, with the number of its line."""
    before = noted.text if noted.below else ""
    said = noted.above or noted.below
    start = len(said) - len(said.lstrip("-\n "))
    if said:
        line += f"{before}{said[:start]}".count("\n")
        reason = "says that a machine translated it"
        yield Removal(said.strip("-\n "), "notice", reason, line)


def _signed(blocks: Sequence[Block]) -> str:
    """Return the line below the title that says who wrote the article, or ``""``."""
    first = next(iter(blocks), None)
    if first is None or first.kind is not BlockKind.PARAGRAPH or first.image is not None:
        return ""
    return first.text if people([byline(first.text)]) else ""


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
