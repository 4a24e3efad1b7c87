"""Put an article through every model, side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.article import Severity, Step, TermOutcome
from translator.cli.models.options import ways_to_more
from translator.cli.options import PATH, json_option, open_project, settings_option
from translator.cli.terminal import one_line
from translator.doubt import step_counts
from translator.errors import EXIT_FAILED, EXIT_OK

if TYPE_CHECKING:
    from translator.article import Translation
    from translator.compare import Compared

# What is counted of a translation: the key in JSON, and the column.
_COUNTS = {
    "errors": "Errors",
    "warnings": "Warnings",
    "terms-missed": "Terms missed",
    "doubtful": "Doubtful",
    "to-look-at": "To look at",
}


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
    """Put an article through every model from FROM to TO: time, findings, doubt, sentences side by side.

    Seconds are those that a person waits, without loading the model; those of the processor are the
    part of them that this computer works for it, which is little where a server is asked.
    """
    from translator.compare import compare as compared

    project = open_project(settings_file)
    article = project.clean(file)
    found = []
    for one in compared(article, source, target, project.settings, project.glossary):
        click.echo(_said(one), err=True)
        found.append(one)
    if as_json:
        click.echo(json.dumps([_compared(one) for one in found], ensure_ascii=False, indent=1))
    else:
        _print_models(found)
        _print_sentences(found, most)
    if len(found) == 1:
        more = "; ".join(ways_to_more(found[0].languages[0], found[0].languages[-1]))
        click.echo(f"There is no other model to compare with. Get one: {more}", err=True)
    return EXIT_OK if any(one.translation for one in found) else EXIT_FAILED


def _said(one: Compared) -> str:
    """Return a line on what became of one model; an error of its own names it already."""
    if one.error.startswith(f"{one.name}:"):
        return one_line(one.error)
    return one_line(f"{one.name}: {one.error or 'done'}")


def _print_models(found: Sequence[Compared]) -> None:
    """Print a row for each model; what went wrong is in the last column, if anything did."""
    from translator.cli.tables import print_table

    columns = ["Model", "Way", "Seconds", "Processor", *_COUNTS.values()]
    rows = [
        [
            one.name,
            " → ".join(one.languages),
            *(f"{time:.1f}" if one.translation else "-" for time in (one.seconds, one.processor)),
            *(str(count) for count in _counts(one.translation).values()),
        ]
        for one in found
    ]
    if any(one.error for one in found):
        columns.append("Problem")
        rows = [[*row, one.error] for row, one in zip(rows, found, strict=True)]
    print_table("Models", columns, rows)


def _counts(translation: Translation | None) -> dict[str, int | str]:
    """Return what was found, and how many sentences are doubtful or to be looked at, by key."""
    if translation is None:
        return dict.fromkeys(_COUNTS, "-")
    severities = [finding.severity for finding in translation.findings]
    uses = [use.outcome for segment in translation.segments for use in segment.terms]
    steps = step_counts(translation)
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "terms-missed": uses.count(TermOutcome.MISSED),
        "doubtful": steps[Step.DOUBTFUL],
        "to-look-at": steps[Step.LOOK],
    }


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
    segments = one.translation.segments if one.translation else ()
    counts = _counts(one.translation) if one.translation else dict.fromkeys(_COUNTS)
    return {
        "name": one.name,
        "languages": one.languages,
        "error": one.error,
        "seconds": round(one.seconds, 2),
        "processor-seconds": round(one.processor, 2),
        **counts,
        "segments": [
            {"source": segment.source, "target": segment.target, "confidence": segment.confidence}
            for segment in segments
        ],
    }
