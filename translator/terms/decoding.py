"""Put a missing term where the wrong rendering stood, and let the decoder go on from there.

Substitutions are scored first: that says where the term belongs, and often nothing more is needed.
Only where none is nearly as likely as the sentence was, the sentence is decoded again behind a
prefix that ends with the term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.terms.candidates import Candidate, acceptable
from translator.terms.goals import Goal
from translator.terms.locate import Place
from translator.terms.morphology import lemma
from translator.terms.renderings import agrees, inflections, insert, is_name
from translator.terms.work import Renderings, Work

EASY_MARGIN = 0.3  # mean log-probability per piece whose loss settles a substitution at once
SURE_MARGIN = 0.9  # the same where the place is sure
DECODE_MARGIN = 1.2  # what a sentence may lose if it was decoded again or substituted into
HINT_MARGIN = 0.15  # and where the term is only part of a longer word
_FEW_PLACES = 2
_VARIANTS = 3
_COMPLETIONS = 2


@dataclass(slots=True)
class _Attempt:
    """The search for one goal of one sentence: where, and what was found, with its scores."""

    work: Work
    number: int
    places: tuple[Place, ...]
    rated: list[tuple[float, Candidate, Place]] = field(default_factory=list)

    @property
    def goal(self) -> Goal:
        return self.work.goals[self.number]

    def old(self, place: Place) -> str:
        return self.work.target[slice(*place.span)]

    def settled(self) -> bool:
        """Say whether a substitution is nearly as likely as the sentence was."""
        found = self.best(SURE_MARGIN, trusting=False)
        if found is None:
            return not self.rated
        score, candidate = found
        return candidate.sure or score >= self.work.score - EASY_MARGIN

    def best(self, margin: float, *, trusting: bool) -> tuple[float, Candidate] | None:
        """Return the best candidate that may be taken and loses at most ``margin``.

        ``trusting``: where the place is sure, the loss does not count, for a model has no say
        about a name it cannot spell.
        """
        work = self.work
        good = [
            (score, candidate)
            for score, candidate, place in self.rated
            if (score >= work.score - margin or (trusting and candidate.sure))
            and self._permitted(candidate, place)
            and acceptable(candidate, work.target, work.source, work.goals, self.number)
        ]
        return max(good, key=lambda item: item[0]) if good else None

    def _permitted(self, candidate: Candidate, place: Place) -> bool:
        """Say whether grammar allows a substitution; what was decoded is grammar enough."""
        if candidate.outcome is TermOutcome.REDECODED or self.goal.lang == "en":
            return True
        before = self.work.target[: place.span[0]]
        form = self.goal.forms[0]
        return (
            place.sure and is_name(form) and agrees(before, self.old(place), form, self.goal.lang)
        )


def decode_again(engine: SteerableEngine, pending: Sequence[Work], renderings: Renderings) -> None:
    """Take the open goals of all sentences one by one, each round in a few large batches."""
    while works := [work for work in pending if work.next_goal() is not None]:
        attempts = []
        for work in works:
            number = work.next_goal() or 0
            attempts.append(_Attempt(work, number, work.places(number, renderings)))
        _substitute(engine, attempts)
        unsettled = [attempt for attempt in attempts if not attempt.settled()]
        if unsettled:
            _complete(engine, unsettled)
        for attempt in attempts:
            attempt.work.tried.add(attempt.number)
            hint = attempt.goal.hint
            found = attempt.best(HINT_MARGIN if hint else DECODE_MARGIN, trusting=not hint)
            if found:
                score, candidate = found
                attempt.work.take(candidate.text, candidate.outcome, score)


def _substitute(engine: SteerableEngine, attempts: Sequence[_Attempt]) -> None:
    """Score the term in every place; in all its forms, if there are few places."""
    found = []
    for attempt in attempts:
        for place in attempt.places:
            forms = _forms(attempt.goal, place, attempt.old(place))
            if len(attempt.places) > _FEW_PLACES:
                forms = forms[:1]
            found += [(attempt, _substitution(attempt, place, form), place) for form in forms]
    _rate(engine, found)


def _substitution(attempt: _Attempt, place: Place, form: str) -> Candidate:
    text, _ = insert(attempt.work.target, place.span, form, attempt.goal.lang)
    return Candidate(text, TermOutcome.SUBSTITUTED, attempt.old(place), place.sure)


def _complete(engine: SteerableEngine, attempts: Sequence[_Attempt]) -> None:
    """Decode behind the term in the likeliest place, and try its other forms there."""
    requests: list[tuple[_Attempt, Place, str]] = []
    others = []
    for attempt in attempts:
        place = max(attempt.rated, key=lambda item: item[0])[2]
        forms = _forms(attempt.goal, place, attempt.old(place))
        if len(attempt.places) > _FEW_PLACES:
            others += [(attempt, _substitution(attempt, place, form), place) for form in forms[1:]]
        for form in forms[:_COMPLETIONS]:
            text, (_, stop) = insert(attempt.work.target, place.span, form, attempt.goal.lang)
            requests.append((attempt, place, text[:stop]))
    completed = engine.complete(
        [attempt.work.source for attempt, _, _ in requests], [prefix for *_, prefix in requests]
    )
    found = [
        (attempt, Candidate(text, TermOutcome.REDECODED, attempt.old(place)), place)
        for (attempt, place, _), text in zip(requests, completed, strict=True)
    ]
    _rate(engine, [*others, *found])


def _rate(engine: SteerableEngine, found: Sequence[tuple[_Attempt, Candidate, Place]]) -> None:
    """Score candidates and file them with their attempts; a text that is there already is not."""
    fresh: dict[tuple[int, str], tuple[_Attempt, Candidate, Place]] = {}
    for attempt, candidate, place in found:
        if all(candidate.text != known.text for _, known, _ in attempt.rated):
            fresh.setdefault((id(attempt), candidate.text), (attempt, candidate, place))
    items = list(fresh.values())
    scores = engine.score(
        [attempt.work.source for attempt, _, _ in items], [c.text for _, c, _ in items]
    )
    for (attempt, candidate, place), score in zip(items, scores, strict=True):
        attempt.rated.append((score, candidate, place))


def _forms(goal: Goal, place: Place, old: str) -> tuple[str, ...]:
    """Return the forms to try: as written, and inflected where the source is inflected.

    A rendering that was recognised says by its own form which one is wanted.
    """
    forms = goal.forms[:1]
    if not goal.inflected or not forms:
        return forms
    verb = goal.matches[0].form[0].islower() and len(forms[0].split()) == 1
    others = [
        form
        for form in inflections(forms[0], goal.lang)
        if verb or not form.endswith(("ing", "ed"))
    ]
    word = old.rsplit(maxsplit=1)[-1] if old else ""
    if place.sure and word.endswith("s") and lemma(word, goal.lang) != word:
        plurals = tuple(form for form in others if form.endswith("s"))
        return plurals or forms
    alike = [form for form in others if form[-2:] == word[-2:]]
    return tuple(dict.fromkeys((*forms, *alike, *others)))[: 1 + _VARIANTS]
