"""``translator glossary add``, ``edit``, ``remove`` and ``undo``."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli import options

if TYPE_CHECKING:
    from translator.glossary.edit import Change
    from translator.settings import Settings

_ALIGNED_LINES = 2000  # of a change that are aligned: difflib takes longer than linear time
yes_option = click.option("--yes", "-y", is_flag=True, help="Do not ask.")


@click.command(
    epilog="""\b
Examples:
  translator glossary add Kiew Kyiv
  translator glossary add de=Kiew "en=Kyiv|!Kiev" pt=Kiev domain=places
  translator glossary add de=Tagesschau translate=no"""
)
@click.argument("cells", nargs=-1, required=True, metavar="TERM... | COLUMN=VALUE...")
@click.option(
    "--file", type=options.NAME, help="Add it to this file (default: by domain, or house.csv)."
)
@options.glossary_option
@options.settings_option
def add(
    cells: tuple[str, ...],
    file: Path | None,
    glossary: tuple[Path, ...],
    settings_file: Path | None,
) -> None:
    """Add a concept: its terms in source and target language, or columns by name."""
    from translator.glossary import edit as editing
    from translator.glossary.lint import refuse_known_word

    settings = options.read_settings(settings_file, glossary=glossary)
    languages = (settings.source, *settings.targets)
    assignments = editing.parse_assignments(cells, languages)
    domain = assignments.get("domain", ("", ""))[1]
    place = (
        options.own_file(file, settings)
        if file
        else editing.default_file(settings.glossary, domain)
    )
    refuse_known_word(assignments, settings.source, options.open_glossary(settings))
    change = editing.added(settings.glossary, place, assignments, settings.source)
    editing.commit(change, settings.state)
    report(change)
    _warn(change, settings)


@click.command(
    epilog="""\b
Examples:
  translator glossary edit Kiew en=Kyiv
  translator glossary edit Kiew "en+=!Kiev"     one more form
  translator glossary edit Kiew "en-=Kiev"      one form less
  translator glossary edit Kiew note=           empty a cell"""
)
@click.argument("term")
@click.argument("cells", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@options.glossary_option
@options.settings_option
def edit(
    term: str, cells: tuple[str, ...], glossary: tuple[Path, ...], settings_file: Path | None
) -> None:
    """Change cells of a concept: TERM is its id or one of its terms."""
    from translator.glossary import edit as editing

    settings = options.read_settings(settings_file, glossary=glossary)
    concept = editing.find_concept(options.open_glossary(settings), term)
    change = editing.edited(settings.glossary, concept, editing.parse_assignments(cells))
    editing.commit(change, settings.state)
    report(change)
    _warn(change, settings)


@click.command()
@click.argument("term")
@yes_option
@options.glossary_option
@options.settings_option
def remove(term: str, glossary: tuple[Path, ...], settings_file: Path | None, *, yes: bool) -> None:
    """Remove a concept: TERM is its id or one of its terms. ``undo`` brings it back."""
    from translator.glossary import edit as editing

    settings = options.read_settings(settings_file, glossary=glossary)
    concept = editing.find_concept(options.open_glossary(settings), term)
    change = editing.removed(concept)
    show_difference(change)
    if not yes:
        options.confirm(f"Remove {concept.id}?", unasked="--yes")
    editing.commit(change, settings.state)
    click.echo(f"Removed {concept.id}. To bring it back: translator glossary undo", err=True)


@click.command()
@options.settings_option
def undo(settings_file: Path | None) -> None:
    """Take the last change made by add, edit, remove or import back."""
    from translator.glossary import edit as editing

    change = editing.undo(options.read_settings(settings_file).state)
    click.echo(f"Took back: {change.what} ({change.path})", err=True)


def report(change: Change) -> None:
    """Show what a change did to its file."""
    show_difference(change)
    click.echo(f"{change.path}: {change.what}. To take it back: glossary undo", err=True)


def show_difference(change: Change) -> None:
    """Print the lines that go and those that come."""
    for line in differing(_lines(change.before or b"", change), _lines(change.after, change)):
        click.echo(line)


def differing(before: list[str], after: list[str]) -> Iterator[str]:
    """Yield the lines that go, with a minus, and those that come, with a plus, in their order.

    An edit changes few lines of a file, or adds many at its end, so what both ends share is taken
    off first; where a lot remains, lines are told apart without being aligned, in linear time.
    """
    shared = min(len(before), len(after))
    start = next((n for n in range(shared) if before[n] != after[n]), shared)
    rest = shared - start
    end = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if len(before) + len(after) > _ALIGNED_LINES:
        gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
        yield from (f"-{line}" for line in before if line in gone)
        yield from (f"+{line}" for line in after if line in come)
        return
    for line in list(difflib.unified_diff(before, after, lineterm="", n=0))[2:]:
        if line[:1] in "+-":
            yield line


def _lines(data: bytes, change: Change) -> list[str]:
    """Return the lines of a glossary file as a terminal can show them."""
    from translator.errors import GlossaryError
    from translator.glossary.encoding import decode
    from translator.glossary.store import printable

    try:
        text = decode(data, change.path)[0]
    except GlossaryError:  # a file that is shown because it is put back as it was
        text = data.decode("utf-8", "replace")
    return [printable(line) for line in text.removeprefix("\ufeff").splitlines()]


def _warn(change: Change, settings: Settings) -> None:
    """Say at once what lint has against the new entry."""
    from translator.glossary import load_glossary
    from translator.glossary.lint import lint
    from translator.glossary.table import table_from

    old = set()
    if change.before is not None:
        old = {record.raw for record in table_from(change.before, change.path).rows}
    table = table_from(change.after, change.path)
    fresh = {record.line for record in table.rows if record.raw not in old}
    for problem in lint(load_glossary(settings.glossary)):
        if Path(problem.path) == change.path and problem.line in fresh:
            click.echo(str(problem), err=True)
