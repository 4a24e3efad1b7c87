"""Names of elements are bounded in what they may take; invitations and notes of the house go."""

from __future__ import annotations

import pytest

from tests.clean.test_belonging import TEXTS, page, paragraphs, texts
from tests.clean.test_between_and_below import pieces_of
from translator.clean.in_text import in_text
from translator.clean.phrases import words

NAMES = sorted(words("element_names") | {"comment", "banner", "hidden", "widget"})
OTHER_THAN_ARTICLES = {"copyright"}  # the engine passes over all that is called so


@pytest.mark.parametrize("name", sorted({*NAMES} - OTHER_THAN_ARTICLES))
@pytest.mark.parametrize(
    "passage",
    [
        "<p class='{name}'>{text}</p>",
        "<div class='{name}'><p>{text}</p></div>",
        "<section id='{name}'><h2>Streit um das Land</h2><p>{text}</p></section>",
    ],
)
def test_a_passage_between_two_paragraphs_stays_whatever_its_name(name: str, passage: str) -> None:
    inner = passage.format(name=name, text=TEXTS[2])
    body = f"<article><h1>Land</h1>{paragraphs(0, 1)}{inner}{paragraphs(3)}</article>"
    assert [text for text in texts(page(body)) if text in TEXTS] == list(TEXTS)


@pytest.mark.parametrize("name", sorted({*NAMES} - {"comments", "copyright"}))
def test_a_whole_body_stays_whatever_its_name(name: str) -> None:
    body = f"<div class='{name}'><h1>Land</h1>{paragraphs(0, 1, 2, 3)}</div>"
    assert texts(page(body)) == list(TEXTS)


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=related><p><a href=/1>{TEXTS[2]}</a></p></div>",
        "<div class=teaser><div><article><div><div><h3>Schafe auf dem Deich</h3></div></div><p>Seit dem Frühjahr weiden am Deich mehr Schafe als je zuvor.</p></article></div></div>",
        "<div class=author><p>Die Autorin ist Professorin in Kiel und berät das Land seit vielen Jahren.</p></div>",
        "<div class=newsletter><p>Jeden Morgen schreiben wir Ihnen, was an der Küste in der Nacht geschehen ist.</p></div>",
        "<div class=teaser><h3><a href=/1>Schafe auf dem Deich</a></h3><p>Seit dem Frühjahr weiden am Deich mehr Schafe als je zuvor.</p></div>",
    ],
)
def test_what_leads_elsewhere_or_speaks_to_readers_in_such_an_element_goes(box: str) -> None:
    body = f"<article><h1>Land</h1>{paragraphs(0, 1)}{box}{paragraphs(3)}</article>"
    assert texts(page(body)) == [*TEXTS[:2], TEXTS[3]]


@pytest.mark.parametrize(("name", "belongs"), [("passage", True), ("field--pullquote", False)])
def test_a_sentence_once_more_in_large_letters_is_no_passage(name: str, *, belongs: bool) -> None:
    again = f"<div class='{name}'>Das Wasser steigt höher, als die alten Pläne es vorsahen.</div>"
    pieces = pieces_of(f"<div>{paragraphs(0, 1)}{again}{paragraphs(3)}</div>")
    votes = [piece.tag == "p" for piece in pieces]
    assert (votes.index(False) in in_text(pieces, votes, [False] * len(pieces))) is belongs


GOES = [
    "<p>Sie wollen nichts mehr verpassen? <a href='https://kanal.example/c'>Abonnieren Sie unseren WhatsApp-Kanal</a>.</p>",
    "<p><strong>Folge uns auf Instagram für mehr Bilder vom Meer!</strong></p>",
    "<p>Wie hat Ihnen der Artikel gefallen?</p>",
    "<p>Pressekontakt:</p><p>Anna Probe</p><p>Telefon: 04841 1234</p><p><a href=mailto:p@koog.example>p@koog.example</a></p>",
    "<p>Pressekontakt:<br>Koogwerke GmbH<br>Anna Probe<br>Tel. 04841 1234<br>presse@koog.example</p>",
    "<p>Bei Käufen über unsere Links erhalten wir eine Provision.</p>",
    "<p><em>Hinweis: Wenn Sie über einen Link in diesem Artikel etwas kaufen, bekommen wir eine kleine Provision.</em></p>",
    "<p>Nichts Neues verpassen!</p>",
    "<p>Nichts Neues verpassen! - Newsletter abonnieren</p>",
    "<p>Wird geladen …</p>",
    "<p>Jetzt die App laden und keine Sturmwarnung mehr verpassen.</p>",
    "<p>Empfohlener redaktioneller Inhalt</p>",
]  # fmt: skip


@pytest.mark.parametrize("left_over", GOES)
@pytest.mark.parametrize("at_end", [True, False])
def test_an_invitation_or_note_of_the_house_goes(left_over: str, *, at_end: bool) -> None:
    body = f"{paragraphs(0, 1, 2)}{left_over}{paragraphs(3)}"
    if at_end:
        body = f"{paragraphs(0, 1, 2, 3)}{left_over}"
    assert texts(page(f"<article><h1>Land</h1>{body}</article>")) == list(TEXTS)


@pytest.mark.parametrize(
    "told",
    [
        "Der Verein hat einen eigenen Kanal auf WhatsApp, dem auch die Nachbarn folgen.",
        "„Folgen Sie unserem Kanal, wenn Sie mehr wissen wollen“, sagte der Wirt am Hafen.",
        "Für jeden Kauf über die Links erhalten die Händler am Hafen eine Provision.",
        "Laden Sie die App der Krankenkasse und melden Sie sich mit der Nummer der Karte an.",
        "Wir folgen dem Deich nach Norden, und bei jedem Schritt wird unser Weg schmaler.",
        "Den Pressekontakt des Ministers hatte am Abend niemand mehr erreicht.",
    ],
)
def test_a_sentence_on_channels_and_commissions_stays(told: str) -> None:
    body = f"<article><h1>Land</h1>{paragraphs(0, 1, 2)}<p>{told}</p>{paragraphs(3)}<p>{told}</p></article>"
    assert told in texts(page(body))


def test_the_sentences_below_a_press_contact_stay_and_its_numbers_go() -> None:
    about = "Die Koogwerke bauen seit hundert Jahren Deiche und haben ihren Sitz in Husum."
    contact = f"<p>Medienkontakt</p><p>Anna Probe</p><p>Telefon: 04841 1234</p><p>{about}</p>"
    body = f"<article><h1>Land</h1>{paragraphs(0, 1, 2, 3)}{contact}</article>"
    assert texts(page(body)) == [*TEXTS, about]


def test_the_arrow_back_from_a_note_is_no_text() -> None:
    note = "Landesamt für Küstenschutz, Bericht zur Lage der Deiche, Seite 4."
    notes = f"<ol><li id=n1>{note} <a href='#r1'>↩︎</a></li></ol>"
    body = f"<article><h1>Land</h1>{paragraphs(0, 1, 2, 3)}{notes}</article>"
    assert texts(page(body)) == [*TEXTS, note]
