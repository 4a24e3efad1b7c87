"""Read and write a glossary table so that what was not edited stays byte for byte.

A file is a sequence of records: comments (``#``), blank lines, one header, rows. Each record keeps
its raw text, so an edit changes the lines of one row and nothing else. A record whose quoting is
broken is kept as it is and stops nobody.

A cell that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@`` or a
tab) is written with an apostrophe in front, which is taken off when it is read (OWASP, "CSV
injection").
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.columns import column_of
from translator.glossary.encoding import decode

DELIMITERS = ("\t", ";", ",")
NEW_DELIMITER = ";"  # what a German spreadsheet program splits at; with the mark it reads UTF-8
QUOTING_HINT = 'write " inside a quoted cell as "", and close every quote in its own row'
_BOM = "\ufeff"
_SAMPLE = 50  # records that are looked at to find the delimiter
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_BREAK = re.compile(r"\r\n?|\n")
_BREAK_AT_END = re.compile(r"(?:\r\n?|\n)\Z")


class RecordKind(StrEnum):
    """What a record of the file is."""

    COMMENT = "comment"
    BLANK = "blank"
    HEADER = "header"
    ROW = "row"
    BROKEN = "broken"  # its quoting is wrong: ``problem`` says how


@dataclass(frozen=True, slots=True)
class Record:
    """One logical line: its raw text with its line end, the cells of a row, its 1-based line."""

    kind: RecordKind
    raw: str
    line: int
    cells: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A glossary file as it stands on disk; ``header`` has the columns as the store knows them."""

    path: Path
    records: tuple[Record, ...]
    header: tuple[str, ...]
    delimiter: str = NEW_DELIMITER
    newline: str = "\n"
    bom: bool = True
    encoding: str = "utf-8"

    @property
    def rows(self) -> tuple[Record, ...]:
        """Return the records that hold concepts."""
        return tuple(record for record in self.records if record.kind is RecordKind.ROW)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The records of a table before anybody knows whether the first is a header."""

    records: tuple[Record, ...]
    delimiter: str
    newline: str
    bom: bool

    @property
    def rows(self) -> tuple[Record, ...]:
        """Return the records that have cells."""
        return tuple(record for record in self.records if record.kind is RecordKind.ROW)


def read_table(path: Path) -> Table:
    """Read a glossary file.

    Raises:
        GlossaryError: the file cannot be read, is no text, or has no usable header.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(
            f"cannot read the glossary: {error.strerror}",
            path=path,
            hint="close it in other programs and check who may read it",
        ) from error
    return table_from(data, path)


def table_from(data: bytes, path: Path) -> Table:
    """Read the bytes of a glossary file.

    Raises:
        GlossaryError: they are no text, or have no usable header.
    """
    text, encoding = decode(data, path)
    return replace(parse_table(text, path), encoding=encoding)


def split_records(text: str) -> Sheet:
    """Split a text into its records; the first with cells is not yet told from the others.

    A quoted cell may span lines. Where the quoting is broken, one line is lost and reading goes
    on with the next: all of it takes linear time, because only a quote ends the search for one.
    """
    bom = text.startswith(_BOM)
    lines = list(io.StringIO(text.removeprefix(_BOM), newline=""))
    delimiter = _guess_delimiter(lines)
    records: list[Record] = []
    position = 0
    while position < len(lines):
        record, used = _record(lines, position, delimiter, first=not records)
        records.append(record)
        position += used
    newline = next((found[0] for found in _BREAK.finditer(text)), "\n")
    return Sheet(tuple(records), delimiter, newline, bom)


def parse_table(text: str, path: Path) -> Table:
    """Split the text of a glossary file into records, the first row being its header.

    Raises:
        GlossaryError: there is no header, or it names a column twice or not at all.
    """
    return with_header(split_records(text), path)


def with_header(sheet: Sheet, path: Path) -> Table:
    """Take the first row of a sheet as the header.

    Raises:
        GlossaryError: there is no header, or it names a column twice or not at all.
    """
    records = list(sheet.records)
    solid = (RecordKind.ROW, RecordKind.BROKEN)
    place = next((n for n, record in enumerate(records) if record.kind in solid), None)
    if place is None:
        raise GlossaryError(
            "the file has no header", path=path, line=1, hint="the first row names the columns"
        )
    if records[place].kind is RecordKind.BROKEN:
        line, problem = records[place].line, records[place].problem
        raise GlossaryError(problem, path=path, line=line, hint=QUOTING_HINT)
    records[place] = replace(records[place], kind=RecordKind.HEADER)
    names = header_of(records[place].cells)
    for position, name in enumerate(names):
        if not name or name in names[:position]:
            problem = f"column {name!r} stands twice" if name else "a column has no name"
            raise GlossaryError(
                problem, path=path, line=records[place].line, hint="name every column once"
            )
    return Table(path, tuple(records), names, sheet.delimiter, sheet.newline, sheet.bom)


