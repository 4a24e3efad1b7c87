"""Models that other Python packages bring, each checked once before anything else sees it.

A package adds its models with an entry point of the group ``article_translator.engines`` that leads
to a function: it takes nothing and returns ``Model``s. One that cannot be used is named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from translator.engines.border import fault_of_word, guarded, outside
from translator.engines.protocol import Engine
from translator.engines.providers import OWN_NAMES, Model
from translator.errors import EngineError
from translator.settings import Decoding

GROUP = "article_translator.engines"
_CODE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*", re.IGNORECASE)
# What packages and models of Firefox are called here: de-en-1.0, de-en-starter, firefox-de-en-1.0.
_OURS = re.compile(r"(firefox-.*)|[a-z]{2,3}([-_]\w+)?-[a-z]{2,3}([-_]\w+)?-(starter|\d.*)")
_MEND = "mend the package that brings it, or uninstall it"


@dataclass(frozen=True, slots=True)
class Plugged:
    """What other packages offer, and one error for each that cannot be used.

    ``broken`` has those errors by the names under which somebody could have pinned such a model.
    """

    models: tuple[Model, ...]
    problems: tuple[EngineError, ...] = ()
    broken: Mapping[str, EngineError] = field(default_factory=dict)


@cache
def of_other_packages() -> Plugged:
    """Return the models that other Python packages offer."""
    models: list[Model] = []
    problems: list[EngineError] = []
    broken: dict[str, EngineError] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        called = f"the engine {entry.name!r} ({entry.value})"
        try:
            for model in _offered(entry, called):
                if fault := _fault(model):
                    name = getattr(model, "name", "")
                    error = EngineError(f"{called} offers a model that {fault}", hint=_MEND)
                    problems.append(error)
                    broken |= dict.fromkeys((entry.name, str(name)), error)
                else:
                    models.append(_behind_border(model, entry))
        except EngineError as error:
            problems.append(error)
            broken[entry.name] = error
    there = {name for model in models for name in (model.name, model.provider)}
    broken = {name: error for name, error in broken.items() if name not in there}
    return Plugged(tuple(models), tuple(problems), broken)


def left_out() -> tuple[str, ...]:
    """Say what cannot be used, and that other models have its place."""
    return tuple(f"{error}; other models are used" for error in of_other_packages().problems)


def _offered(entry: EntryPoint, called: str) -> Iterator[Model]:
    """Yield what an entry point offers, unchecked; who offers it is the entry point by default.

    Raises:
        EngineError: it cannot be asked; what it offered before stays.
    """
    found: list[Model] = []
    failed: EngineError | None = None
    try:
        with outside(f"{called} cannot be asked for its models"):
            for model in entry.load()():
                found.append(model)  # noqa: PERF402 - keeps what came before one that raises
    except EngineError as error:
        failed = EngineError(error.message, hint=_MEND)
    for model in found:
        named = type(model) is Model and not model.provider
        yield replace(model, provider=entry.name) if named else model
    if failed:
        raise failed


def _fault(model: object) -> str:
    """Say what keeps a model from being used; ``""`` if nothing does."""
    if type(model) is not Model:  # what another class does when it is asked is anybody's guess
        return f"is of type {type(model).__name__}, no translator.engines.providers.Model"
    for what in ("name", "provider"):
        if fault := fault_of_word(getattr(model, what)):
            return f"cannot be used: its {what} {fault}"
    for what in ("source", "target"):
        code = getattr(model, what)
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            return f"cannot be used: {model.name}: its {what} is {code!r:.60} and no language code"
    for what in ("version", "licence", "quality"):
        text = getattr(model, what)
        if text != "" and (fault := fault_of_word(text)):
            return f"cannot be used: {model.name}: its {what} {fault}"
    return next((f"cannot be used: {model.name}: {fault}" for fault in _other_faults(model)), "")


def _other_faults(model: Model) -> Iterator[str]:
    """Yield what is wrong with a model whose texts are right."""
    for name in (model.name, model.provider):
        if name.lower() in OWN_NAMES or _OURS.fullmatch(name.lower()):
            yield f"{name!r} is a name of this program's own"
    if model.source.lower() == model.target.lower():
        yield f"its source and target are both {model.source!r}"
    if not callable(model.load):
        yield "its load cannot be called"
    if not isinstance(model.starter, bool):
        yield "its starter is neither True nor False"
    if not _is_whole(model.size) or model.size < 0:
        yield f"its size is {model.size!r:.60} and no number of bytes"
    if not isinstance(model.rank, tuple) or not all(map(_is_whole, model.rank)):
        yield f"its rank is {model.rank!r:.60} and no tuple of whole numbers"
    if not isinstance(model.path, Path | None):
        yield "its path is no pathlib.Path"


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _behind_border(model: Model, entry: EntryPoint) -> Model:
    """Return a model whose engines are behind our border; it is no package of ours."""

    @lru_cache(maxsize=4)
    def load(decoding: Decoding) -> Engine:
        return guarded(model, decoding)

    brings = entry.dist.name if entry.dist else entry.value.partition(":")[0]
    return replace(model, load=load, package=None, distribution=brings)
