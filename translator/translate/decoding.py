"""Put what is lacking where it belongs, and let the decoder go on from there.

A term is first tried in the place of its other rendering, which often is all that is needed. Where
that makes the sentence much less likely, and for numbers and names that stand nowhere, the sentence
is decoded again behind a prefix that ends with what was lacking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from translator.article import TermOutcome
from translator.engines.protocol import Engine, SteerableEngine
from translator.glossary.patterns import MatchKind
from translator.glossary.renderings import agrees, as_adjective, inflections, insert, is_name
from translator.language.dictionary import lemma
from translator.translate.accept import Candidate, acceptable
from translator.translate.constraints import Goal
from translator.translate.lost_facts import force
from translator.translate.places import Place, places
from translator.translate.word_table import word_table
from translator.translate.work import Work, mended

ATTEMPTS = 4  # occurrences of a goal that are put in one by one; not swept
# Mean log-probability per piece that a sentence may lose. CHEAP: before other hypotheses are looked
# at, which read better for verbs (BLEU of Wiktionary 41.32 to 41.39 for 0, .05, .1 and .2: best at
# .05, with half the requests for hypotheses). The others were chosen by looking.
CHEAP_MARGIN = 0.05
SURE_MARGIN = 0.9  # where the place is sure, once there is no hypothesis
DECODE_MARGIN = 1.2  # once it was decoded again, too
EASY_MARGIN = 0.3  # where the place is not sure
# And there once it was decoded again: .3, .6 and 1.2 were read; 1.2 adds four, and all are wrong.
UNSURE_MARGIN = 0.6
_FEW_PLACES = 2  # not swept
_MOST_PLACES = 8  # not swept
_VARIANTS = 3  # inflected forms tried beside the first; not swept
_VERBAL = re.compile(r"(?:ed|ing|er|est)$")
_COMPLETIONS = 2  # forms decoded behind; not swept
_OWN_RENDERINGS = 4  # of a term alone; not swept

Renderings = dict[str, tuple[str, ...]]  # what the engine makes of a term that stands alone


@dataclass(slots=True)
class _Attempt:
    """The search for one goal of one sentence: where, and what was found."""

    work: Work
    number: int
    places: tuple[Place, ...]
    found: list[tuple[str, Place, TermOutcome]] = field(default_factory=list)
    together: str = ""  # the term in all places at once

    @property
    def goal(self) -> Goal:
        return self.work.now.wanted.goals[self.number]

    def old(self, place: Place) -> str:
        return self.work.now.target[slice(*place.span)]

    def add(self, text: str, place: Place, outcome: TermOutcome) -> None:
        """File a candidate; a text that is there already is not."""
        if text != self.work.now.target and all(text != known for known, *_ in self.found):
            self.found.append((text, place, outcome))

    def loss(self, text: str) -> float:
        """Return what a text loses of the sentence's mean log-probability per piece."""
        return self.work.scores[self.work.now.target] - self.work.scores[text]

    def best(self, margin: float, *, trusting: bool) -> tuple[Candidate, TermOutcome] | None:
        """Return the best candidate that may be taken and loses at most ``margin``, and what it is.

        ``trusting``: where the place is sure, the loss does not count, for a model has no say
        about a name it cannot spell.
        """
        # Two occurrences placed are better than one, however likely.
        for text, place, outcome in sorted(
            self.found, key=lambda item: (item[0] != self.together, self.loss(item[0]))
        ):
            again = outcome is TermOutcome.REDECODED
            unsure = min(margin, UNSURE_MARGIN if again else EASY_MARGIN)
            least = margin if place.sure else unsure
            if not (self.loss(text) <= least or (trusting and place.sure)):
                continue
            if not again and not self._permitted(place):
                continue
            after = self.work.now.wanted.account(text)
            candidate = Candidate(after, "" if text == self.together else self.old(place))
            if acceptable(candidate, self.work.now, self.number):
                return candidate, outcome
        return None

    def _permitted(self, place: Place) -> bool:
        """Say whether grammar allows a substitution; what was decoded is grammar enough."""
        if self.goal.lang == "en":
            return True
        before, form = self.work.now.target[: place.span[0]], self.goal.forms[0]
        return (
            place.sure and is_name(form) and agrees(before, self.old(place), form, self.goal.lang)
        )


