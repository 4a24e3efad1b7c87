"""What people did to published files: kept, said at every run, and learned from what it was."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator.project import Project
from translator.report import Action, Report, VersionReport
from translator.review.learn import renamed
from translator.settings import Settings, load_settings

Call = Callable[..., tuple[int, str, str]]
EN = Path("output/en/kim.md")
NEW = Path("output/en/kim.new.md")
ALL = ("md", "html", "json", "txt")


@pytest.fixture
def settings(project: Path) -> Settings:
    return load_settings()


def english(report: Report) -> VersionReport:
    return next(v for article in report.articles for v in article.versions if v.lang == "en")


def replace_in(path: Path | str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


def edit_and_change() -> None:
    """Somebody edits the English version, then the article gets another number."""
    replace_in(EN, "9.000 en:Kilometer", "9,000 kilometres of track and en:Kilometer")
    replace_in("input/kim.md", "9.000 Kilometer", "10.000 Kilometer")


def test_a_new_version_that_waits_is_said_at_every_run(settings: Settings, command: Call) -> None:
    Project(settings).run()
    edit_and_change()
    for _ in range(3):
        code, out, _ = command("run")
        assert code == 0
        assert "edited by hand: new version beside" in out
        assert "Waiting: output/en/kim.new.md" in out
        assert "1 new file waiting beside" in out
    data = json.loads(command("run", "--json")[1])
    assert data["articles"][0]["versions"][1]["waiting"] == ["output/en/kim.new.md"]


@pytest.mark.parametrize("resolve", [NEW.unlink, lambda: NEW.replace(EN)])
def test_it_is_said_until_somebody_deletes_or_takes_it(
    settings: Settings, resolve: Callable[[], object]
) -> None:
    Project(settings).run()
    edit_and_change()
    Project(settings).run()
    resolve()
    assert english(Project(settings).run()).action is Action.UNCHANGED
    assert not NEW.exists()


def test_force_resolves_it_unless_the_waiting_text_was_edited(settings: Settings) -> None:
    Project(settings).run()
    edit_and_change()
    Project(settings).run()
    Project(replace(settings, force=True)).run()
    assert english(Project(settings).run()).waiting == ()
    replace_in(NEW, "en:Der", "The")
    assert english(Project(settings).run()).waiting == ("output/en/kim.new.md",)


def test_a_later_change_replaces_what_waits(settings: Settings) -> None:
    for name in ("md", "txt"):
        Project(replace(settings, formats=("md", "txt"))).run()
        path = Path(f"output/en/kim.{name}")
        path.write_text(path.read_text(encoding="utf-8") + "\nA note.\n", encoding="utf-8")
    for number in ("10.000", "11.000", "12.000"):
        Path("input/kim.md").write_text(
            f"# Kim reist\n\nDer Zug fährt am Montag {number} Kilometer nach Moskau.\n"
        )
        report = english(Project(replace(settings, formats=("md", "txt"))).run())
        assert report.waiting == ("output/en/kim.new.md", "output/en/kim.new.txt")
        for path in report.waiting:
            assert number.partition(".")[0] in Path(path).read_text(encoding="utf-8")


def test_an_edit_of_the_waiting_text_is_safe_too(settings: Settings) -> None:
    Project(settings).run()
    edit_and_change()
    Project(settings).run()
    replace_in(NEW, "en:Der", "The")
    edited = NEW.read_bytes()
    replace_in("input/kim.md", "10.000 Kilometer", "11.000 Kilometer")
    report = english(Project(settings).run())
    assert NEW.read_bytes() == edited
    assert report.waiting == ("output/en/kim.new.md", "output/en/kim.new-2.md")


def test_an_edit_is_paired_with_the_text_it_was_made_from(
    settings: Settings, command: Call
) -> None:
    Project(settings).run()
    edit_and_change()
    Project(settings).run()
    _, out, err = command("memory", "learn")
    assert "9.000 Kilometer lange Strecke" in out
    assert "10.000" not in out
    assert "not learned" not in err


def test_several_changes_later_it_still_is(settings: Settings, command: Call) -> None:
    Project(settings).run()
    edit_and_change()
    Project(settings).run()
    replace_in("input/kim.md", "eine Woche", "zwei Wochen")
    Project(settings).run()
    assert "9.000 Kilometer lange Strecke etwa eine Woche" in command("memory", "learn")[1]


def test_what_was_taken_over_and_edited_is_paired_with_the_new_text(
    settings: Settings, command: Call
) -> None:
    Project(settings).run()
    edit_and_change()
    Project(settings).run()
    NEW.replace(EN)
    replace_in(EN, "en:die en:10.000", "the 10,000")
    assert "10.000 Kilometer lange Strecke" in command("memory", "learn")[1]


def test_two_sentences_that_became_one_are_named_and_not_learned(
    settings: Settings, command: Call
) -> None:
    Project(settings).run()
    text = EN.read_text(encoding="utf-8").split("\n\n")
    (both,) = (number for number, part in enumerate(text) if "en:November" in part)
    text[both] = text[both].replace("en:gereist. en:Das", "en:gereist, en:das")
    EN.write_text("\n\n".join(text), encoding="utf-8")
    _, out, err = command("memory", "learn")
    assert out == ""
    assert "not learned: sentences became one" in err
    assert "= Kim Jong Un ist am Montag nach Moskau gereist. Das teilte" in err
    assert "0 corrections learned" in err


FACTS = """
# Treffen in Wien

