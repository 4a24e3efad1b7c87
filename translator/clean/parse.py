"""Web pages to trees: broken markup is mended, what holds no text is dropped.

lxml reads the page. What it says to machines is read from that tree; then scripts and styles go and
the page becomes a BeautifulSoup tree, on which everything else works. The engine that has a vote
(trafilatura) keeps a tree of its own; every tag of one knows its twin in the other.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder

from translator.clean.elements import BLOCK_ELEMENTS

# What XML cannot hold, and with it the engine, which would give up on the whole page. Some pages
# write them as references, with or without a semicolon.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(
    r"&#(?:[xX](?=[0-9a-fA-F])0*+(?P<hex>[0-9a-fA-F]{0,6}+)(?![0-9a-fA-F])"
    r"|(?=[0-9])0*+(?P<decimal>[0-9]{0,7}+)(?![0-9]));?"
)
_WITHOUT_TEXT = ".//script|.//style|.//svg|.//select|.//template|.//canvas"
_LINKED_DATA = './/script[@type="application/ld+json"]'
_MENUS = ".//nav[not(.//h1 or .//article or .//main or .//p or .//nav)]"
_LAID_OUT = BLOCK_ELEMENTS - {"pre", "listing", "xmp", "plaintext"}
_FRAMES = ".//iframe|.//object|.//video|.//audio"  # of which the engine reads what is inside


def parse(text: str) -> Any:
    """Return the lxml tree of a page, or ``None`` if nothing is in it.

    libxml2 bounds the depth of nesting.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", collect_ids=False, remove_pis=True, remove_comments=True
    )
    try:
        return html.document_fromstring(_only_xml(text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


@dataclass(frozen=True, slots=True)
class Trees:
    """A page as the tree that cleaning walks, and as the tree that the engine reads."""

    soup: BeautifulSoup
    root: Any
    twins: Mapping[int, Any]  # elements of ``root`` by the identity of their tags

    def twin(self, tag: Tag) -> Any:
        """Return the element of the engine's tree that a tag is."""
        return self.twins[id(tag)]


def grow(root: Any) -> Trees:
    """Return both trees of a parsed page, whose structured data have been read.

    Elements without article text (scripts, styles, drawings) are in neither, so that every later
    pass is faster; the engine sees no frames, either, and of the head only the linked data.
    """
    linked_data = root.xpath(_LINKED_DATA)  # the engine may read them, too
    for element in root.xpath(_WITHOUT_TEXT):
        element.drop_tree()
    for menu in root.xpath(_MENUS):
        _shorten(menu)
    builder = _Builder(root)
    soup = BeautifulSoup("", builder=builder)
    head = root.find("head")
    if head is not None:
        head.clear()
        head.extend(linked_data)
    for element in root.xpath(_FRAMES):
        element.drop_tree()
    return Trees(soup, root, builder.twins)


def _shorten(menu: Any) -> None:
    """Leave of a menu only its words: its entries make up much of a page and nobody reads them."""
    words = " ".join(" ".join(menu.itertext()).split())
    for child in list(menu):
        menu.remove(child)
    menu.text = words


class _Builder(HTMLTreeBuilder):
    """Builds a BeautifulSoup tree from one of lxml, element by element: nothing is parsed twice."""

    def __init__(self, root: Any) -> None:
        super().__init__(multi_valued_attributes={})  # an empty one: classes stay texts
        self._root = root
        self.twins: dict[int, Any] = {}

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[Any]:
        """Yield the one way in which there is something to build."""
        yield markup, None, None, False

    def feed(self, markup: Any) -> None:
        """Hand the tree over."""
        from lxml import etree

        soup: Any = self.soup
        for event, element in etree.iterwalk(self._root, events=("start", "end")):
            if event == "start":
                tag = soup.handle_starttag(element.tag, None, None, dict(element.attrib))
                self.twins[id(tag)] = element
                text = element.text
            else:
                soup.endData()
                soup.popTag()
                text = element.tail
            # Nothing but space at the edge of a block is the page's own layout.
            if text and not (text.isspace() and element.tag in _LAID_OUT):
                soup.handle_data(text)

    def test_fragment_to_document(self, fragment: str) -> str:
        """Return a fragment as it is."""
        return fragment


def _only_xml(text: str) -> str:
    """Return ``text`` without characters that XML cannot hold; controls become spaces."""
    return _REFERENCE.sub(_sound_reference, _NOT_XML.sub("", _CONTROL.sub(" ", text)))


def _sound_reference(reference: re.Match[str]) -> str:
    """Return a reference as it is, or what stands in its place if XML cannot hold its character."""
    code = int(reference["decimal"] or 0) or int(reference["hex"] or "0", 16)
    char = chr(code) if code <= sys.maxunicode else ""
    if _NOT_XML.match(char):
        return "\u200b"  # of no width, so that "&" before and "#1;" behind it never meet
    return " " if _CONTROL.match(char) else reference[0]
