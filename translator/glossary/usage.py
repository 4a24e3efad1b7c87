"""Where the terms of a glossary occur in published versions, and how they fared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translator.article import Segment, TermOutcome, Translation
from translator.glossary.concept import Concept, Glossary


@dataclass(frozen=True, slots=True)
class Miss:
    """An occurrence whose term is not in the target."""

    article: str
    lang: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a concept was met: outcomes over all versions, per article, the first article."""

    concept: Concept
    outcomes: Counter[TermOutcome]
    articles: Counter[str]
    first_seen: str = ""
    misses: tuple[Miss, ...] = ()

    @property
    def hits(self) -> int:
        """Return the occurrences that have their term in the target."""
        return self.outcomes.total() - self.outcomes[TermOutcome.MISSED]


def usage(
    glossary: Glossary, versions: Iterable[tuple[str, str, Translation]]
) -> tuple[Usage, ...]:
    """Count the occurrences of every concept in ``versions``: (stem, language, translation).

    ``first_seen`` is the article with the earliest date, by name where there is none. Concepts
    that never occur come with empty counts; the order is that of the glossary.
    """
    ordered = sorted(versions, key=lambda v: (v[2].article.metadata.date or "9", v[0], v[1]))
    found: dict[str, list[tuple[str, str, str, Segment, TermOutcome]]] = {}
    for stem, lang, translation in ordered:
        date = translation.article.metadata.date[:10]
        for segment in translation.segments:
            for use in segment.terms:
                place = (stem, lang, date, segment, use.outcome)
                found.setdefault(use.concept, []).append(place)
    return tuple(_usage(concept, found.get(concept.id, ())) for concept in glossary.concepts)


def _usage(concept: Concept, places: Sequence[tuple[str, str, str, Segment, TermOutcome]]) -> Usage:
    first = ""
    if places:
        stem, _, date, _, _ = places[0]
        first = f"{stem} ({date})" if date else stem
    return Usage(
        concept,
        Counter(outcome for *_, outcome in places),
        Counter(stem for stem, *_ in places),
        first,
        tuple(
            Miss(stem, lang, segment.source, segment.target)
            for stem, lang, _, segment, outcome in places
            if outcome is TermOutcome.MISSED
        ),
    )
