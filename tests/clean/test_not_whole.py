"""What is no article is refused, and where an article breaks off is told."""

from __future__ import annotations

import pytest

from translator.article import Article
from translator.clean import clean
from translator.clean.cut import is_page_of
from translator.errors import CleanError
from translator.load import load_text

TITLE = "Land verstärkt Deiche an der Nordsee"
URL = "https://www.kuestenbote.example/politik/deiche.html"
BODY = (
    (
        "Die Landesregierung hat am Dienstag in Kiel ein neues Programm für den Küstenschutz "
        "vorgestellt, mit dem in den kommenden zehn Jahren mehrere Deiche verstärkt werden."
    ),
    (
        "Die Gemeinden hatten seit langem mehr Geld verlangt. Vertreter der Inseln sprachen von einem "
        "ersten Schritt, der aber nicht ausreiche, um die Häuser hinter den Deichen zu schützen."
    ),
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)


def page(body: str, title: str = TITLE, head: str = "", url: str = URL) -> Article:
    source = (
        f"<html lang='de'><head><title>{title}</title>{head}</head><body><nav><a href='/'>Start</a>"
        f"</nav><main>{body}</main><footer><p>Impressum</p></footer></body></html>"
    )
    return clean(load_text(source, name="seite.html", stem="seite", url=url))


def article(below: str, head: str = "", text: str = TEXT) -> Article:
    return page(f"<article><h1>{TITLE}</h1>{text}{below}</article>", head=head)


def pasted(text: str) -> Article:
    return clean(load_text(text.encode(), name="text.txt", stem="text"))


CONSENT = (
    "<h1>Küstenbote mit Werbung</h1><p>Besuchen Sie unsere Seite wie gewohnt mit Werbung und "
    "Tracking. Details finden Sie in der Datenschutzerklärung.</p><p>Um der Nutzung zuzustimmen, "
    "müssen Cookies in Ihrem Browser erlaubt sein. Wir und unsere 180 Partner verwenden Cookies, um "
    "Inhalte zu personalisieren.</p><p>Bereits Pur-Abonnent? Hier anmelden.</p>"
)
ROBOT = (
    "<h1>Einen Moment bitte</h1><p>Wir haben ungewöhnlichen Datenverkehr aus Ihrem Netz bemerkt. "
    "Bitte bestätigen Sie, dass Sie kein Roboter sind, und Sie werden weitergeleitet.</p>"
)
ERROR = (
    "<h1>Seite nicht gefunden</h1><p>Die von Ihnen gesuchte Seite wurde leider nicht gefunden. "
    "Vielleicht wurde sie verschoben, oder Sie haben sich bei der Adresse vertippt.</p>"
)
LOGIN = (
    "<h1>Anmelden</h1><p>Bitte melden Sie sich mit Ihren Zugangsdaten an, damit Sie alle Texte lesen "
    "können, die wir für Sie schreiben.</p><form>E-Mail <input> Passwort <input></form>"
)
NONE = [
    (CONSENT, "Zustimmung", "a consent page, not an article"),
    (ROBOT, "Einen Moment bitte", "a page that checks for robots, not an article"),
    (ERROR, "Fehler 404", "an error page, not an article"),
    (LOGIN, "Anmelden", "a log-in page, not an article"),
]


@pytest.mark.parametrize(("body", "title", "message"), NONE)
def test_what_is_shown_in_place_of_an_article_is_refused(
    body: str, title: str, message: str
) -> None:
    with pytest.raises(CleanError) as caught:
        page(body, title)
    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize(("body", "title", "message"), NONE)
def test_an_article_beside_such_a_text_is_an_article(body: str, title: str, message: str) -> None:
    del title, message
    banner = body.replace("h1>", "div>")
    found = page(f"<article><h1>{TITLE}</h1>{TEXT}</article><div>{banner}</div>")
    assert [block.text for block in found.blocks][:2] == list(BODY)


