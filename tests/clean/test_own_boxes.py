"""Boxes with facts, notes, names below quotations, announced lists and lines below the text."""

from __future__ import annotations

import pytest

from tests.clean.test_belonging import TEXTS, TITLE, page, paragraphs, texts

FACT = "Der Deich ist zwölf Kilometer lang und an seiner höchsten Stelle acht Meter hoch."
ITEMS = "<ul><li>Länge: 12 Kilometer<li>Höhe: 8 Meter</ul>"
NOTE = "Vgl. Muster, Die Deiche der Nordsee, Husum 1962, S. 12."
LIFE = "Ute Beispiel wurde 1899 in Husum geboren und lebte bis zu ihrem Tod auf einer Warft."
WRITER = "Jan Muster ist Redakteur in Husum und schreibt seit zehn Jahren über die Küste."
ASK = "Abonnieren Sie unseren Brief und erfahren Sie jeden Morgen, was an der Küste wichtig ist."
PLACES = "<ul><li><a href='/1'>Deichhaus Husum</a><li><a href='/2'>Zur Schleuse in Tönning</a></ul>"


def others(between: str = "", below: str = "") -> list[str]:
    """Return what is kept between and below the paragraphs of a page."""
    body = f"{paragraphs(0, 1)}{between}{paragraphs(2, 3)}{below}"
    found = texts(page(f"<article><h1>{TITLE}</h1>{body}</article>"))
    return [text for text in found if text not in TEXTS]


@pytest.mark.parametrize(
    ("box", "kept"),
    [
        (f"<aside><h3>Der Deich</h3><p>{FACT}</p></aside>", ["Der Deich", FACT]),
        (f"<aside><p>{FACT}</p></aside>", [FACT]),
        (
            f"<div class=infobox><h3>Der Deich</h3>{ITEMS}</div>",
            ["Der Deich", "Länge: 12 Kilometer", "Höhe: 8 Meter"],
        ),
        (f"<aside class=fact-box>{ITEMS}</aside>", ["Länge: 12 Kilometer", "Höhe: 8 Meter"]),
        (f"<section class=factbox><p>{FACT}</p></section>", [FACT]),
        (f"<aside><p>{FACT} <a href='/1'>Mehr</a></p></aside>", []),
        (f"<aside><p>{ASK}</p></aside>", []),
        (f"<aside><h3>Lesen Sie auch</h3><p>{FACT}</p></aside>", []),
        (f"<aside><p>{FACT}</p><form><input type=email></form></aside>", []),
        (f"<aside><p>{WRITER}</p></aside>", []),
        (f"<div class=infobox><h3>Bitte beachten:</h3><p>{FACT}</p></div>", []),
        (f"<aside><p>{TEXTS[0]}</p></aside>", []),
        (
            f"<div class=bio><p>{LIFE}</p><p>Sie schrieb viel.</p></div>",
            [LIFE, "Sie schrieb viel."],
        ),
        (f"<div class=bio><p>{WRITER}</p></div>", []),
    ],
)
def test_a_box_of_sentences_or_facts_is_the_articles(box: str, kept: list[str]) -> None:
    assert others(box) == kept


def test_below_the_text_a_box_is_the_articles_where_it_is_called_so_and_headed() -> None:
    box = f"<aside class=infobox><h3>Der Deich</h3><p>{FACT}</p></aside>"
    assert others(below=box) == ["Der Deich", FACT]
    assert others(below=box.replace(" class=infobox", "")) == []
    assert others(below=box.replace("<h3>Der Deich</h3>", "")) == []


@pytest.mark.parametrize("notes", [f"<ol><li>{NOTE}</ol>", f"<p>{NOTE}</p>"], ids=["list", "p"])
def test_notes_below_the_text_stay_and_other_footers_go(notes: str) -> None:
    assert others(below=f"<footer class=footnotes>{notes}</footer>") == [NOTE]
    assert others(below=f"<footer>{notes}</footer>") == []


def test_the_footer_of_a_quotation_says_who_is_quoted() -> None:
    said = "Wer nicht deichen will, der muss weichen, so sagten es die Alten."
    quotation = f"<blockquote><p>{said}</p><footer>Ute Beispiel, Deichgräfin</footer></blockquote>"
    assert others(quotation) == [said, "Ute Beispiel, Deichgräfin"]


@pytest.mark.parametrize(
    ("announced", "count"),
    [("Diese Orte lohnen sich:", 2), ("Lesen Sie auch:", 0), ("Es lohnen sich viele Orte.", 0)],
)
def test_links_that_a_line_announces_are_a_list_of_the_article(announced: str, count: int) -> None:
    found = others(below=f"<p>{announced}</p>{PLACES}")
    assert len([text for text in found if text != announced]) == count


def test_a_table_of_contents_is_no_announced_list() -> None:
    assert others(below=f"<p>Diese Orte lohnen sich:</p>{PLACES.replace('/', '#', 1)}")[1:] == [
        "Zur Schleuse in Tönning"
    ]


def test_place_and_contact_of_an_event_stand_below_its_text() -> None:
    lines = ["Ort: Deichhaus, Deichstraße 1, Husum", "Kontakt: Ute Beispiel, 04841 000"]
    assert others(below="".join(f"<p>{line}</p>" for line in lines)) == lines
    assert others(below="<p>Pressekontakt: Ute Beispiel, 04841 000</p>") == []


SOURCE = "Quelle: Statistisches Landesamt"
ROWS = "<tr><th>Jahr</th><th>Deiche</th></tr><tr><td>2021</td><td>12</td></tr><tr><td>2022</td><td>14</td></tr>"


@pytest.mark.parametrize(
    "table",
    [
        f"<table>{ROWS}</table><p>{SOURCE}</p>",
        f"<figure><table>{ROWS}</table><figcaption>{SOURCE}</figcaption></figure>",
        f"<table>{ROWS}<tfoot><tr><td colspan=2>{SOURCE}</td></tr></tfoot></table>",
    ],
)
def test_a_table_keeps_the_line_that_says_where_its_figures_are_from(table: str) -> None:
    rows = ["Jahr\tDeiche", "2021\t12", "2022\t14"]
    assert [text.rstrip() for text in others(table)] == [*rows, SOURCE]
    assert [text.rstrip() for text in others(below=table)] == [*rows, SOURCE]


def test_the_source_of_an_article_is_none_of_its_text() -> None:
    assert others(below=f"<p>{SOURCE}</p>") == []
