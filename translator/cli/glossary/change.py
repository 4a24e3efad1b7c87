"""``translator glossary add``, ``edit``, ``remove`` and ``undo``."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli import options

if TYPE_CHECKING:
    from translator.glossary.edit import Change
    from translator.settings import Settings

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
    "--file", type=options.PATH, help="Add it to this file (default: by domain, or house.csv)."
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

    settings = options.read_settings(settings_file, glossary=glossary)
    languages = (settings.source, *settings.targets)
    assignments = editing.parse_assignments(cells, languages)
    domain = assignments.get("domain", ("", ""))[1]
    place = file or editing.default_file(settings.glossary, domain)
    change = editing.added(settings.glossary, place, assignments)
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
    from translator.glossary import load_glossary

    settings = options.read_settings(settings_file, glossary=glossary)
    concept = editing.find_concept(load_glossary(settings.glossary), term)
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
    from translator.glossary import load_glossary

    settings = options.read_settings(settings_file, glossary=glossary)
    concept = editing.find_concept(load_glossary(settings.glossary), term)
    change = editing.removed(concept)
    show_difference(change)
    if not yes and not options.confirm(f"Remove {concept.id}?", unasked="--yes"):
        click.echo("Nothing was removed.", err=True)
        return
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
    before = (change.before or b"").decode("utf-8-sig", "replace").splitlines()
    after = change.after.decode("utf-8-sig", "replace").splitlines()
    for line in difflib.unified_diff(before, after, lineterm="", n=0):
        if line[:1] in "+-" and line[:3] not in ("+++", "---"):
            click.echo(line)


def _warn(change: Change, settings: Settings) -> None:
    """Say at once what lint has against the new entry."""
    from translator.glossary import read_glossary
    from translator.glossary.lint import lint
    from translator.glossary.table import parse_table

    old = (change.before or b"").decode("utf-8-sig", "replace").splitlines()
    table = parse_table(change.after.decode(), change.path)
    fresh = {record.line for record in table.rows if record.raw.rstrip("\r\n") not in old}
    glossary, _ = read_glossary(settings.glossary)
    for problem in lint(glossary):
        if Path(problem.path) == change.path and problem.line in fresh:
            click.echo(str(problem), err=True)
