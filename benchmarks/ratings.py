"""How many of a model's wrong sentences are marked: ``python -m benchmarks.ratings [--fit]``.

Readers who knew neither the program nor its marks rated what the starter makes of single sentences:
*major* (cannot be published: false, unintelligible, something missing), *minor* (must be touched) or *good*.
``ratings.tsv`` has the 100 that are quoted, of newstest2020 (drawn with seed 23, rated by five readers);
``ratings_fit.tsv`` another 399, of it and of FLORES dev (seeds 21 and 22, seven readers), on which ``--fit`` fits the
weights. Scores and translations are those of starter 0.5. Another starter is more or less sure of itself: with it go new ratings.

Both name the sentences by row and number, so they need the sets; without them it says so and
ends well.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.checks import article_of
from benchmarks.tables import Row, table, three
from benchmarks.translation import read_set
from translator.article import DOUBTFUL_BELOW, LOOK_BELOW, Block, BlockKind, Step, Translation
from translator.check import judged
from translator.check.confidence import BY_MODEL, Weights, scored, weights
from translator.doubt import doubts
from translator.glossary.concept import Glossary
from translator.language.sentences import segment

HERE = Path(__file__).parent
QUOTED, FITTED = HERE / "ratings.tsv", HERE / "ratings_fit.tsv"
SETS = Path("../shared/eval/mt")
WEIGHTS = HERE.parent / "translator" / "check" / "data" / BY_MODEL
RATINGS = ("major", "minor", "good")
_RIDGE = 10.0  # ten folds of the 399: the area under the curve is .76 from 1 to 300
_STEPS = 25  # of Newton's method; it stands still after six
# Share of the good sentences that are doubtful, and less than sure, by words and score alone. The 399:
# .1 marks .62 of the major ones, .14 marks .68, .2 marks .73, .25 marks .82.
_DOUBTFUL, _LOOK = 0.2, 0.4
_CURVE = (0.05, 0.6, 0.8)

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Rated:
    """A sentence, its translation, the model's score of it, and what a reader said."""

    source: str
    target: str
    score: float
    rating: str
    remark: str

    @property
    def judged(self) -> Translation:
        """Return it as an article of its own, with findings and confidence."""
        made = article_of(self.source, self.target)
        block = made.blocks[0]
        segments = tuple(replace(s, score=self.score) for s in block.segments)
        return judged(replace(made, blocks=(replace(block, segments=segments),)), Glossary())


def read_ratings(path: Path, sets: Path) -> Iterator[Rated]:
    """Yield the rated sentences; the sets have their sources.

    Raises:
        OSError: a set is not there.
    """
    sources: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        name, row, number, rating, remark, score, target = line.split("\t")
        if name not in sources:
            sources[name] = read_set(sets / f"{name}.de-en.tsv", None)[0]
        block = Block(BlockKind.PARAGRAPH, sources[name][int(row) - 1])
        source = segment(block, "de")[int(number) - 1].text
        yield Rated(source, target, float(score), rating, remark)


def fit(rated: Sequence[Rated]) -> Weights:
    """Fit a logistic regression on whether a sentence is free of major faults, and its steps."""
    found = [asdict(scored(r.source, r.target, r.score, "de", "en")) for r in rated]
    names = list(found[0])
    values = np.array([[one[name] for name in names] for one in found])
    mean, spread = values.mean(0), values.std(0)
    normal = (values - mean) / spread
    free = np.array([r.rating != "major" for r in rated], np.float64)
    weight = _logistic(np.column_stack([normal, np.ones(len(rated))]), free)[:-1]
    totals = np.sort(normal @ weight)
    good = np.sort((normal @ weight)[[r.rating == "good" for r in rated]])
    shares = sorted({*_CURVE, _DOUBTFUL, _LOOK})
    steps = [(float(totals[0]) - 1.0, 0.0)]
    steps += [(float(np.quantile(good, share)), _confidence(share)) for share in shares]
    steps.append((float(totals[-1]) + 1.0, 1.0))
    return Weights(
        {
            name: (float(m), float(s), float(w))
            for name, m, s, w in zip(names, mean, spread, weight, strict=True)
        },
        tuple((round(total, 4), round(sure, 4)) for total, sure in steps),
    )


def _logistic(values: Vector, wanted: Vector) -> Vector:
    """Return the weights of a logistic regression with a ridge, by Newton's method."""
    ridge = np.diag([*[_RIDGE] * (values.shape[1] - 1), 0.0])
    weight = np.zeros(values.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-values @ weight))
        gradient = values.T @ (wanted - likely) - ridge @ weight
        curvature = (values.T * (likely * (1 - likely))) @ values + ridge
        weight = weight + np.linalg.solve(curvature, gradient)
    return weight


def _confidence(share: float) -> float:
    shares, marks = (0.0, _DOUBTFUL, _LOOK, 1.0), (0.0, DOUBTFUL_BELOW, LOOK_BELOW, 1.0)
    return float(np.interp(share, shares, marks))


def write(made: Weights, path: Path = WEIGHTS) -> None:
    """Write weights to the data file."""
    lines = [
        "# Written by python -m benchmarks.ratings --fit: what confidence is made of where the model",
        "# tells its score. 399 sentences of starter 0.5, rated by readers. Pairs: a sum, its confidence.",
        f"steps = {[list(step) for step in made.steps]}",
    ]
    for name, (mean, spread, weight) in made.measures.items():
        lines += ["", f"[measures.{name}]"]
        lines += [f"mean = {mean:.5f}", f"spread = {spread:.5f}", f"weight = {weight:.5f}"]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def marked(rated: Iterable[Rated]) -> dict[str, dict[str, float]]:
    """Return by rating the share that is marked for an editor (doubtful, or something was found), and at each step."""
    counts: dict[str, Counter[str]] = {rating: Counter() for rating in RATINGS}
    for one in rated:
        made = one.judged
        count = counts[one.rating]
        count["all"] += 1
        count["marked"] += any(doubt.marked for doubt in doubts(made))
        count[made.segments[-1].step.value] += 1
    return {
        rating: {
            name: count[name] / max(1, count["all"])
            for name in ("marked", *(step.value for step in Step))
        }
        | {"all": count["all"]}
        for rating, count in counts.items()
    }


def main() -> int:
    """Print the figures; 0 also where the sets are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--sets", type=Path, default=SETS)
    parser.add_argument("--fit", action="store_true", help="write new weights, from the 399")
    parser.add_argument("--show", action="store_true", help="print what of the 399 is not marked")
    parser.add_argument("--markdown", action="store_true")
    chosen = parser.parse_args()
    if not chosen.sets.is_dir():
        print(f"skipped: the sets are not at {chosen.sets}")
        return 0
    fitted = list(read_ratings(FITTED, chosen.sets))
    if chosen.fit:
        write(fit(fitted))
        weights.cache_clear()
    rows: list[Row] = []
    for name, some in (
        ("399, fitted", fitted),
        ("100, quoted", list(read_ratings(QUOTED, chosen.sets))),
    ):
        for rating, shares in marked(some).items():
            cells = [three(share) for key, share in shares.items() if key != "all"]
            rows.append((f"{name}: {rating} ({shares['all']:.0f})", cells))
    print(table(["marked", *(step.value for step in Step)], rows, markdown=chosen.markdown))
    if chosen.show:
        for one in fitted:
            if one.rating == "major" and not any(doubt.marked for doubt in doubts(one.judged)):
                print(f"{one.remark}\n  {one.source}\n  {one.target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
