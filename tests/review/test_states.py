"""From a machine's draft to a version that somebody signs: what holds, and what takes it back."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator.article import ReviewState
from translator.errors import PublishError, UsageError
from translator.project import Project
from translator.publish.read import read_version
from translator.report import Action
from translator.seal import is_sealed
from translator.settings import Settings, load_settings

Call = Callable[..., tuple[int, str, str]]
EN = Path("output/en/kim.md")
ALL = ("md", "html", "json", "txt")
AT = "2026-11-26T22:07:00Z"
LATER = "2026-11-27T09:30:00Z"


@pytest.fixture
def settings(project: Path) -> Settings:
    return replace(load_settings(), formats=ALL)


@pytest.fixture
def published(settings: Settings) -> Project:
    Project(settings).run()
    return Project(settings)


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def accept(
    project: Project, by: str = "Anna Beispiel", at: str = AT, *, final: bool = False
) -> None:
    list(project.review.accept([EN], by=by, at=at, final=final))


def state(project: Project) -> ReviewState:
    return project.review.show(EN).state


def test_a_version_goes_from_machine_over_edited_and_reviewed_to_final(published: Project) -> None:
    assert state(published) is ReviewState.MACHINE
    replace_in(EN, "en:Lange", "Long")
    assert state(published) is ReviewState.EDITED
    accept(published)
    assert state(published) is ReviewState.REVIEWED
    accept(published, "Ben Muster", LATER, final=True)
    review = published.review.show(EN).review
    assert review
    assert (review.state, review.by, review.at) == ("final", "Anna Beispiel", AT)
    assert (review.final_by, review.final_at) == ("Ben Muster", LATER)
    assert (review.segments, review.changed) == (6, 1)


def test_front_matter_html_json_and_notices_say_who_vouches(published: Project) -> None:
    replace_in(EN, "en:Lange", "Long")
    accept(published)
    front = read_version(EN).front
    assert (front["review"], front["reviewed-by"], front["reviewed-at"]) == (
        "reviewed",
        "Anna Beispiel",
        AT,
    )
    assert (front["segments-reviewed"], front["segments-changed"]) == (6, 1)
    html = EN.with_suffix(".html").read_text(encoding="utf-8")
    assert '<meta name="translator:review" content="reviewed">' in html
    assert '<meta name="translator:reviewed-by" content="Anna Beispiel">' in html
    data = json.loads(EN.with_suffix(".json").read_bytes())
    assert (data["review"], data["reviewed_by"], data["segments_changed"]) == (
        "reviewed",
        "Anna Beispiel",
        1,
    )
    assert data["text_digest"] == front["text-digest"]
    for name in ("md", "html", "txt"):
        text = EN.with_suffix(f".{name}").read_text(encoding="utf-8")
        assert "Reviewed by Anna Beispiel on 26 November 2026." in text
        assert "Long en:Fahrt" in text
        assert "Not reviewed" not in text


def test_what_a_person_wrote_stays_to_the_letter(published: Project) -> None:
    replace_in(
        EN, "## en:Lange", "Text[^1] with <b>HTML</b>\nover two lines\n\n* a list\n\n## Long"
    )
    replace_in(EN, '---\ntitle: "', '---\nweight: 3\ntitle: "')
    body = EN.read_text(encoding="utf-8").split("---\n")[3]
    accept(published)
    text = EN.read_text(encoding="utf-8")
    assert text.split("---\n")[3] == body
    assert "weight: 3\n" in text


def test_a_headline_that_was_changed_in_the_text_is_the_headline(published: Project) -> None:
    replace_in(EN, "# en:Kim en:reist", "# Kim travels")
    accept(published)
    assert read_version(EN).front["title"] == "Kim travels en:nach en:Moskau Moscow"
    assert state(published) is ReviewState.REVIEWED


def test_an_edit_takes_the_acceptance_back_and_every_run_says_so(
    published: Project, command: Call
) -> None:
    accept(published)
    accept(published, final=True)
    replace_in(EN, "en:Lange", "Long")
    found = published.review.show(EN)
    assert found.state is ReviewState.EDITED
    assert found.taken_back
    assert found.taken_back.by == "Anna Beispiel"
    for _ in range(2):
        out = command("run")[1]
        assert "Taken back: output/en/kim.md was changed after Anna Beispiel accepted it" in out
    assert "accepted it; it counts as edited" in command("review", "list")[1]
    assert "nobody has accepted what stands here" in command("check")[1]
    with pytest.raises(UsageError, match="somebody changed it since"):
        accept(published, final=True)
    accept(published, "Ben Muster", LATER)
    assert "Taken back" not in command("run")[1]


@pytest.mark.parametrize("said", ["reviewed", "final"])
def test_a_state_cannot_be_typed_in(published: Project, command: Call, said: str) -> None:
    replace_in(EN, 'review: "machine"', f"review: {said}\n    reviewed-by: Me")
    assert state(published) is ReviewState.MACHINE
    assert f"says it is {said}, and nobody has accepted what stands here" in command("check")[1]
    replace_in(EN, "en:Lange", "Long")
    assert state(published) is ReviewState.EDITED
    assert "Me" not in command("review", "list")[1]
    assert Project().run().reminders() == []


def test_keys_about_the_text_take_nothing_back(published: Project) -> None:
    accept(published)
    replace_in(EN, 'lang: "en"', 'lang: "en"\ntags: [trains]')
    assert state(published) is ReviewState.REVIEWED


@pytest.mark.parametrize("by", ["", " \n"])
def test_somebody_has_to_be_named(published: Project, by: str) -> None:
    with pytest.raises(UsageError, match="nobody is named"):
        accept(published, by)


def test_only_what_is_reviewed_becomes_final(published: Project) -> None:
    with pytest.raises(UsageError, match="only what is reviewed becomes final"):
        accept(published, final=True)


def test_accepting_again_changes_nothing(published: Project) -> None:
    accept(published)
    before = {path: path.read_bytes() for path in EN.parent.iterdir()}
    (again,) = published.review.accept([EN], by="Ben Muster", at=LATER)
    assert not again.news
    assert {path: path.read_bytes() for path in EN.parent.iterdir()} == before


def test_what_was_accepted_is_nothing_a_run_may_replace(settings: Settings) -> None:
    Project(settings).run()
    accept(Project(settings))
    before = {path: path.read_bytes() for path in EN.parent.iterdir()}
    replace_in(Path("input/kim.md"), "9.000", "10.000")
    report = Project(settings).run().articles[0].versions[1]
    assert report.action is Action.KEPT_BESIDE
    assert len(report.waiting) == len(ALL)
    assert {path: path.read_bytes() for path in before} == before
    assert state(Project(settings)) is ReviewState.REVIEWED


def test_a_newer_version_that_waits_does_not_hinder_a_review(settings: Settings) -> None:
    Project(settings).run()
    replace_in(EN, "en:Lange", "Long")
    replace_in(Path("input/kim.md"), "9.000", "10.000")
    Project(settings).run()
    accept(Project(settings))
    found = Project(settings).review.show(EN)
    assert found.state is ReviewState.REVIEWED
    assert found.changed == 1
    assert found.waiting == ("output/en/kim.new.md",)
    replace_in(EN, "Long", "Very long")
    assert Project(settings).review.show(EN).taken_back


@pytest.mark.parametrize("name", ALL)
def test_a_format_that_was_lost_comes_back_as_it_was(settings: Settings, name: str) -> None:
    Project(settings).run()
    replace_in(EN, "## en:Lange", "A new paragraph.\n\n## Long")
    accept(Project(settings))
    path = EN.with_suffix(f".{name}")
    before = path.read_bytes()
    path.unlink()
    Project(settings).run()
    assert path.read_bytes() == before
    assert not list(Path("output").rglob("*.new*"))


def test_a_format_that_comes_later_has_the_accepted_text(settings: Settings) -> None:
    Project(replace(settings, formats=("md",))).run()
    replace_in(EN, "en:Lange", "Long")
    accept(Project(replace(settings, formats=("md",))))
    Project(settings).run()
    assert "Long en:Fahrt" in EN.with_suffix(".html").read_text(encoding="utf-8")
    assert "Reviewed by Anna" in EN.with_suffix(".txt").read_text(encoding="utf-8")


def test_json_has_every_paragraph_beside_what_it_was_made_from(settings: Settings) -> None:
    Project(settings).run()
    text = EN.read_text(encoding="utf-8").split("\n\n")
    text[3] = text[3].replace("en:Das", "That")
    text[4] = "A new paragraph."  # in the place of a heading
    EN.write_text("\n\n".join(text), encoding="utf-8")
    accept(Project(settings))
    blocks = json.loads(EN.with_suffix(".json").read_bytes())["blocks"]
    joined = ["".join(s["target"] + s["tail"] for s in block["segments"]) for block in blocks]
    assert joined == [block["text"] for block in blocks]
    sources = [segment["source"] for block in blocks for segment in block["segments"]]
    assert "Das teilte die Regierung am 6. November mit." in sources


def test_the_state_of_the_project_may_be_lost(settings: Settings) -> None:
    Project(settings).run()
    replace_in(EN, "en:Lange", "Long")
    accept(Project(settings))
    before = {path: path.read_bytes() for path in EN.parent.iterdir() if path.suffix != ".txt"}
    shutil.rmtree(".translator")
    assert state(Project(settings)) is ReviewState.REVIEWED
    Project(settings).run()
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in Path("output").rglob("*.new*")} <= {"kim.new.txt"}
    assert state(Project(settings)) is ReviewState.REVIEWED


def test_formats_that_were_edited_by_hand_stay(published: Project) -> None:
    html = EN.with_suffix(".html")
    replace_in(html, "en:Lange", "Mine")
    before = html.read_bytes()
    (done,) = published.review.accept([EN], by="Anna", at=AT)
    assert done.left == (html,)
    assert html.read_bytes() == before
    assert is_sealed(EN.read_bytes())


def test_what_somebody_saves_in_the_meantime_wins(
    published: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = published.review.show(EN)
    monkeypatch.setattr(type(published.review), "show", lambda *_: found)
    replace_in(EN, "en:Lange", "Saved")
    with pytest.raises(Exception, match="saves this file just now"):
        accept(published)
    assert "Saved" in EN.read_text(encoding="utf-8")


def test_the_commands_say_what_they_did(project: Path, command: Call) -> None:
    command("run")
    assert re.search(r"output/en/kim\.md +machine +0 of 6", command("review", "list")[1])
    replace_in(EN, "en:Lange", "Long")
    code, out, err = command("review", "accept", str(EN), "--by", "Anna Beispiel")
    assert (code, err) == (0, "")
    assert "output/en/kim.md: reviewed by Anna Beispiel, " in out
    assert "; 1 of 6 sentences changed" in out
    assert "nothing to do" in command("review", "accept", str(EN), "--by", "Anna Beispiel")[1]
    assert "final by Ben" in command("review", "accept", str(EN), "--by", "Ben", "--final")[1]
    shown = command("review", "show", str(EN))[1]
    assert "output/en/kim.md: final" in shown
    assert "Reviewed: Anna Beispiel, 20" in shown
    assert "Final: Ben, 20" in shown
    data = json.loads(command("review", "list", "--json")[1])
    assert (data[0]["state"], data[0]["review"]["final_by"]) == ("final", "Ben")
    assert "0 versions: none" in command("review", "list", "--state", "machine")[1]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["accept", "output/de/kim.md", "--by", "A"], "is the cleaned source text"),
        (["accept", "output/en/kim.html", "--by", "A"], "name the .md file"),
        (["accept", "output/en/none.md", "--by", "A"], "cannot read the file"),
        (["accept", "input/kim.md", "--by", "A"], "is this a version that run wrote?"),
        (["accept", "output/en/kim.md", "--by", " "], "say who accepts it: --by NAME"),
        (["accept", "output/en/kim.md"], "Missing option '--by'"),
        (["accept", "output/en/kim.md", "--by", "A", "--final"], "accept it without --final first"),
    ],
)
def test_what_cannot_be_accepted_is_one_clear_line(
    project: Path, command: Call, args: list[str], message: str
) -> None:
    command("run")
    code, out, err = command("review", *args)
    assert code in (2, 3)
    assert out == ""
    assert message in err


def test_the_time_is_that_of_the_edge(
    published: Project, command: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    command("review", "accept", str(EN), "--by", "Anna")
    assert read_version(EN).front["reviewed-at"] == "2026-11-30T00:53:20Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    replace_in(EN, "en:Lange", "Long")
    assert "SOURCE_DATE_EPOCH is no number" in command("review", "accept", str(EN), "--by", "A")[2]


def test_versions_of_an_earlier_program_can_be_accepted(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[1] / "published_by_0_1_0", tmp_path / "old")
    project = Project(tmp_path / "old")
    found = project.review.list()
    assert {ReviewState.MACHINE, ReviewState.EDITED} >= {status.state for status in found}
    done = [a for s in found if s.record for a in project.review.accept([s.path], by="Anna", at=AT)]
    assert done
    assert all(a.review.state is ReviewState.REVIEWED for a in done)
    assert all(is_sealed(accepted.path.read_bytes()) for accepted in done)


def test_what_was_accepted_before_the_first_run_is_not_made_anew(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[1] / "published_by_0_1_0", tmp_path / "old")
    file = Path("output/en/hafen.md")
    project = Project(tmp_path / "old")
    list(project.review.accept([tmp_path / "old" / file], by="Anna", at=AT))
    before = (tmp_path / "old" / file).read_bytes()
    for _ in range(2):
        report = Project(tmp_path / "old").run()
        assert not list((tmp_path / "old/output").rglob("*.new*"))
        assert (tmp_path / "old" / file).read_bytes() == before
    assert not any(v.waiting for a in report.articles for v in a.versions)


def test_a_higher_state_cannot_be_typed_in_either(published: Project, command: Call) -> None:
    accept(published)
    replace_in(EN, 'review: "reviewed"', 'review: "final"')
    assert state(published) is ReviewState.REVIEWED
    assert "says it is final, and nobody has accepted" in command("check")[1]


@pytest.mark.parametrize("name", ["md", "html"])
def test_a_link_out_of_the_folder_is_not_followed(
    published: Project, tmp_path: Path, name: str
) -> None:
    path = EN.with_suffix(f".{name}")
    outside = tmp_path / "outside"
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_bytes()
    with pytest.raises(PublishError, match="is a link that leads out of"):
        accept(published)
    assert outside.read_bytes() == before


def test_without_markdown_versions_the_command_says_what_to_do(
    project: Path, command: Call
) -> None:
    assert "translator run comes first" in command("review", "list")[2]
    command("run", "--format", "html")
    assert "no Markdown version has been published here" in command("review", "list")[2]
    assert "no Markdown version has been published here" in command("check")[2]


def test_a_version_that_cannot_be_read_does_not_stop_the_others(
    project: Path, command: Call
) -> None:
    shutil.copy("input/kim.md", "input/other.md")
    command("run")
    replace_in(Path("output/en/other.md"), 'title: "', 'title: broken: "')
    replace_in(EN, "en:Lange en:Fahrt", "A long trip")
    for args in (["review", "list"], ["memory", "learn"]):
        code, out, err = command(*args)
        assert code == 3
        assert "output/en/other.md:2: broken front matter" in err
        assert "kim.md" in out
    files = ["output/en/other.md", "output/de/kim.md", str(EN)]
    code, out, err = command("review", "accept", *files, "--by", "Anna")
    assert code == 3
    assert "output/en/kim.md: reviewed by Anna" in out
    assert len(err.splitlines()) == 2
