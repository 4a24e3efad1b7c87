"""The top of a page: headline, lead, byline, date, tags."""

from __future__ import annotations

import json

import pytest

from translator.article import Article
from translator.clean import clean
from translator.clean.page import read
from translator.clean.parse import grow, parse
from translator.clean.standfirst import headline_index
from translator.clean.structured import Structured
from translator.clean.tags import tags_of
from translator.load import load_text

TITLE = "Land verstärkt Deiche an der Nordsee"
LEAD = "Zehn Jahre lang soll gebaut werden, und die Gemeinden an der Küste zahlen mit."
BODY = (
    (
        "Die Landesregierung hat am Dienstag in Kiel ein neues Programm für den Küstenschutz "
        "vorgestellt, mit dem in den kommenden zehn Jahren mehrere Deiche verstärkt werden."
    ),
    (
        "Die Gemeinden hatten seit langem mehr Geld verlangt. Vertreter der Inseln sprachen von einem "
        "ersten Schritt, der aber nicht ausreiche, um die Häuser hinter den Deichen zu schützen."
    ),
    (
        "Im Herbst soll der Landtag über den Haushalt beraten. Die Opposition kündigte an, eigene "
        "Vorschläge einzubringen und die Pläne der Regierung genau zu prüfen."
    ),
)


def article(
    top: str = f"<h1>{TITLE}</h1>", head: str = "", below: str = "", body: str = ""
) -> Article:
    text = body or "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    page = (
        f"<html lang='de'><head>{head}</head><body><nav><a href='/'>Start</a></nav>"
        f"<main><article>{top}<div class='text'>{text}</div>{below}</article></main>"
        "<footer><p>Impressum</p></footer></body></html>"
    )
    url = "https://www.kuestenbote.example/politik/deiche"
    return clean(load_text(page, name="seite.html", stem="seite", url=url))


def linked(*nodes: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(nodes)}</script>"


NEWS = {"@type": "NewsArticle", "headline": TITLE}


# Titles.
@pytest.mark.parametrize(
    "heading",
    [
        f"<h1>{TITLE}</h1>",
        f"<h1><span class='kicker'>Küstenschutz</span> <span>{TITLE}</span></h1>",
        f"<h1><small class='article-overline'>Küstenschutz:</small>{TITLE}</h1>",
        f"<h1><span>Küstenschutz im Norden</span><br>{TITLE}</h1>",
        f"<h1><div class='head__overline'>Neue Deiche gegen die Flut</div>: {TITLE}</h1>",
        f"<h1>{TITLE} | Küstenbote</h1>",
        f"<h1>Küstenbote » {TITLE}</h1>",
    ],
)
def test_a_title_has_neither_kicker_nor_site(heading: str) -> None:
    head = f"<title>{TITLE} - Küstenbote</title><meta property='og:site_name' content='Küstenbote'>"
    assert article(heading, head).metadata.title == TITLE


def test_a_bold_line_below_a_date_is_the_headline_of_an_old_page() -> None:
    top = f"<font>Freitag, 5. Mai 2000</font><br><font size=5><b>{TITLE}</b></font>"
    found = article(top, f"<title>Der Küstenbote - Archiv - {TITLE}</title>")
    assert (found.metadata.title, found.metadata.date) == (TITLE, "2000-05-05")
    assert [block.text for block in found.blocks] == list(BODY)


def test_a_title_keeps_its_own_dash() -> None:
    title = "Deiche, Schafe, Sturm - ein Jahr an der Küste"
    head = f"<title>{title} | Küstenbote</title><meta property='og:site_name' content='Küstenbote'>"
    assert article("", head).metadata.title == title


@pytest.mark.parametrize(
    "top",
    [
        f"<h1><a href=/>Leben hinterm Deich</a></h1><h1>{TITLE}</h1>",
        f"<h1>{TITLE}</h1><h1><a href=/>Leben hinterm Deich</a></h1>",
    ],
)
def test_the_name_of_a_site_is_no_title(top: str) -> None:
    found = article(top, f"<title>{TITLE} | Leben hinterm Deich</title>")
    assert found.metadata.title == TITLE


