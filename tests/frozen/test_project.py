"""A project as the program left it, with what people did to it, meets the program of today.

Of four articles three were edited, in one format each of four; an input changed after its version
was edited, so a new version waits beside it; the memory holds three corrections. Made by
``python -m benchmarks.frozen project``; the model's answers are recorded.
"""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks are not installed

from benchmarks.frozen import (
    CORRECTIONS,
    EDITS,
    FROZEN,
    LATER,
    PROJECT,
    WAITING,
    answering,
    replace_in,
    replayed,
)
from translator.language.typography import as_set
from translator.project import Project
from translator.publish.parts import parts_of
from translator.records import FORMAT, Records
from translator.report import Action, Report
from translator.settings import Settings, load_settings
from translator.standing import is_edited
from translator.translate.memory import MEMORY_FILE, Memory

Call = Callable[..., tuple[int, str, str]]
OF_PEOPLE = (*EDITS, WAITING)  # files that only a person may change or take away
# What the program of today writes otherwise, where nobody edited it: links and emphases lie on their
# words, no list of links stands at the end, and JSON says where each mark is. A new version that
# waits is made anew as well.
# Since program 4 all formats but plain text say how sure sentences are; since 5 the notice is on top,
# and our own keys of the front matter stand under one.
# It also has bylines as their language writes them, days included.
BYLINES = {f"output/de/{stem}.html" for stem in ("bibliothek", "leuchtturm")}
MADE_ANEW = {f"output/en/wetter.{name}" for name in ("html", "json", "md", "txt")} | BYLINES
MADE_ANEW |= {f"output/de/{name}.md" for name in ("wetter", "bibliothek", "leuchtturm")}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    shutil.copytree(PROJECT, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    for name in ("TRANSLATOR_MODELS_DIR", "XDG_DATA_HOME", "ARGOS_PACKAGES_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "no packages"))
    with answering(replayed(FROZEN / "project.answers.xz")):
        yield load_settings()


def files(root: Path = Path()) -> dict[str, bytes]:
    """Return what lies in a project, the program's own notes excepted."""
    found = {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    return {p.as_posix(): data for p, data in found.items() if p.parts[0] != ".translator"}


def actions(report: Report) -> dict[str, Action]:
    return {f"{v.lang} {Path(a.name).stem}": v.action for a in report.articles for v in a.versions}


def assert_people_have_what_they_had(*, waiting_anew: bool = False) -> None:
    now, before = files(), files(PROJECT)
    assert {name: now.get(name) for name in EDITS} == {name: before[name] for name in EDITS}
    assert WAITING in now
    assert waiting_anew or now[WAITING] == before[WAITING]
    with Memory(load_settings().state / MEMORY_FILE) as memory:
        assert set(memory.corrections()) == set(CORRECTIONS)


def test_the_project_holds_what_it_should(settings: Settings) -> None:
    assert {Path(name).suffix for name in EDITS} == {".md", ".html", ".json", ".txt"}
    for name, (_, text) in EDITS.items():
        assert text in Path(name).read_text(encoding="utf-8")
    assert CORRECTIONS[0].target in Path("output/en/wetter.txt").read_text(encoding="utf-8")
    assert_people_have_what_they_had()


def test_a_newer_program_makes_anew_what_nobody_edited(settings: Settings) -> None:
    """The third one puts links and emphases on the words of translations, and translates credits."""
    for _ in range(2):
        report = Project(settings).run()
        assert {name for name, action in actions(report).items() if action is Action.OLDER} == {
            "en bibliothek",
            "de markt",
            "en markt",
        }
        assert actions(report)["en leuchtturm"] is Action.KEPT_BESIDE
        assert set(files()) == set(files(PROJECT))
        changed = {name for name, data in files(PROJECT).items() if files()[name] != data}
        assert changed <= MADE_ANEW
        assert_people_have_what_they_had()


def test_records_are_carried_over(settings: Settings) -> None:
    """The project was frozen with records of format 2, in two folders."""
    kept = {lang: Records(settings.state).get(lang, "bibliothek") for lang in ("de", "en")}
    assert [record.format for record in kept.values() if record] == [2, 2]
    Project(settings).run()
    for stem in ("bibliothek", "leuchtturm", "stadt/markt", "wetter"):
        for lang, record in Records(settings.state).versions(stem).items():
            data = json.loads((settings.state / "versions" / lang / f"{stem}.json").read_bytes())
            assert data["format"] in (2, FORMAT)
            assert data["format"] == FORMAT or is_edited(record, settings)
    assert not (settings.state / "manifest/bibliothek.json").exists()
    now = Records(settings.state).get("en", "bibliothek")
    before = kept["en"]
    assert now
    assert before
    assert (now.article, now.segments) == (before.article, before.segments)


def test_the_new_version_that_waits_is_said(settings: Settings, command: Call) -> None:
    code, out, _ = command("run")
    assert code == 0
    assert f"Waiting: {WAITING}" in out
    assert_people_have_what_they_had()


def test_edits_stay_when_their_articles_change(settings: Settings) -> None:
    replace_in(Path(LATER[0]), *LATER[1:])
    for _ in range(2):
        report = Project(settings).run()
        assert actions(report)["en markt"] is Action.KEPT_BESIDE
        assert_people_have_what_they_had()
        others = set(files()) - set(files(PROJECT))
        assert others == {"output/en/stadt/markt.new.json", "output/de/stadt/markt.new.txt"}
        changed = {name for name, data in files(PROJECT).items() if files()[name] != data}
        published = {
            f"output/{la}/stadt/markt.{f}" for la in ("de", "en") for f in settings.formats
        }
        assert changed == (published - set(EDITS)) | {LATER[0]} | MADE_ANEW


@pytest.mark.parametrize("how", ["renew", "everything is lost"])
def test_edits_stay_whatever_is_asked_for(settings: Settings, how: str) -> None:
    """Without its records the program takes every file that is there for a person's."""
    if how == "renew":
        Project(replace(settings, renew=True)).run()
    else:
        for name in ("manifest", "versions", "edited"):
            shutil.rmtree(settings.state / name)
        Project(settings).run()
    assert_people_have_what_they_had(waiting_anew=True)


def plain(published: bytes) -> str:
    """Return the words of a version's body, without the links over them."""
    _, said, text = published.decode().partition("\n# ")
    return re.sub(r"\[|\]\(<[^>]*>\)", "", said + text.split("---")[0].strip())


def test_by_force_the_same_bytes_come_out_and_edits_are_backed_up(settings: Settings) -> None:
    """What nobody edited is made anew as it was; this goes with the test that nothing is done."""
    Project(replace(settings, force=True)).run()
    before, now = files(PROJECT), files()
    backups = {name: name.replace(".", ".bak.") for name in EDITS}
    assert {name: now.get(backup) for name, backup in backups.items()} == {
        name: before[name] for name in EDITS
    }
    # Of the headline the one ladder for terms and facts takes another hypothesis.
    anew = plain(now["output/en/leuchtturm.md"]).replace("Sandholm’s light", "Sandholm light")
    assert anew == as_set(plain(before[WAITING]), "en")
    assert set(now) - set(before) == set(backups.values())
    # Translations have their links elsewhere since program 3; nothing else may differ.
    same = {name for name in before if not name.startswith("output/en/")} - set(EDITS) - BYLINES
    for name in same:
        if name.startswith("output/") and name.endswith(".md"):
            assert parts_of(now[name]).digest == parts_of(before[name]).digest
        else:
            assert now[name] == before[name]


def test_edits_are_learned_from(settings: Settings, command: Call) -> None:
    code, out, _ = command("memory", "learn")
    assert code == 0
    assert "Handwerker aus drei Orten bauen sie aus Eichenholz." in out
    with Memory(settings.state / MEMORY_FILE) as memory:
        learned = {entry.target for entry in memory.corrections()}
    assert learned > {entry.target for entry in CORRECTIONS}
    assert "Craftsmen from three villages are building them of oak." in learned
