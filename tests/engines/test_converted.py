"""Models converted for CTranslate2 are installed from their folders, and are engines like others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator.engines.argos import ArgosEngine
from translator.errors import ModelError, UsageError
from translator.models.codes import choose, languages_in, tag, wanted
from translator.models.package import STARTER_DIR, Package, read_package
from translator.models.store import install_converted, is_whole, receipt
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
    assert package.path == own_folders / "opus-mt-de-en"
    told = receipt(package)
    assert told["source"] == str(folder)
    assert len(str(told["sha256"])) == 64
    assert int(told["bytes"]) > 1_000_000


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
        (("deu_Latn", "eng_Latn"), "</s>", ("deu_Latn", "</s>", "eng_Latn")),
        (("de_DE", "en_XX"), "</s>", ("de_DE", "</s>", "en_XX")),
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
    assert "it knows de, fr" in (wrong.value.hint or "")


LABELS = ["est", "spa", "por", "cmn_Hant", "cmn_Hans", "zho", "srp_Cyrl", "srp_Latn", "hrv"]


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("es", "spa"),
        ("et", "est"),
        ("pt", "por"),
        ("pt-br", "por"),
        ("zh", "zho"),
        ("zh-hant", "cmn_Hant"),
        ("zt", "cmn_Hant"),
        ("sr", "srp_Cyrl"),
        ("sr-latn", "srp_Latn"),
        ("hu", None),
    ],
)
def test_labels_of_three_letters_are_told_apart(lang: str, label: str | None) -> None:
    number = choose(LABELS, tag(lang))
    assert (None if number is None else LABELS[number]) == label


def test_a_variety_is_never_served_in_another_one() -> None:
    assert choose(["pt_BR"], tag("pt-pt")) is None
    assert choose(["por", "pt_BR"], tag("pt-br")) == 1
    assert choose(["pt_BR"], tag("pt")) == 0


@pytest.mark.parametrize(
    "pieces",
    [("__de__", "__en__"), ("<2de>", "<2en>"), ("deu_Latn", "eng_Latn"), (">>deu<<", ">>eng<<")],
)
def test_no_family_is_installed_for_a_language_it_lacks(
    folder: Path, own_folders: Path, pieces: tuple[str, ...]
) -> None:
    vocabulary(folder, *pieces)
    with pytest.raises(ModelError, match="does not translate into hu") as wrong:
        install_converted(folder, "de", "hu", accept)
    assert wrong.value.hint == "it knows de, en"
    assert not list(own_folders.iterdir())


def test_a_model_of_portuguese_is_taken_for_brazils_and_said_to_be_portuguese(folder: Path) -> None:
    vocabulary(folder, "__de__", "__pt__")
    package = install_converted(folder, "deu", "pt-br", accept)
    assert (package.source, package.target, package.target_prefix) == ("de", "pt", "__pt__")
    assert package.name == "opus-mt-de-en-de-pt"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("german", "'german' is no code of a language (write de)"),
        ("Deutsch", "'Deutsch' is no code of a language (write de)"),
        ("xx", "'xx' is no code of a language (write it like de or pt-br)"),
        ("../de", "'../de' is no code of a language (write it like de or pt-br)"),
    ],
)
def test_what_is_no_code(given: str, said: str) -> None:
    with pytest.raises(UsageError) as wrong:
        wanted(given, "--from")
    assert str(wrong.value) == f"--from: {said}"


def test_one_language_is_no_pair(folder: Path) -> None:
    with pytest.raises(UsageError, match="are one language, de"):
        install_converted(folder, "de", "deu", accept)


def test_two_models_of_a_pair_stand_side_by_side(
    folder: Path, own_folders: Path, command: Command
) -> None:
    big = folder.with_name("opus-mt-tc-big-de-en")
    shutil.copytree(folder, big)
    other = folder.parent / "elsewhere" / folder.name
    shutil.copytree(folder, other)
    (other / "model.bin").write_bytes((folder / "model.bin").read_bytes() + b"\0")
    names = [install_converted(f, "de", "en", accept).name for f in (folder, big, other, folder)]
    assert names == ["opus-mt-de-en", "opus-mt-tc-big-de-en", "opus-mt-de-en-2", "opus-mt-de-en"]
    assert sorted(path.name for path in own_folders.iterdir()) == sorted(set(names))
    code, out, _ = command("models", "list", "--json")
    listed = {model["name"] for model in json.loads(out)["models"]}
    assert (code, set(names) <= listed) == (0, True)
    for name in names[:3]:
        assert command("models", "remove", name)[0] == 0
    assert not list(own_folders.iterdir())


def test_a_damaged_copy_is_repaired_by_installing_again(folder: Path, own_folders: Path) -> None:
    package = install_converted(folder, "de", "en", accept)
    (package.path / "model" / "model.bin").write_bytes(b"cut")
    assert not is_whole(package, accept)
    again = install_converted(folder, "de", "en", accept)
    assert (again.path, is_whole(again, accept)) == (package.path, True)


def test_it_is_named_as_what_it_is(folder: Path) -> None:
    converted, starter = engines(folder)
    assert converted.name == "CTranslate2 opus-mt-de-en"
    assert starter.name == f"argos de-en {starter.package.version}"
    assert converted.signature != starter.signature


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("source_vocabulary.json", "5", "no list of texts"),
        ("source_vocabulary.json", "[" * 100_000, "vocabulary cannot be read"),
        ("config.json", "[" * 100_000, "config.json is not valid"),
        ("config.json", "5", "config.json is not a table"),
    ],
)
def test_files_that_are_not_what_they_should_be(
    folder: Path, name: str, content: str, said: str
) -> None:
    (folder / name).write_text(content, "utf-8")
    with pytest.raises(ModelError, match=said):
        install_converted(folder, "de", "en", accept)


def test_a_cut_model_is_one_line_that_names_the_folder(folder: Path, command: Command) -> None:
    (folder / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:5000])
    code, _, err = command("models", "install", str(folder))
    assert code == 3
    assert err.count("\n") == 1
    assert str(folder) in err
    assert "does not work" in err
    assert "convert it again" in err
    assert ".installing" not in err


def test_what_install_says_of_folders_that_are_none(folder: Path, command: Command) -> None:
    code, _, err = command("models", "install", "opus-mt-xy")
    assert (code, "no such file or folder" in err) == (3, True)
    code, _, err = command("models", "install", "german", "english")
    assert (code, "for a language write its code: de" in err) == (3, True)
    (folder / "model.bin").unlink()
    code, _, err = command("models", "install", str(folder))
    assert (code, "it lacks model.bin" in err) == (3, True)


def test_options_that_contradict_a_name_count_and_are_said_to(
    folder: Path, command: Command
) -> None:
    code, _, err = command("models", "install", str(folder), "--from", "en", "--to", "de")
    assert (code, "is called like a model from de to en" in err) == (0, True)
    err = command("models", "install", str(folder), "--from", "de", "--to", "en")[2]
    assert "is called like" not in err


def test_two_folders_at_once(folder: Path, command: Command) -> None:
    big = folder.with_name("opus-mt-tc-big-de-en")
    shutil.copytree(folder, big)
    code, out, _ = command("models", "install", str(folder), str(big))
    assert code == 0
    assert "installed opus-mt-de-en" in out
    assert "installed opus-mt-tc-big-de-en" in out


def test_a_zip_of_a_folder_says_what_to_do(folder: Path, tmp_path: Path, command: Command) -> None:
    file = shutil.make_archive(str(tmp_path / "model"), "zip", folder.parent, folder.name)
    code, _, err = command("models", "install", file)
    assert (code, "unpack it and install the folder" in err) == (3, True)


def test_an_interruption_says_that_nothing_was_installed(
    folder: Path, own_folders: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("translator.models.store.make_package", stop)
    code, _, err = command("models", "install", str(folder))
    assert code == 130
    assert "Nothing was installed" in err
    assert not list(own_folders.iterdir())


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("spm.model", "it lacks source.spm and target.spm"),
        ("*vocabulary.*", "it lacks a vocabulary"),
        ("config.json", "it lacks config.json"),
    ],
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
        ("opus-mt-deu-eng", ("de", "en")),
        ("models--Helsinki-NLP--opus-mt-de-fr", ("de", "fr")),
        ("opus-mt-en-ROMANCE", None),
        ("opus-mt-de-en-my-model", None),
        ("opus-mt-mul-en", None),
        ("opus-mt-de-de", None),
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
    assert "opus-mt-de-en" in names
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
