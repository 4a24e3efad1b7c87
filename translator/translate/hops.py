"""Translate sentences over the hops of a route.

Each hop asks the memory first, then the engine; glossary terms are enforced after every hop, so
a term survives the pivot. Finished sentences go into the memory chunk by chunk: a killed run
loses at most one chunk, and of an engine that is told in words one sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from translator.article import Origin, TermOutcome, TermUse
from translator.engines.protocol import AnswerError, Engine, SteerableEngine, Told, ToldEngine
from translator.glossary.concept import Glossary, concepts_digest
from translator.glossary.matcher import Matcher, TermMatch
from translator.language.facts import facts
from translator.translate.consistent import first_names, wanted_names
from translator.translate.house_style import in_style
from translator.translate.ladder import BEHAVIOUR, Kept, keep, prefer
from translator.translate.memory import MachineEntry, Memory
from translator.translate.readable import Draft, drafts, reading

Progress = Callable[[int, int], None]
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*[,.;:!?]*")
CHUNK = 48  # sentences between two commits to the memory
_MOST_FAULTS = 5  # sentences; an engine that has no translation of so many has none of the others
_RANK = list(TermOutcome)  # from best to worst


class Hop:
    """One engine of a route, with the matcher for its language pair.

    The matcher is built at its first use: it reads dictionaries, and a run in which nothing has
    changed needs none.
    """

    def __init__(self, engine: Engine, glossary: Glossary) -> None:
        self.engine = engine
        self._glossary = glossary

    @property
    def pair(self) -> tuple[str, str]:
        """Return the languages of this hop."""
        return self.engine.source, self.engine.target

    @cached_property
    def demanding(self) -> frozenset[str]:
        """Return the concepts that have something to say about the target of this hop."""
        concepts = self._glossary.concepts
        return frozenset(c.id for c in concepts if c.forms(self.pair[1]) or not c.translate)

    @cached_property
    def matcher(self) -> Matcher:
        """Return the matcher of the glossary for this pair."""
        return Matcher(self._glossary, *self.pair)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A sentence in the target language, how its terms fared, and what it was between (``via``).

    ``score`` is the first model's, of its draft.
    """

    text: str
    terms: tuple[TermUse, ...] = ()
    origin: Origin = Origin.MACHINE
    via: tuple[str, ...] = ()
    score: float | None = None
    concepts: frozenset[str] = frozenset()  # to be looked for in the next hop


def alternatives(
    texts: Sequence[str], engines: Sequence[Engine], count: int
) -> dict[str, tuple[str, ...]]:
    """Return what the models of a route make of each text alone, up to ``count`` renderings each."""
    first = engines[0]
    if isinstance(first, SteerableEngine):
        found = [[h.text for h in some] for some in first.alternatives(texts, count)]
    else:
        found = [[text] for text in first.translate(texts)]
    for engine in engines[1:]:
        flat = iter(engine.translate([text for some in found for text in some]))
        found = [[next(flat) for _ in some] for some in found]
    return {text: tuple(some) for text, some in zip(texts, found, strict=True)}


def build_hops(engines: Sequence[Engine], glossary: Glossary) -> tuple[Hop, ...]:
    """Return the hops of a route."""
    return tuple(Hop(engine, glossary) for engine in engines)


def translate_sentences(
    sentences: Sequence[str],
    hops: Sequence[Hop],
    memory: Memory | None = None,
    progress: Progress | None = None,
    found: Mapping[str, tuple[TermMatch, ...]] | None = None,
    document: str = "",
    *,
    consistent: bool = False,
) -> dict[str, Rendering]:
    """Translate distinct sentences over all hops; corrections by people win over every model.

    ``document`` is the article they are of, for the memory. ``consistent``: what a thing is called in
    the first sentence is wanted in the others. ``found`` are the terms of the first hop where they are known already, by sentence.
    """
    unique = list(dict.fromkeys(sentences))
    pair = (hops[0].pair[0], hops[-1].pair[1])
    corrected = memory.human(pair, unique) if memory else {}
    done = {text: Rendering(corrected[text], origin=Origin.HUMAN) for text in corrected}
    for text in unique:
        written = facts(text, *pair) if text not in done else None
        if written is not None and not hops[0].matcher.find(text):
            done[text] = Rendering(written)
    pending = [text for text in unique if text not in done]
    total = len(pending) * len(hops)
    current = {text: Rendering(text) for text in pending}
    for number, hop in enumerate(hops):
        requests = [current[text].text for text in pending]
        given = found if found is not None and not number else {}
        matches = [
            given[text]
            if text in given
            else hop.matcher.find(text, current[key].concepts if number else None)
            for key, text in zip(pending, requests, strict=True)
        ]
        count = _offset(progress, number * len(pending), total)
        results = _translate_hop(requests, matches, hop, memory, count, document)
        if consistent:
            said = dict(zip(pending, zip(requests, results, strict=True), strict=True))
            if len(hops) == 1:
                said |= {text: (text, rendering) for text, rendering in done.items()}
            in_order = [said[text] for text in unique if text in said]
            terms = dict(zip(requests, matches, strict=True))
            settled = _settled(in_order, terms, hop, memory, document)
            results = [settled[text] for text in requests]
        for text, result in zip(pending, results, strict=True):
            current[text] = _chain(current[text], result, hop) if number else result
    return done | {text: _in_style(text, current[text], pair) for text in pending}


