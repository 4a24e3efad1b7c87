"""The language of an article, told from its body only and always the same way."""

from __future__ import annotations

from translator.language.detected import detected

_SHORTEST = 60  # letters; below, langdetect guesses
_SLICE = 120  # characters taken from the start, the middle and the end; more costs time only
_SURE = 0.80  # probability of langdetect


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, or an empty string if unsure."""
    sample = _sample(text)
    if sum(char.isalpha() for char in sample) < _SHORTEST:
        return ""
    lang, probability = detected(sample)
    return lang if probability >= _SURE else ""


def _sample(text: str) -> str:
    """Return the text, or three slices of a long one."""
    if len(text) <= 3 * _SLICE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SLICE], text[middle : middle + _SLICE], text[-_SLICE:]))
