"""The language of a text, told by langdetect and always the same way."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

_LOADING = Lock()  # langdetect loads its profiles at first use, unsafely across threads
_TRIALS = 1  # rounds of langdetect; with its seed fixed more change nothing


def detected(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the likeliest language and its probability; ``""`` for none.

    Uses a fixed seed, so the same text always gives the same answer.
    """
    from langdetect import LangDetectException

    try:
        with _LOADING:
            detector = _factory().create()
            detector.n_trial = _TRIALS
            detector.append(text)
            best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return "", 0.0
    return str(best.lang), float(best.prob)


@cache
def _factory() -> Any:
    """Return a langdetect factory with its language profiles, read once."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory
