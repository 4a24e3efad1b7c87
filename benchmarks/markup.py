"""How well marks are carried over to a translation: ``python -m benchmarks.markup [--show]``.

Reads ``markup/dev.jsonl`` of the folder of sets (inline marks of software documentation and of its human
translation, after Hashimoto et al. 2019) and prints, for the rows with odd numbers (counted from
0), which may be read, and for the others:

- ``F1``: letters and digits below the same mark, micro-averaged;
- ``exact``: F1 of marks whose first and last letter are right;
- ``kept``: marks in the target for one in the source.

``--show`` prints the marks of odd rows that are not exact.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sets import DEFAULT_SETS
from benchmarks.tables import table, three
from translator.article import Mark, MarkKind
from translator.translate.marks import carried

PAIR = ("de", "en")
_HEADS = ("rows", "marks", "F1", "exact", "kept")

Named = tuple[int, int, str]  # start, end, name


@dataclass(frozen=True)
class Score:
    """Sums over rows; the shares follow from them."""

    hit: int
    said: int
    true: int
    exact: int
    gold: int
    kept: int
    asked: int

    @property
    def f1(self) -> float:
        """Return the F1 of the characters below marks."""
        return 2 * self.hit / max(1, self.said + self.true)

    @property
    def exact_f1(self) -> float:
        """Return the F1 of marks."""
        return 2 * self.exact / max(1, self.gold + self.kept)


def predict(row: Mapping[str, Any]) -> list[Named]:
    """Carry the marks of a row over to its translation."""
    marks = [
        Mark(MarkKind.LINK, start, end, str(i)) for i, (start, end, _) in enumerate(row["marks"])
    ]
    placed = carried(marks, row["src"], row["tgt"], PAIR)
    names = [name for *_, name in row["marks"]]
    return [
        (one.target.start, one.target.end, names[int(one.source.href)])
        for one in placed
        if one.target
    ]


def score(predicted: Sequence[Sequence[Named]], rows: Sequence[Mapping[str, Any]]) -> Score:
    """Compare marks with those of the human translation."""
    sums: Counter[str] = Counter()
    for marks, row in zip(predicted, rows, strict=True):
        gold = [(start, end, name) for start, end, name in row["gold"]]
        have, want = _covered(row["tgt"], marks), _covered(row["tgt"], gold)
        for name in {*have, *want}:
            sums["hit"] += len(have[name] & want[name])
            sums["said"] += len(have[name])
            sums["true"] += len(want[name])
        tight = [Counter(_tight(row["tgt"], mark) for mark in some) for some in (marks, gold)]
        sums["exact"] += (tight[0] & tight[1]).total()
        sums["gold"] += len(gold)
        sums["kept"] += len(marks)
        sums["asked"] += len(row["marks"])
    return Score(**{name: sums[name] for name in Score.__dataclass_fields__})


def _covered(text: str, marks: Iterable[Named]) -> defaultdict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for start, end, name in marks:
        found[name] |= {i for i in range(start, end) if text[i].isalnum()}
    return found


def _tight(text: str, mark: Named) -> Named:
    start, end, name = mark
    inside = [i for i in range(start, end) if text[i].isalnum()]
    return (inside[0], inside[-1], name) if inside else mark


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sets", type=Path, default=DEFAULT_SETS, metavar="FOLDER")
    parser.add_argument("--show", action="store_true", help="print what is wrong in odd rows")
    given = parser.parse_args(arguments)
    path = given.sets / "markup" / "dev.jsonl"
    if not path.is_file():
        print(f"no {path}; skipped (--sets FOLDER)")
        return 0
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    predicted = [predict(row) for row in rows]
    print(
        table(
            _HEADS,
            [
                _row(name, predicted[part], rows[part])
                for name, part in (
                    ("odd", slice(1, None, 2)),
                    ("even", slice(0, None, 2)),
                    ("all", slice(None)),
                )
            ],
        )
    )
    if given.show:
        for marks, row in zip(predicted[1::2], rows[1::2], strict=True):
            _show(marks, row)
    return 0


def _row(
    name: str, predicted: Sequence[Sequence[Named]], rows: Sequence[Any]
) -> tuple[str, list[str]]:
    one = score(predicted, rows)
    shares = three(one.f1), three(one.exact_f1), three(one.kept / max(1, one.asked))
    return name, [str(one.asked), *shares]


def _show(marks: Sequence[Named], row: Mapping[str, Any]) -> None:
    gold = Counter(_tight(row["tgt"], (a, b, name)) for a, b, name in row["gold"])
    wrong = [
        (source, mark)
        for source, mark in zip(row["marks"], marks, strict=False)
        if _tight(row["tgt"], mark) not in gold
    ]
    if wrong:
        print(f"\n{row['src']}\n{row['tgt']}")
    for (start, end, name), (a, b, _) in wrong:
        print(f"    {name}: {row['src'][start:end]!r} → {row['tgt'][a:b]!r}")


if __name__ == "__main__":
    sys.exit(main())
