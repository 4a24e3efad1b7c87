"""Which models a person can mean: all that are listed, and what is here and cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from translator.cli.terminal import complain
from translator.errors import EngineError, ModelError, TranslatorError
from translator.settings import SETTINGS_FILE, Settings, load_settings

if TYPE_CHECKING:
    from translator.engines.providers import Model

# Two languages, either with a region or a script; never the name of a package (de-en-1.0).
_PAIR = re.compile(r"[a-z]{2,3}([-_][a-z]{2,4})?-[a-z]{2,3}([-_][a-z]{2,4})?", re.IGNORECASE)
ANY = "any"  # the languages of a model that is no model of two


def settings_here() -> Settings:
    """Return the settings of the project around; ones that cannot be read are said, and count as none."""
    from translator.cli.start import Start

    project = Start.here().project
    file = project / SETTINGS_FILE if project else None
    try:
        return load_settings(file if file and file.is_file() else None)
    except TranslatorError as error:
        complain(error)
        return Settings()


def every_model(settings: Settings) -> tuple[Model, ...]:
    """Return all models that can be used here, a chat server of the settings among them."""
    from translator.engines.providers import of_settings
    from translator.engines.routing import available_models
    from translator.models import inventory

    installed = available_models(inventory().packages)
    return (*installed, *of_settings(ANY, ANY, settings))


def problems(settings: Settings) -> Iterator[tuple[str, TranslatorError]]:
    """Yield what is here and cannot be used, and pins that cannot be followed, with what each is."""
    from translator.engines import firefox
    from translator.engines.plugged import of_other_packages
    from translator.engines.routing import unmet
    from translator.models import inventory
    from translator.models.damaged import damaged
    from translator.models.firefox import installed

    for error in (*inventory().problems, *damaged()):
        yield "broken package", error
    for model in installed() if not firefox.is_installed() else ():
        hint = "pip install 'article-translator[firefox]'"
        yield model.name, EngineError(f"{model.name}: its library is missing", hint=hint)
    for broken in of_other_packages().problems:
        yield "broken engine", broken
    for pin in unmet(settings):
        yield "pin", pin


def find(what: Sequence[str]) -> list[Model]:
    """Return the models that a person means by a name, a folder or two languages, the best first.

    Raises:
        ModelError: there is none.
    """
    if len(what) > 2:  # noqa: PLR2004 - two languages
        raise ModelError(
            f"one model at a time, not {' '.join(what)}",
            hint="its name, or the two languages it translates between",
        )
    known = every_model(settings_here())
    found = [model for model in known if _is_named(model, what)] or [
        *_for_pair(known, what, most=0),
        *_for_pair(known, what, most=1),
    ]
    found = found or [model for model in known if model.is_called(what[0]) and len(what) == 1]
    if not found:
        names = ", ".join(model.name for model in known)
        if _PAIR.fullmatch(pair := "-".join(what)):
            raise ModelError(
                f"no installed model translates {pair} by itself",
                hint=f"`translator models list` says what is reached over another language; installed: {names}",
            )
        raise ModelError(f"no installed model is called {pair}", hint=f"installed: {names}")
    return sorted(dict.fromkeys(found), key=lambda model: model.rank, reverse=True)


def _is_named(model: Model, what: Sequence[str]) -> bool:
    name = "-".join(what)
    folder = model.path
    return name == model.name or (folder is not None and name in (folder.name, str(folder)))


def _for_pair(known: Sequence[Model], what: Sequence[str], most: int) -> list[Model]:
    """Return the models for two languages, said as ``de en`` or ``de-en``, in a variety if need be."""
    from translator.engines.routing import canonical, distance, pair_of

    pair = "-".join(what)
    if not _PAIR.fullmatch(pair):
        return []
    one, other = map(canonical, what) if len(what) == 2 else pair_of(pair)  # noqa: PLR2004
    far = ((distance(one, m.source), distance(other, m.target), m) for m in known)
    return [m for a, b, m in far if a is not None and b is not None and a + b == most]


def remove(what: Sequence[str]) -> str:
    """Remove the one model that was installed here and is meant; return its name and folder.

    Raises:
        ModelError: none is, or several are, or it goes away in another way.
    """
    from translator.models.store import discard

    called = "-".join(what)
    broken = ((path.name.replace("_", "-"), path) for path in _unusable())
    meant = (one for one in broken if called in (one[0], one[1].name, str(one[1])))
    name, folder = next(meant, None) or _installed(what)
    discard(folder)
    return f"{name} ({folder})"


def _installed(what: Sequence[str]) -> tuple[str, Path]:
    """Return name and folder of the one model that is meant, if it was installed here."""
    found = find(what)
    own = {model.name: model.path for model in found if model.path and _is_ours(model)}
    name = "-".join(what)
    by_origin = not any(_is_named(m, what) for m in found) and not _PAIR.fullmatch(name)
    if len(own) > 1 or (own and by_origin):
        raise ModelError(
            f"{name} can mean several models, and none was removed",
            hint=f"choose one: {', '.join(own)}",
        )
    if not own:
        raise _not_ours(found[0])
    return next(iter(own.items()))


def _is_ours(model: Model) -> bool:
    from translator.engines.providers import FIREFOX
    from translator.models import Origin

    if model.package is not None:
        return model.package.origin is Origin.OWN
    return model.provider == FIREFOX


def _not_ours(model: Model) -> ModelError:
    """Say how a model goes away that no command of ours installed."""
    from translator.engines.providers import CHAT

    if model.package is not None and model.package.starter:
        return ModelError(
            f"{model.name} belongs to this program", hint="it is used only where no other model is"
        )
    if model.package is not None:
        return ModelError(
            f"{model.name} belongs to Argos Translate",
            path=model.path,
            hint="remove it there, with `argospm remove`, or delete its folder",
        )
    if model.provider == CHAT:
        return ModelError(
            f"{model.name} is a server that the settings name",
            hint=f"take [engines.chat] out of {SETTINGS_FILE}",
        )
    return ModelError(
        f"{model.name} comes with the Python package {model.distribution}",
        hint=f"pip uninstall {model.distribution}",
    )


def _unusable() -> list[Path]:
    """Return the folders among our models in which there is none that can be used."""
    from translator.engines import firefox
    from translator.models import inventory
    from translator.models.firefox import installed
    from translator.models.package import models_dir

    used = {package.path for package in inventory().packages}
    if firefox.is_installed():
        used |= {model.path for model in installed()}
    try:
        folders = sorted(path for path in models_dir().iterdir() if path.is_dir())
    except OSError:
        return []
    return [path for path in folders if path not in used and not path.name.startswith(".")]
