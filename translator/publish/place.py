"""Decide what becomes of the file that is already there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translator.errors import PublishError
from translator.files import write_unless_changed
from translator.seal import draft_of, is_sealed, normal, seal_of

_ATTEMPTS = 5  # how often an editor may save while one file is being written


class PlacementKind(StrEnum):
    """What happened to a file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT_BESIDE = "kept_beside"
    LEFT = "left"  # edited, and there is nothing new to tell


class FileState(StrEnum):
    """Whose a published file is."""

    MISSING = "missing"  # or emptied: nobody's work is in it
    OURS = "ours"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the bytes went: ``path`` is the file that holds them, ``digest`` their SHA-256.

    ``backup`` is where a human's version was put before it was replaced.
    """

    kind: PlacementKind
    path: Path
    digest: str
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What ``place`` has to know of the folder it writes to.

    ``root`` is the folder that no link may lead out of, ``ours`` the SHA-256 of files that were
    put beside edited ones, ``taken`` paths that belong to other articles.
    """

    root: Path | None = None
    ours: Collection[str] = ()
    taken: Collection[str] = ()


def state_of(path: Path, written: Collection[str | None]) -> FileState:
    """Tell whether a published file is there, and whether it is what we wrote.

    ``written`` are the SHA-256 of what that can be: the text itself, or one that was put beside
    it and that somebody has moved here.

    Raises:
        PublishError: the file cannot be read.
    """
    return _state(_read(path), written)


def _state(existing: bytes | None, written: Collection[str | None]) -> FileState:
    if existing is None or not existing.strip():
        return FileState.MISSING
    digests = {_digest(existing), _digest(normal(existing))}
    ours = _is_machines(existing) or not digests.isdisjoint(written)
    return FileState.OURS if ours else FileState.EDITED


def _is_machines(data: bytes) -> bool:
    """Tell whether a file is as it was written, and no version that people made."""
    return is_sealed(data) and draft_of(data) is None


def place(
    path: Path,
    data: bytes,
    recorded: str | None = None,
    *,
    force: bool = False,
    beside: bool = True,
    shelf: Shelf = Shelf(),
) -> Placement:
    """Write a published file without ever overwriting what a human changed in it.

    A file there is ours if it has the ``recorded`` SHA-256 or an intact seal, and is no version that
    people edited and had published. Anything else is somebody's work: the new version goes beside it (``STEM.new.md``), or with ``force`` the old
    one does (``STEM.bak.md``). Without ``beside``, or where the edited file was made from this
    very version, there is nothing to tell and all stays as it is. A file beside that somebody has
    changed is not touched either, and what somebody saves in the meantime wins.

    Raises:
        PublishError: the file cannot be read or written, or is a link that leads elsewhere.
    """
    for _ in range(_ATTEMPTS):
        done = _attempt(path, data, recorded, force=force, beside=beside, shelf=shelf)
        if done:
            return done
    raise PublishError(
        "somebody saves this file again and again", path=path, hint="close it, then run again"
    )


def _attempt(
    path: Path, data: bytes, recorded: str | None, *, force: bool, beside: bool, shelf: Shelf
) -> Placement | None:
    """Place a file; ``None`` if it changed between reading and replacing it."""
    digest = _digest(data)
    existing = _read(path)
    state = _state(existing, {recorded, *shelf.ours})
    backup = None
    if existing == data:
        return Placement(PlacementKind.UNCHANGED, path, digest)
    if state is FileState.EDITED and not force:
        if not beside or (existing and _is_made_from(existing, data)):
            return Placement(PlacementKind.LEFT, path, digest)
        found = _put_beside(path, "new", data, shelf)
        return Placement(PlacementKind.KEPT_BESIDE, found, digest) if found else None
    if state is FileState.EDITED and existing:
        backup = _put_beside(path, "bak", existing, shelf)
        if backup is None:
            return None
    if not replace_unless_changed(path, data, existing, shelf):
        return None
    kind = PlacementKind.CREATED if state is FileState.MISSING else PlacementKind.UPDATED
    return Placement(kind, path, digest, backup)


def put_aside(path: Path, data: bytes) -> Path:
    """Keep what a file held as a backup beside it (``STEM.bak.md``); return where.

    Raises:
        PublishError: it cannot be written.
    """
    while True:
        found = _put_beside(path, "bak", data, Shelf())
        if found is not None:
            return found


def _is_made_from(edited: bytes, data: bytes) -> bool:
    """Tell whether somebody made a file out of this very version."""
    return seal_of(data) is not None and seal_of(data) in (seal_of(edited), draft_of(edited))


def _put_beside(path: Path, word: str, data: bytes, shelf: Shelf) -> Path | None:
    """Write to the first name beside ``path`` that is free, holds ``data``, or is ours."""
    for name in names_beside(path, word):
        if name.as_posix() in shelf.taken:
            continue
        existing = _read(name)
        if existing == data:
            return name
        ours = (
            word == "new"
            and existing
            and (_is_machines(existing) or _digest(existing) in shelf.ours)
        )
        if existing is None or ours:
            return name if replace_unless_changed(name, data, existing, shelf) else None
    raise AssertionError  # the names never end


def names_beside(path: Path, word: str) -> Iterator[Path]:
    """Yield the names that a file beside ``path`` can have; they never end."""
    yield path.with_name(f"{path.stem}.{word}{path.suffix}")
    number = 2
    while True:
        yield path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")
        number += 1


def published_beside(path: Path) -> Path:
    """Return the file that a new version was put beside: ``kim.md`` for ``kim.new-2.md``."""
    return path.with_name(path.stem.rpartition(".")[0] + path.suffix)


def replace_unless_changed(path: Path, data: bytes, expected: bytes | None, shelf: Shelf) -> bool:
    """Replace ``expected`` by ``data`` unless somebody was faster; never through a link.

    Raises:
        PublishError: the file is a link that leads elsewhere, or cannot be written.
    """
    real = Path(os.path.realpath(path))
    if path.is_symlink() and not path.exists():
        raise PublishError("is a link to nothing", path=path, hint="remove the link")
    if shelf.root is not None and not real.is_relative_to(os.path.realpath(shelf.root)):
        raise PublishError(
            f"is a link that leads out of {shelf.root}",
            path=path,
            hint="remove the link, or name the folder it leads to with --output",
        )
    return write_unless_changed(path, data, expected)


def _read(path: Path) -> bytes | None:
    """Return the bytes of a file, or ``None`` if there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PublishError(
            f"cannot read the file that is there: {error.strerror}",
            path=path,
            hint="move it away or choose another --output",
        ) from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
