"""Where the edits of a source are kept: ``source/STEM.json`` beside the records of the article.

Unlike a record, edits cannot be made again by a run: a file that cannot be read stops its article
instead of counting as none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from translator.errors import PublishError
from translator.files import write_atomic
from translator.review.source.edits import SourceEdit

FORMAT = 1  # grows when an old reader could misunderstand a new file
FOLDER = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEdits:
    """What editors did to the source of one article.

    ``gone`` are the numbers of those ``edits`` that had no place in the article when it was read
    last. ``taken`` is the published source version that somebody had edited, as it was taken
    over last, ``host`` where the page comes from.
    """

    edits: tuple[SourceEdit, ...] = ()
    gone: tuple[int, ...] = ()
    taken: str = ""
    host: str = ""
    format: int = FORMAT

    @property
    def digest(self) -> str:
        """Return what tells these edits from others; empty where there are none."""
        if not self.edits:
            return ""
        return hashlib.sha256(repr(self.edits).encode("utf-8", "replace")).hexdigest()

    @property
    def waiting(self) -> tuple[SourceEdit, ...]:
        """Return the edits that had no place in the article."""
        return tuple(self.edits[number] for number in self.gone)

    def with_gone(self, gone: tuple[SourceEdit, ...]) -> SourceEdits:
        """Return the same edits, with those named that have no place."""
        numbers = tuple(n for n, edit in enumerate(self.edits) if edit in gone)
        return replace(self, gone=numbers)


NONE = SourceEdits()


def path_of(state: Path, stem: str) -> Path:
    """Return the file that holds the edits of an article."""
    return state / FOLDER / f"{stem}.json"


def load_edits(state: Path, stem: str) -> SourceEdits:
    """Return what editors did to the source of an article; nothing where there is no file.

    Raises:
        PublishError: the file cannot be read.
    """
    path = path_of(state, stem)
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return NONE
    except OSError as error:
        raise PublishError(
            f"cannot read what was edited in the source: {error.strerror}", path=path
        ) from error
    try:
        found = msgspec.convert(json.loads(data), SourceEdits)
    except (ValueError, RecursionError) as error:
        raise PublishError(
            f"what was edited in the source is damaged ({type(error).__name__}: {error})",
            path=path,
            hint="put it right, or move it away to go on without",
        ) from error
    if found.format != FORMAT or not all(0 <= n < len(found.edits) for n in found.gone):
        raise PublishError(
            f"what was edited in the source cannot be read (format {found.format})",
            path=path,
            hint="a newer program wrote it; use that, or move the file away",
        )
    return found


def save_edits(state: Path, stem: str, edits: SourceEdits) -> None:
    """Keep what editors did to the source of an article.

    Raises:
        PublishError: the file cannot be written.
    """
    path = path_of(state, stem)
    if not path.exists() and edits == replace(NONE, host=edits.host):
        return
    text = json.dumps(msgspec.to_builtins(edits), ensure_ascii=False, indent=1) + "\n"
    data = text.encode("utf-8", "backslashreplace")
    if not path.exists() or path.read_bytes() != data:
        write_atomic(path, data)


def edited_stems(state: Path) -> list[str]:
    """Return the stems of the articles whose source was edited, sorted."""
    root = state / FOLDER
    found = (path.relative_to(root).as_posix() for path in root.rglob("*.json"))
    return sorted(name.removesuffix(".json") for name in found)


def all_edits(state: Path) -> dict[str, SourceEdits]:
    """Return what was edited in all articles, by stem.

    Raises:
        PublishError: a file cannot be read.
    """
    return {stem: load_edits(state, stem) for stem in edited_stems(state)}
