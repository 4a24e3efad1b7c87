"""``translator models``, with the real embedded model packed as a file."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.models.package import STARTER_DIR

Command = Callable[..., tuple[int, str, str]]
STARTERS = [("de", "en"), ("en", "es")]
LARGEST = 25_000_000  # bytes


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "ARGOS_PACKAGES_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("TRANSLATOR_MODELS_DIR", str(tmp_path / "installed"))
    monkeypatch.delenv("TRANSLATOR_MODEL_INDEX", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "installed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the embedded model as version 2.0, and a package that does not work."""
    folder = tmp_path / "usb"
    folder.mkdir()
    starter = STARTER_DIR / "de_en"
    metadata = json.loads((starter / "metadata.json").read_text(encoding="utf-8"))
    for name, version, weights in (("good", "2.0", None), ("bad", "3.0", b"no weights")):
        with zipfile.ZipFile(folder / f"{name}.argosmodel", "w") as archive:
            told = metadata | {"package_version": version, "starter": False}
            archive.writestr("de_en/metadata.json", json.dumps(told))
            for file in sorted(starter.rglob("*")):
                if file.is_file() and file.name != "metadata.json":
                    data = weights if weights and file.name == "model.bin" else file.read_bytes()
                    archive.writestr(f"de_en/{file.relative_to(starter).as_posix()}", data)
    return folder


def test_a_fresh_machine_has_the_starters(command: Command) -> None:
    code, out, err = command("models", "list")
    assert code == 0
    for source, target in STARTERS:
        assert f"{source}-{target}-starter" in out
        assert f"translator models install {source} {target}" in err
    code, out, _ = command("models", "list", "--json")
    listed = json.loads(out)
    names = [m["name"] for m in listed["models"] if m["origin"] == "starter"]
    assert names == [f"{source}-{target}-starter" for source, target in STARTERS]
    assert listed["broken"] == []


@pytest.mark.parametrize(("source", "target"), STARTERS)
def test_a_starter_is_small_and_has_a_card_of_its_own(
    command: Command, source: str, target: str
) -> None:
    folder = STARTER_DIR / f"{source}_{target}"
    assert sum(file.stat().st_size for file in folder.rglob("*")) <= LARGEST
    code, out, _ = command("models", "info", source, target)
    assert code == 0
    assert f"# Model card: starter {source}-{target} " in out
    assert "Mozilla Public License 2.0" in out
    notice = (Path(__file__).parents[2] / "NOTICE").read_text(encoding="utf-8")
    assert f"translator/data/starter/{source}_{target} " in notice


def test_info_shows_digest_and_model_card(command: Command) -> None:
    code, out, _ = command("models", "info", "de", "en")
    assert code == 0
    assert "de-en-starter" in out
    assert "MPL-2.0" in out
    code, out, _ = command("models", "info", "de-en-starter", "--json")
    facts = json.loads(out)
    assert len(facts["digest"]) == 64
    assert facts["card"]


def test_the_way_of_a_package(command: Command, folder: Path, own_folders: Path) -> None:
    (folder / "bad.argosmodel").unlink()
    code, out, _ = command("models", "available", "--index", str(folder))
    assert (code, "2.0" in out) == (0, True)
    code, out, err = command("models", "install", "de", "en", "--index", str(folder))
    assert (code, err) == (0, "fetching de-en-2.0\n")
    assert out == f"installed de-en-2.0 ({own_folders / 'de_en-2.0'})\n"

    code, out, _ = command("models", "install", "de", "en", "--index", str(folder))
    assert (code, out) == (0, "de-en-2.0 is already installed\n")
    code, out, _ = command("models", "info", "de", "en", "--json")
    assert json.loads(out)["installed from"]["source"] == str(folder / "good.argosmodel")
    code, out, _ = command("models", "update", "--index", str(folder))
    assert (code, out) == (0, "de-en-2.0 is up to date\n")

    code, out, _ = command("models", "remove", "de", "en")
    assert (code, out) == (0, f"removed de-en-2.0 ({own_folders / 'de_en-2.0'})\n")
    assert not list(own_folders.iterdir())


