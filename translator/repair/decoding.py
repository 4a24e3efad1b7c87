"""Ask the model again: another hypothesis, or a new ending behind what was missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from translator.engines.protocol import SteerableEngine
from translator.repair import amounts
from translator.repair.amounts import Amount
from translator.repair.faults import Faults, Pair, better, content, find
from translator.repair.mend import mend, without_fragment
from translator.repair.names import Name, attempts, beside

HYPOTHESES = 10
NEAR = 0.35  # mean log-probability per piece another hypothesis may lose
MARGIN = 9.0  # log-probability a candidate may lose for each number or name it gains
NUMBER_MARGIN = 4.0  # and on top for a number: without it the sentence is wrong
CLIFF = 0.8  # mean log-probability per piece no candidate may lose
LOST_WORD = 5.0  # and how much less of that for every word it loses
_LETTERS = 4  # of a piece, about
ROUNDS = 4
_PLACES = 2
_PREPOSITIONS = {
    "in": "in", "im": "in", "aus": "from", "nach": "to", "von": "of", "bei": "at", "mit": "with",
    "für": "for", "gegen": "against", "bis": "to", "über": "over", "auf": "on", "zwischen": "between",
}  # fmt: skip
_NEAREST = 6
_STARTS = tuple(f"{word} " for word in {*_PREPOSITIONS.values()})
_GRAMMAR = re.compile(
    rf"\b(?:the|an?|{'|'.join(sorted(set(_PREPOSITIONS.values())))})\s+$", re.IGNORECASE
)


@dataclass(slots=True)
class Work:
    """A sentence on its way; ``mended`` is what can be had without the model."""

    pair: Pair
    base: str
    target: str
    faults: Faults
    tried: set[tuple[int, int]] = field(default_factory=set)

    def take(self, target: str) -> None:
        """Go on from a sounder target."""
        self.target, self.faults = target, find(self.pair, target)


def rerank(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Take the soundest of the model's hypotheses, mended in place where that is sure."""
    found = engine.alternatives([work.pair.source for work in works], HYPOTHESES)
    pools = []
    for work, hypotheses in zip(works, found, strict=True):
        floor = max(h.score for h in hypotheses) - NEAR
        texts = [work.target]
        texts += [mend(work.pair, h.text) for h in hypotheses if h.score >= floor]
        pools.append(list(dict.fromkeys(texts)))
    _choose(engine, works, pools)


