"""Microdata: read on any element, below JSON-LD and meta tags, and only from the page's article."""

from __future__ import annotations

import pytest

from translator.clean import clean
from translator.clean.microdata import items
from translator.clean.parse import parse
from translator.clean.publication_date import iso
from translator.clean.structured import Structured, structured
from translator.load import load_text

MARKED = """
<article itemscope itemtype="https://schema.org/NewsArticle">
  <link itemprop="mainEntityOfPage" href="https://bote.example/bruecke">
  <span itemprop="articleSection">Lokales</span>
  <h1 itemprop="headline">Die alte  Brücke <em>bleibt</em></h1>
  <p itemprop="description">Der Rat stimmt für die Sanierung.</p>
  <div itemprop="author" itemscope itemtype="https://schema.org/Person">
    Von <a itemprop="url" href="/autor/eva"><span itemprop="name">Eva Probe</span></a></div>
  <time itemprop="datePublished" datetime="2024-05-02T06:00:00+02:00">gestern</time>
  <figure itemprop="image" itemscope itemtype="https://schema.org/ImageObject">
    <img itemprop="url" src="//bilder.example/bruecke.jpg">
    <figcaption itemprop="caption">Die Brücke am Morgen</figcaption></figure>
  <div itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
    <meta itemprop="name" content="Talbote"></div>
  <div itemprop="articleBody"><p>Der Rat hat am Donnerstag entschieden, dass die Brücke über
  den Bach nicht abgerissen, sondern in den nächsten beiden Jahren saniert wird.</p><p>Die Kosten
  teilen sich nach Angaben der Verwaltung die Stadt und der Landkreis, wie es vor einem Jahr
  vereinbart worden war.</p></div>
</article>
"""


def read(body: str, head: str = "") -> Structured:
    return structured(parse(f"<html><head>{head}</head><body>{body}</body></html>"))


def test_an_article_with_nothing_but_microdata() -> None:
    facts = read(MARKED)
    assert facts.headline == "Die alte Brücke bleibt"
    assert facts.description == "Der Rat stimmt für die Sanierung."
    assert facts.authors == ("Eva Probe",)
    assert iso(facts.published) == "2024-05-02T06:00:00+02:00"
    assert (facts.section, facts.publisher) == ("Lokales", "Talbote")
    assert facts.url == "https://bote.example/bruecke"
    assert facts.images == (("https://bilder.example/bruecke.jpg", "Die Brücke am Morgen", ""),)


@pytest.mark.parametrize(
    "byline",
    [
        '<span itemprop="author">Eva Probe</span>',
        '<span itemprop="author">Von Eva Probe</span>',
        '<span itemprop="author">Autorin: Eva Probe</span>',
        '<a itemprop="author" rel="author" href="/autor/eva">Eva Probe</a>',
        '<span itemprop="author creator" content="Eva Probe">ep</span>',
        '<i itemprop="author" itemscope><b itemprop="name">Eva Probe</b>, Bonn</i>',
    ],
)
def test_authors_as_sites_mark_them(byline: str) -> None:
    facts = read(f'<div itemscope itemtype="http://schema.org/Article">{byline}</div>')
    assert facts.authors == ("Eva Probe",)


def test_a_property_that_comes_twice() -> None:
    facts = read(
        '<div itemscope itemtype="http://schema.org/BlogPosting"><b itemprop="author">Eva Probe</b>'
        ' und <b itemprop="author">Max Vonderau</b></div>'
    )
    assert facts.authors == ("Eva Probe", "Max Vonderau")


def test_json_ld_and_meta_tags_rank_above_microdata() -> None:
    facts = read(
        MARKED,
        '<script type="application/ld+json">{"@type": "Article", "headline": "Aus JSON"}</script>'
        '<meta property="og:site_name" content="Aus OpenGraph">'
        '<meta name="author" content="Aus Meta">'
        '<meta property="article:published_time" content="2020-01-01">',
    )
    assert facts.headline == "Aus JSON"
    assert (facts.publisher, facts.authors, facts.published) == ("", (), "")
    assert facts.meta["og:site_name"] == "Aus OpenGraph"
    assert facts.section == "Lokales"  # neither of them says it


def test_the_address_of_a_profile_names_no_author() -> None:
    facts = read(MARKED, '<meta property="article:author" content="https://netz.example/eva">')
    assert facts.authors == ("Eva Probe",)


def test_a_teaser_is_not_the_article() -> None:
    teaser = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><a itemprop="url"'
        ' href="https://bote.example/{0}"><h3 itemprop="headline">Teaser {0}</h3></a>'
        '<b itemprop="author">Uwe Fremd</b></div>'
    )
    teasers = teaser.format(1) + teaser.format(2)
    assert read(teasers + MARKED).headline == "Die alte Brücke bleibt"
    assert read(f"<h1>Etwas anderes</h1>{teasers}") == read("<h1>Etwas anderes</h1>")


def test_the_day_a_record_was_created_is_no_date_of_publication() -> None:
    facts = read(MARKED.replace('"datePublished"', '"dateCreated"'))
    assert (facts.headline, facts.published) == ("Die alte Brücke bleibt", "")


def test_an_item_of_another_kind_is_not_the_article() -> None:
    crumbs = (
        '<ol itemscope itemtype="https://schema.org/BreadcrumbList"><li itemprop="itemListElement"'
        ' itemscope itemtype="https://schema.org/ListItem"><b itemprop="name">Lokales</b></li></ol>'
    )
    assert read(crumbs).headline == ""
    inside = MARKED.replace("</article>", f"{crumbs}</article>")
    assert read(inside).headline == "Die alte Brücke bleibt"


def test_microdata_reach_the_article() -> None:
    found = clean(load_text(f"<html><body>{MARKED}</body></html>", name="x.html", stem="x"))
    assert found.metadata.title == "Die alte Brücke bleibt"
    assert (found.metadata.author, found.metadata.source) == ("Eva Probe", "Talbote")
    assert (found.metadata.date, found.metadata.section) == ("2024-05-02T06:00:00+02:00", "Lokales")
    assert found.metadata.url == "https://bote.example/bruecke"


def test_deep_and_wide_markup_is_read_within_bounds() -> None:
    deep = "<div itemscope itemprop=x>" * 2_000 + "<b itemprop=author>x</b>" * 20_000
    root = parse(f"<html><body>{deep}</body></html>")
    assert len(items(root)) <= 2_000
