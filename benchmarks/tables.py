"""Tables of figures, for a terminal or as Markdown for the documentation."""

from __future__ import annotations

from collections.abc import Sequence

_LABEL = 30  # columns
_CELL = 5

Row = tuple[str, Sequence[str]]


def table(heads: Sequence[str], rows: Sequence[Row], *, markdown: bool = False) -> str:
    """Return rows of a label and cells below their headings; a short row says why it is short."""
    if markdown:
        lines = [("", heads), ("---", ["---"] * len(heads)), *rows]
        return "\n".join(
            f"| {label} | {' | '.join([*cells, *[''] * (len(heads) - len(cells))])} |"
            for label, cells in lines
        )
    widths = [max(len(head), _CELL) + 2 for head in heads]
    return "\n".join(_line(label, cells, widths) for label, cells in [("", heads), *rows])


def _line(label: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    if len(cells) < len(widths):
        return f"{label:{_LABEL}}  {' '.join(cells)}"
    row = "".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return f"{label:{_LABEL}}{row}"


def three(value: float | None) -> str:
    """Return a share with three digits, as the documentation writes it; ``-`` for none."""
    return "-" if value is None else f"{value:.3f}".removeprefix("0")
