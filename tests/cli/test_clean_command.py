"""``translator clean`` from the outside: exit code, stdout, stderr, files."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

INPUT = Path(__file__).parents[2] / "input"
PASTED = INPUT / "pasted-gipfel.txt"
PAGE = INPUT / "saved-page-pjoengjang.html"


def run(*args: str | Path, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program with arguments of the test
        [sys.executable, "-m", "translator", "clean", *map(str, args)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(INPUT.parent)},
    )


def test_markdown_goes_to_stdout_and_nothing_else(tmp_path: Path) -> None:
    result = run(PASTED, cwd=tmp_path)
    text = result.stdout.decode()
    assert result.returncode == 0
    assert result.stderr == b""
    assert text.startswith("---\ntitle: ")
    assert "# EU-Kommission schlägt Notfallfonds für die Ukraine vor\n" in text
    assert "- Frankreich schickt 35 Techniker." in text
    assert "Quelle link" not in text
    assert list(tmp_path.iterdir()) == []


def test_json_holds_what_the_design_promises(tmp_path: Path) -> None:
    result = run(PAGE, "--format", "json", cwd=tmp_path)
    record = json.loads(result.stdout)
    assert {
        "title", "lead", "author", "date", "source", "section", "url", "lang", "text", "blocks",
        "captions", "images", "removed", "tags", "cut", "notes",
    } == set(record)  # fmt: skip
    assert record["title"] == "Pjöngjang lädt erstmals seit Jahren Beobachter ein"
    assert record["author"] == "Henrik Söllner"
    assert record["date"] == "2025-09-03T06:15:00+02:00"
    assert record["source"] == "Tageblatt am Morgen"
    assert record["section"] == "Ausland"
    assert record["lang"] == "de"
    assert record["text"].startswith(record["lead"])
    assert record["title"] not in record["text"]
    assert record["captions"][0] not in record["text"]
    assert record["images"][0]["credit"] == "Foto: A. Linde / dpa"
    assert {"kind", "text"} <= set(record["blocks"][0])
    assert {"text", "rule", "reason", "line"} == set(record["removed"][0])


def test_several_articles_in_json_come_one_a_line(tmp_path: Path) -> None:
    result = run(INPUT, "--format", "json", cwd=tmp_path)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == 3
    assert all(record["title"] and record["lead"] for record in records)


def test_stdin_is_recognised_by_its_content(tmp_path: Path) -> None:
    page = run("-", "--format", "txt", cwd=tmp_path, stdin=PAGE.read_bytes())
    packed = run("-", "--format", "txt", cwd=tmp_path, stdin=gzip.compress(PAGE.read_bytes()))
    assert page.returncode == 0
    assert page.stdout.startswith("Pjöngjang lädt erstmals".encode())
    assert b"<p>" not in page.stdout
    assert packed.stdout == page.stdout


def test_files_are_written_below_output_and_named_on_stdout(tmp_path: Path) -> None:
    result = run(INPUT, "--output", "sauber", "--format", "txt", cwd=tmp_path)
    written = sorted(path.name for path in (tmp_path / "sauber").iterdir())
    assert result.returncode == 0
    assert written == ["lagezentrum-ostsee.txt", "pasted-gipfel.txt", "saved-page-pjoengjang.txt"]
    assert result.stdout.decode().split() == [f"sauber/{name}" for name in written]


def test_explain_names_line_rule_and_reason(tmp_path: Path) -> None:
    result = run(PASTED, "--explain", cwd=tmp_path)
    lines = result.stdout.decode().splitlines()
    assert lines[0].startswith(f"{PASTED}: 12 blocks kept, ")
    assert "    6  breadcrumb     Start News EU-Kommission" in result.stdout.decode()
    assert any(
        line.split()[:2] == ["35", "advertising"]
        and line.endswith("(an advertisement or its label)")
        for line in lines
    )
    numbers = [int(line.split()[0]) for line in lines[1:]]
    assert numbers == sorted(numbers)


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(PASTED.read_bytes())
    (tmp_path / "c.html").write_text("<html><body><p>Menü</p></body></html>")
    result = run(tmp_path, "--output", "sauber", cwd=tmp_path)
    errors = result.stderr.decode().splitlines()
    assert result.returncode == 3
    assert len(errors) == 2
    assert errors[0].startswith(f"Error: {tmp_path / 'a.txt'}: the file is empty (")
    assert errors[1].startswith(f"Error: {tmp_path / 'c.html'}: no article found (")
    assert [path.name for path in (tmp_path / "sauber").iterdir()] == ["b.md"]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["fehlt.txt"], 2, "no such file or directory"),
        (["leer"], 3, "holds no articles"),
        (["--format", "pdf", "x"], 2, "'pdf' is not one of"),
    ],
)
def test_usage(tmp_path: Path, args: list[str], code: int, message: str) -> None:
    (tmp_path / "leer").mkdir()
    result = run(*args, cwd=tmp_path)
    assert result.returncode == code
    assert message in result.stderr.decode()
    assert b"Traceback" not in result.stderr
    assert result.stdout == b""


@pytest.mark.parametrize(
    ("link", "url"), [("https://film.example/1", "https://film.example/1"), ("#film", "")]
)
def test_a_film_has_its_own_place_in_json(link: str, url: str, tmp_path: Path) -> None:
    text = f"# Deiche\n\nDas Land verstärkt die Deiche an der Küste.\n\n[▶ Rundgang](<{link}>)\n"
    (tmp_path / "deiche.md").write_text(text, encoding="utf-8")
    result = run("deiche.md", "--format", "json", cwd=tmp_path)
    blocks = json.loads(result.stdout)["blocks"]
    assert blocks[-1]["embed"] == {"title": "Rundgang", "url": url}


def test_a_site_has_rules_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "translator.toml").write_text(
        '[sites."tageblatt-am-morgen.example"]\n'
        'drop = ["blockquote"]\n'
        'drop_lines = ["So fasst es .*"]\n'
    )
    record = json.loads(run(PAGE, "--format", "json", cwd=tmp_path).stdout)
    assert "quote" not in {block["kind"] for block in record["blocks"]}
    assert "So fasst es" not in record["text"]
    assert {"site-drop", "site-drop-line"} <= {removal["rule"] for removal in record["removed"]}


def test_a_selector_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "translator.toml").write_text(
        '[sites."tageblatt-am-morgen.example"]\nkeep = ["div[["]\n'
    )
    result = run(PAGE, cwd=tmp_path)
    assert result.returncode == 3
    assert b"keep: 'div[[' is not a CSS selector" in result.stderr
