"""The glossary commands: exit code, what is printed, what is in the files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., tuple[int, str, str]]
HOUSE = (
    "# our words\nde,en,pt,domain\nMoskau,Moscow,Moscou,places\nKiew|Kyjiw,Kyiv|!Kiev,Kiev,places\n"
)


@pytest.fixture
def house(project: Path) -> Path:
    file = project / "glossary" / "house.csv"
    file.write_text(HOUSE, encoding="utf-8")
    return file


def test_list_and_show(house: Path, command: Command) -> None:
    code, out, _ = command("glossary", "list", "kyj")
    assert (code, "Kyjiw" in out, "Moskau" in out) == (0, True, False)
    code, out, _ = command("glossary", "show", "Kyiv")
    assert code == 0
    assert out.splitlines()[0] == "kiew  (glossary/house.csv:4)"
    assert "en: Kyiv, not Kiev" in out
    code, out, _ = command("glossary", "list", "--json")
    assert [concept["id"] for concept in json.loads(out)] == ["moskau", "kiew"]


def test_add_edit_remove_and_undo_change_one_row(house: Path, command: Command) -> None:
    assert command("glossary", "add", "Krim", "Crimea", "pt=Crimeia")[0] == 0
    added = HOUSE + "Krim,Crimea,Crimeia,\n"
    assert house.read_text("utf-8") == added
    assert command("glossary", "edit", "Kiew", "en-=Kiev", "note=since 2022")[0] == 0
    assert "Kiew|Kyjiw,Kyiv,Kiev,places,since 2022\n" in house.read_text("utf-8")
    assert house.read_text("utf-8").startswith("# our words\nde,en,pt,domain,note\nMoskau,")
    assert command("glossary", "undo")[0] == 0
    assert house.read_text("utf-8") == added
    assert command("glossary", "remove", "krim", "--yes")[0] == 0
    assert house.read_text("utf-8") == HOUSE
    assert command("glossary", "undo")[0] == 0
    assert house.read_text("utf-8") == added


def test_remove_asks_first(house: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    code, out, _ = command("glossary", "remove", "Kiew")
    assert code == 130
    assert "-Kiew|Kyjiw" in out
    assert house.read_text("utf-8") == HOUSE


def test_undo_leaves_a_file_alone_that_somebody_else_changed(house: Path, command: Command) -> None:
    command("glossary", "add", "Krim", "Crimea")
    changed = house.read_text("utf-8") + "Bonn,Bonn,Bonn,\n"
    house.write_text(changed, encoding="utf-8")
    code, _, err = command("glossary", "undo")
    assert code == 2
    assert "was changed after" in err
    assert house.read_text("utf-8") == changed


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["add", "Kiew", "Kiev"], "is there already, in glossary/house.csv:4"),
        (["add", "translate=no"], "a concept needs a term"),
        (["add", "Rat||Räte", "council"], "empty form"),
        (["edit", "Kief", "en=x"], "near: "),
        (["edit", "Kiew", "match=sometimes"], "match is 'sometimes'"),
        (["show", "Nirgendwo"], "no concept has the id or term"),
        (["undo"], "no change to take back"),
        (["import", "none.tbx"], "cannot read the file"),
        (["import", "cldr", "rivers"], "CLDR has no 'rivers'"),
        (["export", "out.doc"], "what format"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    house: Path, command: Command, args: list[str], message: str
) -> None:
    code, _, err = command("glossary", *args)
    assert code == 2
    assert message in err
    assert err.startswith("Error: ")
    assert len(err.splitlines()) == 1
    assert house.read_text("utf-8") == HOUSE


def test_lint_reports_everything_and_fails_on_errors(house: Path, command: Command) -> None:
    assert command("glossary", "lint")[0] == 0
    house.write_text(HOUSE + "Kiew,x,y,\nRat|,z,z,\nOrt,!Kyiv|place,o,\n", encoding="utf-8")
    code, out, _ = command("glossary", "lint", "--json")
    assert code == 1
    checks = [(p["check"], p["line"]) for p in json.loads(out)]
    assert checks == [("broken-row", 5), ("broken-row", 6), ("chain", 4)]


def test_a_glossary_goes_to_a_translator_as_tbx_and_comes_back(
    house: Path, command: Command
) -> None:
    assert command("glossary", "export", "out.tbx")[0] == 0
    assert command("glossary", "diff", "out.tbx")[0] == 0
    sent = Path("out.tbx").read_text("utf-8")
    Path("back.tbx").write_text(sent.replace(">Moscou<", ">Moscovo<"), encoding="utf-8")
    code, out, _ = command("glossary", "diff", "back.tbx")
    assert code == 1
    assert "pt: Moscou → Moscovo" in out
    assert command("glossary", "import", "back.tbx")[0] == 0
    assert house.read_text("utf-8") == HOUSE.replace("Moscou,", "Moscovo,")
    assert "has all of it already" in command("glossary", "import", "back.tbx")[2]


def test_pairs_are_added_and_replace_nothing(house: Path, command: Command) -> None:
    Path("deepl.tsv").write_text("Kiew\tKiev city\nBonn\tBonn\n", encoding="utf-8")
    assert command("glossary", "import", "deepl.tsv")[0] == 0
    text = house.read_text("utf-8")
    assert "Kiew|Kyjiw,Kyiv|Kiev city|!Kiev,Kiev,places" in text
    assert text.endswith("Bonn,Bonn,,\n")


def test_names_come_from_cldr(house: Path, command: Command) -> None:
    code, _, _ = command(
        "glossary", "import", "cldr", "countries", "cities", "--to", "en", "--to", "pt"
    )
    assert code == 0
    countries = (house.parent / "countries.csv").read_text("utf-8")
    assert "Deutschland,Germany,Alemanha" in countries
    assert "Rumänien,Romania,Romênia|Roménia" in countries
    assert "Warschau,Warsaw,Varsóvia" in (house.parent / "cities.csv").read_text("utf-8")
    code, out, _ = command("glossary", "lint")
    assert "error" not in out
    assert command("glossary", "import", "cldr", "countries", "--to", "en", "--to", "pt")[0] == 0


def test_a_term_takes_effect_and_the_articles_follow(house: Path, command: Command) -> None:
    """Run, change the glossary, apply: only the versions it touches are made again."""
    assert command("run")[0] == 0
    _, out, _ = command("glossary", "usage", "--json")
    counted = {item["concept"]: item for item in json.loads(out)}
    assert counted["moskau"]["articles"]["kim"] >= 1
    assert counted["moskau"]["first_seen"] == "kim (2024-11-12)"
    assert counted["kiew"]["hits"] == 0
    assert "0 versions" in command("glossary", "apply", "--dry-run")[2]
    command("glossary", "edit", "Kiew", "en=Kiyv")
    assert "0 versions" in command("glossary", "apply", "--dry-run")[2]
    command("glossary", "edit", "Moskau", "en=Moskva")
    _, out, _ = command("glossary", "apply", "--dry-run")
    assert out == "kim (en)\n"
    assert command("glossary", "apply")[0] == 0
    assert "Moskva" in Path("output/en/kim.md").read_text("utf-8")
    assert "0 versions" in command("glossary", "apply", "--dry-run")[2]


def test_test_shows_before_and_after_and_says_why_not(house: Path, command: Command) -> None:
    code, out, _ = command(
        "glossary", "test", "Moskau", "--sentence", "Er flog nach Moskau.",
        "--sentence", "Das Moskauer Wetter ist moskau.",
    )  # fmt: skip
    assert code == 0
    assert "Moskau → Moscow" in out
    code, out, _ = command(
        "glossary", "test", "Kiew", "--sentence", "Sie kennt kiew und www.kiew.de gut."
    )
    assert "no match 'kiew' is written with other capitals" in out


def test_suggest_finds_what_the_glossary_lacks(house: Path, command: Command) -> None:
    Path("input/more.txt").write_text(
        "Der Konzern Zapfwerk baut um\n\nDer Konzern Zapfwerk aus Bad Testau baut um. Bei Zapfwerk "
        "in Bad Testau arbeiten 300 Menschen, und in Moskau arbeiten noch einmal 20 für ihn.\n\n"
        "Die Gewerkschaft sagte in Bad Testau, sie verhandele seit Montag mit Zapfwerk über alles.\n",
        encoding="utf-8",
    )
    code, out, _ = command("glossary", "suggest", "--json")
    assert code == 0
    found = {item["term"]: item for item in json.loads(out)}
    assert found["Zapfwerk"]["count"] >= 3
    assert "Bad Testau" in found
    assert "Moskau" not in found
    assert found["Zapfwerk"]["examples"]


def test_a_suggestion_is_accepted_with_one_key(
    house: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    Path("input/more.txt").write_text(
        "Zapfwerk baut um\n\nDas Werk der Firma Zapfwerk steht am Fluss, und Zapfwerk baut es in "
        "den nächsten drei Jahren von Grund auf neu.\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("k\nq\n"))
    assert command("glossary", "suggest", "--accept")[0] == 0
    assert "Zapfwerk" in house.read_text("utf-8")
    assert ",no" in house.read_text("utf-8").splitlines()[-1]
