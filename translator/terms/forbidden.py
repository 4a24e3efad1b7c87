"""Find forbidden renderings in a target, whatever the source says."""

from __future__ import annotations

from dataclasses import replace

from translator.glossary.concept import Concept, Glossary, Term
from translator.terms.matcher import Matcher, TermMatch


def forbidden_in(target: str, glossary: Glossary, lang: str) -> tuple[TermMatch, ...]:
    """Return the forbidden forms of ``lang`` that stand in ``target``, with their spans.

    A forbidden form inside a longer allowed one of the same concept does not count; ``form`` of a
    match is the form as the glossary has it.
    """
    concepts = tuple(_as_terms(c, lang) for c in glossary.concepts if c.forbidden(lang))
    if not concepts:
        return ()
    originals = {concept.id: concept for concept in glossary.concepts}
    return tuple(
        replace(match, concept=originals[match.concept.id])
        for match in Matcher(Glossary(concepts), lang, lang).find(target)
        if not match.hint and match.form in originals[match.concept.id].forbidden(lang)
    )


def _as_terms(concept: Concept, lang: str) -> Concept:
    """Make all forms of the language terms to look for, the allowed ones to shield longer words."""
    forms = tuple(Term(term.text) for term in concept.forms(lang))
    return replace(concept, terms={lang: forms})
