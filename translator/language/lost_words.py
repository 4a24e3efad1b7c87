"""Numbers in words that a translation lacks.

The check reports by these, and the ladder asks again by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from translator.language.converted import factors, same_measure
from translator.language.data import language
from translator.language.number_words import knows_words, scale_pattern, spoken
from translator.language.numbers import figures, places_of_values, values_in, words_inside
from translator.language.times import times

_BEGINS = '.!?:…„“»«"(–—'  # a sentence begins behind these, and every word there has a capital
_SPACES = 8  # between sentences, at most


@dataclass(frozen=True, slots=True)
class InWords:
    """A number in words, what it may stand for, and whether it can hardly mean anything else."""

    text: str
    value: Decimal
    values: set[str]
    sure: bool


def exchanged_words(
    source: str, target: str, lang: str, into: str
) -> tuple[list[InWords], list[InWords]]:
    """Return the numbers in words that a target lacks, and those that it has from nowhere.

    Where a time of day stands on either side, neither is told: three quarters to eight are 7:45.
    """
    ours = in_words(source, lang)
    if not ours or times(source, lang) or times(target, into):
        return [], []
    theirs = in_words(target, into)
    said, known = values_in(target, into), values_in(source, lang) | words_inside(source, lang)
    return (
        [number for number in ours if not number.values & said],
        [number for number in theirs if not number.values & known],
    )


def surely_lost(lost: Sequence[InWords], target: str, into: str) -> list[InWords]:
    """Return those of the lost numbers that can mean nothing else and are not there in feet or in German.

    Of 459 human translations of sentences with such numbers (planted, newstest2020, FLORES dev and
    its Portuguese) none is said to lack one that it has.
    """
    left = set(map(str.casefold, re.findall(r"\w+", target)))  # German left over has its own check
    if not left or not knows_words(into):
        return []
    return [
        number
        for number in lost
        if number.sure
        and number.text.casefold() not in left
        and not _is_converted(number, target, into)
    ]


def in_words(text: str, lang: str) -> list[InWords]:
    """Return the numbers that a text has in words, from two on.

    A noun may be something else (in Acht nehmen, die Elf), a scale alone is no number (Millionen).
    """
    words = language(lang).number_words
    counted = words.idioms.sub(lambda found: " " * len(found[0]), text)
    standing: dict[int, set[str]] = {}
    for (at, _), values in places_of_values(text, lang):
        standing.setdefault(at, set()).update(values)
    found = []
    for number in spoken(counted, lang):
        start, end = number.span
        word = text[start:end]
        if number.value > 1 and not number.ordinal:
            before = text[max(0, start - _SPACES) : start].rstrip()
            is_word = word[:1].islower() or before[-1:] in _BEGINS
            is_scale = scale_pattern(lang).fullmatch(word) or word in words.loose
            values = set().union(*(standing.get(at, ()) for at in range(start, end)))
            sure = number.exact or (is_word and not is_scale)
            found.append(InWords(word, number.value, values, sure))
    return found


def _is_converted(number: InWords, target: str, into: str) -> bool:
    """Say whether a metric measure stands in a target in feet or miles: sieben Kilometer, 4.3 miles."""
    return any(
        same_measure(number.values, figure.values, factors(target, figure.span[1], into))
        for figure in figures(target, into)
    )
