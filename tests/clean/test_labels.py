"""Each recogniser on what it is for and, as important, on running prose."""

from __future__ import annotations

import pytest

from translator.clean import labels

PROSE = [
    "Von den Alpen bis zur Nordsee hat es am Wochenende geregnet.",
    "Von Helden und Schurken",
    "Am 3. Mai 2021 um 12 Uhr trafen sich die Minister in Brüssel.",
    "Das Bild: ein Kunstwerk, das viele kennen und das nun in Berlin hängt.",
    "Die dpa meldete am Abend, die Verhandlungen seien gescheitert.",
    "Der Vertrag (2019 geschlossen) läuft aus.",
    "Er sprach von einem Erfolg (und lachte dabei).",
    "Die Agentur (dpa) hatte zuerst berichtet, dass der Vertrag platzt.",
    "Foto und Film gehören zu seinen großen Leidenschaften, sagte er.",
    "Quelle des Streits ist ein altes Abkommen.",
    "Bis 2030 sollen 40 Prozent erreicht sein.",
    "By the time the minister arrived, the talks were over.",
    "Photography by candlelight is harder than it looks, she said.",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_none_of_it(text: str) -> None:
    assert not labels.byline(text)
    assert not labels.is_date_line(text)
    assert not labels.is_counter(text)
    assert not labels.is_credit(text)
    assert labels.split_credit(text) == ("", "")
    assert not labels.is_sign_off(text)
    assert not labels.is_breadcrumb(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Von Jan Muster", "Jan Muster"),
        ("VON JAN MUSTER", "JAN MUSTER"),
        ("Von Jan Muster und Eva van der Beek", "Jan Muster und Eva van der Beek"),
        ("Von Jan Muster, Brüssel", "Jan Muster, Brüssel"),
        ("Von Jan Muster | 12.11.2024, 18:30 Uhr", "Jan Muster"),
        ("Ein Kommentar von Eva Beispiel", "Eva Beispiel"),
        ("Text: Eva Beispiel", "Eva Beispiel"),
        ("Autorin: Eva Beispiel", "Eva Beispiel"),
        ("By John Smith", "John Smith"),
        ("Written by John Smith and Jane Doe", "John Smith and Jane Doe"),
    ],
)
def test_bylines(text: str, names: str) -> None:
    assert labels.byline(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "VON KASSEL, GÖTTINGEN, HANNOVER, CELLE, LÜNEBURG UND STADE (MIT KARTE)",
        "Von " + "ABCDEFGHIJ" * 20 + "!",
        "Text: " + "Anna-Lena." * 20 + "?",
        "By " + "Mc" * 100 + "!",
        "VON " + "HAMBURG" * 100_000 + "!",
    ],
)
def test_a_line_that_is_nearly_a_byline_does_not_hang(text: str) -> None:
    assert labels.byline(text) == ""  # in 0.1.0 the time doubled with every letter


@pytest.mark.parametrize(
    "text",
    [
        "12.11.2024",
        "Stand: 28.04.2020 18:00 Uhr",
        "Aktualisiert am 3. Mai 2021, 12:05",
        "Veröffentlicht am Montag, 4. März 2024 um 9:30 Uhr",
        "Letzte Aktualisierung: 2. Jänner 2023, 07:00",
        "vor 3 Stunden",
        "Published 5 March 2024",
        "March 5, 2024, 3:15 p.m. EST",
        "Updated 2 hours ago",
        "Stand: 18:42 Uhr",
    ],
)
def test_date_lines(text: str) -> None:
    assert labels.is_date_line(text)


@pytest.mark.parametrize("text", ["23", "0", "1.204", "12 / 30", "(7)", "3 | 4"])
def test_counters(text: str) -> None:
    assert labels.is_counter(text)


@pytest.mark.parametrize(
    "text",
    ["Foto: dpa", "Rubriklistenbild: © KCNA/dpa", "© Reuters", "(Bild: imago)", "Photo by AFP"],
)
def test_credits(text: str) -> None:
    assert labels.is_credit(text)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        (
            "Das Netz / Photo by Ove Beispiel on Unsplash",
            "Das Netz /",
            "Photo by Ove Beispiel on Unsplash",
        ),
        ("Das Netz. Foto Ove Beispiel via Unsplash", "Das Netz.", "Foto Ove Beispiel via Unsplash"),
        ("Kim in Pjöngjang (KCNA via Reuters)", "Kim in Pjöngjang", "KCNA via Reuters"),
        (
            "Die Brücke bei Nacht. Foto: A. Linde / dpa",
            "Die Brücke bei Nacht.",
            "Foto: A. Linde / dpa",
        ),
        ("Das Rathaus (Archivbild: imago)", "Das Rathaus", "Archivbild: imago"),
        ("Der Hafen von Odessa © Getty Images", "Der Hafen von Odessa", "© Getty Images"),
        ("A tanker off Crete (AP Photo)", "A tanker off Crete", "AP Photo"),
        ("Der Minister sprach zuerst. (dpa)", "", ""),
    ],
)
def test_captions_end_in_a_credit(text: str, caption: str, credit: str) -> None:
    assert labels.split_credit(text) == (caption, credit)


@pytest.mark.parametrize("text", ["(dpa)", "dpa", "erb/ots", "(SID)", "dpa/lnw", "jum/dpa", "AFP"])
def test_sign_offs(text: str) -> None:
    assert labels.is_sign_off(text)


@pytest.mark.parametrize("text", ["Alle", "NATO", "Wirtschaft", "So geht es weiter"])
def test_words_that_are_no_sign_off(text: str) -> None:
    assert not labels.is_sign_off(text)


def test_a_sign_off_behind_the_last_sentence() -> None:
    assert labels.trailing_sign_off("Das sagte er am Abend. (dpa)") == "(dpa)"
    assert labels.trailing_sign_off("Er sprach von der Agentur (dpa)") == ""
    assert labels.trailing_sign_off("Das war neu. (Mehr dazu morgen)") == ""


@pytest.mark.parametrize(
    "text", ["Startseite > Politik > Ausland", "Home › News › Europe", "Start | Politik | Kiew"]
)
def test_breadcrumbs(text: str) -> None:
    assert labels.is_breadcrumb(text)
