"""What every article of a run needs, prepared once: settings, glossary, routes, memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from translator.article import Route
from translator.engines.routing import describe, find_route
from translator.errors import RouteError, UsageError
from translator.glossary import load_glossary
from translator.glossary.concept import Glossary
from translator.manifest import Manifest
from translator.memory import MEMORY_FILE, Memory
from translator.report import ArticleReport
from translator.settings import Settings
from translator.terms import concepts_digest
from translator.translate import Hop, build_hops


class Observer(Protocol):
    """Hears how a run goes on; called from worker threads when there is more than one job."""

    def started(self, name: str, articles: int) -> None: ...

    def translating(self, name: str, lang: str, done: int, total: int) -> None: ...

    def finished(self, report: ArticleReport) -> None: ...


class Silence:
    """An observer that says nothing."""

    def started(self, name: str, articles: int) -> None:
        """Ignore the start of an article."""

    def translating(self, name: str, lang: str, done: int, total: int) -> None:
        """Ignore the progress of a version."""

    def finished(self, report: ArticleReport) -> None:
        """Ignore the end of an article."""


@dataclass(frozen=True, slots=True)
class Target:
    """A language to translate into: a route with its hops, or the reason why there is none."""

    lang: str
    route: Route | None = None
    hops: tuple[Hop, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything an article needs on its way, prepared once per run."""

    settings: Settings
    glossary: Glossary
    glossary_digest: str
    targets: tuple[Target, ...]
    memory: Memory | None
    manifest: Manifest
    observer: Observer = field(default_factory=Silence)
    taken: frozenset[str] = frozenset()  # paths that are published already

    def problems(self) -> tuple[str, ...]:
        """Return what the run has had to do without so far: glossary rows, memory rows."""
        found = [*map(str, self.glossary.problems), *(self.memory.problems if self.memory else ())]
        if self.glossary.problems and not self.glossary.concepts:
            found.append(
                "no term of the glossary could be used: versions are made without the house's terms"
            )
        return tuple(found)


@contextmanager
def open_desk(
    settings: Settings, observer: Observer | None = None, taken: frozenset[str] = frozenset()
) -> Iterator[Desk]:
    """Prepare glossary, routes, memory and manifest for a run."""
    if settings.source in settings.targets:
        raise UsageError(
            f"{settings.source} is the language of the articles, not a target",
            hint="choose another --to, or say with --from what the articles are in",
        )
    glossary = load_glossary(settings.glossary)
    targets = tuple(_target(lang, settings, glossary) for lang in settings.targets)
    if targets and all(target.error for target in targets):
        raise RouteError("; ".join(target.error for target in targets))
    path = settings.state / MEMORY_FILE
    memory = None if settings.dry_run and not path.exists() else Memory(path)
    try:
        yield Desk(
            settings=settings,
            glossary=glossary,
            glossary_digest=concepts_digest(glossary.concepts),
            targets=targets,
            memory=memory,
            manifest=Manifest(settings.state),
            observer=observer or Silence(),
            taken=taken,
        )
    finally:
        if memory:
            memory.close()


def find_target(lang: str, settings: Settings, glossary: Glossary) -> Target:
    """Find the route from the source language to another.

    Raises:
        RouteError: no installed model leads there.
    """
    engines = find_route(settings.source, lang, settings)
    return Target(lang, describe(engines), build_hops(engines, glossary))


def _target(lang: str, settings: Settings, glossary: Glossary) -> Target:
    """Find a target, or note why there is none: it must not stop the others."""
    try:
        return find_target(lang, settings, glossary)
    except RouteError as error:
        return Target(lang, error=str(error))
