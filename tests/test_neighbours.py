"""Inputs that come, go and share a name: nothing is overwritten, moved or left in silence."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator.project import Project
from translator.report import Report
from translator.settings import Settings, load_settings

Call = Callable[..., tuple[int, str, str]]
OTHER = "# Sturm an der Küste\n\nDer Sturm kam am Abend und blieb die ganze Nacht über der Küste.\n"
PAGE = """<!doctype html><html lang="de"><head><title>Deich</title></head><body><article>
<h1>Deich wird erhöht</h1><p>Der Deich an der Küste wird in diesem Jahr um einen Meter erhöht.</p>
<p>Die Arbeiten beginnen im Frühjahr, wie die Behörde am Montag mitteilte.</p></article></body></html>
"""


@pytest.fixture
def settings(project: Path) -> Settings:
    (project / "input/kim.md").unlink()
    return load_settings()


def put(name: str, text: str = OTHER) -> Path:
    path = Path("input", name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def published() -> dict[str, bytes]:
    return {p.relative_to("output").as_posix(): p.read_bytes() for p in Path("output/en").iterdir()}


def edit(name: str) -> bytes:
    path = Path("output/en", name)
    path.write_text(path.read_text(encoding="utf-8").replace("en:D", "D"), encoding="utf-8")
    return path.read_bytes()


def errors(report: Report) -> list[str]:
    return [article.error for article in report.articles if article.error]


def test_a_second_input_of_the_same_name_leaves_the_first_where_it_is(settings: Settings) -> None:
    put("deich.html", PAGE)
    Project(settings).run()
    edited = edit("deich.md")
    put("deich.txt")
    for _ in range(2):
        report = Project(settings).run()
        assert published().keys() == {"en/deich.md", "en/deich-txt.md"}
        assert published()["en/deich.md"] == edited
        assert report.left == ()
    Path("input/deich.html").unlink()
    before = published()
    report = Project(settings).run()
    assert published() == before
    assert [(left.source, left.paths) for left in report.left] == [
        ("input/deich.html", ("output/de/deich.md", "output/en/deich.md"))
    ]


def test_the_place_of_an_input_that_is_gone_is_not_given_away(settings: Settings) -> None:
    put("deich.html", PAGE)
    Project(settings).run()
    Path("input/deich.html").unlink()
    put("deich.md")
    before = published()["en/deich.md"]
    Project(settings).run()
    assert published()["en/deich.md"] == before
    assert "en/deich-md.md" in published()


def test_inputs_that_come_together_are_both_named_by_their_kind(settings: Settings) -> None:
    put("deich.html", PAGE)
    put("deich.txt")
    Project(settings).run()
    assert published().keys() == {"en/deich-html.md", "en/deich-txt.md"}
    Path("input/deich.txt").unlink()
    Project(settings).run()
    assert published().keys() == {"en/deich-html.md", "en/deich-txt.md"}


def test_an_article_that_was_moved_once_goes_back_to_its_first_place(settings: Settings) -> None:
    """0.1.0 moved deich to deich-html when deich.txt came, and left the edited deich behind."""
    put("deich.html", PAGE)
    Project(settings).run()
    edited = edit("deich.md")
    for lang in ("de", "en"):
        record = Path(f".translator/versions/{lang}/deich.json")
        moved = record.read_text(encoding="utf-8").replace("/deich.md", "/deich-html.md")
        record.with_name("deich-html.json").write_text(moved, encoding="utf-8")
        Path(f"output/{lang}/deich-html.md").write_text("moved", encoding="utf-8")
    before = published()
    report = Project(settings).run()
    assert published() == before
    assert before["en/deich.md"] == edited
    assert [(left.published_as, left.paths) for left in report.left] == [
        ("deich", ("output/de/deich-html.md", "output/en/deich-html.md"))
    ]


def test_a_renamed_input_is_recognised(settings: Settings, command: Call) -> None:
    put("sturm.md")
    Project(settings).run()
    Path("input/sturm.md").rename("input/orkan.md")
    for _ in range(2):
        _, out, _ = command("run")
        assert (
            "Left behind: input/sturm.md is gone (input/orkan.md has the same content); left as "
            "they are: output/de/sturm.md, output/en/sturm.md"
        ) in out
    Path("output/de/sturm.md").unlink()
    Path("output/en/sturm.md").unlink()
    assert "Left behind" not in command("run")[1]


def test_a_run_over_one_article_names_no_other_that_is_still_there(settings: Settings) -> None:
    put("eins.md")
    put("zwei.md")
    Project(settings).run()
    assert Project(replace(settings, inputs=(Path("input/eins.md"),))).run().left == ()


@pytest.mark.parametrize("name", ["deich.new.md", "deich.NEW.html", "deich.new-2.txt"])
def test_an_input_named_like_a_new_version_is_published_elsewhere(
    settings: Settings, name: str
) -> None:
    put("deich.md")
    put(name, PAGE)
    Project(settings).run()
    edit("deich.md")
    before = published()
    assert len(before) == 2
    put("deich.md", OTHER.replace("Abend", "Morgen"))
    Project(settings).run()
    assert published() == before | {"en/deich.new.md": Path("output/en/deich.new.md").read_bytes()}


def test_an_input_named_like_a_backup_is_safe_from_force(settings: Settings) -> None:
    put("deich.md")
    put("deich.bak.md", PAGE)
    Project(settings).run()
    edited = edit("deich.md")
    before = published()
    Project(replace(settings, force=True)).run()
    assert published()["en/deich-bak.md"] == before["en/deich-bak.md"]
    assert published()["en/deich.bak.md"] == edited


def test_names_that_a_file_system_may_take_for_one_get_two_places(settings: Settings) -> None:
    composed = unicodedata.normalize("NFC", "Küste.md")
    decomposed = unicodedata.normalize("NFD", "Küste.md")
    for name in (composed, decomposed, "küste.md"):
        put(name, OTHER.replace("Sturm", f"Sturm {len(name)}{name[0]}"))
    Project(settings).run()
    keys = {unicodedata.normalize("NFC", name).casefold() for name in published()}
    assert len(keys) == 3
    before = published()
    Project(settings).run()
    assert published() == before


@pytest.mark.parametrize("letter", ["x", "ä"])
def test_a_name_that_is_too_long_fails_before_anything_is_written(
    settings: Settings, letter: str
) -> None:
    name = letter * (251 // len(letter.encode()))
    put(f"{name}.txt")
    put("kurz.md")
    report = Project(settings).run()
    (error,) = errors(report)
    assert "too many to publish it under" in error
    assert "(rename it to at most 246 bytes)" in error
    assert [p for p in published() if name in p] == []
    assert "en/kurz.md" in published()


def test_the_longest_name_that_fits_is_published_edited_and_renewed(settings: Settings) -> None:
    name = "x" * (255 - len(".new-2.json"))
    put(f"{name}.txt")
    Project(settings).run()
    edit(f"{name}.md")
    put(f"{name}.txt", OTHER.replace("Abend", "Morgen"))
    assert errors(Project(settings).run()) == []
    assert f"en/{name}.new.md" in published()
