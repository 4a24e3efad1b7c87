"""Packages are installed whole or not at all, whoever made the file."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from translator.errors import ModelError
from translator.models import Package, archive, inventory
from translator.models.store import install_file, is_whole, receipt, remove

Archive = Callable[[Path, dict[str, bytes | str]], Path]


def works(package: Package) -> None:
    """Accept the package; that real models work is shown by the tests of the command."""
    assert (package.path / "metadata.json").is_file()


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, str]:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, target


def test_a_package_is_installed_with_a_receipt(
    own_folders: Path, package_file: Callable[..., Path]
) -> None:
    file = package_file()
    package = install_file(file, works)
    assert package.path == own_folders / "de_fr-1.2"
    assert package in inventory().packages
    assert sorted(p.name for p in package.path.iterdir()) == [
        "README.md", "metadata.json", "model", "receipt.json", "sentencepiece.model",
    ]  # fmt: skip
    told = receipt(package)
    assert told["source"] == str(file)
    assert told["bytes"] == file.stat().st_size
    assert len(str(told["sha256"])) == 64
    assert [path.name for path in own_folders.iterdir()] == ["de_fr-1.2"]


def test_a_package_without_a_folder_of_its_own_is_installed_too(
    write_archive: Archive, tmp_path: Path, members: Callable[..., Any]
) -> None:
    flat = {name.split("/", 1)[1]: content for name, content in members().items()}
    package = install_file(write_archive(tmp_path / "flat.argosmodel", flat), works)
    assert (package.path / "model" / "model.bin").is_file()


def test_installing_again_replaces(package_file: Callable[..., Path], own_folders: Path) -> None:
    first = install_file(package_file(), works)
    (first.path / "left-behind").write_text("", encoding="utf-8")
    again = install_file(package_file(), works)
    assert again.path == first.path
    assert not (again.path / "left-behind").exists()
    assert [path.name for path in own_folders.iterdir()] == ["de_fr-1.2"]


@pytest.mark.parametrize("version", ["../../etc", "1.0/../..", "a\\b", "", "9" * 300, "…"])
def test_a_version_cannot_lead_anywhere(
    own_folders: Path, package_file: Callable[..., Path], version: str
) -> None:
    package = install_file(package_file(package_version=version), works)
    assert package.path.parent == own_folders
    assert package.path.is_dir()


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "translate-de_fr/../../evil",
        "/etc/evil",
        "translate-de_fr\\..\\..\\evil",
        "C:/evil",
        "translate-de_fr/model/\x1b[2Jevil",
    ],
)
def test_paths_out_of_the_package_are_refused(
    write_archive: Archive,
    tmp_path: Path,
    own_folders: Path,
    members: Callable[..., Any],
    name: str,
) -> None:
    file = write_archive(tmp_path / "evil.argosmodel", members() | {name: b"evil"})
    with pytest.raises(ModelError, match="refused: it contains a path outside") as caught:
        install_file(file, works)
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.rglob("evil"))
    assert not list(own_folders.iterdir())


@pytest.mark.parametrize("target", ["/etc/passwd", "model.bin"])
def test_links_are_refused(
    write_archive: Archive,
    tmp_path: Path,
    own_folders: Path,
    members: Callable[..., Any],
    target: str,
) -> None:
    file = write_archive(tmp_path / "link.argosmodel", members())
    with zipfile.ZipFile(file, "a") as opened:
        opened.writestr(*link("translate-de_fr/model/config.json", target))
    with pytest.raises(ModelError, match="refused: it contains a link or device"):
        install_file(file, works)
    assert not list(own_folders.iterdir())


def test_bombs_are_refused(
    write_archive: Archive,
    tmp_path: Path,
    members: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members().items():
            opened.writestr(name, content)
        opened.writestr("translate-de_fr/zeros", b"\0" * 5_000_000)
    file = tmp_path / "bomb.argosmodel"
    file.write_bytes(bomb.getvalue())
    with pytest.raises(ModelError, match="refused: it would unpack to 7 files, 5 MB"):
        install_file(file, works)
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    with pytest.raises(ModelError, match="refused: it would unpack to 6 files"):
        install_file(write_archive(tmp_path / "many.argosmodel", members()), works)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    at = data.index(b"weights")
    return data[:at] + b"wEights" + data[at + 7 :]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (cut, "not a whole model package"),
        (flip, "not a whole model package: Bad CRC-32"),
        (lambda _: b"", "not a whole model package"),
        (lambda _: b"<html>404</html>", "not a whole model package"),
    ],
)
def test_damaged_files_are_one_line_each(
    package_file: Callable[..., Path], own_folders: Path, damage: Any, message: str
) -> None:
    file = package_file()
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(ModelError, match=message) as caught:
        install_file(file, works)
    assert str(caught.value).startswith(f"{file}: ")
    assert "download it again" in str(caught.value)
    assert not list(own_folders.iterdir())


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("metadata.json", "no model package: it has no metadata.json"),
        ("model/model.bin", "no model/model.bin"),
        ("sentencepiece.model", "no sentencepiece.model or bpe.model"),
        ("model/shared_vocabulary.txt", "no vocabulary in model/"),
    ],
)
def test_incomplete_packages_are_one_line_each(
    write_archive: Archive, tmp_path: Path, members: Callable[..., Any], missing: str, message: str
) -> None:
    content = members()
    del content[f"translate-de_fr/{missing}"]
    file = write_archive(tmp_path / "incomplete.argosmodel", content)
    with pytest.raises(ModelError, match=message) as caught:
        install_file(file, works)
    assert str(caught.value) == f"{file}: {message} (download it again)"


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"from_code": "../de"}, "from_code must be a language code"),
        ({"to_code": None}, "to_code must be a language code"),
        ({"type": "sbd"}, "not a translation model"),
    ],
)
def test_packages_of_nothing_are_one_line_each(
    package_file: Callable[..., Path], metadata: dict[str, Any], message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        install_file(package_file(**metadata), works)


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("9" * 5000, "must be a short text"),
        ({"a": 1}, "must be a short text"),
        ("9\x1b[31m", "control"),
    ],
)
def test_versions_that_would_break_every_list(
    package_file: Callable[..., Path], own_folders: Path, version: Any, message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        install_file(package_file(package_version=version), works)
    file = install_file(package_file(), works).path / "metadata.json"
    metadata = json.loads(file.read_text("utf-8")) | {"package_version": version}
    file.write_text(json.dumps(metadata), "utf-8")
    found = inventory()
    assert [problem.message for problem in found.problems if message in problem.message]
    assert all(package.path.parent != own_folders for package in found.packages)


def test_another_model_of_the_same_name_and_version_is_refused(
    package_file: Callable[..., Path], write_archive: Archive, tmp_path: Path, members: Any
) -> None:
    first = install_file(package_file(), works)
    changed = members() | {"translate-de_fr/model/model.bin": b"other weights"}
    file = write_archive(tmp_path / "other.argosmodel", changed)
    with pytest.raises(ModelError, match=r"another model called de-fr-1.2 is installed") as caught:
        install_file(file, works)
    assert "models remove de-fr-1.2" in (caught.value.hint or "")
    (first.path / "model" / "model.bin").unlink()
    assert install_file(file, works).path == first.path  # what is broken may be written over


def test_a_damaged_package_is_known_by_its_receipt(package_file: Callable[..., Path]) -> None:
    package = install_file(package_file(), works)
    assert is_whole(package, works)
    (package.path / "model" / "model.bin").write_bytes(b"?")
    assert not is_whole(package, works)


def test_what_stands_twice_is_refused(
    package_file: Callable[..., Path], own_folders: Path, members: Callable[..., Any]
) -> None:
    file = package_file()
    name = next(iter(members()))
    with zipfile.ZipFile(file, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr(name, "again")
    with pytest.raises(ModelError, match="twice") as caught:
        install_file(file, works)
    assert "free space" not in str(caught.value)
    assert not list(own_folders.iterdir())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such file"):
        install_file(tmp_path / "none.argosmodel", works)


def test_a_model_that_does_not_work_is_not_installed_and_the_old_one_stays(
    package_file: Callable[..., Path], own_folders: Path
) -> None:
    old = install_file(package_file(), works)

    def fails(_package: Package) -> None:
        raise ModelError("it does not translate")

    with pytest.raises(ModelError, match="does not translate"):
        install_file(package_file(), fails)
    assert old in inventory().packages
    assert [path.name for path in own_folders.iterdir()] == ["de_fr-1.2"]


def test_what_a_killed_installation_left_goes_away_later(
    own_folders: Path, package_file: Callable[..., Path]
) -> None:
    import os

    stale, fresh = own_folders / ".installing-old", own_folders / ".installing-new"
    stale.mkdir(parents=True)
    fresh.mkdir()
    os.utime(stale, (0, 0))
    install_file(package_file(), works)
    assert not stale.exists()
    assert fresh.exists()


def test_own_packages_can_be_removed_and_no_others(
    own_folders: Path, package_file: Callable[..., Path]
) -> None:
    package = install_file(package_file(), works)
    remove(package)
    assert not list(own_folders.iterdir())
    starter = inventory().packages[0]
    with pytest.raises(ModelError, match="de-en-starter belongs to this program"):
        remove(starter)
    assert starter.path.exists()


def test_a_folder_that_cannot_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package_file: Callable[..., Path]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("TRANSLATOR_MODELS_DIR", str(tmp_path / "file" / "models"))
    with pytest.raises(ModelError, match="cannot write model packages: Not a directory"):
        install_file(package_file(), works)


def test_a_receipt_that_cannot_be_read_is_none(package_file: Callable[..., Path]) -> None:
    package = install_file(package_file(), works)
    (package.path / "receipt.json").write_text(json.dumps(["?"]), encoding="utf-8")
    assert receipt(package) == {}
    (package.path / "receipt.json").write_text("{", encoding="utf-8")
    assert receipt(package) == {}
