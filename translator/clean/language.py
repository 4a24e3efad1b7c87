"""The language of an article, told from its body only and always the same way."""

from __future__ import annotations

from threading import Lock

_LOADING = Lock()  # langdetect loads its profiles at first use, unsafely across threads
_SHORTEST = 60  # letters; below, langdetect guesses
_ENOUGH = 1_500  # characters; more of the same text changes nothing and costs time
_SURE = 0.80


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, or an empty string if unsure.

    Uses langdetect with a fixed seed, so the same text always gives the same answer.
    """
    sample = text[:_ENOUGH]
    if sum(char.isalpha() for char in sample) < _SHORTEST:
        return ""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        with _LOADING:
            best = detect_langs(sample)[0]
    except LangDetectException:
        return ""
    return str(best.lang) if best.prob >= _SURE else ""