def force(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Decode behind a prefix that ends with what is missing, where it seems to belong."""
    for _ in range(ROUNDS):
        works = [work for work in works if _wanted(work)]
        requests = _requests(engine, works)
        if not requests:
            return
        completed = engine.complete(
            [work.pair.source for work, _ in requests], [prefix for _, prefix in requests]
        )
        pools: dict[int, list[str]] = {id(work): [] for work in works}
        for (work, _), text in zip(requests, completed, strict=True):
            pools[id(work)].append(mend(work.pair, text))
        for work in works:
            work.tried.add(_next(work).span)
        _choose(engine, works, [pools[id(work)] for work in works])


def _choose(engine: SteerableEngine, works: Sequence[Work], pools: Sequence[Sequence[str]]) -> None:
    """Give each work the candidate with the fewest faults, the most likely among equals."""
    good = []
    for work, pool in zip(works, pools, strict=True):
        rated = [(text, find(work.pair, text)) for text in pool if text != work.target]
        good.append(
            [
                (text, faults)
                for text, faults in rated
                if better(work.pair, text, work.target, faults, work.faults)
            ]
        )
    pending = [(work, some) for work, some in zip(works, good, strict=True) if some]
    if not pending:
        return
    scores = iter(
        engine.score(
            [w.pair.source for w, some in pending for _ in range(len(some) + 1)],
            [t for w, some in pending for t in (w.target, *(text for text, _ in some))],
        )
    )
    for work, some in pending:
        base = next(scores)
        scored = [(next(scores), text, faults) for text, faults in some]
        fitting = [item for item in scored if _worth(work, item, base)]
        if fitting:
            _, text, _ = min(fitting, key=lambda item: (item[2].cost, -item[0]))
            work.take(text)


def _worth(work: Work, candidate: tuple[float, str, Faults], base: float) -> bool:
    """Say whether a candidate is likely enough: all in all, so that short sentences can gain a word.

    The margin is for each number or name gained; one that says less must be likelier.
    """
    score, text, faults = candidate
    gained = len(work.faults.numbers + work.faults.names) - len(faults.numbers + faults.names)
    numbers = len(work.faults.numbers) - len(faults.numbers)
    lost = max(0, content(work.target) - content(text))
    if base - score > CLIFF:
        return False
    loss = (base * len(work.target) - score * len(text)) / _LETTERS
    return loss <= max(0.0, MARGIN * gained + NUMBER_MARGIN * numbers - LOST_WORD * lost)


def _requests(engine: SteerableEngine, works: Sequence[Work]) -> list[tuple[Work, str]]:
    """Return what to decode behind: each work's next missing item at its likeliest places."""
    wishes = [(work, _next(work)) for work in works]
    places = [_likely_places(work, wanted) for work, wanted in wishes]
    unsure = [
        (i, start)
        for i, (work, wanted) in enumerate(wishes)
        if not places[i]
        for start in _nearest(work, wanted.span)
    ]
    tried = [_with(works[i], start, _texts(*wishes[i])[-1]) for i, start in unsure]
    scores = engine.score([works[i].pair.source for i, _ in unsure], tried) if unsure else []
    for _, i, start in sorted(
        (-score, i, start) for score, (i, start) in zip(scores, unsure, strict=True)
    ):
        places[i].append(start)
    return [
        (work, prefix)
        for (work, wanted), some in zip(wishes, places, strict=True)
        for prefix in dict.fromkeys(
            _prefix(work, start, text)
            for start in some[:_PLACES]
            for text in _texts(work, wanted)
            if not (text.startswith(_STARTS) and _GRAMMAR.search(work.target[:start]))
        )
    ]


def _wanted(work: Work) -> list[Amount | Name]:
    """Return what is missing and was not tried yet, in the order of the source."""
    lost: list[Amount | Name] = [*work.faults.numbers, *work.faults.names]
    return sorted((i for i in lost if i.span not in work.tried), key=lambda item: item.span)


def _next(work: Work) -> Amount | Name:
    return _wanted(work)[0]


def _texts(work: Work, wanted: Amount | Name) -> list[str]:
    """Return the ways to write what is wanted: bare, and with the preposition the source has."""
    source, lang, into = work.pair.source, work.pair.lang, work.pair.into
    if isinstance(wanted, Amount):
        text = amounts.written(wanted, lang, into)
        year = wanted.kind == "year" and into == "en"
        return [text, f"in {text}"] if year else [text] if text else []
    text, last = wanted.written, wanted
    for name in (*work.faults.names, *work.faults.doubtful):
        if name.span[0] > last.span[1] and not name.particle and beside(source, last, name):
            text, last = f"{text}{source[last.span[1]]}{name.written}", name
    before = re.search(r"(\w+)\s$", source[: wanted.span[0]])
    preposition = _PREPOSITIONS.get(before[1].lower()) if before and into == "en" else None
    return [text, f"{preposition} {text}"] if preposition else [text]


def _with(work: Work, start: int, text: str) -> str:
    return f"{_prefix(work, start, text)} {work.target[start:]}"


def _prefix(work: Work, start: int, text: str) -> str:
    before = work.target[: without_fragment(work.pair, work.target, start, text)]
    if before and before[-1].isalnum():
        before += " "
    return before + text


def _likely_places(work: Work, wanted: Amount | Name) -> list[int]:
    """Return where something from nowhere stands, or what the wanted stands beside in the source."""
    found = []
    if isinstance(wanted, Amount):
        found = [stray.span[0] for stray in work.faults.strays if stray.kind == wanted.kind]
    else:
        found = attempts(wanted, work.pair.source, work.target)
    source, (start, end) = work.pair.source, wanted.span
    before = re.search(r"(\w[\w.,]*)\s$", source[:start])
    if before and (before[1][0].isupper() or before[1][0].isdigit()):
        found += [m.end() for m in re.finditer(rf"\b{re.escape(before[1])}\b", work.target)]
    after = re.match(r"\s(\w+)", source[end:])
    if after and after[1][0].isupper():
        found += [m.start() for m in re.finditer(rf"\b{re.escape(after[1])}\b", work.target)]
    return found


def _nearest(work: Work, span: tuple[int, int]) -> list[int]:
    """Return the word boundaries near the place where the source has the wanted."""
    target = work.target
    middle = span[0] / max(len(work.pair.source), 1) * len(target)
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", target)]
    starts.append(len(target.rstrip(" .!?\"'”")))
    return sorted(set(starts), key=lambda start: (abs(start - middle), start))[:_NEAREST]
