"""Reports as tables: drawn on a terminal, plain columns anywhere else."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

import click

from translator.article import Severity
from translator.report import ArticleReport, Report, VersionReport

_WIDE = 130  # terminal columns that the whole report needs
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
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if terminal else _PLAIN_WIDTH, highlight=False).print(table)


def print_findings(report: Report) -> None:
    """Print every finding with the text it is about."""
    for article in report.articles:
        for version in article.versions:
            for finding in version.findings:
                place = "title" if finding.block < 0 else f"paragraph {finding.block + 1}"
                click.echo(f"{article.name}: {place}: {finding.severity}: {finding.message}")
                for mark, text in (("  -", finding.source), ("  +", finding.target)):
                    if text:
                        click.echo(f"{mark} {text}")


def print_report(report: Report) -> None:
    """Print what was done per article and language, then the summary."""
    rows = [row for article in report.articles for row in _rows(article)]
    columns = ["Article", "Version", "Done", "Segments", "Terms", "Findings", "File"]
    if sys.stdout.isatty() and shutil.get_terminal_size().columns < _WIDE:
        # The file says which article it is, and the JSON report has the terms.
        kept = [i for i, name in enumerate(columns) if name not in {"Article", "Terms"}]
        columns = [columns[i] for i in kept]
        rows = [
            [row[i] or (row[0] if columns[at] == "File" else "") for at, i in enumerate(kept)]
            for row in rows
        ]
    print_table("Published", columns, rows)
    if any(version.starter for article in report.articles for version in article.versions):
        click.echo(
            "Versions marked * were made with the embedded starter model: they give the gist and "
            "need an editor.\nA better model: translator models install de en"
        )
    click.echo(report.summary())


def _rows(article: ArticleReport) -> Iterable[Sequence[str]]:
    if article.error:
        yield (article.name, "-", "failed: see the error above", "", "", "", "")
    for version in article.versions:
        yield (
            article.name,
            (version.route or version.lang) + (" *" if version.starter else ""),
            str(version.action),
            _segments(version),
            ", ".join(f"{count} {outcome}" for outcome, count in version.terms),
            _findings(version),
            "\n".join(version.paths) or version.error,
        )


def _segments(version: VersionReport) -> str:
    if not version.segments:
        return ""
    new = f", {version.translated} new" if version.translated else ""
    return f"{version.segments}{new}"


def _findings(version: VersionReport) -> str:
    counts = Counter(f.check for f in version.findings if f.severity is not Severity.NOTE)
    return ", ".join(f"{count} {check}" for check, count in sorted(counts.items())) or "none"
