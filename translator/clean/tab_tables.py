"""Tables in pasted text: lines whose cells a tab parts, as browsers and spreadsheets copy them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translator.clean.normalise import normalise, squash

_TAB = "\u241f"  # the sign for a separator of units; normalising keeps it, and nobody writes it
_FEWEST_ROWS = 2  # a lone row is no table
_FEWEST_CELLS = 2  # a lone cell is no row


def lines_and_rows(pasted: str) -> tuple[list[str], Mapping[int, str]]:
    """Return the normalised lines of a text and, by index, those that are rows of a table.

    A row is given as its cells with a tab between them; among the lines it is empty, so that no
    paragraph is made of it. Lines in a row that have about the same number of cells are a table.
    """
    text = normalise(pasted)
    if "\t" not in pasted or _TAB in pasted:
        return text.split("\n"), {}
    lines = text.split("\n")
    cells = [
        [squash(cell) for cell in line.split(_TAB)]
        for line in normalise(pasted.replace("\t", f" {_TAB} ")).split("\n")
    ]
    rows: dict[int, str] = {}
    group: list[int] = []
    for index in range(len(cells) + 1):
        if index < len(cells) and _goes_on(cells, group, index):
            group.append(index)
            continue
        if len(group) >= _FEWEST_ROWS:
            rows |= {row: "\t".join(cells[row]).rstrip("\t") for row in group}
        group = [index] if index < len(cells) and _is_row(cells[index]) else []
    return ["" if index in rows else line for index, line in enumerate(lines)], rows


def _is_row(cells: Sequence[str]) -> bool:
    """Say whether a line has cells; a tab before a paragraph only indents it."""
    return sum(bool(cell) for cell in cells) >= _FEWEST_CELLS


def _goes_on(cells: Sequence[Sequence[str]], group: Sequence[int], index: int) -> bool:
    """Say whether a line is one more row of the table: it has a cell more or less at most."""
    return (
        bool(group)
        and _is_row(cells[index])
        and abs(len(cells[index]) - len(cells[group[-1]])) <= 1
    )