Am 6. November traf sich Bundeskanzler Friedrich Merz in Wien mit 27 Ministern.

Die Gespräche dauerten lange.
"""


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        ("On 6 November Chancellor Friedrich Merz met 24 ministers in Vienna.", "27"),
        ("On 6 December Chancellor Friedrich Merz met 27 ministers in Vienna.", "6. November"),
        ("On 6 November Chancellor Olaf Scholz met 27 ministers in Vienna.", "Merz"),
        ("On 6 November Chancellor Friedrich Merz met 27 ministers in Vienna.", ""),
    ],
)
def test_a_pair_that_contradicts_itself_is_named_and_not_learned(
    settings: Settings, command: Call, edit: str, reason: str
) -> None:
    Path("input/kim.md").write_text(FACTS, encoding="utf-8")
    Project(settings).run()
    text = EN.read_text(encoding="utf-8").split("\n\n")
    text[4:6] = [edit, "The talks took a long time."]
    EN.write_text("\n\n".join(text), encoding="utf-8")
    _, out, err = command("memory", "learn")
    assert "Die Gespräche dauerten lange.\n    → The talks took a long time." in out
    assert ("not learned: " in err) == bool(reason)
    assert reason in err
    assert ("1 correction learned" if reason else "2 corrections learned") in err
    assert (edit in out) == (not reason)


@pytest.mark.parametrize(
    ("draft", "edit", "reason"),
    [
        ("A ship burned in Bremen.", "A barn burned in Hamburg.", '"Bremen" became Hamburg'),
        ("A ship burned in Bremen.", "A ship caught fire in Bremen.", ""),
        ("Merz was in Bremen.", "Yesterday Scholz was in Bremen.", '"Merz" became Scholz'),
        ("It rains in Wien.", "It rains in Vienna.", ""),
        ("The Bundeskanzler spoke.", "The Chancellor spoke.", ""),
        ("He met Selenskyj.", "He met Zelensky.", ""),
    ],
)
def test_a_name_that_became_quite_another_is_a_contradiction(
    draft: str, edit: str, reason: str
) -> None:
    source = "Merz, Selenskyj und der Bundeskanzler reisten nach Wien und Bremen."
    assert renamed(source, draft, edit, ("de", "en"), ()) == ([reason] if reason else [])


def test_a_name_in_a_term_of_the_house_may_change(settings: Settings, command: Call) -> None:
    Path("input/kim.md").write_text(FACTS, encoding="utf-8")
    Project(settings).run()
    Path("glossary/names.csv").write_text(
        "de,en\nFriedrich Merz,the chancellor\n", encoding="utf-8"
    )
    text = EN.read_text(encoding="utf-8").split("\n\n")
    text[4] = "On 6 November the chancellor met 27 ministers in Vienna."
    EN.write_text("\n\n".join(text), encoding="utf-8")
    assert text[4] in command("memory", "learn")[1]


def test_taking_a_paragraph_out_is_no_empty_translation(settings: Settings, command: Call) -> None:
    Project(settings).run()
    assert "Kim Jong Un ist am Montag" in command("check")[1]
    text = EN.read_text(encoding="utf-8").split("\n\n")
    EN.write_text("\n\n".join(p for p in text if "en:November" not in p), encoding="utf-8")
    out = command("check")[1]
    assert "the translation is empty" not in out
    assert "Kim Jong Un ist am Montag" not in out  # nor is what was taken out checked
    assert "paragraphs, headings and list items; the source has" in out


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_emptied_file_is_written_again(settings: Settings, name: str, content: bytes) -> None:
    settings = replace(settings, formats=ALL)
    Project(settings).run()
    path = Path(f"output/en/kim.{name}")
    before = path.read_bytes()
    path.write_bytes(content)
    assert english(Project(settings).run()).action is not Action.UNCHANGED
    assert path.read_bytes() == before
    assert not list(Path("output").rglob("*.new*"))


def test_another_format_does_not_put_the_same_text_beside_an_edit(settings: Settings) -> None:
    Project(settings).run()
    replace_in(EN, "en:Lange", "Long")
    Project(replace(settings, formats=("md", "html"))).run()
    assert Path("output/en/kim.html").exists()
    assert not NEW.exists()


def test_losing_the_state_puts_no_text_beside_that_the_edit_was_made_from(
    settings: Settings,
) -> None:
    Project(settings).run()
    replace_in(EN, "en:Lange", "Long")
    shutil.rmtree(".translator/versions")
    Project(settings).run()
    assert "Long" in EN.read_text(encoding="utf-8")
    assert not NEW.exists()
