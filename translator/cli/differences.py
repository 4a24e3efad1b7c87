"""What people changed in a version: for a terminal, with the words that differ set off, and as data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import click

from translator.cli.terminal import beyond, one_line
from translator.review.edits import Edit, EditKind

if TYPE_CHECKING:
    from translator.review.states import Status

_SAID = {"=": "", "-": "red", "+": "green"}
Piece = tuple[str, bool]  # text, and whether it differs


def as_data(status: Status) -> dict[str, Any]:
    """Return the edits of a version as plain data."""
    found = status.comparison
    edits = [
        {
            "kind": edit.kind.value,
            "paragraph": place(edit),
            "source": edit.source,
            "draft": edit.draft,
            "text": edit.text,
        }
        for edit in (found.changes if found else ())
    ]
    return {"edits": edits, "formatted": [block.text for block in status.formatted]}


def place(edit: Edit) -> int:
    """Return the paragraph an edit stands in, or stood in: 0 is the headline."""
    return (edit.after or edit.before)[0].block


def print_edits(status: Status) -> None:
    """Print what people changed in a version."""
    found = status.comparison
    if found is None:
        click.echo(f"{status.path}: what it was made from is not on record")
        return
    for edit in found.changes:
        number = place(edit)
        where = f"paragraph {number}" if number else "headline"
        if not edit.after:
            where = f"{where} of the draft" if number else where
        if edit.kind is EditKind.MOVED:
            where += f", from paragraph {edit.before[0].block} of the draft"
        click.echo(one_line(f"{where}: {edit.kind}"))
        for sign, pieces in _lines(edit):
            _print(sign, pieces)
    for block in status.formatted:
        click.echo(one_line(f"formatted: {block.text}"))
    counts = found.counts | ({"formatted": len(status.formatted)} if status.formatted else {})
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    click.echo(one_line(f"{status.path}: {said or 'as it was translated'}"))


def _lines(edit: Edit) -> Iterator[tuple[str, list[Piece]]]:
    """Yield source, draft and text of an edit, each in pieces that differ or do not."""
    if edit.source:
        yield "=", [(edit.source, False)]
    if edit.draft == edit.text:
        yield "+", [(edit.text, False)]
        return
    before, after = differing(edit.draft, edit.text)
    if edit.draft:
        yield "-", before if edit.text else [(edit.draft, False)]
    if edit.text:
        yield "+", after if edit.draft else [(edit.text, False)]


def differing(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return two texts in pieces of whole words, each with whether the other has it."""
    old, new = before.split(" "), after.split(" ")
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, start, end, start_new, end_new in matcher.get_opcodes():
        pieces[0].append((" ".join(old[start:end]), tag != "equal"))
        pieces[1].append((" ".join(new[start_new:end_new]), tag != "equal"))
    return pieces


def _print(sign: str, pieces: list[Piece]) -> None:
    """Print a line; on a terminal in colour, the words that differ underlined."""
    from rich.console import Console
    from rich.text import Text

    shown = [(one_line(text), differs) for text, differs in pieces if text]
    if not sys.stdout.isatty():
        click.echo(f"  {sign} {' '.join(text for text, _ in shown)}")
        return
    line = Text(f"  {sign} ", style=_SAID[sign])
    for at, (text, differs) in enumerate(shown):
        line.append(" " if at else "")
        line.append(text, style="bold underline" if differs else "")
    Console(file=beyond(sys.stdout), highlight=False).print(line)
