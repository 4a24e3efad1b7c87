from __future__ import annotations

import pytest

from translator.clean.pieces import Piece
from translator.clean.repair import continues, join_broken, unwrap


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (  # a link's text went to the next line, German nouns are upper case
            "Das Parlament stimmte dem Abkommen am 6. November, Mitte",
            "Dezember folgt nach dem Willen der Regierung auch das Oberhaus.",
        ),
        (
            "Der Minister verwies bei dem Treffen in Oslo auf die",
            "Beschlüsse der vergangenen Woche, die noch nicht umgesetzt sind.",
        ),
        ("Sie warnte Anfang des Monats davor,", "Waffen in das Land zu liefern, das im Krieg ist."),
        ("Er nannte den Plan am Montag einen", "schweren Fehler."),
        ("Er nannte den Plan am Montag falsch", ", wie Fachleute sagen."),
        (
            "Das ist lange her. Seither hat sich an der Grenze zu",
            "Russland nach Angaben der Behörden nur wenig verändert.",
        ),
        ("The minister said at the meeting that the", "Agreement had not yet been put to a vote."),
    ],
)
def test_a_broken_sentence_goes_on(first: str, second: str) -> None:
    assert continues(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Streit um die Kontrolle", "Nicht alle Regierungen teilen die Eile, mit der man handelt."),
        ("Was Moskau jetzt mit dem Norden vorhat", "Fachleute sehen in dem Vertrag eine Wende."),
        ("So sagte es der Minister am Montag.", "danach ging er."),
        ("Er sagte am Montag in Kiew: „Nein.“", "und das war es."),
        ("Kurz", "danach war es vorbei."),
        ("Mehr dazu gibt es auf der Seite des Ministeriums", "www.example.org"),
        ("Drei Fragen an den Minister zum Vertrag", "1. Wann beginnt die Arbeit?"),
    ],
)
def test_whole_paragraphs_and_headings_stay_apart(first: str, second: str) -> None:
    assert not continues(first, second)


def test_a_link_on_a_line_of_its_own_joins_both_sides() -> None:
    lines = [
        "Er macht seine Zustimmung von einer Prüfung durch den",
        "Europäischen Rechnungshof",
        "abhängig, sagte er.",
    ]
    joined = join_broken([Piece(text, line=number) for number, text in enumerate(lines, 1)])
    assert [piece.text for piece in joined] == [" ".join(lines)]
    assert joined[0].line == 1


def test_text_wrapped_at_a_fixed_width_becomes_paragraphs() -> None:
    text = """\
Die Minister haben sich nach langen Verhandlungen auf einen neuen Ver-
trag geeinigt. Er soll im Januar in Kraft treten und zunächst für drei
Jahre gelten, wie ein Sprecher der Regierung am Montag in Berlin sagte.

Die Nord- und Ostseestaaten wollen dem Vertrag im Sommer beitreten, wie
ein Sprecher mitteilte."""
    assert [paragraph for _, paragraph in unwrap(text.split("\n"))] == [
        (
            "Die Minister haben sich nach langen Verhandlungen auf einen neuen Vertrag geeinigt. Er "
            "soll im Januar in Kraft treten und zunächst für drei Jahre gelten, wie ein Sprecher der "
            "Regierung am Montag in Berlin sagte."
        ),
        (
            "Die Nord- und Ostseestaaten wollen dem Vertrag im Sommer beitreten, wie ein Sprecher "
            "mitteilte."
        ),
    ]


def test_text_copied_from_a_browser_stays_line_by_line() -> None:
    lines = ["Politik", "Wirtschaft", "Ein Satz, der am Ende einen Punkt hat.", "Noch einer hier."]
    assert unwrap(lines) == list(enumerate(lines, start=1))
