"""One Portuguese: Brazil's spelling and words, in what the model writes and what we ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.glossary import load_glossary
from translator.language.brazilian import brazilian
from translator.language.dates import month_name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("acção reacção direcção excepção", "ação reação direção exceção"),
        ("objectivo projecto director actual", "objetivo projeto diretor atual"),
        ("eléctrico óptimo exacto contacto sector", "elétrico ótimo exato contato setor"),
        ("económico fenómeno eletrónica académico", "econômico fenômeno eletrônica acadêmico"),
        ("prémio génio géneros bebé", "prêmio gênio gêneros bebê"),
        ("a Eslovénia e a Estónia", "a Eslovênia e a Estônia"),
        ("O desporto, as equipas e os autocarros", "O esporte, as equipes e os ônibus"),
        ("De facto, Moscovo e o Irão", "De fato, Moscou e o Irã"),
        ("a cimeira no Médio Oriente", "a cúpula no Oriente Médio"),
        ("dezasseis, dezanove", "dezesseis, dezenove"),
        # Words that Brazil has in another sense, and names from elsewhere.
        ("eles irão ao sítio de António Gómez", "eles irão ao sítio de António Gómez"),
        ("também, nómada de Mónaco", "também, nómada de Mónaco"),
        # Brazil keeps these.
        ("pacto impacto convicção recepção", "pacto impacto convicção recepção"),
        ("aspecto respectivo factual infecção", "aspecto respectivo factual infecção"),
    ],
)
def test_spelling_is_brazilian(old: str, new: str) -> None:
    assert brazilian(old, "") == new


def test_names_in_the_source_keep_their_spelling() -> None:
    assert brazilian("a revista Director", "the magazine Director") == "a revista Director"


def test_what_the_glossary_asks_for_is_brazilian() -> None:
    glossary = load_glossary([Path(__file__).parents[2] / "glossary"])
    asked = [c.terms["pt"][0].text for c in glossary.concepts if c.terms.get("pt")]
    assert [(text, brazilian(text)) for text in asked if brazilian(text) != text] == []


def test_months_are_brazilian() -> None:
    months = [month_name(number, "pt") for number in range(1, 13)]
    assert [brazilian(month) for month in months] == months
    assert months[0] == "janeiro"


@given(st.text())
def test_brazilian_stays_brazilian(text: str) -> None:
    once = brazilian(text)
    assert brazilian(once) == once
