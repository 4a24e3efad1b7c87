"""Pin what cleaning must reach: ``python -m benchmarks.floors [--lower REASON]``.

Measures the annotated pages and writes the figures, rounded down, to tests/clean/floors.toml, where
tests/clean/test_quality_gate.py reads them. A figure that has become worse is refused; lowering a
floor needs ``--lower`` with the reason, which stays in the file. A seal over floors and reasons
makes an edit by hand fail the test.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cleaning import DEFAULT_PAGES, Corpus, clean_page, clean_pasted, read_corpus, score

FLOORS = Path(__file__).parents[1] / "tests" / "clean" / "floors.toml"
_SCALE = 1000.0  # three digits


@dataclass(frozen=True)
class Floors:
    """Pinned figures, the digest of the pages they hold for, and why any was ever lowered."""

    corpus: str
    figures: Mapping[str, float]
    lowered: tuple[str, ...] = ()

    def seal(self) -> str:
        """Return a digest of everything in the file."""
        values = [self.corpus, sorted(self.figures.items()), list(self.lowered)]
        return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]


def read_floors(file: Path = FLOORS) -> tuple[Floors, str]:
    """Return the pinned floors and the seal that stands in the file."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    floors = Floors(data["corpus"], data["figures"], tuple(data.get("lowered", ())))
    return floors, data["seal"]


def measure(corpus: Corpus, ids: Iterable[str] | None = None) -> dict[str, float]:
    """Return the figures of this tool: news pages always, all pages if ``ids`` is ``None``."""
    chosen = list(corpus.pages if ids is None else ids)
    texts = {name: clean_page(corpus.pages[name].data) for name in chosen}
    pasted = {name: clean_pasted(corpus.pages[name].data) for name in corpus.news}
    news = score(corpus, texts, corpus.news)
    figures = {
        "news-f1": news.f1,
        "news-perfect": news.perfect,
        "pasted-news-f1": score(corpus, pasted, corpus.news).f1,
    }
    if ids is None:
        figures["de-f1"] = score(corpus, texts, corpus.pages).f1
    return figures


def pin(before: Floors | None, corpus: str, measured: Mapping[str, float], reason: str) -> Floors:
    """Return the floors for what was measured.

    Raises:
        ValueError: a figure is below its floor and no reason is given.
    """
    figures = {name: _down(value) for name, value in sorted(measured.items())}
    if before is None:
        return Floors(corpus, figures)
    worse = [name for name, floor in before.figures.items() if figures.get(name, 0.0) < floor]
    if worse and not reason:
        raise ValueError(f"{', '.join(worse)} became worse; --lower REASON says that is meant")
    lowered = (*before.lowered, f"{', '.join(worse)}: {reason}") if worse else before.lowered
    return Floors(corpus, figures, lowered)


def write(floors: Floors, file: Path = FLOORS) -> None:
    """Write the floors with their seal."""
    lines = [
        "# Written by python -m benchmarks.floors; what cleaning must reach on the annotated pages.",
        f'corpus = "{floors.corpus}"',
        f'seal = "{floors.seal()}"',
        f"lowered = {json.dumps(list(floors.lowered), ensure_ascii=False)}",
        "",
        "[figures]",
        *(f"{name} = {value}" for name, value in floors.figures.items()),
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _down(value: float) -> float:
    return float(math.floor(value * _SCALE)) / _SCALE


def main(arguments: list[str] | None = None) -> int:
    """Measure and pin."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=Path, default=DEFAULT_PAGES)
    parser.add_argument("--lower", metavar="REASON", default="")
    given = parser.parse_args(arguments)
    corpus = read_corpus(given.pages)
    before = read_floors()[0] if FLOORS.exists() else None
    try:
        floors = pin(before, corpus.digest, measure(corpus), given.lower)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    write(floors)
    print(FLOORS.read_text(encoding="utf-8"), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