def header_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that the cells of a header name, without empty ones at its end."""
    names = [column_of(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def render_table(table: Table) -> bytes:
    """Return the bytes of the file; unedited records come out as they were read.

    Raises:
        GlossaryError: a new row holds a character that the encoding of the file lacks.
    """
    text = "".join(record.raw for record in table.records)
    try:
        return ((_BOM if table.bom else "") + text).encode(table.encoding)
    except UnicodeEncodeError as error:
        raise GlossaryError(
            f"the file is not in UTF-8 and cannot hold {text[error.start]!r}",
            path=table.path,
            hint="save it as CSV UTF-8 first",
        ) from error


def new_table(path: Path, header: Iterable[str]) -> Table:
    """Return an empty table with a header, in UTF-8 with a mark and semicolons."""
    names = tuple(header)
    record = Record(RecordKind.HEADER, _row(names, NEW_DELIMITER, "\n"), 1, names)
    return Table(path, (record,), names)


def append_rows(table: Table, rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the table with rows at its end; columns it lacks are added to the header."""
    wide = _widen(table, rows)
    quoted = _all_quoted(wide)
    records = list(wide.records)
    if records and not _BREAK_AT_END.search(records[-1].raw):
        records[-1] = replace(records[-1], raw=records[-1].raw + wide.newline)
    line = sum(_breaks(record.raw) for record in records) + 1
    for cells in rows:
        values = tuple(cells.get(name, "") for name in wide.header)
        raw = _row(values, wide.delimiter, wide.newline, quoted=quoted)
        records.append(Record(RecordKind.ROW, raw, line, values))
        line += _breaks(raw)
    return replace(wide, records=tuple(records))


def change_rows(table: Table, changes: Mapping[int, Mapping[str, str]]) -> Table:
    """Return the table with cells of some rows, given by their line, replaced; the rest stays."""
    wide = _widen(table, list(changes.values()))
    records = [
        _changed(record, changes[record.line], wide)
        if record.line in changes and record.kind is RecordKind.ROW
        else record
        for record in wide.records
    ]
    return _renumber(replace(wide, records=tuple(records)))


def remove_row(table: Table, line: int) -> Table:
    """Return the table without the row at ``line``."""
    kept = tuple(r for r in table.records if r.line != line or r.kind is not RecordKind.ROW)
    return _renumber(replace(table, records=kept))


def write_rows(rows: Iterable[Sequence[str]], delimiter: str, *, bom: bool) -> bytes:
    """Write a table for other programs, in UTF-8; equal rows give equal bytes."""
    text = "".join(_row(tuple(row), delimiter, "\n") for row in rows)
    return ((_BOM if bom else "") + text).encode()


def _record(
    lines: Sequence[str], position: int, delimiter: str, *, first: bool
) -> tuple[Record, int]:
    """Return the record that begins at a line, and how many lines it has."""
    raw, number = lines[position], position + 1
    stripped = raw.strip()
    if not stripped.strip(",;\t"):
        return Record(RecordKind.BLANK, raw, number), 1
    if raw.startswith("#") or (first and stripped.lower().startswith("sep=")):
        return Record(RecordKind.COMMENT, raw, number), 1
    rest = (lines[at] for at in range(position, len(lines)))
    reader = csv.reader(rest, delimiter=delimiter, strict=True)
    try:
        cells = tuple(_unguarded(cell) for cell in next(reader))
    except csv.Error as error:
        never = "unexpected end" in str(error)
        problem = "a quote is opened and never closed" if never else f"broken quoting: {error}"
        return Record(RecordKind.BROKEN, raw, number, problem=problem), 1
    used = reader.line_num
    kind = RecordKind.ROW if any(cells) else RecordKind.BLANK
    return Record(kind, "".join(lines[position : position + used]), number, cells), used


