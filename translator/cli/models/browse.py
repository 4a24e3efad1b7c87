"""Look at what is installed and what can be had."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click

from translator.cli.models.named import every_model, find, problems, settings_here
from translator.cli.models.options import index_option
from translator.cli.options import json_option
from translator.cli.terminal import complain, one_line

if TYPE_CHECKING:
    from translator.engines.providers import Model

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

    settings = settings_here()
    known = every_model(settings)
    rows = [_listed(model) for model in known]
    found = [problem for _, problem in problems(settings)]
    for problem in found:
        complain(problem)
    if as_json:
        click.echo(json.dumps({"models": rows, "broken": [str(p) for p in found]}))
        return
    columns = ("Name", "From", "To", "Version", "Installed by", "Size", "Licence", "Quality")
    keys = ("name", "from", "to", "version", "origin", "size", "licence", "quality")
    print_table("Models", columns, [[_cell(key, row[key]) for key in keys] for row in rows])
    starters = (model.package for model in known if model.package and model.starter)
    if advice := better_models(starters):
        click.echo(f"A starter gives the gist only. {advice}", err=True)


@click.command()
@click.argument("source", required=False, metavar="[FROM]")
@click.argument("target", required=False, metavar="[TO]")
@index_option
@json_option
def available(source: str | None, target: str | None, index: str | None, *, as_json: bool) -> None:
    """Show the models that can be installed, all or those from FROM to TO (uses the network)."""
    from translator.cli.tables import print_table
    from translator.engines.routing import canonical
    from translator.models.index import index_location, read_index

    wanted = [(0, source), (1, target)]
    offers = [
        offer
        for offer in read_index(index_location(index))
        if all(
            code is None or canonical((offer.source, offer.target)[side]) == canonical(code)
            for side, code in wanted
        )
    ]
    if as_json:
        keys = ("name", "source", "target", "version")
        click.echo(json.dumps([{key: getattr(offer, key) for key in keys} for offer in offers]))
        return
    if not offers:
        click.echo(
            "The index has no such model; `translator models available` shows all.", err=True
        )
        return
    rows = [(o.source, o.target, f"{o.source_name} → {o.target_name}", o.version) for o in offers]
    print_table("Available models", ("From", "To", "Languages", "Version"), rows)


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="NAME | FROM TO")
@json_option
def info(what: tuple[str, ...], *, as_json: bool) -> None:
    """Show all that is known about a model: digest, source, licence, model card."""
    model, *others = find(what)
    facts = _listed(model) | {"digest": _digest(model), "installed from": _receipt(model)}
    card = _card(model)
    if others:
        names = ", ".join(other.name for other in others)
        click.echo(f"There are others: {names}", err=True)
    if as_json:
        click.echo(json.dumps(facts | {"card": card}))
        return
    for key, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{k} {v}" for k, v in value.items())  # noqa: PLW2901 - shown
        click.echo(one_line(f"{key:>15}: {_cell(key, value)}"))
    click.echo(f"\n{card}".rstrip())


def _listed(model: Model) -> dict[str, Any]:
    """Return what a list says about a model; what nobody knows is empty."""
    package = model.package
    licence = _LICENCE.search(_card(model)) if package else None
    return {
        "name": model.name,
        "from": package.source if package else model.source,
        "to": package.target if package else model.target,
        "languages": f"{package.source_name} → {package.target_name}"
        if package
        else f"{model.source} → {model.target}",
        "version": model.version,
        "origin": model.provider,
        "size": model.size,
        "path": str(model.path or ""),
        "licence": licence["name"] if licence else model.licence,
        "quality": model.quality,
    }


def _digest(model: Model) -> str:
    """Return the SHA-256 over the files of a model; nothing if they are not ours to read."""
    from translator.models.firefox import installed

    if model.package:
        return model.package.digest
    return next((one.digest for one in installed() if one.path == model.path), "")


def _receipt(model: Model) -> dict[str, Any]:
    """Return where a model came from, if we installed it, or which Python package brings it."""
    from translator.models.store import RECEIPT

    if model.path is None:
        return {"package": model.distribution} if model.distribution else {}
    try:
        found = json.loads((model.path / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _card(model: Model) -> str:
    """Return what its makers say about a model, its licence among it.

    The cards of embedded models lie beside their folders: the first model's as ``MODEL_CARD.md``,
    others' with the language they write in the name.
    """
    if model.path is not None:
        for name in (f"MODEL_CARD.{model.target}.md", "MODEL_CARD.md", "README.md", "LICENSE"):
            for folder in (model.path, model.path.parent if model.starter else model.path):
                try:
                    return (folder / name).read_text(encoding="utf-8", errors="replace")
                except OSError:
                    continue
    return "Its makers say nothing beside it about its origin or licence."


def _cell(key: str, value: Any) -> str:
    if key == "size" and value:
        return f"{max(value / 1e6, 1):.0f} MB"
    return str(value or "unknown")
