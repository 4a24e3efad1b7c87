"""One article through every model that leads from its language to another, side by side."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.article import Article, Translation
from translator.clean.language import detect
from translator.engines.protocol import Engine
from translator.engines.providers import fake
from translator.engines.routing import canonical, describe, distance, made, rival_ways
from translator.errors import LanguageError, TranslatorError, unexpected
from translator.glossary.concept import Glossary
from translator.inputs import require_language
from translator.run import checked
from translator.settings import Settings
from translator.translate.articles import translate_article
from translator.translate.hops import build_hops
from translator.translate.prepare import Prepared, prepare


@dataclass(frozen=True, slots=True)
class Compared:
    """What one way made of an article; ``error`` says why it made nothing.

    ``seconds`` are those that a person waits, ``processor`` those of them that this program worked,
    without loading the models: an engine that asks a server waits and hardly works.
    """

    name: str
    languages: tuple[str, ...]
    seconds: float = 0.0
    processor: float = 0.0
    translation: Translation | None = None
    error: str = ""


def compare(
    article: Article, source: str, target: str, settings: Settings, glossary: Glossary
) -> Iterator[Compared]:
    """Yield what every direct model makes of an article, and what the way that ``run`` takes does.

    A model that fails, in whatever way, is one with an error; the others go on. The memory is neither
    asked nor filled.

    Raises:
        RouteError: nothing leads from the one language to the other.
        LanguageError: the article is in another language than ``source``.
    """
    source, target = plain_code(source, settings), plain_code(target, settings)
    try:
        require_language(article, source)
    except LanguageError as error:
        hint = f"say what it is in: translator models compare {detect(article.text)} {target} FILE"
        raise LanguageError(error.message, hint=hint) from None
    prepared = prepare(article, source)
    ways = rival_ways(source, target, settings)
    _read_dictionaries(prepared, source, target, settings, glossary)
    for way in ways:
        languages = (way[0].source, *(step.target for step in way))
        name = " + ".join(step.name for step in way)  # where its engine cannot even be made
        try:
            engines = made(way, settings)
            name = " + ".join(engine.name for engine in engines)
            yield _through(engines, prepared, target, glossary)
        except TranslatorError as error:
            yield Compared(name, languages, error=str(error))
        except Exception as error:  # noqa: BLE001 - a bug over one model must not cost the others
            yield Compared(name, languages, error=unexpected(error))


def plain_code(code: str, settings: Settings) -> str:
    """Return a language as the settings call it, or as routes do: ``de`` for ``DE`` and ``de-DE``.

    What is read by a code, dictionaries and checks among it, knows it in that writing only.
    """
    code = canonical(code)
    for known in (settings.source, *settings.targets):
        if distance(code, canonical(known)) is not None:
            return known
    language, _, variety = code.partition("-")
    return language if variety == language else code


def _through(
    engines: Sequence[Engine], prepared: Prepared, target: str, glossary: Glossary
) -> Compared:
    """Take an article through the engines of a way, each of them loaded before."""
    route = describe(engines)
    for engine in engines:
        engine.translate(["Test"])
    wall, processor = time.perf_counter(), time.process_time()
    found = translate_article(prepared, route, build_hops(engines, glossary))
    processor, wall = time.process_time() - processor, time.perf_counter() - wall
    done = checked(found, target, glossary)
    return Compared(" + ".join(route.engines), route.languages, wall, processor, done)


def _read_dictionaries(
    prepared: Prepared, source: str, target: str, settings: Settings, glossary: Glossary
) -> None:
    """Take the article through a model that only marks words.

    What the program reads on the way, dictionaries above all, would else be counted as the first
    model's time.
    """
    engines = made((fake(source, target),), settings)
    translate_article(prepared, describe(engines), build_hops(engines, glossary))
