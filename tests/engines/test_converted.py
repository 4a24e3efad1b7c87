"""Models converted for CTranslate2 are installed from their folders, and are engines like others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator.engines.argos import ArgosEngine
from translator.errors import ModelError
from translator.models.converted import languages_in
from translator.models.package import STARTER_DIR, Package, read_package
from translator.models.store import install_converted, receipt
from translator.settings import Decoding

Command = Callable[..., tuple[int, str, str]]
STARTER = STARTER_DIR / "de_en"
SENTENCES = [
    "Der Deich wurde 1962 um 1,5 Meter erhöht.",
    "Kim Jong Un reiste am Montag nach Moskau.",
    "Das ist keine gute Nachricht für die 3.000 Beschäftigten.",
]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRANSLATOR_MODELS_DIR", str(tmp_path / "installed"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "installed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The starter's model as a converter leaves it: no metadata, everything in one folder."""
    folder = tmp_path / "opus-mt-de-en"
    shutil.copytree(STARTER / "model", folder)
    shutil.copyfile(STARTER / "sentencepiece.model", folder / "spm.model")
    return folder


def accept(_: Package) -> None:
    """Whether it works is what the tests look at."""


def engines(folder: Path) -> tuple[ArgosEngine, ArgosEngine]:
    package = install_converted(folder, "de", "en", accept)
    starter = read_package(STARTER)
    assert starter is not None
    return ArgosEngine(package, Decoding()), ArgosEngine(starter, Decoding())


def test_the_same_model_says_the_same_as_a_package_and_as_a_folder(folder: Path) -> None:
    converted, package = engines(folder)
    assert converted.translate(SENTENCES) == package.translate(SENTENCES)
    assert converted.alternatives(SENTENCES, 4) == package.alternatives(SENTENCES, 4)
    prefixes = ["The dike was", "Kim Jong Un", ""]
    assert converted.complete(SENTENCES, prefixes) == package.complete(SENTENCES, prefixes)
    targets = package.translate(SENTENCES)
    assert converted.score(SENTENCES, targets) == package.score(SENTENCES, targets)


def test_with_a_model_of_pieces_for_each_language(folder: Path) -> None:
    """Target text is divided by the target's own model: here the source's, so it shows."""
    (folder / "spm.model").rename(folder / "source.spm")
    shutil.copyfile(folder / "source.spm", folder / "target.spm")
    converted, package = engines(folder)
    assert converted.translate(SENTENCES) == package.translate(SENTENCES)
    assert converted._prefix("The dike") == package._encode("The dike")
    assert converted._prefix("") == ()


def test_installing_keeps_the_folder_and_says_where_it_came_from(
    folder: Path, own_folders: Path
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    package = install_converted(folder, "de", "en", accept)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert package.path == own_folders / "de_en-1"
    assert receipt(package)["source"] == str(folder)


def vocabulary(folder: Path, *pieces: str, start: str = "</s>") -> None:
    """Put pieces into the source vocabulary, and say which program the model was converted from."""
    file = folder / "source_vocabulary.json"
    known = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps([*known[: -len(pieces) or None], *pieces]), "utf-8")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config |= {"add_source_eos": False, "decoder_start_token": start}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")


@pytest.mark.parametrize(
    ("pieces", "start", "marks"),
    [
        ((), "</s>", ("", "</s>", "")),
        ((), "<s>", ("", "", "")),
        (("__de__", "__en__"), "</s>", ("__de__", "</s>", "__en__")),
        (("<2en>",), "<pad>", ("<2en>", "</s>", "")),
        ((">>eng<<", ">>deu<<"), "</s>", (">>eng<<", "</s>", "")),
    ],
)
def test_every_family_gets_the_pieces_it_wants(
    folder: Path, pieces: tuple[str, ...], start: str, marks: tuple[str, str, str]
) -> None:
    vocabulary(folder, *pieces, start=start)
    package = install_converted(folder, "de", "en", accept)
    assert (package.source_prefix, package.source_suffix, package.target_prefix) == marks
    read = ArgosEngine(package)._source("Hallo")
    assert read[0] == (marks[0] or "▁")[: len(read[0])] or read[0].startswith("▁")
    assert (read[-1] == "</s>") == bool(marks[1])


def test_a_language_that_it_does_not_know(folder: Path) -> None:
    vocabulary(folder, ">>fra<<", ">>deu<<")
    with pytest.raises(ModelError, match="does not translate into en") as wrong:
        install_converted(folder, "de", "en", accept)
    assert "fra, deu" in (wrong.value.hint or "")


@pytest.mark.parametrize(
    ("missing", "said"),
    [("spm.model", "source.spm and target.spm"), ("*vocabulary.*", "no vocabulary")],
)
def test_what_is_missing_is_named(folder: Path, missing: str, said: str) -> None:
    for file in folder.glob(missing):
        file.unlink()
    with pytest.raises(ModelError, match=said):
        install_converted(folder, "de", "en", accept)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("opus-mt-fr-en", ("fr", "en")),
        ("opus-mt-tc-big-de-es-ct2", ("de", "es")),
        ("opus_de_pt-2021-02-19", ("de", "pt")),
        ("m2m100_418M", None),
        ("madlad", None),
    ],
)
def test_languages_in_names(name: str, found: tuple[str, str] | None) -> None:
    assert languages_in(name) == found


def test_the_command_installs_lists_and_translates(folder: Path, command: Command) -> None:
    assert command("models", "install", str(folder))[0] == 0
    code, out, _ = command("models", "list", "--json")
    names = [model["name"] for model in json.loads(out)["models"]]
    assert code == 0
    assert "de-en-1" in names
    plain = folder.rename(folder.with_name("model"))
    code, _, err = command("models", "install", str(plain))
    assert code == 2
    assert "nothing says which languages this model is for" in err
    assert command("models", "install", str(plain), "--from", "de", "--to", "da")[0] == 0
    code, _, err = command("models", "install", "de", "en", "--from", "de")
    assert code == 2
    assert "for the folder of a converted model" in err


def test_a_direct_model_wins_over_a_pivot(folder: Path, command: Command) -> None:
    """German to Spanish: over English with the two starters, until a direct model is there."""
    assert command("models", "install", str(folder), "--from", "de", "--to", "es")[0] == 0
    code, out, _ = command("doctor", "--json")
    routes = {line["name"]: line["state"] for line in json.loads(out) if line["topic"] == "route"}
    assert code == 0
    assert routes
    from translator.engines.routing import describe, find_route
    from translator.settings import Settings

    told = describe(find_route("de", "es", replace(Settings(), targets=("es",))))
    assert told.languages == ("de", "es")
