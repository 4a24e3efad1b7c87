"""Decode again behind a noun of the glossary of which nothing stands in the target.

A small model leaves words out: "the AFP reported" for *die Nachrichtenagentur AFP*. There is no other
rendering whose place the term could take, so it is put where its neighbours stand, as lost names are,
and the decoder goes on from there. Nothing else of the sentence may be said otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.glossary.renderings import insert
from translator.language.data import language
from translator.translate.accept import Candidate, acceptable
from translator.translate.constraints import Claim
from translator.translate.decoding import forms_for
from translator.translate.lost_facts import nearest
from translator.translate.work import Work, mended

# Mean log-probability per piece that the sentence may lose. With the glossaries of IATE, Wiktionary and both, and
# the shipped one, on these sets, newstest2020 and FLORES dev it takes five at .15: four are better, one is as
# wrong as before. At .3 it takes six more, and five of them are no better or worse than before.
MARGIN = 0.15
_GONE = 0.05  # strength of a link that says nothing
_ELSE = 1  # words that may be gone beside it
_MORE = 3  # and come: the introduction of
_FORMS = 2  # of a term that are decoded behind; not swept
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Request:
    """A sentence, the number of a goal, and a prefix that ends with a form of it."""

    work: Work
    goal: int
    form: str
    prefix: str


def fill_in(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Put nouns that are gone where the model hardly minds."""
    requests = [request for work in works for request in _requests(work)]
    if not requests:
        return
    completed = engine.complete([r.work.source for r in requests], [r.prefix for r in requests])
    found: dict[tuple[int, int], list[str]] = {}
    for request, text in zip(requests, completed, strict=True):
        whole = mended(request.work.now.wanted.account(text)).target
        if _fits(request, whole):
            found.setdefault((id(request.work), request.goal), []).append(whole)
    pending = {(id(r.work), r.goal): r.work for r in requests if (id(r.work), r.goal) in found}
    Work.score_all(engine, [(w, [w.now.target, *found[key]]) for key, w in pending.items()])
    for (key, number), work in pending.items():
        _take_best(work, number, found[key, number])


def _take_best(work: Work, number: int, texts: Sequence[str]) -> None:
    """Take the likeliest text that may be taken."""
    base = work.scores[work.now.target]
    for text in sorted(dict.fromkeys(texts), key=lambda text: -work.scores[text]):
        after = work.now.wanted.account(text)
        if base - work.scores[text] <= MARGIN and acceptable(Candidate(after), work.now, number):
            work.take(after, TermOutcome.REDECODED)
            return


def _requests(work: Work) -> Iterator[_Request]:
    for number in work.open_goals:
        goal = work.now.wanted.goals[number]
        claim = next((c for c in work.now.claims if c.goal == number and _is_gone(work, c)), None)
        if claim is None or not goal.forms:
            continue
        for start in nearest(work, claim.match.span):
            for form in () if _tears(work, start) else forms_for(goal, "")[:_FORMS]:
                text, (_, stop) = insert(work.now.target, (start, start), form, goal.lang)
                yield _Request(work, number, form, text[:stop])


def _is_gone(work: Work, claim: Claim) -> bool:
    """Say whether a noun has no place, and nothing in the target is linked to it."""
    known = language(work.now.wanted.pair.lang)
    if not (claim.lacking and known.capital_nouns and claim.match.form[0].isupper()):
        return False
    place = work.now.alignment.place(*claim.match.span)
    return place is None or place.strength < _GONE


def _fits(request: _Request, text: str) -> bool:
    """Say whether a text is the target with the term in it, and hardly anything said otherwise."""
    rest = text[len(request.prefix) :]
    if not text.startswith(request.prefix) or rest.startswith("-"):
        return False
    before, after, own = (
        Counter(_WORD.findall(part.casefold()))
        for part in (request.work.now.target, text, request.form)
    )
    gone, come = before - after, after - before - own
    return gone.total() <= _ELSE and come.total() <= _MORE


def _tears(work: Work, start: int) -> bool:
    """Say whether two words stand side by side there as they do in the source: Air Marin."""
    target = work.now.target
    before, behind = re.search(r"(\w+)\s*$", target[:start]), re.match(r"\s*(\w+)", target[start:])
    return bool(before and behind and f"{before[1]} {behind[1]}" in work.source)