@pytest.mark.parametrize(
    "report",
    [
        (
            "Wer im Netz liest, klickt täglich Banner weg: Das Gericht in Luxemburg hat nun entschieden, "
            "dass eine Einwilligung in Cookies nicht voreingestellt sein darf, und gab den Klägern recht."
        ),
        (
            "Nach dem Ausfall sahen Millionen Menschen nur noch die Zeile „Seite nicht gefunden“, weil ein "
            "Dienstleister am Morgen seine Server falsch eingerichtet hatte, wie die Firma mitteilte."
        ),
        (
            "Ein Passwort reicht nicht mehr: Das Amt rät, sich bei Banken nur noch mit zwei Schritten "
            "anzumelden, und verweist auf Zahlen, nach denen jedes dritte Konto angegriffen wurde."
        ),
    ],
)
def test_a_report_on_such_pages_is_an_article(report: str) -> None:
    assert page(f"<h1>Streit um Seiten im Netz</h1><p>{report}</p>{TEXT}").text.startswith(report)


@pytest.mark.parametrize(
    "report",
    [
        (
            "Die Seite des Kreises ist seit Montag nicht erreichbar, weil ein Bagger in Aurich ein Kabel "
            "zerrissen hat."
        ),
        (
            "Ein Captcha soll die Terminvergabe im Amt vor Programmen schützen, teilte der Kreis am Montag "
            "mit."
        ),
    ],
)
def test_a_short_report_is_an_article(report: str) -> None:
    found = page(f"<article><h1>Kreis kämpft mit seiner Technik</h1><p>{report}</p></article>")
    assert found.text == report


@pytest.mark.parametrize(
    "title",
    ["Anmeldung zum Deichlauf beginnt", "Wartungsarbeiten an der Schleuse", "Nichts gefunden"],
)
def test_a_report_may_be_called_like_such_a_page(title: str) -> None:
    assert page(f"<article><h1>{title}</h1>{TEXT}</article>", title=title).metadata.title == title


def test_pasted_consent_is_refused_too() -> None:
    with pytest.raises(CleanError, match="a consent page"):
        pasted(
            "Küstenbote mit Werbung\n\nBesuchen Sie unsere Seite wie gewohnt mit Werbung und Tracking "
            "und lesen Sie in der Datenschutzerklärung, was wir und unsere Partner damit tun.\n\n"
            "Wir und unsere 180 Partner verwenden Cookies, um Inhalte zu personalisieren, und bitten "
            "Sie dafür um Ihre Einwilligung, die Sie jederzeit widerrufen können.\n"
        )


@pytest.mark.parametrize(
    "wall",
    [
        "<div class='box'><p>Weiterlesen mit K+</p><p>4 Wochen für 1 Euro testen</p></div>",
        "<p>Kostenlos registrieren und weiterlesen</p>",
        "<div class='offer'><h3>Möchten Sie weiterlesen?</h3></div>",
        "<div class='paywall'><p>Sie haben bereits ein Abo? Hier anmelden.</p></div>",
        "<p>Diesen Artikel lesen nur Abonnenten: Er ist nur für Abonnenten des Küstenboten.</p>",
        "<div><p>Subscribe to continue reading</p></div>",
    ],
)
def test_a_wall_at_the_end_is_told(wall: str) -> None:
    found = article(wall)
    assert found.cut.startswith("it breaks off at a paywall: “")
    assert [block.text for block in found.blocks][:2] == list(BODY)


def test_an_element_named_after_walls_that_holds_the_text_is_none() -> None:
    found = page(
        f"<h1>{TITLE}</h1><div class='steady-paywall'>{TEXT}<p>Abo und Newsletter</p></div>"
    )
    assert found.cut == ""


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='newsletter'><p>Jetzt den Newsletter abonnieren</p></div>",
        "<aside><p>Küstenbote im Abo: 4 Wochen für 1 Euro testen</p></aside>",
        "<p>Zum Weiterlesen: Eva Test, Deiche, Nordlicht Verlag.</p>",
        "<div class='paywall-overlay'><p>Weiterlesen mit K+</p></div>",
        "<p>Weiterlesen nach der Anzeige</p>",
        "<p>Weiterlesen nach Werbung</p>",
        "<ul class='teaser'><li>Schafe auf dem Deich … <a href='/a'>weiterlesen</a></li></ul>",
        "<div class='comments'><p>Seite 1 von 3</p></div>",
        "<nav><a rel='next' href='/politik/schafe.html'>Nächster Artikel</a></nav>",
    ],
)
def test_what_stands_beside_a_whole_article_is_no_wall(beside: str) -> None:
    assert article(beside).cut == ""


