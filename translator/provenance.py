"""Which input every published article came from, and which of them are left without one.

An article keeps its place as long as its input is there, whatever other inputs come or go. When
the input was removed or renamed, what was published stays where it is, and every run says so.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from translator.load.stems import same_place, stem_of
from translator.records import Record, Records
from translator.report import LeftBehind


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The articles that were published before.

    ``known`` maps the absolute path of an input to its stem, ``sources`` every stem to the name
    of its input (empty where the record does not tell), ``articles`` to its records by language.
    """

    known: Mapping[Path, str]
    sources: Mapping[str, str]
    articles: Mapping[str, Mapping[str, Record]]

    @property
    def paths(self) -> frozenset[str]:
        """Return the published paths of all articles, relative to the output directory."""
        records = (record for versions in self.articles.values() for record in versions.values())
        return frozenset(path for record in records for path in record.outputs)


def on_record(records: Records, root: Path) -> OnRecord:
    """Read what was published before from which input; names of inputs start at ``root``."""
    articles = {stem: records.versions(stem) for stem in records.stems()}
    articles = {stem: versions for stem, versions in articles.items() if versions}
    sources = {stem: _source(versions) for stem, versions in articles.items()}
    claims = defaultdict(list)
    for stem, source in sources.items():
        if source and os.path.exists(root / source):  # noqa: PTH110 - False for names no system takes, too
            claims[_real(root / source)].append(stem)
    # 0.1.0 moved an article when another came with the same stem: the first place counts.
    known = {path: _own(path, stems) for path, stems in claims.items()}
    return OnRecord(known, sources, articles)


def left_behind(found: OnRecord, output: Path, root: Path) -> tuple[LeftBehind, ...]:
    """Return the articles whose published files nothing would write any more, by stem."""
    placed = set(found.known.values())
    digests = {
        record.digest: found.sources[stem]
        for stem, versions in found.articles.items()
        for record in versions.values()
        if record.digest and stem in placed
    }
    left = []
    for stem, source in found.sources.items():
        if not source or source.startswith("<") or stem in placed:  # <stdin>
            continue
        versions = found.articles[stem].values()
        paths = dict.fromkeys(output / path for record in versions for path in record.paths)
        there = tuple(path.as_posix() for path in paths if path.is_file())
        if there:
            now = found.known.get(_real(root / source), "")
            same = next((digests[r.digest] for r in versions if r.digest in digests), "")
            left.append(LeftBehind(source, there, same_as=same, published_as=now))
    return tuple(left)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _own(path: Path, stems: list[str]) -> str:
    """Choose among several stems of one input: the plain one, else the first."""
    plain = [
        s
        for s in stems
        if same_place(Path(s).name) == same_place(stem_of(PurePosixPath(path.name)))
    ]
    return (plain or stems)[0]


def _source(versions: Mapping[str, Record]) -> str:
    """Return the name of an article's input."""
    names = (record.article.source_file for record in versions.values())
    return next((name for name in names if name and "\0" not in name), "")
