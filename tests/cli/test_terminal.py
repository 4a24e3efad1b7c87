"""What a name, a page or a bug sends towards the terminal arrives as harmless text."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.article import Route
from translator.cli import COMMANDS
from translator.cli.terminal import shown
from translator.errors import unexpected

ROOT = str(Path(__file__).parents[2])
Call = Callable[..., tuple[int, str, str]]
RED, CLEAR, TITLE, C1 = "\x1b[31m", "\x1b[2J", "\x1b]0;ha\x07", "\x9b2K"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("Straße\tund\nÖl – „gut“ 🌊", "Straße\tund\nÖl – „gut“ 🌊"),
        (f"a{RED}b", r"a\u001b[31mb"),
        (TITLE, r"\u001b]0;ha\u0007"),
        (C1, r"\u009b2K"),
        ("weg\rda", r"weg\u000dda"),
        ("gnp.\u202elmth", r"gnp.\u202elmth"),
        ("\udcff.txt", r"\udcff.txt"),
        ("a\x7f\x08b", r"a\u007f\u0008b"),
        (
            "👩\u200d🚀 Tag\u00adung",
            "👩\u200d🚀 Tag\u00adung",
        ),  # joiners and soft hyphens only join
    ],
)
def test_characters_that_act_are_spelled_out(text: str, harmless: str) -> None:
    assert shown(text) == harmless


@pytest.mark.parametrize(
    "args",
    [
        ["run"], ["run", "--json"], ["run", "--dry-run"], ["clean"], ["clean", "--explain"],
        ["check"], ["run", f"{CLEAR}.txt"], [f"{CLEAR}"], ["run", f"--{RED}"], ["run", "--to", RED],
        ["run", "--settings", f"{TITLE}.toml"], ["glossary", "show", RED], ["glossary", "list", C1],
        ["models", "info", RED], ["memory", "import", f"{CLEAR}.tmx"], ["translate", f"{C1}.txt"],
        ["glossary", "test", TITLE], ["memory", "learn", f"{RED}.md"],
    ],
    ids=repr,
)  # fmt: skip
def test_no_command_lets_an_escape_through(project: Path, command: Call, args: list[str]) -> None:
    text = (project / "input/kim.md").read_text(encoding="utf-8")
    (project / f"input/{RED}böse\n{C1}.md").write_text(
        text.replace("Kim reist", f"Kim {RED} reist")
    )
    (project / f"input/leer{CLEAR}.txt").write_text("")
    (project / "glossary/a.csv").write_text(f"de,en,domain\nMoskau,Moscow,x{RED}y\n")
    command("run")
    _, out, err = command(*args)
    assert not [char for char in out + err if char in "\x1b\x9b\x07"]
    assert "Traceback" not in err
    if "--json" in args:
        names = [article["name"] for article in json.loads(out)["articles"]]
        assert f"input/{RED}böse\n{C1}.md" in names  # spelled out, and read back as it is


def test_an_error_stays_one_line_whatever_the_name(project: Path, command: Call) -> None:
    (project / "input/zwei\nzeilen.txt").write_text("")
    _, _, err = command("run")
    assert [line for line in err.splitlines() if line.startswith("Error")] == [
        r"Error: input/zwei\nzeilen.txt: the file is empty (remove it or save the page again)"
    ]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RecursionError("maximum recursion\n depth"), "unexpected RecursionError: maximum recursion depth"),
        (MemoryError(), "unexpected MemoryError"),
        (OSError(28, "No space left on device", "/voll/x"), "/voll/x: No space left on device"),
    ],
)  # fmt: skip
def test_whatever_happens_inside_is_one_line(
    command: Call, monkeypatch: pytest.MonkeyPatch, name: str, error: Exception, words: str
) -> None:
    import translator.cli

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(translator.cli.LazyGroup, "get_command", fail)
    code, out, err = command(name)
    assert code == 3
    assert out == ""
    assert err.startswith(f"Error: {words}")
    assert err.count("\n") == 1
    assert ("please report" in err) == (not isinstance(error, OSError))


def test_a_bug_says_where_it_is() -> None:
    route = Route(languages=None, engines=(), signature="")  # type: ignore[arg-type]
    with pytest.raises(TypeError) as caught:
        str(route)
    assert " in translator/article.py:" in unexpected(caught.value)


def test_a_terminal_that_knows_ascii_only_gets_the_rest_spelled_out(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "translator", "run", "größe.txt"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "ascii:strict", "PYTHONPATH": ROOT},
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert rb"gr\xf6\xdfe.txt: no such file" in done.stderr


def test_a_table_for_a_terminal_that_knows_ascii_only(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "translator", "doctor"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "ascii:strict", "PYTHONPATH": ROOT},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert rb"de \u2192 en" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_real_terminal_only_our_own_colours_arrive(project: Path) -> None:
    import pty

    (project / f"input/{CLEAR}{C1}{TITLE}.txt").write_text("")
    (project / "a.txt").write_text(f"Der Zug {CLEAR} fährt.\n", encoding="utf-8")
    for args in (["run"], ["translate", "a.txt"], ["clean", "input"]):
        main, worker = pty.openpty()
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "translator", *args],
            cwd=project,
            env=os.environ | {"PYTHONPATH": ROOT},
            stdout=worker,
            stderr=worker,
        )
        os.close(worker)
        seen = b""
        while True:
            try:
                piece = os.read(main, 4096)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            seen += piece
        os.close(main)
        process.wait(timeout=60)
        text = seen.decode()
        assert CLEAR not in text
        assert C1 not in text
        assert "\x07" not in text
        assert r"\u001b[2J" in text
