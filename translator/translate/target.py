"""The languages of a run: the way that leads to each, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from translator.article import Route
from translator.engines.routing import describe, find_route
from translator.glossary.concept import Glossary
from translator.settings import Settings
from translator.translate.hops import Hop, build_hops


@dataclass(frozen=True, slots=True)
class Target:
    """A language to translate into: a route with its hops, or the reason why there is none."""

    lang: str
    route: Route | None = None
    hops: tuple[Hop, ...] = ()
    error: str = ""


def find_target(lang: str, settings: Settings, glossary: Glossary) -> Target:
    """Find the route from the source language to another.

    Raises:
        RouteError: no installed model leads there.
    """
    engines = find_route(settings.source, lang, settings)
    return Target(lang, describe(engines), build_hops(engines, glossary))