def put_in_place(engine: SteerableEngine, works: Sequence[Work], margin: float) -> None:
    """Put terms in the places of their other renderings where that costs ``margin`` at most."""
    renderings = _own_renderings(engine, works)
    while attempts := _attempts(works, renderings, margin):
        _substitute(engine, attempts)
        for attempt in attempts:
            attempt.work.tried[margin, attempt.number] += 1
            if found := attempt.best(margin, trusting=False):
                attempt.work.take(found[0].after, found[1])
            else:
                attempt.work.tried[margin, attempt.number] = ATTEMPTS


def decode_behind(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Decode again behind what is lacking, in rounds of a few large batches."""
    force(engine, [work for work in works if work.lost_facts])
    renderings = _own_renderings(engine, works)
    while attempts := _attempts(works, renderings, "behind"):
        _substitute(engine, attempts)
        _complete(engine, [attempt for attempt in attempts if attempt.found])
        for attempt in attempts:
            attempt.work.tried["behind", attempt.number] += 1
            found = attempt.best(DECODE_MARGIN, trusting=True)
            if found:
                attempt.work.take(found[0].after, found[1])
            else:
                attempt.work.tried["behind", attempt.number] = ATTEMPTS


def _attempts(works: Sequence[Work], renderings: Renderings, step: object) -> list[_Attempt]:
    """Return the next goal of every sentence that may be tried at a step, or tried once more."""
    attempts = []
    for work in works:
        numbers = (n for n in work.open_goals if work.tried[step, n] < ATTEMPTS)
        number = next(numbers, None)
        if number is None:
            continue
        goal = work.now.wanted.goals[number]
        texts = [
            r for m in goal.matches for t in (m.surface, m.form) for r in renderings.get(t, ())
        ]
        found = places(work.now, number, tuple(dict.fromkeys(texts))) if goal.forms else ()
        attempts.append(_Attempt(work, number, found[:_MOST_PLACES]))
    return attempts


def _own_renderings(engine: Engine, works: Sequence[Work]) -> Renderings:
    """Ask the engine how it renders each term that is lacking, where no table of words knows."""
    if word_table(engine.source, engine.target) is not None:
        return {}
    goals = [work.now.wanted.goals[number] for work in works for number in work.open_goals]
    texts = sorted({text for g in goals for m in g.matches for text in (m.surface, m.form)})
    if isinstance(engine, SteerableEngine):
        found = [[h.text for h in some] for some in engine.alternatives(texts, _OWN_RENDERINGS)]
    else:
        found = [[text] for text in engine.translate(texts)]
    return {text: _cleaned(some) for text, some in zip(texts, found, strict=True)}


def _cleaned(renderings: Iterable[str]) -> tuple[str, ...]:
    """Take the punctuation off that a model puts around a single word."""
    whole = (text.strip(" .!?:;,\"'“”-") for text in renderings)
    return tuple(dict.fromkeys(text for text in whole if text))


def _substitute(engine: SteerableEngine, attempts: Sequence[_Attempt]) -> None:
    """Score the term in every place; in all its forms, if there are few places."""
    for attempt in attempts:
        sure = [place for place in attempt.places if place.sure]
        if len(sure) > 1 and (together := _all_at_once(attempt, sure)):
            attempt.together = together
            attempt.add(together, sure[0], TermOutcome.SUBSTITUTED)
        for place in attempt.places:
            forms = forms_for(attempt.goal, attempt.old(place))
            for form in forms if len(attempt.places) <= _FEW_PLACES else forms[:1]:
                attempt.add(_inserted(attempt, place, form), place, TermOutcome.SUBSTITUTED)
    _score(engine, attempts)


def _score(engine: SteerableEngine, attempts: Sequence[_Attempt]) -> None:
    wanted = [
        (attempt.work, [attempt.work.now.target, *(text for text, *_ in attempt.found)])
        for attempt in attempts
        if attempt.found
    ]
    Work.score_all(engine, wanted)


def _inserted(attempt: _Attempt, place: Place, form: str) -> str:
    return insert(attempt.work.now.target, place.span, form, attempt.goal.lang)[0]


def _all_at_once(attempt: _Attempt, sure: Sequence[Place]) -> str:
    """Put the term into as many sure places as it is missing from, in one candidate."""
    count = attempt.work.now.missing[attempt.number]
    if count < 2:  # noqa: PLR2004 - one at a time does for one
        return ""
    text = attempt.work.now.target
    for place in sorted(sure[:count], key=lambda place: place.span, reverse=True):
        form = forms_for(attempt.goal, attempt.old(place))[0]
        text, _ = insert(text, place.span, form, attempt.goal.lang)
    return text


def _complete(engine: SteerableEngine, attempts: Sequence[_Attempt]) -> None:
    """Decode behind the term in the likeliest place, and try its other forms there."""
    requests: list[tuple[_Attempt, Place, str]] = []
    for attempt in attempts:
        place = min(attempt.found, key=lambda item: attempt.loss(item[0]))[1]
        if place.verb:
            continue  # much would be said otherwise
        forms = forms_for(attempt.goal, attempt.old(place))
        if len(attempt.places) > _FEW_PLACES:
            for form in forms[1:]:
                attempt.add(_inserted(attempt, place, form), place, TermOutcome.SUBSTITUTED)
        for form in forms[:_COMPLETIONS]:
            target = attempt.work.now.target
            text, (_, stop) = insert(target, place.span, form, attempt.goal.lang)
            requests.append((attempt, place, text[:stop]))
    if not requests:
        return
    completed = engine.complete(
        [attempt.work.source for attempt, _, _ in requests], [prefix for *_, prefix in requests]
    )
    for (attempt, place, prefix), text in zip(requests, completed, strict=True):
        whole = mended(attempt.work.now.wanted.account(text)).target
        whole = whole if whole.startswith(prefix.rstrip()) else text
        attempt.add(whole, place, TermOutcome.REDECODED)
    _score(engine, attempts)


def forms_for(goal: Goal, old: str) -> tuple[str, ...]:
    """Return the forms to try: as written, and inflected where the source is inflected.

    A rendering that was recognised says by its own form which one is wanted.
    """
    forms = goal.forms[:1]
    if forms and (adjective := as_adjective(forms[0], goal.lang)):
        adverb = old.endswith("ly") and not goal.inflected  # an ending: it stands before a noun
        return (*forms, adjective) if adverb else (adjective, *forms)
    if not goal.inflected or not forms:
        return forms
    verb = goal.matches[0].form[0].islower() and len(forms[0].split()) == 1
    others = [
        form
        for form in inflections(forms[0], goal.lang)
        if verb or not form.endswith(("ing", "ed"))
    ]
    word = old.rsplit(maxsplit=1)[-1] if old else ""
    if verb:
        return tuple(dict.fromkeys((*_in_tense(word, (*forms, *others)), *forms, *others)))[
            : _VARIANTS + 1
        ]
    plural = word.endswith("s") or (goal.lang == "en" and not _VERBAL.search(word))
    if plural and lemma(word.lower(), goal.lang) != word.lower():
        plurals = tuple(form for form in others if form.endswith("s"))
        both = any(match.kind is MatchKind.COORDINATED for match in goal.matches)
        return (*forms, *plurals) if both else plurals or forms
    alike = [form for form in others if form[-2:] == word[-2:]]
    return tuple(dict.fromkeys((*forms, *alike, *others)))[: 1 + _VARIANTS]


def _in_tense(word: str, forms: Sequence[str]) -> list[str]:
    """Return the forms of an English verb that are in the tense of another one, if that is marked."""
    if not word.islower() or lemma(word, "en") == word:
        return []
    ending = next((e for e in ("ing", "s") if word.endswith(e)), "ed")
    return [form for form in forms if form.endswith(ending)]


def substitute_blindly(engine: Engine, works: Sequence[Work]) -> None:
    """Substitute without a decoder to ask: only where the wrong rendering is known for sure."""
    renderings = _own_renderings(engine, works)
    while attempts := _attempts(works, renderings, "in place"):
        for attempt in attempts:
            attempt.work.tried["in place", attempt.number] += 1
            found = next(filter(None, (_blind(attempt, place) for place in attempt.places)), None)
            if found:
                attempt.work.take(found.after, TermOutcome.SUBSTITUTED)
            else:
                attempt.work.tried["in place", attempt.number] = ATTEMPTS


def _blind(attempt: _Attempt, place: Place) -> Candidate | None:
    goal, now = attempt.goal, attempt.work.now
    form, old = goal.forms[0], attempt.old(place)
    if not place.sure or not (goal.lang == "en" or is_name(form)):
        return None
    if not agrees(now.target[: place.span[0]], old, form, goal.lang):
        return None
    candidate = Candidate(now.wanted.account(_inserted(attempt, place, form)), old)
    return candidate if acceptable(candidate, now, attempt.number) else None
