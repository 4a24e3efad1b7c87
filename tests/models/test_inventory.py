"""Packages are found where they are, and a broken one does not hide the others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from translator.errors import ModelError
from translator.models import Origin, inventory, read_package
from translator.models.package import STARTER_DIR, argos_dir, models_dir

EMBEDDED = sorted(path for path in STARTER_DIR.iterdir() if path.is_dir())


def put(folder: Path, name: str, **metadata: object) -> Path:
    path = folder / name
    (path / "model").mkdir(parents=True)
    (path / "model" / "model.bin").write_bytes(b"weights")
    (path / "model" / "shared_vocabulary.json").write_text("[]", encoding="utf-8")
    (path / "sentencepiece.model").write_bytes(b"pieces")
    told = {"from_code": "de", "to_code": "fr", "package_version": "1.0"} | metadata
    (path / "metadata.json").write_text(json.dumps(told), encoding="utf-8")
    return path


def test_the_starters_are_always_there() -> None:
    found = {package.name: package for package in inventory().packages}
    assert list(found) == ["de-en-starter", "en-es-starter"]
    assert [package.path for package in found.values()] == EMBEDDED
    assert {(package.starter, package.origin) for package in found.values()} == {
        (True, Origin.STARTER)
    }


def test_a_starter_is_found_by_its_folder_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "starter", "it_en", from_code="it", to_code="en")
    monkeypatch.setattr("translator.models.package.STARTER_DIR", tmp_path / "starter")
    assert [package.name for package in inventory().packages] == ["it-en-starter"]


def test_packages_of_argos_translate_are_found_without_importing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "xdg_data_home" / "argos-translate" / "packages", "de_fr")
    found = [package for package in inventory().packages if package.origin is Origin.ARGOS]
    assert [package.name for package in found] == ["de-fr-1.0"]
    assert not (tmp_path / "xdg_config_home").exists()

    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "elsewhere"))
    assert argos_dir() == tmp_path / "elsewhere"
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    settings = tmp_path / "xdg_config_home" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"ARGOS_PACKAGES_DIR": "/from/settings"}', encoding="utf-8")
    assert argos_dir() == Path("/from/settings")
    settings.write_text("[broken", encoding="utf-8")
    assert argos_dir() == tmp_path / "xdg_data_home" / "argos-translate" / "packages"


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda p: (p / "metadata.json").unlink(), "no metadata.json"),
        (lambda p: (p / "metadata.json").write_text("{"), "metadata.json is not valid"),
        (lambda p: (p / "metadata.json").write_text("[]"), "metadata.json is not a table"),
        (lambda p: (p / "metadata.json").write_text("[" * 9999), "metadata.json is not valid"),
        (lambda p: (p / "metadata.json").write_bytes(b"\xff\xfe{"), "metadata.json is not valid"),
        (lambda p: (p / "metadata.json").write_text("{}"), "from_code must be a language code"),
        (
            lambda p: (p / "metadata.json").write_text('{"from_code": "de", "to_code": "../x"}'),
            "to_code must be a language code, not '../x'",
        ),
        (
            lambda p: (p / "metadata.json").write_text('{"from_code": "de", "to_code": 7}'),
            "to_code must be a language code, not 7",
        ),
        (lambda p: (p / "model" / "model.bin").unlink(), "no model/model.bin"),
        (lambda p: (p / "model" / "model.bin").write_bytes(b""), "no model/model.bin"),
        (lambda p: shutil.rmtree(p / "model"), "no model/model.bin"),
        (lambda p: (p / "sentencepiece.model").unlink(), "no sentencepiece.model or bpe.model"),
        (lambda p: (p / "model" / "shared_vocabulary.json").unlink(), "no vocabulary in model/"),
    ],
)
def test_a_broken_package_is_reported_and_the_others_are_used(
    own_folders: Path, break_it: object, message: str
) -> None:
    whole = put(own_folders, "whole")
    broken = put(own_folders, "broken")
    break_it(broken)  # type: ignore[operator]
    found = inventory()
    assert [package.path for package in found.packages] == [whole, *EMBEDDED]
    (problem,) = found.problems
    assert message in str(problem)
    assert str(broken) in str(problem)
    assert "translator models install" in str(problem)
    assert "\n" not in str(problem)


def test_what_is_no_model_is_passed_over(own_folders: Path) -> None:
    put(own_folders, "sentences", type="sbd")
    put(own_folders, ".installing-x")
    (own_folders / "a-file").write_text("", encoding="utf-8")
    assert [package.path for package in inventory().packages] == EMBEDDED
    assert not inventory().problems


def test_a_model_may_say_that_it_gives_the_gist_only(own_folders: Path) -> None:
    package = read_package(put(own_folders, "de_fr", starter=True))
    assert package is not None
    assert package.starter
    assert package.name == "de-fr-1.0"


def test_the_digest_is_about_what_the_model_says(own_folders: Path) -> None:
    path = put(own_folders, "de_fr")
    package = read_package(path)
    assert package is not None
    before = package.digest
    (path / "README.md").write_text("more words", encoding="utf-8")
    (path / "receipt.json").write_text("{}", encoding="utf-8")
    assert package.digest == before
    moved = path.rename(own_folders / "moved")
    again = read_package(moved)
    assert again is not None
    assert again.digest == before
    (moved / "model" / "model.bin").write_bytes(b"other weights")
    assert again.digest != before


def test_where_packages_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert models_dir() == tmp_path / "installed"
    monkeypatch.delenv("TRANSLATOR_MODELS_DIR")
    assert models_dir().parts[-2:] == ("article-translator", "models")


def test_a_folder_that_is_not_there_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no metadata\.json"):
        read_package(tmp_path / "nowhere")
