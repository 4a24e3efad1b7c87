"""What a translation backend must offer, and what it may offer on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from translator.errors import EngineError


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A candidate translation and its length-normalised log-probability (at most 0)."""

    text: str
    score: float


@runtime_checkable
class Engine(Protocol):
    """Translates sentences of one language into another; the only thing every backend can do.

    ``name`` is for people, ``signature`` changes when the model or a decoding setting changes.
    """

    @property
    def source(self) -> str: ...

    @property
    def target(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def signature(self) -> str: ...

    @property
    def starter(self) -> bool: ...

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate each sentence; one target per source, in order.

        The result of a sentence does not depend on the others in the call.

        Raises:
            EngineError: the backend failed.
        """
        ...


@runtime_checkable
class SteerableEngine(Engine, Protocol):
    """An engine whose decoder can be asked for alternatives and continued from a prefix."""

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        """Return up to ``count`` hypotheses per sentence, best first."""
        ...

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Decode ``sentences[i]`` behind the target text ``prefixes[i]``; full targets come back.

        Both sequences have the same length; a sentence may stand in it with several prefixes.
        """
        ...

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return the mean log-probability per token of each target given its sentence."""
        ...


@runtime_checkable
class ScoringEngine(Engine, Protocol):
    """An engine that tells how likely it finds what it says."""

    def translate_scored(self, sentences: Sequence[str]) -> list[Hypothesis]:
        """Translate as ``translate`` does, at no more cost; the score comes along."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, those around it, and its terms: what stands in it, what shall stand for that."""

    sentence: str
    before: str = ""
    after: str = ""
    terms: tuple[tuple[str, str], ...] = ()


class AnswerError(EngineError):
    """What an engine says of one sentence is no translation; what it says of others may be."""


@runtime_checkable
class ToldEngine(Engine, Protocol):
    """An engine that can be told in words what stands around a sentence and which terms it must have.

    What it makes of a sentence hangs on its neighbours, and may differ from one time to the next.
    """

    def translate_told(self, requests: Sequence[Told]) -> list[str]:
        """Translate each sentence with what is told of it; one target per request, in order.

        Raises:
            AnswerError: of a sentence it says nothing that could be used.
            EngineError: the backend failed.
        """
        ...
