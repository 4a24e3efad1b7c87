"""What is put right in place, and what is left alone: golden cases in cases/mended.txt."""

from pathlib import Path

import pytest
from engines.notebook import Plain

from translator.language import transliteration
from translator.language.names import names
from translator.translate.faults import Pair, find
from translator.translate.ladder import keep
from translator.translate.mend import mend

CASES = Path(__file__).parent / "cases"


def blocks(name: str) -> list[list[str]]:
    text = (CASES / name).read_text(encoding="utf-8")
    return [block.splitlines() for block in text.strip().split("\n\n") if block[0] != "#"]


@pytest.mark.parametrize(("source", "target", "expected"), blocks("mended.txt"))
def test_faults_are_mended_in_place(source: str, target: str, expected: str) -> None:
    assert mend(Pair(source, "de", "en"), target) == (target if expected == "=" else expected)


@pytest.mark.parametrize(("source", "target", "expected"), blocks("mended.txt"))
def test_what_was_mended_stays(source: str, target: str, expected: str) -> None:
    once = mend(Pair(source, "de", "en"), target)
    assert mend(Pair(source, "de", "en"), once) == once
    assert find(Pair(source, "de", "en"), once).cost <= find(Pair(source, "de", "en"), target).cost


@pytest.mark.parametrize(("sentence", "expected"), blocks("names.txt"))
def test_names_are_told_from_nouns(sentence: str, expected: str) -> None:
    found = [name.written for name in names(sentence, "de", "en") if name.sure]
    assert found == ([] if expected == "-" else expected.split(", "))


@pytest.mark.parametrize(("source", "target", "expected"), blocks("mended_es.txt"))
def test_names_are_mended_in_spanish_too(source: str, target: str, expected: str) -> None:
    wanted = target if expected == "=" else expected
    assert mend(Pair(source, "en", "es"), target) == wanted
    assert mend(Pair(source, "en", "es"), wanted) == wanted
    assert not find(Pair(source, "en", "es"), wanted).names


@pytest.mark.parametrize(("sentence", "expected"), blocks("names_en_es.txt"))
def test_names_that_spanish_spells_alike_or_is_listed_with(sentence: str, expected: str) -> None:
    found = [name.written for name in names(sentence, "en", "es")]
    assert found == ([] if expected == "-" else expected.split(", "))


@pytest.mark.parametrize("pair", ["de_en", "en_es"])
def test_a_name_is_listed_once(pair: str) -> None:
    text = Path(transliteration.__file__).with_name(f"{pair}.exonyms.csv").read_text("utf-8")
    rows = [line.split(";") for line in text.splitlines()[1:]]
    sources = [source for source, _ in rows]
    assert len(sources) == len(set(sources)) > 100


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "The plant has 1,500 workers.",
            "A fábrica tem 15.000 trabalhadores.",
            "A fábrica tem 1.500 trabalhadores.",
        ),
        ("Prices rose by 3.5 percent.", "Os preços subiram 3,5 por cento.", "="),
        ("On October 23rd, 12 boats left.", "Em 23 de outubro, 12 barcos partiram.", "="),
        ("Olaf Scholz went to Tokyo.", "Olaf Schoz foi a Tóquio.", "Olaf Scholz foi a Tóquio."),
        (
            "The tour starts at 2:30 p.m.",
            "A visita começa às 14:30h30.",
            "A visita começa às 14:30.",
        ),
        ("The WHO met in Moscow.", "A OMS reuniu-se em Moscovo.", "="),
    ],
)
def test_an_engine_that_cannot_be_steered_gets_substitutions(
    source: str, target: str, expected: str
) -> None:
    (kept,) = keep(Plain("en", "pt"), [source], [target])
    assert kept.target == (target if expected == "=" else expected)
