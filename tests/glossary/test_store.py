import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.errors import GlossaryError
from translator.glossary import Concept, Glossary, MatchMode, Term, load_glossary
from translator.glossary.store import cells_of, concept_of, format_terms, parse_terms
from translator.glossary.table import append_rows, parse_table

TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Mn", "Mc", "Lo")),
    min_size=1,
    max_size=10,
).filter(lambda text: text == text.strip())
TERMS = st.lists(TEXT, min_size=1, max_size=4, unique=True)


def write(folder: Path, text: str, name: str = "house.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    return file


def test_a_row_becomes_a_concept(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "id,de,en,match,case,translate,domain,note,source\n"
        "kyiv,Kiew|Kyjiw,Kyiv|!Kiev,exact,yes,,places,since 2022,agency\n",
    )
    (concept,) = load_glossary([file]).concepts
    assert concept == Concept(
        id="kyiv",
        terms={
            "de": (Term("Kiew"), Term("Kyjiw")),
            "en": (Term("Kyiv"), Term("Kiev", forbidden=True)),
        },
        match=MatchMode.EXACT,
        case_sensitive=True,
        domain="places",
        note="since 2022",
        path=str(file),
        line=2,
        extra={"source": "agency"},
    )
    assert concept.preferred("en") == "Kyiv"
    assert concept.forbidden("en") == ("Kiev",)


def test_the_id_follows_from_the_first_term(tmp_path: Path) -> None:
    file = write(tmp_path, "de,en\nStraße der Einheit,Unity Street\n")
    assert load_glossary([file]).concepts[0].id == "strasse-der-einheit"


def test_files_of_a_folder_are_loaded_in_order_and_a_missing_folder_is_empty(
    tmp_path: Path,
) -> None:
    write(tmp_path, "de,en\nB,b\n", "2.csv")
    write(tmp_path, "de,en\nA,a\n", "1.csv")
    assert [c.preferred("de") for c in load_glossary([tmp_path]).concepts] == ["A", "B"]
    assert load_glossary([tmp_path / "glossary"]) == Glossary()
    (error,) = load_glossary([tmp_path / "glosary"]).problems
    assert "no such folder" in error.message
    with pytest.raises(GlossaryError, match="no such glossary"):
        load_glossary([tmp_path / "none.csv"])


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Kiew||Kyjiw,Kyiv", "empty form"),
        ("Kiew,Kyiv,sometimes", "match is 'sometimes'"),
        ("Kiew,Kyiv,,maybe", "case is 'maybe'"),
        ("Kiew|Kiew,Kyiv", "stands twice"),
        (",,exact", "no term"),
        ("Kiew,Kyiv,,,,", "cells"),
        ("Kiew,Ky\aiv", "control character"),
    ],
)
def test_a_broken_row_names_file_and_line(tmp_path: Path, row: str, problem: str) -> None:
    end = ",x" if problem == "cells" else ""
    file = write(tmp_path, f"de,en,match,case\nBonn,Bonn\n{row}{end}\nKöln,Cologne\n")
    glossary = load_glossary([file])
    assert [c.preferred("de") for c in glossary.concepts] == ["Bonn", "Köln"]
    (error,) = glossary.problems
    assert problem in str(error)
    assert error.hint
    assert str(error).startswith(f"{file}:3: ")


def test_a_duplicate_names_the_first_one(tmp_path: Path) -> None:
    one = write(tmp_path, "de,en\nKiew,Kyiv\n", "1.csv")
    two = write(tmp_path, "de,en\nBonn,Bonn\nKiew,Kiev\n", "2.csv")
    (error,) = load_glossary([tmp_path]).problems
    assert (error.path, error.line) == (str(two), 3)
    assert f"{one}:2" in error.message


def test_two_meanings_of_a_word_need_ids(tmp_path: Path) -> None:
    file = write(tmp_path, "id,de,en\nbank-money,Bank,bank\nbank-seat,Bank,bench\n")
    assert [c.id for c in load_glossary([file]).concepts] == ["bank-money", "bank-seat"]


