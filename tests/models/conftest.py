"""Package files to install, and a folder to install them into that is not the user's."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

METADATA = {
    "package_version": "1.2",
    "from_code": "de",
    "from_name": "German",
    "to_code": "fr",
    "to_name": "French",
}


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine's own packages is seen, nothing is written to the home."""
    for name in ("ARGOS_PACKAGES_DIR", "SNAP_USER_DATA", "TRANSLATOR_MODEL_INDEX"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("TRANSLATOR_MODELS_DIR", str(tmp_path / "installed"))
    return tmp_path / "installed"


def _write_archive(file: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


@pytest.fixture
def write_archive() -> Callable[[Path, dict[str, bytes | str]], Path]:
    return _write_archive


@pytest.fixture
def members() -> Callable[..., dict[str, bytes | str]]:
    """The files of a package whose model would not translate, but is whole otherwise."""

    def build(**metadata: Any) -> dict[str, bytes | str]:
        told = METADATA | metadata
        folder = f"translate-{METADATA['from_code']}_{METADATA['to_code']}"
        return {
            f"{folder}/metadata.json": json.dumps(told),
            f"{folder}/sentencepiece.model": b"pieces",
            f"{folder}/model/model.bin": b"weights",
            f"{folder}/model/shared_vocabulary.txt": "a\nb\n",
            f"{folder}/README.md": "A model for tests.",
            f"{folder}/stanza/de/tokenize.pt": b"left out",
        }

    return build


@pytest.fixture
def package_file(tmp_path: Path, members: Callable[..., Any]) -> Callable[..., Path]:
    def build(name: str = "de_fr.argosmodel", **metadata: Any) -> Path:
        return _write_archive(tmp_path / name, members(**metadata))

    return build
