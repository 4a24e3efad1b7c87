"""Text that an engine would lose whole, because of one element or character in it, stays."""

from __future__ import annotations

import pytest

from translator.article import Article, BlockKind
from translator.clean import clean
from translator.clean.normalise import normalise
from translator.load import load_text

FIRST = (
    "Der Kreistag hat am Mittwoch in Aurich beschlossen, die alte Bahnstrecke nach Esens wieder "
    "aufzubauen, und dafür vier Millionen Euro bereitgestellt."
)
LAST = (
    "Im Sommer sollen die ersten Schwellen verlegt werden, sagte die Landrätin, die seit Jahren "
    "für die Strecke wirbt und nun auf den Bund hofft."
)
TITLE = "Kreis baut Bahnstrecke wieder auf"


def article(body: str, head: str = "") -> Article:
    page = (
        f"<html lang='de'><head><title>{TITLE}</title>{head}</head><body><nav><a href='/'>Start</a>"
        f"</nav><main><article><h1>{TITLE}</h1><p>{FIRST}</p>{body}<p>{LAST}</p></article></main>"
        "<footer>Impressum</footer></body></html>"
    )
    return clean(load_text(page, name="seite.html", stem="seite"))


def between(body: str) -> list[str]:
    """Return the texts of the blocks between the first paragraph and the last."""
    texts = [block.text for block in article(body).blocks]
    assert (texts[0], texts[-1]) == (FIRST, LAST)
    return texts[1:-1]


NAMED = [
    f"<span class='{name}'>Esens</span>"
    for name in ("author", "teaser", "meta", "nav", "tags", "rating", "byline", "share-x", "widget")
]
OWN = ["<orts-name>Esens</orts-name>", "<ort>Esens</ort>", "<st1:place>Esens</st1:place>"]
DROPPED = [
    f"<{tag}>Esens</{tag}>" for tag in ("time", "label", "data", "output", "button", "noindex")
]
NESTED = [
    "<a class='nav hidden' href='/esens'>Esens</a>",
    "<span class='share'><b class='footer'>Esens</b></span>",
]


@pytest.mark.parametrize("element", [*NAMED, *OWN, *DROPPED, *NESTED])
def test_no_inline_element_takes_its_paragraph_along(element: str) -> None:
    assert between(f"<p>Der Zug hielt in {element} am Abend noch einmal vor dem Bahnhof.</p>") == [
        "Der Zug hielt in Esens am Abend noch einmal vor dem Bahnhof."
    ]
    assert between(f"<p>Er hielt in {element}.</p>") == ["Er hielt in Esens."]
    assert between(f"<h2>Streit um {element}</h2>") == ["Streit um Esens"]


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        ("<q>Esens</q>", "„Esens“"),
        ("<q>so <q>Esens</q></q>", "„so ‚Esens‘“"),
        ("<q>„Esens“</q>", "„Esens“"),
        ("<q class='teaser'>Esens <b>Nord</b></q>", "„Esens Nord“"),
    ],
)
def test_a_quote_within_a_sentence_has_the_marks_a_browser_shows(element: str, shown: str) -> None:
    assert between(f"<p>Der Zug hielt in {element} am Abend noch einmal vor dem Bahnhof.</p>") == [
        f"Der Zug hielt in {shown} am Abend noch einmal vor dem Bahnhof."
    ]


@pytest.mark.parametrize(
    "element",
    [
        "<img src='x.png' alt='Symbol'>",
        "<picture><source srcset='a'><img src='b'></picture>",
        "<span hidden>geheim</span>",
        "<span style='display:none'>geheim</span>",
        "<math><mi>x</mi></math>",
        "<input type='checkbox'>",
        "<a id='anker'></a>",
    ],
)
def test_what_shows_no_words_splits_no_sentence(element: str) -> None:
    assert between(f"<p>Der Zug hielt {element} in Esens.</p>") == ["Der Zug hielt in Esens."]
    assert between(f"<div>Der Zug hielt {element} in Esens.</div>") == ["Der Zug hielt in Esens."]


def test_labels_beside_each_other_stay_apart() -> None:
    assert "Kiel" not in " ".join(
        between("<div><span class='author'>Kiel</span> <time>8 Uhr</time></div>")
    )


def test_buttons_in_a_row_are_no_sentence() -> None:
    found = article("<div><button>Teilen</button><button>Drucken</button></div>")
    assert all("TeilenDrucken" not in removal.text for removal in found.removed)


def test_elements_of_a_page_s_own_may_hold_blocks() -> None:
    assert between("<orts-kasten><p>Der Zug hielt.</p><p>Er fuhr weiter.</p></orts-kasten>") == [
        "Der Zug hielt.",
        "Er fuhr weiter.",
    ]


def test_rows_of_a_table_keep_their_elements() -> None:
    rows = "<tr><th>Halt</th><th>An</th></tr><tr><td><label>Esens</label></td><td><time>8 Uhr</time></td></tr>"
    assert between(f"<table>{rows}</table>") == ["Halt\tAn", "Esens\t8 Uhr"]


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<p>Am <time datetime='2019-04-05'>5. April 2019</time> fuhr der letzte Zug.</p>", ""),
        ("<p>Das war <span>am <time datetime='2019-04-05'>5. April</time></span>.</p>", ""),
        ("<p>Stand: <time datetime='2024-02-03'>3.2.2024</time>, 12 Uhr.</p>", "2024-02-03"),
        ("<p>Von Eva Muster, <time datetime='2024-02-03'>3.2.2024</time></p>", "2024-02-03"),
        ("<div><time datetime='2024-02-03'>heute</time></div>", "2024-02-03"),
    ],
)
def test_a_day_told_of_in_a_sentence_is_not_the_date(body: str, date: str) -> None:
    assert article(body).metadata.date == date


