"""Keep the numbers and names of a sentence in its translation, with as little change as possible.

In this order, each step only for what the one before left open:

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

from translator.engines.protocol import Engine, SteerableEngine
from translator.repair.decoding import Work, force, rerank
from translator.repair.faults import Pair, find
from translator.repair.mend import mend

BEHAVIOUR = 1  # raise it when this package changes what comes out for the same translation

__all__ = ["BEHAVIOUR", "repair"]


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
        works.append(Work(pair, target, mended, find(pair, mended)))
    pending = [work for work in works if work.faults.open]
    if pending and isinstance(engine, SteerableEngine):
        rerank(engine, pending)
        force(engine, [work for work in pending if work.faults.open])
    return [work.target for work in works]
