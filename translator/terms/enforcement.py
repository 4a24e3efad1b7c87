"""See the terms of a sentence through to its translation, with as little change as possible.

In this order, each step only for what the one before left open:

1. leave alone what is right: an allowed form is there, in any inflection;
2. take another of the model's hypotheses that has the terms;
3. decode again behind a prefix that ends with the term (CTranslate2's ``target_prefix``), where
   the wrong rendering stood, and keep the best by the model's own score;
4. put the term in the place of the wrong rendering, where grammar allows it;
5. otherwise leave the sentence as it was and say so;
6. give an English noun the number of the source, if the model finds that hardly less likely.

A candidate that loses a number or another term, doubles the term, keeps the old rendering beside
the new one or changes the length a lot is never taken. Sentences without terms are not touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from translator.article import TermOutcome, TermUse
from translator.engines.protocol import Engine, SteerableEngine
from translator.terms.candidates import Candidate, acceptable
from translator.terms.goals import Goal, all_uses, goals_of
from translator.terms.locate import Place, places
from translator.terms.matcher import MatchKind, TermMatch
from translator.terms.morphology import lemma
from translator.terms.renderings import agrees, inflections, insert

HYPOTHESES = 8
NBEST_MARGIN = 0.30  # mean log-probability per piece a reranked hypothesis may lose
DECODE_MARGIN = 1.2  # the same for a sentence that was decoded again or substituted into
HINT_MARGIN = 0.15  # and where the term is only part of a longer word
AGREEMENT_MARGIN = 0.06  # and where only the number of a noun changes
_REDECODED_PLACES = 1
_VARIANTS = 3
_OWN_RENDERINGS = 4
_NAME_PARTICLE = 3  # letters: de, von, bin


@dataclass(frozen=True, slots=True)
class Enforced:
    """A target with its terms seen through, and what became of each."""

    target: str
    terms: tuple[TermUse, ...] = ()


@dataclass(slots=True)
class _Work:
    """A sentence on its way: what it is now, and how each goal was reached."""

    source: str
    target: str
    goals: tuple[Goal, ...]
    outcomes: list[TermOutcome]
    score: float = 0.0
    tried: set[int] = field(default_factory=set)

    def open_goals(self) -> list[int]:
        return [
            number
            for number, goal in enumerate(self.goals)
            if not goal.out_of_reach and not goal.met(self.target)
        ]

    def next_goal(self) -> int | None:
        return next((n for n in self.open_goals() if n not in self.tried), None)

    def take(self, target: str, outcome: TermOutcome, score: float) -> None:
        """Accept a new target; goals it meets for the first time get ``outcome``."""
        for number in self.open_goals():
            if self.goals[number].met(target):
                self.outcomes[number] = outcome
        self.target, self.score = target, score


def enforce(
    engine: Engine,
    sentences: Sequence[str],
    targets: Sequence[str],
    matches: Sequence[tuple[TermMatch, ...]],
) -> list[Enforced]:
    """Return the targets with the terms of ``matches`` in them, one per sentence, in order.

    ``targets`` are the engine's own translations of ``sentences``; those of sentences without
    matches come back byte for byte. An engine that is not steerable can only have terms accepted,
    substituted or reported as missed.

    Raises:
        EngineError: the backend failed.
    """
    works = []
    for source, target, found in zip(sentences, targets, matches, strict=True):
        goals = goals_of(found, engine.target, engine.source)
        works.append(_Work(source, target, goals, [TermOutcome.OK] * len(goals)))
    pending = [work for work in works if work.open_goals()]
    if pending:
        renderings = _own_renderings(engine, pending)
        if isinstance(engine, SteerableEngine):
            _rerank(engine, pending)
            _decode_again(engine, pending, renderings)
        else:
            for work in pending:
                _substitute_blindly(work, renderings)
    if isinstance(engine, SteerableEngine) and engine.target == "en":
        _agree(engine, works)
    return [
        Enforced(work.target, all_uses(work.goals, work.target, work.outcomes)) for work in works
    ]


def _own_renderings(engine: Engine, pending: Sequence[_Work]) -> dict[str, tuple[str, ...]]:
    """Ask the engine how it renders each term that is missing when it stands alone."""
    texts = sorted(
        {
            text
            for work in pending
            for number in work.open_goals()
            for match in work.goals[number].matches
            for text in (match.surface, match.form)
        }
    )
    if isinstance(engine, SteerableEngine):
        found = [[h.text for h in some] for some in engine.alternatives(texts, _OWN_RENDERINGS)]
    else:
        found = [[text] for text in engine.translate(texts)]
    return {text: _cleaned(some) for text, some in zip(texts, found, strict=True)}


def _cleaned(renderings: Sequence[str]) -> tuple[str, ...]:
    """Take the punctuation off that a model puts around a single word."""
    whole = (text.strip(" .!?:;,\"'“”-") for text in renderings)
    return tuple(dict.fromkeys(text for text in whole if text))


def _rerank(engine: SteerableEngine, pending: Sequence[_Work]) -> None:
    """Take a hypothesis of the model that has more of the terms, if it is nearly as likely."""
    found = engine.alternatives([work.source for work in pending], HYPOTHESES)
    for work, hypotheses in zip(pending, found, strict=True):
        best = hypotheses[0].score
        work.score = best
        good = [
            h
            for h in hypotheses
            if h.score >= best - NBEST_MARGIN
            and acceptable(
                Candidate(h.text, TermOutcome.NBEST), work.target, work.source, work.goals
            )
        ]
        if good:
            chosen = max(good, key=lambda h: (_met(work, h.text), h.score))
            work.take(chosen.text, TermOutcome.NBEST, chosen.score)


def _met(work: _Work, target: str) -> int:
    return sum(goal.met(target) for goal in work.goals)


def _decode_again(
    engine: SteerableEngine, pending: Sequence[_Work], renderings: Mapping[str, Sequence[str]]
) -> None:
    """Take the open goals of all sentences one by one, each round in a few large batches."""
    while works := [work for work in pending if work.next_goal() is not None]:
        candidates = _candidates(engine, works, renderings)
        scores = iter(
            engine.score(
                [work.source for work, some in zip(works, candidates, strict=True) for _ in some],
                [candidate.text for some in candidates for candidate in some],
            )
        )
        for work, some in zip(works, candidates, strict=True):
            number = work.next_goal() or 0
            margin = HINT_MARGIN if work.goals[number].hint else DECODE_MARGIN
            # A model has no say about a name it cannot spell, if only its place is known.
            certain = not work.goals[number].hint
            good = [
                (score, candidate)
                for candidate, score in zip(some, scores, strict=False)
                if score >= work.score - margin or (certain and candidate.sure)
            ]
            work.tried.add(number)
            if good:
                score, chosen = max(good, key=lambda item: item[0])
                work.take(chosen.text, chosen.outcome, score)


def _candidates(
    engine: SteerableEngine, works: Sequence[_Work], renderings: Mapping[str, Sequence[str]]
) -> list[list[Candidate]]:
    """Build targets that have the next term of each sentence: decoded again, and substituted."""
    chosen = _best_places(engine, works, renderings)
    requests: list[tuple[int, str, str]] = []  # work, prefix, what stood there
    candidates: list[list[Candidate]] = [[] for _ in works]
    for index, (work, some) in enumerate(zip(works, chosen, strict=True)):
        number = work.next_goal()
        goal = work.goals[number or 0]
        for place in some:
            start, end = place.span
            old = work.target[start:end]
            for form in _forms(goal, place, old):
                text, (_, stop) = insert(work.target, place.span, form, goal.lang)
                requests.append((index, text[:stop], old))
                if place.sure or goal.lang == "en":
                    candidates[index].append(
                        Candidate(text, TermOutcome.SUBSTITUTED, old, place.sure)
                    )
    completed = engine.complete(
        [works[index].source for index, _, _ in requests], [prefix for _, prefix, _ in requests]
    )
    for (index, _, old), text in zip(requests, completed, strict=True):
        candidates[index].append(Candidate(text, TermOutcome.REDECODED, old))
    return [
        [
            candidate
            for candidate in _distinct(some)
            if acceptable(candidate, work.target, work.source, work.goals, work.next_goal())
        ]
        for work, some in zip(works, candidates, strict=True)
    ]


def _distinct(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Keep the first candidate of each text."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.text, candidate)
    return tuple(first.values())


def _best_places(
    engine: SteerableEngine, works: Sequence[_Work], renderings: Mapping[str, Sequence[str]]
) -> list[tuple[Place, ...]]:
    """Choose the places to try; where nothing points to one, by the score of a substitution."""
    found = []
    for work in works:
        number = work.next_goal() or 0
        goal = work.goals[number]
        own = [r for m in goal.matches for t in (m.surface, m.form) for r in renderings.get(t, ())]
        others = [other for i, other in enumerate(work.goals) if i != number]
        found.append(places(goal, work.source, work.target, own, others))
    flat = [
        (index, place)
        for index, some in enumerate(found)
        if len(some) > _REDECODED_PLACES
        for place in some
    ]
    texts = [
        insert(works[index].target, place.span, _goal(works[index]).forms[0], engine.target)[0]
        for index, place in flat
    ]
    scores = engine.score([works[index].source for index, _ in flat], texts) if flat else []
    ranked: dict[int, list[tuple[float, Place]]] = {}
    for (index, place), score in zip(flat, scores, strict=True):
        ranked.setdefault(index, []).append((score, place))
    return [
        tuple(
            place
            for _, place in sorted(ranked[index], key=lambda item: -item[0])[:_REDECODED_PLACES]
        )
        if index in ranked
        else some
        for index, some in enumerate(found)
    ]


def _goal(work: _Work) -> Goal:
    return work.goals[work.next_goal() or 0]


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


def _agree(engine: SteerableEngine, works: Sequence[_Work]) -> None:
    """Write a noun as the glossary has it where the source does and the target does not."""
    found = [
        (work, number, text)
        for work in works
        for number, goal in enumerate(work.goals)
        if (text := _in_number(work, goal))
    ]
    if not found:
        return
    sources = [work.source for work, _, _ in found]
    before = engine.score(sources, [work.target for work, _, _ in found])
    after = engine.score(sources, [text for _, _, text in found])
    for (work, number, text), old, new in zip(found, before, after, strict=True):
        # Another noun of the sentence may have been changed meanwhile: then this one stays.
        if new >= old - AGREEMENT_MARGIN and text == _in_number(work, work.goals[number]):
            work.target = text
            work.outcomes[number] = TermOutcome.SUBSTITUTED


def _in_number(work: _Work, goal: Goal) -> str:
    """Return the target with the noun in the number of the source, or an empty string."""
    found = goal.occurrences(work.target)
    as_written = all(
        match.kind is MatchKind.EXACT and match.form[0].isupper() for match in goal.matches
    )
    if len(found) != 1 or found[0].exact or not as_written or goal.violations(work.target):
        return ""
    return insert(work.target, found[0].span, found[0].form, goal.lang)[0]


def _substitute_blindly(work: _Work, renderings: Mapping[str, Sequence[str]]) -> None:
    """Substitute without a decoder to ask: only where the wrong rendering is known for sure."""
    while (number := work.next_goal()) is not None:
        work.tried.add(number)
        goal = work.goals[number]
        if not goal.forms or goal.hint or not (goal.lang == "en" or _is_name(goal.forms[0])):
            continue
        own = [r for m in goal.matches for t in (m.surface, m.form) for r in renderings.get(t, ())]
        others = [other for i, other in enumerate(work.goals) if i != number]
        for place in places(goal, work.source, work.target, own, others):
            old = work.target[slice(*place.span)]
            if not place.sure or not agrees(
                work.target[: place.span[0]], old, goal.forms[0], goal.lang
            ):
                continue
            text, _ = insert(work.target, place.span, goal.forms[0], goal.lang)
            candidate = Candidate(text, TermOutcome.SUBSTITUTED, old)
            if acceptable(candidate, work.target, work.source, work.goals, number):
                work.take(text, TermOutcome.SUBSTITUTED, 0.0)
                break


def _is_name(form: str) -> bool:
    """Say whether a form is a name or an acronym, which no target language inflects much."""
    return all(word[0].isupper() or len(word) <= _NAME_PARTICLE for word in form.split())