def test_the_headline_for_readers_below_the_one_for_search_engines_is_no_body() -> None:
    found = article(
        f"<h1>Deiche: Küste wird verstärkt</h1><h2>Die Küste bekommt höhere Deiche</h2><p>{LEAD}</p>",
        f"<meta name=description content='{LEAD}'>",
    )
    assert [block.text for block in found.blocks] == [LEAD, *BODY]


@pytest.mark.parametrize(
    "heading",
    [
        "Was die Bauern sagen",
        "Die Bauern sagen zwar, dass die Deiche an der Küste seit langem zu niedrig sind, haben aber ihre Zweifel",
    ],
)
def test_another_heading_above_the_lead_stays(heading: str) -> None:
    found = article(
        f"<h1>Deiche: Küste wird verstärkt</h1><h2>{heading}</h2><p>{LEAD}</p>",
        f"<meta name=description content='{LEAD}'>",
    )
    assert heading in [block.text for block in found.blocks]


def test_a_salutation_is_part_of_a_letter() -> None:
    found = article(body=f"<p>Liebe Gäste,</p><p>{BODY[0]}</p><p>{BODY[1]}</p>")
    assert [block.text for block in found.blocks] == ["Liebe Gäste,", *BODY[:2]]


def test_lines_of_forms_above_the_headline_are_no_body() -> None:
    form = "<p>oder neu registrieren?</p><p>Suchen Sie in unserem Archiv mit mehr als 70000 Artikeln:</p>"
    found = article(f"{form}<h1>{TITLE}</h1>")
    assert [block.text for block in found.blocks] == list(BODY)


def test_the_headline_that_readers_see_is_no_body_where_the_main_one_is_in_a_menu() -> None:
    top = (
        f"<ol class='breadcrumb'><li><a href='/p'>Politik</a></li><li><h1>{TITLE}</h1></li></ol>"
        "<h2>Wie das Land seine Inseln retten will</h2><p>Von Jana Beispiel</p>"
    )
    found = article(top)
    assert [block.text for block in found.blocks] == list(BODY)


# Headlines that no main heading tells.
SITE_TITLE = f"<title>{TITLE} - Heimatverein Wattenried</title>"


@pytest.mark.parametrize(
    ("top", "head"),
    [
        (f"<h2>{TITLE}</h2>", "<title>Heimatverein Wattenried - {TITLE}</title>"),
        (f"<div class='headline'>{TITLE}</div>", f"<title>Aktuelles - {TITLE}</title>"),
        (
            f"<h1><a href='/'>Heimatverein Wattenried</a></h1><h2><a href='/7'>{TITLE}</a></h2>",
            SITE_TITLE,
        ),
        (
            f"<h1 class='hidden'>Heimatverein Wattenried</h1><h3>{TITLE}</h3>",
            f"<meta property='og:site_name' content='Heimatverein Wattenried'>{SITE_TITLE}",
        ),
        (f"<h2>{TITLE}</h2>", f"<title>{TITLE} (2021/5): Wattenrieder Hefte</title>"),
        (f"<h2>{TITLE}</h2>", f"<meta property='og:title' content='{TITLE} (Heft 3/24)'>"),
        (f"<h2>{TITLE}</h2>", "<title>Aktuelles | Küste | Verein</title>"),
        (
            f"<h1>{TITLE}<span>Was die Inseln davon haben</span></h1>",
            f"<meta property='og:title' content='{TITLE}'>",
        ),
        (
            f"<ol class='breadcrumb'><li><h1>Deiche 2031: alle Fakten</h1></li></ol><h2><b>Küstenschutz</b> <b>{TITLE}</b></h2>",
            f"<title>Deiche 2031: alle Fakten</title><meta property='og:title' content='{TITLE}'>",
        ),
    ],
)
def test_the_headline_next_to_the_article_is_its_title(top: str, head: str) -> None:
    found = article(top, head.format(TITLE=TITLE))
    assert found.metadata.title == TITLE
    assert [block.text for block in found.blocks] == list(BODY)


