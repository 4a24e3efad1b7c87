"""What was not edited stays byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.errors import GlossaryError
from translator.glossary.table import (
    append_rows,
    change_rows,
    parse_table,
    read_table,
    remove_row,
    render_table,
    split_records,
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
    edited = render_table(change_rows(table, {6: {"en": "bank; bench"}})).decode()
    assert edited == EXCEL.replace(";Bank;bank\r\n", ';Bank;"bank; bench"\r\n')


def test_a_new_row_goes_to_the_end_and_a_new_column_to_the_header() -> None:
    table = parse_table("de,en\nKiew,Kyiv", PATH)
    assert render_table(append_rows(table, [{"de": "Krim", "fr": "Crimée"}])) == (
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
        table = append_rows(table, [{"de": de, "en": en}])
    again = parse_table(render_table(table).decode(), PATH)
    kept = [(de, en) for de, en in rows if (de + en).strip().strip(",;\t")]
    assert [r.cells for r in again.rows if (r.cells[0] + r.cells[1]).strip().strip(",;\t")] == kept


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "no header"),
        ("# only a comment\n", 1, "no header"),
        ('"de,en\nKiew,Kyiv\n', 1, "never closed"),
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
    file.write_bytes(b"de,en\nKiew,Ky\x00iv\n")
    with pytest.raises(GlossaryError, match="not a text file") as caught:
        read_table(file)
    assert caught.value.line == 2
    file.write_bytes(b'<?xml version="1.0"?><martif/>')
    with pytest.raises(GlossaryError, match="XML"):
        read_table(file)


@pytest.mark.parametrize(
    "data",
    [
        "de,en\nStraße,street\n".encode("mac-roman") + "Köln,x\n".encode("mac-roman"),
        "de,en\nKöln,Cologne\n".encode("cp850"),
        "de,en\nKöln,Cologne\n".encode() + "Straße,street\n".encode("cp1252"),
    ],
)
def test_bytes_that_could_be_other_letters_are_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "glossary.csv"
    file.write_bytes(data)
    with pytest.raises(GlossaryError, match="not UTF-8") as caught:
        read_table(file)
    assert caught.value.line in (2, 3)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_stay_when_a_row_is_added(
    tmp_path: Path, encoding: str, newline: str
) -> None:
    text = 'de;en;note\n# „ours“\nStraße;street;"a; b"\n;;\n"Köln";Cologne\n'.replace("\n", newline)
    added = f"Fluß;river;{newline}"
    file = tmp_path / "glossary.csv"
    file.write_bytes(text.encode(encoding))
    table = read_table(file)
    assert [row.cells[0] for row in table.rows] == ["Straße", "Köln"]
    after = append_rows(table, [{"de": "Fluß", "en": "river"}])
    assert render_table(after) == (text + added).encode(encoding)
    assert render_table(remove_row(after, 6)) == text.encode(encoding)


def test_a_letter_that_an_old_encoding_lacks_is_refused_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "glossary.csv"
    file.write_bytes("de;en\nKöln;Cologne\n".encode("cp1252"))
    table = append_rows(read_table(file), [{"de": "Łódź", "en": "Lodz"}])
    with pytest.raises(GlossaryError, match="cannot hold 'Ł'"):
        render_table(table)


def test_an_edit_keeps_the_quoting_of_the_cells_it_leaves_alone() -> None:
    text = '"de","en","note"\n"Kiew","Kyiv","a ""b"""\n'
    table = parse_table(text, PATH)
    edited = render_table(change_rows(table, {2: {"en": "Kiev"}})).decode()
    assert edited == text.replace('"Kyiv"', '"Kiev"')
    added = render_table(append_rows(table, [{"de": "Krim", "en": "Crimea"}])).decode()
    assert added == text + '"Krim","Crimea",""\n'
    mixed = parse_table('de,en,note\n"Kiew",Kyiv,"x"\n', PATH)
    assert render_table(change_rows(mixed, {2: {"en": "a,b"}})) == b'de,en,note\n"Kiew","a,b","x"\n'


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ('Kiew;"Kyiv', ["Bonn", "Rat", "Ort"]),  # never closed
        ('Kiew;"Ky"iv', ["Bonn", "Rat", "Ort"]),  # closed too early
        ('Kiew;"Kyiv\n"Krim";Crimea', ["Bonn", "Krim", "Rat", "Ort"]),  # closed by the next row
        ('Rohr 5";pipe 5"', ["Bonn", 'Rohr 5"', "Rat", "Ort"]),  # inches are no quotes
    ],
)
def test_broken_quoting_costs_one_row(row: str, kept: list[str]) -> None:
    text = f'de;en\nBonn;Bonn\n{row}\nRat;council\n"Ort";"place"\n'
    table = parse_table(text, PATH)
    assert [r.cells[0] for r in table.rows] == kept
    assert render_table(table).decode() == text
    broken = [r for r in table.records if r.problem]
    assert [r.line for r in broken] == ([] if 'Rohr 5"' in kept else [3])


@pytest.mark.parametrize("cell", ["=1+1", "-prozentig", "+49", "@home", "\tx", "'=x", "''-", "'so"])
def test_a_formula_is_made_harmless_and_comes_back(cell: str) -> None:
    table = append_rows(parse_table("de;en\n", PATH), [{"de": cell, "en": "x"}])
    raw = render_table(table).decode().splitlines()[1]
    assert raw.lstrip('"')[0] not in "=+-@\t"
    assert parse_table(render_table(table).decode(), PATH).rows[0].cells == (cell, "x")


def test_a_hand_written_minus_is_read_as_it_stands() -> None:
    text = "de;en\n-prozentig;percent\n"
    table = parse_table(text, PATH)
    assert table.rows[0].cells == ("-prozentig", "percent")
    edited = render_table(change_rows(table, {2: {"en": "per cent"}})).decode()
    assert edited == "de;en\n-prozentig;per cent\n"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("de,en\na;b,c\n", ","),
        ("de;en;note\nx;y;a, b, c, d\n", ";"),
        ("a, b\tc, d\n", "\t"),
        ("Kiew, Hauptstadt;Kyiv\nBonn;Bonn\n", ";"),
        ('"a;b",c\n', ","),
    ],
)
def test_the_delimiter_is_the_one_that_splits_the_rows(text: str, delimiter: str) -> None:
    assert split_records(text).delimiter == delimiter


def test_utf_16_is_read(tmp_path: Path) -> None:
    file = tmp_path / "glossary.csv"
    file.write_bytes("de\ten\nKöln\tCologne\n".encode("utf-16"))
    assert read_table(file).rows[0].cells == ("Köln", "Cologne")
