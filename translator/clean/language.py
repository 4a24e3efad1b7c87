"""The language of an article, told from its body only and always the same way."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

_LOADING = Lock()  # langdetect loads its profiles at first use, unsafely across threads
_SHORTEST = 60  # letters; below, langdetect guesses
_SLICE = 120  # characters taken from the start, the middle and the end; more costs time only
_TRIALS = 1  # rounds of langdetect; with its seed fixed more change nothing
_SURE = 0.80  # probability of langdetect


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, or an empty string if unsure.

    Uses langdetect with a fixed seed, so the same text always gives the same answer.
    """
    sample = _sample(text)
    if sum(char.isalpha() for char in sample) < _SHORTEST:
        return ""
    from langdetect import LangDetectException

    try:
        with _LOADING:
            detector = _factory().create()
            detector.n_trial = _TRIALS
            detector.append(sample)
            best = detector.get_probabilities()[0]
    except LangDetectException:
        return ""
    return str(best.lang) if best.prob >= _SURE else ""


@cache
def _factory() -> Any:
    """Return a langdetect factory with its language profiles, read once."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory


def _sample(text: str) -> str:
    """Return the text, or three slices of a long one."""
    if len(text) <= 3 * _SLICE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SLICE], text[middle : middle + _SLICE], text[-_SLICE:]))
