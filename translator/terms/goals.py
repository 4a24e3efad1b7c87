"""What a translation must show for the terms of its sentence, and whether it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.article import TermOutcome, TermUse
from translator.terms.matcher import MatchKind, TermMatch
from translator.terms.renderings import Occurrence, find_forms, form_words
from translator.terms.tokens import fold, tokenize

_SHARED_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Goal:
    """A concept of the sentence: the forms that may stand for it and those that must not.

    ``hint`` says that the concept only occurs inside longer words, so that the target may have
    it in another shape or not at all.
    """

    matches: tuple[TermMatch, ...]
    forms: tuple[str, ...]
    banned: tuple[str, ...]
    lang: str

    @property
    def hint(self) -> bool:
        return all(match.hint for match in self.matches)

    @property
    def out_of_reach(self) -> bool:
        """Say whether nothing can be done for the goal but to look whether it is met."""
        return all(match.kind is MatchKind.FUNCTION for match in self.matches)

    @property
    def inflected(self) -> bool:
        """Say whether the source has the term in another form than the glossary."""
        return all(match.kind is not MatchKind.EXACT for match in self.matches)

    def occurrences(self, target: str) -> tuple[Occurrence, ...]:
        """Return where an allowed form stands in ``target``."""
        return tuple(o for o in self._all(target) if o.form in self.forms)

    def violations(self, target: str) -> tuple[Occurrence, ...]:
        """Return where a forbidden form stands in ``target`` and not inside an allowed one."""
        if not self.banned:
            return ()
        return tuple(o for o in self._all(target) if o.form not in self.forms)

    def met(self, target: str) -> bool:
        """Say whether ``target`` needs nothing done for this goal."""
        found = self._all(target)
        if any(o.form not in self.forms for o in found):
            return False
        return bool(found) or not self.forms or (self.hint and self._hinted(target))

    def uses(self, target: str, outcome: TermOutcome) -> tuple[TermUse, ...]:
        """Account for every occurrence of the concept in the source."""
        found = self.occurrences(target)
        met = self.met(target)
        if not found and (met or self.hint):
            return ()  # a derived form, a longer word, or only something forbidden that is not there
        uses = []
        for number, match in enumerate(self.matches):
            # A source that names a term twice may well be rendered with it once.
            place = found[min(number, len(found) - 1)].span if found else None
            rendered = target[slice(*place)] if place else ""
            uses.append(
                TermUse(
                    match.concept.id,
                    match.surface,
                    rendered,
                    outcome if met else TermOutcome.MISSED,
                    match.span,
                    place if met else None,
                )
            )
        return tuple(uses)

    def _all(self, target: str) -> tuple[Occurrence, ...]:
        return find_forms(target, (*self.forms, *self.banned), self.lang)

    def _hinted(self, target: str) -> bool:
        """Say whether a derived form is there: ``Russian`` for ``Russia``."""
        stems = [
            fold(word, self.lang)[: max(_SHARED_PREFIX, len(word) - 3)]
            for form in self.forms
            for word in form_words(form, self.lang)[:1]
            if len(word) >= _SHARED_PREFIX
        ]
        words = [fold(token.text, self.lang) for token in tokenize(target)]
        return any(word.startswith(stem) for stem in stems for word in words)


def goals_of(matches: Sequence[TermMatch], lang: str, source: str) -> tuple[Goal, ...]:
    """Group the matches of a sentence by concept, and say what each wants in ``lang``."""
    base = lang.partition("-")[0]  # en-gb inflects like en
    grouped: dict[str, list[TermMatch]] = {}
    for match in matches:
        grouped.setdefault(match.concept.id, []).append(match)
    goals = []
    for group in grouped.values():
        concept = group[0].concept
        forms = concept.allowed(lang)
        if not forms and not concept.translate:
            forms = concept.allowed(source)
        certain = tuple(match for match in group if not match.hint)
        goals.append(Goal(certain or tuple(group), forms, concept.forbidden(lang), base))
    return tuple(goals)


def all_uses(
    goals: Sequence[Goal], target: str, outcomes: Sequence[TermOutcome]
) -> tuple[TermUse, ...]:
    """Account for all goals of a sentence, in the order of the source."""
    uses = [
        use
        for goal, outcome in zip(goals, outcomes, strict=True)
        for use in goal.uses(target, outcome)
    ]
    return tuple(sorted(uses, key=lambda use: use.source_span))
