"""The border behind which backends run: what they raise, and what other people's return, is checked here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from translator.engines.protocol import Engine, Hypothesis, SteerableEngine
from translator.errors import EngineError, TranslatorError
from translator.settings import Decoding

if TYPE_CHECKING:
    from translator.engines.providers import Model

_NEEDED = ("name", "signature", "translate")


def guarded(model: Model, decoding: Decoding) -> Engine:
    """Return the engine of a model that somebody else offers, behind the border.

    Raises:
        EngineError: it cannot be made, or it is no engine.
    """
    with border(model.name):
        engine = model.load(decoding)
    missing = [name for name in _NEEDED if not hasattr(engine, name)]
    if missing:
        raise EngineError(
            f"{model.name}: what its provider gives is no engine, it lacks {', '.join(missing)}",
            hint="mend the package that brings it",
        )
    steerable = isinstance(engine, SteerableEngine)
    return SteerableGuard(model, engine) if steerable else Guard(model, engine)


class Guard:
    """An engine of another package; its languages and whether it is a starter are its model's."""

    def __init__(self, model: Model, engine: Any) -> None:
        self.source = model.source
        self.target = model.target
        self.starter = model.starter
        self.name = str(engine.name)
        self.signature = f"{model.provider} {engine.signature}"
        self._engine = engine

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate each sentence; see ``Engine``."""
        with border(self.name):
            found = list(self._engine.translate(list(sentences)))
        if len(found) != len(sentences) or not all(isinstance(text, str) for text in found):
            raise EngineError(
                f"{self.name}: gave {len(found)} texts for {len(sentences)} sentences",
                hint="mend the package that brings it",
            )
        return found


class SteerableGuard(Guard):
    """A guarded engine that can also be asked for alternatives and continued from a prefix."""

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        """Return hypotheses; see ``SteerableEngine``."""
        with border(self.name):
            return [list(some) for some in self._engine.alternatives(list(sentences), count)]

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Decode behind prefixes; see ``SteerableEngine``."""
        with border(self.name):
            return list(self._engine.complete(list(sentences), list(prefixes)))

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return log-probabilities; see ``SteerableEngine``."""
        with border(self.name):
            return list(self._engine.score(list(sentences), list(targets)))


@contextmanager
def border(
    name: str, hint: str = "see what the package that brings this engine says of it"
) -> Iterator[None]:
    """Turn whatever a backend raises into an EngineError that names it."""
    try:
        yield
    except TranslatorError:
        raise
    except ImportError as error:
        raise EngineError(f"{name}: a library is missing: {error}", hint=hint) from error
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise EngineError(f"{name}: {reason}", hint=hint) from error
