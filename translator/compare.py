"""One article through every model that leads from its language to another, side by side."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from translator.article import Article, Translation
from translator.engines.routing import describe, rival_routes
from translator.errors import EngineError
from translator.glossary.concept import Glossary
from translator.run import checked
from translator.settings import Settings
from translator.translate.articles import translate_article
from translator.translate.hops import build_hops
from translator.translate.prepare import prepare


@dataclass(frozen=True, slots=True)
class Compared:
    """What one way made of an article; ``error`` says why it made nothing.

    ``seconds`` of processor time are those of translating, without loading the models.
    """

    name: str
    languages: tuple[str, ...]
    seconds: float = 0.0
    translation: Translation | None = None
    error: str = ""


def compare(
    article: Article, source: str, target: str, settings: Settings, glossary: Glossary
) -> Iterator[Compared]:
    """Yield what every direct model makes of an article, and what the way that ``run`` takes does.

    The memory is neither asked nor filled.

    Raises:
        RouteError: nothing leads from the one language to the other.
    """
    prepared = prepare(article, source)
    for engines in rival_routes(source, target, settings):
        route = describe(engines)
        name = " + ".join(route.engines)
        try:
            for engine in engines:
                engine.translate(["Test"])
            start = time.process_time()
            made = translate_article(prepared, route, build_hops(engines, glossary))
            seconds = time.process_time() - start
        except EngineError as error:
            yield Compared(name, route.languages, error=str(error))
            continue
        yield Compared(name, route.languages, seconds, checked(made, target, glossary))
