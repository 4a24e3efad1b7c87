"""What was not edited stays byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.errors import GlossaryError
from translator.glossary.table import (
    append_row,
    change_row,
    parse_table,
    read_table,
    remove_row,
    render_table,
)

PATH = Path("news.csv")
EXCEL = (
    '\ufeffsep=;\r\nid;de;en;Anmerkung\r\n;Kiew;Kyiv;"zwei\r\nZeilen; ""so"""\r\n\r\n;Bank;bank\r\n'
)

CELL = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r"), max_size=8
)


@pytest.mark.parametrize(
    "text",
    [
        EXCEL,
        'de,en\n# a comment, with a "quote\n\nKiew,Kyiv',
        "de\ten\nKiew\tKyiv\n",
        "de,en,\nKiew,Kyiv,\n",
    ],
)
def test_reading_and_writing_changes_nothing(text: str) -> None:
    assert render_table(parse_table(text, PATH)) == text.encode()


def test_excel_writes_a_mark_semicolons_and_quotes() -> None:
    table = parse_table(EXCEL, PATH)
    assert table.header == ("id", "de", "en", "anmerkung")
    assert [(r.line, r.cells) for r in table.rows] == [
        (3, ("", "Kiew", "Kyiv", 'zwei\r\nZeilen; "so"')),
        (6, ("", "Bank", "bank")),
    ]


def test_an_edit_touches_one_row() -> None:
    table = parse_table(EXCEL, PATH)
    edited = render_table(change_row(table, 6, {"en": "bank; bench"})).decode()
    assert edited == EXCEL.replace(";Bank;bank\r\n", ';Bank;"bank; bench"\r\n')


def test_a_new_row_goes_to_the_end_and_a_new_column_to_the_header() -> None:
    table = parse_table("de,en\nKiew,Kyiv", PATH)
    assert render_table(append_row(table, {"de": "Krim", "fr": "Crimée"})) == (
        "de,en,fr\nKiew,Kyiv\nKrim,,Crimée\n".encode()
    )


def test_a_removed_row_leaves_its_neighbours_alone() -> None:
    table = parse_table("de,en\n# east\nKiew,Kyiv\nKrim,Crimea\n", PATH)
    rest = remove_row(table, 3)
    assert render_table(rest) == b"de,en\n# east\nKrim,Crimea\n"
    assert rest.rows[0].line == 3


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=6))
def test_what_is_appended_is_read_again(rows: list[list[str]]) -> None:
    table = parse_table("de,en\n", PATH)
    for de, en in rows:
        table = append_row(table, {"de": de, "en": en})
    again = parse_table(render_table(table).decode(), PATH)
    kept = [(de, en) for de, en in rows if (de + en).strip().strip(",;\t")]
    assert [r.cells for r in again.rows if (r.cells[0] + r.cells[1]).strip().strip(",;\t")] == kept


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "no header"),
        ("# only a comment\n", 1, "no header"),
        ('de,en\nKiew,"Kyiv\nKrim,Crimea\n', 2, "never closed"),
        ("de,en,de\nKiew,Kyiv,Kiew\n", 1, "stands twice"),
        ("de,,en\nKiew,x,Kyiv\n", 1, "no name"),
    ],
)
def test_a_broken_file_names_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        parse_table(text, PATH)
    assert caught.value.line == line
    assert problem in caught.value.message
    assert caught.value.hint


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "glossary.csv"
    file.write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(GlossaryError, match="not a text file"):
        read_table(file)
    file.write_bytes("de,en\nStraße,street\n".encode("latin-1"))
    with pytest.raises(GlossaryError) as caught:
        read_table(file)
    assert caught.value.line == 2


def test_utf_16_is_read(tmp_path: Path) -> None:
    file = tmp_path / "glossary.csv"
    file.write_bytes("de\ten\nKöln\tCologne\n".encode("utf-16"))
    assert read_table(file).rows[0].cells == ("Köln", "Cologne")