@pytest.mark.parametrize(
    "title", ["Gut zu wissen: der Deich", "Deiche und Siele - Heimatverein Wattenried"]
)
def test_a_title_of_its_own_is_no_name_of_sections(title: str) -> None:
    """What stands above the article then is its first heading."""
    found = article("<h2>Wie hoch ist hoch genug</h2>", f"<title>{title}</title>")
    assert found.metadata.title == title.partition(" - ")[0]
    assert found.blocks[0].text == "Wie hoch ist hoch genug"


def test_a_title_of_one_word_is_the_one_that_the_page_declares() -> None:
    top = "<h1>Küstenschutz</h1><h1>Nordlicht Design</h1>"
    head = "<meta property='og:title' content='Küstenschutz'>"
    assert article(top, head).metadata.title == "Küstenschutz"


def test_a_headline_is_looked_for_below_the_path_that_ends_with_the_title() -> None:
    path = f"<nav><ol><li><a href='/p'>Politik</a></li><li>{TITLE}</li></ol></nav>"
    seen = "Wie das Land seine Inseln retten will"
    page = f"<body>{path}<h2>{seen}</h2><p>{LEAD}</p><p>{BODY[0]}</p></body>"
    pieces = read(grow(parse(page)).soup).pieces
    assert pieces[headline_index(pieces, len(pieces) - 1, [TITLE])].text == seen


# Authors.
@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Geschrieben von: Jana Beispiel", "Jana Beispiel"),
        ("Verfasst von: Jana Beispiel am 3. Mai 2024", "Jana Beispiel"),
        ("Text von Jana Beispiel<br>Illustration von Tom Muster", "Jana Beispiel"),
        ("Text: Jana Beispiel, Fotos: Tom Muster", "Jana Beispiel"),
        ("Text und Fotos: Jana Beispiel", "Jana Beispiel"),
        ("Geschrieben von: Super User", ""),
    ],
)
def test_a_byline_names_who_wrote_the_text(line: str, author: str) -> None:
    found = article(f"<h1>{TITLE}</h1><p>{line}</p>")
    assert found.metadata.author == author
    assert [block.text for block in found.blocks] == list(BODY)


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (
            linked({"@type": "WebPage", "author": {"@id": "#1"}}, {"@id": "#1", "name": "Jana"}),
            "Jana",
        ),
        (linked(NEWS | {"author": {"@type": "Organization", "name": "Inselruf Nord"}}), ""),
        (linked(NEWS | {"author": {"@type": "Organization", "name": "dpa"}}), "dpa"),
        (f"<title>{TITLE} | Die Möwe</title><meta name=author content='Die Möwe'>", ""),
    ],
)
def test_a_house_is_no_author(head: str, author: str) -> None:
    assert article(head=head).metadata.author == author


PEOPLE = [
    {"authors": [{"name": "Jana Beispiel"}, {"firstName": "Tom", "lastName": "Muster"}]},
    {"author": {"node": {"name": "Jana Beispiel und Tom Muster"}}},
    {"byline": "Von Jana Beispiel und Tom Muster"},
]


@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize(
    "script",
    [
        "<script id='__NEXT_DATA__' type='application/json'>{}</script>",
        "<script>window.__STATE__ = {};</script>",
    ],
)
def test_the_author_may_stand_in_the_state_of_the_page(
    people: dict[str, object], script: str
) -> None:
    """Teasers of other articles stand in it, too."""
    other = {"headline": "Fähre fährt wieder", "author": {"name": "Eva van der Beek"}}
    state = {"props": {"teasers": [other], "article": {"headline": TITLE, **people}}}
    found = article(head=script.replace("{}", json.dumps(state)))
    assert found.metadata.author == "Jana Beispiel, Tom Muster"


