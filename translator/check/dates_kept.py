"""Dates and times: days, months, weekdays and times of day must stand in the target, in any writing.

A full hour in the source may stand in the target as a bare number (from 9 to 5): its number is left
to the number check, and only a wrong half of the day is found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.dates import (
    Day,
    days_in_figures,
    months_in,
    named_days,
    numeric_days,
    weekdays_in,
)
from translator.language.times import DAY, HALF_DAY, Time, hands, knows_times, times


def dates_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find dates, months and weekdays of the source that do not come out in the target."""
    del glossary
    langs = source_lang(translation), target_lang(translation)
    for placed in placed_segments(translation):
        source, target = placed.segment.source, placed.segment.target
        dates = missing_dates(source, target, *langs)
        times = missing_times(source, target, *langs)
        names = missing_names_of_time(source, target, *langs)
        parts = [
            (dates, f"date not in the translation: {quoted(dates)}"),
            (times, f"time not in the translation: {quoted(times)}"),
        ]
        told = [message for found, message in parts if found]
        if told:
            yield placed.finding("dates", "; ".join(told), Severity.ERROR)
        elif names:
            yield placed.finding("dates", f"not in the translation: {quoted(names)}")


def missing_names_of_time(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the names of months and weekdays in ``source`` that ``target`` has not."""
    months = months_in(target, into).keys() | {month for _, month in days_in_figures(target, into)}
    weekdays = weekdays_in(target, into).keys()
    missing = {m: w for m, w in months_in(source, lang).items() if m not in months}
    missing |= {-d: w for d, w in weekdays_in(source, lang).items() if d not in weekdays}
    # A newspaper may keep its name: Bild am Sonntag.
    return [word for word in missing.values() if word not in target]


def missing_dates(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the dates of ``source`` that ``target`` does not have, in order.

    A day written in words is left to the number check: only its month is looked for here.
    """
    days, named = list(numeric_days(source, lang)), list(named_days(source, lang))
    if not days and not named:
        return []
    there = set(days_in_figures(target, into))
    months = {month for _, month in there} | months_in(target, into).keys()
    numbers = {number.lstrip("0") for number in re.findall(r"\d+", target)}
    missing = [d.text for d in days if not _stands(d, numbers, there, months)]
    return missing + [d.text for d in named if d.month not in months]


def _stands(day: Day, numbers: set[str], there: set[tuple[int, int]], months: set[int]) -> bool:
    if day.year >= 1000 and str(day.year) not in numbers:  # noqa: PLR2004 - four digits
        return False
    if (day.day, day.month) in there:
        return True
    return day.month in months and str(day.day) in numbers


def missing_times(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the times of ``source`` that ``target`` gets wrong, in order.

    In words or in figures with minutes a time must be there; a full hour in figures must only not
    stand in the wrong half of the day.
    """
    wanted = times(source, lang)
    if not wanted or not knows_times(into):
        return []
    there = times(target, into)
    said = {minute for time in there for minute in time.minutes}
    # "8.00 Uhr" as 8 p.m.: the hour is right, and the half of the day named with it wrong.
    false = {
        minute
        for time in there
        if time.half and not time.minutes & _all(wanted)
        for minute in (time.minutes or hands(time, into))
    }
    return [
        time.text
        for time in wanted
        if not time.minutes & said
        and (not time.digits or _half_turned(time.minutes) & false or time.minutes & false)
    ]


def _all(wanted: tuple[Time, ...]) -> set[int]:
    return {minute for time in wanted for minute in time.minutes}


def _half_turned(minutes: frozenset[int]) -> set[int]:
    return {(minute + HALF_DAY) % DAY for minute in minutes}
