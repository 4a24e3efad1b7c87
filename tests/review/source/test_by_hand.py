"""The published source version edited in its file: what was done there counts for every language."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.project import Project
from translator.review.source.store import load_edits

Call = Callable[..., tuple[int, str, str]]
SOURCE = Path("output/de/kim.md")
TARGET = Path("output/en/kim.md")


@pytest.fixture
def published(project: Path) -> Project:
    opened = Project()
    opened.run()
    return opened


def edit(path: Path, *changes: tuple[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return text


def words(path: Path) -> str:
    """Return a version without what the fake engine says before every word."""
    return path.read_text(encoding="utf-8").replace("en:", "")


def test_a_sentence_mended_in_the_file_is_translated_anew_and_the_file_is_ours_again(
    published: Project, command: Call
) -> None:
    edit(SOURCE, ("etwa eine Woche", "etwa zehn Tage"), ("## Lange Fahrt\n\n", ""))
    code, out, err = command("run")
    assert code == 0
    assert "Taken over from the source version of input/kim.md: 1 dropped, 1 corrected" in out + err
    assert "zehn Tage" in words(TARGET)
    assert "Lange Fahrt" not in words(TARGET)
    assert not list(Path("output").rglob("*.new.md"))
    mended = SOURCE.read_bytes()
    _, out, err = command("run")
    assert "2 unchanged" in out + err
    assert SOURCE.read_bytes() == mended
    assert Project().run().articles[0].taken == ()


def test_what_is_put_back_in_the_file_is_put_back_everywhere(published: Project) -> None:
    before = words(TARGET)
    edit(SOURCE, ("## Lange Fahrt\n\n", ""))
    Project().run()
    assert words(TARGET) != before
    edit(SOURCE, ("Der Zug", "## Lange Fahrt\n\nDer Zug"))
    Project().run()
    assert words(TARGET) == before
    assert load_edits(published.settings.state, "kim").edits == ()


def test_it_holds_when_the_article_is_scraped_again(published: Project) -> None:
    edit(SOURCE, ("etwa eine Woche", "etwa zehn Tage"))
    Project().run()
    edit(Path("input/kim.md"), ("ist am Montag nach", "ist am Dienstag nach"))
    Project().run()
    assert "zehn Tage" in words(TARGET)
    assert "am Dienstag" in words(TARGET)
    assert "zehn Tage" in words(SOURCE)


def test_the_article_and_the_file_may_change_at_once(published: Project, command: Call) -> None:
    edit(SOURCE, ("etwa eine Woche", "etwa zehn Tage"))
    edit(Path("input/kim.md"), ("ist am Montag nach", "ist am Dienstag nach"))
    command("run")
    for text in ("zehn Tage", "am Dienstag"):
        assert text in words(TARGET)
        assert text in words(SOURCE.with_name("kim.new.md"))  # a person's file is not written over
    assert "am Montag" in words(SOURCE)
    _, out, err = command("run")
    assert "Waiting: output/de/kim.new.md" in out + err


@pytest.mark.parametrize(
    "own",
    [
        ('author: "Anna"\n', ""),
        ("", "<!-- noch fragen: stimmt das Datum? -->\n\n"),
        ("", '<div class="karte" data-ort="Moskau"></div>\n\n'),
    ],
)
def test_a_file_with_something_of_its_own_stays_as_it_is_and_its_text_counts(
    published: Project, own: tuple[str, str]
) -> None:
    front, comment = own
    mine = edit(
        SOURCE,
        ("title:", f"{front}title:"),
        ("etwa eine Woche", "etwa zehn Tage"),
        ("Der Zug", f"{comment}Der Zug"),
    )
    Project().run()
    assert SOURCE.read_text(encoding="utf-8") == mine
    assert "zehn Tage" in words(TARGET)
    assert not list(Path("output").rglob("*.new.md"))
    edit(SOURCE, ("zehn Tage", "elf Tage"))  # and so does what is changed in it later
    Project().run()
    assert "elf Tage" in words(TARGET)
    edit(SOURCE, ("elf Tage", "eine Woche"))
    Project().run()
    assert "eine Woche" in words(TARGET)
    assert load_edits(published.settings.state, "kim").edits == ()


def test_the_headline_may_be_corrected_in_the_text_or_in_the_front_matter(
    published: Project,
) -> None:
    edit(SOURCE, ("# Kim reist nach Moskau", "# Kim fährt nach Moskau"))
    Project().run()
    assert "# Kim fährt nach Moskau" in words(TARGET)
    assert '"Kim fährt nach Moskau"' in words(SOURCE)
    edit(SOURCE, ('title: "Kim fährt nach Moskau"', 'title: "Kim fliegt nach Moskau"'))
    Project().run()
    assert "# Kim fliegt nach Moskau" in words(TARGET)


def test_a_version_that_somebody_reviewed_waits_beside(published: Project) -> None:
    list(published.review.accept([TARGET], by="Anna Beispiel"))
    reviewed = TARGET.read_bytes()
    edit(SOURCE, ("etwa eine Woche", "etwa zehn Tage"))
    Project().run()
    assert TARGET.read_bytes() == reviewed
    assert "zehn Tage" in words(TARGET.with_name("kim.new.md"))


def test_a_dry_run_takes_nothing_over(published: Project) -> None:
    mine = edit(SOURCE, ("etwa eine Woche", "etwa zehn Tage"))
    Project(dry_run=True).run()
    assert SOURCE.read_text(encoding="utf-8") == mine
    assert load_edits(published.settings.state, "kim").edits == ()
    Project().run()
    assert "zehn Tage" in words(TARGET)


def test_with_force_the_article_is_made_as_it_is_on_the_page(published: Project) -> None:
    mine = edit(SOURCE, ("etwa eine Woche", "etwa zehn Tage"))
    Project(force=True).run()
    assert SOURCE.with_name("kim.bak.md").read_text(encoding="utf-8") == mine
    assert "eine Woche" in words(TARGET)


def test_a_lost_record_costs_no_edit(published: Project) -> None:
    """The file itself says that people had a hand in it, and is read back."""
    edit(SOURCE, ("etwa eine Woche", "etwa zehn Tage"), ("## Lange Fahrt\n\n", ""))
    Project().run()
    before = {path: path.read_bytes() for path in Path("output").rglob("*.md")}
    shutil.rmtree(published.settings.state)
    Project().run()
    Project().run()
    assert {path: path.read_bytes() for path in Path("output").rglob("*.md")} == before
    assert len(load_edits(published.settings.state, "kim").edits) == 2


def test_with_a_lost_record_and_another_article_the_file_stays(published: Project) -> None:
    mine = edit(SOURCE, ("etwa eine Woche", "etwa zehn Tage"))
    Project().run()
    mine = SOURCE.read_text(encoding="utf-8")
    shutil.rmtree(published.settings.state)
    edit(Path("input/kim.md"), ("ist am Montag nach", "ist am Dienstag nach"))
    Project().run()
    assert SOURCE.read_text(encoding="utf-8") == mine
    assert "am Dienstag" in words(SOURCE.with_name("kim.new.md"))
