"""Cleaning does not become worse than it was: floors pinned by ``python -m benchmarks.floors``.

The annotated pages are not part of the project; without them only the seal is tested.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks are not installed

from benchmarks.cleaning import DEFAULT_PAGES, Corpus, Page, read_corpus, score
from benchmarks.floors import Floors, measure, pin, read_floors


def test_nobody_edited_the_floors_by_hand() -> None:
    floors, seal = read_floors()
    assert seal == floors.seal(), "pin floors with: python -m benchmarks.floors"
    assert set(floors.figures) == {"de-f1", "news-f1", "news-perfect", "pasted-news-f1"}


@pytest.mark.skipif(not DEFAULT_PAGES.exists(), reason="the annotated pages are not here")
def test_news_pages_are_cleaned_as_well_as_before() -> None:
    pytest.importorskip("inscriptis", reason="inscriptis renders the pasted pages")
    floors, _ = read_floors()
    corpus = read_corpus(DEFAULT_PAGES)
    assert corpus.digest == floors.corpus, "other pages: pin with python -m benchmarks.floors"
    measured = measure(corpus, corpus.news)
    missed = {name: value for name, value in measured.items() if value < floors.figures[name]}
    assert not missed, f"below the floors {dict(floors.figures)}"


def test_a_floor_is_not_lowered_silently() -> None:
    before = Floors("pages", {"news-f1": 0.9})
    assert pin(before, "pages", {"news-f1": 0.9129}, "").figures == {"news-f1": 0.912}
    with pytest.raises(ValueError, match="news-f1 became worse"):
        pin(before, "pages", {"news-f1": 0.8}, "")
    lowered = pin(before, "pages", {"news-f1": 0.8}, "the engine changed")
    assert lowered.lowered == ("news-f1: the engine changed",)
    assert lowered.seal() != Floors("pages", {"news-f1": 0.8}).seal()


def test_the_score_is_that_of_its_definition() -> None:
    page = Page(b"", wanted=("eins zwei", "drei"), unwanted=("Werbung", "Menü"))
    corpus = Corpus({"a": page, "b": page}, ("a",), "")
    found = score(corpus, {"a": "eins\n zwei drei", "b": "drei Werbung"}, ["a", "b"])
    assert (found.precision, found.recall, found.perfect) == (3 / 4, 3 / 4, 1 / 2)
    assert found.f1 == pytest.approx(0.75)
    assert score(corpus, {}, ["a"]).f1 == 0.0
