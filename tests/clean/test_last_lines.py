"""The last lines of a text that was copied alone, and verses in it."""

from __future__ import annotations

import pytest

from translator.article import Article, MarkKind
from translator.clean import clean
from translator.errors import CleanError
from translator.load import load_text

TITLE = "Ein Brief vom Deich"
TEXTS = (
    "In der Nacht stieg das Wasser bis an die Krone des Deichs, und das ganze Dorf stand mit Säcken bereit.",
    "Gegen Morgen drehte der Wind, und die Flut lief ab, ohne dass ein einziges Haus nass geworden wäre.",
    "Nun wird der Weg hinter dem Deich erneuert, damit beim nächsten Mal die Wagen bis zur Schleuse kommen.",
)
VERSES = (
    "Am Deich, am Deich, da steht ein Schaf,\ndas frisst das Gras so kurz,\nund wenn es einmal schlafen darf,\ndann träumt es keinen Sturz.",
    "O Land so flach, o Land so weit,\ndu Teller voller Teer,\nich geh von dir in alle Zeit\nund komm doch immer her",
)


def copied(*lines: str) -> Article:
    return clean(load_text("\n\n".join([TITLE, *lines]), name="brief.txt", stem="brief"))


def below(source: str) -> list[str]:
    """Return what is kept below three paragraphs."""
    found = [block.text for block in copied(*TEXTS, source).blocks]
    assert found[: len(TEXTS)] == list(TEXTS)
    return found[len(TEXTS) :]


@pytest.mark.parametrize(
    "source",
    [
        "Herzliche Grüße\n\nJana Beispiel",
        "Mit freundlichen Grüßen\nJana Beispiel\nVorsitzende des Deichbundes",
        "Eure Jana Beispiel",
        "Tipp\n\nWer früh kommt, sieht die Schleuse bei Ebbe.",
        "Ergebnisse:\n\nSV Deich – TuS Koog 3:1\n\nVfL Siel – SC Möwe 0:0",
        "Die Flut in Zahlen\n\nJahr Höhe Säcke\n\n2021 410 cm 1.200\n\n2022 480 cm 3.000",
        "Die Schleuse\n\nHier sitzt man abends gut.\n\nDer Leuchtturm\n\nNur sonntags offen. Mit Kuchen.",
        "Was noch kommt\n\nEine Bank\n\nEine neue Treppe",
    ],
)
def test_a_text_copied_alone_is_kept_to_its_last_line(source: str) -> None:
    kept = [line for line in source.split("\n") if line]
    assert below(source) == kept
    chrome = "Impressum\n\nNeues aus dem Ressort\n\nDer Hafen wächst"
    assert below(f"{source}\n\n{chrome}") == (kept if "Treppe" not in source else [])


def test_items_that_a_line_announces_end_a_text() -> None:
    items = "1. Säcke\n\n2. Schaufel\n\n3. Eine Lampe"
    found = copied(
        "Was am Deich gebraucht wird, wenn die Flut in der Nacht kommt und niemand hilft.", items
    )
    assert [block.text for block in found.blocks[1:]] == ["Säcke", "Schaufel", "Eine Lampe"]


@pytest.mark.parametrize(
    "source",
    [
        "Ihr Urlaub",
        "Dein Trainingsplan",
        "Gäste: 13\n\nMitglieder: 2",
        "Mehr zum Thema\n\nDer Hafen wächst",
    ],
)
def test_what_a_page_adds_is_left_out(source: str) -> None:
    assert below(f"{source}\n\nImpressum") == []


@pytest.mark.parametrize("order", [(0, 1), (0, 1, 2)])
@pytest.mark.parametrize("at", [0, 2])
def test_verses_keep_their_lines(at: int, order: tuple[int, ...]) -> None:
    texts = [TEXTS[index] for index in order]
    found = copied(*texts[:at], *VERSES, *texts[at:])
    stanzas = [
        block
        for block in found.blocks
        if block.text.replace(" ", "\n") in [verse.replace(" ", "\n") for verse in VERSES]
    ]
    assert len(stanzas) == len(VERSES)
    for block in stanzas:
        assert sum(mark.kind is MarkKind.BREAK for mark in block.marks) == 3


def test_a_song_alone_is_an_article() -> None:
    assert len(copied(*VERSES).blocks) == len(VERSES)


@pytest.mark.parametrize(
    "lines",
    [
        "Der Deich hält.\nDas Wasser fällt.\nDer Wind dreht.\nAlle schlafen.",
        "Startseite\nAus dem Dorf\nVom Deich\nWetter und Wind",
        "Jana Beispiel\nDeichstraße 4\n25813 Husum\nam alten Hafen",
    ],
)
def test_other_short_lines_are_no_verses(lines: str) -> None:
    found = copied(*TEXTS, lines)
    assert not any(mark.kind is MarkKind.BREAK for block in found.blocks for mark in block.marks)


@pytest.mark.parametrize(
    "fact", ["Zuschauer: 250", "Eintritt: 4 Euro", "Treffen der Helfer: 9 Uhr am Siel"]
)
def test_a_fact_right_below_the_last_paragraph_stays_above_a_footer(fact: str) -> None:
    footer = "Impressum\n\nDatenschutz\n\n© Deichbote"
    assert below(f"{fact}\n\n{footer}") == ([fact] if "Uhr" not in fact else [])


@pytest.mark.parametrize(
    "count", ["Aufrufe: 250", "Kommentare: 12", "Beitrags-ID: 4711", "Telefon: 04321 12345"]
)
def test_what_a_page_counts_is_no_fact_of_the_text(count: str) -> None:
    assert below(f"{count}\n\nImpressum\n\nDatenschutz") == []


OPEN = (
    "Die Flut steigt über die Steine\nund keiner der Fischer ist wach\ndie Möwen schlafen am Ufer\nder Regen fällt auf das Dach",
    "Die Boote liegen im Hafen\ndie Netze hängen am Mast\nein Hund läuft über die Planken\nund hat den Abend verpasst",
)


def test_verses_need_no_full_stop() -> None:
    alone = clean(load_text("\n\n".join(["Lied vom Deich", *OPEN]), name="a.txt", stem="a"))
    assert alone.metadata.title == "Lied vom Deich"
    assert [block.text for block in alone.blocks] == [verse.replace("\n", " ") for verse in OPEN]
    assert all(any(m.kind is MarkKind.BREAK for m in b.marks) for b in alone.blocks)


def test_a_menu_of_short_lines_is_no_verse() -> None:
    menu = "Neues aus dem Dorf\nAus dem Verein\nRund um die Schule\nWas uns bewegt"
    with pytest.raises(CleanError):
        clean(load_text(menu, name="a.txt", stem="a"))
