"""``init`` makes a project; every command finds it from any folder inside."""

import csv
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.folder import find_project, make_project, shipped
from translator.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent
Call = Callable[..., tuple[int, str, str]]


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize(
    ("there", "start", "project"),
    [
        (["a/translator.toml"], "a", "a"),
        (["a/translator.toml", "a/output/en/"], "a/output/en", "a"),
        (["a/input/", "a/glossary/"], "a/input", "a"),
        (["a/input/", "a/.translator/"], "a/input", "a"),
        (["a/.translator/", "a/output/en/"], "a/output/en", "a"),
        (["a/input/sport/"], "a/input/sport", None),  # input/ alone may be anybody's
        (["a/glossary/"], "a/glossary", None),
        (["a/translator.toml", "a/b/translator.toml"], "a/b", "a/b"),
        (["a/translator.toml", "a/b/input/", "a/b/glossary/"], "a/b/input", "a/b"),
        # what 0.1.0 left behind where it was started in input/
        (["a/input/.translator/", "a/input/output/", "a/.translator/"], "a/input", "a"),
        (["a/input/.translator/", "a/input/output/", "a/glossary/"], "a/input/output", "a"),
        (["a/translator.toml/", "a/b/"], "a/b", None),  # a folder is no settings file
        (["a/"], "a", None),
    ],
)
def test_a_project_is_known_by_what_is_in_it(
    tmp_path: Path, there: list[str], start: str, project: str | None
) -> None:
    make(tmp_path, *there, f"{start}/")
    assert find_project(tmp_path / start) == (tmp_path / project if project else None)


def test_the_search_ends_at_home_and_passes_over_folders_of_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "translator.toml", "home/input/", "home/glossary/", "home/x/")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert find_project(tmp_path / "home/x") is None
    assert find_project(tmp_path / "home") == tmp_path / "home"  # who starts there means it
    make(tmp_path, "home/translator.toml")
    assert find_project(tmp_path / "home/x") == tmp_path / "home"
    make(tmp_path, "shared/translator.toml", "shared/x/")
    assert find_project(tmp_path / "shared/x") == tmp_path / "shared"
    (tmp_path / "shared").chmod(0o1777)
    assert find_project(tmp_path / "shared/x") == tmp_path


def test_init_makes_a_whole_project_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Call
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = command("init", "meine redaktion")
    project = tmp_path / "meine redaktion"
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "Next: cd 'meine redaktion' && translator run"
    assert sorted(path.name for path in project.iterdir()) == [
        "glossary", "input", "output", "translator.toml",
    ]  # fmt: skip
    concepts = sum(
        sum(1 for _ in csv.DictReader(line for line in file.open(encoding="utf-8-sig")
            if not line.startswith("#")))
        for file in (project / "glossary").glob("*.csv")
    )  # fmt: skip
    assert concepts == 919
    with (project / "translator.toml").open("a") as settings:
        settings.write('targets = ["en"]\n[models]\nde-en = "fake"\n')
    monkeypatch.chdir(project / "glossary")
    code, out, err = command("run")
    assert (code, err.splitlines()[0]) == (0, f"Project: {project}")
    assert (project / "output/en/pasted-gipfel.md").exists()
    assert not (project / "glossary/output").exists()


def test_init_changes_nothing_that_is_there(tmp_path: Path) -> None:
    make(tmp_path, "input/mein.txt", "glossary/haus.csv", "output/en/alt.md")
    (tmp_path / "translator.toml").write_text('targets = ["fr"]\n')
    before = tree(tmp_path)
    done = make_project(tmp_path)
    assert tree(tmp_path) == before
    assert done.made == ()
    assert done.kept == ("translator.toml", "input/", "glossary/", "output/")


def test_init_fills_what_is_missing_or_empty(tmp_path: Path) -> None:
    make(tmp_path, "input/mein.txt", "glossary/")
    done = make_project(tmp_path)
    assert "input/pasted-gipfel.txt" not in done.made
    assert "glossary/terms.csv" in done.made
    assert done.kept == ("input/",)
    again = make_project(tmp_path)
    assert again.made == ()


def test_init_says_what_is_in_its_way_and_around_it(project: Path, command: Call) -> None:
    (project / "datei").write_text("")
    code, _, err = command("init", "datei")
    assert (code, err) == (2, "Error: datei: is no folder (choose another name or move it away)\n")
    code, out, err = command("init", "input/neu")
    assert code == 0
    assert f"it lies in the project {project}" in err
    code, out, err = command("init", f"../{project.name}-neu")
    assert (code, err) == (0, "")  # beside, not inside
    assert f"Made in {project}-neu:" in out
    assert "Made in" in out


