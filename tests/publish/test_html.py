from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup
from hypothesis import assume, given, settings
from publish.samples import bodies, sample_version, texts

from translator.article import (
    Article,
    Block,
    BlockKind,
    Cell,
    Image,
    Mark,
    MarkKind,
    Metadata,
    figure,
)
from translator.clean import clean
from translator.clean.normalise import letters, normalise, squash
from translator.load import load_text
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
    BlockKind.FIGURE: ["figcaption"],
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
    if block.kind is BlockKind.FIGURE:
        return [element.find(string=True).removesuffix(" ") for element in found]
    return [element.get_text() for element in found]


@settings(deadline=None)
@given(bodies(), texts)
def test_every_block_stands_in_the_page(blocks: tuple[Block, ...], title: str) -> None:
    version = source_version(Article(Metadata(title=title), blocks), lang="de")
    soup = page(render(version, "html"))
    assert soup.title.get_text() == title
    for block in blocks:
        assert block.text in own_text(soup, block)


@settings(deadline=None)
@given(bodies())
def test_lists_are_nested_as_deep_as_the_items(blocks: tuple[Block, ...]) -> None:
    version = source_version(Article(Metadata(title="x"), blocks), lang="de")
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
    version = replace(sample_version(), blocks=tuple(map(figure, images)), translation=None)
    version = replace(version, metadata=replace(version.metadata, url="javascript:alert(1)"))
    soup = page(render(version, "html"))
    assert [image["src"] for image in soup.find_all("img")] == ["https://a.de/b.jpg"]
    assert soup.find_all(["iframe", "link", "a"]) == []
    assert [script["type"] for script in soup.find_all("script")] == ["application/ld+json"]


def test_a_source_page_has_no_notice() -> None:
    article = Article(Metadata(title="Titel"), (Block(BlockKind.PARAGRAPH, "Text."),))
    data = render(source_version(article, lang="de"), "html")
    assert page(data).find("aside") is None


@settings(deadline=None, max_examples=60)
@given(bodies())
def test_a_page_reads_back_the_same(blocks: tuple[Block, ...]) -> None:
    assume(all(squash(normalise(part)) for b in blocks for part in b.text.split("\t") if part))
    # A table of one column is text.
    assume(all("\t" in b.text for b in blocks if b.kind is BlockKind.TABLE_ROW))
    version = source_version(Article(Metadata(title="Der Titel"), blocks), lang="de")
    blocks = tuple(replace(b, text=b.text.strip("\n")) for b in blocks)  # code begins with text
    found = clean(load_text(render(version, "html"), name="a.html", stem="a"))
    assert found.metadata.title == "Der Titel"
    assert [as_read(block) for block in found.blocks] == [as_read(block) for block in blocks]


def as_read(block: Block) -> tuple[object, ...]:
    """Return what a page keeps of a block: of spaces in a row and odd characters it shows one."""
    image = block.image and (block.image.url, letters(normalise(block.image.credit)))
    return (block.kind, letters(block.text), block.level, block.ordered, block.number, image)


def test_marks_spans_and_numbers_read_back_from_a_page() -> None:
    marks = (
        Mark(MarkKind.LINK, 4, 17, "https://rat.example/a?b=1&c=2"),
        Mark(MarkKind.STRONG, 8, 17),
        Mark(MarkKind.QUOTE, 18, 24),
        Mark(MarkKind.BREAK, 24, 25),
        Mark(MarkKind.DELETED, 25, 29),
    )
    cells = (Cell(rows=2, header=True), Cell(align="right"))
    blocks = (
        Block(BlockKind.LEAD, "Worum es geht."),
        figure(
            Image("b.jpg", "Der Saal", "Foto: E. Probe", "Saal"), (Mark(MarkKind.EMPHASIS, 4, 8),)
        ),
        Block(BlockKind.PARAGRAPH, "Der Rat der Stadt „Ende“ viel mehr.", marks=marks),
        Block(BlockKind.LIST_ITEM, "siebtens", ordered=True, number=7),
        Block(BlockKind.TABLE_ROW, "Ort\tZahl", number=1),
        Block(BlockKind.TABLE_ROW, "Kiel\t3", number=2, cells=cells),
        Block(BlockKind.TABLE_ROW, "\t4", number=3),
        Block(BlockKind.TABLE_ROW, "Zweite\tTabelle", number=1),
        Block(
            BlockKind.EMBED,
            "Film (f.example)",
            marks=(Mark(MarkKind.LINK, 0, 16, "https://f.example/1"),),
        ),
    )
    version = source_version(Article(Metadata(title="Titel"), blocks), lang="de")
    assert clean(load_text(render(version, "html"), name="a.html", stem="a")).blocks == blocks
