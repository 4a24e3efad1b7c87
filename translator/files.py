"""Write files so that a reader, or a killed run, never sees half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from translator.errors import PublishError

_PREFIX = ".translator-"
_SUFFIX = ".tmp"
_STALE_SECONDS = 3600  # no file takes an hour to write


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``: beside it first, then swapped in.

    Missing folders are made. A file that is there keeps its mode, and a symbolic link stays one.
    Whenever the process dies, ``path`` holds either the old bytes or the new ones.

    Raises:
        PublishError: the folder or the file cannot be written; nothing is left behind.
    """
    _swap_in(path, data, lambda _target: True)


def write_unless_changed(path: Path, data: bytes, expected: bytes | None) -> bool:
    """Write as ``write_atomic`` does, but only while ``path`` still holds ``expected``.

    ``None`` expects no file. The comparison is made at the last moment, when the new bytes are
    on the disk and nothing but the swap is left to do: what somebody saved in the meantime is
    kept, and ``False`` says so.

    Raises:
        PublishError: the folder or the file cannot be written; nothing is left behind.
    """

    def is_as_expected(target: Path) -> bool:
        try:
            return target.read_bytes() == expected
        except FileNotFoundError:
            return expected is None

    return _swap_in(path, data, is_as_expected)


def _swap_in(path: Path, data: bytes, may_replace: Callable[[Path], bool]) -> bool:
    """Write beside, ask once more, swap; return whether it was swapped in."""
    target = Path(os.path.realpath(path))
    temporary = target.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_through(temporary, data)
            if target.exists():
                temporary.chmod(target.stat().st_mode)
            if not may_replace(target):
                return False
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise PublishError(
            f"cannot write the file: {error.strerror or error}", path=path, hint=_hint(error)
        ) from error
    _sync_folder(target.parent)
    return True


def remove_leftovers(folder: Path) -> int:
    """Remove what killed runs left half-written below ``folder``; return how many files.

    Only files of ours that are older than an hour count, so a run going on beside is safe.
    """
    removed = 0
    for file in sorted(folder.rglob(f"{_PREFIX}*{_SUFFIX}")):
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime > _STALE_SECONDS:
                file.unlink()
                removed += 1
    return removed


def _write_through(file: Path, data: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    with file.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the swap itself durable, where the system lets a folder be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _hint(error: OSError) -> str:
    """Say what to do about the usual reasons; none of it costs anything that is there."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full: free some space, then run again; what is finished is kept"
    if error.errno == errno.EROFS:
        return "the disk can only be read: choose another folder, or make it writable"
    if error.errno == errno.ENAMETOOLONG:
        return "the name is too long: rename the input"
    if isinstance(error, PermissionError):
        return "check who may write to this folder"
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return "a file and a folder have the same name; move one of them away"
    return "check the free space and the name, then run again"
