"""Kinds of pages and texts that were made up to break cleaning, and what broke."""

from __future__ import annotations

import pytest

from translator.article import Article, BlockKind, images_in
from translator.clean import clean
from translator.errors import CleanError
from translator.load import load_text

TITLE = "Kran für die Werft in Holmstede bestellt"
BODY = (
    (
        "Die Werft von Holmstede hat am Freitag einen neuen Kran bestellt. Er soll im Herbst geliefert "
        "werden und kann Teile von bis zu 400 Tonnen heben, doppelt so viel wie der alte."
    ),
    (
        "„Damit bauen wir wieder große Fähren“, sagte Betriebsleiterin Karin Ott bei der Vorstellung "
        "der Pläne im Trockendock. Die Kosten gab sie mit neun Millionen Euro an."
    ),
    (
        "Bedenken äußerten Nachbarn der Kaistraße. Sie erwarten Lärm in den frühen Stunden und "
        "verlangen, dass schwere Teile nur am Tag bewegt werden."
    ),
    (
        "Das Bauamt will den Antrag noch im Sommer prüfen. Danach entscheidet der Ausschuss für "
        "Wirtschaft, der sich Mitte August trifft."
    ),
)


def page(
    top: str, body: str, title: str = f"{TITLE} | Holmsteder Bote", below: str = ""
) -> Article:
    source = (
        f"<html lang='de'><head><title>{title}</title></head><body><nav><a href='/'>Start</a></nav>"
        f"<main><article>{top}{body}</article>{below}</main>"
        "<footer><a href='/i'>Impressum</a></footer></body></html>"
    )
    return clean(load_text(source, name="seite.html", stem="seite"))


def pasted(text: str) -> Article:
    return clean(load_text(text, name="a.txt", stem="a"))


def markdown(text: str) -> Article:
    return clean(load_text(text, name="a.md", stem="a"))


