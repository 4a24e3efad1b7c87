"""Which input every published article came from, and which of them are left without one.

An article keeps its place as long as its input is there, whatever other inputs come or go. When
the input was removed or renamed, what was published stays where it is, and every run says so.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from translator.load.stems import same_place, stem_of
from translator.manifest import ArticleRecord, Manifest
from translator.report import LeftBehind
from translator.settings import Settings
from translator.versions import record_path


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The articles that were published before.

    ``known`` maps the absolute path of an input to its stem, ``sources`` every stem to the name
    of its input (empty where the record does not tell), ``articles`` holds the records.
    """

    known: Mapping[Path, str]
    sources: Mapping[str, str]
    articles: Mapping[str, ArticleRecord]

    @property
    def paths(self) -> frozenset[str]:
        """Return the published paths of all articles, relative to the output directory."""
        versions = (v for record in self.articles.values() for v in record.versions.values())
        return frozenset(path for version in versions for path in version.outputs)


def on_record(manifest: Manifest, settings: Settings) -> OnRecord:
    """Read what was published before from which input."""
    articles = dict(manifest.articles())
    sources = {stem: _source(stem, record, settings) for stem, record in articles.items()}
    claims = defaultdict(list)
    for stem, source in sources.items():
        if source and os.path.exists(source):  # noqa: PTH110 - False for names no system takes, too
            claims[Path(os.path.realpath(source))].append(stem)
    # 0.1.0 moved an article when another came with the same stem: the first place counts.
    known = {path: _own(path, stems) for path, stems in claims.items()}
    return OnRecord(known, sources, articles)


def left_behind(found: OnRecord, settings: Settings) -> tuple[LeftBehind, ...]:
    """Return the articles whose published files nothing would write any more, by stem."""
    digests = {
        record.digest: found.sources[stem]
        for stem, record in found.articles.items()
        if record.digest and stem in found.known.values()
    }
    left = []
    for stem, source in found.sources.items():
        if not source or source.startswith("<") or stem in found.known.values():  # <stdin>
            continue
        paths = [settings.output / path for path in found.articles[stem].paths]
        there = tuple(path.as_posix() for path in paths if path.is_file())
        if there:
            now = found.known.get(Path(os.path.realpath(source)), "")
            same = digests.get(found.articles[stem].digest, "")
            left.append(LeftBehind(source, there, same_as=same, published_as=now))
    return tuple(left)


def _own(path: Path, stems: list[str]) -> str:
    """Choose among several stems of one input: the plain one, else the first."""
    plain = [
        s
        for s in stems
        if same_place(Path(s).name) == same_place(stem_of(PurePosixPath(path.name)))
    ]
    return (plain or stems)[0]


def _source(stem: str, record: ArticleRecord, settings: Settings) -> str:
    """Return the name of an article's input; 0.1.0 wrote it into the record of the versions only."""
    if record.source:
        return record.source
    for lang in record.versions:
        path = record_path(settings.state, lang, stem)
        try:
            source = json.loads(path.read_bytes())["source_file"]
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            continue
        if isinstance(source, str) and source and "\0" not in source:
            return source
    return ""
