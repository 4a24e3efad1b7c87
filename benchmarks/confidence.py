"""How well doubt is placed: ``python -m benchmarks.confidence [--fit]``.

The set has German sentences, what a model made of them, a human translation, and the likeness of the
two (sentence chrF). Printed is Spearman's correlation of confidence and chrF, and the share of the
worst fifth that lies in the lowest quarter by confidence (.25 is chance). Weights are fitted on the odd
rows (``--fit`` writes them); even ones are quoted. Without the set it says so and ends well.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.checks import article_of
from benchmarks.tables import Row, table, three
from translator.article import DOUBTFUL_BELOW, LOOK_BELOW, Step
from translator.check import judged
from translator.check.confidence import Weights, weights
from translator.check.counterparts import Measures, counterparts
from translator.glossary.concept import Glossary

DEFAULT_SET = Path("../shared/eval/doubt/flores-dev.starter02.tsv")
SEED = Path("../shared/eval/doubt/seed.tsv")
WEIGHTS = Path(__file__).parents[1] / "translator" / "check" / "data" / "confidence.toml"
_RIDGE = 10.0  # odd rows, ten folds: Spearman .48 from 1 to 30
_SPREADS = 3.0  # as ``Weights.total`` has it
_CURVE = (0.05, 0.1, 0.5, 0.75, 1.0)
# Share of the sentences that are doubtful, and less than sure, by their words alone: a model is
# surer of itself than people are, of whose translations (odd rows) .046 and .49 are below.
_DOUBTFUL, _LOOK = 0.015, 0.25
_QUARTER, _FIFTH = 4, 5

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """A sentence, its translation by a model and by a person, and how like they are."""

    source: str
    target: str
    human: str
    chrf: float


def read_samples(path: Path) -> tuple[Sample, ...]:
    """Return the rows of the set."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return tuple(Sample(source, target, human, float(chrf)) for source, target, human, chrf in rows)


def ranks(values: Sequence[float]) -> Vector:
    """Return the rank of each value; equal ones share theirs."""
    _, inverse, counts = np.unique(
        np.asarray(values, np.float64), return_inverse=True, return_counts=True
    )
    last = np.cumsum(counts)
    found: Vector = (last - (counts - 1) / 2)[inverse]
    return found


def spearman(values: Sequence[float], truth: Sequence[float]) -> float:
    """Return Spearman's correlation."""
    return float(np.corrcoef(ranks(values), ranks(truth))[0, 1])


