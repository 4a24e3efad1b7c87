"""No phrase takes a sentence of running prose, whatever it begins with; lists of facts stay whole."""

from __future__ import annotations

import re

import pytest

from tests.clean.test_belonging import TEXTS, page, paragraphs, texts
from tests.clean.test_phrases import FILES
from translator.clean import clean
from translator.clean.phrases import Mode, parse
from translator.clean.pieces import Piece
from translator.clean.rules import Context, judge, known_phrase
from translator.load import load_text

OPENINGS = sorted(
    {
        re.sub(r"\{n\}", "3", re.sub(r"\{…\}", "Der Deich", phrase))
        for file in FILES
        for mode in (Mode.START, Mode.OPENING)
        for phrase in parse(file.read_text(encoding="utf-8"))[1][mode]
    }
)

# What a phrase begins in an article that is no report of what somebody said.
SENTENCES = [
    "Jede Spende hilft den Menschen, die im Tal alles verloren haben.",
    "Jede Spende ist für die Feuerwehr der Insel ein Grund zur Freude.",
    "Ihre Spende können Sie bis zum Ende des Jahres von der Steuer absetzen.",
    "Mit einer Spende können Sie auch den Tieren im Heim helfen.",
    "Spendenkonto und Vereinskasse hat der Schatzmeister nie getrennt.",
    "Werden Sie Mitglied in einem Mieterverein, ist der Rat dort umsonst.",
    "Guter Journalismus kostet viel Zeit, und die fehlt am Deich.",
    "Täglich die wichtigsten Vitamine liefert ein Teller Gemüse.",
    "Täglich die wichtigsten Dehnungen machen Sie am besten morgens.",
    "Jeden Morgen die Katze zu füttern ist auf dem Hof seine Aufgabe.",
    "Verpassen Sie keine der Fristen, die im Vertrag stehen.",
    "Nichts verpassen will der Wirt am Hafen, wenn die Regatta beginnt.",
    "Mit dem Newsletter der Stadt hat das Amt nichts zu tun, es druckt Hefte.",
    "Alle Inhalte der Truhe liegen seit dem Sommer im Museum.",
    "Jeden Monat einen Schritt weiter geht der Bau der Schleuse.",
    "Jederzeit kündbar ist ein Mietvertrag für den Vermieter nicht.",
    "Sie sind bereits am Morgen auf den Deich gestiegen und haben gewartet.",
    "Sie haben bereits einen Antrag auf Hilfe beim Kreis gestellt.",
    "Sie haben bereits ein Boot gekauft und wollen im Mai auslaufen.",
    "Unbegrenzter Zugang zum Strand ist an der Küste ein altes Recht.",
    "Zum Weiterlesen ist das Buch am Abend zu spannend gewesen.",
    "Lesen Sie jetzt den Zähler ab und schreiben Sie den Stand auf.",
    "Lesen Sie mehrmals am Tag die Temperatur des Wassers ab.",
    "Mehr zum Thema wollte der Sprecher der Gemeinde nicht verraten.",
    "Weiterlesen bei schlechtem Licht ist für die Augen nicht schädlich.",
    "Teile diesen Teig in vier Stücke und lass ihn eine Stunde gehen.",
    "Teilen Sie diesen Betrag durch die Zahl der Monate, die Sie warten.",
    "Folgen Sie uns auf eine Reise durch die Marschen, in denen die Zeit steht.",
    "Diskutieren Sie mit dem Arzt, ob die Tabletten nötig sind.",
    "Schreiben Sie Ihre Ziele auf einen Zettel, der am Spiegel hängen kann.",
    "Bitte melden Sie sich an der Kasse, wenn Sie den Turm besteigen wollen.",
    "Bitte loggen Sie sich ein und ändern Sie danach den Schlüssel.",
    "Bitte deaktivieren Sie vor der Messung alle Lampen im Haus.",
    "Ihre Meinung interessiert im Rathaus seit Jahren niemanden.",
    "Nur angemeldete Boote dürfen in den neuen Hafen einlaufen.",
    "An dieser Stelle finden Sie den Schalter, mit dem die Pumpe läuft.",
    "An dieser Stelle ist der Deich im Jahr 1962 gebrochen.",
    "An dieser Stelle befindet sich seit hundert Jahren ein Brunnen.",
    "Dieses Element enthält 26 Protonen und ist das häufigste der Erde.",
    "Mit der Nutzung dieser Flächen hat die Gemeinde gute Erfahrungen gemacht.",
    "Mit Ihrer Zustimmung darf der Vermieter die Wohnung betreten.",
    "Ich bin damit einverstanden, dass mein Sohn die Schule wechselt.",
    "Damit können personenbezogene Daten künftig besser geschützt werden.",
    "Das Video konnte nicht als Beweis dienen, entschied das Gericht.",
    "Zu sehen am Horizont war nur der Leuchtturm der Insel.",
    "Zu hören in der Halle ist das Summen der Pumpen.",
    "Video: Die Kamera nimmt in voller Auflösung auf, das Bild ist ruhig.",
    "Zur Person: Anna Probe, 43 Jahre, ist Ingenieurin und leitet das Amt.",
    "Dieser Text stammt aus dem zwölften Jahrhundert und ist auf Latein.",
    "Dieser Beitrag enthält Rezepte, die schon die Großmutter kannte.",
    "Dieser Beitrag gibt einen Überblick über die neuen Fristen.",
    "Dieser Kommentar gibt der Debatte eine Richtung, die neu ist.",
    "Der Deich ist Teil des Küstenschutzes und bleibt gesperrt.",
    "Der Text wurde mithilfe einer Lupe entziffert und abgeschrieben.",
    "Die mit einem Stern ausgezeichneten Köche haben in Husum gefeiert.",
    "Anzeige: Gegen den Mann ist bei der Polizei nichts bekannt.",
    "Kontakt zum Autor hatte die Familie seit dem Krieg nicht mehr.",
    "Die Kommentarfunktion hat der Verein nach dem Streit abgeschaltet.",
    "Alle Artikel von Wert wurden vor der Flut in den Turm gebracht.",
    "Mit Material von der alten Mole wurde der Weg befestigt.",
    "Haben Sie einen Fehler in der Rechnung, ist ein Brief an das Amt nötig.",
    "Anmerkung der Redaktion: Gemeint ist der Pegel am alten Hafen.",
    "Thema: Der Rat hat über den Deich gestritten, und keiner hat gewonnen.",
    "Copyright ist ein Wort, das im deutschen Recht nicht steht.",
    "Help us was the only word the sailors could read on the sand.",
    "Story continues to be a word that was heard at every table.",
    "Listen to old sailors and the storm is always around the corner.",
    "Veröffentlicht unter falschem Namen, wurde das Buch in Husum ein Erfolg.",
    "Bereits Abonnent war nur der Pfarrer.",
    "Schon registriert sind 300 Läufer.",
    "Fehler melden mussten die Lotsen sofort.",
    "Kommentare zu diesem Vorfall gab es keine.",
    "Mehr zum Thema Brücken weiss der Ingenieur.",
    "Alle Rechte vorbehalten blieben dem König und seinem Hof.",
    "Alle Rechte vorbehalten blieben dem König.",
    "Lesen Sie auch nachts, rät der Arzt.",
    "Anzeige erstattete er nie.",
    "Copyright kannte man damals nicht.",
    "Log in to the router was the first line of the old manual.",
]  # fmt: skip
CHROME = [
    ("Jede Spende hilft uns, weiter unabhängig zu berichten.", "donation"),
    ("Unterstützen Sie unsere Arbeit, damit wir weiter von der Küste berichten können.", "donation"),
    ("Nichts verpassen: Alles von der Küste ist jeden Morgen in Ihrem Postfach.", "newsletter"),
    ("Sie haben bereits ein Abo und wollen den Artikel lesen.", "paywall"),
    ("Sie müssen sich anmelden, um die Kommentarfunktion zu nutzen.", "comments"),
    ("Deine E-Mail-Adresse wird nicht veröffentlicht.", "comments"),
    ("Folgen Sie uns auf Instagram und Facebook.", "share"),
    ("Mehr zum Thema finden Sie in unserem Dossier.", "related"),
    ("Kommentare zu diesem Artikel sind geschlossen.", "comments"),
    ("Schon registriert? Dann melden Sie sich hier an.", "paywall"),
    ("Veröffentlicht unter Allgemein, Politik und Wirtschaft.", "navigation"),
    ("Alle Rechte vorbehalten. Nachdruck nur mit Genehmigung.", "disclaimer"),
    ("Dieser Beitrag enthält Werbung für Gummistiefel.", "advertising"),
    ("Der Artikel wird nach der Anzeige fortgesetzt.", "advertising"),
    ("Dieser Text wurde automatisch übersetzt und ist nicht geprüft.", "reading-help"),
    ("Zu sehen am Sonntag um 20.15 Uhr im Programm, danach ist alles in der Mediathek.", "broadcast"),
    ("Über die Autorin: Anna Probe ist Journalistin in Husum.", "author-box"),
    ("Dieser Artikel ist zuerst in der Küstenzeitung erschienen.", "disclaimer"),
]  # fmt: skip


