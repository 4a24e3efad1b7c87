"""Decide what becomes of the file that is already there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translator.errors import PublishError
from translator.publish.files import write_atomic
from translator.publish.seal import is_sealed


class PlacementKind(StrEnum):
    """What happened to a file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT_BESIDE = "kept_beside"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the bytes went: ``path`` is the file that holds them, ``digest`` their SHA-256.

    ``backup`` is where a human's version was put before it was replaced.
    """

    kind: PlacementKind
    path: Path
    digest: str
    backup: Path | None = None


def place(
    path: Path, data: bytes, recorded: str | None = None, *, force: bool = False
) -> Placement:
    """Write a published file without ever overwriting what a human changed in it.

    A file there is ours if it has the ``recorded`` SHA-256 or an intact seal. Anything else is
    somebody's work: the new version goes beside it (``STEM.new.md``), or with ``force`` the old
    one does (``STEM.bak.md``). A file beside that somebody has changed is not touched either.

    Raises:
        PublishError: the file cannot be read or written.
    """
    digest = _digest(data)
    existing = _read(path)
    if existing is None:
        write_atomic(path, data)
        return Placement(PlacementKind.CREATED, path, digest)
    if existing == data:
        return Placement(PlacementKind.UNCHANGED, path, digest)
    if _digest(existing) == recorded or is_sealed(existing):
        write_atomic(path, data)
        return Placement(PlacementKind.UPDATED, path, digest)
    if force:
        backup = _free(path, "bak", existing)
        write_atomic(backup, existing)
        write_atomic(path, data)
        return Placement(PlacementKind.UPDATED, path, digest, backup)
    beside = _free(path, "new", data)
    if _read(beside) != data:
        write_atomic(beside, data)
    return Placement(PlacementKind.KEPT_BESIDE, beside, digest)


def _free(path: Path, word: str, data: bytes) -> Path:
    """Return the first name beside ``path`` that is free, holds ``data``, or is a version of ours."""
    for name in _names(path, word):
        existing = _read(name)
        if existing is None or existing == data or (word == "new" and is_sealed(existing)):
            return name
    raise AssertionError  # the names never end


def _names(path: Path, word: str) -> Iterator[Path]:
    yield path.with_name(f"{path.stem}.{word}{path.suffix}")
    number = 2
    while True:
        yield path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")
        number += 1


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
