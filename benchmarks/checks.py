"""How well the checks find what is wrong: ``python -m benchmarks.checks [--rows odd] [--show KIND]``.

Each row of the set has a German sentence, a human translation and the same with one error; each is
checked as an article of its own. An error is found where a check fires (an error or a warning, no
note) that does not fire on the human translation; what fires on a human translation is an alarm.
Lines are counted from one: odd ones are read while a check is made, even ones are quoted. Without
the set it says so and ends well. ``--findings FILE`` writes what the set's own scorer reads, and
``--show`` the rows of a kind of error (or ``clean``) that it got wrong, the odd ones only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import Row, table, three
from translator.article import (
    Article,
    Block,
    BlockKind,
    Finding,
    Metadata,
    Route,
    Segment,
    Severity,
    TranslatedBlock,
    Translation,
)
from translator.check import run_checks
from translator.glossary.concept import Glossary

DEFAULT_SET = Path("../shared/eval/planted/planted.tsv")
_ROUTE = Route(("de", "en"), ("human",), "0")
_HALVES = {"all": (0, 1), "odd": (1,), "even": (0,)}


@dataclass(frozen=True)
class Planted:
    """One row of the set, with its line, and what the checks say of either translation."""

    line: int
    kind: str
    source: str
    human: str
    damaged: str
    clean_findings: tuple[Finding, ...] = ()
    damaged_findings: tuple[Finding, ...] = ()

    @property
    def alarms(self) -> frozenset[str]:
        """Return the checks that fire on the human translation."""
        return _names(self.clean_findings)

    @property
    def fired(self) -> frozenset[str]:
        """Return the checks that fire on the damaged translation."""
        return _names(self.damaged_findings)

    @property
    def found(self) -> bool:
        """Tell whether the error is found."""
        return not self.fired <= self.alarms


def _names(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(f.check for f in findings if f.severity is not Severity.NOTE)


def article_of(source: str, target: str) -> Translation:
    """Return an article of one paragraph and no title."""
    paragraph = Block(BlockKind.PARAGRAPH, source)
    return Translation(
        article=Article(Metadata(), (paragraph,)),
        lang="en",
        route=_ROUTE,
        title=TranslatedBlock(Block(BlockKind.HEADING, "", level=1), ()),
        blocks=(TranslatedBlock(paragraph, (Segment(source, target),)),),
    )


def read_planted(path: Path) -> Iterator[Planted]:
    """Yield the rows of the set, checked."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        kind, source, human, damaged = line.split("\t")
        clean, wrong = (
            run_checks(article_of(source, target), Glossary()) for target in (human, damaged)
        )
        yield Planted(number, kind, source, human, damaged, clean, wrong)


def recall(rows: Sequence[Planted]) -> dict[str, float]:
    """Return the share of errors found, by kind, in the order of the set."""
    planted, found = Counter(row.kind for row in rows), Counter(r.kind for r in rows if r.found)
    return {kind: found[kind] / count for kind, count in planted.items()}


def alarms(rows: Sequence[Planted]) -> dict[str, float]:
    """Return the share of human translations with an alarm, by check and (``any``) altogether."""
    clean = {(row.source, row.human): row.alarms for row in rows}
    by_check = Counter(check for fired in clean.values() for check in fired)
    shares = {check: count / len(clean) for check, count in by_check.most_common()}
    return {"any": sum(map(bool, clean.values())) / len(clean), **shares}


def report(rows: Sequence[Planted], *, markdown: bool) -> None:
    """Print recall by kind and alarms by check: of all rows, of odd and of even lines."""
    parts = [[r for r in rows if r.line % 2 in rest] for rest in _HALVES.values()]
    for head, measure in (("recall", recall), ("alarms", alarms)):
        figures = [measure(part) for part in parts]
        lines: list[Row] = [
            (name, [three(f.get(name, 0.0)) for f in figures]) for name in figures[0]
        ]
        print(f"{head}\n{table([*_HALVES], lines, markdown=markdown)}\n")


def show(rows: Sequence[Planted], kind: str) -> None:
    """Print the odd rows of a kind that are not found, or the human translations with an alarm."""
    seen = set()
    for row in rows:
        clean = kind == "clean" and bool(row.alarms) and row.human not in seen
        if row.line % 2 and (clean or (kind == row.kind and not row.found)):
            seen.add(row.human)
            told = [f"{f.check}: {f.message}" for f in row.clean_findings]
            print(
                row.line,
                row.source,
                row.human,
                *([] if clean else [row.damaged]),
                *told,
                sep="\n  ",
            )


def main() -> int:
    """Print the figures; 0 also where the set is absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--set", type=Path, default=DEFAULT_SET)
    parser.add_argument("--findings", type=Path, help="write the names of the checks, a row a line")
    parser.add_argument("--show", metavar="KIND", help="print what is not found; clean: the alarms")
    parser.add_argument("--markdown", action="store_true")
    chosen = parser.parse_args()
    if not chosen.set.is_file():
        print(f"skipped: the set is not at {chosen.set}")
        return 0
    start = time.process_time()
    rows = list(read_planted(chosen.set))
    seconds = time.process_time() - start
    if chosen.findings:
        lines = (json.dumps({"clean": sorted(r.alarms), "damaged": sorted(r.fired)}) for r in rows)
        chosen.findings.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    if chosen.show:
        show(rows, chosen.show)
        return 0
    report(rows, markdown=chosen.markdown)
    print(f"{seconds / (2 * len(rows)) * 1000:.1f} ms of CPU a sentence")
    return 0


if __name__ == "__main__":
    sys.exit(main())
