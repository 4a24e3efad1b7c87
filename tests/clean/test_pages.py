"""Web pages: structure, structured data, site rules, and what would break a parser."""

from __future__ import annotations

import contextlib

import pytest

from translator.article import Article, BlockKind, Cell
from translator.clean import clean
from translator.clean.page import read
from translator.clean.parse import grow, parse
from translator.clean.pieces import Piece
from translator.clean.structured import structured
from translator.errors import CleanError
from translator.load import load_text
from translator.settings import SiteRules

FIRST = (
    "Die Minister haben sich nach langen Verhandlungen in der Nacht auf einen neuen Vertrag "
    "geeinigt, der im Januar in Kraft treten soll und zunächst für drei Jahre gilt."
)
SECOND = (
    "Bis dahin müssen ihm die Parlamente aller neun Staaten zustimmen, was in zwei von ihnen "
    "nach Ansicht von Fachleuten keineswegs als sicher gelten kann."
)


def page(body: str, head: str = "") -> str:
    return f"<html lang='de'><head>{head}</head><body>{body}</body></html>"


def pieces_of(text: str) -> list[Piece]:
    return read(grow(parse(text)).soup).pieces


def article(
    body: str, head: str = "", *, url: str = "", sites: tuple[SiteRules, ...] = ()
) -> Article:
    text = page(body, head)
    return clean(load_text(text, name="seite.html", stem="seite", url=url), sites)


def test_pieces_know_their_kind() -> None:
    pieces = pieces_of(
        page(
            "<h2>Titel</h2><p>Ein <b>Satz</b><br>geht weiter.</p><ul><li>eins<ol><li>innen</li></ol>"
            "</li></ul><pre>a\n  b</pre><p>A<br><br>B</p><p hidden>nie</p>"
            "<p style='display: none'>nie</p><button>Knopf</button>"
        )
    )
    assert [(p.kind.value, p.level, p.ordered, p.text) for p in pieces] == [
        ("heading", 2, False, "Titel"),
        ("paragraph", 0, False, "Ein Satz geht weiter."),
        ("list_item", 0, False, "eins"),
        ("list_item", 1, True, "innen"),
        ("code", 0, False, "a\n  b"),
        ("paragraph", 0, False, "A"),
        ("paragraph", 0, False, "B"),
        ("paragraph", 0, False, "Knopf"),
    ]


