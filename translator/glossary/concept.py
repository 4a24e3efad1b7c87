"""Concepts and their terms: the glossary as the rest of the tool sees it.

Concept-oriented, as in ISO 30042 (TBX): one concept, its terms grouped by language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from translator.errors import GlossaryError

_FORMAT = 1  # of the digest of concepts; a newer program is no reason to change it


class MatchMode(StrEnum):
    """How a source term is looked for in running text."""

    LEMMA = "lemma"  # inflected forms count
    EXACT = "exact"  # only the form as written


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language; a forbidden one must not appear in a target."""

    text: str
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that has a house term in each language.

    ``terms`` maps a language code to its forms, the preferred one first. ``case_sensitive`` is
    about the source; ``translate`` is false for a term that stays as it is in every language.
    ``path`` and ``line`` say where the row stands, for people. ``extra`` holds unknown columns.
    """

    id: str
    terms: Mapping[str, tuple[Term, ...]]
    match: MatchMode = MatchMode.LEMMA
    case_sensitive: bool = False
    translate: bool = True
    domain: str = ""
    note: str = ""
    path: str = ""
    line: int = 0
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Return where the concept stands, for people: ``path:line``, or the path alone."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def forms(self, lang: str) -> tuple[Term, ...]:
        """Return the terms of a language; those of ``pt`` serve ``pt-br`` where it has none."""
        return self.terms.get(lang) or self.terms.get(lang.partition("-")[0], ())

    def allowed(self, lang: str) -> tuple[str, ...]:
        """Return the forms that may stand in ``lang``, the preferred one first."""
        return tuple(term.text for term in self.forms(lang) if not term.forbidden)

    def standing(self, lang: str) -> tuple[str, ...]:
        """Return the allowed forms; of a term that stays as it is, those of any language."""
        found = self.allowed(lang)
        if found or self.translate:
            return found
        return next((some for code in self.terms if (some := self.allowed(code))), ())

    def preferred(self, lang: str) -> str:
        """Return the preferred form in ``lang``, or an empty string."""
        return next(iter(self.allowed(lang)), "")

    def forbidden(self, lang: str) -> tuple[str, ...]:
        """Return the forms that must not stand in ``lang``."""
        return tuple(term.text for term in self.forms(lang) if term.forbidden)


@dataclass(frozen=True, slots=True)
class Glossary:
    """All concepts of a run, in file order; ``problems`` names the rows and files left out."""

    concepts: tuple[Concept, ...] = ()
    problems: tuple[GlossaryError, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that have a term, sorted."""
        return tuple(sorted({lang for concept in self.concepts for lang in concept.terms}))


def concepts_digest(concepts: Iterable[Concept]) -> str:
    """Return a digest of everything about ``concepts`` that can change a translation.

    The order does not matter and repetitions do not count; notes, domains and places are left
    out. No concepts: an empty string.
    """
    lines = {
        json.dumps(
            [
                _FORMAT,
                concept.id,
                {
                    lang: [[term.text, term.forbidden] for term in terms]
                    for lang, terms in concept.terms.items()
                },
                [concept.match.value, concept.case_sensitive, concept.translate],
            ],
            ensure_ascii=False,
            sort_keys=True,
        )
        for concept in concepts
    }
    if not lines:
        return ""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
