"""``translator glossary import``, ``export`` and ``diff``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli import options
from translator.cli.glossary.change import report, show_difference
from translator.cli.start import from_start
from translator.errors import EXIT_FINDINGS, EXIT_OK, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.glossary import Concept
    from translator.glossary.takeover import Takeover
    from translator.settings import Settings

FORMATS = ("csv", "tsv", "tbx", "tbx3", "json", "omegat", "deepl")


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
@click.option("--file", type=options.NAME, help="Put new concepts into this glossary file.")
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
) -> int:
    """Take concepts over: TBX, JSON, CSV or TSV, OmegaT, DeepL; known concepts are updated.

    What is broken in a file is named and left out; then the exit code is 1.
    """
    from translator.glossary.edit import commit

    settings = options.read_settings(
        settings_file, glossary=glossary, targets=targets, source=source
    )
    options.open_glossary(settings)
    place = options.own_file(file, settings) if file else None
    written, problems = False, 0
    for taken in _takeovers(sources, settings, place):
        options.say_problems(map(str, taken.problems))
        problems += len(taken.problems)
        for change in taken.changes:
            written = True
            if dry_run:
                show_difference(change)
            else:
                commit(change, settings.state)
                report(change)
    if not written:
        click.echo(
            "Nothing was taken over." if problems else "The glossary has all of it already.",
            err=True,
        )
    return EXIT_FINDINGS if problems else EXIT_OK


@click.command()
@click.argument("file", type=options.PATH, default="-", metavar="[FILE | -]")
@click.option("--format", "kind", type=click.Choice(FORMATS), help="Default: by the file's name.")
@click.option("--domain", help="Only concepts of this domain.")
@options.targets_option
@options.source_option
@options.glossary_option
@options.settings_option
def export(
    file: Path,
    kind: str | None,
    domain: str | None,
    targets: tuple[str, ...],
    source: str | None,
    glossary: tuple[Path, ...],
    settings_file: Path | None,
) -> None:
    """Write the glossary for other programs; without FILE to stdout.

    tbx is TBX-Basic of version 2, which translators' programs read, tbx3 that of ISO 30042:2019.
    """
    from translator.files import write_atomic
    from translator.glossary.edit import is_own_file
    from translator.glossary.exchange import TABS, ExchangeFormat, format_of, write_exchange

    settings = options.read_settings(
        settings_file, glossary=glossary, targets=targets, source=source
    )
    to_stdout = str(file) == "-"
    guessed = ExchangeFormat.CSV if to_stdout or kind else format_of(file)
    chosen = ExchangeFormat(kind) if kind else guessed
    if not to_stdout and is_own_file(file, settings.glossary):
        raise UsageError(
            f"{file} would lie in the glossary, where all of it is read already",
            hint="write it to another folder",
        )
    concepts = options.open_glossary(settings).concepts
    concepts = tuple(c for c in concepts if not domain or c.domain == domain)
    pair = (settings.source, settings.targets[0])
    data = write_exchange(concepts, chosen, pair, tabs=file.suffix.lower() in TABS)
    if to_stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        write_atomic(file, data)
        click.echo(f"{file}: {len(concepts)} concepts", err=True)


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
    mine = options.open_glossary(settings).concepts
    pair = (settings.source, settings.targets[0])
    theirs = load_glossary([other]) if other.is_dir() else read_exchange(other, pair)
    options.say_problems(map(str, theirs.problems))
    found = differences(mine, theirs.concepts)
    for difference in found:
        _print(difference.mine, difference.theirs, dict(difference.cells))
    click.echo(f"{len(found)} concepts differ", err=True)
    return EXIT_FINDINGS if found else EXIT_OK


def _takeovers(
    sources: tuple[str, ...], settings: Settings, file: Path | None
) -> Iterator[Takeover]:
    """Yield what each source brings: the next is prepared when the one before is written."""
    from translator.glossary.cldr import KINDS, cldr_concepts
    from translator.glossary.edit import default_file, same_file
    from translator.glossary.exchange import read_exchange
    from translator.glossary.takeover import Takeover, add_unknown, take_over

    house = default_file(settings.glossary, "")
    if sources[0] == "cldr":
        languages = (settings.source, *settings.targets)
        named = any(same_file(house, path) for path in settings.glossary)
        for kind in sources[1:] or tuple(KINDS)[:1]:
            place = file or (house if named else house.with_name(f"{kind}.csv"))
            yield add_unknown(settings.glossary, cldr_concepts(kind, languages), place)
        return
    for name in sources:
        found = read_exchange(from_start(Path(name)), (settings.source, settings.targets[0]))
        taken = take_over(settings.glossary, found.concepts, file or house, pairs=found.pairs)
        yield Takeover(taken.changes, found.problems + taken.problems)


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
