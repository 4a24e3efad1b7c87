"""Installed model packages: where they lie, what their metadata says, whether they are whole.

A package is a folder in the format of Argos Translate: ``metadata.json``, a CTranslate2 model
in ``model/`` and a tokenizer (``sentencepiece.model`` or ``bpe.model``). Reading one opens none
of the heavy libraries, so a listing is instant and a broken package is found before it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from translator.errors import ModelError
from translator.models.converted import CONVERTED, SHARED_PIECES, SOURCE_PIECES, TARGET_PIECES

STARTER_DIR = Path(__file__).parent.parent / "data" / "starter"
TOKENIZERS = (SHARED_PIECES, "bpe.model")
_CODE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_LONGEST_VERSION = 500  # characters
_REINSTALL = "install it again with `translator models install`, or delete the folder"


class Origin(StrEnum):
    """Who put a package where it is."""

    OWN = "translator"  # installed with `translator models install`
    ARGOS = "argos"  # installed for Argos Translate
    STARTER = "starter"  # comes with this program


@dataclass(frozen=True, slots=True)
class Package:
    """An installed model package.

    ``source`` and ``target`` are the codes of its metadata, ``target_prefix`` the piece some
    multilingual models want in front of every target, ``source_prefix`` and ``source_suffix`` those
    around every source. ``starter`` says that the model is good
    for the gist only: all embedded ones are, and any whose metadata says so. ``converted`` is the
    name of a model that was converted for CTranslate2, ``""`` for a package of Argos Translate.
    """

    path: Path
    source: str
    target: str
    version: str
    origin: Origin
    source_name: str = ""
    target_name: str = ""
    target_prefix: str = ""
    starter: bool = False
    source_prefix: str = ""
    source_suffix: str = ""
    converted: str = ""

    @property
    def name(self) -> str:
        """Return the name to pin it by: ``de-en-1.0``, ``de-en-starter``, ``opus-mt-de-en``."""
        if self.converted:
            return self.converted
        version = "starter" if self.origin is Origin.STARTER else self.version
        return f"{self.source}-{self.target}-{version}"

    @property
    def digest(self) -> str:
        """Return the SHA-256 over its model, vocabulary, tokenizer and metadata, in hexadecimal."""
        return _digest(self.path, *_stamp(self.path))


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything installed: usable packages, and one error for each broken one."""

    packages: tuple[Package, ...]
    problems: tuple[ModelError, ...] = ()


def inventory() -> Inventory:
    """Read every installed package: our own, those of Argos Translate, the embedded starter."""
    packages: list[Package] = []
    problems: list[ModelError] = []
    for origin, folder in _folders():
        for path in _subfolders(folder):
            try:
                package = read_package(path, origin)
            except ModelError as error:
                problems.append(error)
            else:
                if package is not None:
                    packages.append(package)
    return Inventory(tuple(packages), tuple(problems))


def models_dir() -> Path:
    """Return the folder our own packages go to; ``TRANSLATOR_MODELS_DIR`` overrides it."""
    given = os.environ.get("TRANSLATOR_MODELS_DIR")
    return Path(given) if given else platformdirs.user_data_path("article-translator") / "models"


def argos_dir() -> Path:
    """Return the folder Argos Translate keeps packages in, found by its own rules.

    Source: argostranslate/settings.py; it is not imported because that creates folders.
    """
    home = Path(os.environ["SNAP_USER_DATA"]) if "SNAP" in os.environ else Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate"
    given = os.environ.get("ARGOS_PACKAGES_DIR") or _setting(config / "settings.json")
    return Path(given) if given else data / "packages"


