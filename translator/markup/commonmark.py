"""Markdown to blocks: CommonMark with tables and struck text, and the marks of what is written in it.

It reads what people write and what this tool publishes; the latter comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.article import Block, BlockKind, Cell, Image, Mark, MarkKind, Removal, figure
from translator.markup.marks import ordered, shifted

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

EMBED_SIGN = "▶ "  # begins the link that stands for a film or another page within a page
DOUBT_COMMENT = re.compile(r"^<!-- translator: [^\n]* -->$", re.MULTILINE)
"""A line that says why a sentence of a published version is doubtful; no text of the article."""
LEAD_MARKUP = "__"  # of a lead that is bold itself, not only for being the lead
_OPENING = {
    "strong_open": MarkKind.STRONG,
    "em_open": MarkKind.EMPHASIS,
    "s_open": MarkKind.DELETED,
    "link_open": MarkKind.LINK,
}
_CLOSING = {name.replace("_open", "_close"): kind for name, kind in _OPENING.items()}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>strong|b|em|i|sub|sup|del|s|code)>|<br ?/?>", re.IGNORECASE
)
_TAGS = {
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "sub": MarkKind.SUB,
    "sup": MarkKind.SUP,
    "del": MarkKind.DELETED,
    "s": MarkKind.DELETED,
    "code": MarkKind.CODE,
}
_ALIGNED = re.compile(r"text-align:(\w+)")


@dataclass(frozen=True, slots=True)
class Inline:
    """The text of a paragraph, heading, item or cell with the marks over it."""

    text: str
    marks: tuple[Mark, ...] = ()
    images: tuple[Image, ...] = ()
    removed: tuple[str, ...] = ()  # markup that nobody reads


@dataclass(slots=True)
class MarkdownText:
    """What a Markdown text holds: its headline of level 1, its blocks, what was left out."""

    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    removed: list[Removal] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)  # how many blocks stand above each ---


def parser() -> MarkdownIt:
    """Return the parser of what this module reads; addresses stay as they are written."""
    from markdown_it import MarkdownIt

    found = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found.normalizeLink = _as_written  # type: ignore[method-assign, assignment]
    return found


def _as_written(address: str) -> str:
    return address


def read_blocks(
    text: str,
    *,
    first_line: int = 1,
    published: bool = False,
    counts_on: Callable[[str], bool] = lambda _: False,
) -> MarkdownText:
    """Return the blocks of a Markdown text.

    ``first_line`` is the number of its first line, for the record of what is left out.
    ``published`` says that this tool wrote the text: only then a caption may stand without a
    picture. ``counts_on`` says of the text of a numbered item that the number belongs to it, as in
    ``3. Oktober``.
    """
    reader = _Reader(first_line, published=published, counts_on=counts_on)
    reader.read(DOUBT_COMMENT.sub("", text))
    return reader.found


class _Reader:
    """Turns the tokens of one Markdown text into blocks."""

    def __init__(
        self, first_line: int, *, published: bool, counts_on: Callable[[str], bool]
    ) -> None:
        self.found = MarkdownText()
        self._counts_on = counts_on
        self._first_line = first_line
        self._published = published
        self._lists: list[bool] = []  # ordered or not, outermost first
        self._number: int | None = None  # of the item whose text has not come yet
        self._before = ""  # numbers of the items around it that have no text, either
        self._quotes = 0
        self._row: list[Inline] | None = None
        self._cells: list[Cell] = []
        self._rows = 0  # of the table so far

    def read(self, text: str) -> None:
        """Read a whole text."""
        tokens = parser().parse(text)
        numbers = _numbers(tokens)
        for index, token in enumerate(tokens):
            if token.type == "list_item_open":
                self._open_item(numbers.get(index))
            elif token.type == "list_item_close" and self._number is not None:
                self._add(BlockKind.PARAGRAPH, Inline(""))  # a line that is nothing but a number
            self._take(token, tokens[index - 1] if index else None)

    def _take(self, token: Token, before: Token | None) -> None:
        match token.type.split("_"):
            case ["bullet" | "ordered", "list", "open"]:
                self._lists.append(token.type.startswith("ordered"))
            case ["bullet" | "ordered", "list", "close"]:
                self._lists.pop()
            case ["blockquote", way]:
                self._quotes += 1 if way == "open" else -1
            case ["table" | "tr" | "th" | "td", way]:
                self._take_table(token, opens=way == "open")
            case ["fence"] | ["code", "block"]:
                self._add(BlockKind.CODE, Inline(token.content.removesuffix("\n")))
            case ["html", "block"]:
                self._remove(token, "html", "a piece of HTML in the Markdown", token.content)
            case ["hr"]:
                self.found.rules.append(len(self.found.blocks))
                self._remove(token, "rule-line", "a line between sections", "---")
            case ["inline"]:
                self._inline(token, before)

    def _take_table(self, token: Token, *, opens: bool) -> None:
        if token.type == "table_open":
            self._rows = 0
        elif token.type == "tr_open":
            self._row, self._cells = [], []
        elif token.type == "tr_close":
            self._end_row()
        elif opens:
            align = _ALIGNED.search(str(token.attrs.get("style", "")))
            self._cells.append(Cell(align=align[1] if align else ""))

    def _end_row(self) -> None:
        row, cells = self._row or [], self._cells
        self._row = None
        self._rows += 1
        marks: list[Mark] = []
        start = 0
        for cell in row:
            marks += shifted(cell.marks, start)
            start += len(cell.text) + 1
        aligned = any(cell.align for cell in cells)
        self.found.blocks.append(
            Block(
                BlockKind.TABLE_ROW,
                "\t".join(cell.text for cell in row),
                number=self._rows,
                marks=tuple(marks),
                cells=tuple(cells) if aligned else (),
            )
        )

    def _inline(self, token: Token, before: Token | None) -> None:
        inline = read_inline(token.children or ())
        for markup in inline.removed:
            self._remove(token, "html", "a piece of HTML in the Markdown", markup)
        if self._row is not None:
            self._row.append(inline)
            return
        in_heading = before is not None and before.type == "heading_open"
        nested = in_heading or self._quotes or self._lists
        if not nested and (found := self._figure(token)):
            self.found.blocks.append(found)
            return
        self.found.blocks += [figure(image) for image in inline.images]
        if not inline.text.strip():
            return
        if before is not None and in_heading:
            level = int(before.tag[1])
            if level == 1 and not self.found.title and not self.found.blocks:
                self.found.title = inline.text
            self._add(BlockKind.HEADING, inline, level)
        elif self._quotes or self._lists:
            self._listed(inline)
        else:
            self._paragraph(token, inline)

    def _paragraph(self, token: Token, inline: Inline) -> None:
        children = token.children or []
        whole = Mark(MarkKind.STRONG, 0, len(inline.text))
        signed = any(child.type == "strong_open" for child in children[:2])
        if signed and whole in inline.marks and self._stands_below_title():
            bold = any(child.markup == LEAD_MARKUP for child in children)
            marks = (mark for mark in inline.marks if bold or mark != whole)
            self._add(BlockKind.LEAD, Inline(inline.text, tuple(marks)))
        elif inline.text.startswith(EMBED_SIGN) and _is_whole_link(inline):
            text = inline.text.removeprefix(EMBED_SIGN)
            link = Mark(MarkKind.LINK, 0, len(text), inline.marks[0].href)
            self._add(BlockKind.EMBED, Inline(text, (link,)))
        else:
            self._add(BlockKind.PARAGRAPH, inline)

    def _stands_below_title(self) -> bool:
        """Say whether the next paragraph is the first below the title."""
        above = [block for block in self.found.blocks if block.kind is not BlockKind.FIGURE]
        return len(above) == (1 if self.found.title else 0)

    def _open_item(self, number: int | None) -> None:
        """Begin an item; ``10. 3. 1990`` is an item in an item in an item."""
        if self._number is not None:
            self._before += f"{self._number}. "
        self._number = number

    def _listed(self, inline: Inline) -> None:
        """Take a paragraph of a quote or list; what CommonMark calls an item may be a date."""
        if self._quotes:
            self._add(BlockKind.QUOTE, inline)
        elif self._number is not None and (self._before or self._counts_on(inline.text)):
            self._add(BlockKind.PARAGRAPH, inline)
        else:
            self._add(BlockKind.LIST_ITEM, inline, len(self._lists) - 1, is_ordered=self._lists[-1])

    def _add(
        self, kind: BlockKind, inline: Inline, level: int = 0, *, is_ordered: bool = False
    ) -> None:
        """Add a block; the number of an item that is not one to publishing goes into its text."""
        number, before = self._number, self._before
        self._number, self._before = None, ""
        marks = inline.marks
        text = inline.text
        if not is_ordered or before:
            own = "" if number is None else f"{number}. "
            text, number = f"{before}{own}{text}".rstrip() if before or own else text, None
            marks = shifted(marks, len(before) + len(own))
        self.found.blocks.append(Block(kind, text, level, is_ordered, number, marks))

    def _figure(self, token: Token) -> Block | None:
        """Read a picture as this tool publishes it: ``![alt](address)``, ``*caption* (credit)``."""
        children = [child for child in token.children or [] if child.type != "softbreak"]
        children = [child for child in children if child.type != "text" or child.content.strip()]
        picture = children.pop(0) if children and children[0].type == "image" else None
        if picture is None and not (self._published and children):
            return None
        end = 0
        opening = children[0] if children else None
        # Without a picture only asterisks are those of a caption: see publish/as_markdown.py.
        if opening and opening.type == "em_open" and (picture or opening.markup == "*"):
            end = _closing(children)
        caption = read_inline(children[1 : end - 1]) if end else Inline("")
        credit = read_inline(children[end:]).text.strip()
        if credit and not (credit.startswith("(") and credit.endswith(")")):
            return None
        if picture is None and not end:
            return None
        image = Image(
            url=str(picture.attrs.get("src") or "") if picture else "",
            caption=caption.text,
            credit=credit[1:-1] or (str(picture.attrs.get("title") or "") if picture else ""),
            alt=alternative(picture) if picture else "",
        )
        return figure(image, caption.marks)

    def _remove(self, token: Token, rule: str, reason: str, text: str) -> None:
        line = self._first_line + token.map[0] if token.map else 0
        self.found.removed.append(Removal(" ".join(text.split()), rule, reason, line))


def read_inline(children: Sequence[Token]) -> Inline:
    """Return the text of inline tokens, with marks for what is bold, linked and so on."""
    reader = _InlineReader()
    for child in children:
        if child.type == "html_inline":
            reader.tag(child.content)
        else:
            reader.take(child)
    return reader.found()


def alternative(picture: Token) -> str:
    """Return the text that stands for a picture."""
    return read_inline(picture.children or ()).text


class _InlineReader:
    """Collects the text of one paragraph and the marks over it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._opened: list[tuple[MarkKind, int, str]] = []
        self._images: list[Image] = []
        self._removed: list[str] = []

    def take(self, token: Token) -> None:
        """Take a token that is no HTML."""
        if token.type in _OPENING:
            self._open(_OPENING[token.type], str(token.attrs.get("href") or ""))
        elif token.type in _CLOSING:
            self._close(_CLOSING[token.type])
        elif token.type == "code_inline":
            self._add(token.content, MarkKind.CODE)
        elif token.type == "hardbreak":
            self._add(" ", MarkKind.BREAK)
        elif token.type == "softbreak":
            self._add(" ")
        elif token.type == "image":
            url, title = (str(token.attrs.get(name) or "") for name in ("src", "title"))
            self._images.append(Image(url, "", title, alternative(token)))
        else:
            self._add(token.content)

    def tag(self, markup: str) -> None:
        """Take a tag: those that lay marks over the text do so, any other is left out."""
        tag = _TAG.fullmatch(markup)
        if tag is None:
            self._removed.append(markup)
        elif not tag["name"]:
            self._add(" ", MarkKind.BREAK)
        elif not tag["end"]:
            self._open(_TAGS[tag["name"].lower()], "")
        elif not self._close(_TAGS[tag["name"].lower()]):
            self._removed.append(markup)

    def found(self) -> Inline:
        """Return what was collected."""
        marks = ordered(self._marks)
        return Inline("".join(self._parts), marks, tuple(self._images), tuple(self._removed))

    def _add(self, text: str, kind: MarkKind | None = None) -> None:
        self._parts.append(text)
        self._length += len(text)
        if kind is not None:
            self._marks.append(Mark(kind, self._length - len(text), self._length))

    def _open(self, kind: MarkKind, href: str) -> None:
        self._opened.append((kind, self._length, href))

    def _close(self, kind: MarkKind) -> bool:
        """End the innermost mark of a kind; say whether there was one."""
        for index in range(len(self._opened) - 1, -1, -1):
            if self._opened[index][0] is kind:
                _, start, href = self._opened.pop(index)
                if start < self._length:
                    self._marks.append(Mark(kind, start, self._length, href))
                return True
        return False


def _is_whole_link(inline: Inline) -> bool:
    return [(m.kind, m.start, m.end) for m in inline.marks] == [
        (MarkKind.LINK, 0, len(inline.text))
    ]


def _closing(children: Sequence[Token]) -> int:
    """Return the index behind the token that closes the first one, or 0."""
    depth = 0
    for index, child in enumerate(children):
        depth += child.nesting
        if depth == 0:
            return index + 1
    return 0


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
