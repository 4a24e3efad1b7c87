"""A web page as a flat list of pieces: one walk over the parsed tree, no recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from translator.article import BlockKind
from translator.clean.addresses import picture_address, web_address
from translator.clean.normalise import normalise, squash
from translator.clean.pieces import Piece, Place, says_something

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
        "option",
        "textarea",
        "input",
        "head",
        "title",
        "meta",
        "link",
        "audio",
        "video",
        "map",
        "area",
        "datalist",
        "progress",
        "meter",
        "dialog",
    )
)
# The block elements of HTML. Every other element is inline, unknown ones and those of other
# vocabularies included, as in a browser: <x-term>, <o:p>, <person>.
BLOCK_ELEMENTS = frozenset(
    (
        "html",
        "body",
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "listing",
        "main",
        "marquee",
        "menu",
        "nav",
        "noframes",
        "ol",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
    )
)
# What is inline whatever stands around it.
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    )
)
# What holds nothing but running text: any element in it is inline.
_TEXT_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "figcaption", "caption"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"blockquote": BlockKind.QUOTE, "pre": BlockKind.CODE, "li": BlockKind.LIST_ITEM}
_HANDED_DOWN = frozenset({BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CODE, BlockKind.HEADING})
_BLOCKS_IN_CELLS = frozenset({"table", "p", "div", "h1", "h2", "h3", "ul", "ol"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAK = "\x1f"  # a <br>: a control character, of which parse() leaves none in a page
_EMPTY_LINE = re.compile(f"{_BREAK}\\s*{_BREAK}[\\s{_BREAK}]*")
_WHOLE_NUMBER = re.compile(r"\s*-?[0-9]{1,6}\s*")
_PICTURE_ATTRIBUTES = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "src",
    "data-srcset",
    "data-lazy-srcset",
    "srcset",
)
_PLACEHOLDER = re.compile(
    r"(?:^|/)(?:placeholder|platzhalter|blank|spacer|transparent|pixel|1x1|empty|dummy|loading|grey|gray)"
    r"(?:[-_.]?(?:image|img|bild|\d{1,4}x\d{1,4}))?\.(?:gif|png|svg|jpe?g|webp)(?:\?.*)?$",
    re.IGNORECASE,
)
_LONGEST_CELL = 300  # characters; a longer cell is a column of a layout, not a value


def pieces_of(root: Any) -> list[Piece]:
    """Return the visible text of an lxml tree piece by piece, in document order.

    A piece is the text between two block boundaries; two line breaks in a row also end one. The
    cells of a row of data come as one piece, separated by tabs.
    """
    return list(_Walk().pieces(root))


class _Walk:
    """One pass over a tree; holds the inline text that is not finished yet."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._inline: list[Any] = []  # elements in the unfinished text
        self._unseen: list[Any] = []  # those of them that show nothing
        self._own_text = False  # some of it stands right in the block
        self._number: int | None = None  # of the list item whose text has not come yet
        self._numbers: dict[Any, int] = {}  # the last one of each list
        self._linked = 0
        self._blocks = 0
        self._links = 0  # link elements around the place of the walk
        self._place = Place()

    def pieces(self, root: Any) -> Iterator[Piece]:
        """Yield the pieces below ``root``."""
        from lxml import etree

        hidden = set(_hidden_elements(root))
        skipped = None
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if element is not skipped:
                    yield from self._close(element)
                if element.tail and element is not root:
                    self._add(element.tail, element.getparent())
            elif element.tag in _SKIPPED or element in hidden:
                skipped = element
                self._unseen.append(element)
                walk.skip_subtree()
            elif element.tag == "tr" and _is_data_row(element):
                skipped = element
                walk.skip_subtree()
                yield from self._finish()
                yield from self._row(element)
            elif element.tag == "nav" and _is_menu(element):
                skipped = element
                walk.skip_subtree()
                yield from self._finish()
                yield from self._menu(element)
            else:
                yield from self._open(element)

    def _open(self, element: Any) -> Iterator[Piece]:
        tag = element.tag
        if tag == "br":
            self._parts.append(_BREAK)
        elif self._is_inline(element):
            self._inline.append(element)
            self._links += tag == "a"
        else:
            yield from self._finish()
            self._blocks += 1
            self._place = _inside(element, tag, self._place, self._blocks)
            if tag == "li":
                self._number = self._count(element)
        if element.text:
            self._add(element.text, element)

    def _is_inline(self, element: Any) -> bool:
        """Say whether an element stands within running text rather than ends it.

        What HTML does not call a block is inline, but pages also lay out their blocks with elements
        of their own, buttons and pictures: those count only where text stands beside them.
        """
        if element.tag in _INLINE:
            return True
        if (
            element.tag in BLOCK_ELEMENTS
            or next(element.iterdescendants(BLOCK_ELEMENTS), None) is not None
        ):
            return False
        parent = element.getparent()
        if parent is None or parent is not self._place.element or parent.tag in _TEXT_BLOCKS:
            return parent is not None
        before = element.getprevious()
        return says_something(element.tail) or says_something(
            parent.text if before is None else before.tail
        )

    def _count(self, item: Any) -> int | None:
        """Return the number of an item as a browser shows it, or ``None`` for a bullet."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return None
        step = 1 if parent.get("reversed") is None else -1
        last = self._numbers.get(parent)
        if last is None:
            start = 1 if step > 0 else len(parent.findall("li"))
            last = _whole_number(parent.get("start"), start) - step
        self._numbers[parent] = _whole_number(item.get("value"), last + step)
        return self._numbers[parent]

    def _close(self, element: Any) -> Iterator[Piece]:
        if element.tag == "a":
            self._links -= 1
        elif element is self._place.element and self._place.parent is not None:
            yield from self._finish()
            self._place = self._place.parent

    def _add(self, text: str, element: Any) -> None:
        self._parts.append(text)
        if element is self._place.element and not self._own_text:
            self._own_text = says_something(text)
        if self._links:
            self._linked += len(text.strip())

    def _row(self, element: Any) -> Iterator[Piece]:
        cells = [
            squash(normalise(_visible_text(cell))) for cell in element.iterchildren("td", "th")
        ]
        filled = [cell for cell in cells if cell]
        if not filled:
            return
        self._blocks += 1
        inside = _inside(element, "tr", self._place, self._blocks)
        linked = sum(len(squash(_visible_text(link))) for link in element.iter("a"))
        text = "\t".join(cells) if len(cells) > 1 else filled[0]
        kind = BlockKind.TABLE_ROW if len(cells) > 1 else BlockKind.PARAGRAPH
        parts = list(element.iterdescendants())
        yield Piece(
            text,
            kind,
            links=min(1.0, linked / len(text)),
            place=inside,
            inline=tuple(part for part in parts if part.tag not in BLOCK_ELEMENTS | _SKIPPED),
            unseen=tuple(part for part in parts if part.tag in _SKIPPED),
        )

    def _menu(self, element: Any) -> Iterator[Piece]:
        """Yield a whole menu as one piece: nobody needs its entries apart."""
        text = squash(normalise(_visible_text(element)))
        if text:
            self._blocks += 1
            place = _inside(element, "nav", self._place, self._blocks)
            yield Piece(text, links=1.0, place=place)

    def _finish(self) -> Iterator[Piece]:
        """Yield the collected text as pieces, split where the page has an empty line."""
        raw, linked = "".join(self._parts), self._linked
        inline, unseen = tuple(self._inline), tuple(self._unseen)
        has_own_text = self._own_text
        self._parts, self._inline, self._unseen, self._linked = [], [], [], 0
        self._own_text = False
        length = len(raw.replace(_BREAK, "").strip())
        if not length:
            return
        place = self._place
        if place.kind is BlockKind.CODE:
            texts = [normalise(raw.replace(_BREAK, "\n")).strip("\n")]
        else:
            parts = _EMPTY_LINE.split(raw)
            texts = [squash(normalise(part.replace(_BREAK, " "))) for part in parts]
        for text in filter(None, texts):
            number, self._number = self._number if place.ordered else None, None
            yield Piece(
                text=text,
                kind=place.kind,
                level=place.level,
                ordered=place.ordered,
                number=number,
                links=min(1.0, linked / length),
                place=place,
                inline=inline,
                unseen=unseen,
                has_own_text=has_own_text,
            )


def _inside(element: Any, tag: str, place: Place, number: int) -> Place:
    """Return the place inside a block element: its kind, or that of the block around it."""
    kind, level, ordered = BlockKind.PARAGRAPH, 0, False
    if tag in _HEADINGS:
        kind, level = BlockKind.HEADING, _HEADINGS[tag]
    elif tag in _KINDS:
        kind = _KINDS[tag]
        if tag == "li":
            parent = element.getparent()
            level, ordered = max(0, place.lists - 1), parent is not None and parent.tag == "ol"
    elif place.kind in _HANDED_DOWN:
        kind, level, ordered = place.kind, place.level, place.ordered
    return Place(
        number=number,
        element=element,
        parent=place,
        kind=kind,
        level=level,
        ordered=ordered,
        lists=place.lists + (tag in {"ul", "ol"}),
        image=_picture(element) if tag == "figure" else place.image,
    )


def _whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and _WHOLE_NUMBER.fullmatch(text) else otherwise


def _is_data_row(row: Any) -> bool:
    """Say whether a table row holds data; old pages lay their columns out with tables."""
    return not any(child.tag in _BLOCKS_IN_CELLS for child in row.iterdescendants()) and all(
        len(_visible_text(cell).strip()) <= _LONGEST_CELL for cell in row
    )


def _is_menu(nav: Any) -> bool:
    """Say whether a ``nav`` holds only a menu; one that is never closed holds the whole page."""
    return not any(nav.find(f".//{tag}") is not None for tag in ("h1", "article", "main", "p"))


def _picture(figure: Any) -> str:
    """Return the address of the first picture in a figure.

    Pages that load their pictures late have a placeholder in ``src``.
    """
    for image in (*figure.iter("img", "amp-img"), *figure.iter("source")):
        for attribute in _PICTURE_ATTRIBUTES:
            # A set of sources is a list of addresses with sizes behind them.
            address = (image.get(attribute) or "").strip().partition(" ")[0].rstrip(",")
            if picture_address(address, "") and not _PLACEHOLDER.search(address):
                return web_address(address)
    return ""


def _hidden_elements(root: Any) -> list[Any]:
    """Return the elements a browser does not show."""
    marked = root.xpath('.//*[@hidden or @aria-hidden="true" or @style]')
    return [
        element
        for element in marked
        if element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(element.get("style") or "")
    ]


def _visible_text(element: Any) -> str:
    """Return the text of a table cell without scripts and the like, blocks kept apart."""
    parts = [element.text or ""]
    for child in element.iterdescendants():
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            if child.tag not in _INLINE:
                parts.append(" ")
            parts.append(child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)
