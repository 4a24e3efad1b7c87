"""A folder that 0.1.0 published, byte for byte, with three edits by hand, meets this program.

Made with the embedded model 0.2: ``en/hafen.md``, ``en/museum.html`` and ``de/hafen.txt`` are
edited, everything about ``wald`` is as the program left it.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.project import Project
from translator.report import Action, Report
from translator.settings import Settings, load_settings

FOLDER = Path(__file__).parent / "published_by_0_1_0"
EDITED = ("output/en/hafen.md", "output/en/museum.html", "output/de/hafen.txt")
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("input", "glossary", "output", "state"):
        shutil.copytree(FOLDER / name, tmp_path / name)
    shutil.copy(FOLDER / "translator.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("TRANSLATOR_MODELS_DIR", "XDG_DATA_HOME", "ARGOS_PACKAGES_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "no packages"))
    return load_settings()


def actions(report: Report) -> dict[str, Action]:
    return {f"{v.lang} {Path(a.name).stem}": v.action for a in report.articles for v in a.versions}


def edits() -> dict[str, bytes]:
    return {name: Path(name).read_bytes() for name in EDITED}


def beside() -> list[str]:
    return sorted(path.as_posix() for path in Path("output").rglob("*.new*"))


def replace_in(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


def test_what_people_edited_stays_and_what_nobody_edited_is_made_anew(settings: Settings) -> None:
    before = edits()
    for expected in (Action.UPDATED, Action.UNCHANGED):
        report = Project(settings).run()
        assert actions(report) == {
            "de hafen": Action.OLDER,
            "en hafen": Action.OLDER,
            "de museum": expected,
            "en museum": Action.OLDER,
            "de wald": expected,
            "en wald": expected,
        }
        assert edits() == before
        assert beside() == []
        assert [line for line in report.reminders() if line.startswith("3 edited versions were")]
    engine = 'engines: ["starter de-en 0.2"]'
    assert engine in Path("output/en/hafen.md").read_text(encoding="utf-8")
    assert engine not in Path("output/en/wald.md").read_text(encoding="utf-8")


def test_a_changed_input_gives_new_versions_beside_the_edits(settings: Settings) -> None:
    Project(settings).run()
    before = edits()
    replace_in("input/hafen.md", "19.500 Euro", "18.000 Euro")
    for _ in range(2):
        report = Project(settings).run()
        assert actions(report)["en hafen"] is Action.KEPT_BESIDE
        assert actions(report)["en museum"] is Action.OLDER
        assert beside() == ["output/de/hafen.new.txt", "output/en/hafen.new.md"]
    assert edits() == before
    assert "18,000" in Path("output/en/hafen.new.md").read_text(encoding="utf-8")


def test_an_input_that_changed_before_the_first_run_counts(settings: Settings) -> None:
    replace_in("input/museum.html", "60 Karten", "70 Karten")
    Project(settings).run()
    assert beside() == ["output/en/museum.new.html"]


def test_a_term_that_does_not_occur_is_no_reason(settings: Settings) -> None:
    Project(settings).run()
    with Path("glossary/terms.csv").open("a", encoding="utf-8") as file:
        file.write("Bundestag,Bundestag\n")
    report = Project(settings).run()
    assert actions(report)["en hafen"] is Action.OLDER
    assert beside() == []


def test_a_term_that_occurs_is_one(settings: Settings) -> None:
    Project(settings).run()
    with Path("glossary/terms.csv").open("a", encoding="utf-8") as file:
        file.write("Bürgermeister,mayor of the town\n")
    assert actions(Project(settings).run())["en hafen"] is Action.KEPT_BESIDE
    assert beside() == ["output/en/hafen.new.md"]


def test_a_format_that_is_gone_is_written_and_the_edit_beside_it_stays(settings: Settings) -> None:
    before = edits()
    Path("output/en/hafen.html").unlink()
    for _ in range(2):
        report = Project(settings).run()
        assert "starter de-en 0.2" not in Path("output/en/hafen.html").read_text(encoding="utf-8")
        assert sum(v.older for article in report.articles for v in article.versions) == 3
    assert edits() == before
    assert beside() == []


def test_renew_puts_new_versions_beside(settings: Settings, command: Call) -> None:
    before = edits()
    code, out, _ = command("run", "--renew")
    assert code == 0
    assert edits() == before
    assert beside() == [
        "output/de/hafen.new.txt", "output/en/hafen.new.md", "output/en/museum.new.html",
    ]  # fmt: skip
    assert "older program" not in out
    assert "output/en/hafen.new.md" in out


def test_what_was_put_beside_by_the_earlier_program_is_not_forgotten(settings: Settings) -> None:
    shutil.copy("output/en/wald.md", "output/en/hafen.new.md")
    assert actions(Project(settings).run())["en hafen"] is Action.KEPT_BESIDE


def test_what_its_edit_was_made_from_is_not_guessed(settings: Settings, command: Call) -> None:
    """0.1.0 replaced the record of an edited file by that of the version beside it."""
    shutil.copy("output/en/wald.md", "output/en/hafen.new.md")
    _, out, err = command("memory", "learn", "--dry-run")
    assert out == ""
    assert "output/en/hafen.md: what it was made from is not on record any more" in err
