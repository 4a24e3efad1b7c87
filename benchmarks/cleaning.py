"""Measure cleaning beside the libraries that do it, too: ``python -m benchmarks.cleaning``.

Prints every figure of cleaning in one run, for this tool and for each peer that is installed: the
sets of strings, the set of articles (``benchmarks/sets.py`` says what the figures are), processor
time, and for this tool the links and emphases that were kept (``benchmarks/links.py``). Each for
the whole set and for half b, on which no threshold was chosen.

Processor time is that of one process in which every system reads a page before the next page comes,
so that all run under the same load; the first pages do not count. *relative* is the time for all
pages over that of trafilatura's standard mode, *median* the same for the page in the middle, and
*95 %* for the one with 5 % above it.

The pages belong to their publishers and are not part of the project; ``--sets`` names the folder
they are in. A set or a peer that is absent is named, and the rest is measured.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import (
    ARTICLE_FIGURES,
    STRING_FIGURES,
    article_figures,
    own_pasted,
    string_figures,
    texts_of,
)
from benchmarks.links import print_links
from benchmarks.peers import (
    STANDARD,
    Absent,
    Source,
    System,
    decoded,
    how_to_install,
    peers,
    this_tool,
)
from benchmarks.sets import (
    ARTICLE_SET,
    DEFAULT_SETS,
    HALVES,
    STRING_SETS,
    Corpus,
    Record,
    find_set,
    read_corpus,
)
from benchmarks.tables import Row, table, three

_WARM_UP = 5  # pages read before the clock starts, so that imports and data files do not count

Figures = Mapping[str, float]


@dataclass
class Readings:
    """What one system made of the pages of a set, and the processor seconds each page took."""

    records: dict[str, Record] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def read_all(systems: Sequence[System], corpus: Corpus, ids: Iterable[str]) -> list[Readings]:
    """Let every system read the pages ``ids``, page by page; of peers a set of strings needs texts only."""
    sources = {name: decoded(corpus.pages[name]) for name in ids}
    for source in list(sources.values())[:_WARM_UP]:
        for system in systems:
            _attempt(system.extract, source)
    gc.collect()
    gc.freeze()  # what is loaded by now is nobody's garbage, and on nobody's clock
    found = [Readings() for _ in systems]
    for name, source in sources.items():
        for system, readings in zip(systems, found, strict=True):
            started = system.clock()
            raw = _attempt(system.extract, source)
            readings.seconds[name] = system.clock() - started
            ours = system is systems[0]
            readings.records[name] = _record(system, source, raw, whole=ours or corpus.articles)
    gc.unfreeze()
    return found


def _record(system: System, source: Source, raw: Any, *, whole: bool) -> Record:
    if raw is None:
        return {}
    text = {"text": _attempt(system.text, raw) or ""}
    return {**text, **(_attempt(system.record, source, raw) or {})} if whole else text


def _attempt(step: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a step returns; a page that a library fails on counts as empty."""
    try:
        return step(*arguments)
    except Exception:  # noqa: BLE001 - a peer's crash is its result
        return None


def _report(corpus: Corpus, name: str, given: argparse.Namespace, found: _Peers) -> None:
    """Measure one set and print its tables."""
    ids = corpus.ids()
    readings = read_all(found.systems, corpus, ids)
    copied = own_pasted(corpus, corpus.news)
    for said, records in (("read", readings[0].records), ("pasted", copied)):
        refused = [page for page in records if not records[page]]
        cut = [page for page in records if records[page].get("cut")]
        print(f"\n{name}: {len(records)} pages {said}, refused {refused}, called cut {cut}")
    for half in given.half:
        chosen = corpus.ids(half)
        news = len(set(corpus.news).intersection(chosen))
        of_news = "" if corpus.articles else f", {news} from news hosts"
        print(f"\n{name}, {HALVES[half]}: {len(chosen)} pages{of_news}; corpus {corpus.digest}")
        columns = ARTICLE_FIGURES if corpus.articles else STRING_FIGURES
        rows = []
        for number, (system, reading) in enumerate(zip(found.systems, readings, strict=True)):
            pasted_records = copied if number == 0 else {}
            figures = _figures(corpus, reading.records, pasted_records, chosen)
            rows.append((system.label, [three(figures.get(column)) for column in columns]))
        found.print_table(list(columns.values()), rows)
    print(f"\n{name}, processor time")
    _times(found, readings)


