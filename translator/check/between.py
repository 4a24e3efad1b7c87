"""What went wrong on the way: a sentence in the language that a route goes over.

Where no model leads straight to the target, what the first model made of a sentence is in every
language beyond, and the checks that know the first pair of languages find more than those of the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from translator.article import Finding, Origin, Segment, TranslatedBlock, Translation
from translator.check.segments import placed_segments
from translator.glossary.concept import Glossary

Check = Callable[[Translation, Glossary], Iterable[Finding]]


def found_between(
    translation: Translation, glossary: Glossary, checks: Iterable[Check]
) -> Iterator[Finding]:
    """Yield what checks find in the languages between, each about the segment as it is in the target."""
    last = {
        (p.block, p.segment.source, p.segment.via): p.segment for p in placed_segments(translation)
    }
    for number, lang in enumerate(translation.route.languages[1:-1]):
        so_far = _between(translation, number, lang)
        targets = {
            (block, source, via[number]): segment.target
            for (block, source, via), segment in last.items()
            if len(via) > number
        }
        for finding in (f for check in checks for f in check(so_far, glossary)):
            yield replace(
                finding,
                message=f"in {lang!r}, on the way: {finding.message}",
                target=targets[finding.block, finding.source, finding.target],
            )


def _between(translation: Translation, number: int, lang: str) -> Translation:
    """Return a translation as it was in the language of a number between source and target."""

    def stood(segment: Segment) -> Segment:
        if len(segment.via) <= number or segment.origin is Origin.HUMAN:
            return replace(segment, origin=Origin.COPY)
        return replace(segment, target=segment.via[number], terms=(), via=())

    def block_stood(block: TranslatedBlock) -> TranslatedBlock:
        return replace(block, segments=tuple(map(stood, block.segments)), alt=(), marks=())

    route = translation.route
    return replace(
        translation,
        lang=lang,
        route=replace(
            route, languages=route.languages[: number + 2], engines=route.engines[: number + 1]
        ),
        title=block_stood(translation.title),
        blocks=tuple(map(block_stood, translation.blocks)),
        findings=(),
    )
