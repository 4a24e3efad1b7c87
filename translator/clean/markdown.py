"""Articles in Markdown: CommonMark with tables and front matter; also what this tool publishes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from translator.article import Article, Block, BlockKind, Document, Image, Metadata, Removal
from translator.clean.dates import is_rest_of_date, iso
from translator.clean.language import detect
from translator.clean.normalise import letters, normalise, squash
from translator.clean.numbering import keep_numbers
from translator.errors import CleanError
from translator.front_matter import FrontMatterError, find, parse

if TYPE_CHECKING:
    from markdown_it.token import Token

_BOLD_ONLY = re.compile(r"\*\*(?P<text>[^*]+)\*\*|__(?P<other>[^_]+)__")
_KEYS = {
    "title": ("title", "headline", "titel"),
    "author": ("author", "authors", "autor", "byline"),
    "date": ("date", "published", "datum"),
    "section": ("section", "category", "rubrik"),
    "source": ("source", "publisher", "site", "quelle"),
    "url": ("url", "source-url", "source_url", "link", "canonical"),
    "lang": ("lang", "language", "sprache"),
    "translated": ("machine-translated",),  # only this tool writes it
    "tags": ("tags", "keywords", "schlagworte", "schlagwörter"),
    "cut": ("cut",),  # only this tool writes it
    "lead": ("lead", "description", "summary", "subtitle", "teaser"),
}
_LEAD_OPENING = 60  # letters compared to tell that the lead also stands in the body


def clean_markdown(document: Document) -> Article:
    """Return the article in a Markdown document: its structure is taken as it is.

    Raises:
        CleanError: the front matter is not YAML, or no text follows it.
    """
    fields, body, line = split_front_matter(document)
    reader = _Reader(line, published="translated" in fields)
    reader.read(body)
    if fields.get("translated") == "true":
        reader.drop_notice()
    title = fields.get("title", "") or reader.title
    blocks = _with_lead(reader.blocks, fields.get("lead", ""), title, reader)
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
            tags=tuple(filter(None, map(str.strip, fields.get("tags", "").split(",")))),
        ),
        blocks=tuple(blocks),
        images=tuple(reader.images),
        removed=tuple(reader.removed),
        cut=fields.get("cut", "") if "translated" in fields else "",
    )


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


def _with_lead(blocks: Sequence[Block], lead: str, title: str, reader: _Reader) -> list[Block]:
    """Put the lead first, once: from the front matter, or the bold paragraph below the title."""
    kept = [block for block in blocks if not reader.is_title(block, title)]
    if kept and kept[0].kind is BlockKind.LEAD:
        return kept
    if not lead:
        return kept
    wanted = letters(lead)
    for block in kept[:2]:
        if letters(block.text)[:_LEAD_OPENING] == wanted[:_LEAD_OPENING]:
            kept.remove(block)
            return [Block(BlockKind.LEAD, block.text), *kept]
    return [Block(BlockKind.LEAD, lead), *kept]


class _Reader:
    """Turns the tokens of one Markdown text into blocks."""

    def __init__(self, first_line: int, *, published: bool = False) -> None:
        self.title = ""
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self.removed: list[Removal] = []
        self._first_line = first_line
        self._published = published
        self._numbers: list[int | None] = []  # of the blocks
        self._lists: list[bool] = []  # ordered or not, outermost first
        self._number: int | None = None  # of the item whose text has not come yet
        self._before = ""  # numbers of the items around it that have no text, either
        self._quotes = 0
        self._row: list[str] | None = None

    def read(self, text: str) -> None:
        """Read a whole text."""
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        tokens = parser.parse(normalise_lines(text))
        numbers = _numbers(tokens)
        for index, token in enumerate(tokens):
            if token.type == "list_item_open":
                self._open_item(numbers.get(index))
            elif token.type == "list_item_close" and self._number is not None:
                self._add(BlockKind.PARAGRAPH, "")  # a line that is nothing but a number
            self._take(token, tokens[index - 1] if index else None)
        self.blocks = keep_numbers(self.blocks, self._numbers)

    def is_title(self, block: Block, title: str) -> bool:
        """Say whether a block is the headline; the first heading of level 1 is."""
        return (
            block.kind is BlockKind.HEADING
            and block.level == 1
            and letters(block.text) == letters(title)
        )

    def _take(self, token: Token, before: Token | None) -> None:
        match token.type.split("_"):
            case ["bullet" | "ordered", "list", "open"]:
                self._lists.append(token.type.startswith("ordered"))
            case ["bullet" | "ordered", "list", "close"]:
                self._lists.pop()
            case ["blockquote", way]:
                self._quotes += 1 if way == "open" else -1
            case ["tr", "open"]:
                self._row = []
            case ["tr", "close"]:
                self._add(BlockKind.TABLE_ROW, "\t".join(self._row or []))
                self._row = None
            case ["fence"] | ["code", "block"]:
                self._add(BlockKind.CODE, token.content.rstrip("\n"))
            case ["html", "block"]:
                self._remove(token, "html", "a piece of HTML in the Markdown")
            case ["hr"]:
                self._remove(token, "rule-line", "a line between sections")
            case ["inline"]:
                self._inline(token, before)

    def _inline(self, token: Token, before: Token | None) -> None:
        if self._row is None and self._take_figure(token):
            return
        text = squash("".join(self._texts(token)))
        if self._row is not None:
            self._row.append(text)
            return
        if not text:
            return
        if before is not None and before.type == "heading_open":
            level = int(before.tag[1])
            if level == 1 and not self.title and not self.blocks:
                self.title = text
            self._add(BlockKind.HEADING, text, level)
        elif self._quotes or self._lists:
            self._listed(text)
        else:
            self._add(BlockKind.LEAD if self._is_lead(token) else BlockKind.PARAGRAPH, text)

    def _open_item(self, number: int | None) -> None:
        """Begin an item; ``10. 3. 1990`` is an item in an item in an item."""
        if self._number is not None:
            self._before += f"{self._number}. "
        self._number = number

    def _listed(self, text: str) -> None:
        """Take a paragraph of a quote or list; what CommonMark calls an item may be a date."""
        if self._quotes:
            self._add(BlockKind.QUOTE, text)
        elif self._number is not None and (self._before or is_rest_of_date(text)):
            self._add(BlockKind.PARAGRAPH, text)
        else:
            self._add(BlockKind.LIST_ITEM, text, len(self._lists) - 1, ordered=self._lists[-1])

    def _add(self, kind: BlockKind, text: str, level: int = 0, *, ordered: bool = False) -> None:
        """Add a block; the number of an item that is not one to publishing goes into its text."""
        number, before = self._number, self._before
        self._number, self._before = None, ""
        if not ordered or before:
            own = "" if number is None else f"{number}. "
            text, number = f"{before}{own}{text}".rstrip(), None
        self.blocks.append(Block(kind, text, level, ordered))
        self._numbers.append(number)

    def _take_figure(self, token: Token) -> bool:
        """Read a picture as this tool publishes it: ``![](address)``, ``*caption* (credit)``.

        A caption without a picture counts only in what this tool wrote.
        """
        children = [child for child in token.children or [] if child.type != "softbreak"]
        children = [child for child in children if child.type != "text" or child.content.strip()]
        picture = children.pop(0) if children and children[0].type == "image" else None
        if (picture is None and not self._published) or not children:
            return False
        if children[0].type != "em_open" or not any(c.type == "em_close" for c in children):
            return False
        end = next(index for index, child in enumerate(children) if child.type == "em_close")
        caption = squash("".join(child.content for child in children[:end]))
        credit = squash("".join(child.content for child in children[end + 1 :]))
        if credit and not (credit.startswith("(") and credit.endswith(")")):
            return False
        address = str(picture.attrs.get("src") or "") if picture else ""
        self.images.append(Image(address, caption, credit.removeprefix("(").removesuffix(")")))
        return True

    def drop_notice(self) -> None:
        """Drop the last paragraph of a translation: the notice that it is one."""
        if self.blocks and self.blocks[-1].kind is BlockKind.PARAGRAPH:
            notice = self.blocks.pop().text
            self.removed.append(Removal(notice, "notice", "says that a machine translated it"))

    def _is_lead(self, token: Token) -> bool:
        """Say whether a paragraph is the lead: all bold, right below the title."""
        alone = len(self.blocks) == (1 if self.title else 0)
        return alone and bool(_BOLD_ONLY.fullmatch(token.content.strip()))

    def _texts(self, token: Token) -> Iterator[str]:
        """Yield the text of an inline token; pictures go to the images."""
        for child in token.children or []:
            if child.type == "image":
                self._image(child)
            elif child.type in {"softbreak", "hardbreak"}:
                yield " "
            elif child.type in {"text", "code_inline"}:
                yield child.content
            elif child.type == "html_inline":
                self._remove(token, "html", "a piece of HTML in the Markdown", child.content)

    def _image(self, token: Token) -> None:
        credit = str(token.attrs.get("title") or "")
        self.images.append(
            Image(str(token.attrs.get("src") or ""), squash(token.content), squash(credit))
        )

    def _remove(self, token: Token, rule: str, reason: str, text: str = "") -> None:
        line = self._first_line + token.map[0] if token.map else 0
        self.removed.append(Removal(squash(text or token.content or "---"), rule, reason, line))


def _numbers(tokens: Sequence[Token]) -> dict[int, int]:
    """Return the number of every item of a numbered list, by the index of its first token.

    Markdown lets a list count by itself where all its numbers are 1; any others are as written.
    """
    numbers: dict[int, int] = {}
    lists: list[list[int]] = []  # indices of the items, outermost list first
    for index, token in enumerate(tokens):
        if token.type.endswith("_list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(index)
        elif token.type == "ordered_list_close":
            items = lists.pop()
            written = [int(tokens[item].info) for item in items]
            if set(written) == {1}:
                written = list(range(1, len(items) + 1))
            numbers |= zip(items, written, strict=True)
        elif token.type == "bullet_list_close":
            lists.pop()
    return numbers


def normalise_lines(text: str) -> str:
    """Normalise characters but keep the spaces at the start of lines, which Markdown reads."""
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        hard_break = "  " if line.endswith("  ") and line.strip() else ""
        lines.append(f"{indent}{normalise(line[len(indent) :]).rstrip()}{hard_break}")
    return "\n".join(lines)
