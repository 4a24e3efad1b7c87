"""Show how a run goes on: bars on a terminal, plain lines anywhere else; always on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from translator.cli.terminal import beyond, complain, one_line
from translator.report import ArticleReport

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from translator.report import Observer

LINE_EVERY = 10.0  # seconds between two lines about the same article


@contextmanager
def observer(*, quiet: bool = False) -> Iterator[Observer]:
    """Give an observer that suits where stderr goes."""
    if quiet:
        from translator.report import Silence

        yield Silence()
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        console = Console(file=beyond(sys.stderr))
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            yield Bars(progress)


class Lines:
    """One line when an article begins, one every few seconds while it takes long."""

    def __init__(self) -> None:
        self._count = 0
        self._errors = Errors()
        self._spoken = time.monotonic()

    def started(self, name: str, articles: int) -> None:
        """Say which article is next."""
        self._count += 1
        click.echo(one_line(f"[{self._count}/{articles}] {name}"), err=True)

    def translating(self, name: str, lang: str, done: int, total: int) -> None:
        """Say how a long version goes on."""
        if done < total and time.monotonic() - self._spoken > LINE_EVERY:
            self._spoken = time.monotonic()
            click.echo(f"  {lang}: {done} of {total} sentences", err=True)

    def finished(self, report: ArticleReport) -> None:
        """Say what went wrong, at once and not only at the end."""
        self._errors.show(report)


class Bars:
    """A bar over the articles, and one per version being translated."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._articles: TaskID | None = None
        self._errors = Errors()
        self._versions: dict[tuple[str, str], TaskID] = {}

    def started(self, name: str, articles: int) -> None:
        """Show the bar over all articles."""
        if self._articles is None:
            self._articles = self._progress.add_task("articles", total=articles)

    def translating(self, name: str, lang: str, done: int, total: int) -> None:
        """Move the bar of a version; it appears with its first sentence."""
        key = (name, lang)
        if key not in self._versions:
            self._versions[key] = self._progress.add_task(one_line(f"{name} → {lang}"), total=total)
        self._progress.update(self._versions[key], completed=done, total=total)

    def finished(self, report: ArticleReport) -> None:
        """Take away the bars of an article and count it as done."""
        for key in [key for key in self._versions if key[0] == report.name]:
            self._progress.remove_task(self._versions.pop(key))
        if self._articles is not None:
            self._progress.advance(self._articles)
        self._errors.show(report)


class Errors:
    """Prints errors on stderr, each once: a missing model concerns every article alike."""

    def __init__(self) -> None:
        self._shown: set[str] = set()

    def show(self, report: ArticleReport) -> None:
        """Print the error of an article, or those of its versions."""
        for error in filter(None, [report.error, *(v.error for v in report.versions)]):
            if error not in self._shown:
                self._shown.add(error)
                complain(error)