def worst_found(values: Sequence[float], truth: Sequence[float]) -> float:
    """Return the share of the worst fifth that lies in the lowest quarter."""
    low = set(np.argsort(values, kind="stable")[: len(values) // _QUARTER].tolist())
    bad = np.argsort(truth, kind="stable")[: len(truth) // _FIFTH].tolist()
    return sum(place in low for place in bad) / len(bad)


def fit(samples: Sequence[Sample]) -> Weights:
    """Fit weights to the ranks of the samples, and steps to their sums."""
    found = [measured(s.source, s.target) for s in samples]
    names = list(asdict(found[0]))
    values = np.array([[asdict(one)[name] for name in names] for one in found])
    mean, spread = values.mean(0), values.std(0)
    normal = np.clip((values - mean) / spread, -_SPREADS, _SPREADS)
    wanted = ranks([s.chrf for s in samples]) / len(samples)
    wanted -= wanted.mean()
    weight = np.linalg.solve(normal.T @ normal + _RIDGE * np.eye(len(names)), normal.T @ wanted)
    totals = np.sort(normal @ weight)
    shares = sorted({*_CURVE, _DOUBTFUL, _LOOK})
    steps = [(float(totals[0]), 0.0)]
    steps += [(float(np.quantile(totals, share)), _confidence(share)) for share in shares]
    return Weights(
        {
            name: (float(m), float(s), float(w))
            for name, m, s, w in zip(names, mean, spread, weight, strict=True)
        },
        tuple((round(total, 4), round(sure, 4)) for total, sure in steps),
    )


def _confidence(share: float) -> float:
    """Return the confidence of a sentence of which this share has less."""
    shares, marks = (0.0, _DOUBTFUL, _LOOK, 1.0), (0.0, DOUBTFUL_BELOW, LOOK_BELOW, 1.0)
    return float(np.interp(share, shares, marks))


def measured(source: str, target: str) -> Measures:
    """Return the measures of a sentence.

    Raises:
        ValueError: it has no words.
    """
    found = counterparts(source, target, "de", "en").measures
    if found is None:
        raise ValueError(source)
    return found


def write(made: Weights, path: Path = WEIGHTS) -> None:
    """Write weights to the data file."""
    lines = [
        "# Written by python -m benchmarks.confidence --fit: what confidence is made of.",
        "# Odd rows of eval/doubt (FLORES dev, the starter of 0.1.0). Pairs: a sum, its confidence.",
        f"steps = {[list(step) for step in made.steps]}",
    ]
    for name, (mean, spread, weight) in made.measures.items():
        lines += [
            "",
            f"[measures.{name}]",
            f"mean = {mean:.5f}",
            f"spread = {spread:.5f}",
            f"weight = {weight:.5f}",
        ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def sure(source: str, target: str) -> float:
    """Return the confidence of a sentence, with what the checks found."""
    made = judged(article_of(source, target), Glossary())
    found = [segment.confidence for segment in made.blocks[0].segments]
    return float(found[0] if found[0] is not None else 1.0)


def is_marked(source: str, target: str) -> bool:
    """Tell whether an editor is pointed at a sentence: an error, a warning, or doubtful."""
    made = judged(article_of(source, target), Glossary())
    found = any(finding.counts for finding in made.findings)
    return found or any(s.step is Step.DOUBTFUL for s in made.blocks[0].segments)


def figures(samples: Sequence[Sample]) -> tuple[float, float]:
    """Return Spearman's correlation and the share of the worst that is found."""
    values = [sure(s.source, s.target) for s in samples]
    truth = [s.chrf for s in samples]
    return spearman(values, truth), worst_found(values, truth)


def main() -> int:
    """Print the figures; 0 also where the set is absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--set", type=Path, default=DEFAULT_SET)
    parser.add_argument("--fit", action="store_true", help="write new weights, from the odd rows")
    parser.add_argument("--values", type=Path, help="write the confidence of every row")
    parser.add_argument("--markdown", action="store_true")
    chosen = parser.parse_args()
    if not chosen.set.is_file():
        print(f"skipped: the set is not at {chosen.set}")
        return 0
    samples = read_samples(chosen.set)
    if chosen.fit:
        write(fit(samples[::2]))
        weights.cache_clear()
    if chosen.values:
        lines = (f"{sure(s.source, s.target)}\n" for s in samples)
        chosen.values.write_text("".join(lines), "utf-8")
    parts = {"odd": samples[::2], "even": samples[1::2]}
    rows: list[Row] = [(name, [three(x) for x in figures(some)]) for name, some in parts.items()]
    print(table(["Spearman", "worst fifth"], rows, markdown=chosen.markdown))
    people = sum(is_marked(s.source, s.human) for s in samples[1::2]) / len(samples[1::2])
    model = sum(is_marked(s.source, s.target) for s in samples[1::2]) / len(samples[1::2])
    print(f"marked (found or doubtful), even rows: {model:.3f}, human translations {people:.3f}")
    if SEED.is_file():
        report_seed(SEED)
    return 0


def report_seed(path: Path) -> None:
    """Print how many sentences of each kind of the seed article are marked."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    for kind in dict.fromkeys(row[0] for row in rows):
        some = [is_marked(source, target) for mark, source, target in rows if mark == kind]
        print(f"seed article, {kind}: {sum(some)} of {len(some)} marked")


if __name__ == "__main__":
    sys.exit(main())
