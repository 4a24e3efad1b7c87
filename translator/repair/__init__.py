"""Keep the numbers and names of a sentence in its translation, with as little change as possible.

German figures are written so
that small models read them right (``reading``). Then, in this order, each step only for what the one
before left open:

1. leave alone what is right: every number and name is there, in a form the target may have;
2. put right in place what is surely wrong: the one surplus number, the garbled name (``mend``);
3. take another of the model's hypotheses that has more of them (``decoding.rerank``);
4. decode again behind a prefix that ends with what is missing (``decoding.force``);
5. otherwise leave the sentence as it is: the checks report it.

A candidate that lacks anything its predecessor has, says something twice, repeats itself, or is
much less likely by the model's own score is never taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translator.engines.protocol import Engine, Hypothesis, SteerableEngine
from translator.repair.decoding import Work, force, rerank
from translator.repair.faults import Faults, Pair, find
from translator.repair.mend import LONGEST, mend
from translator.repair.reading import reading

BEHAVIOUR = 5  # raise it when this package changes what comes out for the same translation

__all__ = ["BEHAVIOUR", "mending", "reading", "repair"]


def repair(engine: Engine, sentences: Sequence[str], targets: Sequence[str]) -> list[str]:
    """Return the targets with the numbers and names of their sentences, in order.

    ``targets`` are the engine's own translations of ``sentences``; one with nothing missing comes
    back byte for byte. With an engine that is not steerable, only sure substitutions are made.

    Raises:
        EngineError: the backend failed.
    """
    lang, into = engine.source.partition("-")[0], engine.target.partition("-")[0]
    works = []
    for source, target in zip(sentences, targets, strict=True):
        pair = Pair(source, lang, into)
        mended = mend(pair, target)
        short = max(len(source), len(target)) <= LONGEST
        works.append(Work(pair, target, mended, find(pair, mended) if short else Faults()))
    pending = [work for work in works if work.faults.open]
    if pending and isinstance(engine, SteerableEngine):
        rerank(engine, pending)
        force(engine, [work for work in pending if work.faults.open])
    return [work.target for work in works]


def mending(engine: Engine) -> Engine:
    """Return the engine with its alternatives and completions mended, where it can be steered.

    Whoever chooses among hypotheses (the enforcement of terms) then chooses among mended ones.
    """
    return MendingEngine(engine) if isinstance(engine, SteerableEngine) else engine


class MendingEngine:
    """A steerable engine whose hypotheses have their sure faults corrected."""

    def __init__(self, engine: SteerableEngine) -> None:
        self._engine = engine
        self.source, self.target = engine.source, engine.target
        self.name, self.signature, self.starter = engine.name, engine.signature, engine.starter
        self.translate, self.score = engine.translate, engine.score

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        """Return the engine's hypotheses, mended; see ``SteerableEngine``."""
        found = self._engine.alternatives(sentences, count)
        return [
            [replace(hypothesis, text=self._mend(sentence, hypothesis.text)) for hypothesis in some]
            for sentence, some in zip(sentences, found, strict=True)
        ]

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Return the engine's completions, mended behind their prefixes."""
        targets = self._engine.complete(sentences, prefixes)
        mended = map(self._mend, sentences, targets)
        return [
            whole if whole.startswith(prefix.rstrip()) else target
            for whole, target, prefix in zip(mended, targets, prefixes, strict=True)
        ]

    def _mend(self, sentence: str, target: str) -> str:
        lang, into = self.source.partition("-")[0], self.target.partition("-")[0]
        return mend(Pair(sentence, lang, into), target)
