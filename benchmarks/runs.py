"""Runs of text in a page or in a library's HTML, with the inline elements in them.

A few lines of our own that share nothing with the cleaner, so that they can judge it: a run is the
text between two boundaries of block elements, as a browser would set it in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

_UNSEEN = "script style template noscript head svg math iframe object select textarea"
_SKIPPED = frozenset(_UNSEEN.split())
_PHRASING = (
    "a abbr acronym amp-img b bdi bdo big cite code data del dfn em font i img ins kbd label mark "
    "nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_PHRASING.split())
_CELLS = frozenset(("td", "th"))
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    "tr": "table_row",
    "blockquote": "quote",
    "pre": "code",
    "figcaption": "caption",
}
_HELD = frozenset(("list_item", "quote", "caption"))  # a paragraph inside one is still one
MARKED = {"a": "link", "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis"}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Inline:
    """A link, ``strong`` or ``emphasis`` in a run: its text, and a link's address as it stands."""

    kind: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Run:
    """A run of text with single spaces; ``kind`` is named like the kinds of blocks."""

    kind: str
    text: str
    inline: tuple[Inline, ...] = ()


def parse(markup: str) -> Any:
    """Return the tree of a page or fragment, or ``None`` for an empty one."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)  # lxml refuses declarations in decoded text
    return html.document_fromstring(bare) if bare.strip() else None


def runs_of(root: Any) -> Iterator[Run]:
    """Yield the runs of text below ``root`` in their order."""
    state = _Walk()
    events = ("start", "end", "comment", "pi")
    walker = etree.iterwalk(root, events=events)
    for event, element in walker:
        if event == "start":
            if element.tag in _SKIPPED:
                walker.skip_subtree()
                continue
            yield from state.enter(element)
            state.add(element.text)
        else:
            if event == "end" and element.tag not in _SKIPPED:
                yield from state.leave(element)
            if element is not root:
                state.add(element.tail)
    yield from state.flush()


class _Walk:
    """What is open while a tree is walked: the run, its kind, its inline elements."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._kinds = ["paragraph"]
        self._open: list[tuple[str, str, int]] = []
        self._closed: list[tuple[str, str, int, int]] = []

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def enter(self, element: Any) -> Iterator[Run]:
        tag = element.tag
        if tag == "br" or tag in _CELLS:
            self.add(" ")
        elif tag not in _INLINE:
            yield from self.flush()
        if tag in _KINDS:
            self._kinds.append(_KINDS[tag])
        elif tag in ("p", "div") and self._kinds[-1] not in _HELD:
            self._kinds.append("paragraph")
        else:
            self._kinds.append(self._kinds[-1])
        if tag in MARKED:
            self._open.append((MARKED[tag], element.get("href") or "", self._length))

    def leave(self, element: Any) -> Iterator[Run]:
        tag = element.tag
        if tag in MARKED:
            kind, href, start = self._open.pop()
            self._closed.append((kind, href, start, self._length))
        elif tag not in _INLINE and tag != "br" and tag not in _CELLS:
            yield from self.flush()
        self._kinds.pop()

    def flush(self) -> Iterator[Run]:
        """Yield the run that ends here; inline elements around it go on in the next one."""
        whole = "".join(self._parts)
        spans = self._closed + [(kind, href, start, len(whole)) for kind, href, start in self._open]
        if whole.strip():
            inline = tuple(
                Inline(kind, text, href)
                for kind, href, start, end in spans
                if (text := _squash(whole[start:end]))
            )
            yield Run(self._kinds[-1], _squash(whole), inline)
        self._parts, self._length, self._closed = [], 0, []
        self._open = [(kind, href, 0) for kind, href, _ in self._open]


def _squash(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