@pytest.mark.parametrize("opening", OPENINGS)
def test_what_somebody_said_stays_whatever_it_begins_with(opening: str) -> None:
    text = f"{opening} zum Deich, sagte der Pfarrer."
    assert known_phrase(Piece(text)) is None
    longer = f"{opening} zum Deich, schrieb der Pfarrer im Herbst an seine Gemeinde."
    assert known_phrase(Piece(longer)) is None


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_of_an_article_stays_whatever_it_begins_with(text: str) -> None:
    assert judge(Piece(text), Context()).rule == ""
    assert text in texts(
        page(f"<article><h1>Land</h1>{paragraphs(0, 1)}<p>{text}</p>{paragraphs(2, 3)}</article>")
    )


@pytest.mark.parametrize(("text", "rule"), CHROME)
def test_a_sentence_that_speaks_for_the_page_goes(text: str, rule: str) -> None:
    found = known_phrase(Piece(text))
    assert found is not None
    assert found.rule == rule


FACTS = ["Prozessor: 8 Kerne", "Grafik: Meer GX 4060", "Speicher: 16 GB", "Anschlüsse: 2"]
BOOK = ["Titel: Der Deich", "Autor: Anna Probe", "Verlag: Koog und Siel", "Thema: Küste"]
LABELS = ["Autor: Anna Probe", "Foto: Jan Muster", "Thema: Küste", "Quelle: Koogblatt"]


