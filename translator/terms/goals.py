"""What a translation must show for the terms of its sentence, and whether it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.article import TermOutcome, TermUse
from translator.language.words import fold, tokenize
from translator.terms.matcher import MatchKind, TermMatch
from translator.terms.renderings import Occurrence, find_forms, form_words

_SHARED_PREFIX = 4  # letters; not swept


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
        return all(match.out_of_reach for match in self.matches)

    @property
    def compound(self) -> bool:
        """Say whether the term is only part of words without a hyphen: nothing is put in for it."""
        return all(match.kind is MatchKind.COMPOUND for match in self.matches)

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

    def missing(self, target: str) -> int:
        """Return what ``target`` lacks: occurrences without a place of their own, forbidden forms."""
        found = self._all(target)
        placed = sum(o.form in self.forms for o in found)
        forbidden = len(found) - placed
        if not self.forms:
            return forbidden
        if self.hint:
            return max(forbidden, 0 if placed or self._hinted(target) else 1)
        return max(forbidden, len(self.matches) - placed)

    def uses(self, target: str, outcomes: Sequence[TermOutcome] = ()) -> tuple[TermUse, ...]:
        """Account for every occurrence of the concept in the source, in order.

        ``outcomes`` has how each occurrence in the target came about; without, it was just there.
        What is no more than part of a longer word may have become a derived form, or be gone.
        """
        places = self.occurrences(target)
        matches = self.matches
        if self.hint:
            silent = places or not self.missing(target)
            matches = tuple(
                match
                for number, match in enumerate(matches)
                if number < len(places) or not (silent or match.kind is not MatchKind.HYPHENATED)
            )
        elif not self.forms and not self.missing(target):
            return ()
        uses = []
        for number, match in enumerate(matches):
            place = places[number].span if number < len(places) else None
            outcome = outcomes[number] if number < len(outcomes) else TermOutcome.OK
            uses.append(
                TermUse(
                    match.concept.id,
                    match.surface,
                    target[slice(*place)] if place else "",
                    outcome if place else TermOutcome.MISSED,
                    match.span,
                    place,
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


def goals_of(matches: Sequence[TermMatch], lang: str) -> tuple[Goal, ...]:
    """Group the matches of a sentence by concept, and say what each wants in ``lang``."""
    base = lang.partition("-")[0]  # en-gb inflects like en
    grouped: dict[str, list[TermMatch]] = {}
    for match in matches:
        grouped.setdefault(match.concept.id, []).append(match)
    goals = []
    for group in grouped.values():
        concept = group[0].concept
        forms = concept.standing(lang)
        certain = tuple(match for match in group if not match.hint)
        goals.append(Goal(certain or tuple(group), forms, concept.forbidden(lang), base))
    return tuple(goals)


def all_uses(
    goals: Sequence[Goal], target: str, outcomes: Sequence[Sequence[TermOutcome]] = ()
) -> tuple[TermUse, ...]:
    """Account for all goals of a sentence, in the order of the source (see ``Goal.uses``)."""
    known = outcomes or [()] * len(goals)
    uses = [use for goal, some in zip(goals, known, strict=True) for use in goal.uses(target, some)]
    return tuple(sorted(uses, key=lambda use: use.source_span))
