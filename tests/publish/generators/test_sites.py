"""Built pages as readers get them: headline once, date, description, languages, pictures, marks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from publish.generators.build import ADDRESS, GENERATORS, LANGS, PICTURE, Page, Site, build
from publish.samples import ROUTE

from translator.article import (
    Block,
    BlockKind,
    Image,
    Mark,
    MarkKind,
    Metadata,
    Review,
    ReviewState,
    figure,
)
from translator.publish.version import Version

TITLES = {
    "de": "Größere Brücke: „Übermäßig“ schön",
    "en": "Larger bridge: “excessively” nice & new",
    "pt": "Ponte maior: «excessivamente» bonita",
}
LEAD = "Nach zwei Jahren, <kurz> vor Öffnung: 3 < 4 & fertig."
START = {
    f"output/{lang}/index.md": "---\ntitle: Start\nlang: de\n---\n\n# Start\n" for lang in LANGS
}
STEM = "stadt/brücke am see"


def rows(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.TABLE_ROW, t, number=n) for n, t in enumerate(texts, start=1))


SAID = "Der Rat sagt: sehr teuer, aber nicht mehr so hoch."


def over(kind: MarkKind, part: str, href: str = "") -> Mark:
    start = SAID.index(part)
    return Mark(kind, start, start + len(part), href)


BLOCKS = (
    Block(BlockKind.LEAD, LEAD),
    figure(Image(f"../../{PICTURE}", "Die Brücke am Abend", "Foto: Ada", "Brücke mit Ufer")),
    Block(BlockKind.HEADING, "Die Kosten", level=2),
    Block(
        BlockKind.PARAGRAPH,
        SAID,
        marks=(
            over(MarkKind.LINK, "Rat", "https://rat.example/?a=1&b=2"),
            over(MarkKind.STRONG, "sehr teuer"),
            over(MarkKind.DELETED, "nicht mehr"),
            over(MarkKind.EMPHASIS, "so hoch"),
        ),
    ),
    Block(BlockKind.PARAGRAPH, "H2O\nzweite Zeile", marks=(
        Mark(MarkKind.SUB, 1, 2), Mark(MarkKind.BREAK, 3, 4),
    )),
    Block(BlockKind.LIST_ITEM, "Stahl", level=0),
    Block(BlockKind.LIST_ITEM, "verzinkt", level=1, ordered=True, number=1),
    Block(BlockKind.LIST_ITEM, "lackiert", level=1, ordered=True, number=2),
    Block(BlockKind.LIST_ITEM, "rot", level=2),
    Block(BlockKind.LIST_ITEM, "Beton", level=0),
    Block(BlockKind.QUOTE, "Das hält."),
    *rows("Jahr\tKosten", "2024\t3,5 | 4", "2025\t"),
    Block(BlockKind.CODE, "x = {a}\n\n  y = <b>"),
    Block(BlockKind.EMBED, "Film", marks=(Mark(MarkKind.LINK, 0, 4, "https://filme.example/7"),)),
)  # fmt: skip


def versions(**changes: object) -> list[tuple[str, Version]]:
    found = []
    for lang in LANGS:
        meta = Metadata(
            title=TITLES[lang],
            author="Ada Beispiel, Bö Muster",
            date="2024-11-12T09:30:00+01:00",
            section="Politik & Stadt",
            source="Beispielblatt",
            url="https://www.example.org/bruecke?a=1&b=2",
            tags=("Brücken", "Verkehr"),
        )
        version = Version(
            lang=lang,
            source_lang="de",
            source_title=TITLES["de"],
            source_file="input/brücke.html",
            metadata=meta,
            blocks=BLOCKS,
            route=None if lang == "de" else replace(ROUTE, languages=("de", lang)),
            state=ReviewState.SOURCE if lang == "de" else ReviewState.MACHINE,
        )
        found.append((STEM, replace(version, **changes) if lang != "de" else version))  # type: ignore[arg-type]
    undated = replace(found[0][1].metadata, title="Ohne Datum", date="gestern", author="")
    return [*found, ("ohne datum", replace(found[0][1], metadata=undated, blocks=BLOCKS[2:4]))]


@pytest.fixture(scope="module", params=GENERATORS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    generator, root = GENERATORS[request.param], tmp_path_factory.mktemp(request.param)
    return build(generator, root, versions(), more=START if generator.name == "mkdocs" else None)


@pytest.fixture(params=LANGS)
def page(request: pytest.FixtureRequest, site: Site) -> Page:
    return site.page(request.param, TITLES[request.param])


def lang_of(page: Page) -> str:
    assert page.soup.html
    return str(page.soup.html["lang"])


def test_the_headline_stands_there_once(page: Page) -> None:
    title = TITLES[lang_of(page)]
    assert page.headlines.count(title) == 1
    assert page.soup.title
    assert title in page.soup.title.get_text()


def test_date_and_description_are_those_of_the_article(page: Page) -> None:
    time = page.soup.find("time")
    assert time
    assert str(time["datetime"]).startswith("2024-11-12")
    described = page.soup.find("meta", attrs={"name": "description"})
    assert described
    assert str(described["content"]).replace("\u200b", "") == LEAD


def test_every_version_names_the_others_and_leads_to_them(page: Page) -> None:
    others = set(LANGS) - {lang_of(page)}
    for links in (page.soup.find_all("link", hreflang=True), page.soup.body.find_all("a", hreflang=True)):  # type: ignore[union-attr]  # fmt: skip
        found = {str(link["hreflang"]): str(link["href"]) for link in links}
        assert others <= set(found) <= set(LANGS)
        for lang in others:
            there = Page(page.root, page.leads_to(found[lang]))
            assert TITLES[lang] in there.headlines


def test_the_picture_is_found_with_its_caption(page: Page) -> None:
    image = page.soup.find("img", alt="Brücke mit Ufer")
    assert image
    assert page.leads_to(str(image["src"])) == page.root / PICTURE
    assert page.leads_to(str(image["src"])).is_file()
    assert "Die Brücke am Abend" in page.text
    assert "Foto: Ada" in page.text


def test_marks_lists_tables_and_code_are_what_they_were(page: Page) -> None:
    soup = page.soup
    link = soup.find("a", href="https://rat.example/?a=1&b=2")
    assert link
    assert link.get_text() == "Rat"
    said = {name: [one.get_text() for one in soup.find_all(name)] for name in ("strong", "em", "del", "sub", "s")}  # fmt: skip
    assert "sehr teuer" in said["strong"]
    assert "nicht mehr" in said["del"] + said["s"]
    assert "so hoch" in said["em"]
    assert "2" in said["sub"]
    broken = next(p for p in soup.find_all("p") if p.get_text().startswith("H2O"))
    assert broken.find("br")
    items = [li for li in soup.find_all("li") if li.get_text().strip().startswith("Stahl")]
    assert [i.get_text().strip().split()[0] for i in items[-1].ol.find_all("li", recursive=False)] == ["verzinkt", "lackiert"]  # type: ignore[union-attr]  # fmt: skip
    assert items[-1].ol.ul.get_text().strip() == "rot"  # type: ignore[union-attr]
    assert soup.blockquote
    assert soup.blockquote.get_text().strip() == "Das hält."
    cells = [[c.get_text().strip() for c in row.find_all(["th", "td"])] for row in soup.table.find_all("tr")]  # type: ignore[union-attr]  # fmt: skip
    assert cells == [["Jahr", "Kosten"], ["2024", "3,5 | 4"], ["2025", ""]]
    assert soup.pre
    assert soup.pre.get_text().strip("\n") == "x = {a}\n\n  y = <b>"
    assert soup.find("a", href="https://filme.example/7")


def test_nothing_of_the_files_shows(page: Page) -> None:
    html = page.path.read_text(encoding="utf-8")
    for trace in ("provenance", "content-digest", "sha256", "translationKey", "\\<", "\\*", "&amp;lt;", "&amp;#"):  # fmt: skip
        assert trace not in html.replace("#the-provenance", "")
    assert "~~" not in page.text
    assert "**" not in page.text
    assert " --- " not in page.text
    assert LEAD in page.text


def test_translations_say_so_on_top(page: Page) -> None:
    said = {"en": "Machine translation", "pt": "Tradução automática"}.get(lang_of(page))
    if said:
        assert page.text.index(said) < page.text.index("Die Kosten")
    assert ("Argos de-en 1.0" in page.text) == bool(said)


def test_no_other_language_stands_in_for_a_version_that_there_is_not(site: Site) -> None:
    found = [page for page in site.pages if page.is_of("Ohne Datum")]
    assert [lang_of(page) for page in found] == ["de"]
    named = {str(link["hreflang"]) for link in found[0].soup.find_all(hreflang=True)}
    assert named <= {"de"}


def test_an_article_whose_date_is_none_stops_no_build(site: Site) -> None:
    assert "gestern" not in site.page("de", "Ohne Datum").text


@pytest.mark.parametrize("name", ["hugo", "mkdocs", "pelican", "eleventy"])
def test_a_draft_is_on_no_list_until_somebody_has_reviewed_it(name: str, tmp_path: Path) -> None:
    drafts = build(GENERATORS[name], tmp_path / "drafts", versions(), draft=True)
    said = {lang for p in shown(drafts) for lang, title in TITLES.items() if title in p.text}
    assert said == {"de"}
    assert {lang_of(p) for p in shown(drafts) if p.is_of(TITLES["de"])} == {"de"}
    review = Review(state=ReviewState.REVIEWED, by="Ada", at="2026-10-03T08:00:00Z")
    vouched = versions(state=review.state, review=review)
    ready = build(GENERATORS[name], tmp_path / "ready", vouched, draft=True)
    said = {lang for p in shown(ready) for lang, title in TITLES.items() if title in p.text}
    assert said == set(LANGS)


def shown(site: Site) -> list[Page]:
    """Return the pages that readers find: Pelican keeps drafts in a folder that nothing leads to."""
    return [page for page in site.pages if "drafts" not in page.path.relative_to(site.root).parts]


def test_the_site_is_where_the_docs_say(site: Site) -> None:
    assert (site.root / PICTURE).is_file()
    assert ADDRESS.startswith("https://")
