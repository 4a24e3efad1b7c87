"""English to Spanish with the embedded starter, as the program uses it."""

from __future__ import annotations

import pytest

from translator.engines.argos import ArgosEngine
from translator.engines.protocol import SteerableEngine
from translator.engines.routing import describe, find_route
from translator.models.package import STARTER_DIR, Origin, Package, read_package
from translator.settings import Settings
from translator.translate.ladder import keep


@pytest.fixture(scope="module")
def package() -> Package:
    found = read_package(STARTER_DIR / "en_es", Origin.STARTER)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def spanish(package: Package) -> ArgosEngine:
    return ArgosEngine(package)


def test_german_reaches_spanish_over_english(starter: Package, package: Package) -> None:
    told = describe(find_route("de", "es", Settings(), (starter, package)))
    assert told.languages == ("de", "en", "es")
    assert told.engines == (f"starter de-en {starter.version}", f"starter en-es {package.version}")
    assert told.starter


def test_it_can_be_steered(spanish: ArgosEngine) -> None:
    assert isinstance(spanish, SteerableEngine)
    (target,) = spanish.complete(["Who pays for the war?"], ["¿Quién paga"])
    assert target.startswith("¿Quién paga")
    assert "guerra" in target


# Words may differ from one processor to another; what is looked for does not.
@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The government wants to increase the budget.",
            ["El gobierno", "aumentar", "presupuesto"],
        ),
        ("Who pays for the war?", ["¿Quién paga", "guerra?"]),
        ("The price rose by 2.5 percent.", ["precio", "2,5"]),
        ("The meeting takes place on 6 November 2024.", ["6 de noviembre de 2024"]),
        ('"We need more time," said the minister.', ['"Necesitamos', "tiempo", "dijo el ministro"]),
        ("See https://www.example.org/a_b?x=1 for more.", ["https://www.example.org/a_b?x=1"]),
    ],
)
def test_translations(spanish: ArgosEngine, sentence: str, parts: list[str]) -> None:
    (target,) = spanish.translate([sentence])
    assert [part for part in parts if part not in target] == []


def test_the_same_sentences_come_out_the_same(package: Package, spanish: ArgosEngine) -> None:
    sentences = ["The bank closed.", "", "The law passed.", "The bank closed."]
    targets = spanish.translate(sentences)
    assert targets == ArgosEngine(package).translate(sentences)
    assert targets[0] == targets[3] != targets[2]
    assert targets[1] == ""


def test_numbers_are_written_and_mended_as_spanish_does(spanish: ArgosEngine) -> None:
    sentences = ["In 2019, 11,000 people left the city.", "The talks ended at 5:30 p.m."]
    kept = keep(spanish, sentences, spanish.translate(sentences))
    people, talks = (found.target for found in kept)
    assert "2019" in people
    assert "11.000" in people
    assert "5:30" in talks
    assert "5:300" not in talks
