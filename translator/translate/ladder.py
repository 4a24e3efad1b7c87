"""One ladder: keep what must be kept of a sentence in its translation, with as little change as possible.

In this order, each step only for what the one before left open:

1. what is right stays, byte for byte: every term, number and name has a place of its own;
2. what is surely wrong is put right in place: the surplus number, the garbled name (``mend``), the
   other rendering of a term where the word alignment shows it and the model hardly minds;
3. another of the model's hypotheses that has more of what is lacking;
4. decoded again behind a prefix that ends with what is lacking (``decoding``), last of all a noun of which
   nothing stands in the target (``lost_terms``);
5. otherwise the sentence stays as it is, and what is lacking is reported.

Before all that, rare words that the starter got wrong give way to those of the dictionary (``rare_words``), words that
a model made up to those that nothing translates (``copied_words``) or to those of the table of words (``invented_words``). Then an English noun gets the number of the source, if the model finds that hardly less likely. No target is
taken that ``accept`` does not let through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.article import TermOutcome, TermUse
from translator.engines.protocol import Engine, SteerableEngine
from translator.glossary.matcher import TermMatch
from translator.glossary.patterns import MatchKind
from translator.glossary.renderings import as_joined, insert
from translator.language.data import language
from translator.translate.accept import Candidate, acceptable
from translator.translate.constraints import Account, Goal, Wanted, goals_of
from translator.translate.copied_words import copy
from translator.translate.decoding import (
    ATTEMPTS,
    CHEAP_MARGIN,
    SURE_MARGIN,
    decode_behind,
    put_in_place,
    substitute_blindly,
)
from translator.translate.faults import Pair
from translator.translate.invented_words import reword
from translator.translate.lost_terms import fill_in
from translator.translate.rare_words import render_rare
from translator.translate.work import Work, mended

BEHAVIOUR = 12  # raise it when this changes what comes out for the same translation and terms
HYPOTHESES = 8  # of a beam; chosen by looking, not swept
NEAR = 0.35  # mean log-probability per piece another hypothesis may lose
# And where only the number of a noun changes. Swept from .03 to .15 on IATE and Wiktionary: .971,
# .973, .978 and .980 of the IATE terms (BLEU 40.81 to 40.87), of Wiktionary's .970 with each.
AGREEMENT_MARGIN = 0.15
# And where an earlier sentence calls it otherwise. Thirty sentences that it changes were read: 18 better, 5
# worse (two of these are left alone since: names); at .2 one more of the worse stays, and two of the better.
SOFT_MARGIN = 0.3
UNMARKED_MARGIN = 0.06  # the same where the noun of the source may well be a plural


@dataclass(frozen=True, slots=True)
class Kept:
    """A target with everything seen through, and what became of each term."""

    target: str
    terms: tuple[TermUse, ...] = ()


def keep(
    engine: Engine,
    sentences: Sequence[str],
    targets: Sequence[str],
    matches: Sequence[tuple[TermMatch, ...]] | None = None,
    scores: Sequence[float | None] | None = None,
) -> list[Kept]:
    """Return the targets with the terms, numbers and names of their sentences, in order.

    ``targets`` are the engine's own translations of ``sentences``, ``matches`` the terms found in
    each, ``scores`` the mean log-probabilities per piece of the targets as far as they are known. A target with nothing lacking comes back byte for byte. An engine that is not steerable
    gets what can be had in place.

    Raises:
        EngineError: the backend failed.
    """
    lang, into = engine.source.partition("-")[0], engine.target.partition("-")[0]
    works = []
    nothing: list[tuple[TermMatch, ...]] = [()] * len(sentences)
    unknown: list[float | None] = [None] * len(sentences)
    for source, target, found, score in zip(
        sentences, targets, matches or nothing, scores or unknown, strict=True
    ):
        wanted = Wanted(Pair(source, lang, into), goals_of(found, engine.target))
        known = {} if score is None else {target: score}
        works.append(_as_joined(Work(mended(wanted.account(target)), scores=known)))
    if isinstance(engine, SteerableEngine):
        _climb(engine, works)
    else:
        substitute_blindly(engine, [work for work in works if work.open_goals])
    return [Kept(work.now.target, work.now.uses(work.came)) for work in works]


def prefer(
    engine: Engine,
    sentences: Sequence[str],
    kept: Sequence[Kept],
    matches: Sequence[tuple[TermMatch, ...]],
    names: Sequence[tuple[TermMatch, ...]],
) -> list[Kept]:
    """Return ``kept`` with soft constraints in the places of their other renderings, in order.

    ``matches`` are the terms of each sentence, which overrule and are reported; ``names`` are the
    soft constraints, of which nobody hears. Only what the model hardly minds is taken.

    Raises:
        EngineError: the backend failed.
    """
    lang, into = engine.source.partition("-")[0], engine.target.partition("-")[0]
    works = []
    for source, done, own, soft in zip(sentences, kept, matches, names, strict=True):
        hard = goals_of(own, engine.target)
        wanted = Wanted(Pair(source, lang, into), (*hard, *goals_of(soft, engine.target)))
        came = {use.target_span: use.outcome for use in done.terms if use.target_span}
        work = Work(wanted.account(done.target), came)
        work.tried.update({(SOFT_MARGIN, number): ATTEMPTS for number in range(len(hard))})
        works.append(work)
    if isinstance(engine, SteerableEngine):
        put_in_place(engine, [work for work in works if work.open_goals], SOFT_MARGIN)
    return [
        _as_reported(work, done, own, engine.target)
        for work, done, own in zip(works, kept, matches, strict=True)
    ]


def _as_reported(work: Work, before: Kept, matches: tuple[TermMatch, ...], lang: str) -> Kept:
    """Return what a sentence is now, with its terms alone, or what it was if one of them went."""
    if work.now.target == before.target:
        return before
    wanted = Wanted(work.now.wanted.pair, goals_of(matches, lang))
    uses = wanted.account(work.now.target).uses(work.came)
    missed, had = (
        sum(use.outcome is TermOutcome.MISSED for use in some) for some in (uses, before.terms)
    )
    return before if missed > had else Kept(work.now.target, uses)


def _climb(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Take every sentence up the steps that ask the model."""
    render_rare(engine, works)
    copy(engine, works)
    reword(engine, works)
    # Of sentences that lack a number or name, too, the hypotheses are looked at as they are.
    put_in_place(engine, [w for w in works if w.open_goals and not w.lost_facts], CHEAP_MARGIN)
    _rerank(engine, [work for work in works if work.open])
    put_in_place(engine, [work for work in works if work.open_goals], SURE_MARGIN)
    decode_behind(engine, [work for work in works if work.open])
    fill_in(engine, [work for work in works if work.open_goals])
    if engine.target.partition("-")[0] == "en":
        _agree(engine, works)


