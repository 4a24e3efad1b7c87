"""Read and write a glossary table so that what was not edited stays byte for byte.

A file is a sequence of records: comments (``#``), blank lines, one header, rows. Each record keeps
its raw text, so an edit changes the lines of one row and nothing else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from translator.errors import GlossaryError

DELIMITERS = (",", ";", "\t")
_BOM = "\ufeff"


class RecordKind(StrEnum):
    """What a record of the file is."""

    COMMENT = "comment"
    BLANK = "blank"
    HEADER = "header"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Record:
    """One logical line: its raw text with its line end, the cells of a row, its 1-based line."""

    kind: RecordKind
    raw: str
    line: int
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A glossary file as it stands on disk."""

    path: Path
    records: tuple[Record, ...]
    header: tuple[str, ...]
    delimiter: str = ","
    newline: str = "\n"
    bom: bool = False

    @property
    def rows(self) -> tuple[Record, ...]:
        """Return the records that hold concepts."""
        return tuple(record for record in self.records if record.kind is RecordKind.ROW)


def read_table(path: Path) -> Table:
    """Read a glossary file.

    Raises:
        GlossaryError: the file cannot be read, is not UTF-8 text, or its quoting is broken.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(
            f"cannot read the glossary: {error.strerror}", path=path, hint="check the path"
        ) from error
    return parse_table(decode(data, path), path)


def decode(data: bytes, path: Path) -> str:
    """Decode the bytes of a table: UTF-8, UTF-16 with a BOM, or what Excel calls ANSI.

    Raises:
        GlossaryError: the bytes are not text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in data:
        raise GlossaryError("this is not a text file", path=path, hint="save it as CSV (UTF-8)")
    else:
        encoding = "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GlossaryError(
            "the text is not UTF-8", path=path, line=line, hint="save it as CSV UTF-8"
        ) from error


def parse_table(text: str, path: Path) -> Table:
    """Split the text of a glossary file into records.

    Raises:
        GlossaryError: a quote is never closed, or there is no header.
    """
    bom = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    delimiter = ""
    records: list[Record] = []
    for line, raw in _logical_lines(text, path):
        stripped = raw.strip()
        if not stripped.strip(",;\t"):
            records.append(Record(RecordKind.BLANK, raw, line))
        elif raw.startswith("#") or (not records and stripped.lower().startswith("sep=")):
            records.append(Record(RecordKind.COMMENT, raw, line))
        else:
            kind = RecordKind.ROW if delimiter else RecordKind.HEADER
            delimiter = delimiter or _guess_delimiter(raw)
            records.append(Record(kind, raw, line, _cells(raw, delimiter, path, line)))
    header = next((r.cells for r in records if r.kind is RecordKind.HEADER), None)
    if header is None:
        raise GlossaryError(
            "the file has no header", path=path, line=1, hint="the first row names the columns"
        )
    while header and not header[-1].strip():
        header = header[:-1]
    names = tuple(name.strip().lower() for name in header)
    for position, name in enumerate(names):
        if not name or name in names[:position]:
            line = next(r.line for r in records if r.kind is RecordKind.HEADER)
            problem = f"column {name!r} stands twice" if name else "a column has no name"
            raise GlossaryError(problem, path=path, line=line, hint="name every column once")
    newline = "\r\n" if "\r\n" in text else "\n"
    return Table(path, tuple(records), names, delimiter or ",", newline, bom)


def render_table(table: Table) -> bytes:
    """Return the bytes of the file; unedited records come out as they were read."""
    text = "".join(record.raw for record in table.records)
    return ((_BOM if table.bom else "") + text).encode()


def new_table(path: Path, header: Iterable[str]) -> Table:
    """Return an empty table with a header."""
    names = tuple(header)
    record = Record(RecordKind.HEADER, _row(names, ",", "\n"), 1, names)
    return Table(path, (record,), names)


