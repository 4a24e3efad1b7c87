"""Web pages to trees: broken markup is mended, what holds no text is dropped.

lxml reads the page. What it says to machines is read from that tree; then scripts and styles go and
the page becomes a BeautifulSoup tree, on which everything else works. The engine that has a vote
(trafilatura) keeps a tree of its own; every tag of one knows its twin in the other.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.element import NavigableString, PageElement

from translator.clean.collapsed import unfold
from translator.clean.elements import BLOCK_ELEMENTS
from translator.clean.picture_templates import fill_templates

# What XML cannot hold, and with it the engine, which would give up on the whole page. Some pages
# write them as references, with or without a semicolon.
_CONTROLS = frozenset(range(0x20)) - {*b"\t\n\r"}
_CONTROLS_AS_SPACES = bytes(0x20 if byte in _CONTROLS else byte for byte in range(0x100))
_NO_CHARACTERS = frozenset({0xFFFE, 0xFFFF})
_NOT_XML = _NO_CHARACTERS.union(range(0xD800, 0xE000))  # halves of surrogate pairs
_REFERENCE = re.compile(
    rb"&#(?:[xX](?=[0-9a-fA-F])0*+(?P<hex>[0-9a-fA-F]{0,6}+)(?![0-9a-fA-F])"
    rb"|(?=[0-9])0*+(?P<decimal>[0-9]{0,7}+)(?![0-9]));?"
)
_WITHOUT_TEXT = ".//script|.//style|.//svg|.//select|.//template|.//canvas"
_LINKED_DATA = './/script[@type="application/ld+json"]'
_MENUS = ".//nav[not(.//h1 or .//article or .//main or .//p or .//nav)]"
_LAID_OUT = BLOCK_ELEMENTS - {"pre", "listing", "xmp", "plaintext"}
# What the engine need not see: of frames it reads what is inside; pictures, their sources and fields have
# no text, and are the first that it drops itself.
_UNREAD = ("iframe", "object", "video", "audio", "img", "source", "input")
_SPANNING = "descendant::*/@colspan/.. | descendant::*/@rowspan/.."
_SPANS = {"", *map(str, range(1, 21))}  # that the engine sees; a year has twelve months


def parse(text: str) -> Any:
    """Return the lxml tree of a page, or ``None`` if nothing is in it.

    libxml2 bounds the depth of nesting.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", collect_ids=False, remove_pis=True, remove_comments=True
    )
    # lxml's own choice of a class is made in Python, each time that an element is met again.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        return html.document_fromstring(_only_xml(text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


@dataclass(frozen=True, slots=True)
class Trees:
    """A page as the tree that cleaning walks, and as the tree that the engine reads."""

    soup: BeautifulSoup
    root: Any
    twins: Mapping[int, Any]  # elements of ``root`` by the identity of their tags
    nodes: list[PageElement]  # of ``soup``, all of them

    def twin(self, tag: Tag) -> Any:
        """Return the element of the engine's tree that a tag is."""
        return self.twins[id(tag)]


@contextmanager
def grown(root: Any) -> Iterator[Trees]:
    """Give both trees of a parsed page, as ``grow`` does, for as long as they are needed.

    In a BeautifulSoup tree everything refers to everything. The collector would go through it again
    and again as it grows, and once more to free it, in all for a twelfth of the time; so it waits,
    and the tree is taken apart.
    """
    waits = gc.isenabled()
    gc.disable()
    trees = grow(root)
    try:
        yield trees
    finally:
        for node in trees.nodes:
            vars(node).clear()
        trees.nodes.clear()
        if waits:
            gc.enable()


def grow(root: Any) -> Trees:
    """Return both trees of a parsed page, whose structured data have been read.

    Elements without article text (scripts, styles, drawings) are in neither, so that every later
    pass is faster; the engine sees no frames, either, of the head only the linked data, and no cells that cover many
    others, for each of which it would make one.
    """
    from lxml import etree

    unfold(root)
    fill_templates(root)
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
    etree.strip_elements(root, *_UNREAD, with_tail=False)
    for cell in root.xpath(_SPANNING):
        for name in ("colspan", "rowspan"):
            if cell.get(name, "") not in _SPANS:
                cell.attrib.pop(name, None)
    return Trees(soup, root, builder.twins, builder.nodes)