def paragraphs(texts: tuple[str, ...] = BODY) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def texts_of(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


# A sentence of the article that its headline quotes.
INTERVIEW = (
    "Frau Ott, wozu braucht die Werft noch einen Kran?",
    (
        "Weil der alte aus dem Jahr 1961 stammt und bei Wind nicht mehr arbeiten darf. Wir verlieren "
        "jede Woche einen ganzen Tag, und das merken die Reeder."
    ),
    "Und wenn niemand mehr Fähren bestellt?",
    "Dann bauen wir Brücken.",
    "Ist das Ihr Ernst?",
    "Ja.",
)


def test_an_answer_that_the_headline_quotes_stays_on_a_page() -> None:
    asked = "".join(
        f"<p><b>{text}</b></p>" if text.endswith("?") else f"<p>{text}</p>" for text in INTERVIEW
    )
    article = page("<h1>„Dann bauen wir Brücken“</h1>", asked, "„Dann bauen wir Brücken“")
    assert texts_of(article) == list(INTERVIEW)


def test_an_answer_that_the_headline_quotes_stays_in_pasted_text() -> None:
    lead = "Karin Ott leitet eine Werft. Ein Gespräch über Kräne, Wind und Brücken."
    article = pasted("\n\n".join(("„Dann bauen wir Brücken“", lead, *INTERVIEW)))
    assert article.metadata.title == "„Dann bauen wir Brücken“"
    assert texts_of(article) == [lead, *INTERVIEW]


def test_the_first_question_of_an_interview_is_not_its_headline() -> None:
    article = pasted("\n\n".join(("„Dann bauen wir Brücken“", *INTERVIEW)))
    assert article.metadata.title == "„Dann bauen wir Brücken“"
    assert texts_of(article) == list(INTERVIEW)


def test_a_headline_that_is_printed_again_is_no_text() -> None:
    article = page(f"<h1>{TITLE}</h1>", f"<p>{TITLE}</p>{paragraphs()}")
    assert texts_of(article) == list(BODY)


# A short article between boxes, in pasted text.
MENU = (
    "Zum Inhalt springen\nMenü\nStartseite\nPolitik\nWirtschaft\nSport\nKultur\nAnmelden\nE-Paper\n"
)
COMMENTS = """
Mehr zum Thema
Fähre fährt wieder
Rat streitet über Liegeplätze

Kommentare (2)

Heiner P.
vor 3 Stunden
Endlich geht es voran in dieser Stadt, das freut mich wirklich sehr.
Antworten

Birte
vor 2 Stunden
Und wer zahlt am Ende dafür? Wir natürlich!
Antworten

Impressum
Datenschutz
AGB
© 2031 Holmsteder Bote
"""


def test_a_short_article_goes_on_below_advertising_and_a_call_to_read_more() -> None:
    head = f"{MENU}\nWerft\n\n{TITLE}\n\nVon Jana Beispiel\n\n02.05.2031, 14:05 Uhr\n\nTeilen\nMerken\n\n"
    body = (
        f"{BODY[0]}\n\n{BODY[1]}\n\nAnzeige\n\nSorge vor Lärm\n\n{BODY[2]}\n\n"
        f"Lesen Sie auch\nWie laut darf ein Hafen sein?\n\n{BODY[3]}\n"
    )
    article = pasted(head + body + COMMENTS)
    assert texts_of(article) == [BODY[0], BODY[1], "Sorge vor Lärm", BODY[2], BODY[3]]


def test_a_sign_that_the_article_goes_on_below_is_no_heading() -> None:
    label = "Artikel wird unter der Werbung fortgesetzt"
    text = f"{TITLE}\n\n{BODY[0]}\n\n{BODY[1]}\n\nWERBUNG\n\n{label}\n\n{BODY[2]}\n\n{BODY[3]}"
    assert texts_of(pasted(text)) == list(BODY)


def test_an_ingredient_of_one_word_is_an_item_beside_others() -> None:
    lines = ["- 500 g Mehl", "- 3 Eier", "- Salz"]
    text = (
        f"Fladen vom Blech\n\n{BODY[0]}\n\nZutaten:\n"
        + "\n".join(lines)
        + f"\n\n{BODY[1]}\n{BODY[2]}"
    )
    items = [block.text for block in pasted(text).blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == ["500 g Mehl", "3 Eier", "Salz"]


@pytest.mark.parametrize(
    "said", ["Liebe Mitglieder,", "Sehr geehrte Damen und Herren des Vereins,"]
)
def test_the_salutation_of_a_letter_stays(said: str) -> None:
    text = f"{said}\n\nam 6. März haben wir getagt. {BODY[3]}\n\n{BODY[1]}\n"
    assert texts_of(pasted(text))[0] == said


def test_a_byline_in_a_wrapped_text_is_no_part_of_the_headline() -> None:
    wrapped = (
        "Der Kran von Holmstede\nVon Jana Beispiel\n\n"
        "Die Werft von Holmstede hat am Freitag einen neuen\nKran bestellt. Er soll im Herbst geliefert "
        "werden und\nkann Teile von bis zu 400 Tonnen heben, doppelt so\nviel wie der alte.\n\n"
        "Das Bauamt will den Antrag noch im Sommer prüfen.\nDanach entscheidet der Ausschuss für "
        "Wirtschaft, der\nsich Mitte August trifft.\n"
    )
    article = pasted(wrapped)
    assert article.metadata.title == "Der Kran von Holmstede"
    assert article.metadata.author == "Jana Beispiel"
    assert texts_of(article) == [BODY[0], BODY[3]]


# Who and when.
@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("8. Oktober 2030 von Anni", "Anni", "2030-10-08"),
        (
            "Von Jana Beispiel | Stand: 02.05.2031, 10:15 Uhr",
            "Jana Beispiel",
            "2031-05-02T10:15:00",
        ),
        ("Von Jana Beispiel, aktualisiert am 02.05.2031", "Jana Beispiel", "2031-05-02"),
        ("Aktualisiert am 03.05.2031, veröffentlicht am 02.05.2031", "", "2031-05-02"),
    ],
)
def test_a_line_below_the_headline_says_who_and_when(line: str, author: str, date: str) -> None:
    article = page(f"<h1>{TITLE}</h1><p>{line}</p>", paragraphs())
    assert (article.metadata.author, article.metadata.date) == (author, date)
    assert texts_of(article) == list(BODY)


