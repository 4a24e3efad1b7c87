"""A web page as a flat list of pieces: one walk over the parsed tree, no recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from translator.article import BlockKind
from translator.clean.normalise import normalise, squash
from translator.clean.pieces import Piece

_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas select option textarea "
    "input head title meta link audio video map area datalist progress meter dialog".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr o-link gl-link".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAK = "\ue000"  # a <br>: a private-use character, so no text of the page is taken for one
_EMPTY_LINE = re.compile(f"{_BREAK}\\s*{_BREAK}[\\s{_BREAK}]*")
_LONGEST_CELL = 300  # characters; a longer cell is a column of a layout, not a value
_MAX_DEPTH = 400  # elements nested deeper are read as part of their ancestor
_MAX_CONTEXT = 600  # characters


@dataclass(slots=True)
class _Run:
    """Text being collected for one piece."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str, *, link: bool) -> None:
        self.parts.append(text)
        if link:
            self.linked += len(text.strip())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree the walk is: what the block elements above say about the text."""

    path: tuple[int, ...] = ()
    context: str = ""
    tag: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    ordered: bool = False
    depth: int = 0
    image: str = ""


def pieces_of(root: Any) -> list[Piece]:
    """Return the visible text of an lxml tree piece by piece, in document order.

    A piece is the text between two block boundaries; two line breaks in a row also end one. The
    cells of a table row come as one piece, separated by tabs.
    """
    return list(_Walk().pieces(root))


class _Walk:
    """One pass over a tree; holds the run of inline text that is not finished yet."""

    def __init__(self) -> None:
        self._run = _Run()
        self._numbers = 0

    def pieces(self, root: Any) -> Iterator[Piece]:
        stack: list[tuple[str, Any, _Place, int]] = [("open", root, _Place(), 0)]
        while stack:
            action, element, place, links = stack.pop()
            if action == "text":
                self._run.add(element, link=links > 0)
            elif action == "end":
                yield from self._finish(place)
            else:
                yield from self._open(element, place, links, stack)

    def _open(
        self, element: Any, place: _Place, links: int, stack: list[tuple[str, Any, _Place, int]]
    ) -> Iterator[Piece]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _hidden(element):
            return
        if tag == "br":
            self._run.add(_BREAK, link=False)
            return
        if tag == "tr" and _is_data_row(element) and place.depth < _MAX_DEPTH:
            yield from self._finish(place)
            yield from self._row(element, place)
            return
        links += tag == "a"
        inner = place
        if tag not in _INLINE:
            yield from self._finish(place)
            inner = self._inside(element, tag, place)
            stack.append(("end", None, inner, 0))
        for child in reversed(element):
            if child.tail:
                stack.append(("text", child.tail, inner, links))
            stack.append(("open", child, inner, links))
        if element.text:
            stack.append(("text", element.text, inner, links))

    def _inside(self, element: Any, tag: str, place: _Place) -> _Place:
        """Return the place inside a block element."""
        if place.depth >= _MAX_DEPTH:
            return place
        self._numbers += 1
        names = f"{tag} {element.get('class') or ''} {element.get('id') or ''}".lower()
        for attribute in ("itemprop", "role", "data-testid", "data-component", "data-type"):
            value = element.get(attribute)
            if value and len(value) < 60:
                names += f" {attribute}={value.lower()}"
        kind, level, ordered = _kind(element, tag, place)
        return _Place(
            path=(*place.path, self._numbers),
            context=f"{place.context} / {squash(names)}"[-_MAX_CONTEXT:],
            tag=tag,
            kind=kind,
            level=level,
            ordered=ordered,
            depth=place.depth + 1,
            image=_picture(element) if tag == "figure" else place.image,
        )

    def _row(self, element: Any, place: _Place) -> Iterator[Piece]:
        inside = self._inside(element, "tr", place)
        cells = [squash(normalise(_visible_text(cell))) for cell in element.iterchildren("td", "th")]
        filled = [cell for cell in cells if cell]
        if not filled:
            return
        linked = sum(len(squash(_visible_text(link))) for link in element.iter("a"))
        text = "\t".join(cells) if len(cells) > 1 else filled[0]
        kind = BlockKind.TABLE_ROW if len(cells) > 1 else BlockKind.PARAGRAPH
        yield Piece(
            text=text,
            kind=kind,
            links=min(1.0, linked / max(1, len(text))),
            path=inside.path,
            context=inside.context,
            tag="tr",
        )

    def _finish(self, place: _Place) -> Iterator[Piece]:
        """Yield the collected text as pieces, split where the page has an empty line."""
        if not self._run.parts:
            return
        run, self._run = self._run, _Run()
        raw = normalise("".join(run.parts))
        bare = raw.replace(_BREAK, "")
        if not bare.strip():
            return
        if place.kind is BlockKind.CODE:
            texts = [raw.replace(_BREAK, "\n").strip("\n")]
        else:
            texts = [squash(part.replace(_BREAK, " ")) for part in _EMPTY_LINE.split(raw)]
        links = min(1.0, run.linked / len(bare.strip()))
        for text in filter(None, texts):
            yield Piece(
                text=text,
                kind=place.kind,
                level=place.level,
                ordered=place.ordered,
                links=links,
                path=place.path,
                context=place.context,
                tag=place.tag,
                image=place.image,
            )


def _kind(element: Any, tag: str, place: _Place) -> tuple[BlockKind, int, bool]:
    """Return kind, level and numbering of the text right inside ``element``."""
    if tag in _HEADINGS:
        return BlockKind.HEADING, _HEADINGS[tag], False
    if tag == "blockquote":
        return BlockKind.QUOTE, 0, False
    if tag == "pre":
        return BlockKind.CODE, 0, False
    if tag == "li":
        lists = place.context.count("/ ul") + place.context.count("/ ol")
        parent = element.getparent()
        return BlockKind.LIST_ITEM, max(0, lists - 1), parent is not None and parent.tag == "ol"
    if place.kind in {BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CODE, BlockKind.HEADING}:
        return place.kind, place.level, place.ordered
    return BlockKind.PARAGRAPH, 0, False


def _is_data_row(row: Any) -> bool:
    """Say whether a table row holds data; old pages lay their columns out with tables."""
    if any(row.find(f".//{tag}") is not None for tag in ("table", "p", "div", "h1", "h2", "ul")):
        return False
    return all(len(_visible_text(cell).strip()) <= _LONGEST_CELL for cell in row)


def _picture(figure: Any) -> str:
    """Return the address of the first picture in a figure."""
    for image in figure.iter("img"):
        for attribute in ("src", "data-src", "data-lazy-src", "data-original"):
            address = (image.get(attribute) or "").strip()
            if address and not address.startswith("data:"):
                return str(address)
    return ""


def _hidden(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style) and bool(_HIDDEN_STYLE.search(style))


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
