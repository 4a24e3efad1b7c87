"""What was published from which input: the reason a second run does only what changed.

One JSON file per article below ``.translator/manifest/``, written after the versions themselves:
a run killed in between finds the files again and only recognises them as its own by their bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath

import msgspec

from translator.article import Finding
from translator.publish.files import write_atomic

FORMAT = 2  # of a record; 1 was written by 0.1.0 and names neither the input nor the program


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """How one language version came about.

    ``inputs`` is a digest of everything editors could have changed (cheap to compare),
    ``fingerprint`` of what does matter to this article, as the program ``judged`` it; ``program``
    says what made the version: the program and its models. It is empty where that is not known,
    which is older than anything. ``outputs`` maps paths, relative to the output directory, to the SHA-256 of what was
    written there, ``beside`` those of new versions put beside files that people had edited.
    The rest lets an untouched version be reported in full.
    """

    inputs: str
    fingerprint: str
    program: str = ""
    judged: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    segments: int = 0
    translated: int = 0
    route: str = ""
    starter: bool = False
    terms: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What is known of an article: its input, the SHA-256 of its bytes, its versions by language.

    ``format`` tells who wrote the record; ``source`` and ``digest`` are empty in those of 0.1.0.
    """

    versions: Mapping[str, VersionRecord] = field(default_factory=dict)
    source: str = ""
    digest: str = ""
    format: int = FORMAT

    @property
    def paths(self) -> tuple[str, ...]:
        """Return every path that the versions name, relative to the output directory."""
        versions = self.versions.values()
        return tuple(path for v in versions for path in (*v.outputs, *v.beside))

    def with_version(self, lang: str, version: VersionRecord) -> ArticleRecord:
        """Return the record with one version replaced."""
        return replace(self, versions={**self.versions, lang: version})


class Manifest:
    """The records below a state directory. A damaged record counts as none."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "manifest"

    def read(self, stem: str) -> ArticleRecord:
        """Return the record of an article; an empty one if there is none, or it is damaged."""
        # Losing a record costs a repetition, never a published text.
        try:
            raw = json.loads((self.folder / f"{stem}.json").read_bytes())
            if isinstance(raw, dict) and "format" not in raw:  # by 0.1.0: only the versions
                raw = {"versions": raw, "format": 1}
            record = msgspec.convert(raw, ArticleRecord)
        except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
            return ArticleRecord()
        known = record.format in (1, FORMAT) and all(map(_is_below, record.paths))
        return record if known else ArticleRecord()

    def write(self, stem: str, record: ArticleRecord) -> None:
        """Replace the record of an article."""
        text = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True)
        # Half a surrogate pair, as in a file name that is not UTF-8, is escaped as JSON does.
        data = (text + "\n").encode("utf-8", "backslashreplace")
        write_atomic(self.folder / f"{stem}.json", data)

    def articles(self) -> Iterator[tuple[str, ArticleRecord]]:
        """Yield stem and record of every article that has a readable one, sorted by stem."""
        for path in sorted(self.folder.rglob("*.json")):
            stem = path.relative_to(self.folder).as_posix().removesuffix(".json")
            record = self.read(stem)
            if record.versions:
                yield stem, record


def _is_below(path: str) -> bool:
    """Tell whether a recorded path can be one that ``run`` wrote below the output directory."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\0" not in path
