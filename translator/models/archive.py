"""Open ``.argosmodel`` files, which anyone may have made: nothing gets out of its folder."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from translator.errors import ModelError

METADATA = "metadata.json"
MOST_FILES = 10_000  # of a package; those of Argos have about ten
MOST_BYTES = 8_000_000_000  # unpacked; the largest packages known have 1 GB
MOST_RATIO = 200  # unpacked to packed; model weights hardly compress at all
# Argos Translate's own sentence splitters: large, and of no use here.
LEFT_OUT = frozenset(("stanza", "spacy", "minisbd"))
_REFUSED = "do not use this file; get the package from a source you trust"
_BROKEN = "download it again"
_SPACE = "check the free space, and who may write there"


def unpack(file: Path, into: Path) -> None:
    """Unpack the package in a ``.argosmodel`` file so that ``into/metadata.json`` exists.

    Raises:
        ModelError: the file is no archive, is damaged, holds no package, or tries to write
            outside of ``into`` or to fill the disk.
    """
    with _opened(file) as archive:
        root = _root(archive, file)
        _check_size(archive, file)
        _check_names(archive, file)
        for entry in archive.infolist():
            path = _safe_path(entry, file)
            if entry.is_dir() or path.parts[: len(root.parts)] != root.parts:
                continue
            inner = PurePosixPath(*path.parts[len(root.parts) :])
            if inner.parts and inner.parts[0] not in LEFT_OUT:
                _extract(archive, entry, into / inner)


def read_metadata(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """Return the metadata of the package in an open archive.

    Raises:
        ModelError: there is none, or it is not a JSON table.
    """
    name = (_root(archive, file) / METADATA).as_posix()
    if archive.getinfo(name).file_size > 1_000_000:  # noqa: PLR2004 - far beyond any metadata
        raise ModelError("metadata.json is too large", path=file, hint=_REFUSED)
    try:
        metadata = json.loads(archive.read(name))
    except (ValueError, RecursionError, *_DAMAGE) as error:
        raise ModelError("metadata.json is not valid", path=file, hint=_BROKEN) from error
    if not isinstance(metadata, dict):
        raise ModelError("metadata.json is not a table", path=file, hint=_BROKEN)
    return metadata


_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError as error:
        raise ModelError("no such file", path=file) from error
    except _DAMAGE as error:
        raise ModelError(f"not a whole model package: {error}", path=file, hint=_BROKEN) from error
    except OSError as error:
        raise ModelError(
            f"cannot unpack: {error.strerror or error}",
            path=file,
            hint=_BROKEN if isinstance(error, FileExistsError | NotADirectoryError) else _SPACE,
        ) from error


def _root(archive: zipfile.ZipFile, file: Path) -> PurePosixPath:
    """Return the folder in the archive that holds ``metadata.json``: the top or one below."""
    found = sorted(
        (
            PurePosixPath(name)
            for name in archive.namelist()
            if PurePosixPath(name).name == METADATA
        ),
        key=lambda path: (len(path.parts), path),
    )
    if not found or len(found[0].parts) > 2:  # noqa: PLR2004 - folder and file
        paths = [PurePosixPath(name) for name in archive.namelist()]
        whole = any(p.name == "model.bin" and p.parent.name != "model" for p in paths)
        raise ModelError(
            "no model package: it has no metadata.json",
            path=file,
            hint="unpack it and install the folder that model.bin is in" if whole else _BROKEN,
        )
    return found[0].parent


def _safe_path(entry: zipfile.ZipInfo, file: Path) -> PurePosixPath:
    """Return the path of an entry, if it stays where it is put."""
    name, path = entry.filename, PurePosixPath(entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    strange = kind not in (0, stat.S_IFREG, stat.S_IFDIR)
    leaves = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    if strange or leaves or not name.isprintable():
        what = "a link or device" if strange else "a path outside of the package"
        raise ModelError(f"refused: it contains {what}, {name!r}", path=file, hint=_REFUSED)
    return path


def _check_names(archive: zipfile.ZipFile, file: Path) -> None:
    """Refuse what stands twice: which of the two is meant, nobody can know."""
    seen = set()
    for name in (entry.filename.rstrip("/") for entry in archive.infolist()):
        if name in seen:
            raise ModelError(f"refused: it contains {name!r} twice", path=file, hint=_REFUSED)
        seen.add(name)


def _check_size(archive: zipfile.ZipFile, file: Path) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(file.stat().st_size, 1)
    if len(entries) > MOST_FILES or unpacked > MOST_BYTES or unpacked / packed > MOST_RATIO:
        raise ModelError(
            f"refused: it would unpack to {len(entries)} files, {unpacked / 1e6:.0f} MB",
            path=file,
            hint=_REFUSED,
        )


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    """Write one file; zipfile reads no more than its entry announced and checks the sum."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as stream, target.open("xb") as out:
        shutil.copyfileobj(stream, out)
