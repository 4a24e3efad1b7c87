"""What was published from which input: the reason a second run does only what changed.

One JSON file per article below ``.translator/manifest/``, written after the versions themselves:
a run killed in between finds the files again and only recognises them as its own by their bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from translator.publish.files import write_atomic


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """How one language version came about.

    ``inputs`` is a digest of everything that could matter (cheap to compare), ``fingerprint`` of
    what does matter to this article; ``outputs`` maps paths, relative to the output directory, to
    the SHA-256 of what was written there. The rest lets an untouched version be reported in full.
    """

    inputs: str
    fingerprint: str
    outputs: Mapping[str, str] = field(default_factory=dict)
    segments: int = 0
    translated: int = 0
    route: str = ""
    starter: bool = False
    terms: Sequence[tuple[str, int]] = ()
    findings: Sequence[Mapping[str, Any]] = ()


class Manifest:
    """The records below a state directory. A damaged record counts as none."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "manifest"

    def read(self, stem: str) -> dict[str, VersionRecord]:
        """Return the records of an article's versions by language."""
        try:
            raw = json.loads((self.folder / f"{stem}.json").read_text(encoding="utf-8"))
            return {lang: VersionRecord(**record) for lang, record in raw.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            # Losing a record costs a repetition, never a published text.
            return {}

    def write(self, stem: str, records: Mapping[str, VersionRecord]) -> None:
        """Replace the records of an article."""
        data = {lang: asdict(record) for lang, record in sorted(records.items())}
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic(self.folder / f"{stem}.json", (text + "\n").encode())