def test_the_settings_of_a_new_project_name_every_key_and_change_nothing() -> None:
    text = shipped("translator.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    bare = re.sub(r"^# (?=\[|\"|\w+ = )", "", text, flags=re.MULTILINE)
    keys = tomllib.loads(bare)
    optional = {"engines", "models", "sites", "site"}  # have no default worth showing
    expected = {
        name for name in Settings.__slots__ if name not in {"force", "renew", "dry_run"}
    } - {"state"}
    assert set(keys) == expected
    default = Settings(targets=("en", "pt"))
    for key in expected - optional:
        value = getattr(default, key)
        if key in ("decoding", "publish"):
            assert keys[key] == {name: getattr(value, name) for name in value.__slots__}
        elif isinstance(value, tuple):
            assert keys[key] == [str(item) for item in value]
        else:
            assert keys[key] == (str(value) if isinstance(value, Path) else value)


def test_every_line_of_the_new_settings_is_taken(tmp_path: Path) -> None:
    text = shipped("translator.toml").read_text(encoding="utf-8")
    file = tmp_path / "translator.toml"
    file.write_text(re.sub(r"^# (?=\[|\"|\w+ = )", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert load_settings(file).sites[0].drop == (".teaser", "#newsletter")


@pytest.mark.parametrize("where", ["input", "input/tief/er", "output", "glossary", ".translator"])
def test_a_run_in_a_folder_of_the_project_is_a_run_of_the_project(
    project: Path, command: Call, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    command("run")
    before = tree(project / "output")
    make(project, f"{where}/")
    monkeypatch.chdir(project / where)
    code, out, err = command("run", "--json")
    articles = json.loads(out)["articles"]
    assert code == 0
    assert err == f"Project: {project}\n"
    assert articles[0]["name"] == "input/kim.md"
    assert {version["action"] for version in articles[0]["versions"]} == {"unchanged"}
    assert tree(project / "output") == before
    assert Path.cwd() == project / where


def test_paths_on_the_command_line_start_where_it_was_typed(
    project: Path,
    command: Call,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    command("run")
    before = tree(project / "output")
    monkeypatch.chdir(project / "input")
    for given in ("kim.md", "./kim.md", "../input/kim.md", str(project / "input/kim.md"), "."):
        code, out, _ = command("run", given, "--json")
        articles = json.loads(out)["articles"]
        assert (code, articles[0]["name"]) == (0, "input/kim.md")
        assert {version["action"] for version in articles[0]["versions"]} == {"unchanged"}
    assert tree(project / "output") == before
    elsewhere = tmp_path_factory.mktemp("fremd")
    text = (project / "input/kim.md").read_text(encoding="utf-8")
    (elsewhere / "fern.md").write_text(text, encoding="utf-8")
    code, out, _ = command("run", str(elsewhere / "fern.md"), "--output", "hier", "--json")
    assert json.loads(out)["articles"][0]["name"] == str(elsewhere / "fern.md")
    assert (project / "input/hier/en/fern.md").exists()
    code, out, _ = command("check", "../output/en/kim.md", "--json")
    assert json.loads(out)["articles"][0]["name"] == "output/en/kim.md"
    _, _, err = command("run", "fehlt.md")
    assert err.splitlines()[-1].startswith("Error: input/fehlt.md: no such file")
    (project / "input/other.toml").write_text("jobs = 0")
    code, _, err = command("run", "--settings", "other.toml")
    assert code == 2
    assert "input/other.toml: jobs" in err


def test_translate_uses_the_glossary_of_the_project(
    project: Path, command: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "glossary/a.csv").write_text("de,en\nDeich,dyke\n")
    (project / "input/a.txt").write_text("Der Deich hält.\n")
    (project / "leer.csv").write_text("de,en\nSee,lake\n")
    assert command("translate", "input/a.txt")[1].startswith("en:Der dyke")
    monkeypatch.chdir(project / "input")
    assert command("translate", "a.txt")[1].startswith("en:Der dyke")
    assert "dyke" not in command("translate", "--glossary", "../leer.csv", "a.txt")[1]
    (project / "glossary/a.csv").write_text("de,en\nDeich,\x00\n")
    code, _, err = command("translate", "a.txt")
    assert code == 0
    assert "Warning: glossary/a.csv:2" in err


def test_without_a_project_run_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Call
) -> None:
    monkeypatch.chdir(tmp_path)
    for args in (["run"], ["clean"]):
        code, out, err = command(*args)
        assert (code, out) == (2, "")
        assert "`translator init`" in err
        assert "translator run page.html" in err
    assert list(tmp_path.iterdir()) == []


def test_a_project_without_its_input_folder_says_which(project: Path, command: Call) -> None:
    (project / "input/kim.md").unlink()
    (project / "input").rmdir()
    code, _, err = command("run")
    assert code == 2
    assert err.startswith("Error: input: there is no such folder or file (make it")


def test_a_file_is_run_without_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Call, project: Path
) -> None:
    folder = project.parent / "ohne"
    folder.mkdir()
    settings = project / "translator.toml"
    monkeypatch.chdir(folder)
    text = (project / "input/kim.md").read_text(encoding="utf-8")
    (folder / "brief.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr("translator.cli.start.find_project", lambda _: None)
    code, _, err = command("run", "--settings", str(settings), "brief.md")
    assert code == 0
    assert (folder / "output/en/brief.md").exists()
    assert "no glossary here; `translator init`" in err


def test_the_wheel_holds_what_init_copies(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        str(ROOT),
        "-w",
        str(tmp_path),
    ]
    done = subprocess.run(build, capture_output=True, text=True, check=False)  # noqa: S603 - pip
    if done.returncode:
        pytest.skip(f"pip cannot build a wheel here: {done.stderr.strip().splitlines()[-1]}")
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if name.startswith("translator/data/project/")}
        for file in [*(ROOT / "glossary").glob("*.csv"), ROOT / "input/pasted-gipfel.txt"]:
            name = f"translator/data/project/{file.relative_to(ROOT).as_posix()}"
            names.remove(name)
            assert wheel.read(name) == file.read_bytes()
    assert names == {"translator/data/project/translator.toml"}
