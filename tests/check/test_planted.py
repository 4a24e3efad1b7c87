"""What the checks find of planted errors, and where doubt is placed: floors, where the sets are at hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.checks import DEFAULT_SET as PLANTED
from benchmarks.checks import alarms, read_planted, recall
from benchmarks.confidence import DEFAULT_SET as DOUBT
from benchmarks.confidence import SEED, figures, is_marked, read_samples
from benchmarks.ratings import QUOTED, SETS, marked, read_ratings

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


def needed(path: Path) -> Path:
    """Return where a set is, or skip."""
    place = ROOT / path
    if not place.is_file():
        pytest.skip(f"the set is not at {place}")
    return place


def test_planted_errors_are_found() -> None:
    rows = list(read_planted(needed(PLANTED)))
    found = recall(rows)
    assert {
        kind: found[kind] for kind, least in FLOORS["recall"].items() if found[kind] < least
    } == {}
    assert alarms(rows)["any"] <= FLOORS["alarms"]


def test_doubt_is_placed() -> None:
    samples = read_samples(needed(DOUBT))[1::2]
    correlation, worst = figures(samples)
    assert correlation >= FLOORS["spearman"]
    assert worst >= FLOORS["worst_fifth"]
    marked = sum(is_marked(s.source, s.human) for s in samples)
    assert marked / len(samples) <= FLOORS["marked_human"]


def test_wrong_sentences_of_the_starter_are_marked() -> None:
    needed(SETS / "newstest2020.de-en.tsv")
    shares = marked(read_ratings(QUOTED, ROOT / SETS))
    assert shares["major"]["marked"] >= FLOORS["marked_major"]
    assert shares["good"]["marked"] <= FLOORS["marked_good"]


@pytest.mark.parametrize(("kind", "least"), [("false", 7), ("broken", 4)])
def test_bad_sentences_of_the_seed_article_are_marked(kind: str, least: int) -> None:
    rows = [line.split("\t") for line in needed(SEED).read_text("utf-8").splitlines()]
    assert sum(is_marked(s, t) for mark, s, t in rows if mark == kind) >= least
