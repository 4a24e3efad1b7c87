"""Figures of a sentence that its translation lacks, and figures in it that come from nowhere.

The check reports by these, and the ladder mends by them, so that what is mended is what would be
reported.
"""

from __future__ import annotations

from translator.language.dates import numeric_days
from translator.language.number_words import knows_words
from translator.language.numbers import (
    Figure,
    decades,
    figures,
    negatives_in,
    values_in,
    words_inside,
)
from translator.language.times import times

_SMALL = 20  # up to here a figure may be a word in a language whose words are not known here


def lost_figures(source: str, target: str, lang: str, into: str) -> list[Figure]:
    """Return the figures of ``source`` that ``target`` has in no form, in order; a lost sign counts."""
    wanted = list(figures(source, lang))
    if not wanted:
        return []
    there, below = values_in(target, into), None
    lost = []
    for figure in wanted:
        if _is_small(figure) and not knows_words(into):
            continue
        if figure.negative and below is None:
            below = negatives_in(target, into)
        if not figure.values & (below or set() if figure.negative else there):
            lost.append(figure)
    return [figure for figure in lost if not _is_told(figure, source, target, lang, into)]


def _is_told(figure: Figure, source: str, target: str, lang: str, into: str) -> bool:
    """Say whether a figure is the hour of a time that the target has: 6 Uhr abends as 18:00."""
    start, end = figure.span
    ours = [time for time in times(source, lang) if time.span[0] <= start and end <= time.span[1]]
    said = {minute for time in times(target, into) for minute in time.minutes} if ours else set()
    return any(time.minutes & said for time in ours)


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
