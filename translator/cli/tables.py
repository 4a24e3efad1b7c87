"""Reports as tables: drawn on a terminal, plain columns anywhere else."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from translator.article import Finding, Severity
from translator.cli.terminal import beyond, one_line, shown
from translator.report import Action, ArticleReport, Report, VersionReport

if TYPE_CHECKING:
    from translator.models import Package

_WIDE = 130  # terminal columns that the whole report needs
_MOST_FINDINGS = 10  # what a person reads at the end of a run; `check` has all of them
_PLAIN_WIDTH = 10_000  # wide enough that nothing is ever cut when the output goes to a file


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their column names on stdout."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = sys.stdout.isatty()
    table = Table(title=title if terminal else None, box=box.SIMPLE_HEAD if terminal else None)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    width = None if terminal else _PLAIN_WIDTH
    Console(file=beyond(sys.stdout), width=width, highlight=False).print(table)


def print_findings(report: Report) -> None:
    """Print every finding with the text it is about."""
    for article in report.articles:
        for version in article.versions:
            for finding in version.findings:
                click.echo(
                    f"{article.name}: {_place(finding)}: {finding.severity}: {finding.message}"
                )
                for mark, text in (("  -", finding.source), ("  +", finding.target)):
                    if text:
                        click.echo(f"{mark} {text}")


def print_report(report: Report, *, checked: bool = False) -> None:
    """Print what was done per article and language, what was found, then the summary.

    A version in which nothing changed is counted, not listed, unless it was ``checked`` and
    something was found.
    """
    rows = [row for article in report.articles for row in _rows(article, checked=checked)]
    columns = ["Article", "Version", "Done", "Segments", "Terms", "Findings", "File"]
    if sys.stdout.isatty() and shutil.get_terminal_size().columns < _WIDE:
        # The file says which article it is, and the JSON report has the terms.
        kept = [i for i, name in enumerate(columns) if name not in {"Article", "Terms"}]
        columns = [columns[i] for i in kept]
        rows = [
            [row[i] or (row[0] if columns[at] == "File" else "") for at, i in enumerate(kept)]
            for row in rows
        ]
    if rows:
        print_table("Published", columns, rows)
    if starred := [version for version in _news(report) if version.starter]:
        click.echo(
            "Versions marked * were made with an embedded starter model: they give the gist and "
            "need an editor."
        )
        if advice := better_models(_starters_on(starred)):
            click.echo(advice)
    if not checked:
        _print_news(report)
    for line in report.reminders():
        click.echo(line)
    click.echo(report.summary())
    if not checked and any(v.warnings for article in report.articles for v in article.versions):
        click.echo("To see each finding with its sentences: translator check")


def better_models(starters: Iterable[Package]) -> str:
    """Return how to get better models than these; an empty string where there are none."""
    commands = [f"translator models install {p.source} {p.target}" for p in starters]
    return f"Better models: {', '.join(commands)}" if commands else ""


def _starters_on(versions: Iterable[VersionReport]) -> list[Package]:
    """Return the starter models that the routes of these versions can have gone through."""
    from translator.models import inventory

    steps = {step for version in versions for step in pairwise(version.route.split(" → "))}
    return [p for p in inventory().packages if p.starter and (p.source, p.target) in steps]


def _news(report: Report) -> list[VersionReport]:
    """Return the versions that are not what they were."""
    versions = [version for article in report.articles for version in article.versions]
    return [version for version in versions if version.action is not Action.UNCHANGED]


def _print_news(report: Report) -> None:
    """Print the gravest findings of the versions made just now, one a line."""
    found = [
        (finding, path)
        for version in _news(report)
        for finding in version.findings
        if finding.severity is not Severity.NOTE
        for path in version.paths[:1]
    ]
    found.sort(key=lambda item: item[0].severity is not Severity.ERROR)
    for finding, path in found[:_MOST_FINDINGS]:
        click.echo(one_line(f"{path}: {_place(finding)}: {finding.severity}: {finding.message}"))
    if len(found) > _MOST_FINDINGS:
        click.echo(f"… and {len(found) - _MOST_FINDINGS} more findings")


def _place(finding: Finding) -> str:
    if finding.block >= 0:
        return f"paragraph {finding.block + 1}"
    return "input" if finding.check == "input" else "title"


def _rows(article: ArticleReport, *, checked: bool) -> Iterable[Sequence[str]]:
    if article.error:
        yield (article.name, "-", "failed: see the error above", "", "", "", "")
    for version in article.versions:
        if version.action is Action.UNCHANGED and not (checked and version.warnings):
            continue
        yield (
            article.name,
            (version.route or version.lang) + (" *" if version.starter else ""),
            f"{version.action}: see the error above" if version.error else str(version.action),
            _segments(version),
            ", ".join(f"{count} {outcome}" for outcome, count in version.terms),
            _findings(version),
            "\n".join(version.paths),
        )


def _segments(version: VersionReport) -> str:
    if not version.segments:
        return ""
    new = f", {version.translated} new" if version.translated else ""
    return f"{version.segments}{new}"


def _findings(version: VersionReport) -> str:
    counts = Counter(f.check for f in version.findings if f.severity is not Severity.NOTE)
    return ", ".join(f"{count} {check}" for check, count in sorted(counts.items())) or "none"