@pytest.mark.parametrize(
    ("declared", "printed", "author"),
    [
        (["Jana Beispiel"], "", "Jana Beispiel"),
        (["Küstenbote"], "Von Jana Beispiel", "Jana Beispiel"),
        (["Küstenbote"], "", ""),
        (["Jana Beispiel"], "Von Jana Beispiel und Tom Muster", "Jana Beispiel, Tom Muster"),
        (["Jana Beispiel"], "Von Tom Muster", "Jana Beispiel"),
        (["Jana Beispiel, Kiel, Tom Muster"], "", "Jana Beispiel, Tom Muster"),
        ([], "Von Jana Beispiel, Kiel", "Jana Beispiel"),
    ],
)
def test_the_byline_counts_before_the_house(declared: list[str], printed: str, author: str) -> None:
    node = {
        **NEWS,
        "author": [{"@type": "Person", "name": name} for name in declared],
        "publisher": {"@type": "Organization", "name": "Küstenbote"},
    }
    found = article(f"<h1>{TITLE}</h1><p>{printed}</p>", linked(node))
    assert found.metadata.author == author


@pytest.mark.parametrize(
    "byline",
    [
        "<div class='article-authors'><span>Jana Beispiel</span> <span>Tom Muster</span></div>",
        "<p><a href='/autoren/jana-beispiel'>Jana Beispiel</a>, <a href='/autoren/tom'>Tom Muster</a></p>",
        "<dl><dt>Von</dt><dd>Jana Beispiel, Tom Muster</dd></dl>",
        "<p>Datum: 3. Mai 2024 Autor: Jana Beispiel und Tom Muster Quelle: eigene</p>",
    ],
)
def test_an_author_line_needs_no_von(byline: str) -> None:
    assert article(f"<h1>{TITLE}</h1>{byline}").metadata.author == "Jana Beispiel, Tom Muster"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<div><span class='author'>Jana Beispiel</span> <time datetime='2024-05-03'>3. Mai</time></div>", ""),
        ("<p>3. Mai 2024 | <a rel='author' href='/x'>Jana Beispiel</a></p>", ""),
        ("<div>Gespeichert von Jana Beispiel am Fr., 03.05.2024 - 12:10</div>", ""),
        ("<p>Jana Beispiel und Redaktion</p>", ""),
        ("<p>geschrieben von Jana Beispiel</p>", ""),
        ("<p>Author: Jana Beispiel, Datum: 03.Mai.19</p>", ""),
        ("<p>Das Gespräch führte Jana Beispiel.</p>", ""),
        ("<p>Mit Tom Muster sprach Jana Beispiel</p>", ""),
        ("<p>5. Mai 2024, 17:52 Uhr | <span class='by'>Jana Beispiel</span></p>", ""),
        ("<p>Jana Beispiel und die Flut</p>", None),
    ],
)  # fmt: skip
def test_who_wrote_it_stands_beside_other_things(line: str, text: str | None) -> None:
    found = article(f"<h1>{TITLE}</h1>{line}")
    if text is None:
        assert found.metadata.author == ""
    else:
        assert found.metadata.author == "Jana Beispiel"
        assert [block.text for block in found.blocks] == list(BODY)


def test_a_name_for_signing_in_is_no_author_and_its_line_no_text() -> None:
    line = "Gespeichert von jbeispiel am 3. Mai 2024 - 12:10"
    found = article(f"<h1>{TITLE}</h1><div class='submitted'>{line}</div>")
    assert (found.metadata.author, found.metadata.date) == ("", "2024-05-03T12:10:00")
    assert [block.text for block in found.blocks] == list(BODY)


@pytest.mark.parametrize(
    "below",
    [
        "<div><span class='post-author'>Eingestellt von <span class='fn'>Jana Beispiel</span></span> um <a href='/x'>12:10</a></div>",
        "<p>Das Interview führte Jana Beispiel.</p>",
    ],
)
def test_who_wrote_it_may_stand_below_the_text(below: str) -> None:
    assert article(below=below).metadata.author == "Jana Beispiel"


def test_a_name_in_italics_signs_the_text_above_it() -> None:
    assert article(below="<p><i>Jana Beispiel</i></p>").metadata.author == "Jana Beispiel"
    assert article(below="<p>Jana Beispiel</p>").metadata.author == ""
    body = f"<p>{BODY[0]}</p><p><i>Hohe Deiche</i></p><p>{BODY[1]}</p>"
    assert article(body=body).metadata.author == ""


