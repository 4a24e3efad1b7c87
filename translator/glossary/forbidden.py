"""Find forbidden renderings in a target, whatever the source says."""

from __future__ import annotations

from dataclasses import replace

from translator.glossary.concept import Concept, Glossary, Term
from translator.glossary.matcher import Matcher, TermMatch
from translator.glossary.patterns import MatchKind

_PART_OF_A_WORD = frozenset({MatchKind.COMPOUND, MatchKind.UNSURE})


class ForbiddenForms:
    """Looks for the forms that a glossary forbids in one language, inflected ones included."""

    def __init__(self, glossary: Glossary, lang: str) -> None:
        self._lang = lang
        self._concepts = {c.id: c for c in glossary.concepts if c.forbidden(lang)}
        terms = Glossary(tuple(_as_terms(c, lang) for c in self._concepts.values()))
        self._matcher = Matcher(terms, lang, lang)

    def find(self, target: str) -> tuple[TermMatch, ...]:
        """Return the forbidden forms in ``target``, with their spans.

        A forbidden form inside a longer allowed one of the same concept does not count; ``form``
        of a match is the form as the glossary has it. Acronyms keep their capitals: ``us`` is no
        ``US``.
        """
        return tuple(
            replace(match, concept=self._concepts[match.concept.id])
            for match in self._matcher.find(target)
            if match.kind not in _PART_OF_A_WORD
            and match.form in self._concepts[match.concept.id].forbidden(self._lang)
        )


def _as_terms(concept: Concept, lang: str) -> Concept:
    """Make all forms of the language terms to look for, the allowed ones to shield longer words."""
    forms = tuple(Term(term.text) for term in concept.forms(lang))
    return replace(concept, terms={lang: forms})
