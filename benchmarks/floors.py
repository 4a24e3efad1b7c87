"""Pin what cleaning must reach: ``python -m benchmarks.floors [--lower REASON]``.

Measures the annotated pages and writes the figures, rounded down, to tests/clean/floors.toml, where
tests/clean/test_quality_gate.py reads them: those of the frozen set, which is in every clone, and
of the sets beside the repository. A set that is absent keeps its floors. A figure that has become
worse is refused; lowering a floor needs ``--lower`` with the reason, which stays in the file. A
seal over floors and reasons makes an edit by hand fail the test.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import own_figures
from benchmarks.sets import (
    ARTICLE_SET,
    DEFAULT_SETS,
    FROZEN,
    STRING_SETS,
    Corpus,
    find_set,
    read_corpus,
)

FLOORS = Path(__file__).parents[1] / "tests" / "clean" / "floors.toml"
SETS = ("frozen", *STRING_SETS, ARTICLE_SET)
_SCALE = 1000.0  # three digits


@dataclass(frozen=True)
class Floor:
    """The pinned figures of one set, and the digest of the pages they hold for."""

    corpus: str
    figures: Mapping[str, float]


@dataclass(frozen=True)
class Floors:
    """The floors of all sets by name, and why any was ever lowered."""

    sets: Mapping[str, Floor] = field(default_factory=dict)
    lowered: tuple[str, ...] = ()

    def seal(self) -> str:
        """Return a digest of everything in the file."""
        sets = [
            [name, f.corpus, sorted(f.figures.items())] for name, f in sorted(self.sets.items())
        ]
        return hashlib.sha256(json.dumps([sets, list(self.lowered)]).encode()).hexdigest()[:16]


def read_floors(file: Path = FLOORS) -> tuple[Floors, str]:
    """Return the pinned floors and the seal that stands in the file."""
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    sets = {name: Floor(one["corpus"], one["figures"]) for name, one in data["sets"].items()}
    return Floors(sets, tuple(data["lowered"])), data["seal"]


def place_of(name: str, folder: Path = DEFAULT_SETS) -> Path | None:
    """Return where a set is, or ``None`` if it is not here."""
    return FROZEN if name == "frozen" else find_set(folder, name)


def pin(before: Floors, name: str, floor: Floor, reason: str) -> Floors:
    """Return the floors with what was measured on the set ``name``.

    Raises:
        ValueError: a figure is below its floor and no reason is given.
    """
    figures = {figure: _down(value) for figure, value in sorted(floor.figures.items())}
    pinned = before.sets[name].figures if name in before.sets else {}
    worse = [figure for figure, least in pinned.items() if figures.get(figure, 0.0) < least]
    if worse and not reason:
        what = ", ".join(f"{name} {figure}" for figure in worse)
        raise ValueError(f"{what} became worse; --lower REASON says that is meant")
    said = (f"{name} {', '.join(worse)}: {reason}",) if worse else ()
    return Floors({**before.sets, name: Floor(floor.corpus, figures)}, before.lowered + said)


def measure(corpus: Corpus, *, news_only: bool = False) -> Floor:
    """Return the figures of this tool on one set, as they are."""
    return Floor(corpus.digest, own_figures(corpus, news_only=news_only))


def write(floors: Floors, file: Path = FLOORS) -> None:
    """Write the floors with their seal."""
    lines = [
        "# Written by python -m benchmarks.floors; what cleaning must reach on the annotated pages.",
        f'seal = "{floors.seal()}"',
        f"lowered = {json.dumps(list(floors.lowered), ensure_ascii=False)}",
    ]
    for name, floor in floors.sets.items():
        lines += ["", f"[sets.{name}]", f'corpus = "{floor.corpus}"', f"[sets.{name}.figures]"]
        lines += [f"{figure} = {value}" for figure, value in floor.figures.items()]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _down(value: float) -> float:
    return float(math.floor(value * _SCALE)) / _SCALE


def main(arguments: list[str] | None = None) -> int:
    """Measure and pin."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sets", type=Path, default=DEFAULT_SETS, metavar="FOLDER")
    parser.add_argument("--lower", metavar="REASON", default="")
    given = parser.parse_args(arguments)
    floors = read_floors()[0] if FLOORS.exists() else Floors()
    for name in SETS:
        place = place_of(name, given.sets)
        if place is None:
            print(f"no pages of {name} in {given.sets}; its floors stay", file=sys.stderr)
            continue
        try:
            floors = pin(floors, name, measure(read_corpus(place)), given.lower)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
    write(floors)
    print(FLOORS.read_text(encoding="utf-8"), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