def test_a_line_without_full_names_names_nobody() -> None:
    top = f"<h1>{TITLE}</h1><div class='author-box'>Mehr</div><p>Interview mit Autorin Eva Test</p>"
    assert article(top).metadata.author == ""


def test_an_author_may_be_named_below_the_text() -> None:
    below = "<ul><li>Datum 28.04.2023</li><li>Autorin/Autor Jana Beispiel</li></ul>"
    meta = article(below=below).metadata
    assert (meta.author, meta.date) == ("Jana Beispiel", "2023-04-28")


def test_the_block_of_the_page_counts_and_its_references_are_followed() -> None:
    other = {
        "@type": "NewsArticle",
        "headline": "Ganz anderer Artikel über Fußball",
        "author": {"@type": "Person", "name": "Eva Test"},
        "datePublished": "2019-01-01",
        "description": "Ein anderer.",
        "articleSection": "Sport",
    }
    own = {**NEWS, "author": {"@id": "#jana"}, "datePublished": "2024-04-05"}
    person = {"@type": "Person", "@id": "#jana", "name": "Jana Beispiel"}
    meta = article(head=linked(other, own, person)).metadata
    assert (meta.author, meta.date) == ("Jana Beispiel", "2024-04-05")


# Dates.
@pytest.mark.parametrize(
    "line",
    [
        "28.04.2023",
        "28. April 2023",
        "28. Apr. 2023",
        "28/04/2023",
        "2023/04/28",
        "Freitag, 28. April 2023",
        "VON JANA BEISPIEL am 28. April 2023",
        "Jana Beispiel | 28.04.23",
        "28.04.23 / 0 Kommentare",
        "dpa am 28.04.2023",
        "Politik, 28. April 2023",
        "erstellt von Jana — veröffentlicht 28.04.2023",
        "<time datetime='2023-04-28'>gestern</time>",
    ],
)
def test_usual_date_lines_are_read(line: str) -> None:
    assert article(f"<h1>{TITLE}</h1><div>{line}</div>").metadata.date[:10] == "2023-04-28"


@pytest.mark.parametrize(
    "top",
    [
        f"<h1>{TITLE}</h1><p>Aktualisiert: 30.04.2023</p><p>28.04.2023</p>",
        f"<p>30.04.2023 in Sport, Kultur</p><h1>{TITLE}</h1><p>28.04.2023</p>",
        (
            f"<h1>{TITLE}</h1><figure><figcaption>Deich bei Büsum, 24. April 2023</figcaption></figure>"
            "<p>28.04.2023</p>"
        ),
    ],
)
def test_of_several_dates_the_article_has_its_own(top: str) -> None:
    assert article(top).metadata.date == "2023-04-28"


@pytest.mark.parametrize(
    "life",
    [
        "12.05.1936 – 03.04.2024",
        "12. Mai 1936 bis 3. April 2024",
        "* 12. Mai 1936 / † 3. April 2024",
        "† 3. April 2024",
        "geboren am 12. Mai 1936",
    ],
)
def test_the_days_of_a_life_are_no_date_of_the_article(life: str) -> None:
    found = article(f"<h1>{TITLE}</h1><p>{life}</p>")
    assert found.metadata.date == ""
    assert life in [block.text for block in found.blocks]


def test_the_days_of_a_life_in_pasted_text() -> None:
    life = "* 12. Mai 1936\n† 3. April 2024"
    text = "\n\n".join(["Zum Tod von Jana Beispiel", life, *BODY])
    found = clean(load_text(text, name="tod.txt", stem="tod"))
    assert (found.metadata.title, found.metadata.date) == ("Zum Tod von Jana Beispiel", "")


@pytest.mark.parametrize(
    ("declared", "author"),
    [("jana_beispiel", "Jana Beispiel"), ("Tom Muster", "Tom Muster"), ("moewe", "moewe")],
)
def test_a_printed_name_counts_before_one_for_signing_in(declared: str, author: str) -> None:
    head = f"<meta name=author content='{declared}'>"
    found = article(f"<h1>{TITLE}</h1><p>Author: Jana Beispiel</p>", head)
    assert found.metadata.author == author


