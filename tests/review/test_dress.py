"""Another flavour in the settings: all files follow, and no text, state or name is lost on the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from translator.article import ReviewState
from translator.project import Project
from translator.publish.flavours import FLAVOURS
from translator.publish.parts import parts_of
from translator.publish.read import read_version
from translator.review.resolve import Way
from translator.seal import is_sealed
from translator.settings import load_settings

Call = Callable[..., tuple[int, str, str]]
EN = Path("output/en/kim.md")
SETTINGS = Path("translator.toml")
AT = "2026-11-26T22:07:00Z"
PAIRS = list(permutations(FLAVOURS, 2))
HEADLINE = "# en:Kim en:reist en:nach en:Moskau Moscow"


def publish(flavour: str, *, draft: bool = False) -> Project:
    """Run with a flavour; every other setting stays what it is."""
    text = SETTINGS.read_text(encoding="utf-8").partition("[publish]")[0]
    also = "draft = true\n" if draft else ""
    SETTINGS.write_text(f'{text}[publish]\nflavour = "{flavour}"\n{also}', encoding="utf-8")
    project = Project(load_settings())
    assert not any(article.failed for article in project.run().articles)
    return Project(load_settings())


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def accept(project: Project, *, final: bool = False) -> None:
    list(project.review.accept([EN], by="Anna Beispiel", at=AT, final=final))


def is_dressed(path: Path, flavour: str) -> bool:
    parts = parts_of(path.read_bytes())
    raw = path.read_text(encoding="utf-8")
    return parts.flavour.name == flavour and raw.count("\n# ") == FLAVOURS[flavour].headline


def body_of(path: Path) -> str:
    """Return the text of a file to the letter, all but its headline."""
    text = path.read_text(encoding="utf-8")
    found = re.split(r"\n---\n|\n\n", text, maxsplit=1)[1]
    return re.sub(r"(?m)^# [^\n]*\n+", "", found).strip()


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_nobody_edited_is_what_a_new_project_would_have(
    project: Path, before: str, after: str
) -> None:
    publish(before)
    publish(after)
    found = {path: path.read_bytes() for path in sorted(Path("output").rglob("*.md"))}
    assert len(found) == 2
    for path in found:
        path.unlink()
    publish(after)
    assert {path: path.read_bytes() for path in found} == found
    assert all(is_dressed(path, after) for path in found)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_an_edited_version_keeps_its_text_and_its_keys(
    project: Path, before: str, after: str, command: Call
) -> None:
    publish(before)
    replace_in(EN, "en:Lange", "Long ~~way~~  \nand *so* on{name}")
    front = 'weight: 3\naliases: ["/a/", "/b/"]\n' if before != "pelican" else "Weight: 3\n"
    replace_in(EN, "provenance:\n", f"{front}provenance:\n")
    body = body_of(EN)
    done = publish(after)
    assert is_dressed(EN, after)
    assert body_of(EN) == body
    assert done.review.show(EN).state is ReviewState.EDITED
    assert not is_sealed(EN.read_bytes())
    assert not list(Path("output").rglob("*.new.md"))
    values = parts_of(EN.read_bytes()).values
    assert str(values.get("weight", values.get("Weight"))) == "3"
    assert "2 unchanged" in command("run")[1]
    assert body_of(EN) == body


@pytest.mark.parametrize("after", ["hugo", "mkdocs", "plain"])
def test_keys_of_several_lines_become_header_lines_and_no_text(project: Path, after: str) -> None:
    publish("hugo")
    body = body_of(EN)
    keys = "note: |\n  first line\n\n  second line\nmenu:\n  main:\n    weight: 3\n"
    replace_in(EN, "provenance:\n", f"{keys}provenance:\n")
    publish("pelican")
    assert is_dressed(EN, "pelican")
    assert body_of(EN) == body
    assert "\nnote: first line second line\n" in EN.read_text(encoding="utf-8")
    assert '\nmenu: {"main": {"weight": 3}}\n' in EN.read_text(encoding="utf-8")
    publish(after)
    assert is_dressed(EN, after)
    assert body_of(EN) == body


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_reviewed_version_stays_reviewed_and_final(
    project: Path, before: str, after: str
) -> None:
    published = publish(before)
    replace_in(EN, "en:Lange", "Long")
    accept(published)
    body = body_of(EN)
    for final in (False, True):
        if final:
            published = publish(before)
            accept(published, final=True)
        done = publish(after)
        found = done.review.show(EN)
        assert found.state is (ReviewState.FINAL if final else ReviewState.REVIEWED)
        assert found.review
        assert found.review.by == "Anna Beispiel"
        assert is_sealed(EN.read_bytes())
        assert is_dressed(EN, after)
        assert "Long en:Fahrt" in body_of(EN)
        assert done.run().reminders() == []
    assert len(body_of(EN)) >= len(body) - 2


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_headline_that_somebody_changed_is_the_headline(
    project: Path, before: str, after: str
) -> None:
    publish(before)
    if FLAVOURS[before].headline:
        replace_in(EN, HEADLINE, "# Kim: 3 < 4 & more")
    else:
        text = EN.read_text(encoding="utf-8")
        said = re.sub(r"(?m)^(title: ).*$", r"\1'Kim: 3 < 4 & more'", text)
        said = re.sub(r"(?m)^(Title: ).*$", r"\1Kim: 3 < 4 & more", said)
        EN.write_text(said, encoding="utf-8")
    assert read_version(EN).title == "Kim: 3 < 4 & more"
    done = publish(after)
    assert read_version(EN).title == "Kim: 3 < 4 & more"
    assert done.review.show(EN).changed == 1
    assert is_dressed(EN, after)


@pytest.mark.parametrize("after", ["hugo", "mkdocs", "pelican"])
def test_what_waits_beside_follows_and_can_be_resolved(project: Path, after: str) -> None:
    publish("plain")
    replace_in(EN, "en:Lange", "Long")
    replace_in(Path("input/kim.md"), "eine Woche", "einen Monat")
    publish("plain")
    beside = EN.with_name("kim.new.md")
    assert beside.is_file()
    done = publish(after)
    assert is_dressed(EN, after)
    assert is_dressed(beside, after)
    assert done.review.show(EN).draft  # what it was made from is still known
    assert done.review.show(EN).changed == 1
    done.review.resolve(EN, Way.MERGE)
    text = EN.read_text(encoding="utf-8")
    assert "Long en:Fahrt" in text
    assert "en:Monat" in text
    assert is_dressed(EN, after)
    assert not beside.exists()


def test_a_draft_is_one_until_somebody_has_reviewed_it(project: Path) -> None:
    published = publish("hugo", draft=True)
    de = Path("output/de/kim.md")
    assert read_version(EN).front["draft"] is True
    assert "draft" not in read_version(de).front
    accept(published)
    assert "draft" not in read_version(EN).front
    publish("pelican", draft=True)
    assert "Status:" not in EN.read_text(encoding="utf-8")
    replace_in(EN, "en:Lange", "Long")
    publish("mkdocs", draft=True)


def test_a_draft_of_pelican_has_its_status(project: Path) -> None:
    published = publish("pelican", draft=True)
    assert "\nStatus: draft\n" in EN.read_text(encoding="utf-8")
    publish("pelican")
    assert "Status:" not in EN.read_text(encoding="utf-8")
    replace_in(EN, "en:Lange", "Long")
    publish("hugo", draft=True)
    assert read_version(EN).front["draft"] is True
    accept(published)
    assert "draft" not in read_version(EN).front


def test_a_version_of_0_1_0_that_somebody_edited_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """0.1.0 had all keys at the top."""

    home = Path(__file__).parents[1] / "published_by_0_1_0"
    shutil.copytree(home, tmp_path / "old")
    monkeypatch.chdir(tmp_path / "old")
    path = Path("output/en/hafen.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n\n**", "\n\nAdded.\n\n**", 1), encoding="utf-8")
    settings = (tmp_path / "old/translator.toml").read_text(encoding="utf-8")
    Path("translator.toml").write_text(f'{settings}\n[publish]\nflavour = "hugo"\n', "utf-8")
    assert not any(a.failed for a in Project(load_settings()).run().articles)
    assert is_dressed(path, "hugo")
    assert "Added." in path.read_text(encoding="utf-8")
    assert not list(Path("output").rglob("*.new*"))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('flavour = "jekyl"', "publish.flavour: 'jekyl' is not known (one of plain, hugo"),
        ("flavour = 3", "publish.flavour must be a text, not a whole number"),
        ("draft = 'yes'", "publish.draft must be true or false, not a text"),
        ("drafts = true", "unknown key publish.drafts (known: flavour, draft, typography)"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(
    project: Path, command: Call, written: str, message: str
) -> None:
    text = SETTINGS.read_text(encoding="utf-8")
    SETTINGS.write_text(f"{text}[publish]\n{written}\n", encoding="utf-8")
    code, _, err = command("run")
    assert code == 2
    assert message in err
    assert err.count("\n") == 1


def test_start_pages_of_the_house_are_left_alone(project: Path, command: Call) -> None:
    publish("hugo")
    for name in ("index.md", "_index.md"):
        EN.with_name(name).write_text("# Welcome\n", encoding="utf-8")
    assert command("check")[0] == 0
    assert "index" not in command("review", "list")[1]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_our_own_site_is_built_of_any_flavour(project: Path, flavour: str) -> None:
    published = publish(flavour)
    replace_in(EN, "en:Lange", "Long")
    published.site()
    page = Path("output/site/en/kim.html").read_text(encoding="utf-8")
    assert page.count("en:Kim en:reist en:nach en:Moskau Moscow</h1>") == 1
    assert "Long en:Fahrt" in page


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_another_headline_gets_to_where_the_flavour_has_it(project: Path, flavour: str) -> None:
    publish(flavour)
    parts = parts_of(EN.read_bytes())
    body = parts.body.replace(HEADLINE, "# Kim \\*travels\\* & more")
    assert body != parts.body
    EN.write_text(parts.file(noted=replace(parts.noted, text=body)), encoding="utf-8")
    assert read_version(EN).title == "Kim *travels* & more"
    assert is_dressed(EN, flavour)
    again = parts_of(EN.read_bytes())
    assert again.file(noted=replace(again.noted, text=parts.body)).encode() != b""
    assert again.body.split("\n", 2)[2] == parts.body.split("\n", 2)[2]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_without_our_notes_nothing_is_made_anew(project: Path, flavour: str) -> None:
    publish(flavour)
    before = EN.read_bytes()
    shutil.rmtree(".translator")
    publish(flavour)
    assert EN.read_bytes() == before
    assert not list(Path("output").rglob("*.new.md"))
