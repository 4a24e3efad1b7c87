"""Put an article through every model, side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.article import Severity, TermOutcome
from translator.cli.options import PATH, json_option, open_project, settings_option
from translator.cli.terminal import one_line
from translator.errors import EXIT_FAILED, EXIT_OK

if TYPE_CHECKING:
    from translator.article import Translation
    from translator.compare import Compared


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.argument("file", type=PATH, metavar="FILE")
@click.option(
    "--lines",
    "most",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="Sentences that are shown side by side.",
)
@settings_option
@json_option
def compare(
    source: str, target: str, file: Path, most: int, settings_file: Path | None, *, as_json: bool
) -> int:
    """Put an article through every model from FROM to TO: time, findings, sentences side by side."""
    from translator.cli.tables import print_table
    from translator.compare import compare as compared

    project = open_project(settings_file)
    article = project.clean(file)
    found = []
    for one in compared(article, source, target, project.settings, project.glossary):
        click.echo(one_line(f"{one.name}: {one.error or 'done'}"), err=True)
        found.append(one)
    if as_json:
        click.echo(json.dumps([_compared(one) for one in found], ensure_ascii=False, indent=1))
        return EXIT_OK
    rows = [
        (
            one.name,
            " → ".join(one.languages),
            f"{one.seconds:.1f}",
            *map(str, _counts(one.translation)),
        )
        for one in found
        if one.translation
    ]
    print_table("Models", ("Model", "Way", "Seconds", "Errors", "Warnings", "Terms missed"), rows)
    _print_sentences(found, most)
    return EXIT_OK if rows else EXIT_FAILED


def _counts(translation: Translation | None) -> tuple[int, int, int]:
    """Return the errors, the warnings and the terms that were missed."""
    if translation is None:
        return 0, 0, 0
    severities = [finding.severity for finding in translation.findings]
    uses = [use.outcome for segment in translation.segments for use in segment.terms]
    return (
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
        uses.count(TermOutcome.MISSED),
    )


def _print_sentences(found: Sequence[Compared], most: int) -> None:
    """Print the first sentences that two models render differently, one below the other."""
    made = [(one.name, one.translation.segments) for one in found if one.translation]
    rows = list(zip(*(segments for _, segments in made), strict=True))
    several = [row for row in rows if len({segment.target for segment in row}) > 1] or rows
    for row in several[:most]:
        click.echo(f"\n{one_line(row[0].source)}")
        for (name, _), segment in zip(made, row, strict=True):
            click.echo(f"  {one_line(name)}: {one_line(segment.target)}")


def _compared(one: Compared) -> dict[str, Any]:
    """Return what one model made of an article as data."""
    translation = one.translation
    errors, warnings, missed = _counts(translation)
    return {
        "name": one.name,
        "languages": one.languages,
        "error": one.error,
        "seconds": round(one.seconds, 2),
        "errors": errors,
        "warnings": warnings,
        "terms-missed": missed,
        "segments": [
            {"source": segment.source, "target": segment.target}
            for segment in (translation.segments if translation else ())
        ],
    }
