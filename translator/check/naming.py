"""One thing, one name: a noun of the source that is called several things within an article."""

from __future__ import annotations

from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.counterparts import comparison
from translator.check.segments import placed_segments, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.translate.namings import alike, can_name, namings


def one_name(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find nouns whose second name differs from the first; those of the glossary have their own check."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not can_name(lang, into):
        return
    names: dict[str, dict[str, str]] = {}
    for placed in placed_segments(translation):
        segment = placed.segment
        terms = {word for use in segment.terms for word in use.source.split()}
        compared = comparison(segment.source, segment.target, lang, into)
        for word in namings(compared, lang, into, terms):
            before = names.setdefault(word.noun, {})
            if before and not any(alike(word.name, other) for other in before):
                first = next(iter(before.values()))
                message = f'"{word.noun}" is "{word.said}" here and "{first}" before'
                yield placed.finding("naming", message, Severity.NOTE)
            before.setdefault(word.name, word.said)