def _in_style(source: str, result: Rendering, pair: tuple[str, str]) -> Rendering:
    """Return what a machine wrote with its facts in the style of the last language."""
    if result.origin is Origin.HUMAN:
        return result
    text, terms = in_style(source, result.text, pair, result.terms)
    return replace(result, text=text, terms=terms) if text != result.text else result


def _offset(progress: Progress | None, done_before: int, total: int) -> Progress:
    """Shift the progress of one hop to its place in the whole route."""
    if progress is None:
        return lambda _done, _total: None
    return lambda done, _total: progress(done_before + done, total)


def _settled(
    texts: Sequence[tuple[str, Rendering]],
    terms: Mapping[str, tuple[TermMatch, ...]],
    hop: Hop,
    memory: Memory | None,
    document: str,
) -> dict[str, Rendering]:
    """Return the renderings of the sentences of an article with the first names of things in them."""
    found = dict(texts)
    concepts = first_names([(text, done.text) for text, done in texts], hop.pair, terms)
    ours = [(text, done.text) for text, done in found.items() if done.origin is not Origin.HUMAN]
    names = wanted_names(ours, concepts, hop.pair, terms) if concepts else {}
    keys = {text: (text, _named(hop, found[text], terms[text], names[text])) for text in names}
    known = memory.machine(hop.pair, list(keys.values())) if memory else {}
    work = [text for text, key in keys.items() if key not in known]
    kept = prefer(
        reading(hop.engine),
        work,
        [Kept(found[text].text, found[text].terms) for text in work],
        [terms[text] for text in work],
        [names[text] for text in work],
    )
    entries = [
        MachineEntry(*keys[text], _cased(text, done.target), hop.engine.name, done.terms)
        for text, done in zip(work, kept, strict=True)
    ]
    if memory and entries:
        memory.remember(hop.pair, entries, document)
    made = {entry.source: entry for entry in (*known.values(), *entries)}
    return found | {
        text: replace(found[text], text=entry.target, terms=entry.terms)
        for text, entry in made.items()
    }


def _named(
    hop: Hop, done: Rendering, terms: Sequence[TermMatch], names: Sequence[TermMatch]
) -> str:
    """Return what decides a rendering that other sentences have a say in."""
    soft = concepts_digest(match.concept for match in names)
    told = f"{_context(hop.engine, terms)}\n{done.text}\n{soft}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _translate_hop(
    requests: Sequence[str],
    matches: Sequence[tuple[TermMatch, ...]],
    hop: Hop,
    memory: Memory | None,
    progress: Progress,
    document: str = "",
) -> list[Rendering]:
    """Translate sentences with these terms over one hop, from the memory where it can."""
    told = _told(requests, matches, hop)
    keys = [
        (text, _context(hop.engine, found, around))
        for text, found, around in zip(requests, matches, told, strict=True)
    ]
    said = dict(zip(keys, told, strict=True))
    known = _recall(hop, keys, memory)
    work = {key: found for key, found in zip(keys, matches, strict=True) if key not in known}
    progress(len(keys) - len(work), len(keys))
    # Longest first: batches of like lengths waste no padding, and the wait only gets shorter.
    pending = sorted(work, key=lambda key: (-len(key[0]), key))
    todo = [(key, work[key], said[key]) for key in pending]
    count = len(keys) - len(pending)
    for entries in _decoded(hop, todo, memory, document):
        for entry in entries:
            known[entry.source, entry.context] = Rendering(
                entry.target, entry.terms, score=entry.score
            )
        count += len(entries)
        progress(count, len(keys))
    return [
        replace(known[key], concepts=frozenset(match.concept.id for match in found))
        for key, found in zip(keys, matches, strict=True)
    ]


def _decoded(
    hop: Hop,
    work: Sequence[tuple[tuple[str, str], tuple[TermMatch, ...], Told | None]],
    memory: Memory | None,
    document: str,
) -> Iterator[list[MachineEntry]]:
    """Yield chunks of finished sentences, each in the memory before the next is begun.

    Raises:
        AnswerError: of some sentences the engine has no translation; all others are finished.
    """
    # A chat server takes seconds for each: what it has said is kept, whatever comes next.
    size = 1 if isinstance(hop.engine, ToldEngine) else CHUNK
    faults: list[AnswerError] = []
    for start in range(0, len(work), size):
        keys, matches, told = zip(*work[start : start + size], strict=True)
        try:
            entries = _decode(hop.engine, keys, matches, told)
        except AnswerError as error:
            faults.append(error)
            if len(faults) == _MOST_FAULTS:
                break
            continue
        if memory:
            memory.remember(hop.pair, entries, document)
        yield entries
    if faults:
        raise _joined(faults)


