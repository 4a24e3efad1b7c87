"""``translator glossary list`` and ``show``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli import options

if TYPE_CHECKING:
    from translator.glossary import Concept


@click.command("list")
@click.argument("text", required=False)
@click.option("--domain", help="Only concepts of this domain.")
@click.option("--lang", help="Only concepts that lack a term in this language.", metavar="LANG")
@options.glossary_option
@options.settings_option
@options.json_option
def list_(
    text: str | None,
    domain: str | None,
    lang: str | None,
    glossary: tuple[Path, ...],
    settings_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """List concepts; TEXT must occur in a term, an id or a note."""
    from translator.cli.tables import print_table

    settings = options.read_settings(settings_file, glossary=glossary)
    loaded = options.open_glossary(settings)
    chosen = [
        concept
        for concept in loaded.concepts
        if (not text or _has(concept, text))
        and (not domain or concept.domain == domain)
        and (not lang or not concept.allowed(lang))
    ]
    if as_json:
        click.echo(json.dumps([as_dict(c) for c in chosen], ensure_ascii=False, indent=1))
        return
    languages = ordered(loaded.languages, settings.source)
    rows = [(c.id, *(", ".join(c.allowed(code)) for code in languages), c.domain) for c in chosen]
    print_table("Glossary", ("Id", *languages, "Domain"), rows)
    click.echo(f"{len(chosen)} of {len(loaded.concepts)} concepts", err=True)


@click.command()
@click.argument("term")
@options.glossary_option
@options.settings_option
@options.json_option
def show(
    term: str, glossary: tuple[Path, ...], settings_file: Path | None, *, as_json: bool
) -> None:
    """Show everything about a concept: TERM is its id or one of its terms."""
    from translator.glossary.edit import find_concept

    settings = options.read_settings(settings_file, glossary=glossary)
    concept = find_concept(options.open_glossary(settings), term)
    if as_json:
        click.echo(json.dumps(as_dict(concept), ensure_ascii=False, indent=1))
        return
    click.echo(f"{concept.id}  ({concept.path}:{concept.line})")
    for code in ordered(tuple(concept.terms), settings.source):
        forms = [f"not {t.text}" if t.forbidden else t.text for t in concept.terms[code]]
        click.echo(f"  {code}: {', '.join(forms)}")
    click.echo(f"  match: {_matching(concept)}")
    for name, value in (("domain", concept.domain), ("note", concept.note), *concept.extra.items()):
        if value:
            click.echo(f"  {name}: {value}")


def as_dict(concept: Concept) -> dict[str, Any]:
    """Return a concept and its place for a machine-readable report."""
    from translator.glossary import exchange

    return {**exchange.as_dict(concept), "path": concept.path, "line": concept.line}


def ordered(languages: tuple[str, ...], source: str) -> tuple[str, ...]:
    """Put the source language first."""
    return tuple(sorted(languages, key=lambda code: (code != source, code)))


def _has(concept: Concept, text: str) -> bool:
    wanted = text.casefold()
    texts = [term.text for terms in concept.terms.values() for term in terms]
    return any(wanted in item.casefold() for item in (concept.id, concept.note, *texts))


def _matching(concept: Concept) -> str:
    words = ["inflected forms count" if concept.match == "lemma" else "only as written"]
    words += ["capitals matter"] if concept.case_sensitive else []
    words += [] if concept.translate else ["stays as it is in every language"]
    return ", ".join(words)
