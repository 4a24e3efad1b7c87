"""A project: the folder with ``translator.toml``, ``input/``, ``glossary/`` and ``output/``.

It is found from any folder inside it, so that nothing is published into a subfolder by accident,
and made by ``translator init``.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from translator.errors import UsageError
from translator.settings import SETTINGS_FILE

STATE_FOLDER = ".translator"
INPUT_FOLDER, OUTPUT_FOLDER, GLOSSARY_FOLDER = "input", "output", "glossary"
_PACKAGE = Path(__file__).parent
_SAMPLE = f"{INPUT_FOLDER}/pasted-gipfel.txt"


@dataclass(frozen=True, slots=True)
class Made:
    """What ``make_project`` did: paths relative to the folder, made or found there and kept."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]
    around: Path | None  # a project that the new one lies in


def find_project(start: Path) -> Path | None:
    """Return the project that the folder ``start`` is or lies in.

    The nearest folder that is one: it has ``translator.toml``, or ``input/`` beside ``glossary/``
    or ``.translator/``. Where there is none, the nearest with ``.translator/``. This order passes
    over the ``input/.translator`` that version 0.1.0 left when it was started in ``input/``.

    Above ``start`` the search stays on one file system, passes over folders that are everybody's
    (``/tmp``), and ends with the home folder, which counts only with ``translator.toml``.
    """
    folders = tuple(_upwards(start))
    with_state = (folder for folder in folders if (folder / STATE_FOLDER).is_dir())
    return next(filter(_is_project, folders), None) or next(with_state, None)


def shipped(name: str) -> Path:
    """Return a file or folder that comes along for new projects.

    The wheel has them below ``data/project``; in a checkout some lie at its top, so that they
    exist once.
    """
    packaged = _PACKAGE / "data" / "project" / name
    return packaged if packaged.exists() else _PACKAGE.parent / name


def make_project(folder: Path) -> Made:
    """Make ``folder`` a project; what is there is kept to the byte.

    The sample goes only into a new or empty ``input/``, the concepts only into a new or empty
    ``glossary/``: who has articles or a glossary wants no others among them.

    Raises:
        UsageError: a file is where a folder should be.
        OSError: the folder cannot be written.
    """
    around = find_project(folder.resolve().parent)  # ../NEW lies beside, not inside
    made: list[str] = []
    kept: list[str] = []

    def take(name: str, *, new: bool) -> None:
        (made if new else kept).append(name)

    _make_folder(folder)
    take(SETTINGS_FILE, new=_copy(shipped(SETTINGS_FILE), folder / SETTINGS_FILE))
    for name, files in (
        (INPUT_FOLDER, [shipped(_SAMPLE)]),
        (GLOSSARY_FOLDER, sorted(shipped(GLOSSARY_FOLDER).glob("*.csv"))),
        (OUTPUT_FOLDER, []),
    ):
        place = folder / name
        fresh = _make_folder(place)
        if files and not any(place.iterdir()):
            for file in files:
                take(f"{name}/{file.name}", new=_copy(file, place / file.name))
        else:
            take(f"{name}/", new=fresh)
    return Made(folder, tuple(made), tuple(kept), around)


def _is_project(folder: Path) -> bool:
    if (folder / SETTINGS_FILE).is_file():
        return True
    beside = any((folder / name).is_dir() for name in (GLOSSARY_FOLDER, STATE_FOLDER))
    return beside and (folder / INPUT_FOLDER).is_dir()


def _upwards(start: Path) -> Iterator[Path]:
    """Yield ``start`` and those folders above it that may be a project."""
    yield start
    home = _home()
    if start == home:
        return
    device = start.stat().st_dev
    for folder in start.parents:
        status = folder.stat()
        if status.st_dev != device or folder == folder.parent:
            return
        if folder == home:
            if (folder / SETTINGS_FILE).is_file():
                yield folder
            return
        if not status.st_mode & stat.S_ISVTX:
            yield folder


def _home() -> Path | None:
    with contextlib.suppress(RuntimeError, OSError):
        return Path.home().resolve()
    return None


def _make_folder(folder: Path) -> bool:
    """Make a folder unless it is there; say whether it is new."""
    if folder.is_dir():
        return False
    if os.path.lexists(folder):
        raise UsageError("is no folder", path=folder, hint="choose another name or move it away")
    folder.mkdir(parents=True)
    return True


def _copy(source: Path, target: Path) -> bool:
    """Copy a file unless something has its name; say whether it was copied."""
    if os.path.lexists(target):
        return False
    with target.open("xb") as stream:  # never over anything, not even what came just now
        stream.write(source.read_bytes())
    return True


def settings_file(place: Path | str | None) -> Path:
    """Return the settings file of a project, which need not exist in a folder.

    Raises:
        UsageError: there is no such folder or file.
    """
    if place is None:
        return (find_project(Path.cwd()) or Path.cwd()) / SETTINGS_FILE
    path = Path(place)
    if path.is_dir():
        return path / SETTINGS_FILE
    if not path.exists():
        raise UsageError(
            "there is no such folder or settings file",
            path=path,
            hint="name a folder, or its translator.toml",
        )
    return path
