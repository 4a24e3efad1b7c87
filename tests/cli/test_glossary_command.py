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
        (["add", "", "Kyiv"], "a concept needs a term in 'de'"),
        (["add", "!Verbot", "!no"], "a concept needs a term in 'de'"),
        (["add", "Kiew", "Kiev"], "is there already, in glossary/house.csv:4"),
        (["add", "Moskau", "Moscow", "pt=Moscou", "domain=places"], "'Moskau' is there already"),
        (["add", "kiew", "Kyiv"], "'kiew' is there already, in glossary/house.csv:4"),
        (["add", "Kyjiw", "Kyiv"], "'Kyjiw' is there already, in glossary/house.csv:4 (kiew)"),
        (["add", "Kiew", "Kyiv", "domain=sport"], "is there already"),
        (["add", "Krim|Kiew", "Crimea"], "'Kiew' is there already"),
        (["add", "Moskaus", "of Moscow"], "'Moskaus' is found already as a form of 'Moskau'"),
        (["add", "Krim", "Crimea", "id=kiew"], "is there already"),
        (["add", "Krim", "Crimea", "--file", "../krim.csv"], "lies outside the glossary"),
        (["add", "Krim", "Crimea", "--file", "sub/../../krim.csv"], "lies outside the glossary"),
        (["add", "Krim", "Crimea", "--file", "/krim.csv"], "lies outside the glossary"),
        (["add", "Krim", "Crimea", "--file", "krim.xlsx"], "name it krim.csv"),
        (["import", "cldr", "cities", "--file", "../x.csv"], "lies outside the glossary"),
        (["export", "glossary/all.csv"], "is read already"),
        (["export", "glossary/sub/all.tbx"], "is read already"),
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


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("sport.csv", "glossary/sport.csv"),
        ("glossary/sport.csv", "glossary/sport.csv"),
        ("./glossary/../glossary/sport.csv", "glossary/sport.csv"),
        ("news/sport.csv", "glossary/news/sport.csv"),
    ],
)
def test_a_new_file_lies_in_the_glossary_and_opens_in_a_german_spreadsheet(
    house: Path, command: Command, file: str, written: str
) -> None:
    assert command("glossary", "add", "Elfmeter", "penalty", "--file", file)[0] == 0
    data = Path(written).read_bytes()
    assert data.startswith("\ufeffde;en;pt;match;case;translate;domain;note\nElfmeter;".encode())
    assert sorted(p.name for p in Path().iterdir()) == [
        ".translator", "glossary", "input", "translator.toml",
    ]  # fmt: skip
    assert command("glossary", "show", "Elfmeter")[0] == 0


