"""``translator check``: the checks over published versions again."""

from __future__ import annotations

import json
from pathlib import Path

import click

from translator.cli import options
from translator.cli.progress import Errors
from translator.cli.tables import print_findings, print_report


@click.command()
@click.argument("files", nargs=-1, type=options.PATH, metavar="[FILE]...")
@options.glossary_option
@options.settings_option
@click.option("--strict", is_flag=True, help="Exit with 1 if the checks find something.")
@options.json_option
def check(
    files: tuple[Path, ...],
    glossary: tuple[Path, ...],
    settings_file: Path | None,
    *,
    strict: bool,
    as_json: bool,
) -> int:
    """Run the checks over published Markdown versions again, as they stand now.

    Without FILE, over everything in the output folder.
    """
    project = options.open_project(settings_file, glossary=glossary, strict=strict)
    report = project.check(files)
    if as_json:
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
    else:
        print_findings(report)
        print_report(report, checked=True)
    errors = Errors()
    for article in report.articles:
        errors.show(article)
    return report.exit_code(strict=project.settings.strict)