def test_a_sentence_with_a_day_and_a_name_names_no_author() -> None:
    told = "Am 8. Oktober 2030 kam ein Brief von Anni."
    article = page(f"<h1>{TITLE}</h1><p>{told}</p>", paragraphs())
    assert article.metadata.author == ""
    assert told in texts_of(article)


def test_a_byline_below_the_title_in_markdown_is_metadata() -> None:
    article = markdown(f"{TITLE}\n====\n\n*Von Jana Beispiel, 2. Mai 2031*\n\n" + "\n\n".join(BODY))
    assert (article.metadata.author, article.metadata.date) == ("Jana Beispiel", "2031-05-02")
    assert texts_of(article) == list(BODY)
    assert [removal.rule for removal in article.removed] == ["byline"]


# Titles.
@pytest.mark.parametrize("separator", ["«", "&laquo;", "–", "|"])
def test_the_site_in_the_main_heading_is_not_the_title(separator: str) -> None:
    source = (
        f"<html lang='de'><head><title>{TITLE} {separator} Annis Tagebuch</title></head><body>"
        f"<header><h1>Annis Tagebuch</h1></header><main><article><h2>{TITLE}</h2>{paragraphs()}"
        "</article></main></body></html>"
    )
    article = clean(load_text(source, name="seite.html", stem="seite"))
    assert article.metadata.title == TITLE
    assert texts_of(article) == list(BODY)


def test_a_lower_heading_that_the_page_names_first_is_no_title() -> None:
    top = "<h1>Kran für die Werft</h1><h2>Holmstede baut wieder Fähren</h2>"
    title = "Holmstede baut wieder Fähren - Kran für die Werft"
    assert page(top, paragraphs(), title).metadata.title == "Kran für die Werft"


def test_a_heading_of_one_word_and_a_year_is_the_title() -> None:
    article = page("<h1>Jahrestreffen 2031</h1>", paragraphs(), "Jahrestreffen")
    assert article.metadata.title == "Jahrestreffen 2031"


# Leads and captions.
def test_a_sentence_in_a_field_named_teaser_beside_the_body_is_the_lead() -> None:
    lead = "Neun Millionen Euro kostet der neue Kran der Werft."
    fields = (
        f"<div class='field field--name-field-teaser'><p>{lead}</p></div>"
        f"<div class='field field--name-body'>{paragraphs()}</div>"
    )
    article = page(f"<h1>{TITLE}</h1>", fields)
    assert article.blocks[0].kind is BlockKind.LEAD
    assert texts_of(article) == [lead, *BODY]


def test_an_invitation_in_a_field_named_teaser_is_no_lead() -> None:
    teaser = (
        "<div class='podcast-teaser'><p>Hören Sie diesen Text auch in unserer Sendung.</p></div>"
    )
    article = page(f"<h1>{TITLE}</h1>", f"{teaser}<div class='body'>{paragraphs()}</div>")
    assert article.blocks[0].kind is BlockKind.PARAGRAPH


def test_a_teaser_of_another_article_above_the_body_is_no_lead() -> None:
    other = (
        "<div class='teaser'><h3><a href='/f'>Fähre fährt wieder</a></h3>"
        "<p>Nach drei Wochen im Dock ist die Fähre zurück auf ihrer Strecke.</p></div>"
    )
    article = page(f"<h1>{TITLE}</h1>{other}", f"<div class='body'>{paragraphs()}</div>")
    assert not any("Fähre ist" in text or "Fähre zurück" in text for text in texts_of(article))


def test_a_paragraph_called_caption_right_below_a_picture_is_its_caption() -> None:
    picture = "<amp-img src='https://bote.example/i/kran.jpg' width='1200' height='800'></amp-img>"
    caption = "<p class='caption'>Der alte Kran im Dock. Bild: Ralf Muster</p>"
    (image,) = images_in(page(f"<h1>{TITLE}</h1>{picture}{caption}", paragraphs()).blocks)
    blocks = page(f"<h1>{TITLE}</h1>{picture}{caption}", paragraphs()).blocks
    assert blocks[0].text == "Der alte Kran im Dock."
    assert image.credit == "Bild: Ralf Muster"


