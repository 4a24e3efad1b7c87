"""What a person changed: shown, learned from where it says the same, asked about where it may not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.project import Project
from translator.review.learn import says_the_same

Call = Callable[..., tuple[int, str, str]]
EN = Path("output/en/kim.md")


@pytest.fixture
def published(project: Path) -> Project:
    Project().run()
    return Project()


def edit(*pairs: tuple[str, str]) -> None:
    text = EN.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    EN.write_text(text, encoding="utf-8")


LEAD = "en:Der en:Staatschef en:wird en:am en:Freitag en:in en:der en:russischen en:Hauptstadt en:erwartet."
SAID = "en:Das en:teilte en:die en:Regierung en:am en:6th en:November en:mit."
SAID_BETTER = "The government said so on 6 November."
TRAIN = (
    "en:Der en:Zug en:braucht en:für en:die en:9.000 en:Kilometer en:lange en:Strecke en:etwa "
    "en:eine en:Woche, en:wie en:Fachleute en:schätzen."
)


def test_nothing_was_changed(published: Project, command: Call) -> None:
    code, out, _ = command("review", "diff", str(EN))
    assert (code, out) == (0, "output/en/kim.md: as it was translated\n")


def test_every_change_is_shown_beside_its_source(published: Project, command: Call) -> None:
    edit((SAID, SAID_BETTER), (f"\n\n{TRAIN}", "\n\nNobody knows how long it takes.\n\n" + TRAIN))
    out = command("review", "diff", str(EN))[1]
    assert out == (
        "paragraph 2: changed\n"
        "  = Das teilte die Regierung am 6. November mit.\n"
        f"  - {SAID}\n"
        f"  + {SAID_BETTER}\n"
        "paragraph 4: added\n"
        "  + Nobody knows how long it takes.\n"
        "output/en/kim.md: 1 changed, 1 added\n"
    ).replace("changed", "rewritten")


def test_as_data(published: Project, command: Call) -> None:
    edit(("en:Lange", "A long"), (f"**{LEAD}**", LEAD))
    data = json.loads(command("review", "diff", str(EN), "--json")[1])
    assert data["edits"] == [
        {
            "kind": "changed",
            "paragraph": 3,
            "source": "Lange Fahrt",
            "draft": "en:Lange en:Fahrt",
            "text": "A long en:Fahrt",
        }
    ]
    assert data["formatted"] == [LEAD]


def test_a_change_of_form_alone_is_shown(published: Project, command: Call) -> None:
    edit(("## en:Lange", "### en:Lange"))
    assert "formatted: en:Lange en:Fahrt" in command("review", "diff", str(EN))[1]


def test_an_accepted_version_still_shows_and_teaches_what_was_changed(
    published: Project, command: Call
) -> None:
    edit((SAID, SAID_BETTER))
    command("review", "accept", str(EN), "--by", "Anna")
    assert SAID_BETTER in command("review", "diff", str(EN))[1]
    assert SAID_BETTER in command("memory", "learn")[1]


def test_a_paragraph_that_was_taken_out_hinders_no_lesson(
    published: Project, command: Call
) -> None:
    edit((SAID, SAID_BETTER), (f"**{LEAD}**\n\n", ""))
    _, out, err = command("memory", "learn")
    assert f"→ {SAID_BETTER}" in out
    assert "1 correction learned" in err
    assert "not learned" not in err


def test_a_paragraph_that_was_moved_is_checked_and_learned_where_it_stands(
    published: Project, command: Call
) -> None:
    edit((f"\n\n{TRAIN}", ""))
    edit((f"**{LEAD}**", f"{TRAIN.replace('en:9.000', '9,000')}\n\n**{LEAD}**"))
    assert (
        "paragraph 1, from paragraph 4 of the draft: moved" in command("review", "diff", str(EN))[1]
    )
    assert "Der Zug braucht" in command("memory", "learn")[1]
    checked = command("check")[1]
    assert 'paragraph 1: error: source words: left as in the source: "Zug"' in checked
    assert "empty" not in checked


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("The government said so on 7 November.", "6. November"),
        ("The government said so.", "6. November"),
    ],
)
def test_what_may_not_say_the_same_is_asked_about(
    published: Project, command: Call, new: str, reason: str
) -> None:
    edit((SAID, new))
    _, out, err = command("memory", "learn")
    assert out == ""
    assert reason in err
    assert f"  + {new}" in err
    assert "0 corrections learned" in err


def test_words_that_are_left_over_are_asked_about(published: Project, command: Call) -> None:
    edit(("en:Lange en:Fahrt", "Nets mended overnight"))
    _, out, err = command("memory", "learn")
    assert (out, "it may say more or less than the source" in err) == ("", True)


def test_a_sentence_beside_one_that_came_is_asked_about(published: Project, command: Call) -> None:
    edit((SAID, f"{SAID_BETTER} Nobody else was told, it is said."))
    _, out, err = command("memory", "learn")
    assert out == ""
    assert "not learned" in err


@pytest.mark.parametrize(("answer", "learned"), [(True, 1), (False, 0)])
def test_on_a_terminal_the_answer_counts(
    published: Project,
    command: Call,
    monkeypatch: pytest.MonkeyPatch,
    answer: bool,  # noqa: FBT001 - a case
    learned: int,
) -> None:
    edit((SAID, "The government said so on 7 November."))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.confirm", lambda *_args, **_more: answer)
    assert f"{learned} correction{'s' * (not learned)} learned" in command("memory", "learn")[2]


@pytest.mark.parametrize(
    ("source", "target", "same"),
    [
        ("Die Regierung teilte das am Montag mit.", "The government said so on Monday.", True),
        (
            "Die Regierung teilte das am Montag mit.",
            "Fishermen mended nets at the old quay.",
            False,
        ),
        (
            "Die Gewerkschaft verlangt höhere Löhne und droht mit einem Streik im ganzen Land.",
            "The union demands higher wages.",
            False,
        ),
        ("Ja.", "No way.", True),  # too short to tell
    ],
)
def test_most_words_of_either_side_have_one_in_the_other(
    source: str,
    target: str,
    same: bool,  # noqa: FBT001 - a case
) -> None:
    assert says_the_same(source, target, ("de", "en")) is same


def test_of_languages_without_a_table_nothing_can_be_said() -> None:
    assert says_the_same("Ein Haus am Meer wurde verkauft.", "Nuntius hodie venit.", ("de", "la"))
