"""The tree of a page is one of BeautifulSoup's own, however fast it is built, and leaves nothing behind."""

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
from lxml import etree

from translator.clean.main_content import find_main
from translator.clean.page import read
from translator.clean.parse import grow, grown, parse

PAGE = (
    '<html lang=de><head><meta charset=utf-8><title>Titel</title></head><body class="a b">'
    "<p>Ein <b>fetter</b> \n <i>Satz</i>.\n</p>\n<pre>  x\n <b> </b> \n</pre><ruby>漢<rp>(</rp>"
    "<rt>kan <b>ji</b></rt></ruby><span> \n </span><img src=a.jpg alt=''>Ende"
)


class _ByEvents(HTMLTreeBuilder):
    """Builds the same page by the events that BeautifulSoup's own builders use."""

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[Any]:
        yield markup, None, None, False

    def feed(self, markup: Any) -> None:
        for event, element in etree.iterwalk(parse(PAGE), events=("start", "end")):
            if event == "start":
                self.soup.handle_starttag(element.tag, None, None, dict(element.attrib))
            else:
                self.soup.endData()
                self.soup.popTag()
            text = element.text if event == "start" else element.tail
            if text and not (text.isspace() and element.tag in {"p", "body", "html"}):
                self.soup.handle_data(text)


def _nodes(soup: BeautifulSoup) -> Iterator[tuple[object, ...]]:
    nodes = [soup, *soup.descendants]
    number = {id(node): index for index, node in enumerate(nodes)}
    for node in nodes[1:]:
        near = (node.parent, node.previous_element, node.next_element)
        beside = (node.previous_sibling, node.next_sibling)
        links = [number.get(id(other)) for other in (*near, *beside)]
        if isinstance(node, Tag):
            rest = {key: value for key, value in vars(node).items() if key in _OF_TAGS}
            inside = [number[id(child)] for child in node.contents]
            yield node.name, dict(node.attrs), links, inside, rest, node.get_text()
        else:
            yield type(node), str(node), links


_OF_TAGS = {"hidden", "namespace", "prefix", "known_xml", "can_be_empty_element"}


def test_a_tree_is_the_one_that_beautifulsoup_builds() -> None:
    expected = BeautifulSoup("", builder=_ByEvents(multi_valued_attributes={}))
    assert list(_nodes(grow(parse(PAGE)).soup)) == list(_nodes(expected))


def test_tags_know_their_twins() -> None:
    trees = grow(parse(PAGE))
    assert all(trees.twin(tag).tag == tag.name for tag in trees.soup.find_all(["p", "b", "rt"]))


@pytest.mark.parametrize("collects", [True, False])
def test_a_tree_is_gone_at_once_and_the_collector_as_it_was(collects: bool) -> None:  # noqa: FBT001
    (gc.enable if collects else gc.disable)()
    try:
        with grown(parse(PAGE)) as trees:
            gone = weakref.ref(trees.soup.b)
        assert gc.isenabled() is collects
        gc.disable()
        assert gone() is None
    finally:
        gc.enable()


def test_the_engine_gets_no_paragraph_of_very_many_elements() -> None:
    """Its time grows with the square of them."""
    trees = grow(parse(f"<article><p>{'<b>x</b> ' * 1_000}</p><p>{'<b>y</b> ' * 9}</p></article>"))
    find_main(trees, read(trees.soup).pieces)
    assert [len(paragraph) for paragraph in trees.root.iter("p")] == [0, 9]


def test_the_engine_gets_no_cells_that_cover_very_many_others() -> None:
    """It makes an element for every place that they cover."""
    table = (
        "<table><tr><td rowspan=65534 colspan=3>a</td><td colspan=999 rowspan=2>b</td></tr></table>"
    )
    cells = grow(parse(table)).root.iter("td")
    assert [dict(cell.attrib) for cell in cells] == [{"colspan": "3"}, {"rowspan": "2"}]


def test_cells_that_cover_all_rows_below_make_no_wide_rows() -> None:
    rows = "<tr><td rowspan=65534>a</td><td>b</td></tr>" * 500
    pieces = read(grow(parse(f"<table>{rows}</table>")).soup).pieces
    assert len(pieces) == 500
    assert sum(len(piece.text.split("\t")) for piece in pieces) <= 12 * 2 * 500
