from pathlib import Path

import pytest

from translator.glossary import load_glossary
from translator.glossary.lint import lint, lint_matching

GOOD = "Kiew,Kyiv,Kiev,,\nKrim,Crimea,Crimeia,,\nMoskau,Moscow,Moscou,,\n"


def problems(tmp_path: Path, rows: str) -> set[str]:
    file = tmp_path / "house.csv"
    file.write_text(f"id,de,en,pt,case,translate,domain\n{_with_ids(GOOD + rows)}", "utf-8")
    glossary = load_glossary([file])
    assert not glossary.problems
    found = (*lint(glossary), *lint_matching(glossary, "de"))
    assert all(problem.path == str(file) and problem.line for problem in found)
    return {problem.check for problem in found}


def _with_ids(rows: str) -> str:
    return "".join(f"c{n},{row},\n" for n, row in enumerate(rows.strip().splitlines()))


def test_a_good_glossary_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, "") == set()


@pytest.mark.parametrize(
    ("row", "check"),
    [
        ("Kiew,Kyiv,Kiev,,", "duplicate"),
        ("Kiew,Kiev,Kiev,,", "conflict"),
        ("Ort,!Kyiv|place,lugar,,", "chain"),
        ("Stadt,!Town|City,cidade,,\nOrt,!City|Town,lugar,,", "cycle"),
        ("Rat,council,,,", "missing-language"),
        ("Rat,,,,", "no-effect"),
        ("Rundschau,Review,Rundschau,,no", "kept-and-translated"),
        ("Rat,the  council,conselho,,", "slip"),
        ("Rat,council,conselho.,,", "slip"),
        ("Rat,council),conselho,,", "slip"),
        ("Rat,сouncil,conselho,,", "slip"),
        ("und,and,e,,", "context-dependent"),
        ("Ob,Ob,Ob,,", "context-dependent"),
        ("regierung,government,governo,,", "lower-case-noun"),
        ("Räte,councils,conselhos,,\nRat,council,conselho,,", "near-duplicate"),
    ],
)
def test_each_mistake_is_found(tmp_path: Path, row: str, check: str) -> None:
    assert check in problems(tmp_path, row)


def test_an_entry_behind_an_equal_one_is_never_reached(tmp_path: Path) -> None:
    found = problems(tmp_path, "Krim|Halbinsel Krim,peninsula,península,,")
    assert {"conflict", "shadowed"} <= found


def test_the_starter_glossary_is_clean() -> None:
    glossary = load_glossary([Path(__file__).parents[2] / "glossary"])
    assert not glossary.problems
    found = (*lint(glossary), *lint_matching(glossary, "de"))
    assert [str(problem) for problem in found] == []
    assert {"de", "en", "es", "pt"} <= set(glossary.languages)
    assert len(glossary.concepts) >= 60
