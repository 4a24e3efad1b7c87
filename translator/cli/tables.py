"""Reports as tables: drawn on a terminal, plain columns anywhere else."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from translator.article import Finding, Severity, Step
from translator.cli.terminal import beyond, one_line, shown
from translator.report import Action, ArticleReport, Report, VersionReport

if TYPE_CHECKING:
    from translator.models import Package

_WIDE = 130  # terminal columns that the whole report needs
_MOST_FINDINGS = 10  # of an article; what a person reads at the end of a run: `check` has all
_MOST_SENTENCES = 5  # of an article, the worst first
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
    """Print every finding with the text it is about, those in the most doubtful sentences first.

    A sentence that is doubtful and in which nothing was found is one, too.
    """
    for article in report.articles:
        for version in article.versions:
            order = {(d.block, d.source, d.target): n for n, d in enumerate(version.doubts)}
            told = [
                (order.get((f.block, f.source, f.target), len(order)), f, str(f.severity))
                for f in version.findings
            ]
            told += [
                (n, Finding("", d.reasons[0], Severity.NOTE, d.block, d.source, d.target), d.step)
                for n, d in enumerate(version.doubts)
                if d.step is Step.DOUBTFUL and not d.errors + d.warnings
            ]
            for _, finding, how in sorted(told, key=lambda item: item[0]):
                check = f"{finding.check}: " if finding.check else ""
                click.echo(f"{article.name}: {_place(finding)}: {how}: {check}{finding.message}")
                _print_texts(finding.source, finding.target)


def _print_texts(source: str, target: str) -> None:
    for mark, text in (("  -", source), ("  +", target)):
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
    """Return how to get better models than these; an empty string where better ones are here."""
    from translator.engines.routing import available_models
    from translator.models import inventory

    known = available_models(inventory().packages)
    better = {(model.source, model.target) for model in known if not model.starter}
    lacking = [p for p in starters if (p.source, p.target) not in better]
    commands = [f"translator models install {p.source} {p.target}" for p in lacking]
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
    """Print what to look at first in the versions made just now, and where the rest is."""
    for version in _news(report):
        path = next(iter(version.paths), "")
        _print_article(version, path)
        first = [doubt for doubt in version.doubts if doubt.marked]
        for doubt in first[:_MOST_SENTENCES]:
            place = f"paragraph {doubt.block + 1}" if doubt.block >= 0 else "title"
            how = "error" if doubt.errors else doubt.step if not doubt.warnings else "warning"
            click.echo(one_line(f"{path}: {place}: {how}: {'; '.join(doubt.reasons)}"))
            _print_texts(doubt.source, doubt.target)
        if len(first) > _MOST_SENTENCES:
            more = len(first) - _MOST_SENTENCES
            click.echo(one_line(f"… and {more} more sentences: translator check {path}"))


def _print_article(version: VersionReport, path: str) -> None:
    """Print the gravest findings that are about no sentence of a version, one a line."""
    sentences = {(doubt.block, doubt.source, doubt.target) for doubt in version.doubts}
    found = [
        f for f in version.findings if f.counts and (f.block, f.source, f.target) not in sentences
    ]
    for finding in found[:_MOST_FINDINGS]:
        said = f"{finding.severity}: {finding.check}: {finding.message}"
        click.echo(one_line(f"{path}: {_place(finding)}: {said}"))
    if len(found) > _MOST_FINDINGS:
        click.echo(f"… and {len(found) - _MOST_FINDINGS} more findings")


def _place(finding: Finding) -> str:
    if finding.block >= 0:
        return f"paragraph {finding.block + 1}"
    if finding.source or finding.target:
        return "title"
    return "input" if finding.check == "input" else "article"


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
