"""A new version waits beside an edited one: kept, taken, or merged sentence by sentence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.errors import UsageError
from translator.project import Project
from translator.review.resolve import Resolved, Way
from translator.translate.memory import HumanEntry

Call = Callable[..., tuple[int, str, str]]
EN = Path("output/en/kim.md")
NEW = Path("output/en/kim.new.md")
BACKUP = Path("output/en/kim.bak.md")
INPUT = Path("input/kim.md")
SAID = "en:Das en:teilte en:die en:Regierung en:am en:6th en:November en:mit."


def replace_in(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def edited(project: Path) -> Project:
    """Somebody edits two sentences, then the article gets other figures and a new paragraph."""
    Project().run()
    replace_in(
        EN, (SAID, "The government said so on 6 November."), ("en:Lange en:Fahrt", "A long trip")
    )
    return Project()


def change(*pairs: tuple[str, str]) -> None:
    replace_in(INPUT, *pairs)
    Project().run()
    assert NEW.exists()


def resolved(way: Way) -> Resolved:
    done = Project().review.resolve(EN, way)
    report = Project().run()
    assert [v.waiting for a in report.articles for v in a.versions] == [(), ()]
    assert not NEW.exists()
    return done


def test_until_then_every_run_says_what_waits(edited: Project, command: Call) -> None:
    change(("9.000", "10.000"))
    for _ in range(2):
        assert "Waiting: output/en/kim.new.md" in command("run")[1]
    assert "kim.new.md" in command("review", "list")[1]


def test_keep_leaves_the_edited_text_and_removes_the_new_one(edited: Project) -> None:
    change(("9.000", "10.000"))
    before = EN.read_bytes()
    assert resolved(Way.KEEP).removed == (NEW,)
    assert EN.read_bytes() == before


def test_what_was_kept_is_still_compared_with_its_own_draft(edited: Project, command: Call) -> None:
    change(("6. November", "7. November"))
    resolved(Way.KEEP)
    out = command("memory", "learn")[1]
    assert "Das teilte die Regierung am 6. November mit." in out
    assert "7. November" not in out


def test_take_publishes_the_new_text_and_keeps_the_edited_one(edited: Project) -> None:
    change(("9.000", "10.000"))
    before, new = EN.read_bytes(), NEW.read_bytes()
    assert resolved(Way.TAKE).backups == (BACKUP,)
    assert (EN.read_bytes(), BACKUP.read_bytes()) == (new, before)
    assert Project().review.show(EN).state == "machine"


def test_merge_takes_the_persons_sentences_where_the_source_did_not_change(
    edited: Project,
) -> None:
    change(("9.000", "10.000"))
    before = EN.read_bytes()
    done = resolved(Way.MERGE)
    text = EN.read_text(encoding="utf-8")
    assert "The government said so on 6 November." in text
    assert "## A long trip" in text
    assert "en:10.000" in text
    assert "9.000" not in text
    assert done.conflicts == ()
    assert BACKUP.read_bytes() == before


def test_what_was_merged_is_edited_and_based_on_the_new_draft(
    edited: Project, command: Call
) -> None:
    change(("9.000", "10.000"))
    resolved(Way.MERGE)
    found = Project().review.show(EN)
    assert (found.state, found.changed) == ("edited", 2)
    assert "machine" not in command("review", "list")[1]
    assert 'review: "edited"' in EN.read_text(encoding="utf-8")
    assert "Edited, not yet reviewed." in EN.read_text(encoding="utf-8")
    out = command("memory", "learn")[1]
    assert "The government said so on 6 November." in out


def test_within_a_paragraph_sentences_are_merged_one_by_one(edited: Project) -> None:
    change(("am Montag nach Moskau gereist", "am Dienstag nach Moskau gereist"))
    done = resolved(Way.MERGE)
    text = EN.read_text(encoding="utf-8")
    assert "en:Dienstag en:nach en:Moskau en:gereist. The government said so on 6" in text
    assert done.conflicts == ()


def test_where_both_changed_the_new_source_decides_and_the_conflict_is_shown(
    edited: Project, command: Call
) -> None:
    change(("am 6. November", "am 7. November"))
    code, out, _ = command("review", "resolve", str(EN), "--merge")
    assert code == 0
    assert "conflict 1: the source changed, and so did the person's sentence" in out
    assert "  = Das teilte die Regierung am 6. November mit." in out
    assert "  = Das teilte die Regierung am 7. November mit." in out
    assert "  - The government said so on 6 November." in out
    assert f"  + {SAID.replace('6th', '7th')}" in out
    assert "kept as a backup: output/en/kim.bak.md" in out
    text = EN.read_text(encoding="utf-8")
    assert "7th en:November" in text
    assert "6 November" not in text
    assert "## A long trip" in text


def test_a_paragraph_that_is_new_in_the_source_is_put_in_where_it_stands(edited: Project) -> None:
    change(("## Lange Fahrt", "Niemand weiß mehr.\n\n## Lange Fahrt"))
    resolved(Way.MERGE)
    lines = EN.read_text(encoding="utf-8").split("\n\n")
    at = lines.index("## A long trip")
    assert lines[at - 1] == "en:Niemand en:weiß en:mehr."


def test_a_paragraph_that_is_gone_from_the_source_goes(edited: Project) -> None:
    change(
        (
            "Kim Jong Un ist am Montag nach Moskau gereist. Das teilte die Regierung am 6. November mit.\n\n",
            "",
        )
    )
    (conflict,) = resolved(Way.MERGE).conflicts
    assert conflict.clash.name == "GONE"
    assert "The government said so" in conflict.ours
    assert "The government said so" not in EN.read_text(encoding="utf-8")


def test_what_the_person_put_in_moved_or_took_out_stays_so(edited: Project) -> None:
    text = EN.read_text(encoding="utf-8").split("\n\n")
    train = next(i for i, part in enumerate(text) if "9.000" in part)
    text[train], text[train - 1] = (
        "A note[^1] of <b>ours</b>.\n\n<!-- mine -->\n\n[^1]: here",
        text[train],
    )
    EN.write_text("\n\n".join(text), encoding="utf-8")  # the heading is gone, a note is new
    change(("nach Moskau gereist", "nach Moskau geflogen"))
    resolved(Way.MERGE)
    merged = EN.read_text(encoding="utf-8")
    assert "A note[^1] of <b>ours</b>.\n\n<!-- mine -->\n\n[^1]: here" in merged
    assert "A long trip" not in merged
    assert "en:geflogen." in merged
    assert merged.index("9.000") < merged.index("A note")


def test_marks_lie_on_their_words_after_a_merge(project: Path) -> None:
    replace_in(
        INPUT, ("Das teilte die Regierung", "Das teilte die [Regierung](https://a.example/)")
    )
    Project().run()
    replace_in(
        EN,
        (
            "en:die [en:Regierung en](<https://a.example/>):am en:6th en:November en:mit.",
            "the [government](<https://a.example/>) on **6 November**.",
        ),
    )
    change(("am Montag nach Moskau", "am Dienstag nach Moskau"))
    resolved(Way.MERGE)
    text = EN.read_text(encoding="utf-8")
    assert "the [government](<https://a.example/>) on **6 November**." in text
    assert "en:Dienstag" in text


def test_the_front_matter_follows_the_new_version_where_nobody_touched_it(edited: Project) -> None:
    replace_in(EN, ('lang: "en"', 'lang: "en"\nweight: 7'))
    change(("date: 2024-11-12", "date: 2024-11-13"))
    resolved(Way.MERGE)
    text = EN.read_text(encoding="utf-8")
    assert 'date: "2024-11-13"' in text
    assert "weight: 7" in text


def test_an_accepted_version_that_is_merged_has_to_be_accepted_again(edited: Project) -> None:
    list(Project().review.accept([EN], by="Anna"))
    change(("9.000", "10.000"))
    resolved(Way.MERGE)
    assert Project().review.show(EN).state == "edited"
    assert "reviewed-by" not in EN.read_text(encoding="utf-8")
    list(Project().review.accept([EN], by="Ben"))
    assert Project().review.show(EN).state == "reviewed"


def test_the_next_change_waits_again(edited: Project) -> None:
    change(("9.000", "10.000"))
    resolved(Way.MERGE)
    change(("10.000", "11.000"))
    resolved(Way.MERGE)
    assert "en:11.000" in EN.read_text(encoding="utf-8")
    assert "The government said so on 6 November." in EN.read_text(encoding="utf-8")


def test_a_term_that_changed_is_named_where_the_person_changed_the_sentence(
    edited: Project, command: Call
) -> None:
    Path("glossary/house.csv").write_text("de,en\nRegierung,administration\n", encoding="utf-8")
    Project().run()
    out = command("review", "resolve", str(EN), "--merge")[1]
    assert "the draft is another one now: the person's sentence stands" in out
    assert "administration" in out
    assert "The government said so on 6 November." in EN.read_text(encoding="utf-8")


@pytest.mark.parametrize("way", list(Way))
def test_an_edit_of_what_waits_is_never_lost(edited: Project, way: Way) -> None:
    change(("9.000", "10.000"))
    replace_in(NEW, ("en:Fachleute", "experts"))
    if way is Way.MERGE:
        with pytest.raises(UsageError, match="that nobody has edited"):
            Project().review.resolve(EN, way)
        return
    Project().review.resolve(EN, way)
    texts = [path.read_text(encoding="utf-8") for path in EN.parent.glob("kim*.md")]
    assert sum("experts" in text for text in texts) == 1
    assert sum("A long trip" in text for text in texts) == 1


def test_every_format_that_waits_is_dealt_with(project: Path) -> None:
    formats = ("md", "html", "json", "txt")
    Project(formats=formats).run()
    list(Project(formats=formats).review.accept([EN], by="Anna"))
    replace_in(INPUT, ("9.000", "10.000"))
    Project(formats=formats).run()
    assert len(list(EN.parent.glob("*.new.*"))) == len(formats)
    Project(formats=formats).review.resolve(EN, Way.MERGE)
    assert not list(EN.parent.glob("*.new.*"))
    for name in formats:
        assert "10.000" in EN.with_suffix(f".{name}").read_text(encoding="utf-8")
    assert Project(formats=formats).run().reminders() == []


def test_nothing_to_resolve_and_no_way_are_one_clear_line(edited: Project, command: Call) -> None:
    assert "no new version waits beside it" in command("review", "resolve", str(EN), "--keep")[2]
    assert "add --keep, --take or --merge" in command("review", "resolve", str(EN))[2]


def test_the_waiting_file_may_be_named_as_well(edited: Project, command: Call) -> None:
    change(("9.000", "10.000"))
    data = json.loads(command("review", "resolve", str(NEW), "--keep", "--json")[1])
    assert (data["file"], data["removed"]) == (str(EN), [str(NEW)])


@pytest.mark.parametrize("accepted", [True, False])
def test_nothing_waits_where_a_new_version_would_say_what_people_say(
    edited: Project,
    command: Call,
    accepted: bool,  # noqa: FBT001 - a case
) -> None:
    """Their own corrections were learned; what is not learned (a paragraph put in) is theirs still."""
    replace_in(EN, ("## A long", "A note of ours.\n\n## A long"))
    if accepted:
        list(edited.review.accept([EN], by="Anna"))
    before = EN.read_bytes()
    assert "2 corrections learned" in command("memory", "learn")[2]
    for _ in range(2):
        report = Project().run()
        assert [v.waiting for a in report.articles for v in a.versions] == [(), ()]
        assert EN.read_bytes() == before
        assert not NEW.exists()
    assert Project().review.show(EN).state == ("reviewed" if accepted else "edited")
    Path("output/en/kim.html").unlink(missing_ok=True)
    Project(formats=("md", "html")).run()
    assert "The government said so" in Path("output/en/kim.html").read_text(encoding="utf-8")
    change(("9.000", "10.000"))
    resolved(Way.MERGE)
    assert "A note of ours." in EN.read_text(encoding="utf-8")


def test_a_correction_from_elsewhere_waits(edited: Project) -> None:
    with Project().memory() as memory:
        source = "Der Staatschef wird am Freitag in der russischen Hauptstadt erwartet."
        memory.learn([HumanEntry("de", "en", source, "He is expected on Friday.")])
    Project().run()
    assert NEW.exists()