def read_package(path: Path, origin: Origin = Origin.OWN) -> Package | None:
    """Read the package in the folder ``path``; ``None`` if it holds something else than a model.

    Raises:
        ModelError: its metadata is not what it should be, or a file it needs is missing.
    """
    metadata = _metadata(path / "metadata.json")
    if metadata.get("type", "translate") != "translate":
        return None
    source, target = metadata.get("from_code"), metadata.get("to_code")
    for key, code in (("from_code", source), ("to_code", target)):
        if not isinstance(code, str) or not is_code(code):
            raise ModelError(
                f"{key} must be a language code, not {code!r}",
                path=path / "metadata.json",
                hint=_REINSTALL,
            )
    _require(path, "model/model.bin")
    two = all((path / name).is_file() for name in (SOURCE_PIECES, TARGET_PIECES))
    if not (two or any((path / name).is_file() for name in TOKENIZERS)):
        raise ModelError(f"no {' or '.join(TOKENIZERS)}", path=path, hint=_REINSTALL)
    if not any((path / "model").glob("*vocabulary.*")):
        raise ModelError("no vocabulary in model/", path=path, hint=_REINSTALL)
    return Package(
        path=path,
        source=str(source),
        target=str(target),
        version=_version(metadata, path),
        origin=origin,
        source_name=str(metadata.get("from_name") or source),
        target_name=str(metadata.get("to_name") or target),
        target_prefix=str(metadata.get("target_prefix") or ""),
        starter=origin is Origin.STARTER or metadata.get("starter") is True,
        source_prefix=str(metadata.get("source_prefix") or ""),
        source_suffix=str(metadata.get("source_suffix") or ""),
        converted=_converted(metadata),
    )


def _version(metadata: Mapping[str, Any], path: Path) -> str:
    """Return the version; one that cannot be compared with others would break every list."""
    version = metadata.get("package_version") or "0"
    if not isinstance(version, str | int | float) or len(str(version)) > _LONGEST_VERSION:
        raise ModelError(
            "package_version must be a short text", path=path / "metadata.json", hint=_REINSTALL
        )
    if not str(version).isprintable():
        raise ModelError(
            "package_version has control characters", path=path / "metadata.json", hint=_REINSTALL
        )
    return str(version)


def _converted(metadata: Mapping[str, Any]) -> str:
    name = metadata.get(CONVERTED)
    return name if isinstance(name, str) and _NAME.fullmatch(name) else ""


def is_code(text: str) -> bool:
    """Say whether a text may be the code of a language."""
    return _CODE.fullmatch(text) is not None


def _folders() -> Iterator[tuple[Origin, Path]]:
    yield Origin.OWN, models_dir()
    if argos_dir() != models_dir():
        yield Origin.ARGOS, argos_dir()
    yield Origin.STARTER, STARTER_DIR


def _subfolders(folder: Path) -> list[Path]:
    """Return the folders in ``folder`` in a fixed order; a hidden one is a download under way."""
    try:
        return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    except OSError:
        return []


def _metadata(file: Path) -> dict[str, Any]:
    try:
        metadata = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ModelError("no metadata.json", path=file.parent, hint=_REINSTALL) from error
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError("metadata.json is not valid", path=file, hint=_REINSTALL) from error
    if not isinstance(metadata, dict):
        raise ModelError("metadata.json is not a table", path=file, hint=_REINSTALL)
    return metadata


def _require(path: Path, name: str) -> None:
    if not (path / name).is_file() or not (path / name).stat().st_size:
        raise ModelError(f"no {name}", path=path, hint=_REINSTALL)


def _setting(file: Path) -> str:
    """Return the packages folder from Argos Translate's settings file, or an empty string."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))["ARGOS_PACKAGES_DIR"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return value if isinstance(value, str) else ""


def _model_files(path: Path) -> list[Path]:
    """Return the files that decide what the model says."""
    files = [*(path / "model").iterdir(), path / "metadata.json"]
    files += [path / name for name in (*TOKENIZERS, SOURCE_PIECES, TARGET_PIECES)]
    return sorted(file for file in files if file.is_file())


def _stamp(path: Path) -> tuple[int, int]:
    """Return newest change and total size of the model's files: the key of a cached digest."""
    stats = [file.stat() for file in _model_files(path)]
    return max(stat.st_mtime_ns for stat in stats), sum(stat.st_size for stat in stats)


@lru_cache(maxsize=64)
def _digest(path: Path, _newest: int, _size: int) -> str:
    total = hashlib.sha256()
    for file in _model_files(path):
        with file.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{file.relative_to(path).as_posix()} {content}\n".encode())
    return total.hexdigest()