TEASER = "<div class=card><a href='/andere'>Ein anderes Land baut Dämme</a>{}</div>"
BOX = "<div class=author><span>Tom Muster</span></div>"


@pytest.mark.parametrize(
    ("top", "author"), [(BOX, "Tom Muster"), (TEASER.format(BOX), "Jana Beispiel")]
)
def test_who_wrote_another_article_did_not_write_this_one(top: str, author: str) -> None:
    head = linked(NEWS | {"author": {"@type": "Person", "name": "Jana Beispiel"}})
    assert article(f"<h1>{TITLE}</h1>{top}", head).metadata.author == author


def test_the_name_of_the_site_may_end_a_longer_one() -> None:
    head = f"<title>{TITLE} - Der alte Kuestenbote</title>"
    assert article("", head).metadata.title == TITLE


def test_a_heading_of_one_word_above_the_text_is_no_headline() -> None:
    found = article(
        f"<h1>{TITLE}</h1>", body=f"<h2>Deiche</h2><p>{BODY[0]}</p><h2>Nordsee</h2><p>{BODY[1]}</p>"
    )
    assert [block.text for block in found.blocks] == ["Deiche", BODY[0], "Nordsee", BODY[1]]


@pytest.mark.parametrize(
    "town",
    [
        "Kiel, 3. Mai 2024 – ",
        "Kiel (ots), 3. Mai 2024 – ",
        "03.05.2024 – ",
        "Kiel, den 03.05.2024. ",
        "(Bad Segeberg, 3. Mai 2024) ",
    ],
)
def test_the_place_and_day_that_open_a_release_are_its_date(town: str) -> None:
    body = f"<p>{town}{BODY[0]}</p><p>{BODY[1]}</p>"
    found = article(body=body)
    assert found.metadata.date == "2024-05-03"
    assert found.blocks[0].text == f"{town}{BODY[0]}"
    assert article(f"<h1>{TITLE}</h1><p>28.04.2023</p>", body=body).metadata.date == "2023-04-28"


def test_a_day_that_a_first_sentence_tells_of_is_no_date_of_the_article() -> None:
    told = "Kiel war am 3. Mai 2024 das Ziel der Boote, die aus dem Norden über die Förde kamen."
    assert article(body=f"<p>{told}</p><p>{BODY[1]}</p>").metadata.date == ""


def test_markup_is_searched_for_a_date_at_last() -> None:
    head = "<meta name='citation_publication_date' content='2023/04/28'>"
    assert article(head=head).metadata.date == "2023-04-28"
    assert article().metadata.date == ""


# Leads.
@pytest.mark.parametrize(
    "top",
    [
        f"<h1>{TITLE}</h1><p class='teaser-text'>{LEAD}</p><p>30. Januar 2024</p>",
        f"<h1>{TITLE}</h1><p>Von Jana Beispiel</p><div class='article_elementlead'><p>{LEAD}</p></div>",
        f"<header><h1>{TITLE}</h1><p>{LEAD}</p></header>",
        f"<h1>{TITLE}</h1><h2>{LEAD}</h2>",
        f"<h1>{TITLE}</h1><h2>{LEAD}</h2><p>Von Jana Beispiel</p>",
        f"<ol><li><h1>Deiche</h1></li></ol><h2>{TITLE}</h2><div>{LEAD}</div>",
        f"<div><h1>{TITLE}</h1></div><p>30. Januar 2024</p><p>{LEAD}</p><p>Von Jana Beispiel</p>",
    ],
)
def test_the_lead_is_found_by_its_place(top: str) -> None:
    found = article(top, head=f"<meta property='og:title' content='{TITLE}'>")
    assert found.lead == LEAD
    assert [block.text for block in found.blocks[1:]] == list(BODY)


@pytest.mark.parametrize(
    "first",
    [f"<p><b>{LEAD}</b></p>", f"<p class='bold'>{LEAD}</p>", f"<p><b>Kiel.</b> <b>{LEAD}</b></p>"],
)
def test_the_lead_is_found_by_its_form(first: str) -> None:
    body = first + "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    assert article(body=body).lead.endswith(LEAD)


