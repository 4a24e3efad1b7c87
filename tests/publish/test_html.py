from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup
from hypothesis import given, settings
from publish.samples import bodies, sample_version, texts

from translator.article import Article, Block, BlockKind, Image, Metadata
from translator.publish import render
from translator.publish.as_html import direction
from translator.publish.version import source_version

TAGS = {
    BlockKind.LEAD: ["p"],
    BlockKind.PARAGRAPH: ["p"],
    BlockKind.QUOTE: ["blockquote"],
    BlockKind.CODE: ["code"],
    BlockKind.LIST_ITEM: ["li"],
    BlockKind.TABLE_ROW: ["tr"],
    BlockKind.HEADING: ["h2", "h3", "h4", "h5", "h6"],
}


def page(data: bytes) -> BeautifulSoup:
    return BeautifulSoup(data.decode(), "html.parser")


def own_text(soup: BeautifulSoup, block: Block) -> list[str]:
    """Return the texts of all elements a block of this kind could be."""
    found = soup.find("article").find_all(TAGS[block.kind])
    if block.kind is BlockKind.LIST_ITEM:
        return [str(item.find(string=True, recursive=False)).strip("\n") for item in found]
    if block.kind is BlockKind.TABLE_ROW:
        return ["\t".join(cell.get_text() for cell in row.find_all(["th", "td"])) for row in found]
    return [element.get_text() for element in found]


@settings(deadline=None)
@given(bodies(), texts)
def test_every_block_stands_in_the_page(blocks: tuple[Block, ...], title: str) -> None:
    version = source_version(Article(Metadata(title=title), blocks), lang="de", source_file="a")
    soup = page(render(version, "html"))
    assert soup.title.get_text() == title
    for block in blocks:
        assert block.text in own_text(soup, block)


@settings(deadline=None)
@given(bodies())
def test_lists_are_nested_as_deep_as_the_items(blocks: tuple[Block, ...]) -> None:
    version = source_version(Article(Metadata(title="x"), blocks), lang="de", source_file="a")
    items = page(render(version, "html")).find_all("li")
    levels = [len(item.find_parents(["ul", "ol"])) - 1 for item in items]
    assert levels == [block.level for block in blocks if block.kind is BlockKind.LIST_ITEM]
    ordered = [item.parent.name == "ol" for item in items]
    assert ordered == [block.ordered for block in blocks if block.kind is BlockKind.LIST_ITEM]


def test_the_page_names_its_language_and_direction() -> None:
    html = page(render(replace(sample_version(), lang="ar"), "html")).html
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    assert (direction("pt-BR"), direction("xx")) == ("ltr", "ltr")
    notice = html.find("aside")
    assert (notice["lang"], notice["dir"]) == ("en", "ltr")


def test_nothing_in_the_page_runs_or_is_fetched_but_its_pictures() -> None:
    images = (Image("javascript:alert(1)", "Bild"), Image("https://a.de/b.jpg", "", "dpa"))
    version = replace(sample_version(), images=images)
    version = replace(version, metadata=replace(version.metadata, url="javascript:alert(1)"))
    soup = page(render(version, "html"))
    assert [image["src"] for image in soup.find_all("img")] == ["https://a.de/b.jpg"]
    assert soup.find_all(["script", "iframe", "link", "a"]) == []


def test_a_source_page_has_no_notice() -> None:
    article = Article(Metadata(title="Titel"), (Block(BlockKind.PARAGRAPH, "Text."),))
    data = render(source_version(article, lang="de", source_file="a.txt"), "html")
    assert page(data).find("aside") is None
