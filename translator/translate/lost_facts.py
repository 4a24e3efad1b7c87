"""Decode again behind a number or a name that a target lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.language.names import Name, beside
from translator.translate import amounts
from translator.translate.accept import Candidate, acceptable
from translator.translate.amounts import Amount
from translator.translate.lost_names import attempts
from translator.translate.mend import without_fragment, without_remnant
from translator.translate.work import Work, mended

ROUNDS = 4  # things put in one after the other; not swept
_PLACES = 2  # tried for each; not swept
_NEAREST = 6  # word boundaries tried where nothing tells the place; not swept
_PREPOSITIONS = {
    "in": "in", "im": "in", "aus": "from", "nach": "to", "von": "of", "bei": "at", "mit": "with",
    "für": "for", "gegen": "against", "bis": "to", "über": "over", "auf": "on", "zwischen": "between",
}  # fmt: skip
_YEARS = {"seit": "since", "bis": "until", "ab": "from", "nach": "after", "vor": "before"}
_STARTS = tuple(f"{word} " for word in {*_PREPOSITIONS.values(), *_YEARS.values()})
_GRAMMAR = re.compile(
    rf"\b(?:the|an?|{'|'.join(sorted(set(_PREPOSITIONS.values())))})\s+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Request:
    """A text to be put at ``start`` of a work's target, to decode behind it."""

    work: Work
    start: int
    text: str

    @property
    def prefix(self) -> str:
        target = self.work.now.target
        pair = self.work.now.wanted.pair
        before = target[: without_fragment(pair, target, self.start, self.text)]
        return before + (" " if before and before[-1].isalnum() else "") + self.text

    @property
    def inserted(self) -> str:
        """Return the target with the text put in, nothing else changed."""
        rest = self.work.now.target[self.start :].lstrip()
        return self.prefix + (" " if rest[:1].isalnum() else "") + rest