def _changed(record: Record, cells: Mapping[str, str], table: Table) -> Record:
    """Return a row with some of its cells replaced; the others keep their quoting."""
    old = record.cells + ("",) * (len(table.header) - len(record.cells))
    values = tuple(cells.get(name, value) for name, value in zip(table.header, old, strict=False))
    body = _BREAK_AT_END.sub("", record.raw)
    end = record.raw[len(body) :]
    pieces = _pieces(body, table.delimiter)
    if len(pieces) != len(record.cells):
        pieces = []
    quoted = _all_quoted(table)
    written = [
        pieces[n]
        if n < len(pieces) and value == old[n]
        else _cell(value, table.delimiter, quoted=quoted, first=not n)
        for n, value in enumerate(values)
    ]
    while len(written) > len(record.cells) and not values[len(written) - 1]:
        written.pop()  # a small difference: no empty cells that were not there
    raw = table.delimiter.join(written + pieces[len(values) :]) + end
    return replace(record, raw=raw, cells=values)


def _pieces(body: str, delimiter: str) -> list[str]:
    """Split the raw text of a row into the raw text of its cells, quotes included."""
    pieces: list[str] = []
    start = position = 0
    while True:
        if body.startswith('"', position):
            position += 1
            while (found := body.find('"', position)) >= 0 and body.startswith('""', found):
                position = found + 2
            position = len(body) if found < 0 else found + 1
        end = body.find(delimiter, position)
        if end < 0:
            return [*pieces, body[start:]]
        pieces.append(body[start:end])
        start = position = end + 1


def _renumber(table: Table) -> Table:
    """Give every record the line it now stands on."""
    records, line = [], 1
    for record in table.records:
        records.append(replace(record, line=line))
        line += _breaks(record.raw)
    return replace(table, records=tuple(records))


def _breaks(raw: str) -> int:
    """Count line ends, those of old Macs included."""
    return sum(1 for _ in _BREAK.finditer(raw))


def _widen(table: Table, rows: Sequence[Mapping[str, str]]) -> Table:
    """Return the table with a column for each cell of ``rows`` that has a value."""
    known = set(table.header)
    wanted = dict.fromkeys(name for row in rows for name, value in row.items() if value)
    missing = tuple(name for name in wanted if name not in known)
    if not missing:
        return table
    records = []
    for record in table.records:
        if record.kind is RecordKind.HEADER:
            body = _BREAK_AT_END.sub("", record.raw)
            pieces = _pieces(body, table.delimiter)[: len(table.header)]
            quoted = _all_quoted(table)
            pieces += [_cell(name, table.delimiter, quoted=quoted) for name in missing]
            raw = table.delimiter.join(pieces) + record.raw[len(body) :]
            cells = record.cells[: len(table.header)] + missing
            records.append(replace(record, raw=raw, cells=cells))
        else:
            records.append(record)
    return replace(table, records=tuple(records), header=table.header + missing)


def _all_quoted(table: Table) -> bool:
    """Say whether the file quotes every cell, as its header shows."""
    raw = next((r.raw for r in table.records if r.kind is RecordKind.HEADER), "")
    pieces = _pieces(raw.rstrip("\r\n"), table.delimiter)
    return all(piece.startswith('"') for piece in pieces)


def _row(cells: tuple[str, ...], delimiter: str, newline: str, *, quoted: bool = False) -> str:
    """Write one row, quoted only where it must be or where the whole file is."""
    written = [
        _cell(cell, delimiter, quoted=quoted, first=not number) for number, cell in enumerate(cells)
    ]
    return delimiter.join(written) + newline


def _cell(text: str, delimiter: str, *, quoted: bool = False, first: bool = False) -> str:
    """Write one cell; line breaks in it are plain ones, and a formula is made harmless."""
    text = _BREAK.sub("\n", f"'{text}" if _FORMULA.match(text) else text)
    # An unquoted "#" at the start would turn the row into a comment.
    must = first and text.startswith(("#", _BOM))
    if quoted or must or any(char in text for char in (delimiter, '"', "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _unguarded(cell: str) -> str:
    """Take the apostrophe off that ``_cell`` puts before what looks like a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _guess_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that splits the first records best.

    A tab stands in no term, so one in the first record decides. Otherwise it is the one at which
    most records split; among equals, the one that gives the first record most cells.
    """
    sample = list(_sample(lines))
    if not sample:
        return NEW_DELIMITER
    counts = {d: [_count(line, d) for line in sample] for d in DELIMITERS}
    if counts["\t"][0] > 1:
        return "\t"
    return max(
        DELIMITERS, key=lambda d: (counts[d][0] > 1, sum(n > 1 for n in counts[d]), counts[d][0])
    )


def _sample(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first lines that hold cells."""
    found = 0
    for line in lines:
        if found == _SAMPLE:
            return
        if line.strip() and not line.startswith("#") and not line.lower().startswith("sep="):
            found += 1
            yield line


def _count(line: str, delimiter: str) -> int:
    """Count the cells of a line; delimiters inside quotes do not count."""
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:  # a cell beyond the limit of the library
        return 0
