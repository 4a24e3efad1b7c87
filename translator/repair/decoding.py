"""Ask the model again: another hypothesis, or a new ending behind what was missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from translator.engines.protocol import SteerableEngine
from translator.language.names import Name, beside
from translator.repair import amounts
from translator.repair.amounts import Amount
from translator.repair.faults import Faults, Pair, better, content, find
from translator.repair.lost_names import attempts
from translator.repair.mend import mend, without_fragment, without_remnant

HYPOTHESES = 10  # of a beam; chosen by looking, not swept
NEAR = 0.35  # mean log-probability per piece another hypothesis may lose
MARGIN = 8.0  # log-probability a candidate may lose for each number or name it gains
NUMBER_MARGIN = 8.0  # and on top for a number: without it the sentence is wrong
LOST_WORD = 5.0  # and how much less of that for every word it loses
_LETTERS = 4  # of a piece, about
ROUNDS = 4  # things put in one after the other; not swept
_PLACES = 2  # tried for each; not swept
_PREPOSITIONS = {
    "in": "in", "im": "in", "aus": "from", "nach": "to", "von": "of", "bei": "at", "mit": "with",
    "für": "for", "gegen": "against", "bis": "to", "über": "over", "auf": "on", "zwischen": "between",
}  # fmt: skip
_NEAREST = 6  # word boundaries tried where nothing tells the place; not swept
_YEARS = {"seit": "since", "bis": "until", "ab": "from", "nach": "after", "vor": "before"}
_STARTS = tuple(f"{word} " for word in {*_PREPOSITIONS.values(), *_YEARS.values()})
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


@dataclass(frozen=True, slots=True)
class _Request:
    """A text to be put at ``start`` of a work's target, to decode behind it."""

    work: Work
    start: int
    text: str


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
            [r.work.pair.source for r in requests],
            [_prefix(r.work, r.start, r.text) for r in requests],
        )
        pools: dict[int, list[str]] = {id(work): [] for work in works}
        for request, text in zip(requests, completed, strict=True):
            pair = request.work.pair
            behind = len(_prefix(request.work, request.start, request.text))
            name = request.text.rsplit(maxsplit=1)[-1]
            whole = without_remnant(pair, text, behind, name)
            pools[id(request.work)].append(mend(pair, whole))
            if request.text.startswith(_STARTS):
                # "in 2009" can often be put in as it is; that changes least.
                pools[id(request.work)].append(mend(pair, _with(request)))
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
    loss = (base * len(work.target) - score * len(text)) / _LETTERS
    return loss <= max(0.0, MARGIN * gained + NUMBER_MARGIN * numbers - LOST_WORD * lost)


def _requests(engine: SteerableEngine, works: Sequence[Work]) -> list[_Request]:
    """Return what to decode behind: each work's next missing item at its likeliest places."""
    sure: list[_Request] = []
    unsure: list[_Request] = []
    for work in works:
        wanted = _next(work)
        likely = _likely_places(work, wanted)[:_PLACES]
        for start in likely or _nearest(work, wanted.span):
            some = [_Request(work, start, text) for text in _texts(work, wanted)]
            (sure if likely else unsure).extend(r for r in some if _fits(r))
    scores = engine.score([r.work.pair.source for r in unsure], [_with(r) for r in unsure])
    taken: Counter[int] = Counter()
    for _, _, request in sorted(
        (-score, i, request) for i, (score, request) in enumerate(zip(scores, unsure, strict=True))
    ):
        taken[id(request.work)] += 1
        if taken[id(request.work)] <= _PLACES + 1:
            sure.append(request)
    return sure


def _fits(request: _Request) -> bool:
    """Say whether no preposition comes to stand behind an article or another preposition."""
    before = request.work.target[: request.start]
    return not (request.text.startswith(_STARTS) and _GRAMMAR.search(before))


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
        if not text or wanted.kind != "year" or into != "en":
            return [text] if text else []
        return [text, f"{_YEARS.get(_word_before(source, wanted), 'in')} {text}"]
    text, last = wanted.written, wanted
    for name in (*work.faults.names, *work.faults.doubtful):
        if name.span[0] > last.span[1] and not name.particle and beside(source, last, name):
            text, last = f"{text}{source[last.span[1]]}{name.written}", name
    preposition = _PREPOSITIONS.get(_word_before(source, wanted)) if into == "en" else None
    texts = [text, f"{preposition} {text}"] if preposition else [text]
    genitive = last is wanted and into == "en" and wanted.text == f"{wanted.forms[0]}s"
    return [*texts, f"{text}'s"] if genitive else texts


def _word_before(source: str, wanted: Amount | Name) -> str:
    match = re.search(r"(\w+)\s$", source[: wanted.span[0]])
    return match[1].lower() if match else ""


def _with(request: _Request) -> str:
    """Put the text in where it is to be decoded behind, nothing else changed."""
    prefix = _prefix(request.work, request.start, request.text)
    return f"{prefix} {request.work.target[request.start :].lstrip()}".strip()


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