def _as_joined(work: Work) -> Work:
    """Write nouns of several words with hyphens or without, as the glossary has them."""
    nouns = [
        (claim.place.span, work.now.wanted.goals[claim.goal].forms)
        for claim in work.now.claims
        if claim.place and claim.match.sought and claim.match.form[0].isupper()
    ]
    text = work.now.target
    for (start, end), forms in sorted(nouns, reverse=True):
        text = text[:start] + as_joined(text[start:end], forms) + text[end:]
    if text != work.now.target:
        work.take(work.now.wanted.account(text), TermOutcome.SUBSTITUTED)
    return work


def _rerank(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Take the soundest of the model's hypotheses, mended in place where that is sure."""
    if not works:
        return
    found = engine.alternatives([work.source for work in works], HYPOTHESES)
    pools: list[list[str]] = []
    for work, hypotheses in zip(works, found, strict=True):
        floor = max(h.score for h in hypotheses) - NEAR
        accounts = [work.now.wanted.account(h.text) for h in hypotheses if h.score >= floor]
        good = {a.target: a for a in map(mended, accounts) if acceptable(Candidate(a), work.now)}
        pools.append(list(good))
    work_texts = [(w, [w.now.target, *pool]) for w, pool in zip(works, pools, strict=True) if pool]
    Work.score_all(engine, work_texts)
    for work, (_, *pool) in work_texts:
        work.choose([Candidate(work.now.wanted.account(text)) for text in pool], TermOutcome.NBEST)


def _agree(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Write a noun as the glossary has it where the source does and the target does not."""
    found = [
        (work, goal, text)
        for work in works
        for goal in work.now.wanted.goals
        if (text := _in_number(work.now, goal))
    ]
    if not found:
        return
    Work.score_all(engine, [(work, [work.now.target, text]) for work, _, text in found])
    for work, goal, text in found:
        # Another noun of the sentence may have been changed meanwhile: then this one stays.
        loss = work.scores[work.now.target] - work.scores[text]
        unmarked = language(work.now.wanted.pair.lang).words.unmarked
        plural = any(unmarked.fullmatch(match.surface) for match in goal.matches)
        if loss <= (UNMARKED_MARGIN if plural else AGREEMENT_MARGIN) and text == _in_number(
            work.now, goal
        ):
            work.take(work.now.wanted.account(text), TermOutcome.SUBSTITUTED)


def _is_bare(now: Account, span: tuple[int, int]) -> bool:
    """Say whether a noun whose plural may look like the singular stands after a conjunction or sign.

    Without an article it is a plural: *Afghanen und Iraker*.
    """
    pair = now.wanted.pair
    if not language(pair.lang).words.unmarked.fullmatch(pair.source[slice(*span)]):
        return False
    before = pair.source[: span[0]].split()[-1:]
    return not before or not before[0][-1].isalpha() or before[0] in ("und", "oder")


def _in_number(now: Account, goal: Goal) -> str:
    """Return the target with the noun in the number of the source, or an empty string."""
    as_written = all(
        match.kind is MatchKind.EXACT and match.form[0].isupper() for match in goal.matches
    )
    if not as_written or goal.violations(now.target):
        return ""
    found = goal.occurrences(now.target)
    if len(found) != 1 or found[0].exact or any(_is_bare(now, m.span) for m in goal.matches):
        return ""
    return insert(now.target, found[0].span, found[0].form, goal.lang)[0]
