"""The command line as a stranger meets it: exit code, stdout, stderr, files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]


def test_run_reports_what_it_did_and_where(project: Path, command: Call) -> None:
    code, out, err = command("run")
    assert code == 0
    assert "output/en/kim.md" in out
    assert "2 created" in out
    assert "[1/1] input/kim.md" in err
    code, out, _ = command("run")
    assert "2 unchanged" in out


def test_run_json_is_one_document_and_nothing_else(project: Path, command: Call) -> None:
    code, out, err = command("run", "--json")
    versions = json.loads(out)["articles"][0]["versions"]
    assert [version["lang"] for version in versions] == ["de", "en"]
    assert (code, err) == (0, "")


def test_run_publishes_every_format(project: Path, command: Call) -> None:
    code, _, _ = command(
        "run", "--format", "md", "--format", "html", "--format", "json", "--format", "txt"
    )
    assert code == 0
    assert sorted(p.name for p in (project / "output/en").iterdir()) == [
        "kim.html", "kim.json", "kim.md", "kim.txt",
    ]  # fmt: skip


def test_run_takes_files_and_folders_and_another_output(project: Path, command: Call) -> None:
    code, _, _ = command("run", "input/kim.md", "--output", "public")
    assert code == 0
    assert (project / "public/en/kim.md").exists()
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["run", "nowhere.html"], 2, "nowhere.html"),
        (["run", "--to", "de"], 2, "not a target"),
        (["run", "--to", "english!"], 2, "not a language code"),
        (["run", "--to", "xx"], 3, "translator models install de xx"),
        (["run", "--glossary", "nowhere.csv"], 2, "nowhere.csv"),
        (["run", "--settings", "nowhere.toml"], 2, "cannot read the settings file: there is none"),
        (["run", "--format", "pdf"], 2, "pdf"),
        (["run", "--jobs", "0"], 2, "jobs"),
        (["translate", "nowhere.txt"], 3, "cannot be read"),
        (["translate", "--to", "xx"], 3, "translator models install de xx"),
        (["check"], 3, "translator run comes first"),
        (["check", "input/kim.md"], 3, "kim.md"),
        (["memory", "import", "nowhere.tmx"], 3, "nowhere.tmx"),
        (["unknown"], 2, "No such command"),
    ],
)
def test_a_mistake_is_one_clear_line(
    project: Path, command: Call, args: list[str], code: int, message: str
) -> None:
    found, _, err = command(*args)
    assert found == code
    assert message in err
    assert "Traceback" not in err


def test_links_in_circles_are_no_files(project: Path, command: Call) -> None:
    (project / "eins").symlink_to("zwei")
    (project / "zwei").symlink_to("eins")
    for path in ("eins", "../" + project.name + "/zwei"):
        code, _, err = command("run", path)
        assert code == 2
        assert "no such file" in err


def test_a_folder_that_is_gone_is_no_place_to_start(
    tmp_path: Path, command: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "weg"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    code, _, err = command("run")
    assert (code, err.split(" (")[0]) == (2, "Error: the folder this was started in is gone")


def test_an_empty_input_folder_says_what_to_do(project: Path, command: Call) -> None:
    (project / "input/kim.md").unlink()
    code, _, err = command("run")
    assert code == 3
    assert "input" in err


def test_a_glossary_that_is_not_there_stops_the_run_before_anything_is_written(
    project: Path, command: Call
) -> None:
    code, _, err = command("run", "--glossary", "glossary/none.csv")
    assert code == 2
    assert err.startswith("Error: glossary/none.csv: there is no such glossary")
    assert not (project / "output").exists()


def test_strict_turns_findings_into_an_exit_code(project: Path, command: Call) -> None:
    assert command("run", "--strict", "--dry-run")[0] == 0  # nothing translated, nothing found
    code, out, _ = command("run", "--strict", "--json")
    found = [v["findings"] for v in json.loads(out)["articles"][0]["versions"]]
    assert found[0] == []
    assert found[1] != []  # marked words are no English
    assert code == 1
    assert command("run", "--strict")[0] == 1  # they are still there in a run that does nothing
    assert command("run")[0] == 0


def test_translate_keeps_paragraphs_and_joins_broken_lines(project: Path, command: Call) -> None:
    (project / "a.txt").write_text("Der Zug fährt\nheute ab.\n\n\nEr kommt.\n")
    code, out, _ = command("translate", "a.txt")
    assert code == 0
    assert out == "en:Der en:Zug en:fährt en:heute en:ab.\n\n\nen:Er en:kommt.\n"


def test_translate_lines_keeps_every_line(project: Path, command: Call) -> None:
    (project / "a.txt").write_text("Der Zug fährt. Er kommt.\n\n 123 \nHeute.")
    code, out, _ = command("translate", "--lines", "a.txt")
    assert code == 0
    assert out.split("\n") == ["en:Der en:Zug en:fährt. en:Er en:kommt.", "", "123", "en:Heute."]


def test_check_finds_what_a_person_broke(project: Path, command: Call) -> None:
    command("run")
    path = project / "output/en/kim.md"
    text = path.read_text(encoding="utf-8")
    assert "9.000" in text
    path.write_text(text.replace("9.000", "8.000"), encoding="utf-8")
    code, out, _ = command("check", "--strict")
    assert code == 1
    assert "numbers" in out
    assert "edited by hand" in out


def test_learn_takes_over_an_edit(project: Path, command: Call) -> None:
    command("run")
    path = project / "output/en/kim.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("en:Lange en:Fahrt", "A long journey"), encoding="utf-8")
    code, out, _ = command("memory", "learn")
    assert code == 0
    assert "Lange Fahrt\n    → A long journey" in out
    code, out, _ = command("memory", "export")
    assert "<seg>A long journey</seg>" in out
    code, out, _ = command("memory", "stats", "--json")
    assert json.loads(out)["pairs"][0]["human"] == 1


def test_memory_travels_as_tmx(project: Path, command: Call) -> None:
    (project / "in.tmx").write_text(
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="de-DE"><seg>Lange Fahrt</seg></tuv>'
        '<tuv xml:lang="en-US"><seg>Long <bpt i="1"/>haul</seg></tuv></tu></body></tmx>'
    )
    code, out, _ = command("memory", "import", "in.tmx")
    assert (code, out) == (0, "in.tmx: 1 pair, 1 new or changed\n")
    command("run")
    assert "## Long haul" in (project / "output/en/kim.md").read_text(encoding="utf-8")
    code, _, _ = command("memory", "export", "out.tmx")
    assert code == 0
    assert 'Long <bpt i="1" />haul' in (project / "out.tmx").read_text(encoding="utf-8")
    code, _, err = command("memory", "export", "out.tmx")
    assert code == 3
    assert "already exists" in err


def test_memory_clear_asks_first(
    project: Path, command: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("run")
    code, out, _ = command("memory", "clear", "--yes")
    assert code == 0
    assert "entries deleted" in out
    assert "0 entries" not in out


def test_doctor_names_routes_and_files(project: Path, command: Call) -> None:
    code, out, _ = command("doctor")
    assert code == 0
    assert "de → en with fake de-en" in out
    assert "0 concepts" in out


def test_help_lists_every_command(command: Call) -> None:
    from translator.cli import COMMANDS

    code, out, _ = command("--help")
    assert code == 0
    assert all(f"  {name} " in out for name in COMMANDS)
