"""Models of Firefox Translations: ``--engine firefox``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translator.cli.models.options import progress
from translator.errors import EngineError, ModelError

if TYPE_CHECKING:
    from translator.models.firefox import FirefoxModel, FirefoxOffer

_PIVOT = "en"


def install_pair(source: str, target: str, index: str | None) -> None:
    """Install what leads from one language to the other, directly or over English."""
    from translator.engines.firefox import is_installed
    from translator.models.firefox import best, installed, read_offers
    from translator.models.store import is_whole

    if not is_installed():  # said before anything is fetched
        raise ModelError(
            "the library that runs Firefox models is not installed",
            hint="pip install 'article-translator[firefox]'",
        )
    offers, base = read_offers(index)
    direct = any((o.source, o.target) == (source, target) for o in offers)
    over = [(source, target)] if direct else [(source, _PIVOT), (_PIVOT, target)]
    steps = [step for step in over if step[0] != step[1]]
    chosen = [best(offers, *step) for step in steps]
    there = {model.name: model for model in installed()}
    for offer in chosen:
        if offer.name in there and is_whole(there[offer.name], _check):
            click.echo(f"{offer.name} is already installed")
        else:
            _install(offer, base)


def update(index: str | None) -> None:
    """Replace models by newer ones."""
    from translator.models.firefox import best, installed, is_newer, read_offers
    from translator.models.store import discard

    ours = list(installed())
    if not ours:
        click.echo(
            "no models to update; `translator models install de en --engine firefox` installs one"
        )
        return
    offers, base = read_offers(index)
    for model in ours:
        offer = best(offers, model.source, model.target)
        if is_newer(offer, model):
            _install(offer, base)
            discard(model.path)
        else:
            click.echo(f"{model.name} is up to date")


def _install(offer: FirefoxOffer, base: str) -> None:
    from translator.models.store import install_firefox

    with progress(offer.name) as shown:
        model = install_firefox(offer, base, _check, shown)
    click.echo(f"installed {model.name} ({model.path})")


def _check(model: FirefoxModel) -> None:
    """Translate one word with a model before it is put in place."""
    from translator.engines.firefox import FirefoxEngine

    try:
        FirefoxEngine(model).translate(["Test"])
    except EngineError as error:
        raise ModelError(f"the model does not work: {error.message}", hint="try again") from error