def test_a_heading_between_headline_and_byline_is_the_lead() -> None:
    subtitle = "Aktivisten an der Küste trommeln für höhere Deiche auf allen Inseln"
    assert article(f"<h1>{TITLE}</h1><h2>{subtitle}</h2><p>Von Jana Beispiel</p>").lead == subtitle
    assert article(f"<h1>{TITLE}</h1><h2>{subtitle}</h2>").lead == ""


def test_a_place_before_the_lead_stays() -> None:
    head = f"<meta name='description' content='{LEAD}'>"
    assert article(f"<h1>{TITLE}</h1><p>Kiel. {LEAD}</p>", head).lead == f"Kiel. {LEAD}"


@pytest.mark.parametrize(
    "head",
    ["", f"<meta name='description' content='{BODY[0][:90]} …'>"],
)
def test_a_first_paragraph_like_the_others_is_no_lead(head: str) -> None:
    assert article(head=head).lead == ""


def test_a_note_on_the_author_is_no_lead() -> None:
    note = (
        "Jana Beispiel kam 2001 zum Küstenboten und schreibt über alles, was an der See geschieht."
    )
    top = f"<h1>{TITLE}</h1><section class='authors'><p>{note}</p></section>"
    assert article(top).lead == ""


# Tags.
@pytest.mark.parametrize(
    "head",
    [
        linked({**NEWS, "keywords": ["Deiche", "Nordsee", "Küstenbote"]}),
        linked({**NEWS, "keywords": "Deiche, Nordsee, deiche"}),
        "<meta name='news_keywords' content='Deiche; Nordsee'>",
        "<meta name='keywords' content='Deiche,Nordsee,type:article,Fußball'>",
        "<meta property='article:tag' content='Deiche'><meta property='article:tag' content='Nordsee'>",
    ],
)
def test_tags_are_the_keywords_of_the_article(head: str) -> None:
    site = "<meta property='og:site_name' content='Küstenbote'>"
    assert [tag.casefold() for tag in article(head=head + site).metadata.tags] == [
        "deiche",
        "nordsee",
    ]


def test_tags_are_bounded_and_no_sentences() -> None:
    many = ", ".join(f"Deich {chr(97 + n)}" for n in range(26))
    assert len(tags_of(Structured(meta={"news_keywords": many}), (), "")) == 20
    said = Structured(
        meta={"keywords": "Deiche sind teuer. Alles über Schafe und Deiche an der See"}
    )
    assert tags_of(said, (), said.meta["keywords"]) == ()


# What old and small sites print.
@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p>Anna Beispiel, 28. April 2023</p>", "Anna Beispiel"),
        ("<div>Anna Beispiel, 28. April 2023, 10:00 Uhr</div>", "Anna Beispiel"),
        ("<p>28.04.2023 | 13:10 Uhr | Anna Beispiel</p>", "Anna Beispiel"),
        ("<p>Dr. Anna Beispiel (28.04.2023)</p>", "Dr. Anna Beispiel"),
        ("<p>Anna Beispiel am 28. April 2023</p>", "Anna Beispiel"),
        ("<p>Bad Musterstadt, 28.04.2023</p>", ""),
        ("<p>Aktuelle Meldung, 28.04.2023</p>", ""),
    ],
)
def test_a_name_beside_the_date_needs_no_von(line: str, author: str) -> None:
    found = article(f"<h1>{TITLE}</h1>{line}")
    assert (found.metadata.author, found.metadata.date[:10]) == (author, "2023-04-28")
    assert [block.text for block in found.blocks] == list(BODY)