@pytest.mark.parametrize("folder", [".", "input", "glossary"])
def test_a_bare_name_lies_in_the_glossary_wherever_the_command_starts(
    house: Path, command: Command, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    project = Path.cwd()
    monkeypatch.chdir(folder)
    assert command("glossary", "add", "Elfmeter", "penalty", "--file", "sport.csv")[0] == 0
    monkeypatch.chdir(project / folder)
    assert command("glossary", "add", "Foul", "foul", "--file", "../sport.csv")[0] == 2
    monkeypatch.chdir(project)
    assert sorted(p.name for p in project.rglob("*.csv")) == ["house.csv", "sport.csv"]
    assert Path("glossary/sport.csv").exists()


def test_another_meaning_gets_an_id_and_a_forbidden_form_counts(
    house: Path, command: Command
) -> None:
    house.write_text("de,en\nZuwanderung|!Überfremdung,immigration\n", encoding="utf-8")
    code, _, err = command("glossary", "add", "Überfremdung", "x")
    assert (code, "as a form that must not appear" in err) == (2, True)
    assert command("glossary", "add", "Bank", "bank")[0] == 0
    assert command("glossary", "add", "Bank", "bench", "id=bank-seat")[0] == 0
    _, out, err = command("glossary", "list", "--json")
    assert [c["id"] for c in json.loads(out)] == ["zuwanderung", "bank", "bank-seat"]
    assert "Warning" not in err


BROKEN = HOUSE + "Kiew,x,y,\nRat|,z,z,\n"


@pytest.mark.parametrize(
    "args",
    [
        ["list"],
        ["show", "Moskau"],
        ["add", "Krim", "Crimea"],
        ["edit", "Moskau", "note=x"],
        ["remove", "Moskau", "--yes"],
        ["usage"],
        ["apply", "--dry-run"],
        ["test", "Moskau", "--sentence", "Moskau."],
        ["suggest"],
        ["export", "-"],
        ["export", "out.tbx"],
        ["import", "cldr", "currencies"],
        ["diff", "glossary"],
    ],
)
def test_every_command_goes_on_without_a_broken_row_and_names_it(
    house: Path, command: Command, args: list[str]
) -> None:
    house.write_text(BROKEN, encoding="utf-8")
    code, _, err = command("glossary", *args)
    assert code == 0
    assert "Warning: glossary/house.csv:5: 'Kiew' is a duplicate of glossary/house.csv:4" in err
    assert "Warning: glossary/house.csv:6: an empty form in 'Rat|'" in err


def test_a_run_goes_on_without_a_broken_row_says_so_and_is_strict_about_it(
    house: Path, command: Command
) -> None:
    Path("input/kim.md").write_text(
        "# Kim in Moskau\n\nKim Jong Un ist am Montag nach Moskau gereist. Das teilte die "
        "Regierung in einer kurzen Meldung mit, die alle Zeitungen druckten.\n",
        encoding="utf-8",
    )
    assert command("run", "--json")[0] == 0
    house.write_text(BROKEN, encoding="utf-8")
    code, out, err = command("run")
    assert code == 0
    assert "2 problems with glossary or memory" in out
    assert "Warning: glossary/house.csv:6: an empty form" in err
    assert "Moscow" in Path("output/en/kim.md").read_text("utf-8")
    code, out, _ = command("run", "--json")
    assert [p.partition(": ")[0] for p in json.loads(out)["problems"]] == [
        "glossary/house.csv:5", "glossary/house.csv:6",
    ]  # fmt: skip
    assert command("run", "--strict")[0] == 1
    assert command("check")[0] == 0
    house.write_text("Wort,Sinn\nMoskau,Moscow\n", encoding="utf-8")
    code, _, err = command("run")
    assert code == 0
    assert "none of its terms is used" in err
    assert "versions are made without the house's terms" in err


def test_an_existing_file_changes_in_one_row(house: Path, command: Command) -> None:
    text = '\ufeff# unsere\r\n"de";"en"\r\n"Kiew";"Kyiv"\r\n"Rat||";"x"\r\n"Bonn";"Bonn"'
    house.write_bytes(text.encode())
    assert command("glossary", "edit", "Kiew", "en=Kiev")[0] == 0
    assert house.read_bytes() == text.replace('"Kyiv"', '"Kiev"').encode()
    assert command("glossary", "add", "Krim", "Crimea")[0] == 0
    assert (
        house.read_bytes() == text.replace('"Kyiv"', '"Kiev"').encode() + b'\r\n"Krim";"Crimea"\r\n'
    )
    command("glossary", "undo")
    command("glossary", "undo")
    assert house.read_bytes() == text.encode()
    assert command("glossary", "remove", "Kiew", "--yes")[0] == 0
    assert house.read_bytes() == text.replace('"Kiew";"Kyiv"\r\n', "").encode()


def test_a_dash_is_stdout(house: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from translator.cli import main

    for args in (["export", "-"], ["export"]):
        with pytest.raises(SystemExit):
            main(["glossary", *args])
        out, _ = capfdbinary.readouterr()
        assert out.decode().startswith(
            "\ufeffid;de;en;pt;domain\nmoskau;Moskau;Moscow;Moscou;places\n"
        )
    assert not Path("-").exists()


def test_deepl_wants_tabs_in_a_tsv_file(house: Path, command: Command) -> None:
    assert command("glossary", "export", "x.tsv", "--format", "deepl")[0] == 0
    assert Path("x.tsv").read_text("utf-8").startswith("Moskau\tMoscow\tde\ten\n")
    assert command("glossary", "export", "x.csv", "--format", "deepl")[0] == 0
    assert Path("x.csv").read_text("utf-8").startswith("Moskau,Moscow,de,en\n")


def test_an_import_takes_the_good_rows_and_names_the_file_of_the_others(
    house: Path, command: Command
) -> None:
    Path("back.csv").write_text("de;en\nKrim;Crimea\nRat||;council\nKrim;Krim\n", "utf-8")
    code, _, err = command("glossary", "import", "back.csv")
    assert code == 1
    assert "Warning: back.csv:3: an empty form" in err
    assert "Warning: back.csv:4: 'Krim' is a duplicate of back.csv:2" in err
    assert house.read_text("utf-8") == HOUSE + "Krim,Crimea,,\n"


def test_an_import_empties_no_column_that_it_says_nothing_of(house: Path, command: Command) -> None:
    house.write_text(
        "de,en,domain,note,owner\nMoskau,Moscow,places,a capital,Ute\nKiew,Kyiv,places,another,Jan\n",
        encoding="utf-8",
    )
    back = "de;en;domain;note;owner\nMoskau;Moskva;;;\nKiew;Kyiv|Kyyiv;towns;older;Eva\n"
    Path("back.csv").write_text(back, encoding="utf-8")
    assert command("glossary", "import", "back.csv")[0] == 0
    assert house.read_text("utf-8").splitlines()[1:] == [
        "Moskau,Moskva,places,a capital,Ute",
        "Kiew,Kyiv|Kyyiv,towns,older,Eva",
    ]


def test_a_table_of_pairs_adds_forms_and_replaces_none(house: Path, command: Command) -> None:
    Path("back.csv").write_text("de;en\nMoskau;Moskva\n", encoding="utf-8")
    assert command("glossary", "import", "back.csv")[0] == 0
    assert "Moskau,Moscow|Moskva,Moscou,places\n" in house.read_text("utf-8")


def test_an_import_never_writes_what_loading_would_refuse(house: Path, command: Command) -> None:
    """A region that bans what another wants, an id that is taken, a term that moves onto another."""
    house.write_text("id;de;en\nc1;Moskau;Moscow\nc2;Krim;Crimea\n", encoding="utf-8")
    items = [
        {
            "id": "c3",
            "terms": {"de": ["Farbe"], "en-us": ["color", "!colour"], "en-gb": ["colour"]},
        },
        {"id": "krim", "terms": {"de": ["Krim", "Halbinsel"], "en": ["Crimea"]}},
        {"id": "c3", "terms": {"de": ["Rat"], "en": ["council"]}},
    ]
    for item in items:
        item["terms"] = {  # type: ignore[index]
            lang: [{"text": t.lstrip("!"), "forbidden": t.startswith("!")} for t in texts]
            for lang, texts in item["terms"].items()  # type: ignore[attr-defined]
        }
    Path("back.json").write_text(json.dumps(items), encoding="utf-8")
    code, _, err = command("glossary", "import", "back.json")
    assert (code, "back.json: id 'c3' is a duplicate of back.json" in err) == (1, True)
    assert house.read_text("utf-8") == (
        "id;de;en\nc1;Moskau;Moscow\nc2;Krim|Halbinsel;Crimea\nc3;Farbe;color|colour\n"
    )
    assert "Warning" not in command("glossary", "list")[2]


def test_an_update_that_would_make_a_duplicate_is_refused(house: Path, command: Command) -> None:
    items = [{"id": "moskau", "terms": {"de": [{"text": "Kiew"}], "en": [{"text": "Kyiv"}]}}]
    Path("back.json").write_text(json.dumps(items), encoding="utf-8")
    house.write_text(HOUSE.replace(",places", ","), encoding="utf-8")
    code, _, err = command("glossary", "import", "back.json")
    assert (code, "'Kiew' is a duplicate of" in err) == (1, True)
    assert house.read_text("utf-8") == HOUSE.replace(",places", ",")


def test_a_formula_goes_out_harmless_and_comes_back(house: Path, command: Command) -> None:
    formula = '=HYPERLINK("http://x.example";"y")'
    assert command("glossary", "add", "de=Trick", f"en={formula}", "note=-1 @x")[0] == 0
    assert "'=HYPERLINK" in house.read_text("utf-8")
    for name in ("out.csv", "out.tsv", "out.json", "out.tbx"):
        assert command("glossary", "export", name)[0] == 0
        assert command("glossary", "diff", name)[0] == 0
    for name in ("out.csv", "out.tsv"):
        cells = [c.strip('"') for line in Path(name).read_text("utf-8-sig").splitlines()
                 for c in line.split(";" if name == "out.csv" else "\t")]  # fmt: skip
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_a_change_by_another_program_is_not_overwritten(
    house: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    class Answer(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:
            house.write_text(HOUSE + "Bonn,Bonn,Bonn,\n", encoding="utf-8")
            return "y\n"

    monkeypatch.setattr("sys.stdin", Answer())
    code, _, err = command("glossary", "remove", "Kiew")
    assert (code, "changed the file just now" in err) == (2, True)
    assert "Bonn" in house.read_text("utf-8")


def test_a_damaged_record_of_a_change_is_one_line(house: Path, command: Command) -> None:
    command("glossary", "add", "Krim", "Crimea")
    (record,) = Path(".translator/glossary-undo").glob("*.json")
    record.write_text("[", encoding="utf-8")
    code, _, err = command("glossary", "undo")
    assert code == 2
    assert "record of the last change is damaged" in err
    assert len(err.splitlines()) == 1


def test_lint_reports_everything_and_fails_on_errors(house: Path, command: Command) -> None:
    assert command("glossary", "lint")[0] == 0
    house.write_text(HOUSE.replace("domain", "note").replace("places", "a\x1bb"), encoding="utf-8")
    code, out, _ = command("glossary", "lint", "--json")
    assert code == 0
    assert [(p["check"], p["line"]) for p in json.loads(out)] == [
        ("control-character", 3), ("control-character", 4),
    ]  # fmt: skip
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
    assert "Deutschland;Germany;Alemanha" in countries
    assert "Rumänien;Romania;Romênia|Roménia" in countries
    assert "Warschau;Warsaw;Varsóvia" in (house.parent / "cities.csv").read_text("utf-8")
    code, out, _ = command("glossary", "lint")
    assert "error" not in out
    assert command("glossary", "import", "cldr", "countries", "--to", "en", "--to", "pt")[0] == 0


def test_names_come_from_cldr_in_spanish_too(house: Path, command: Command) -> None:
    code, _, _ = command(
        "glossary", "import", "cldr", "countries", "cities", "--to", "en", "--to", "es"
    )
    assert code == 0
    countries = (house.parent / "countries.csv").read_text("utf-8")
    assert "Tschechien;Czechia|Czech Republic;Chequia|República Checa" in countries
    assert "Antigua und Barbuda;Antigua and Barbuda;Antigua y Barbuda" in countries
    assert "Hongkong;Hong Kong;Hong Kong;" in countries  # no "China" from its brackets
    assert "Warschau;Warsaw;Varsovia" in (house.parent / "cities.csv").read_text("utf-8")


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
