"""``translator run``: the main job."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from translator.cli import options
from translator.cli.progress import observer
from translator.cli.tables import print_report


@click.command()
@click.argument("inputs", nargs=-1, type=options.PATH, metavar="[INPUT… | -]")
@options.targets_option
@options.source_option
@options.output_option
@options.formats_option
@options.pictures_option
@options.glossary_option
@options.settings_option
@click.option(
    "--force", is_flag=True, help="Do everything again; files edited by hand are kept as backups."
)
@click.option(
    "--renew",
    is_flag=True,
    help="Put a new version beside edited ones that an older program or model made.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 if the checks find something.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Articles at a time (default: 1)."
)
@options.json_option
def run(settings_file: Path | None, *, as_json: bool, **given: Any) -> int:
    """Clean, translate, check and publish articles.

    INPUT are files, folders (.html .htm .mhtml .eml .txt .md, also gzipped) or - for stdin;
    default: input/
    """
    from translator.project import Project

    settings = options.read_settings(settings_file, **given)
    options.require_inputs(given["inputs"], settings)
    inputs, data = options.split_stdin(settings)
    project = Project(settings, inputs=inputs)
    options.name_overlooked(inputs)
    options.name_missing_glossary(settings)
    with observer(quiet=as_json) as watching:
        report = project.run(watching, piped=data)
    if as_json:
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
    else:
        print_report(report)
    options.say_problems(report.problems)
    return report.exit_code(strict=settings.strict)
