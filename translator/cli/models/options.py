"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from translator.cli.terminal import beyond, one_line

if TYPE_CHECKING:
    from translator.models.download import Progress

index_option = click.option(
    "--index",
    metavar="URL|DIR",
    help="Index of packages: a mirror's URL, an index.json or a folder of .argosmodel files; for "
    "Firefox a records.json, or the folder or URL where it lies.",
)
engine_option = click.option(
    "--engine",
    type=click.Choice(["argos", "firefox"]),
    default="argos",
    show_default=True,
    help="Whose models: packages of Argos Translate, or Firefox Translations.",
)


def ways_to_more(source: str, target: str) -> tuple[str, ...]:
    """Return the commands that get other models for two languages, the better one first."""
    install = f"translator models install {source} {target}"
    return f"{install} --engine firefox", install


@contextmanager
def progress(name: str) -> Iterator[Progress]:
    """Show a download on stderr: a bar on a terminal, one line otherwise."""
    if not sys.stderr.isatty():
        click.echo(f"fetching {name}", err=True)
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(file=beyond(sys.stderr)), transient=True) as bars:
        task = bars.add_task(one_line(name), total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total or None)