def marks_of(markup: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the text of the only piece, and its marks as kind, text below and address."""
    (piece,) = pieces_of(page(markup))
    marks = [
        (mark.kind.value, piece.text[mark.start : mark.end], mark.href) for mark in piece.marks
    ]
    return piece.text, marks


@pytest.mark.parametrize(
    ("markup", "text", "marks"),
    [
        (
            "<p>Der <a href='/rat'>Rat <b>der</b> Stadt </a>hat <em> heute</em> getagt</p>",
            "Der Rat der Stadt hat heute getagt",
            [("link", "Rat der Stadt", "/rat"), ("strong", "der", ""), ("emphasis", "heute", "")],
        ),
        ("<p>Rund 15 m<sup>3 </sup>Erde</p>", "Rund 15 m³ Erde", []),
        ("<p>10<sup>6</sup> oder 10<sup>-6</sup>, km<sup>2</sup></p>", "10⁶ oder 10⁻⁶, km²", []),
        ("<p>mehr CO<sub>2</sub> als</p>", "mehr CO2 als", [("sub", "2", "")]),
        ("<p>Die M<sup>me</sup> kam</p>", "Die Mme kam", [("sup", "me", "")]),
        ("<p>kostet <s>20</s> 15 Euro</p>", "kostet 20 15 Euro", [("deleted", "20", "")]),
        ("<p>u<b>\u0308ber</b> alles</p>", "über alles", [("strong", "ber", "")]),
        ("<p>Rathaus<br>Markt 1</p>", "Rathaus Markt 1", [("break", " ", "")]),
        (
            "<p><span style='font-weight: 700'>fett</span> und mehr</p>",
            "fett und mehr",
            [("strong", "fett", "")],
        ),
        (
            "<p>im Jahr 2024<sup><a href='#f1'>1</a></sup> kamen 17<sup>[2]</sup></p>",
            "im Jahr 2024 kamen 17",
            [],
        ),
        ("<p><a href='x'><img src='b.png'></a> nur ein Bild</p>", "nur ein Bild", []),
    ],
)
def test_marks_lie_over_plain_text(
    markup: str, text: str, marks: list[tuple[str, str, str]]
) -> None:
    assert marks_of(markup) == (text, marks)


def test_a_line_that_was_wrapped_has_no_break() -> None:
    line = "Der Rat hat nach langer Aussprache und gegen die Stimmen der Opposition"
    text, marks = marks_of(f"<p>{line}<br>beschlossen, was alle erwartet hatten.</p>")
    assert (text, marks) == (f"{line} beschlossen, was alle erwartet hatten.", [])


def test_a_table_of_data_may_hold_blocks_and_spans() -> None:
    rows = (
        "<tr><th>Ort</th><th align='right'>Höhe</th></tr>"
        "<tr><td rowspan=2>Husum</td><td><ul><li>8,5</li><li>ab 2027: <b>9</b></li></ul></td></tr>"
        "<tr><td><p>7,8</p></td></tr>"
        "<tr><td colspan=2><table><tr><td>5,5</td><td>Meter</td></tr></table></td></tr>"
    )
    pieces = pieces_of(page(f"<table>{rows}</table>"))
    assert [(piece.kind, piece.text) for piece in pieces] == [
        (BlockKind.TABLE_ROW, "Ort\tHöhe"),
        (BlockKind.TABLE_ROW, "Husum\t8,5 ab 2027: 9"),
        (BlockKind.TABLE_ROW, "\t7,8"),
        (BlockKind.TABLE_ROW, "5,5 Meter\t"),
    ]
    assert pieces[0].cells == (Cell(), Cell(align="right"))
    assert (pieces[1].cells[0].rows, pieces[3].cells[0].columns) == (2, 2)
    (bold,) = pieces[1].marks
    assert pieces[1].text[bold.start : bold.end] == "9"


def test_cells_have_the_marks_of_running_text_and_lose_those_of_footnotes() -> None:
    rows = (
        "<tr><th>Wer<th>Was</tr><tr><td>Rat<td><q>so <q>nicht</q></q><sup>[2]</sup></tr>"
        "<tr><td>Amt<td>10<sup>6</sup></tr>"
    )
    _, piece, other = pieces_of(page(f"<table>{rows}</table>"))
    assert (piece.text, piece.notes) == ("Rat\t„so ‚nicht‘“", ("[2]",))
    assert other.text == "Amt\t10⁶"


def test_link_share_is_measured() -> None:
    text = page("<p><a href=x>ganz Link</a></p><p>halb <a href=x>Link</a></p><p>nichts</p>")
    assert [round(piece.links, 1) for piece in pieces_of(text)] == [1.0, 0.4, 0.0]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Titel", "author": "Eva Probe"}',
        '{"@type": ["Article", "Thing"], "headline": "Titel", "author": {"name": "Eva Probe"}}',
        (
            '[{"@type": "WebPage"}, {"@type": "ReportageNewsArticle", "headline": "Titel",'
            ' "author": [{"@type": "Person", "name": "Eva Probe"}]}]'
        ),
        '{"@graph": [{"@type": "BlogPosting", "headline": "<b>Titel</b>", "author": "Eva Probe",}]}',
        '<!--\n{"@type": "NewsArticle", "headline": "Ti\\u0074el", "author": "Eva Probe"}\n-->',
        '{"@type": "NewsArticle", "headline": "Titel", "author": "Eva\nProbe"}',
    ],
)
def test_json_ld_as_sites_write_it(script: str) -> None:
    root = parse(page("<p>x</p>", f'<script type="application/ld+json">{script}</script>'))
    facts = structured(root)
    assert facts.headline == "Titel"
    assert facts.authors == ("Eva Probe",)


@pytest.mark.parametrize("script", ["", "{", "null", "[[[[", '{"@type": 7}', "[" * 100_000])
def test_broken_json_ld_is_no_reason_to_fail(script: str) -> None:
    root = parse(page("<p>x</p>", f'<script type="application/ld+json">{script}</script>'))
    assert structured(root).headline == ""


def test_metadata_without_json_ld() -> None:
    found = article(
        f"<article><h1>Neun Staaten einig</h1><p>{FIRST}</p><p>{SECOND}</p></article>",
        '<title>Neun Staaten einig | Die Woche</title><meta name="author" content="Eva Probe">'
        '<meta property="article:published_time" content="2024-05-02T06:00:00Z">'
        '<meta property="og:site_name" content="Die Woche">'
        '<meta property="article:section" content="Ausland">'
        '<meta property="og:url" content="https://woche.example/neun">',
    ).metadata
    assert found.title == "Neun Staaten einig"
    assert (found.author, found.date) == ("Eva Probe", "2024-05-02T06:00:00+00:00")
    assert (found.source, found.section) == ("Die Woche", "Ausland")
    assert (found.url, found.lang) == ("https://woche.example/neun", "de")


def test_a_title_is_freed_of_the_name_of_the_site() -> None:
    found = article(
        f"<p>{FIRST}</p><p>{SECOND}</p>", "<title>Neun Staaten einig - Die Woche</title>"
    )
    assert found.metadata.title == "Neun Staaten einig"


def test_keep_rules_name_the_article() -> None:
    body = f"<div id=a><p>{FIRST}</p></div><div id=b><p>{SECOND}</p></div>"
    rules = SiteRules("woche.example", keep=("#b",))
    found = article(body, url="https://www.woche.example/x", sites=(rules,))
    assert [block.text for block in found.blocks] == [SECOND]


@pytest.mark.parametrize("selector", ["p:has(> a.shop)", 'p:-soup-contains("Parlamente")', "p + p"])
def test_selectors_know_what_an_element_holds(selector: str) -> None:
    body = f"<article><h1>Titel der Seite</h1><p>{FIRST}</p><p>{SECOND} <a class=shop href=/>Hier</a></p></article>"
    assert "Parlamente" in SECOND
    rules = SiteRules("woche.example", drop=(selector,))
    found = article(body, url="https://woche.example/x", sites=(rules,))
    assert [block.text for block in found.blocks] == [FIRST]


def test_keep_rules_that_match_nothing_change_nothing() -> None:
    body = f"<article><h1>Titel der Seite</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    rules = SiteRules("woche.example", keep=("#umgezogen",))
    plain = article(body, url="https://woche.example/x")
    assert article(body, url="https://woche.example/x", sites=(rules,)) == plain


def test_rules_are_those_of_the_longest_host() -> None:
    body = f"<article><h1>Titel der Seite</h1><p>{FIRST}</p><p class=x>{SECOND}</p></article>"
    sites = (
        SiteRules("example", drop=("p",)),
        SiteRules("blog.woche.example", drop=(".x",)),
        SiteRules("che.example", drop=("p",)),
    )
    found = article(body, url="https://blog.woche.example/x", sites=sites)
    assert [block.text for block in found.blocks] == [FIRST]


def test_an_element_is_no_chrome_if_it_holds_the_article() -> None:
    body = f"<div class='share newsletter'><h1>Neun Staaten</h1><p>{FIRST}</p><p>{SECOND}</p></div>"
    texts = [block.text for block in article(body).blocks]
    assert texts == [FIRST, SECOND]


def test_an_article_about_cookies_keeps_its_words() -> None:
    body = "".join(
        f"<p>Die Einwilligung in Cookies muss nach dem Urteil Nummer {n} auf jeder Website freiwillig "
        "sein, sonst verstößt die Speicherung gegen den Datenschutz, sagte die Richterin am Montag "
        "in Karlsruhe und verwies auf frühere Urteile des Gerichts.</p>"
        for n in range(4)
    )
    assert len(article(f"<article><h1>Urteil zu Cookies</h1>{body}</article>").blocks) == 4


@pytest.mark.parametrize(
    "body",
    ["", "<nav><a href=x>Politik</a></nav>", "<p>Kurz.</p>", "<script>alert(1)</script>"],
)
def test_a_page_without_an_article_says_so(body: str) -> None:
    with pytest.raises(CleanError, match="no article found") as caught:
        article(body)
    assert caught.value.path == "seite.html"
    assert caught.value.hint


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 30_000 + FIRST,
        "<b><i>" * 20_000 + FIRST,
        "<ul><li>" * 5_000 + FIRST,
        "<table><tr><td>" * 3_000 + FIRST,
        f"<p>{FIRST}</p>" * 3_000,
        "<p>" + "<a href=x>Wort</a> " * 20_000 + "</p>",
        "x" * 1_000_000,
        "<p " + "a=b " * 50_000 + f">{FIRST}</p>",
        f"<p>{FIRST}\x00\x0b&#11;&#x1f;</p><p>{SECOND}</p>",
    ],
    ids=["divs", "inline", "lists", "tables", "copies", "links", "word", "attributes", "controls"],
)
def test_hostile_pages_come_to_an_end(body: str) -> None:
    with contextlib.suppress(CleanError):
        article(body)


def test_the_kinds_of_blocks_survive() -> None:
    found = article(
        f"<article><h1>Neun Staaten einig</h1><p>{FIRST}</p><h3>Was folgt</h3><ol><li>Eins ist wahr</li>"
        f"<li>Zwei auch</li></ol><blockquote><p>Wir warten nicht bis zum Winter.</p></blockquote>"
        f"<table><tr><th>Staat</th><th>Jahr</th></tr><tr><td>Polen</td><td>2024</td></tr></table>"
        f"<p>{SECOND}</p></article>"
    )
    assert [block.kind for block in found.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTE,
        BlockKind.TABLE_ROW,
        BlockKind.TABLE_ROW,
        BlockKind.PARAGRAPH,
    ]
