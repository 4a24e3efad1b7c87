"""See the terms of a sentence through to its translation, with as little change as possible.

In this order, each step only for what the one before left open:

1. leave alone what is right: an allowed form is there, in any inflection;
2. take another of the model's hypotheses that has the terms;
3. find the words that render the term wrongly and nothing else (``evidence``): without such a
   place nothing is put in;
4. decode again behind a prefix that ends with the term (CTranslate2's ``target_prefix``) there, or
   put the term in their place where grammar allows it; keep the best by the model's own score;
5. otherwise leave the sentence as it was and say so: every occurrence of the source has a place of
   its own in the target or is missed;
6. give an English noun the number of the source, if the model finds that hardly less likely.

A candidate that loses a number or another term, doubles the term, keeps the old rendering beside
the new one or changes the length a lot is never taken. Sentences without terms are not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.article import TermOutcome, TermUse
from translator.engines.protocol import Engine, Hypothesis, SteerableEngine
from translator.terms.candidates import Candidate, acceptable
from translator.terms.decoding import decode_again
from translator.terms.goals import Goal, all_uses, goals_of
from translator.terms.matcher import MatchKind, TermMatch
from translator.terms.renderings import agrees, insert, is_name
from translator.terms.work import ATTEMPTS, Renderings, Work

BEHAVIOUR = 2  # raise it when matching or enforcement changes what comes out for the same terms
HYPOTHESES = 8  # of a beam; not swept
LONGEST = 1_000  # characters; in longer sentences terms are accounted for, and not enforced
NBEST_MARGIN = 0.30  # mean log-probability per piece a reranked hypothesis may lose
AGREEMENT_MARGIN = 0.06  # and where only the number of a noun changes
_OWN_RENDERINGS = 4  # of a term alone; not swept


@dataclass(frozen=True, slots=True)
class Enforced:
    """A target with its terms seen through, and what became of each."""

    target: str
    terms: tuple[TermUse, ...] = ()


def enforce(
    engine: Engine,
    sentences: Sequence[str],
    targets: Sequence[str],
    matches: Sequence[tuple[TermMatch, ...]],
) -> list[Enforced]:
    """Return the targets with the terms of ``matches`` in them, one per sentence, in order.

    ``targets`` are translations of ``sentences`` by the engine; those of sentences without
    matches come back byte for byte. An engine that is not steerable can only have terms accepted,
    substituted or reported as missed.

    Raises:
        EngineError: the backend failed.
    """
    works = []
    for source, target, found in zip(sentences, targets, matches, strict=True):
        works.append(Work(source, target, goals_of(found, engine.target)))
    pending = [work for work in works if len(work.source) <= LONGEST and work.open_goals()]
    if pending and isinstance(engine, SteerableEngine):
        _rerank(engine, pending)
        pending = [work for work in pending if work.open_goals()]
        decode_again(engine, pending, _own_renderings(engine, pending))
    elif pending:
        renderings = _own_renderings(engine, pending)
        for work in pending:
            _substitute_blindly(work, renderings)
    if isinstance(engine, SteerableEngine) and engine.target.partition("-")[0] == "en":
        _agree(engine, works)
    return [
        Enforced(work.target, all_uses(work.goals, work.target, work.outcomes)) for work in works
    ]


def _own_renderings(engine: Engine, pending: Sequence[Work]) -> dict[str, tuple[str, ...]]:
    """Ask the engine how it renders each term that is missing when it stands alone."""
    texts = sorted({text for work in pending for text in work.lacking()})
    if isinstance(engine, SteerableEngine):
        found = [[h.text for h in some] for some in engine.alternatives(texts, _OWN_RENDERINGS)]
    else:
        found = [[text] for text in engine.translate(texts)]
    return {text: _cleaned(some) for text, some in zip(texts, found, strict=True)}


def _cleaned(renderings: Sequence[str]) -> tuple[str, ...]:
    """Take the punctuation off that a model puts around a single word."""
    whole = (text.strip(" .!?:;,\"'“”-") for text in renderings)
    return tuple(dict.fromkeys(text for text in whole if text))


def _rerank(engine: SteerableEngine, pending: Sequence[Work]) -> None:
    """Take a hypothesis of the model that has more of the terms, if it is nearly as likely."""
    found = engine.alternatives([work.source for work in pending], HYPOTHESES)
    _score_targets(engine, pending, found)
    for work, hypotheses in zip(pending, found, strict=True):
        best = hypotheses[0].score
        good = [
            h
            for h in hypotheses
            if h.score >= best - NBEST_MARGIN
            and acceptable(
                Candidate(h.text, TermOutcome.NBEST), work.target, work.source, work.goals
            )
        ]
        if good:
            chosen = min(good, key=lambda h: (_missing(work, h.text), -h.score))
            work.take(chosen.text, TermOutcome.NBEST, chosen.score)


def _score_targets(
    engine: SteerableEngine, works: Sequence[Work], found: Sequence[Sequence[Hypothesis]]
) -> None:
    """Give every sentence the score of its target, which may have been repaired meanwhile."""
    others = []
    for work, hypotheses in zip(works, found, strict=True):
        known = next((h.score for h in hypotheses if h.text == work.target), None)
        if known is None:
            others.append(work)
        else:
            work.score = known
    scores = engine.score([w.source for w in others], [w.target for w in others]) if others else []
    for work, score in zip(others, scores, strict=True):
        work.score = score


def _missing(work: Work, target: str) -> int:
    return sum(goal.missing(target) for goal in work.goals)


def _agree(engine: SteerableEngine, works: Sequence[Work]) -> None:
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
            work.take(text, TermOutcome.SUBSTITUTED, new)


def _in_number(work: Work, goal: Goal) -> str:
    """Return the target with the noun in the number of the source, or an empty string."""
    found = goal.occurrences(work.target)
    as_written = all(
        match.kind is MatchKind.EXACT and match.form[0].isupper() for match in goal.matches
    )
    if len(found) != 1 or found[0].exact or not as_written or goal.violations(work.target):
        return ""
    return insert(work.target, found[0].span, found[0].form, goal.lang)[0]


def _substitute_blindly(work: Work, renderings: Renderings) -> None:
    """Substitute without a decoder to ask: only where the wrong rendering is known for sure."""
    while (number := work.next_goal()) is not None:
        work.tried[number] += 1
        goal, before = work.goals[number], work.target
        places = work.places(number, renderings)
        if not goal.forms or goal.hint or not (goal.lang == "en" or is_name(goal.forms[0])):
            places = ()
        for place in places:
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
        if work.target == before:
            work.tried[number] = ATTEMPTS