def test_two_who_asked_above_the_text_are_its_authors() -> None:
    found = article(f"<h1>{TITLE}</h1><p>Das Gespräch führten Jana Beispiel und Tom Muster.</p>")
    assert found.metadata.author == "Jana Beispiel, Tom Muster"
    assert [block.text for block in found.blocks] == list(BODY)


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("<time datetime='2022-03-09'>09.03.2022</time>", "2022-03-09"),
        (
            "<div class='timedata'>09.03.2022 <span>- Redaktion: Uta Muster</span></div>",
            "2022-03-09",
        ),
        ("<p>09.03.2022</p>", "2022-11-17"),  # may be the day of what the article is about
        ("<p class='date'>Aktualisiert: 09.03.2022</p>", "2022-11-17"),
        ("<p class='date'>9. März 2022 bis 24. April 2022</p>", "2022-11-17"),
        ("<p class='date'>24.12.2022</p>", "2022-11-17"),
    ],
)
def test_a_day_before_the_one_in_a_tag_is_that_of_a_page_that_moved(
    printed: str, date: str
) -> None:
    head = "<meta name='date' content='2022-11-17'>"
    assert article(f"<h1>{TITLE}</h1>{printed}", head).metadata.date == date


@pytest.mark.parametrize(
    "heading", ["", "<h1>Deichbau - SV Strandläufer</h1>", "<h1>Deichbau</h1>"]
)
def test_the_name_of_a_club_is_no_part_of_the_title(heading: str) -> None:
    rights = "<div>© 2023 SV Strandläufer e. V.</div>"
    found = article(heading, "<title>Deichbau - SV Strandläufer</title>", rights)
    assert found.metadata.title == "Deichbau"


def test_a_subtitle_that_nobody_claims_rights_under_stays() -> None:
    found = article("", "<title>Deiche - ein Jahr danach</title>", "<div>© 2023 Küstenbote</div>")
    assert found.metadata.title == "Deiche - ein Jahr danach"


@pytest.mark.parametrize(
    ("declared", "title", "above"),
    [
        ("Leben am Deich: Der Schäfer von Altkoog", "Leben am Deich: Der Schäfer von Altkoog", []),
        ("Der Schäfer von Altkoog", "Teil 3: Der Schäfer von Altkoog", []),
        ("Leben am Deich", "Leben am Deich", ["Teil 3: Der Schäfer von Altkoog"]),
    ],
)
def test_the_title_of_a_part_is_told_from_the_name_of_the_series(
    declared: str, title: str, above: list[str]
) -> None:
    part = "Der Schäfer von Altkoog" if ":" in declared else "Teil 3: Der Schäfer von Altkoog"
    head = f"<title>Leben am Deich - Teil 3</title><meta property='og:title' content='{declared}'>"
    found = article(f"<h1>Leben am Deich</h1><h2>{part}</h2>", head)
    assert found.metadata.title == title
    assert [block.text for block in found.blocks] == [*above, *BODY]


@pytest.mark.parametrize("size", ["5", "+2"])
def test_the_line_in_large_letters_is_the_headline_of_an_old_page(size: str) -> None:
    top = f"<font size={size}><b>{TITLE}</b></font><br><br>"
    found = article(top, "<title>Küstenbote</title>")
    assert found.metadata.title == TITLE
    assert [block.text for block in found.blocks] == list(BODY)
    small = article(f"<font size=2><b>{TITLE}</b></font><br><br>", "<title>Küstenbote</title>")
    assert small.metadata.title == "Küstenbote"


def test_the_headline_that_is_stated_and_printed_counts_before_a_title_for_search_engines() -> None:
    seo = "Deiche an der Nordsee: Was das Land jetzt plant"
    head = f"<title>{seo}</title>{linked(NEWS)}"
    found = article(f"<h1 class='crumb'>{seo}</h1><h2>{TITLE}</h2>", head)
    assert found.metadata.title == TITLE
    assert [block.text for block in found.blocks] == list(BODY)
    both = article(f"<h1>{TITLE}</h1>", head)
    assert both.metadata.title == TITLE


def test_the_only_main_heading_above_the_text_counts_before_a_title_that_nothing_prints() -> None:
    head = "<title>Ratgeber Küste | Küstenbote | Jetzt entdecken!</title>"
    found = article(f"<h1>{TITLE}</h1>", head, "<h1>Post von der Küste: unser Newsletter!</h1>")
    assert found.metadata.title == TITLE