def append_row(table: Table, cells: Mapping[str, str]) -> Table:
    """Return the table with a row at its end; columns it lacks are added to the header."""
    wide = _widen(table, cells)
    raw = _row(tuple(cells.get(n, "") for n in wide.header), wide.delimiter, wide.newline)
    records = list(wide.records)
    if records and not records[-1].raw.endswith("\n"):
        records[-1] = replace(records[-1], raw=records[-1].raw + wide.newline)
    line = sum(record.raw.count("\n") for record in records) + 1
    values = tuple(cells.get(n, "") for n in wide.header)
    records.append(Record(RecordKind.ROW, raw, line, values))
    return replace(wide, records=tuple(records))


def change_row(table: Table, line: int, cells: Mapping[str, str]) -> Table:
    """Return the table with the given cells of the row at ``line`` replaced, others untouched."""
    wide = _widen(table, cells)
    records = []
    for record in wide.records:
        if record.line == line and record.kind is RecordKind.ROW:
            padded = record.cells + ("",) * (len(wide.header) - len(record.cells))
            named = zip(wide.header, padded[: len(wide.header)], strict=True)
            values = tuple(cells.get(name, old) for name, old in named)
            raw = _row(_shorten(values, len(record.cells)), wide.delimiter, wide.newline)
            records.append(Record(RecordKind.ROW, raw, line, values))
        else:
            records.append(record)
    return _renumber(replace(wide, records=tuple(records)))


def remove_row(table: Table, line: int) -> Table:
    """Return the table without the row at ``line``."""
    kept = tuple(r for r in table.records if r.line != line or r.kind is not RecordKind.ROW)
    return _renumber(replace(table, records=kept))


def _renumber(table: Table) -> Table:
    """Give every record the line it now stands on."""
    records, line = [], 1
    for record in table.records:
        records.append(replace(record, line=line))
        line += record.raw.count("\n")
    return replace(table, records=tuple(records))


def _shorten(values: tuple[str, ...], length: int) -> tuple[str, ...]:
    """Drop empty cells beyond the ``length`` a row had before, for a small diff."""
    while len(values) > length and not values[-1]:
        values = values[:-1]
    return values


def _widen(table: Table, cells: Mapping[str, str]) -> Table:
    """Return the table with a column for each of ``cells`` that has a value."""
    missing = tuple(n for n, value in cells.items() if value and n not in table.header)
    if not missing:
        return table
    records = []
    for record in table.records:
        if record.kind is RecordKind.HEADER:
            names = record.cells[: len(table.header)] + missing
            raw = _row(names, table.delimiter, table.newline)
            records.append(replace(record, raw=raw, cells=names))
        else:
            records.append(record)
    return replace(table, records=tuple(records), header=table.header + missing)


def _row(cells: tuple[str, ...], delimiter: str, newline: str) -> str:
    """Write one row, quoted only where it must be; line breaks in cells are plain ones."""
    cells = tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells)
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline).writerow(cells)
    raw = buffer.getvalue()
    # An unquoted "#" at the start would turn the row into a comment.
    if raw.startswith("#"):
        first = cells[0].replace('"', '""')
        raw = f'"{first}"{raw[len(cells[0]) :]}'
    return raw


def _logical_lines(text: str, path: Path) -> Iterable[tuple[int, str]]:
    """Yield (1-based line, text) of each record; a quoted cell may span lines."""
    pending, start = "", 1
    for number, raw in enumerate(io.StringIO(text, newline=""), start=1):
        if not pending:
            start = number
            if raw.startswith("#"):
                yield start, raw
                continue
        pending += raw
        if pending.count('"') % 2 == 0:
            yield start, pending
            pending = ""
    if pending:
        raise GlossaryError(
            "a quote is opened and never closed",
            path=path,
            line=start,
            hint='write " inside a quoted cell as ""',
        )


def _guess_delimiter(header: str) -> str:
    """Return the delimiter that splits the header into most columns."""
    return max(DELIMITERS, key=header.count)


def _cells(raw: str, delimiter: str, path: Path, line: int) -> tuple[str, ...]:
    """Split one record into its cells."""
    try:
        rows = list(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise GlossaryError(
            f"the quoting is broken: {error}",
            path=path,
            line=line,
            hint='write " inside a quoted cell as ""',
        ) from error
    return tuple(rows[0]) if rows else ()
