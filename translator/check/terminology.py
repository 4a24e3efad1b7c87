"""Glossary terms: present in the form of the house, forbidden forms absent, one form throughout."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from translator.article import Finding, Segment, Severity, TermOutcome, Translation
from translator.check.segments import Placed, placed_segments, quoted
from translator.glossary.concept import Glossary
from translator.glossary.forbidden import ForbiddenForms

_HYPHENS = frozenset("-‐‑")
_SAME_WORD = 0.6  # inflected forms of one word share more letters than this


def terms_missed(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find glossary terms whose translation could not be put into the target."""
    concepts = {concept.id: concept for concept in glossary.concepts}
    for placed in placed_segments(translation):
        for use in placed.segment.terms:
            if use.outcome is TermOutcome.MISSED:
                concept = concepts.get(use.concept)
                allowed = list(concept.standing(translation.lang)) if concept else []
                wanted = quoted(allowed) if allowed else "as the glossary has it"
                message = f'"{use.source}" should be {wanted}'
                part = _in_hyphenation(placed.segment.source, use.source_span)
                yield placed.finding("terms", message, Severity.NOTE if part else Severity.WARNING)


def _in_hyphenation(source: str, span: tuple[int, int]) -> bool:
    """Say whether a term is no more than part of a word with hyphens (``B-Probe``)."""
    start, end = span
    return source[max(start - 1, 0) : start] in _HYPHENS or source[end : end + 1] in _HYPHENS


def forbidden_terms(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find forms that the glossary forbids in the target language."""
    forbidden = ForbiddenForms(glossary, translation.lang)
    for placed in placed_segments(translation):
        found = {match.form: match.concept for match in forbidden.find(placed.segment.target)}
        for form, concept in found.items():
            instead = concept.preferred(translation.lang)
            hint = f', the glossary wants "{instead}"' if instead else ""
            yield placed.finding("forbidden terms", f'"{form}" is forbidden{hint}')


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
