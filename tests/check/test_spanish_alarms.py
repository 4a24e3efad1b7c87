"""How often what is known of Spanish calls a human translation from English wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from translator.check.dates_kept import missing_dates, missing_names_of_time, missing_times
from translator.check.numbers_kept import added_figures, missing_figures
from translator.check.opposites import ideas
from translator.language.unknown_words import unknown_words

SET = Path(__file__).parents[3] / "shared" / "starter-model" / "newstest2013.en-es.tsv"
pytestmark = pytest.mark.skipif(
    not SET.is_file(), reason="the evaluation sets are not part of the repository"
)


def turned_round(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the ideas of which one side has the one and the other its opposite."""
    here, there = ideas(source, lang).keys(), ideas(target, into).keys()
    pairs = ({"north", "south"}, {"east", "west"}, {"rise", "fall"}, {"win", "lose"})
    return [
        str(pair)
        for pair in pairs
        if len(here & pair) == len(there & pair) == 1 and here & pair != there & pair
    ]


def invented(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the words that are none of the target's language; a third of those found are slips of the pen."""
    del lang
    return unknown_words(source, target, into)


@pytest.fixture(scope="module")
def pairs() -> list[list[str]]:
    return [line.split("\t") for line in SET.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("check", "most"),
    [
        (missing_figures, 0.011),
        (added_figures, 0.007),
        (missing_dates, 0.0),
        (missing_names_of_time, 0.001),
        (missing_times, 0.0005),
        (turned_round, 0.0),
        (invented, 0.025),
    ],
)
def test_human_translations_are_let_pass(
    check: Callable[[str, str, str, str], Sequence[str]], most: float, pairs: list[list[str]]
) -> None:
    alarms = [(source, target) for source, target in pairs if check(source, target, "en", "es")]
    assert len(alarms) <= most * len(pairs)