def test_a_broken_row_stops_itself_and_a_broken_file_itself(tmp_path: Path) -> None:
    write(tmp_path, 'de,en\nA,a\nA,b\nB||,c\n"D,d\nC,c\n')
    write(tmp_path, "name,text\nx,y\n", "names.csv")
    write(tmp_path, "", "nothing.csv")
    write(tmp_path, "de;de\nE;e\n", "twice.csv")
    (tmp_path / "sheet.csv").write_bytes(b"PK\x03\x04\x00")
    write(tmp_path, "de,en\nZ,z\n", "z.csv")
    glossary = load_glossary([tmp_path])
    assert [c.preferred("de") for c in glossary.concepts] == ["A", "C", "Z"]
    rows, files = glossary.problems[:3], glossary.problems[3:]
    assert [p.line for p in rows] == [3, 4, 5]
    assert not any("none of its terms" in p.hint for p in rows)
    assert [Path(str(p.path)).name for p in files] == [
        "names.csv", "nothing.csv", "sheet.csv", "twice.csv",
    ]  # fmt: skip
    assert all("none of its terms is used" in p.hint for p in files)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("words.xlsx", "save it there as CSV UTF-8"),
        ("words.ODS", "save it there as CSV UTF-8"),
        ("words.tbx", "glossary import"),
        ("sub/words.tsv", "glossary import"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(
    tmp_path: Path, name: str, remedy: str
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / name).write_bytes(b"")
    (tmp_path / "~$words.xlsx").write_bytes(b"")  # a spreadsheet program has it open
    write(tmp_path, "de;en\nKöln;Cologne\n", "UPPER.CSV")
    glossary = load_glossary([tmp_path])
    assert [c.preferred("en") for c in glossary.concepts] == ["Cologne"]
    (error,) = glossary.problems
    assert Path(str(error.path)) == tmp_path / name
    assert remedy in error.hint


def test_language_names_are_columns_of_a_glossary_file(tmp_path: Path) -> None:
    file = write(tmp_path, "Deutsch;Englisch;Português (Brasil);Quelle\nKoog;polder;pôlder;Duden\n")
    (concept,) = load_glossary([file]).concepts
    assert {lang: terms[0].text for lang, terms in concept.terms.items()} == {
        "de": "Koog", "en": "polder", "pt-br": "pôlder",
    }  # fmt: skip
    assert concept.extra == {"quelle": "Duden"}


def test_control_characters_are_left_out_of_notes_and_break_names(tmp_path: Path) -> None:
    file = write(tmp_path, "id;de;en;note;src\n;Haus;house;a\x1b[31mb;c\x07\nx\x1b;Hof;yard;;\n")
    glossary = load_glossary([file])
    (concept,) = glossary.concepts
    assert (concept.note, concept.extra) == ("a[31mb", {"src": "c"})
    assert "control character" in glossary.problems[0].message


def test_marks_can_be_part_of_a_term() -> None:
    assert parse_terms(r"a\|b|\!c|! d|e\\f") == (
        Term("a|b"),
        Term("!c"),
        Term(r"e\f"),
        Term("d", forbidden=True),
    )


@given(TERMS, st.integers(0, 4))
def test_forms_survive_a_cell(texts: list[str], allowed: int) -> None:
    texts = list(dict.fromkeys(unicodedata.normalize("NFC", text) for text in texts))
    terms = tuple(Term(text, number >= allowed) for number, text in enumerate(texts))
    assert parse_terms(format_terms(terms)) == terms


@given(TERMS, TERMS, st.sets(st.sampled_from(["case", "keep"])), st.sampled_from(MatchMode))
def test_a_concept_survives_a_row(
    german: list[str], english: list[str], flags: set[str], match: MatchMode
) -> None:
    concept = Concept(
        id="the-id",
        terms={"de": _terms(german), "en": _terms(english)},
        match=match,
        case_sensitive="case" in flags,
        translate="keep" not in flags,
        note="a | note",
    )
    table = append_rows(parse_table("id,de,en\n", Path("x.csv")), [cells_of(concept)])
    again = concept_of(table, table.rows[0])
    assert cells_of(again) == cells_of(concept)
    assert again.terms == concept.terms


def _terms(texts: list[str]) -> tuple[Term, ...]:
    return tuple(Term(t) for t in dict.fromkeys(unicodedata.normalize("NFC", t) for t in texts))
