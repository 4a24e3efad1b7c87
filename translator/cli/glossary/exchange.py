"""``translator glossary import``, ``export`` and ``diff``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli import options
from translator.cli.glossary.change import report, show_difference
from translator.cli.start import from_start
from translator.errors import EXIT_FINDINGS, EXIT_OK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.glossary import Concept
    from translator.glossary.edit import Change
    from translator.settings import Settings

FORMATS = ("csv", "tsv", "tbx", "json", "omegat", "deepl")


@click.command(
    "import",
    epilog="""\b
Examples:
  translator glossary import back-from-the-translator.tbx
  translator glossary import cldr countries cities      names from CLDR, in your languages""",
)
@click.argument("sources", nargs=-1, required=True, metavar="FILE... | cldr [KIND...]")
@options.targets_option
@options.source_option
@click.option("--file", type=options.PATH, help="Put new concepts into this glossary file.")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@options.glossary_option
@options.settings_option
def import_(
    sources: tuple[str, ...],
    targets: tuple[str, ...],
    source: str | None,
    file: Path | None,
    glossary: tuple[Path, ...],
    settings_file: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Take concepts over: TBX, JSON, CSV or TSV, OmegaT, DeepL; known concepts are updated."""
    from translator.glossary.edit import commit

    settings = options.read_settings(
        settings_file, glossary=glossary, targets=targets, source=source
    )
    written = False
    for change in _changes(sources, settings, file):
        written = True
        if dry_run:
            show_difference(change)
        else:
            commit(change, settings.state)
            report(change)
    if not written:
        click.echo("The glossary has all of it already.", err=True)


@click.command()
@click.argument("file", type=options.PATH, required=False)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="Default: by the file's name.")
@click.option("--domain", help="Only concepts of this domain.")
@options.targets_option
@options.source_option
@options.glossary_option
@options.settings_option
def export(
    file: Path | None,
    kind: str | None,
    domain: str | None,
    targets: tuple[str, ...],
    source: str | None,
    glossary: tuple[Path, ...],
    settings_file: Path | None,
) -> None:
    """Write the glossary for other programs; without FILE to stdout."""
    from translator.glossary import load_glossary
    from translator.glossary.exchange import ExchangeFormat, format_of, write_exchange
    from translator.publish.files import write_atomic

    settings = options.read_settings(
        settings_file, glossary=glossary, targets=targets, source=source
    )
    chosen = ExchangeFormat(kind) if kind else format_of(file) if file else ExchangeFormat.CSV
    concepts = load_glossary(settings.glossary).concepts
    concepts = tuple(c for c in concepts if not domain or c.domain == domain)
    data = write_exchange(concepts, chosen, (settings.source, settings.targets[0]))
    if file:
        write_atomic(file, data)
        click.echo(f"{file}: {len(concepts)} concepts", err=True)
    else:
        sys.stdout.buffer.write(data)


@click.command()
@click.argument("other", type=options.PATH)
@options.glossary_option
@options.settings_option
def diff(other: Path, glossary: tuple[Path, ...], settings_file: Path | None) -> int:
    """Show how OTHER, a glossary in any format, differs from yours; exit with 1 if it does."""
    from translator.glossary import load_glossary
    from translator.glossary.exchange import read_exchange
    from translator.glossary.merge import differences

    settings = options.read_settings(settings_file, glossary=glossary)
    mine = load_glossary(settings.glossary).concepts
    if other.is_dir():
        theirs = load_glossary([other]).concepts
    else:
        theirs = read_exchange(other, (settings.source, settings.targets[0]))
    found = differences(mine, theirs)
    for difference in found:
        _print(difference.mine, difference.theirs, dict(difference.cells))
    click.echo(f"{len(found)} concepts differ", err=True)
    return EXIT_FINDINGS if found else EXIT_OK


def _changes(sources: tuple[str, ...], settings: Settings, file: Path | None) -> Iterator[Change]:
    """Yield the changes one by one: the next is prepared when the one before is written."""
    from translator.glossary.cldr import KINDS, cldr_concepts
    from translator.glossary.edit import default_file
    from translator.glossary.exchange import read_exchange
    from translator.glossary.takeover import add_unknown, take_over

    house = default_file(settings.glossary, "")
    if sources[0] == "cldr":
        languages = (settings.source, *settings.targets)
        for kind in sources[1:] or tuple(KINDS)[:1]:
            place = file or house.with_name(f"{kind}.csv")
            yield from add_unknown(settings.glossary, cldr_concepts(kind, languages), place)
        return
    for name in sources:
        concepts = read_exchange(from_start(Path(name)), (settings.source, settings.targets[0]))
        # A table of pairs knows neither domains nor columns, so it must not empty them.
        full = Path(name).suffix in (".tbx", ".xml", ".json") or any(
            concept.domain or concept.extra or not concept.translate for concept in concepts
        )
        yield from take_over(settings.glossary, concepts, file or house, pairs=not full)


def _print(mine: Concept | None, theirs: Concept | None, cells: dict[str, tuple[str, str]]) -> None:
    concept = mine or theirs
    if concept is None:
        return
    sign = "-" if theirs is None else "+" if mine is None else "~"
    click.echo(f"{sign} {concept.id}")
    for column, (old, new) in cells.items():
        if sign == "~":
            click.echo(f"    {column}: {old or '(empty)'} → {new or '(empty)'}")
        else:
            click.echo(f"    {column}: {old or new}")
