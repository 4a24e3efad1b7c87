"""``translator glossary usage``, ``suggest`` and ``apply``: the glossary and the articles."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli import options
from translator.cli.glossary.change import report as report_change
from translator.errors import EXIT_OK, GlossaryError

if TYPE_CHECKING:
    from translator.glossary.suggest import Suggestion
    from translator.glossary.usage import Usage
    from translator.settings import Settings


@click.command()
@click.argument("term", required=False)
@click.option("--misses", is_flag=True, help="Only concepts with missed occurrences.")
@click.option("--unused", is_flag=True, help="Only concepts that never occurred.")
@options.glossary_option
@options.settings_option
@options.json_option
def usage(
    term: str | None,
    glossary: tuple[Path, ...],
    settings_file: Path | None,
    *,
    misses: bool,
    unused: bool,
    as_json: bool,
) -> None:
    """Count hits and misses of every concept in the published versions, per article."""
    from translator.cli.tables import print_table
    from translator.glossary.edit import find_concept

    project = options.open_project(settings_file, glossary=glossary)
    counted = [u for u in project.usage() if _wanted(u, misses, unused)]
    if term:
        concept = find_concept(project.glossary, term)
        counted = [u for u in counted if u.concept.id == concept.id]
    if as_json:
        click.echo(json.dumps([_usage_dict(u) for u in counted], ensure_ascii=False, indent=1))
        return
    rows = [_usage_row(u) for u in counted if u.outcomes or unused or term]
    print_table("Usage", ("Concept", "Hits", "Missed", "Articles", "First seen"), rows)
    for u in counted if misses or term else ():
        for miss in u.misses:
            click.echo(f"{miss.article} ({miss.lang}): {u.concept.id}")
            click.echo(f"  - {miss.source}\n  + {miss.target}")


@click.command()
@click.argument("inputs", nargs=-1, type=options.PATH, metavar="[INPUT]...")
@click.option("--to", "lang", metavar="LANG", help="Target language (default: the first target).")
@click.option("--least", default=2, show_default=True, help="Least number of occurrences.")
@click.option("--limit", default=30, show_default=True, help="Most candidates to show.")
@click.option("--accept", is_flag=True, help="Go through the candidates and add them by one key.")
@options.glossary_option
@options.settings_option
@options.json_option
def suggest(
    lang: str | None,
    least: int,
    limit: int,
    settings_file: Path | None,
    *,
    accept: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Find terms in the input articles that the glossary lacks and the model renders badly."""
    project = options.open_project(settings_file, **given)
    settings = project.settings
    target = lang or settings.targets[0]
    found = project.suggest(target, least)[:limit]
    if as_json:
        click.echo(json.dumps([_suggestion_dict(s) for s in found], ensure_ascii=False, indent=1))
        return
    for number, suggestion in enumerate(found, start=1):
        _print_suggestion(number, len(found), suggestion)
        if accept and not _ask(suggestion, target, settings):
            break
    if not found:
        click.echo("Nothing to suggest.", err=True)


@click.command()
@click.argument("inputs", nargs=-1, type=options.PATH, metavar="[INPUT]...")
@options.targets_option
@options.source_option
@options.output_option
@options.formats_option
@options.glossary_option
@options.settings_option
@click.option("--dry-run", is_flag=True, help="Only say which versions would change.")
@options.json_option
def apply(settings_file: Path | None, *, dry_run: bool, as_json: bool, **given: Any) -> int:
    """Apply a changed glossary to published versions.

    Only sentences with changed terms are translated again; files edited by hand stay as they are
    and the new version is written beside them.
    """
    from translator.cli.progress import observer
    from translator.cli.tables import print_report

    project = options.open_project(settings_file, **given)
    stale = project.outdated()
    if dry_run or not stale:
        if as_json:
            click.echo(json.dumps({"outdated": [list(item) for item in stale]}))
        for stem, lang in stale if not as_json else ():
            click.echo(f"{stem} ({lang})")
        click.echo(f"{len(stale)} versions were made with other entries", err=True)
        return EXIT_OK
    with observer(quiet=as_json) as watching:
        done = project.run(watching, only=sorted({stem for stem, _ in stale}))
    if as_json:
        click.echo(json.dumps(done.to_dict(), ensure_ascii=False, indent=1))
    else:
        print_report(done)
    return done.exit_code(strict=False)


def _wanted(usage: Usage, misses: bool, unused: bool) -> bool:  # noqa: FBT001 - two flags of one command
    return (not misses or bool(usage.misses)) and (not unused or not usage.outcomes)


def _usage_row(usage: Usage) -> tuple[str, ...]:
    articles = ", ".join(f"{stem} {count}" for stem, count in sorted(usage.articles.items()))
    return (usage.concept.id, str(usage.hits), str(len(usage.misses)), articles, usage.first_seen)


def _usage_dict(usage: Usage) -> dict[str, Any]:
    return {
        "concept": usage.concept.id,
        "hits": usage.hits,
        "misses": [
            {"article": m.article, "lang": m.lang, "source": m.source, "target": m.target}
            for m in usage.misses
        ],
        "outcomes": {str(outcome): n for outcome, n in sorted(usage.outcomes.items())},
        "articles": dict(sorted(usage.articles.items())),
        "first_seen": usage.first_seen,
    }


def _suggestion_dict(suggestion: Suggestion) -> dict[str, Any]:
    found = suggestion.found
    return {
        "term": found.term,
        "kind": found.kind,
        "count": found.count,
        "articles": list(found.articles),
        "renderings": [{"text": text, "count": n} for text, n in suggestion.renderings],
        "lost": suggestion.lost,
        "examples": [{"source": s, "target": t} for s, t in suggestion.examples],
    }


def _print_suggestion(number: int, total: int, suggestion: Suggestion) -> None:
    found = suggestion.found
    where = ", ".join(found.articles)
    click.echo(f"\n[{number}/{total}] {found.term}  {found.kind}, {found.count} times in {where}")
    shown = [f"{text} ({n})" for text, n in suggestion.renderings]
    shown += [f"otherwise or lost ({suggestion.lost})"] if suggestion.lost else []
    click.echo(f"  the model: {', '.join(shown) or 'nothing that could be found'}")
    for source, target in suggestion.examples[:2]:
        click.echo(f"  - {source}\n  + {target}")


def _ask(suggestion: Suggestion, target: str, settings: Settings) -> bool:
    """Ask what to do with a candidate; False ends the round."""
    from translator.glossary import edit as editing

    first = next((text for text, _ in suggestion.renderings), "")
    choices = f"a = add {first!r}, e = another rendering, k = keep as it is, s = skip, q = quit"
    click.echo(f"  {choices}", err=True)
    key = _key()
    if key in ("q", "", "\x03", "\x04"):
        return False
    cells = {settings.source: ("=", suggestion.found.term)}
    if key == "e":
        cells[target] = ("=", click.prompt(f"  {target}", err=True))
    elif key == "a" and first:
        cells[target] = ("=", first)
    elif key == "k":
        cells["translate"] = ("=", "no")
    else:
        return True
    place = editing.default_file(settings.glossary, "")
    try:
        change = editing.added(settings.glossary, place, cells, settings.source)
    except GlossaryError as error:
        click.echo(f"Error: {error}", err=True)
        return True
    editing.commit(change, settings.state)
    report_change(change)
    return True


def _key() -> str:
    """Read one key; where no terminal is, the next character that is not white space."""
    if sys.stdin.isatty():
        return str(click.getchar()).lower()
    while (key := sys.stdin.read(1)).isspace():
        pass
    return key.lower()