def test_a_divider_of_an_advertisement_goes_and_the_text_goes_on() -> None:
    found = article(f"<p>Weiterlesen nach der Anzeige</p><div>Anzeige</div>{TEXT}")
    assert found.cut == ""
    assert not any("Anzeige" in block.text for block in found.blocks)


def test_an_offer_is_a_wall_where_the_page_says_that_it_is_not_free() -> None:
    head = (
        "<script type='application/ld+json'>"
        f'{{"@type": "NewsArticle", "headline": "{TITLE}", "isAccessibleForFree": "False"}}</script>'
    )
    offer = "<div class='box'><p>Jetzt 4 Wochen testen</p></div>"
    assert article(offer, head).cut == "it breaks off at a paywall: “Jetzt 4 Wochen testen”"
    assert article(offer).cut == ""
    assert (
        article(offer, head, TEXT * 5 + "".join(f"<p>{n}. {BODY[0]}</p>" for n in range(9))).cut
        == ""
    )


def test_the_rest_behind_a_link_is_told_with_its_address() -> None:
    begins = f"<p>{BODY[0]}</p><p>Die Gemeinden an der Küste hatten seit langem mehr Geld …</p>"
    found = article("<p><a href='/politik/deiche-2'>Weiterlesen</a></p>", text=begins)
    assert found.cut == (
        "it breaks off in “der Küste hatten seit langem mehr Geld …”; the rest is "
        "elsewhere: https://www.kuestenbote.example/politik/deiche-2"
    )


@pytest.mark.parametrize(
    ("below", "head", "cut"),
    [
        ("<p>Seite 1 von 3</p>", "", "it is page 1 of 3 only"),
        ("<p>Seite 3 von 3</p>", "", ""),
        (
            "<p>Seite 1/3 <a href='deiche-2.html'>Seite 2</a></p>",
            "<link rel='next' href='/politik/deiche-2.html'>",
            "it is page 1 of 3 only; the next one: https://www.kuestenbote.example/politik/deiche-2.html",
        ),
        (
            "<p><a href='?page=2'>Nächste Seite</a></p><p><a href='/x/alles'>Auf einer Seite lesen</a></p>",
            "",
            ("it is one page of several; the next one: "
            "https://www.kuestenbote.example/politik/deiche.html?page=2; all of it on one page: "
            "https://www.kuestenbote.example/x/alles"),
        ),
        (
            "<p><a href='?p=2&amp;locale=de'>Weiterlesen &gt;&gt;</a></p>", "",
            "it is one page of several; the next one: https://www.kuestenbote.example/politik/deiche.html?p=2&locale=de",
        ),
        ("<p><a href='/politik/schafe.html'>Weiterlesen &gt;&gt;</a></p>", "", ""),
        ("", "<link rel='next' href='/politik/schafe.html'>", ""),
    ],
)  # fmt: skip
def test_the_page_of_several_is_told(below: str, head: str, cut: str) -> None:
    assert article(below, head).cut == cut


NOT_FREE = (
    "<script type='application/ld+json'>"
    f'{{"@type": "NewsArticle", "headline": "{TITLE}", "isAccessibleForFree": "False"}}</script>'
)
BREAKS_OFF = f"<p>{BODY[0]}</p><p>Die Gemeinden an der Küste hatten seit langem mehr Geld …</p>"
MORE = "<p><a href='/politik/deiche-2'>Weiterlesen</a></p>"
PLACES = "".join(
    f"<p><a href='/{name}'>{name} und die Küste</a></p>" for name in ("Husum", "Büsum", "Amrum")
)


