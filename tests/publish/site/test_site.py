"""A site of what is published: its pages, what they say to machines, where they lead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from publish.samples import METADATA, sample_translation, sample_version

from translator.article import Block, BlockKind, Image, Metadata, Review, ReviewState, figure
from translator.errors import UsageError
from translator.publish.site import Entry, Site, build
from translator.publish.site.links import broken
from translator.publish.site.plan import link, plan, slug
from translator.publish.version import Version, source_version
from translator.settings import SiteSettings

Call = Callable[..., tuple[int, str, str]]
URL = "https://news.example/welt/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
REVIEW = Review(
    state=ReviewState.REVIEWED, by="Anna Beispiel", at="2026-11-26T22:07:00Z", segments=9, changed=2
)


def original() -> Version:
    return source_version(sample_translation().article, lang="de")


def entries() -> list[Entry]:
    english = sample_version()
    portuguese = replace(english, lang="pt", metadata=replace(METADATA, title="Ponte reaberta"))
    alone = Metadata(title="Nur deutsch", lang="de", date="2025-01-02", section="Kultur")
    text = (Block(BlockKind.PARAGRAPH, "Ein Satz."),)
    other = Version(
        lang="de",
        source_lang="de",
        source_title="Nur deutsch",
        source_file="input/nur.html",
        metadata=alone,
        blocks=text,
        state=ReviewState.SOURCE,
    )
    return [
        Entry("orte/bruecke", original()),
        Entry("orte/bruecke", english),
        Entry("orte/bruecke", portuguese),
        Entry("nur", other),
    ]


PLAIN = SiteSettings()


def made(settings: SiteSettings = PLAIN, found: list[Entry] | None = None) -> Site:
    return build(entries() if found is None else found, settings)


def page(site: Site, path: str) -> BeautifulSoup:
    return BeautifulSoup(site.files[path], "lxml")


def test_every_language_has_a_list_and_every_article_a_page() -> None:
    site = made()
    assert site.languages == ("de", "en", "pt")
    assert site.articles == 2
    assert sorted(site.files) == [
        "de-en/orte/bruecke.html",
        "de-pt/orte/bruecke.html",
        "de/index.html",
        "de/nur.html",
        "de/orte/bruecke.html",
        "de/section-kultur.html",
        "de/section-politik.html",
        "en-pt/orte/bruecke.html",
        "en/index.html",
        "en/orte/bruecke.html",
        "en/section-politik.html",
        "index.html",
        "pt/index.html",
        "pt/orte/bruecke.html",
        "pt/section-politik.html",
        "style.css",
    ]


@pytest.mark.parametrize("url", ["", URL])
def test_no_address_within_the_site_leads_to_nothing(url: str) -> None:
    assert made(SiteSettings(url=url)).problems == ()


def test_a_link_that_leads_to_nothing_is_said() -> None:
    files = {"en/a.html": b'<a href="b.html">b</a> <a href="../style.css">s</a>', "style.css": b""}
    assert list(broken(files)) == ["en/a.html: leads to b.html, which is not there"]


def test_the_newest_article_comes_first_with_its_picture_and_lead() -> None:
    cards = page(made(), "de/index.html").select(".card")
    assert [card.h2.get_text() for card in cards] == ["Nur deutsch", "Brücke wieder offen"]
    assert cards[1].img["src"] == "https://www.example.org/bild.jpg"
    assert "Nach zwei Jahren." in cards[1].get_text()
    assert "12. November 2024" in cards[1].get_text()
    assert cards[0].img is None


def test_the_switch_names_the_versions_that_are_there() -> None:
    site = made()
    switch = page(site, "en/orte/bruecke.html").select(".languages a")
    assert [(a.get_text(), a["href"], a.get("aria-current")) for a in switch] == [
        ("Deutsch", "../../de/orte/bruecke.html", None),
        ("English", "bruecke.html", "page"),
        ("Português", "../../pt/orte/bruecke.html", None),
    ]
    assert not page(site, "de/nur.html").select(".languages")


def alternates(site: Site, path: str) -> dict[str, str]:
    found = page(site, path).select('link[rel="alternate"][hreflang]')
    return {link["hreflang"]: urljoin(URL + path, link["href"]) for link in found}


@pytest.mark.parametrize("url", ["", URL])
def test_hreflang_is_reciprocal_and_names_the_page_itself(url: str) -> None:
    site = made(SiteSettings(url=url))
    sets = 0
    for path in site.files:
        if path.endswith(".html"):
            found = alternates(site, path)
            own = {lang: address for lang, address in found.items() if lang != "x-default"}
            sets += bool(own)
            for lang, address in found.items():
                there = address.removeprefix(URL)
                assert lang == "x-default" or page(site, there).html["lang"] == lang
                assert alternates(site, there) == found
            assert not own or URL + path in found.values()
            assert ("x-default" in found) == bool(own and url)
    assert sets == (10 if url else 9)  # the start page is the x-default of the lists


def test_addresses_for_the_world_are_whole_only_with_an_address() -> None:
    with_url = page(made(SiteSettings(url=URL)), "en/orte/bruecke.html")
    assert with_url.select_one('link[rel="canonical"]')["href"] == f"{URL}en/orte/bruecke.html"
    assert with_url.select_one('meta[property="og:url"]')["content"].startswith(URL)
    without = made()
    assert page(without, "en/orte/bruecke.html").select_one('link[rel="canonical"]') is None
    assert not {"sitemap.xml", "en/feed.xml"} & without.files.keys()


def linked(site: Site, path: str) -> dict[str, object]:
    data: dict[str, object] = json.loads(page(site, path).select_one("script").string)
    return data


def test_a_translation_says_to_machines_what_it_is() -> None:
    site = made(SiteSettings(url=URL))
    data = linked(site, "en/orte/bruecke.html")
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Bridge open again"
    assert data["inLanguage"] == "en"
    assert data["url"] == f"{URL}en/orte/bruecke.html"
    assert data["translationOfWork"] == {
        "@type": "NewsArticle",
        "headline": "Brücke wieder offen",
        "inLanguage": "de",
        "url": "https://www.example.org/bruecke?a=1&b=2",
        "author": [{"@type": "Person", "name": "Ada Beispiel"}],
    }
    assert data["digitalSourceType"].endswith("/TrainedAlgorithmicMediaDigitalSource")
    assert "editor" not in data
    assert "translationOfWork" not in linked(site, "de/orte/bruecke.html")


def disclosure(site: Site, path: str) -> str | None:
    found = page(site, path).select_one('meta[name="ai-disclosure"]')
    return found["content"] if found else None


def test_who_reviewed_it_stands_in_the_notice_and_for_machines() -> None:
    reviewed = replace(sample_version(), state=ReviewState.REVIEWED, review=REVIEW)
    site = made(found=[Entry("b", original()), Entry("b", reviewed)])
    assert disclosure(site, "en/b.html") == "ai-assisted"
    assert "Reviewed by Anna Beispiel" in page(site, "en/b.html").select_one(".notice").get_text()
    data = linked(site, "en/b.html")
    assert data["editor"] == [{"@type": "Person", "name": "Anna Beispiel"}]
    assert data["digitalSourceType"].endswith("/CompositeWithTrainedAlgorithmicMediaDigitalSource")
    assert disclosure(made(), "en/orte/bruecke.html") == "ai-autonomous"
    assert disclosure(made(), "de/orte/bruecke.html") is None


def test_what_nobody_reviewed_can_be_kept_from_search_engines() -> None:
    settings = SiteSettings(url=URL, noindex=True)
    reviewed = replace(sample_version(), lang="pt", state=ReviewState.REVIEWED, review=REVIEW)
    site = made(
        settings, [Entry("b", original()), Entry("b", sample_version()), Entry("b", reviewed)]
    )
    closed = [
        path
        for path in ("de/b.html", "en/b.html", "pt/b.html")
        if page(site, path).select('meta[name="robots"]')
    ]
    assert closed == ["en/b.html"]
    listed = [
        node.text
        for node in ElementTree.fromstring(site.files["sitemap.xml"]).iter(f"{SITEMAP}loc")
    ]
    assert f"{URL}pt/b.html" in listed
    assert f"{URL}en/b.html" not in listed


def test_the_feed_has_dated_articles_and_whole_addresses() -> None:
    site = made(SiteSettings(url=URL, title="Die Welt am Deich"))
    feed = ElementTree.fromstring(site.files["de/feed.xml"])
    assert feed.findtext(f"{ATOM}title") == "Die Welt am Deich"
    found = [
        (
            entry.findtext(f"{ATOM}title"),
            entry.findtext(f"{ATOM}updated"),
            entry.findtext(f"{ATOM}id"),
        )
        for entry in feed.iter(f"{ATOM}entry")
    ]
    assert found == [
        ("Nur deutsch", "2025-01-02T00:00:00Z", f"{URL}de/nur.html"),
        ("Brücke wieder offen", "2024-11-12T09:30:00+01:00", f"{URL}de/orte/bruecke.html"),
    ]
    assert feed.findtext(f"{ATOM}updated") == "2025-01-02T00:00:00Z"


def test_the_map_names_the_versions_of_every_article() -> None:
    root = ElementTree.fromstring(made(SiteSettings(url=URL)).files["sitemap.xml"])
    by_address = {
        node.findtext(f"{SITEMAP}loc"): [
            other.attrib["hreflang"] for other in node if other.tag.endswith("}link")
        ]
        for node in root
    }
    assert by_address[f"{URL}en/orte/bruecke.html"] == ["de", "en", "pt"]
    assert by_address[f"{URL}de/nur.html"] == ["de"]


def test_two_versions_stand_side_by_side_block_by_block() -> None:
    rows = page(made(), "de-en/orte/bruecke.html").select(".row:not(.heads)")
    pairs = [
        tuple(side.get_text(" ", strip=True) for side in row.find_all("div", recursive=False))
        for row in rows
    ]
    assert pairs[0] == ("Nach zwei Jahren.", "After two years.")
    assert ("Es waren 3,5 Mio. Euro.", "It was 3.5 million euros.") in pairs
    assert ("Jahr Kosten 2024 3,5", "Year Costs 2024 3.5") in pairs
    assert all(all(pair) for pair in pairs)


def test_a_section_has_the_name_that_the_house_gives_it() -> None:
    site = made(SiteSettings(sections={"Politik": {"en": "Politics"}}))
    english = page(site, "en/section-politik.html")
    assert english.h1.get_text() == "Politics"
    assert not english.select("[lang=de].above, .sections [lang]")
    assert page(site, "pt/index.html").select_one(".sections a")["lang"] == "de"


def test_a_copied_picture_is_shown_from_every_page() -> None:
    url = "../../pictures/orte/bruecke/bild-0a1b2c3d.jpg"
    blocks = (figure(Image(url, "Am Abend")), Block(BlockKind.PARAGRAPH, "Ein Satz."))
    version = replace(original(), blocks=blocks)
    site = made(SiteSettings(url=URL), [Entry("orte/bruecke", version)])
    assert site.pictures == ("pictures/orte/bruecke/bild-0a1b2c3d.jpg",)
    assert site.problems == ()
    assert page(site, "de/index.html").img["src"] == "../pictures/orte/bruecke/bild-0a1b2c3d.jpg"
    shared = page(site, "de/orte/bruecke.html").select_one('meta[property="og:image"]')
    assert shared["content"] == f"{URL}pictures/orte/bruecke/bild-0a1b2c3d.jpg"


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2025-10-03", "2025-10-03T00:00:00Z"),
        ("2025-10-03T06:15", "2025-10-03T06:15:00Z"),
        ("2025-10-03T06:15:00+02:00", "2025-10-03T06:15:00+02:00"),
        ("2025-10-03 06:15:07.25-0500", "2025-10-03T06:15:07-05:00"),
        ("in October", None),
    ],
)
def test_times_in_a_feed_are_whole(date: str, published: str | None) -> None:
    version = replace(original(), metadata=replace(original().metadata, date=date))
    feed = made(SiteSettings(url=URL), [Entry("b", version)]).files["de/feed.xml"].decode()
    assert re.findall("<published>(.*?)</published>", feed) == ([published] if published else [])


def test_bylines_and_days_are_written_as_their_language_does() -> None:
    said = {
        lang: page(made(found=[Entry("b", replace(sample_version(), lang=lang))]), f"{lang}/b.html")
        for lang in ("en", "pt", "fr", "ar")
    }
    assert {lang: found.select_one(".byline").get_text() for lang, found in said.items()} == {
        "en": "By Ada Beispiel · Beispielblatt · 12 November 2024",
        "pt": "Por Ada Beispiel · Beispielblatt · 12 de novembro de 2024",
        "fr": "Par Ada Beispiel · Beispielblatt · 12 novembre 2024",
        "ar": "Ada Beispiel · Beispielblatt · 12 نوفمبر 2024",
    }
    assert {found.select_one("[name=author]")["content"] for found in said.values()} == {
        "Ada Beispiel"
    }


def test_an_article_named_like_a_page_of_ours_gets_another_name() -> None:
    paths = plan([Entry("index", original()), Entry("INDEX", original())]).articles
    assert sorted(paths.values()) == ["de/INDEX-2.html", "de/index-3.html"]


@pytest.mark.parametrize(
    ("name", "expected"), [("Küche & Garten", "kuche-garten"), ("Straße", "strasse"), ("政治", "x")]
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_addresses_are_seen_from_the_page() -> None:
    assert link("style.css", "en/orte/bruecke.html") == "../../style.css"
    assert link("en/a b.html", "") == "en/a%20b.html"


PAYLOAD = '</script></title><img src=x onerror=alert(1)>"><b>{{ 7 * 7 }}{% include "x" %}'


def test_what_a_page_says_is_shown_and_not_done() -> None:
    text = (Block(BlockKind.LEAD, PAYLOAD), Block(BlockKind.PARAGRAPH, PAYLOAD))
    metadata = Metadata(
        PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD, "javascript:alert(1)", "de", (PAYLOAD,)
    )
    bad = replace(original(), metadata=metadata, blocks=text, source_title=PAYLOAD)
    english = replace(sample_version(), metadata=metadata, blocks=text, source_title=PAYLOAD)
    site = made(SiteSettings(title=PAYLOAD, url=URL), [Entry("b", bad), Entry("b", english)])
    for path, data in site.files.items():
        if path.endswith(".html"):
            soup = BeautifulSoup(data, "lxml")
            assert not soup.select("[onerror], img, b"), path
            assert len(soup.select("script")) == (path.count("/b.html") and "-" not in path)
            assert b"javascript:" not in data
            assert "49" not in soup.get_text()
        elif path.endswith(".xml"):
            ElementTree.fromstring(data)


def test_a_house_replaces_single_templates(tmp_path: Path) -> None:
    (tmp_path / "start.html").write_text("<p>{{ site }}: {{ languages | length }}</p>", "utf-8")
    (tmp_path / "site.css").write_text("body { color: red }", "utf-8")
    site = made(SiteSettings(title="Deich", templates=tmp_path))
    assert site.files["index.html"] == b"<p>Deich: 3</p>"
    assert site.files["style.css"] == b"body { color: red }"
    assert page(site, "en/index.html").h1.get_text() == "Articles"


def test_a_wrong_template_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "list.html").write_text("<p>\n{% fro x in y %}\n", "utf-8")
    with pytest.raises(UsageError) as wrong:
        made(SiteSettings(templates=tmp_path))
    assert (wrong.value.path, wrong.value.line) == (tmp_path / "list.html", 2)


def test_the_same_versions_make_the_same_bytes_in_any_order() -> None:
    assert made(found=entries()[::-1]).files == made().files
