"""Which sentences of a version somebody has looked at, until it is signed: kept beside the records.

A sentence is known by its two texts, so a changed one has to be looked at again, and what a later run
leaves as it was need not be.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from translator.files import write_atomic

FOLDER = "desk"  # below the state folder


def seen(state: Path, lang: str, stem: str) -> frozenset[str]:
    """Return the keys of the sentences that were looked at; a damaged file counts as none."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(_place(state, lang, stem).read_text(encoding="utf-8"))
        return frozenset(key for key in found if isinstance(key, str))
    return frozenset()


def note(state: Path, lang: str, stem: str, keys: Iterable[str]) -> None:
    """Note all sentences of a version that were looked at.

    Raises:
        PublishError: it cannot be written.
    """
    data = json.dumps(sorted(keys), indent=0) + "\n"
    write_atomic(_place(state, lang, stem), data.encode())


def _place(state: Path, lang: str, stem: str) -> Path:
    return state / FOLDER / lang / f"{stem}.json"
