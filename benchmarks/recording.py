"""Record what an engine is asked and what it answers, and answer from the record.

The arithmetic of a model differs between kinds of processor, and now and then a word with it. What
the program makes of a model's answers does not: an engine that answers from a record gives the same
targets everywhere. A request is kept as a digest of its method and its texts, sentence by sentence,
for an answer hangs on nothing else; how a caller divides its sentences into calls does not matter.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translator.engines.protocol import Engine, Hypothesis, SteerableEngine

_SHOWN = 200  # characters of a text in an error message


class NotRecordedError(BaseException):
    """An engine was asked what it was not asked when the record was made.

    It is no ``Exception``, so that no stage that goes on after an error takes it for one.
    """

    def __init__(
        self, name: str, method: str, texts: Sequence[str], rest: Sequence[object]
    ) -> None:
        told = ", ".join([*(repr(text[:_SHOWN]) for text in texts), *map(str, rest)])
        super().__init__(
            f"{name}: {method}({told}) is not in the recording: the program asks its model "
            "something else than when it was frozen (CONTRIBUTING.md says how to freeze anew)"
        )


@dataclass
class Record:
    """One engine as it presents itself, and its answers by request.

    An answer is a text, a score, or a list of (text, score).
    """

    source: str
    target: str
    name: str
    signature: str
    starter: bool
    steerable: bool
    answers: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, engine: Engine) -> Record:
        """Return an empty record of an engine."""
        return cls(
            engine.source,
            engine.target,
            engine.name,
            engine.signature,
            engine.starter,
            isinstance(engine, SteerableEngine),
        )


class _Recorded:
    """What recorder and replay have in common: they look like the engine of the record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.source, self.target = record.source, record.target
        self.name, self.signature, self.starter = record.name, record.signature, record.starter

    def _ask(
        self, method: str, requests: Sequence[tuple[str, ...]], rest: Sequence[object] = ()
    ) -> list[Any]:
        """Return the answers to requests, each a tuple of texts; ``rest`` holds for all of them."""
        raise NotImplementedError

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate each sentence; see ``Engine``."""
        return self._ask("translate", [(sentence,) for sentence in sentences])


class _Steerable(_Recorded):
    """The same for an engine that can be steered."""

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        """Return hypotheses; see ``SteerableEngine``."""
        found = self._ask("alternatives", [(sentence,) for sentence in sentences], (count,))
        return [[Hypothesis(text, score) for text, score in some] for some in found]

    def translate_scored(self, sentences: Sequence[str]) -> list[Hypothesis]:
        """Return the best hypotheses; see ``ScoringEngine``."""
        return [best[0] for best in self.alternatives(sentences, 1)]

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Return completions; see ``SteerableEngine``."""
        return self._ask("complete", list(zip(sentences, prefixes, strict=True)))

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return log-probabilities; see ``SteerableEngine``."""
        return self._ask("score", list(zip(sentences, targets, strict=True)))


class _Replay(_Recorded):
    """Answers from its record."""

    def _ask(
        self, method: str, requests: Sequence[tuple[str, ...]], rest: Sequence[object] = ()
    ) -> list[Any]:
        found = []
        for texts in requests:
            digest = _digest(method, texts, rest)
            if digest not in self.record.answers:
                raise NotRecordedError(self.name, method, texts, rest)
            found.append(self.record.answers[digest])
        return found


class _SteerableReplay(_Replay, _Steerable):
    """Answers from the record of an engine that can be steered."""


class _Recorder(_Recorded):
    """Passes requests on to an engine and keeps its answers; what it knows, it asks only once.

    ``known`` is an earlier record: where the model is the same, its answers count, so that another
    processor or library adds no differences of its own to those of a change.
    """

    def __init__(self, engine: Engine, known: Record | None = None) -> None:
        super().__init__(Record.of(engine))
        self._engine = engine
        self._known = known.answers if known and known.signature == engine.signature else {}

    def _ask(
        self, method: str, requests: Sequence[tuple[str, ...]], rest: Sequence[object] = ()
    ) -> list[Any]:
        answers = self.record.answers
        wanted = {_digest(method, texts, rest): texts for texts in requests}
        answers |= {digest: self._known[digest] for digest in wanted if digest in self._known}
        fresh = {digest: texts for digest, texts in wanted.items() if digest not in answers}
        if fresh:
            call: Callable[..., list[Any]] = getattr(self._engine, method)
            columns = [list(column) for column in zip(*fresh.values(), strict=True)]
            found = call(*columns, *rest)
            answers.update(zip(fresh, map(_plain, found), strict=True))
        return [answers[_digest(method, texts, rest)] for texts in requests]


class _SteerableRecorder(_Recorder, _Steerable):
    """Records an engine that can be steered."""


def recorder(engine: Engine, known: Record | None = None) -> _Recorder:
    """Return the engine so that what it is asked and answers stands in ``record``.

    What an earlier record knows of the same model is not asked again.
    """
    kind = _SteerableRecorder if isinstance(engine, SteerableEngine) else _Recorder
    return kind(engine, known)


def replay(record: Record) -> _Replay:
    """Return an engine that answers from a record.

    Its methods raise ``NotRecordedError`` where the record has no answer.
    """
    return _SteerableReplay(record) if record.steerable else _Replay(record)


def write_records(path: Path, records: Sequence[Record]) -> None:
    """Write records, compressed; the same records give the same bytes."""
    told = json.dumps([vars(record) for record in records], ensure_ascii=False, sort_keys=True)
    path.write_bytes(lzma.compress(told.encode(), preset=9 | lzma.PRESET_EXTREME))


def read_records(path: Path) -> dict[tuple[str, str], Record]:
    """Return the records of a file by their languages."""
    rows: list[Mapping[str, Any]] = json.loads(lzma.decompress(path.read_bytes()))
    records = [Record(**row) for row in rows]
    return {(record.source, record.target): record for record in records}


def _digest(method: str, texts: Sequence[str], rest: Sequence[object]) -> str:
    told = json.dumps([method, list(texts), list(rest)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _plain(answer: object) -> object:
    """Return an answer as JSON has it."""
    if isinstance(answer, list):
        return [[hypothesis.text, hypothesis.score] for hypothesis in answer]
    return answer
