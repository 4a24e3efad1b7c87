"""Cleaning does not become worse than it was: floors pinned by ``python -m benchmarks.floors``.

The pages in ``frozen/`` are of our own invention and in every clone. The other annotated pages are
not part of the project; without them their floors are not tested, only the seal over all.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks are not installed

from benchmarks.figures import ARTICLE_FIGURES, METADATA, STRING_FIGURES
from benchmarks.floors import SETS, Floor, Floors, measure, pin, place_of, read_floors
from benchmarks.sets import FROZEN, Corpus, Page, half_of, read_corpus, score, squash


def test_nobody_edited_the_floors_by_hand() -> None:
    floors, seal = read_floors()
    assert seal == floors.seal(), "pin floors with: python -m benchmarks.floors"


def test_every_figure_is_pinned() -> None:
    pinned = {name: set(floor.figures) for name, floor in read_floors()[0].sets.items()}
    strings = set(STRING_FIGURES)
    assert pinned == {
        "frozen": strings | set(METADATA),
        "clean": strings,
        "clean2": strings,
        "news": set(ARTICLE_FIGURES),
    }


@pytest.mark.parametrize("name", SETS)
def test_pages_are_cleaned_as_well_as_before(name: str) -> None:
    pytest.importorskip("inscriptis", reason="inscriptis renders the pasted pages")
    place = place_of(name)
    if place is None:
        pytest.skip(f"the annotated pages of {name} are not here")
    floor = read_floors()[0].sets[name]
    corpus = read_corpus(place)
    assert corpus.digest == floor.corpus, "other pages: pin with python -m benchmarks.floors"
    measured = measure(corpus, news_only=name != "frozen").figures  # all pages would take too long
    missed = {what: value for what, value in measured.items() if value < floor.figures[what]}
    assert not missed, f"below the floors {dict(floor.figures)}"


def test_every_string_of_the_frozen_set_stands_on_its_page() -> None:
    from inscriptis import get_text

    from translator.load import load_text

    for page in read_corpus(FROZEN).pages.values():
        text = load_text(page.data, name=page.file, stem="page").text
        seen = squash(get_text(text) if page.file.endswith(".html") else text)
        absent = [string for string in (*page.wanted, *page.unwanted) if string not in seen]
        assert not absent, page.file


def test_a_floor_is_not_lowered_silently() -> None:
    before = Floors({"clean": Floor("pages", {"news-f1": 0.9}), "news": Floor("x", {"f1": 0.5})})

    def pinned(value: float, reason: str = "") -> Floors:
        return pin(before, "clean", Floor("pages", {"news-f1": value}), reason)

    assert pinned(0.9129).sets["clean"].figures == {"news-f1": 0.912}
    assert pinned(0.9129).sets["news"] == before.sets["news"]
    with pytest.raises(ValueError, match="clean news-f1 became worse"):
        pinned(0.8)
    lowered = pinned(0.8, "the engine changed")
    assert lowered.lowered == ("clean news-f1: the engine changed",)
    assert lowered.seal() != Floors(lowered.sets).seal()


def test_a_figure_that_is_no_longer_measured_became_worse() -> None:
    before = Floors({"news": Floor("pages", {"f1": 0.9, "end": 0.8})})
    with pytest.raises(ValueError, match="news end became worse"):
        pin(before, "news", Floor("pages", {"f1": 0.95}), "")


def test_the_score_is_that_of_its_definition() -> None:
    page = Page(b"", wanted=("eins zwei", "drei"), unwanted=("Werbung", "Menü"))
    corpus = Corpus({"a": page, "b": page}, ("a",), "")
    found = score(corpus, {"a": "eins\n zwei drei", "b": "drei Werbung"}, ["a", "b"])
    assert (found.precision, found.recall, found.perfect) == (3 / 4, 3 / 4, 1 / 2)
    assert found.f1 == pytest.approx(0.75)
    assert score(corpus, {}, ["a"]).f1 == 0.0


def test_the_halves_are_told_by_the_hash_of_the_id() -> None:
    names = [f"seite-{number}" for number in range(6)]
    corpus = Corpus(dict.fromkeys(names, Page(b"")), (), "")
    assert corpus.ids("a") + corpus.ids("b") == sorted(names, key=half_of)
    assert corpus.ids() == names
    assert half_of("") == "b"  # SHA-256 of nothing ends in …855, an odd number
