"""The border behind which backends run: what they raise, and what other people's return, is checked here."""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from translator.engines.protocol import Engine, Hypothesis
from translator.errors import EngineError, TranslatorError
from translator.settings import Decoding

if TYPE_CHECKING:
    from translator.engines.providers import Model

_NEEDED = ("name", "signature", "translate")
_STEERED = ("alternatives", "complete", "score")
_MEND = "mend the package that brings it, or uninstall it"
_TIMES, _ROOM = 20, 200  # as long as its source a translation may be, and characters more
_MOST = 300  # characters of what somebody else's code says of its fault, or of a name


def guarded(model: Model, decoding: Decoding) -> Engine:
    """Return the engine of a model that somebody else offers, behind the border.

    It is steered if it has the three methods that steering takes: its languages are the model's.

    Raises:
        EngineError: it cannot be made, or it is no engine.
    """
    with outside(model.name):
        engine = model.load(decoding)
        missing = [name for name in _NEEDED if not hasattr(engine, name)]
        steered = all(callable(getattr(engine, name, None)) for name in _STEERED)
        told = () if missing else (engine.name, engine.signature)
    if missing:
        raise EngineError(
            f"{model.name}: what its provider gives is no engine, it lacks {', '.join(missing)}",
            hint=_MEND,
        )
    for what, text in zip(_NEEDED, told, strict=False):
        if fault := fault_of_word(text):
            raise EngineError(f"{model.name}: its {what} {fault}", hint=_MEND)
    return (SteerableGuard if steered else Guard)(model, engine, *map(str, told))


class Guard:
    """An engine of another package; its languages and whether it is a starter are its model's."""

    def __init__(self, model: Model, engine: Any, name: str, signature: str) -> None:
        self.source = model.source
        self.target = model.target
        self.starter = model.starter
        self.name = name
        self.signature = f"{model.provider} {signature}"
        self._engine = engine

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate each sentence; see ``Engine``."""
        found = self._answers("translate", "texts", sentences)
        return [self._text(text, sentence) for text, sentence in zip(found, sentences, strict=True)]

    def _answers(self, method: str, what: str, sentences: Sequence[str], *more: Any) -> list[Any]:
        """Return what a method gives, one for each sentence."""
        with outside(self.name):
            given = getattr(self._engine, method)(list(sentences), *more)
            no_list = given is None or isinstance(given, str | bytes)
            found = [] if no_list else [*islice(given, len(sentences) + 1)]
        if no_list:
            raise self._wrong(f"{method} gave {_kind(given)} in place of {what}")
        if len(found) != len(sentences):
            many = "more" if len(found) > len(sentences) else len(found)
            raise self._wrong(f"gave {many} {what} for {len(sentences)} sentences")
        return found

    def _text(self, text: object, sentence: str) -> str:
        """Return the text of a sentence, if it can be one."""
        if not isinstance(text, str):
            raise self._wrong(f"gave {_kind(text)} in place of a text")
        text = str.__str__(text).strip("\r\n")  # of a class of theirs, too
        if fault := fault_of_text(text, sentence):
            raise self._wrong(fault)
        return text

    def _number(self, number: object) -> float:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise self._wrong(f"gave {_kind(number)} in place of a score")
        if not math.isfinite(number):
            raise self._wrong(f"gave {number} in place of a score")
        return float(number)

    def _wrong(self, what: str) -> EngineError:
        return EngineError(f"{self.name}: {what}", hint=_MEND)


class SteerableGuard(Guard):
    """A guarded engine that can also be asked for alternatives and continued from a prefix."""

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        """Return hypotheses; see ``SteerableEngine``."""
        found = self._answers("alternatives", "lists of hypotheses", sentences, count)
        return [
            [*self._hypotheses(some, sentence)][:count]
            for some, sentence in zip(found, sentences, strict=True)
        ]

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Decode behind prefixes; see ``SteerableEngine``."""
        found = self._answers("complete", "texts", sentences, list(prefixes))
        return [self._text(text, sentence) for text, sentence in zip(found, sentences, strict=True)]

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return log-probabilities; see ``SteerableEngine``."""
        found = self._answers("score", "scores", sentences, list(targets))
        return [self._number(number) for number in found]

    def _hypotheses(self, some: object, sentence: str) -> Iterator[Hypothesis]:
        """Yield the hypotheses of a sentence, of which there is at least one."""
        if not isinstance(some, list | tuple):
            raise self._wrong(f"alternatives gave {_kind(some)} in place of a list of hypotheses")
        if not some:
            raise self._wrong("alternatives gave no hypothesis for a sentence")
        for one in some:
            if not isinstance(one, Hypothesis):
                raise self._wrong(f"alternatives gave {_kind(one)} in place of a Hypothesis")
            yield Hypothesis(self._text(one.text, sentence), self._number(one.score))


def fault_of_text(text: str, sentence: str) -> str:
    """Say why a text cannot be the translation of a sentence; ``""`` if it can."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "gave half a character, which no file can hold"
    if len(text.splitlines()) > max(1, len(sentence.splitlines())):
        return "put a line break into a sentence"
    if len(text) > _TIMES * len(sentence) + _ROOM:
        return f"gave {len(text)} characters for a sentence of {len(sentence)}"
    return ""


def fault_of_word(text: object) -> str:
    """Say why something cannot be shown to people as a name is; ``""`` if it can."""
    if not isinstance(text, str):
        return f"is {_kind(text)} and no text"
    if not text.isprintable():
        return "has characters that cannot be shown"
    return "" if 0 < len(text) <= _MOST else f"has {len(text)} characters"


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"


@contextmanager
def border(
    name: str, hint: str = "see what the package that brings this engine says of it"
) -> Iterator[None]:
    """Turn whatever a backend raises into an EngineError that names it.

    Only what ends the program because a person wants it to passes: a call of ``sys.exit`` in a
    library and a panic in Rust are faults of an engine like any other.
    """
    try:
        yield
    except (TranslatorError, KeyboardInterrupt, GeneratorExit):
        raise
    except ImportError as error:
        raise EngineError(f"{name}: a library is missing: {reason(error)}", hint=hint) from error
    except BaseException as error:
        raise EngineError(f"{name}: {reason(error)}", hint=hint) from error


@contextmanager
def outside(name: str) -> Iterator[None]:
    """Stand around code of another package: border, and what it prints goes to stderr."""
    with _ASIDE, border(name):
        try:
            yield
        except TranslatorError as error:  # ours, raised by them
            said = error.message.removeprefix(f"{name}: ")
            raise EngineError(f"{name}: {said}", hint=error.hint or _MEND) from error


def reason(error: BaseException) -> str:
    """Return the first line of what an error says; somebody else's may raise while it says it."""
    kind = type(error).__name__
    try:
        said = next(filter(None, map(str.strip, str(error).splitlines())), "")[:_MOST]
    except Exception:  # noqa: BLE001 - somebody else's code may raise anything
        said = ""
    if not isinstance(error, Exception):  # says a number or nothing, as a rule
        return f"{kind} {said}".rstrip()
    return said or kind


class _Aside:
    """Sends to stderr what is printed while code of others runs: stdout is for what we make.

    Articles are translated in several threads, so it is put back when the last has left.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._stdout: Any = None

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._stdout, sys.stdout = sys.stdout, sys.stderr
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                sys.stdout = self._stdout


_ASIDE = _Aside()