def _shorten(menu: Any) -> None:
    """Leave of a menu only its words: its entries make up much of a page and nobody reads them."""
    words = " ".join(" ".join(menu.itertext()).split())
    for child in list(menu):
        menu.remove(child)
    menu.text = words


class _Builder(HTMLTreeBuilder):
    """Builds a BeautifulSoup tree from one of lxml, element by element: nothing is parsed twice.

    It links tags and strings itself, and makes each like the first one of its kind: a copy of that
    one's attributes takes half the time of setting them. The events by which BeautifulSoup's own
    builders report what a parser finds take twice as long as all of this.
    """

    def __init__(self, root: Any) -> None:
        super().__init__(multi_valued_attributes={})  # an empty one: classes stay texts
        self._root = root
        self._models: dict[str, dict[str, Any]] = {}
        self._string = vars(NavigableString(""))
        self.twins: dict[int, Any] = {}
        self.nodes: list[PageElement] = []

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[Any]:
        """Yield the one way in which there is something to build."""
        yield markup, None, None, False

    def feed(self, markup: Any) -> None:
        """Hand the tree over."""
        from lxml import etree

        parent: Any = self.soup
        kinds = [NavigableString]  # of the strings in each open element: <rt> has its own
        code = 0  # open elements in which every space counts
        for event, element in etree.iterwalk(self._root, events=("start", "end")):
            name = element.tag
            if event == "start":
                own = self._model(name).copy()
                own["attrs"], own["contents"] = dict(element.items()), []
                parent = self._put(Tag.__new__(Tag), own, parent)
                self.twins[id(parent)] = element
                kinds.append(self.string_containers.get(name, kinds[-1]))
                code += name in self.preserve_whitespace_tags
                text = element.text
            else:
                parent = parent.parent
                kinds.pop()
                code -= name in self.preserve_whitespace_tags
                text = element.tail
            if text and text.isspace():
                text = "" if name in _LAID_OUT else _space(text, code)
            if text:
                self._put(str.__new__(kinds[-1], text), self._string.copy(), parent)

    def _model(self, name: str) -> dict[str, Any]:
        """Return the attributes of a tag of a name, that of the first one."""
        model = self._models.get(name)
        if model is None:
            model = self._models[name] = vars(Tag(self.soup, self, name))
        return model

    def _put(self, node: PageElement, own: dict[str, Any], parent: Tag) -> PageElement:
        """Put a node with its ``own`` attributes at the end of an element and of the page."""
        siblings = parent.contents
        own["parent"] = parent
        if self.nodes:
            own["previous_element"] = last = self.nodes[-1]
            last.next_element = node
        if siblings:
            own["previous_sibling"] = before = siblings[-1]
            before.next_sibling = node
        node.__dict__ = own
        siblings.append(node)
        self.nodes.append(node)
        return node

    def test_fragment_to_document(self, fragment: str) -> str:
        """Return a fragment as it is."""
        return fragment


def _space(text: str, code: int) -> str:
    """Return what is kept of a text of spaces only between inline elements.

    At the edge of a block it is the page's own layout, and nothing is.
    """
    if code or text.strip(BeautifulSoup.ASCII_SPACES):
        return text
    return "\n" if "\n" in text else " "


def _only_xml(text: str) -> bytes:
    """Return ``text`` in UTF-8 without characters that XML cannot hold; controls become spaces."""
    data = text.encode(errors="ignore").translate(_CONTROLS_AS_SPACES)
    for code in _NO_CHARACTERS:
        data = data.replace(chr(code).encode(), b"")
    return _REFERENCE.sub(_sound_reference, data)


def _sound_reference(reference: re.Match[bytes]) -> bytes:
    """Return a reference as it is, or what stands in its place if XML cannot hold its character."""
    code = int(reference["decimal"] or 0) or int(reference["hex"] or b"0", 16)
    if code in _NOT_XML:
        return "\u200b".encode()  # of no width, so that "&" before and "#1;" behind it never meet
    return b" " if code in _CONTROLS else reference[0]