def test_a_newer_package_replaces_the_old_one(
    command: Command, folder: Path, own_folders: Path
) -> None:
    (folder / "bad.argosmodel").unlink()
    assert command("models", "install", str(folder))[0] == 0
    with zipfile.ZipFile(folder / "good.argosmodel") as old:
        content = {name: old.read(name) for name in old.namelist()}
    told = json.loads(content["de_en/metadata.json"]) | {"package_version": "2.1"}
    content["de_en/metadata.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(folder / "newer.argosmodel", "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    code, out, _ = command("models", "update", "--index", str(folder))
    assert code == 0
    assert out.startswith("updated to de-en-2.1 ")
    assert [path.name for path in own_folders.iterdir()] == ["de_en-2.1"]


def test_a_damaged_package_is_made_whole_by_installing_it_again(
    command: Command, folder: Path, own_folders: Path
) -> None:
    (folder / "bad.argosmodel").unlink()
    install = ("models", "install", "de", "en", "--index", str(folder))
    assert command(*install)[0] == 0
    assert command(*install)[1] == "de-en-2.0 is already installed\n"
    model = own_folders / "de_en-2.0" / "model" / "model.bin"
    whole = model.read_bytes()
    model.write_bytes(whole[:1000])
    code, out, err = command(*install)
    assert (code, out.startswith("installed de-en-2.0 ")) == (0, True), err
    assert model.read_bytes() == whole


def test_update_leaves_converted_models_alone(
    command: Command, folder: Path, own_folders: Path, tmp_path: Path
) -> None:
    (folder / "bad.argosmodel").unlink()
    converted = tmp_path / "opus-mt-de-en"
    shutil.copytree(STARTER_DIR / "de_en" / "model", converted)
    shutil.copyfile(STARTER_DIR / "de_en" / "sentencepiece.model", converted / "spm.model")
    assert command("models", "install", str(converted))[0] == 0
    code, out, _ = command("models", "update", "--index", str(folder))
    assert (code, out.startswith("no models to update")) == (0, True)
    assert [path.name for path in own_folders.iterdir()] == ["opus-mt-de-en"]


def test_a_path_that_is_not_there_does_not_stop_the_others(command: Command, folder: Path) -> None:
    code, out, err = command("models", "install", "none", str(folder / "good.argosmodel"))
    assert (code, out.startswith("installed de-en-2.0 ")) == (3, True)
    assert "none: no such file or folder" in err


def test_a_model_that_does_not_translate_is_not_installed(
    command: Command, folder: Path, own_folders: Path
) -> None:
    code, out, err = command("models", "install", str(folder / "bad.argosmodel"))
    assert (code, out) == (3, "")
    assert err.startswith("Error: the model in the package does not work: argos de-en 3.0: ")
    assert err.count("\n") == 1
    assert not list(own_folders.iterdir())


def test_one_bad_file_of_a_folder_does_not_stop_the_others(
    command: Command, folder: Path, own_folders: Path
) -> None:
    code, out, err = command("models", "install", str(folder))
    assert code == 3
    assert err.startswith("Error: the model in the package does not work")
    assert out.startswith("installed de-en-2.0 ")
    code, out, err = command("models", "update", "--index", str(folder))
    assert (code, out) == (3, "")
    assert [path.name for path in own_folders.iterdir()] == ["de_en-2.0"]


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["install", "nonsense"], 3, "nonsense: no such file or folder"),
        (["install", "none.argosmodel"], 3, "none.argosmodel: no such file"),
        (["install", "de", "xx", "--index", "usb"], 3, "the index has no package from de to xx"),
        (["install", "de", "en", "--index", "http://127.0.0.1:9"], 3, "cannot fetch http"),
        (["available", "--index", "nowhere"], 3, "nowhere: cannot read the index of packages"),
        (["remove", "de-en-starter"], 3, "de-en-starter belongs to this program"),
        (["remove", "de-fr-1.0"], 3, "no installed model is called de-fr-1.0"),
        (["info", "de", "en", "es"], 3, "one model at a time, not de en es (its name, or the two"),
        (["info", "de", "fr"], 3, "no installed model translates de-fr by itself (`translator"),
        (
            ["info", "x"],
            3,
            "no installed model is called x (installed: de-en-starter, en-es-starter",
        ),
    ],
)
def test_mistakes_are_one_line_each(
    command: Command, folder: Path, arguments: list[str], code: int, line: str
) -> None:
    assert folder.exists()
    found, out, err = command("models", *arguments)
    assert (found, out) == (code, "")
    assert line in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_broken_package_is_reported_beside_the_others(
    command: Command, own_folders: Path
) -> None:
    (own_folders / "de_fr-1.0").mkdir(parents=True)
    code, out, err = command("models", "list")
    assert code == 0
    assert "de-en-starter" in out
    assert f"Error: {own_folders / 'de_fr-1.0'}: no metadata.json" in err
    code, out, _ = command("models", "list", "--json")
    assert "no metadata.json" in json.loads(out)["broken"][0]


def test_nothing_to_update_needs_no_network(command: Command) -> None:
    code, out, _ = command("models", "update", "--index", "http://127.0.0.1:9")
    assert code == 0
    assert out.startswith("no models to update")
