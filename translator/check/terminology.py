"""Glossary terms: present in the form of the house, forbidden forms absent, one form throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from translator.article import Finding, Segment, Severity, TermOutcome, Translation
from translator.check.segments import Placed, placed_segments, quoted
from translator.glossary.concept import Glossary

_SAME_WORD = 0.6  # inflected forms of one word share more letters than this


def terms_missed(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find glossary terms whose translation could not be put into the target."""
    concepts = {concept.id: concept for concept in glossary.concepts}
    for placed in placed_segments(translation):
        for use in placed.segment.terms:
            if use.outcome is TermOutcome.MISSED:
                concept = concepts.get(use.concept)
                allowed = list(concept.allowed(translation.lang)) if concept else [use.target]
                message = f'"{use.source}" should be {quoted(allowed)}'
                yield placed.finding("terms", message)


def forbidden_terms(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find forms that the glossary forbids in the target language."""
    forbidden = [
        (form, concept.preferred(translation.lang))
        for concept in glossary.concepts
        for form in concept.forbidden(translation.lang)
    ]
    if not forbidden:
        return
    for placed in placed_segments(translation):
        for form, instead in forbidden:
            if _pattern(form).search(placed.segment.target):
                hint = f', the glossary wants "{instead}"' if instead else ""
                yield placed.finding("forbidden terms", f'"{form}" is forbidden{hint}')


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    """Match a form as whole words, however it is spaced."""
    spaced = r"\s+".join(map(re.escape, form.split()))
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)


def consistency(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find a sentence, or a term, that is translated in two ways within the article."""
    del glossary
    sentences: dict[str, str] = {}
    terms: dict[str, str] = {}
    for placed in placed_segments(translation):
        segment = placed.segment
        first = sentences.setdefault(segment.source, segment.target)
        if first != segment.target:
            message = f'the same sentence is also translated as "{first}"'
            yield placed.finding("consistency", message, Severity.NOTE)
        yield from _other_forms(placed, segment, terms)


def _other_forms(placed: Placed, segment: Segment, terms: dict[str, str]) -> Iterator[Finding]:
    for use in segment.terms:
        if not use.target:
            continue
        first = terms.setdefault(use.concept, use.target)
        ratio = SequenceMatcher(None, first.lower(), use.target.lower(), autojunk=False).ratio()
        if ratio < _SAME_WORD:
            message = f'"{use.source}" is "{use.target}" here and "{first}" before'
            yield placed.finding("consistency", message, Severity.NOTE)
