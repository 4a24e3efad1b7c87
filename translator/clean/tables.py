"""Tables of data, row by row; old pages also lay out their columns with tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup, Tag

from translator.article import Cell, Mark
from translator.clean.elements import INLINE, SKIPPED, around, attribute, elements_in, text_of
from translator.clean.inline_marks import InlineMarks
from translator.clean.running import RunningText, Text
from translator.clean.walk import Event, events, holds, is_footnote_mark, is_hidden

_LONGEST_CELL = 300  # characters; a longer cell is a column of a layout, not a value
_NESTED = 2  # tables within tables that may still be data
_MOST_COLUMNS = 50  # that a cell may cover
_MOST_COVERED = 10  # places in rows below for every cell of a table; the most in 556 pages is .2
_LAYOUT = frozenset({"h1", "h2", "h3", "form", "article", "section", "figure", "iframe"})
_BLOCKS_IN_CELLS = frozenset({"table", "p", "div", "ul", "ol", "h1", "h2", "h3"})
_ALIGNED = re.compile(r"text-align\s*:\s*(left|right|center)", re.IGNORECASE)
_ALIGNMENTS = {"left", "right", "center"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data: its cells' texts separated by tabs, one for every column of the table.

    What a cell covers besides its own place is an empty text. That the cells of the first row name
    their columns goes without saying. ``linked`` counts the characters of
    links, ``inline``, ``unseen`` and ``notes`` are as in a ``Piece``.
    """

    text: str
    number: int  # in its table, from 1
    cells: tuple[Cell, ...]
    marks: tuple[Mark, ...] = ()
    linked: int = 0
    inline: tuple[Tag, ...] = ()
    unseen: tuple[Tag, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Content:
    """What a cell holds."""

    text: Text
    linked: int = 0
    inline: tuple[Tag, ...] = ()
    unseen: tuple[Tag, ...] = ()
    notes: tuple[str, ...] = ()


_EMPTY = _Content(Text(""))


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of data of a page, by the identity of their elements; ``None`` for an empty one."""

    rows: Mapping[int, Row | None] = field(default_factory=dict)

    def holds(self, row: Tag) -> bool:
        """Say whether a ``tr`` is a row of data."""
        return id(row) in self.rows

    def row(self, row: Tag) -> Row | None:
        """Return a row of data, or ``None`` if nothing is in it."""
        return self.rows[id(row)]


def tables_of_data(soup: BeautifulSoup, lang: str = "") -> Tables:
    """Find the rows of data in a page; ``lang`` is its language.

    A table is data if its cells are short and none holds a part of a page, such as a heading; it
    may then hold paragraphs, lists and tables. In any other table single rows still may be data.
    """
    rows: dict[int, Row | None] = {}
    inside: set[int] = set()  # tables within a table of data
    for table, height in _with_heights([*elements_in(soup, "table")]):
        outer = around(table, "table")
        if outer is not None and id(outer) in inside:
            inside.add(id(table))
            continue
        own = [(row, _cells_of(row)) for row in _rows_of(table)]
        if height <= _NESTED and _is_data(table, [cells for _, cells in own]):
            inside.add(id(table))
        else:
            own = [(row, cells) for row, cells in own if _is_data_row(row, cells)]
        found = _grid([cells for _, cells in own], lang)
        rows |= zip((id(row) for row, _ in own), found, strict=True)
    return Tables(rows)


def _with_heights(tables: Sequence[Tag]) -> list[tuple[Tag, int]]:
    """Return tables in document order, each with how many tables deep it is, itself included."""
    heights = {id(table): 1 for table in tables}
    for table in reversed(tables):
        outer = around(table, "table")
        if outer is not None:
            heights[id(outer)] = max(heights[id(outer)], heights[id(table)] + 1)
    return [(table, heights[id(table)]) for table in tables]


def _rows_of(table: Tag) -> list[Tag]:
    parts = [child for child in table.contents if isinstance(child, Tag)]
    rows = []
    for part in parts:
        inner = part.contents if part.name in {"thead", "tbody", "tfoot"} else [part]
        rows += [row for row in inner if isinstance(row, Tag) and row.name == "tr"]
    return rows


def _cells_of(row: Tag) -> list[Tag]:
    return [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in {"td", "th"}]


def _is_data(table: Tag, rows: Sequence[Sequence[Tag]]) -> bool:
    wide = sum(len(cells) > 1 for cells in rows)
    return wide > 1 and not holds(table, _LAYOUT) and all(map(_are_short, rows))


def _is_data_row(row: Tag, cells: Sequence[Tag]) -> bool:
    return not holds(row, _BLOCKS_IN_CELLS) and _are_short(cells)


def _are_short(cells: Sequence[Tag]) -> bool:
    return all(len(cell.get_text().strip()) <= _LONGEST_CELL for cell in cells)


def _grid(rows: Sequence[Sequence[Tag]], lang: str) -> Iterator[Row | None]:
    """Yield the rows with a text for every column, also for those that a cell above or before covers.

    Cells that cover everything below them would make rows that grow with their number; beyond
    ``_MOST_COVERED`` places for every cell of the table, nothing is covered from above.
    """
    covered: dict[int, int] = {}  # by column: rows that a cell from above still covers
    widest = min(_MOST_COLUMNS, max(map(len, rows), default=1))
    left = _MOST_COVERED * sum(map(len, rows))
    for index, row in enumerate(rows):
        contents: list[_Content] = []
        cells: list[Cell] = []
        above, covered = covered, {}
        for element in [*row, None]:
            while left > 0 and above.get(len(cells), 0):
                left -= 1
                covered[len(cells)] = above.pop(len(cells)) - 1
                contents.append(_EMPTY)
                cells.append(Cell())
            if element is None:
                break
            cell = _cell(element, widest, len(rows) - index if left > 0 else 1)
            for column in range(len(cells), len(cells) + cell.columns):
                covered[column] = cell.rows - 1
            contents += [_content(element, lang), *[_EMPTY] * (cell.columns - 1)]
            cells += [cell, *[Cell()] * (cell.columns - 1)]
        yield _row(contents, cells, index + 1)


def _cell(element: Tag, most_columns: int, most_rows: int) -> Cell:
    style = _ALIGNED.search(attribute(element, "style"))
    align = (style[1] if style else attribute(element, "align")).lower()
    return Cell(
        columns=_span(attribute(element, "colspan"), most_columns),
        rows=_span(attribute(element, "rowspan"), most_rows),
        align=align if align in _ALIGNMENTS else "",
        header=element.name == "th",
    )


def _span(value: str, most: int) -> int:
    number = (
        int(value) if value and value.strip().isdecimal() and len(value) < len("1000000") else 1
    )
    return max(1, min(number, most))


def _row(contents: Sequence[_Content], cells: Sequence[Cell], number: int) -> Row | None:
    if number == 1 and all(cell.header for cell in cells):
        cells = [replace(cell, header=False) for cell in cells]
    texts = [content.text.text for content in contents]
    if not any(texts):
        return None
    marks: list[Mark] = []
    start = 0
    for content in contents:
        marks += [
            replace(mark, start=mark.start + start, end=mark.end + start)
            for mark in content.text.marks
        ]
        start += len(content.text.text) + 1
    return Row(
        text="\t".join(texts) if len(texts) > 1 else texts[0],
        number=number,
        cells=tuple(cells) if any(cell != Cell() for cell in cells) else (),
        marks=tuple(marks),
        linked=sum(content.linked for content in contents),
        inline=tuple(tag for content in contents for tag in content.inline),
        unseen=tuple(tag for content in contents for tag in content.unseen),
        notes=tuple(note for content in contents for note in content.notes),
    )


def _content(cell: Tag, lang: str) -> _Content:
    """Return the text of a cell on one line, blocks in it kept apart."""
    if not cell.contents:
        return _EMPTY
    running = RunningText()
    marks = InlineMarks(running, lang)
    inline: list[Tag] = []
    unseen: list[Tag] = []
    notes: list[str] = []
    linked = links = 0
    for event, element, text in events(cell, _enters):
        name = element.name
        if event is Event.TEXT:
            running.add(text)
            linked += len(text.strip()) * (links > 0)
        elif event is Event.SKIP:
            unseen.append(element)
            if is_footnote_mark(element):
                notes.append(text_of(element))
        elif name not in INLINE:
            running.add(" ")
        elif event is Event.START:
            inline.append(element)
            links += name == "a"
            marks.open(element)
        else:
            links -= name == "a"
            marks.close(element)
    texts = running.finish()
    whole = texts[0] if texts else Text("")
    return _Content(whole, linked, tuple(inline), tuple(unseen), tuple(notes))


def _enters(element: Tag) -> bool:
    return not (element.name in SKIPPED or is_hidden(element) or is_footnote_mark(element))
