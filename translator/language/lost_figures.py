"""Figures of a sentence that its translation lacks, and figures in it that come from nowhere.

The check reports by these, and the ladder mends by them, so that what is mended is what would be
reported.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from translator.language.dates import numeric_days
from translator.language.number_words import knows_words
from translator.language.numbers import (
    Figure,
    decades,
    figures,
    negatives_in,
    places_of_values,
    values_in,
    words_inside,
)
from translator.language.times import times

_MOST = 200  # figures of a sentence; what has more is a table
_SMALL = 20  # up to here a figure may be a word in a language whose words are not known here


def lost_figures(source: str, target: str, lang: str, into: str) -> list[Figure]:
    """Return the figures of ``source`` that ``target`` has in no form, in order; a lost sign counts."""
    wanted = list(figures(source, lang))
    if not wanted:
        return []
    there, below = values_in(target, into), None
    lost: set[int] = set()
    for number, figure in enumerate(wanted):
        if _is_small(figure) and not knows_words(into):
            continue
        if figure.negative and below is None:
            below = negatives_in(target, into)
        if not figure.values & (below or set() if figure.negative else there):
            lost.add(number)
    if len(wanted) <= _MOST:
        lost.update(_repeated(wanted, target, into))
    told = _told_hours(source, target, lang, into) if lost else []
    return [wanted[number] for number in sorted(lost) if not _inside(wanted[number].span, told)]


def _repeated(wanted: Sequence[Figure], target: str, into: str) -> Iterator[int]:
    """Yield which figures lack a place of their own, of those that stand in a source more than once.

    Where one of several is gone, the order of all figures tells which.
    """
    counted = Counter(figure.values for figure in wanted if figure.text[0].isdigit())
    often = {values: count for values, count in counted.items() if count > 1}
    if not often:
        return
    places = sorted(places_of_values(target, into), key=lambda place: place[0])
    keys = [next((v for v in often if v & values), frozenset(values)) for _, values in places]
    ours = [figure.values for figure in wanted]
    blocks = SequenceMatcher(None, ours, keys[:_MOST], autojunk=False).get_matching_blocks()
    found = {number for block in blocks for number in range(block.a, block.a + block.size)}
    for values, count in often.items():
        there = _apart(span for span, said in places if said & values)
        same = [number for number in range(len(ours)) if ours[number] == values]
        if there and (knows_words(into) or not _is_small(wanted[same[0]])):
            likely = sorted(same, key=lambda number: (number in found, -number))
            yield from likely[: max(0, count - there)]


def _apart(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many places there are, those that overlap counted once."""
    count = end = 0
    for start, stop in sorted(spans):
        if start >= end:
            count, end = count + 1, stop
    return count


def _told_hours(source: str, target: str, lang: str, into: str) -> list[tuple[int, int]]:
    """Return the places of times that the target has, if by another clock: 6 Uhr abends as 18:00."""
    ours = times(source, lang)
    said = {minute for time in times(target, into) for minute in time.minutes} if ours else set()
    return [time.span for time in ours if time.minutes & said]


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """Say whether a span lies in one of others, which are in order."""
    number = bisect_right(others, span[0], key=lambda other: other[0]) - 1
    return number >= 0 and span[1] <= others[number][1]


def _is_small(figure: Figure) -> bool:
    text = figure.text
    return text.isdecimal() and len(text) <= len(str(_SMALL)) and int(text) <= _SMALL


def surplus_figures(source: str, target: str, lang: str, into: str) -> list[Figure]:
    """Return figures of ``target`` that ``source`` has neither as a figure nor as a word.

    A sign from nowhere counts.
    """
    if not knows_words(lang):
        return []
    known = values_in(source, lang) | words_inside(source, lang) | decades(source, lang)
    below = negatives_in(source, lang)
    for figure in figures(source, lang):
        known |= figure.values
    for day in numeric_days(source, lang):
        known |= {str(day.day), str(day.month), str(day.year)}
    for time in times(source, lang):
        known |= {f"{m // 60}:{m % 60}" for m in time.minutes} | {
            str(m // 60) for m in time.minutes
        }
    # The wrong scale behind a figure is the other check's business: 2 Mrd. → 2 million.
    return [
        figure
        for figure in figures(target, into)
        if not (figure.values | figure.unscaled) & known
        or (figure.negative and not figure.values & below and figure.text[0].isdigit())
    ]