def force(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Decode behind a prefix that ends with what is missing, where it seems to belong."""
    for _ in range(ROUNDS):
        works = [work for work in works if _wanted(work)]
        requests = _requests(engine, works)
        if not requests:
            return
        completed = engine.complete([r.work.source for r in requests], [r.prefix for r in requests])
        pools: dict[int, list[str]] = {id(work): [] for work in works}
        for request, text in zip(requests, completed, strict=True):
            pair = request.work.now.wanted.pair
            name = request.text.rsplit(maxsplit=1)[-1]
            pools[id(request.work)].append(without_remnant(pair, text, len(request.prefix), name))
            if request.text.startswith(_STARTS):
                # "in 2009" can often be put in as it is; that changes least.
                pools[id(request.work)].append(request.inserted)
        good = []
        for work in works:
            work.tried[_wanted(work)[0].span] += 1
            found = [mended(work.now.wanted.account(text)) for text in pools[id(work)]]
            good.append([c for c in map(Candidate, found) if acceptable(c, work.now)])
        pending = [(work, some) for work, some in zip(works, good, strict=True) if some]
        Work.score_all(
            engine, [(w, [w.now.target, *(c.after.target for c in some)]) for w, some in pending]
        )
        for work, some in pending:
            work.choose(some, TermOutcome.REDECODED)


def _wanted(work: Work) -> list[Amount | Name]:
    """Return what is missing and was not tried yet, in the order of the source."""
    faults = work.now.faults
    lost: list[Amount | Name] = [*faults.numbers, *faults.names]
    return sorted((i for i in lost if not work.tried[i.span]), key=lambda item: item.span)


def _requests(engine: SteerableEngine, works: Sequence[Work]) -> list[_Request]:
    """Return what to decode behind: each work's next missing item at its likeliest places."""
    sure: list[_Request] = []
    unsure: list[_Request] = []
    for work in works:
        wanted = _wanted(work)[0]
        likely = _likely_places(work, wanted)[:_PLACES]
        for start in likely or nearest(work, wanted.span):
            some = [_Request(work, start, text) for text in _texts(work, wanted)]
            (sure if likely else unsure).extend(r for r in some if _fits(r))
    texts: dict[int, list[str]] = {}
    for request in unsure:
        texts.setdefault(id(request.work), []).append(request.inserted)
    Work.score_all(engine, [(work, texts[id(work)]) for work in works if id(work) in texts])
    taken: Counter[int] = Counter()
    for request in sorted(unsure, key=lambda r: -r.work.scores[r.inserted]):
        taken[id(request.work)] += 1
        if taken[id(request.work)] <= _PLACES + 1:
            sure.append(request)
    return sure


def _fits(request: _Request) -> bool:
    """Say whether no preposition comes to stand behind an article or another preposition."""
    before = request.work.now.target[: request.start]
    return not (request.text.startswith(_STARTS) and _GRAMMAR.search(before))


def _texts(work: Work, wanted: Amount | Name) -> list[str]:
    """Return the ways to write what is wanted: bare, and with the preposition the source has."""
    pair, faults = work.now.wanted.pair, work.now.faults
    source, lang, into = pair.source, pair.lang, pair.into
    if isinstance(wanted, Amount):
        text = amounts.written(wanted, lang, into)
        if not text or wanted.kind != "year" or into != "en":
            return [text] if text else []
        return [text, f"{_YEARS.get(_word_before(source, wanted), 'in')} {text}"]
    text, last = wanted.written, wanted
    for name in (*faults.names, *faults.doubtful):
        if name.span[0] > last.span[1] and not name.particle and beside(source, last, name):
            text, last = f"{text}{source[last.span[1]]}{name.written}", name
    preposition = _PREPOSITIONS.get(_word_before(source, wanted)) if into == "en" else None
    texts = [text, f"{preposition} {text}"] if preposition else [text]
    genitive = last is wanted and into == "en" and wanted.text == f"{wanted.forms[0]}s"
    return [*texts, f"{text}'s"] if genitive else texts


def _word_before(source: str, wanted: Amount | Name) -> str:
    match = re.search(r"(\w+)\s$", source[: wanted.span[0]])
    return match[1].lower() if match else ""


def _likely_places(work: Work, wanted: Amount | Name) -> list[int]:
    """Return where something from nowhere stands, or what the wanted stands beside in the source."""
    source, target = work.source, work.now.target
    if isinstance(wanted, Amount):
        found = [stray.span[0] for stray in work.now.faults.strays if stray.kind == wanted.kind]
    else:
        found = attempts(wanted, source, target)
    before = re.search(r"(\w[\w.,]*)\s$", source[: wanted.span[0]])
    if before and (before[1][0].isupper() or before[1][0].isdigit()):
        found += [m.end() for m in re.finditer(rf"\b{re.escape(before[1])}\b", target)]
    after = re.match(r"\s(\w+)", source[wanted.span[1] :])
    if after and after[1][0].isupper():
        found += [m.start() for m in re.finditer(rf"\b{re.escape(after[1])}\b", target)]
    return found


def nearest(work: Work, span: tuple[int, int]) -> list[int]:
    """Return where words begin near the place of a source word: by its neighbours, and by its own."""
    alignment, target = work.now.alignment, work.now.target
    inside = alignment.words(*span)
    place = alignment.place(*span)
    middles = [span[0] / max(len(work.source), 1) * len(target)]
    middles += [alignment.target[place.words[0]][0]] if place else []
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", target)]
    starts.append(len(target.rstrip(" .!?\"'”")))
    found = []
    if inside:
        before = _said(work, range(inside[0] - 1, -1, -1))
        behind = _said(work, range(inside[-1] + 1, len(alignment.source)))
        found += [before[1]] if before else []
        found += [behind[0]] if behind else []
    for middle in middles:
        found += sorted(starts, key=lambda start: (abs(start - middle), start))[:_NEAREST]
    return list(dict.fromkeys(found))


def _said(work: Work, words: Sequence[int]) -> tuple[int, int] | None:
    """Return the place of the first of these source words that is said in the target."""
    alignment = work.now.alignment
    for word in words:
        links = alignment.of_source.get(word)
        if links:
            return alignment.target[max(links, key=lambda link: link.strength).target]
    return None