@pytest.mark.parametrize(
    "character",
    [
        "\ufffe",
        "\uffff",
        "&#xFFFE;",
        "&#65535;",
        "&#xFFFF",
        "&#x1;",
        "&#1",
        "&#xD800;",
        "\ue000",
        "&#xE000;",
        "\uf123",
        "\U000f0001",
        "\ufdd0",
        "\U0001fffe",
        "&&#xFFFE;#1;",
    ],
    ids=ascii,
)
def test_characters_that_are_none_cost_no_text(character: str) -> None:
    (text,) = between(f"<p>Der Zug{character} hielt in Esens am Abend.</p>")
    assert text.replace("&", "").replace("#1;", "") == "Der Zug hielt in Esens am Abend."


def test_an_icon_is_no_line_break() -> None:
    assert between("<p>Der Zug hielt\ue000\ue000 in Esens.<br><br>Er fuhr.</p>") == [
        "Der Zug hielt in Esens.",
        "Er fuhr.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zug\ue000 fährt\uffff", "Zug fährt"),
        ("\uf0b7 erstens", "• erstens"),  # a bullet copied from Word
        ("a\ud800b", "ab"),
        ("u\ue000\u0308ber", "über"),
    ],
    ids=ascii,
)
def test_private_use_is_left_out_of_any_text(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize("name", ["nav_kritik", "ad-kritik", "related-1", "comments", "newsletter"])
def test_the_anchor_of_a_heading_is_made_from_its_words(name: str) -> None:
    assert between(f"<h3 id='{name}' class='{name}'>Was dagegen spricht</h3>") == [
        "Was dagegen spricht"
    ]


def test_a_modifier_says_how_a_box_looks_not_what_it_holds() -> None:
    body = "<div class='absatz--ads'><p>Der Bund zahlt drei Viertel der Kosten, wie wir berichteten.</p></div>"
    assert between(body) == ["Der Bund zahlt drei Viertel der Kosten, wie wir berichteten."]
    boxed = body.replace("absatz--ads", "ads absatz")
    assert between(boxed) == []


@pytest.mark.parametrize(
    "text",
    [
        "Das ganze Gutachten liegt seit Montag im Rathaus von Aurich aus.",
        (
            "Das ganze Gutachten der Fachleute liegt seit Montag im Rathaus von Aurich aus, und "
            "jeder darf es dort lesen, sagte eine Sprecherin des Landkreises."
        ),
    ],
)
def test_a_sentence_may_be_a_link(text: str) -> None:
    assert between(f"<p><a href='/gutachten'>{text}</a></p>") == [text]
    teaser = text.removesuffix(".")
    assert between(f"<p><a href='/gutachten'>{teaser}</a></p>") == []


def test_a_short_sentence_may_name_two_links() -> None:
    assert between("<p>Das sagten <a href='/a'>Aden</a> und <a href='/b'>Behr</a>.</p>") == [
        "Das sagten Aden und Behr."
    ]


@pytest.mark.parametrize("text", ["– „Ok.“", "„Weiter!“", "»Schließen.«", "„Mehr.“", '"Ok."'])
def test_what_somebody_says_is_no_button(text: str) -> None:
    assert between(f"<p>{text}</p>") == [text]
    label = text.strip('–„“»«" .!')
    assert between(f"<p>{label}</p>") == []


LEAD = "Der Kreis will die Strecke nach Esens für vier Millionen Euro wieder aufbauen."


@pytest.mark.parametrize("above", ["", "<p class='kicker'>Verkehr</p>", "<nav>Start</nav>"])
@pytest.mark.parametrize(
    "lead",
    [
        f"<p class='lead'>{LEAD}</p>",
        f"<div class='teaser-text'><p>{LEAD}</p></div>",
        f"<div class='news-teaser_text' itemprop='description'><p>{LEAD}</p></div>",
        f"<h2 class='subtitle'>{LEAD}</h2>",
    ],
)
def test_the_lead_stands_below_a_headline_wherever_that_is(above: str, lead: str) -> None:
    page = (
        f"<html><head><title>{TITLE}</title></head><body>{above}<h1>{TITLE}</h1>{lead}"
        f"<div><p>{FIRST}</p><p>{LAST}</p></div></body></html>"
    )
    found = clean(load_text(page, name="seite.html", stem="seite"))
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.LEAD, LEAD),
        (BlockKind.PARAGRAPH, FIRST),
        (BlockKind.PARAGRAPH, LAST),
    ]


def test_a_link_at_the_very_top_is_the_site_s_name() -> None:
    page = (
        "<html><body><h1><a href='/'>Bilder und Texte</a></h1>"
        f"<p>Worte, die bleiben, und Bilder, die berühren.</p><div><p>{FIRST}</p><p>{LAST}</p></div>"
    )
    assert clean(load_text(page, name="seite.html", stem="seite")).lead == ""
