"""Facts of running texts in one style: golden cases by language in ``style/``, and what holds for all."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.check.dates_kept import missing_times
from translator.check.numbers_kept import added_figures, missing_figures
from translator.language.style import Styled, styled
from translator.translate.house_style import in_style

FOLDER = Path(__file__).parent / "style"
BLANKS = str.maketrans({"~": "\u202f", "_": "\u00a0"})


def blocks(path: Path) -> list[tuple[str, ...]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:2] != "# "]
    found = "\n".join(lines).strip().split("\n\n")
    marked = BLANKS if path.stem == "fr" else {}
    return [(path.stem, *block.translate(marked).split("\n")) for block in found]


CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in blocks(path)]


def style(into: str, source: str, target: str) -> str:
    return in_style(source, target, ("en" if into == "de" else "de", into))[0]


@pytest.mark.parametrize(("into", "source", "target", "expected"), CASES)
def test_facts_are_written_in_the_style_of_the_language(
    into: str, source: str, target: str, expected: str
) -> None:
    assert style(into, source, target) == (target if expected == "=" else expected)


@pytest.mark.parametrize(("into", "source", "target", "expected"), CASES)
def test_what_is_in_style_stays_and_says_the_same(
    into: str, source: str, target: str, expected: str
) -> None:
    del expected
    once, lang = style(into, source, target), "en" if into == "de" else "de"
    assert style(into, source, once) == once
    for lacking in (missing_figures, missing_times, added_figures):
        before = set(lacking(source, target, lang, into))
        assert set(lacking(source, once, lang, into)) <= before


NUMBERS = st.integers(2, 99_999)
WRITINGS = {
    "{a}-{b} km": "{a}-{b} km",
    "{a} bis {b} Prozent": "from {a}-{b} per cent",
    "-{a} °C": "-{a} ° C",
    "{a} €": "{a} €",
    "{a} Mio. Euro und {b} qm": "€{a}m and {b}qm",
    "{a}:{b}": "{a}:{b}",
    "Typ {a}-{b}": "type {a}-{b}",
    "{a}. Platz": "{a}. place",
}


@given(st.sampled_from(sorted(WRITINGS)), NUMBERS, NUMBERS, st.sampled_from(["en", "pt", "fr"]))
def test_no_digit_is_lost_and_once_is_enough(said: str, a: int, b: int, into: str) -> None:
    source = f"Es sind {said.format(a=a, b=b)} im Boot."
    target = f"In the boat {WRITINGS[said].format(a=a, b=b)}."
    once = style(into, source, target)
    assert re.sub(r"\D", "", once) == re.sub(r"\D", "", target)
    assert style(into, source, once) == once


@given(st.text('0123456789 .,:-–%€kmapUhr"', max_size=40))
def test_what_the_source_does_not_say_keeps_its_digits(text: str) -> None:
    done = styled("Die Boote sind da.", text, "de", "en").text
    assert re.sub(r"\D", "", done) == re.sub(r"\D", "", text)


def test_what_is_closed_stays_and_is_found_again() -> None:
    target = "In 12 % of 5km they saw 7 % at 20:00."
    at = target.index("7 %")
    done = styled("In 12 % von 5 km sahen sie 7 % um 20 Uhr.", target, "de", "en", [(at, at + 3)])
    assert done.text == "In 12% of 5 km they saw 7 % at 8 p.m."
    assert [done.text[slice(*span)] for span in done.spans] == ["7 %"]


def test_a_language_without_a_file_is_left_alone() -> None:
    assert styled("5 %", "5%", "de", "xx", [(0, 1)]) == Styled("5%", ((0, 1),))