@pytest.mark.parametrize("facts", [FACTS, BOOK])
@pytest.mark.parametrize("form", ["<ul>{}</ul>", "<div>{}</div>"])
def test_a_list_of_facts_stays_whole(facts: list[str], form: str) -> None:
    tag = "li" if form.startswith("<ul") else "p"
    items = form.format("".join(f"<{tag}>{fact}</{tag}>" for fact in facts))
    kept = texts(page(f"<article><h1>Land</h1>{paragraphs(0, 1)}{items}{paragraphs(2)}</article>"))
    assert kept[2:-1] == facts


def test_a_list_made_of_labels_is_the_pages_own() -> None:
    items = "".join(f"<p>{label}</p>" for label in LABELS)
    kept = texts(page(f"<article><h1>Land</h1>{paragraphs(0, 1)}{items}{paragraphs(2)}</article>"))
    assert kept == [*TEXTS[:2], TEXTS[2]]


PATH = "Einstellungen > System > Info"


def test_a_path_through_menus_within_the_text_is_no_breadcrumb() -> None:
    body = f"<p>{PATH}</p>{paragraphs(0, 1)}<p>{PATH}</p>{paragraphs(2)}<p><a href=/s>Start > Küste</a></p>"
    assert texts(page(f"<article><h1>Land</h1>{body}</article>")) == [*TEXTS[:2], PATH, TEXTS[2]]


def test_a_path_through_menus_in_pasted_text_stays() -> None:
    text = "\n\n".join([PATH, "Land verstärkt die Deiche", *TEXTS[:3], PATH, TEXTS[3]])
    assert PATH in [block.text for block in clean(load_text(text, name="a.txt", stem="a")).blocks]


def test_an_article_on_phishing_keeps_the_warning_it_quotes() -> None:
    warning = (
        "„Ihr Konto ist gesperrt. Bitte melden Sie sich mit Benutzername und Passwort an und bestätigen Sie Ihre "
        "E-Mail-Adresse“, steht in der Nachricht."
    )
    told = (
        "Wer Benutzername, Passwort und E-Mail-Adresse eingibt, dessen Konto räumen die Täter leer."
    )
    body = f"{paragraphs(0, 1, 2)}<p>{warning}</p><p>{told}</p>{paragraphs(3)}"
    kept = texts(page(f"<article><h1>Land</h1>{body}</article>"))
    assert warning in kept
    assert told in kept
    own = "Ihr Konto ist gesperrt. Bitte melden Sie sich mit Benutzername und Passwort an."
    assert judge(Piece(own), Context()).rule == "notice"