def test_teasers_below_short_news_are_not_its_text() -> None:
    said = (
        "Die Bäckerei am Markt schließt nach zwölf Jahren, weil sich kein Nachfolger gefunden hat.",
        "Im Stadtwald hat eine Klasse Bäume gepflanzt, die einmal einen Spielplatz schützen sollen.",
        "Drei Schafe sind am Morgen auf der Landstraße spaziert, die Polizei brachte sie zurück.",
    )
    cards = "".join(
        f"<div class='card'><a href='/{n}'><h3>Meldung {n} aus der Stadt</h3></a><p>{text}</p></div>"
        for n, text in enumerate(said)
    )
    below = f"<section><h2>Neueste Meldungen</h2>{cards}</section>"
    short = (BODY[0], "Der alte Kran wird verschrottet.")
    article = page(f"<h1>{TITLE}</h1>", paragraphs(short), below=below)
    assert texts_of(article) == list(short)


def test_parts_of_an_article_under_linked_headings_stay() -> None:
    parts = "".join(
        f"<h3><a href='/{n}'>Teil {n}: Der Hafen</a></h3><p>{t}</p>" for n, t in enumerate(BODY)
    )
    article = page(f"<h1>{TITLE}</h1>", parts)
    assert [text for text in texts_of(article) if text in BODY] == list(BODY)


# What is no article, and what is cut.
def test_the_offer_in_a_wall_is_no_text_and_the_article_is_cut() -> None:
    wall = (
        "<div class='paywall-box'><h3>Weiterlesen mit HB+</h3>"
        "<p>Jetzt 30 Tage kostenlos testen und alle Artikel lesen.</p><a href='/t'>Jetzt testen</a>"
        "<p>Bereits Abonnent? <a href='/a'>Anmelden</a></p></div>"
    )
    article = page(f"<h1>{TITLE}</h1>", paragraphs(BODY[:2]) + wall)
    assert texts_of(article) == list(BODY[:2])
    assert "paywall" in article.cut


def test_text_behind_a_wall_that_the_page_holds_stays() -> None:
    article = page(f"<h1>{TITLE}</h1>", f"<div class='paywall'>{paragraphs()}</div>")
    assert texts_of(article) == list(BODY)


def test_the_numbers_of_pages_below_the_text_say_that_it_is_cut() -> None:
    pager = "<div><a href='/x'>1</a> <a href='/x/2'>2</a> <a href='/x/3'>3</a> <a href='/x/2'>Nächste Seite</a></div>"
    assert page(f"<h1>{TITLE}</h1>", paragraphs() + pager).cut == "it is one page of several"


def test_a_report_on_a_page_that_does_not_exist_any_more_is_one() -> None:
    told = (
        "Die Seite der Stadt existiert seit gestern nicht mehr, jedenfalls nicht unter der alten Adresse.",
        "Wir haben im Rathaus nachgefragt. Sie spricht dort von einem Versehen beim Umzug der Rechner.",
    )
    title = "Seite der Stadt war nicht erreichbar"
    assert texts_of(page(f"<h1>{title}</h1>", paragraphs(told), title)) == list(told)


@pytest.mark.parametrize(
    "body",
    [
        (
            "<h1>Hoppla, hier ist nichts!</h1><p>Die von Ihnen gesuchte Seite existiert leider nicht. Bitte "
            "prüfen Sie die Adresse oder nutzen Sie unsere Suche, um den Inhalt zu finden.</p>"
        ),
        (
            "<h1>Bote mit Werbung lesen</h1><p>Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Ihre "
            "Zustimmung ist jederzeit widerrufbar.</p><p>oder mit dem Abo für 3 Euro im Monat nahezu ohne "
            "Werbung und ohne Tracking nutzen.</p><p>Wir und unsere 214 Partner verarbeiten "
            "personenbezogene Daten, um Inhalte zu messen und Zielgruppen zu erforschen.</p>"
        ),
    ],
)
def test_a_page_in_place_of_an_article_is_none(body: str) -> None:
    source = f"<html lang='de'><head><title>Bote</title></head><body>{body}</body></html>"
    with pytest.raises(CleanError, match="not an article"):
        clean(load_text(source, name="seite.html", stem="seite"))