def _joined(faults: Sequence[AnswerError]) -> AnswerError:
    """Return one error for the sentences of an article that an engine has no translation of."""
    more = len(faults) - 1
    told = f"; and {more} more sentence{'s' * (more != 1)}" if more else ""
    return AnswerError(f"{faults[0].message}{told}", hint=faults[0].hint)


def _recall(
    hop: Hop, keys: Sequence[tuple[str, str]], memory: Memory | None
) -> dict[tuple[str, str], Rendering]:
    """Return what the memory knows; a correction of the pivot's text counts here too."""
    if memory is None:
        return {}
    known = {
        key: Rendering(entry.target, entry.terms, Origin.MEMORY, score=entry.score)
        for key, entry in memory.machine(hop.pair, keys).items()
    }
    corrected = memory.human(hop.pair, [text for text, _ in keys])
    known.update(
        (key, Rendering(corrected[key[0]], origin=Origin.HUMAN))
        for key in keys
        if key[0] in corrected
    )
    return known


def _told(
    texts: Sequence[str], matches: Sequence[tuple[TermMatch, ...]], hop: Hop
) -> list[Told | None]:
    """Return what an engine that listens is told of each sentence; ``None`` for all others."""
    if not isinstance(hop.engine, ToldEngine):
        return [None] * len(texts)
    around = ["", *texts, ""]
    return [
        Told(text, around[number], around[number + 2], _wanted(found, hop.pair[1]))
        for number, (text, found) in enumerate(zip(texts, matches, strict=True))
    ]


def _wanted(matches: Sequence[TermMatch], lang: str) -> tuple[tuple[str, str], ...]:
    """Return the terms of a sentence, each with the form that shall stand for it."""
    return tuple(
        (match.surface, forms[0])
        for match in matches
        if match.sought and (forms := match.concept.allowed(lang))
    )


def _context(engine: Engine, matches: Sequence[TermMatch], around: Told | None = None) -> str:
    """Return what, besides the sentence, decides its translation."""
    digest = concepts_digest(match.concept for match in matches) if matches else ""
    told = f"{engine.signature}\nladder {BEHAVIOUR}\n{digest}"
    if around is not None:
        told += f"\n{around.before}\n{around.after}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _decode(
    engine: Engine,
    keys: Sequence[tuple[str, str]],
    matches: Sequence[tuple[TermMatch, ...]],
    told: Sequence[Told | None],
) -> list[MachineEntry]:
    """Run the engine over a chunk, keep its numbers and names, and see the terms through."""
    texts = [text for text, _ in keys]
    requests = [request for request in told if request is not None]
    if isinstance(engine, ToldEngine) and len(requests) == len(texts):
        drafted = [Draft(target) for target in engine.translate_told(requests)]
    else:
        drafted = drafts(engine, texts)
    scores = [draft.score for draft in drafted]
    kept = keep(reading(engine), texts, [draft.text for draft in drafted], matches, scores)
    return [
        MachineEntry(
            *(text, context, _cased(text, result.target), engine.name, result.terms),
            score=draft.score,
        )
        for (text, context), result, draft in zip(keys, kept, drafted, strict=True)
    ]


def _cased(source: str, target: str) -> str:
    """Begin the target with a capital where the source does: small models forget it in headlines.

    A first word that stands in the source as it is (a name, a product) keeps its spelling.
    """
    first = target.split(maxsplit=1)[0] if target.strip() else ""
    plain = _PLAIN_WORD.fullmatch(first) and first not in source.split()
    if plain and source[:1].isupper() and target[:1].islower():
        return target[0].upper() + target[1:]
    return target


def _chain(before: Rendering, after: Rendering, hop: Hop) -> Rendering:
    """Join the term uses of two hops: source side of the first, target side of the second.

    A concept without a term in the second target asks nothing of it.
    """
    remaining = list(after.terms)
    uses = []
    for use in before.terms:
        if use.concept not in hop.demanding:
            continue
        follow = next((later for later in remaining if later.concept == use.concept), None)
        if follow is None:
            uses.append(replace(use, target="", outcome=TermOutcome.MISSED, target_span=None))
            continue
        remaining.remove(follow)
        outcome = max(use.outcome, follow.outcome, key=_RANK.index)
        uses.append(
            replace(use, target=follow.target, outcome=outcome, target_span=follow.target_span)
        )
    return replace(after, terms=tuple(uses), via=(*before.via, before.text), score=before.score)
