"""The data files are well formed, and their phrases leave running prose alone."""

from __future__ import annotations

from importlib import resources

import pytest

from translator.clean.phrases import Mode, parse, phrases, words
from translator.clean.pieces import Piece
from translator.clean.rules import known_phrase, opens_box

FILES = sorted(
    entry
    for entry in (resources.files("translator.clean") / "data").iterdir()
    if entry.name.endswith(".txt")
)

PROSE = [
    "Diese E-Mail wurde an Hunderte Redaktionen verschickt, wie die Staatsanwaltschaft mitteilte.",
    "„Sie erhalten diese E-Mail, weil Ihr Konto gesperrt wurde“, stand in der Nachricht der Betrüger.",
    "Im Browser ansehen lässt sich die Karte erst, wenn die Stadt sie freigegeben hat, hieß es.",
    "Ausgedruckt am Tag danach, wurde das Foto in allen Zeitungen der Stadt zum Titelbild.",
    "Impressum: Das Wort stand in der Anzeige, aber eine Anschrift fanden die Ermittler dort nicht.",
    "Anzeigen gegen den Minister gingen am Montag bei der Staatsanwaltschaft in Bonn ein.",
    "Videos aus der Stadt zeigen, wie Menschen vor den Soldaten fliehen.",
    "Mehr als 300 Menschen wurden nach Angaben der Behörden verletzt.",
    "Alle Artikel lesen die Schüler selbst.",
    "Alle Artikel lesen die beiden Lehrer vor dem Druck.",
    "Mehr lesen die Deutschen nach einer neuen Studie vor allem im Urlaub, sagen Fachleute.",
    "Spenden in Höhe von zwei Millionen Euro gingen bei der Organisation ein.",
    "Kommentare aus Moskau blieben zunächst aus, wie die Agentur meldete.",
    "Folgen hat der Beschluss vor allem für die Rentner im Osten des Landes.",
    "Teilen wollen sich die beiden Staaten die Kosten des Projekts bis zum Jahr 2030.",
    "Weiter sagte der Bundeskanzler, die Gespräche seien schwierig gewesen.",
    "Zum Thema Abrüstung wollte sich der Sprecher am Dienstag nicht äußern.",
    "Themen der Konferenz sind die Sicherheit in Europa und der Handel mit China.",
    "Drucken ließ er die Zeitung in einem Keller, verteilt wurde sie nachts.",
    "Suche und Rettung wurden wegen des Sturms am Abend unterbrochen.",
    "Unterstützen will die EU-Kommission vor allem kleine Betriebe in der Region.",
    "Newsletter und Flugblätter der Partei sollen im Wahlkampf verboten werden.",
    "Anmelden müssen sich Reisende künftig drei Tage vor der Einreise ins Land.",
    "Alle Angaben des Ministeriums beruhen nach dessen Worten auf Schätzungen.",
    "Der Autor dieses umstrittenen Gesetzes sitzt inzwischen selbst im Gefängnis.",
    "Der Artikel 5 des Vertrags verpflichtet alle Staaten zum Beistand.",
    "Related charges against two officials were dropped on Monday, the court said.",
    "More than 300 people were injured in the attack, officials said on Tuesday.",
    "Follow the money, the investigators told reporters, and you find the network.",
    "Share prices fell sharply after the central bank raised its rates.",
    "Sign of hope: for the first time in weeks, the guns in the city fell silent.",
    "Watch for a change of tone in the next speech, diplomats in Geneva said.",
    "Save for a few shops, the centre of the town was deserted on Sunday.",
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_data_file_says_what_it_is_and_why(file: resources.abc.Traversable) -> None:
    text = file.read_text(encoding="utf-8")
    kind, sections = parse(text)
    assert text.startswith("# ")
    assert kind.rule
    assert kind.reason
    assert any(sections.values())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_phrase_says_where_it_was_seen(file: resources.abc.Traversable) -> None:
    unsaid, section, common = [], False, False
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section, common = True, False
        elif line.startswith("# Not seen"):
            common = True
        elif section and line and not line.startswith("# ") and not common:
            seen = line.partition("  # ")[2]
            if not seen or not all(host.strip() for host in seen.split(",")):
                unsaid.append(line)
    assert unsaid == []


def test_where_a_phrase_was_seen_is_no_part_of_it() -> None:
    _, sections = parse(
        "# Example\nrule: x\nreason: y\n\n[line]\nZum Heft  # a.example, b.example\n"
        "# Common wording\nNr. #{n}\n\n[start]\n*Anzeige   # a.example\n"
    )
    assert sections[Mode.LINE] == ["Zum Heft", "Nr. #{n}"]
    assert sections[Mode.START] == ["*Anzeige"]


@pytest.mark.parametrize("text", PROSE)
def test_a_phrase_never_fires_on_running_prose(text: str) -> None:
    assert known_phrase(Piece(text)) is None
    assert opens_box(Piece(text)) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Anzeige", "advertising"),
        ("Artikel drucken", "print"),
        ("URL: https://kuestenbote.example/a", "print"),
        ("Im Browser ansehen", "newsletter"),
        ("- ANZEIGE -", "advertising"),
        ("» Artikel teilen", "share"),
        ("Lesen Sie auch: Was Kiew jetzt plant", "related"),
        ("Lesen Sie auch", "related"),
        ("READ MORE: What Kyiv plans now", "related"),
        ("12 Kommentare", "comments"),
        ("Kommentare (12)", "comments"),
        ("1.204 Kommentare anzeigen", "comments"),
        ("Alle Angaben ohne Gewähr.", "disclaimer"),
        ("Sie möchten gerne weiterlesen?", "paywall"),
        ("Zum Inhalt springen", "navigation"),
        ("Quelle link", "source"),
        ("4 min read", "reading-help"),
        ("Bild 3 von 12", "broadcast"),
    ],
)
def test_known_chrome(text: str, rule: str) -> None:
    found = known_phrase(Piece(text))
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize(
    "text",
    [
        "Mehr zum Thema",
        "MEHR ZUM THEMA:",
        "Das könnte Sie auch interessieren",
        "Zur Person",
        "More from Europe",
    ],
)
def test_headings_of_boxes(text: str) -> None:
    assert opens_box(Piece(text)) is not None


def test_a_phrase_does_not_end_inside_a_word() -> None:
    assert phrases(Mode.START).find("Teilen: Facebook") is not None
    assert phrases(Mode.START).find("Lesen Sie mehrere Bücher im Jahr?") is None


def test_lists_hold_lower_case_words_without_copies() -> None:
    for name in ("agencies", "stopwords", "element_names", "consent_words", "author_words"):
        assert words(name)
        assert all(word == word.casefold() for word in words(name))
