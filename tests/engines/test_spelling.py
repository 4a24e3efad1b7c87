"""Characters a model has not seen are written in ones it has, and words get their marks back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.engines.spelling import calmed, spell, tight


def ascii_and_umlauts(character: str) -> bool:
    return character.isascii() or character in "äöüÄÖÜß"


@pytest.mark.parametrize(
    ("language", "sentence", "text"),
    [
        ("de", "Alles ist bekannt.", "Alles ist bekannt."),
        ("de", "Erdoğan traf Łukasz.", "Erdogan traf Lukasz."),
        ("de", "„Nein“ – sagte er…", '"Nein" - sagte er...'),
        ("de", "Bei 20°C kostet es 5€.", "Bei 20 Grad C kostet es 5 Euro."),
        ("de", "laut §218", "laut Paragraf 218"),
        ("en", "It costs €5 or £3.2 million.", "It costs 5 euros or 3.2 million pounds."),
        ("de", "Cafe\u0301  und\nTee", "Cafe und Tee"),
        ("de", "Das Wort мир bleibt.", "Das Wort мир bleibt."),
        ("fr", "5 €", "5 €"),
    ],
)
def test_a_sentence_is_written_in_known_characters(language: str, sentence: str, text: str) -> None:
    assert spell(sentence, ascii_and_umlauts, language).text == text


def test_words_the_model_copied_get_their_marks_back() -> None:
    spelled = spell("Erdoğan traf Dvořák.", ascii_and_umlauts, "de")
    assert spelled.restore("Erdogan met Dvorak.") == "Erdoğan met Dvořák."
    assert spelled.restore("Erdogans met nobody.") == "Erdogans met nobody."


def test_texts_to_keep_are_left_alone() -> None:
    spelled = spell("Preis: a.de/€ 5 €", ascii_and_umlauts, "de", keep=["a.de/€"])
    assert spelled.text == "Preis: a.de/€ 5 Euro"


@given(st.text(alphabet="abc äß.,"))
def test_known_characters_stay(sentence: str) -> None:
    assert spell(sentence, ascii_and_umlauts, "de").text == " ".join(sentence.split())


@pytest.mark.parametrize(
    ("sentence", "calm"),
    [
        ("REGIERUNG BESCHLIESST HAUSHALT", "Regierung Beschliesst Haushalt"),
        ("USA VERHÄNGEN SANKTIONEN", "USA Verhängen Sanktionen"),
        ("EIL: G20-GIPFEL ABGESAGT", "Eil: G20-Gipfel Abgesagt"),
        ("NATO", "NATO"),
        ("USA – NATO", "USA – NATO"),
        ("Die NATO tagt", "Die NATO tagt"),
    ],
)
def test_shouted_headlines_are_calmed(sentence: str, calm: str) -> None:
    assert calmed(sentence) == calm
    assert spell(sentence, ascii_and_umlauts, "de").shouted is (calm != sentence)


def test_a_shouted_headline_stays_shouted() -> None:
    assert spell("WAHL IN BERLIN HEUTE", str.isascii, "de").restore("Vote in") == "VOTE IN"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('" Necesitamos tiempo", dijo. " Y dinero".', '"Necesitamos tiempo", dijo. "Y dinero".'),
        ('Habló de " un paso".', 'Habló de "un paso".'),
        ('"No", dijo "sí".', '"No", dijo "sí".'),
        ('5" por 7 " de largo', '5" por 7 " de largo'),
        ('Uno solo: " abierto', 'Uno solo: " abierto'),
        ("", ""),
    ],
)
def test_a_quotation_begins_right_behind_its_mark(text: str, expected: str) -> None:
    assert tight(text) == expected
