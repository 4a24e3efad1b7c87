"""Put a missing term where the wrong rendering stood, and let the decoder go on from there.

Substitutions are scored first: that says where the term belongs, and often nothing more is needed.
Only where none is nearly as likely as the sentence was, the sentence is decoded again behind a
prefix that ends with the term.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.language.dictionary import lemma
from translator.terms.candidates import Candidate, acceptable
from translator.terms.evidence import evidence
from translator.terms.goals import Goal
from translator.terms.locate import Place
from translator.terms.renderings import agrees, inflections, insert, is_name
from translator.terms.work import ATTEMPTS, Renderings, Work

EASY_MARGIN = 0.3  # mean log-probability per piece whose loss settles a substitution at once
SURE_MARGIN = 0.9  # the same where the place is sure
DECODE_MARGIN = 1.2  # what a sentence may lose if it was decoded again or substituted into
HINT_MARGIN = 0.15  # and where the term is only part of a longer word
# Set by looking at the evidence for some 140 terms of the two development sets, right and wrong
# places side by side, and at a few sentences of our own; not swept, not tried on other text.
SURE_EVIDENCE = 0.3  # nats for a place that looks like a rendering of the term
EVIDENCE = 2.0  # nats for any other
_SHARE = 0.6  # of the best evidence that another place must have
_FEW_PLACES = 2  # not swept
_MOST_PLACES = 8  # not swept
_VARIANTS = 3  # inflected forms tried beside the first; not swept
_VERBAL = re.compile(r"(?:ed|ing|er|est)$")
_COMPLETIONS = 2  # forms decoded behind; not swept


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
        # Two occurrences placed are better than one, however likely.
        return max(good, key=lambda i: (-self.goal.missing(i[1].text), i[0])) if good else None

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
        _keep_proven(engine, attempts)
        _substitute(engine, attempts)
        unsettled = [attempt for attempt in attempts if not attempt.settled()]
        if unsettled:
            _complete(engine, unsettled)
        for attempt in attempts:
            hint = attempt.goal.hint
            attempt.work.tried[attempt.number] += 1
            found = attempt.best(HINT_MARGIN if hint else DECODE_MARGIN, trusting=not hint)
            if found:
                score, candidate = found
                attempt.work.take(candidate.text, candidate.outcome, score)
            else:
                attempt.work.tried[attempt.number] = ATTEMPTS


def _keep_proven(engine: SteerableEngine, attempts: Sequence[_Attempt]) -> None:
    """Leave the places that render the term and nothing else: the sure ones, or else the likeliest."""
    attempts = [a for a in attempts if not a.goal.violations(a.work.target)]  # they have to go
    sure = [tuple(p for p in attempt.places if p.sure)[:_MOST_PLACES] for attempt in attempts]
    questions = [a.work.question(a.number, some) for a, some in zip(attempts, sure, strict=True)]
    open_attempts = []
    for attempt, some, found in zip(attempts, sure, evidence(engine, questions), strict=True):
        ranked = sorted(zip(found, some, strict=False), key=lambda item: -item[0])
        proven = tuple(place for amount, place in ranked if amount >= SURE_EVIDENCE)
        if proven:
            others = [place for place in attempt.places if place.sure][_MOST_PLACES:]
            alike = len(proven) == len(
                found
            )  # where all that were asked for are proven, others are
            attempt.places = (*proven, *others) if alike else proven
        else:
            open_attempts.append(attempt)
            attempt.places = tuple(place for place in attempt.places if not place.sure)
    questions = [a.work.question(a.number, a.places) for a in open_attempts]
    for attempt, found in zip(open_attempts, evidence(engine, questions), strict=True):
        some = attempt.places[: len(found)]
        attempt.places = _likeliest(some, found, attempt.work.target)


def _likeliest(some: Sequence[Place], found: Sequence[float], target: str) -> tuple[Place, ...]:
    """Return the places with most of the evidence, side by side as one place as well."""
    best = max(found, default=0.0)
    if best < EVIDENCE:
        return ()
    strong = sorted(
        (place.span for place, amount in zip(some, found, strict=True) if amount >= best * _SHARE)
    )
    joint = [
        (one[0], other[1]) for one, other in pairwise(strong) if target[one[1] : other[0]] == " "
    ]
    first = max(zip(found, some, strict=True), key=lambda item: item[0])[1].span
    ranked = dict.fromkeys((*joint, first, *strong))
    return tuple(Place(span, sure=False) for span in ranked)


def _substitute(engine: SteerableEngine, attempts: Sequence[_Attempt]) -> None:
    """Score the term in every place; in all its forms, if there are few places."""
    found = []
    for attempt in attempts:
        sure = [place for place in attempt.places if place.sure]
        if len(sure) > 1 and (together := _all_at_once(attempt, sure)):
            found.append((attempt, together, sure[0]))
        for place in attempt.places[:_MOST_PLACES]:
            forms = _forms(attempt.goal, place, attempt.old(place))
            if len(attempt.places) > _FEW_PLACES:
                forms = forms[:1]
            found += [(attempt, _substitution(attempt, place, form), place) for form in forms]
    _rate(engine, found)


def _all_at_once(attempt: _Attempt, sure: Sequence[Place]) -> Candidate | None:
    """Put the term into as many sure places as it is missing from, in one candidate."""
    count = attempt.goal.missing(attempt.work.target)
    if count < 2:  # noqa: PLR2004 - one at a time does for one
        return None
    text = attempt.work.target
    chosen = sorted(sure[:count], key=lambda place: place.span, reverse=True)
    for place in chosen:
        form = _forms(attempt.goal, place, attempt.old(place))[0]
        text, _ = insert(text, place.span, form, attempt.goal.lang)
    return Candidate(text, TermOutcome.SUBSTITUTED, "", sure=True)


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
    plural = word.endswith("s") or (goal.lang == "en" and not _VERBAL.search(word))
    if place.sure and plural and lemma(word.lower(), goal.lang) != word.lower():
        plurals = tuple(form for form in others if form.endswith("s"))
        return plurals or forms
    alike = [form for form in others if form[-2:] == word[-2:]]
    return tuple(dict.fromkeys((*forms, *alike, *others)))[: 1 + _VARIANTS]
