"""Look at what is installed and what can be had."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click

from translator.cli.models.options import index_option
from translator.cli.options import json_option
from translator.cli.terminal import complain
from translator.errors import ModelError

if TYPE_CHECKING:
    from translator.engines.providers import Model
    from translator.models.package import Package

_LICENCE = re.compile(
    r"licen[cs]e.{0,400}?(?P<name>Mozilla Public License 2\.0|MPL[- ]2\.0|Apache(?: License,?)?[- ](?:Version )?2\.0"
    r"|CC[- ]BY(?:[- ](?:SA|NC|ND))*[- ][34]\.0|CC0|MIT|GPL-3\.0)",
    re.IGNORECASE | re.DOTALL,
)


@click.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """Show the installed models and where they come from."""
    from translator.cli.tables import better_models, print_table
    from translator.engines.providers import of_other_packages
    from translator.engines.routing import available_models
    from translator.models import inventory

    found = inventory()
    rows = [_listed(model) for model in available_models(found.packages)]
    problems = (*found.problems, *of_other_packages().problems)
    for problem in problems:
        complain(problem)
    if as_json:
        click.echo(json.dumps({"models": rows, "broken": [str(p) for p in problems]}))
        return
    columns = ("Name", "From", "To", "Version", "Installed by", "Size", "Licence", "Quality")
    keys = ("name", "from", "to", "version", "origin", "size", "licence", "quality")
    print_table("Models", columns, [[_cell(key, row[key]) for key in keys] for row in rows])
    if advice := better_models(package for package in found.packages if package.starter):
        click.echo(f"A starter gives the gist only. {advice}", err=True)


@click.command()
@click.argument("source", required=False, metavar="[FROM]")
@click.argument("target", required=False, metavar="[TO]")
@index_option
@json_option
def available(source: str | None, target: str | None, index: str | None, *, as_json: bool) -> None:
    """Show the models that can be installed, all or those from FROM to TO (uses the network)."""
    from translator.cli.tables import print_table
    from translator.models.index import index_location, read_index

    offers = [
        offer
        for offer in read_index(index_location(index))
        if source in (None, offer.source) and target in (None, offer.target)
    ]
    if as_json:
        keys = ("name", "source", "target", "version")
        click.echo(json.dumps([{key: getattr(offer, key) for key in keys} for offer in offers]))
        return
    rows = [(o.source, o.target, f"{o.source_name} → {o.target_name}", o.version) for o in offers]
    print_table("Available models", ("From", "To", "Languages", "Version"), rows)


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="NAME | FROM TO")
@json_option
def info(what: tuple[str, ...], *, as_json: bool) -> None:
    """Show all that is known about a model: digest, source, licence, model card."""
    from translator.models.store import receipt

    package = find("-".join(what))
    facts = _entry(package) | {"digest": package.digest, "installed from": receipt(package)}
    if as_json:
        click.echo(json.dumps(facts | {"card": _card(package)}))
        return
    for key, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{k} {v}" for k, v in value.items()) or "-"  # noqa: PLW2901 - shown
        click.echo(f"{key:>15}: {_cell(key, value)}")
    click.echo(f"\n{_card(package)}".rstrip())


def find(name: str) -> Package:
    """Find an installed package by its name or pair; one a person installed before the starter."""
    from translator.models import inventory

    packages = inventory().packages
    matching = [
        p
        for p in packages
        if name in (p.name, f"{p.source}-{p.target}", p.path.name, p.origin.value)
    ]
    if not matching:
        known = ", ".join(p.name for p in packages)
        raise ModelError(f"no installed model is called {name}", hint=f"installed: {known}")
    return matching[0]


def _entry(package: Package) -> dict[str, Any]:
    """Return what list and info say about a package."""
    return {
        "name": package.name,
        "from": package.source,
        "to": package.target,
        "languages": f"{package.source_name} → {package.target_name}",
        "version": package.version,
        "origin": str(package.origin),
        "size": sum(f.stat().st_size for f in package.path.rglob("*") if f.is_file()),
        "path": str(package.path),
    }


def _listed(model: Model) -> dict[str, Any]:
    """Return what a list says about a model."""
    if model.package is not None:
        card = _LICENCE.search(_card(model.package))
        licence = card["name"] if card else ""
        return _entry(model.package) | {"licence": licence, "quality": model.quality}
    return {
        "name": model.name,
        "from": model.source,
        "to": model.target,
        "languages": f"{model.source} → {model.target}",
        "version": model.version,
        "origin": model.provider,
        "size": model.size,
        "path": str(model.path or ""),
        "licence": model.licence,
        "quality": model.quality,
    }


def _card(package: Package) -> str:
    """Return what its makers say about a model, its licence among it.

    The cards of embedded models lie beside their folders: the first model's as ``MODEL_CARD.md``,
    others' with the language they write in the name.
    """
    for name in (f"MODEL_CARD.{package.target}.md", "MODEL_CARD.md", "README.md", "LICENSE"):
        for folder in (package.path, package.path.parent if package.starter else package.path):
            try:
                return (folder / name).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
    return "The package says nothing about its origin or licence."


def _cell(key: str, value: Any) -> str:
    return f"{value / 1e6:.0f} MB" if key == "size" and value else str(value or "-")
