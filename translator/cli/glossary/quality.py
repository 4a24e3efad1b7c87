"""``translator glossary lint`` and ``test``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.article import Severity
from translator.cli import options
from translator.errors import EXIT_FINDINGS, EXIT_OK

if TYPE_CHECKING:
    from translator.project import Trial


@click.command()
@click.option("--model", is_flag=True, help="Also find what the model gets right by itself.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@options.glossary_option
@options.settings_option
@options.json_option
def lint(
    glossary: tuple[Path, ...],
    settings_file: Path | None,
    *,
    model: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Check the glossary for mistakes; exit with 1 if there are any."""
    from translator.glossary import lint as checks

    project = options.open_project(settings_file, say_glossary=False, glossary=glossary)
    loaded = project.glossary
    problems = [*map(checks.from_error, loaded.problems), *checks.lint(loaded)]
    problems += checks.lint_matching(loaded, project.settings.source)
    if model:
        problems += checks.lint_model(loaded, project.engine())
    if as_json:
        click.echo(json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{len(loaded.concepts)} concepts, {len(problems)} problems", err=True)
    bad = {Severity.ERROR} | ({Severity.WARNING} if strict else set())
    return EXIT_FINDINGS if any(p.severity in bad for p in problems) else EXIT_OK


@click.command()
@click.argument("term")
@click.option(
    "--sentence",
    "sentences",
    multiple=True,
    help="Try it on this sentence; may be given several times (default: input articles).",
)
@click.option("--to", "lang", metavar="LANG", help="Target language (default: the first target).")
@options.glossary_option
@options.settings_option
@options.json_option
def test(
    term: str,
    sentences: tuple[str, ...],
    lang: str | None,
    glossary: tuple[Path, ...],
    settings_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show how a term is matched and rendered, before and after, and if not, why."""
    from translator.glossary.edit import find_concept

    project = options.open_project(settings_file, glossary=glossary)
    concept = find_concept(project.glossary, term)
    target = lang or project.settings.targets[0]
    trials = project.try_concept(concept, sentences or project.examples(concept, target), target)
    if as_json:
        click.echo(json.dumps([asdict(t) for t in trials], ensure_ascii=False, indent=1))
        return
    click.echo(f"{concept.id} → {target}: {', '.join(concept.allowed(target)) or 'as it is'}")
    for trial in trials:
        _print(trial)


def _print(trial: Trial) -> None:
    click.echo(f"\n  source   {trial.sentence}")
    if trial.before != trial.after:
        click.echo(f"  before   {trial.before}")
    click.echo(f"  after    {trial.after}")
    for use in trial.uses:
        rendered = f" → {use.target}" if use.target else ""
        click.echo(f"  term     {use.source}{rendered}: {use.outcome}")
    if trial.reason:
        click.echo(f"  no match {trial.reason}")
