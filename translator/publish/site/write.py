"""Write a built site: only what changed, nothing that people changed or put there."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from translator.errors import PublishError
from translator.files import write_atomic, write_unless_changed

RECORD = "site.json"  # in the state folder: the SHA-256 of what was written, by path


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files of a site.

    ``kept`` are files that somebody else made or changed: they stay as they are.
    """

    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = field(default=())


def write(files: Mapping[str, bytes], folder: Path, state: Path, *, force: bool = False) -> Written:
    """Bring a folder to what a site is now.

    A file that is there counts as ours if it is as we wrote it last; with ``force`` any does. What
    the site no longer has is removed, if it is ours.

    Raises:
        PublishError: a file cannot be read or written, or the folder is a link that leads elsewhere.
    """
    last = _recorded(state)
    written: list[str] = []
    kept: list[str] = []
    unchanged = 0
    for path, data in sorted(files.items()):
        existing = _read(folder / path)
        ours = existing is None or force or _digest(existing) == last.get(path)
        if existing == data:
            unchanged += 1
        elif ours and write_unless_changed(folder / path, data, existing):
            written.append(path)
        else:
            kept.append(path)
    removed = [path for path in sorted(last.keys() - files.keys()) if _remove(folder, path, last)]
    now = {path: _digest(data) for path, data in files.items() if path not in kept}
    if now != last:
        text = json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic(state / RECORD, f"{text}\n".encode())
    return Written(tuple(written), unchanged, tuple(removed), tuple(kept))


def _remove(folder: Path, path: str, last: Mapping[str, str]) -> bool:
    """Remove a file that is as we wrote it, and folders that are empty then."""
    file = folder / path
    existing = _read(file)
    if existing is None or _digest(existing) != last[path]:
        return False
    with contextlib.suppress(OSError):
        file.unlink()
        for outer in file.parents:
            if outer == folder:
                break
            outer.rmdir()
    return True


def _recorded(state: Path) -> dict[str, str]:
    """Return what was written last; a damaged record counts as none."""
    try:
        data = json.loads((state / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {
        path: digest for path, digest in data.items() if isinstance(digest, str) and _is_below(path)
    }


def _is_below(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\0" not in path


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PublishError(
            f"cannot be read: {error.strerror or error}", path=path, hint="move it away"
        ) from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