@pytest.mark.parametrize(
    ("below", "head", "text"),
    [
        pytest.param(
            "<aside><p>Um diesen Text weiterzulesen, brauchte es früher Geduld: Wer die Zeitung der "
            "Küste lesen wollte, ging in das Rathaus, setzte sich an den langen Tisch, wartete auf den "
            "Boten, der mit dem Schiff kam, und las dann, was vor zwei Tagen in der Stadt geschehen "
            "war.</p></aside>",
            "", TEXT, id="a paragraph that only sounds like a wall",
        ),
        pytest.param(
            "<aside><p>Wer das Programm der Küste nicht kennt, kann sich bei der Behörde in Kiel "
            "anmelden und mit ihr reden.</p></aside>",
            NOT_FREE, TEXT, id="a sentence with the words of an offer",
        ),
        pytest.param(
            f"{MORE}<p>Schafe auf dem Deich</p>{MORE.replace('deiche', 'schafe')}",
            "", BREAKS_OFF, id="teasers, each with its link",
        ),
        pytest.param(f"{PLACES}{MORE}", "", BREAKS_OFF, id="a link further down"),
        pytest.param(MORE, "", TEXT, id="the text ends with a full stop"),
        pytest.param(
            "<p><a href='https://www.nordlicht.example/politik/deiche-2.html'>Nächste Seite</a></p>",
            "", TEXT, id="the next page of another house",
        ),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_cut_is_none(below: str, head: str, text: str) -> None:
    assert article(below, head, text).cut == ""


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("https://www.kuestenbote.example/politik/deiche-2.html", True),
        ("https://www.kuestenbote.example/politik/deiche,2.html", True),
        ("https://www.kuestenbote.example/politik/deiche.html?page=2", True),
        ("https://www.kuestenbote.example/politik/deiche.html", False),
        ("https://www.kuestenbote.example/politik/schafe-2.html", False),
        ("https://www.kuestenbote.example/politik/deiche.html/comment-page-2", False),
        ("https://www.kuestenbote.example/politik/deiche-2.html#comment-7", False),
        ("https://www.nordlicht.example/politik/deiche-2.html", False),
    ],
)
def test_another_page_of_an_article_differs_in_a_number(address: str, *, same: bool) -> None:
    assert is_page_of(address, URL) is same


def test_a_place_on_the_last_page_is_no_next_one() -> None:
    last = page(
        f"<article><h1>{TITLE}</h1><p>{TEXT}</p><p><a href='#top'>Weiter</a></p></article>",
        url=f"{URL}?page=2",
    )
    assert last.cut == ""


def test_a_wall_below_pasted_text_is_told() -> None:
    found = pasted(f"{TITLE}\n\n" + "\n\n".join(BODY) + "\n\nWeiterlesen mit K+\n")
    assert found.cut == "it breaks off at a paywall: “Weiterlesen mit K+”"
    assert "K+" not in found.text
    assert pasted(f"{TITLE}\n\n" + "\n\n".join(BODY) + "\n").cut == ""


SENTENCES = (
    "Der Landrat dankte allen Helfern.",
    "Rund 200 Gäste kamen zum Fest.",
    "Der Umbau dauert bis Mitte November.",
    "Mitte Januar war es sehr kalt.",
    "Ein Rentner stürzte mit dem Rad.",
    "Die Schäden an der Brücke sind groß.",
    "Wie spät ist es?",
    "Ein Gewitter zog über die Stadt.",
    "Die Sängerin wohnt in einem alten Haus und hat drei Hunde und ein Pferd.",
    "In der 75. Minute fiel das 2:1.",
    "3 Eier",
    "500 g Mehl",
    "Das Rezept ist für vier Personen.",
    "Die Bürgermeisterin sagte, sie sei froh.",
    "Das Team gewann am Ende mit 3:1.",
    "Auf dem Hof leben Gänse und Enten.",
    "Die Feuerwehr löschte den Brand.",
)


def test_a_list_of_sentences_that_is_taken_for_no_article_says_so() -> None:
    found = pasted("\n".join(SENTENCES))
    assert [block.text for block in found.blocks] == list(SENTENCES[7:9])
    assert found.cut.endswith("sentences or paragraphs of its file were taken for no part of it")


def test_teasers_around_an_article_are_nothing_to_be_said() -> None:
    assert pasted("\n".join([TITLE, *BODY, "Mehr zum Thema", *SENTENCES])).cut == ""
