"""Where the complete record of a published version lies, and that of what a person edited.

``versions/LANG/STEM.json`` below the state directory belongs to the newest text. When a new
version goes beside an edited file, the record of the text the edit was made from is kept as
``edited/LANG/STEM/SEAL.json``, named by the seal the file carries: `learn` and `check` compare an
edit with what the editor saw, never with what came later.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from translator.publish.files import write_atomic
from translator.seal import seal_of

VERSIONS_FOLDER = "versions"
_EDITED_FOLDER = "edited"
_SEAL_LENGTH = 16  # hexadecimal digits in a file name


def record_path(state: Path, lang: str, stem: str) -> Path:
    """Return where the record of the newest text of a version lies."""
    return state / VERSIONS_FOLDER / lang / f"{stem}.json"


def keep_record(state: Path, lang: str, stem: str, edited: bytes) -> None:
    """Keep the record of what an edited file was made from, before a newer one replaces it.

    Raises:
        PublishError: it cannot be written.
    """
    newest, kept = record_path(state, lang, stem), _kept_path(state, lang, stem, edited)
    if newest.is_file() and not kept.exists():
        write_atomic(kept, newest.read_bytes())


def forget_records(state: Path, lang: str, stem: str) -> None:
    """Remove what was kept for edits that are no more."""
    folder = _kept_path(state, lang, stem, b"").parent
    with contextlib.suppress(OSError):
        for path in folder.glob("*.json"):
            path.unlink()
        folder.rmdir()


def made_from(state: Path, lang: str, stem: str, published: bytes) -> Path:
    """Return where the record of what a published file was made from lies, or would lie."""
    kept = _kept_path(state, lang, stem, published)
    return kept if kept.exists() else record_path(state, lang, stem)


def _kept_path(state: Path, lang: str, stem: str, published: bytes) -> Path:
    seal = seal_of(published) or ""
    name = seal.removeprefix("sha256:")[:_SEAL_LENGTH] or "unsealed"
    return state / _EDITED_FOLDER / lang / stem / f"{name}.json"