def _figures(
    corpus: Corpus, records: Mapping[str, Record], copied: Mapping[str, Record], ids: list[str]
) -> Figures:
    if corpus.articles:
        return article_figures(corpus, records, copied, ids)
    return string_figures(corpus, texts_of(records), texts_of(copied), ids)


def _times(found: _Peers, readings: Sequence[Readings]) -> None:
    """Print processor seconds, also over those of the reference."""
    standard = found.standard(readings)
    rows = []
    for system, reading in zip(found.systems, readings, strict=True):
        ratios = relative(reading.seconds, standard) if standard else ()
        cells = [f"{sum(reading.seconds.values()):.1f}", *(f"{ratio:.2f}" for ratio in ratios)]
        rows.append((system.label, cells))
    heads = ["seconds", "relative", "median", "95 %"] if standard else ["seconds"]
    found.print_table(heads, rows)


def relative(
    seconds: Mapping[str, float], standard: Mapping[str, float]
) -> tuple[float, float, float]:
    """Return times over those of the reference: all pages, the median page, the 95th of 100."""
    pages = sorted(seconds[name] / standard[name] for name in standard if standard[name])
    total = sum(seconds.values()) / sum(standard.values())
    return total, statistics.median(pages), pages[math.ceil(0.95 * len(pages)) - 1]


@dataclass(frozen=True)
class _Peers:
    """The systems that are here, this tool first, and the labels of those that are not."""

    systems: Sequence[System]
    absent: Sequence[str]
    markdown: bool = False

    def print_table(self, heads: Sequence[str], rows: Sequence[Row]) -> None:
        """Print a row for each system, and for each that is absent."""
        absent = [(label, ["not installed"]) for label in self.absent]
        print(table(heads, [*rows, *absent], markdown=self.markdown), flush=True)

    def standard(self, readings: Sequence[Readings]) -> Mapping[str, float]:
        """Return the seconds of the reference, or nothing if it is absent."""
        name, _, mode = STANDARD.partition(", ")
        for system, reading in zip(self.systems, readings, strict=True):
            if system.label.startswith(name) and system.label.endswith(mode):
                return reading.seconds
        return {}


def _find_peers(given: argparse.Namespace) -> _Peers:
    """Return the systems to compare, and say what is missing."""
    found = list(peers(given.node_modules))
    if given.no_peers:  # the reference for time stays
        found = [peer for peer in found if peer.label.endswith(STANDARD.partition(", ")[2])]
    for line in how_to_install(found, given.node_modules):
        print(line)
    systems = [this_tool(), *(peer for peer in found if isinstance(peer, System))]
    absent = [peer.label for peer in found if isinstance(peer, Absent)]
    return _Peers(systems, absent, given.markdown)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--sets", type=Path, default=DEFAULT_SETS, metavar="FOLDER", help="where the pages are"
    )
    parser.add_argument(
        "--half",
        choices=[*HALVES],
        action="append",
        help="pages of one half, or of both (ab); default: ab, then b",
    )
    names = [*STRING_SETS, ARTICLE_SET]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="SET")
    parser.add_argument("--no-peers", action="store_true", help="this tool only")
    parser.add_argument(
        "--node-modules",
        type=Path,
        default=Path("node_modules"),
        metavar="FOLDER",
        help="where npm put the peers that run in node",
    )
    parser.add_argument("--markdown", action="store_true", help="tables for the documentation")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark."""
    given = _parser().parse_args(arguments)
    given.half = given.half or ["ab", "b"]
    warnings.simplefilter("ignore")  # of peers, about their own optional parts
    found = _find_peers(given)
    for name in given.only:
        path = find_set(given.sets, name)
        if path is None:
            print(f"\n{name}: no pages in {given.sets / name}; skipped (--sets FOLDER)")
            continue
        try:
            _report(read_corpus(path), name, given, found)
        except FileNotFoundError as error:
            print(f"{name}: {error}; skipped")
    print_links(given.sets, given.half, markdown=given.markdown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
