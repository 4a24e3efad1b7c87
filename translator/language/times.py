"""Times of day: 17.30 Uhr is 17:30 or 5:30 p.m., never 17.30 a.m.; halb acht is half past seven.

A time is the minutes of the day it may mean. Half past seven may be in the morning or in the
evening, 17.30 Uhr may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from translator.language.data import NEVER, Times, language
from translator.language.number_words import number_words

HALF_DAY = 720  # minutes
DAY = 1440  # minutes
_NOON = 12  # hour


@dataclass(frozen=True, slots=True)
class Time:
    """A time as written at ``span`` (half-open); ``minutes`` of the day it may mean.

    ``digits`` says that it is a number of hours, ``half`` that a half of the day stands with it
    (a.m., p.m.).
    """

    text: str
    span: tuple[int, int]
    minutes: frozenset[int]
    digits: bool = True
    half: bool = False


@lru_cache(maxsize=2_048)
def times(text: str, lang: str) -> tuple[Time, ...]:
    """Find the times of day in a text; none in a language whose times are not known here."""
    known = language(lang).times
    if known.figures is None:
        return ()
    late = bool(known.late.search(text))
    found = [*_in_digits(text, known, known.figures, late=late), *_in_words(text, lang)]
    if known.part:
        found = [_in_its_part(time, text, lang) for time in found]
    apart: list[Time] = []
    for time in sorted(found, key=lambda time: (time.span[0], -time.span[1])):
        if not apart or time.span[0] >= apart[-1].span[1]:  # fünf nach halb vier is one time
            apart.append(time)
    return tuple(apart)


def knows_times(lang: str) -> bool:
    """Tell whether the times of day of a language are known here."""
    return language(lang).times.figures is not None


_REACH = 45  # characters before a time in which the part of the day that belongs to it stands


def _in_its_part(time: Time, text: str, lang: str) -> Time:
    """Take the part of the day that stands right beside a time at its word: 6 Uhr abends."""
    start, end = time.span
    behind, before = _beside(lang)
    beside = behind.match(text, end) or before.search(text[max(0, start - _REACH) : start])
    if beside is None:
        return time
    said = beside["part"].lower()
    first, last = next(span for part, span in language(lang).times.parts.items() if part in said)
    hours = {hour % 24 for hour in range(first, last)}
    either = {m + half for m in time.minutes if m <= HALF_DAY + 59 for half in (0, HALF_DAY)}
    fitting = frozenset(m % DAY for m in either if m % DAY // 60 in hours)
    return replace(time, minutes=fitting) if fitting else time


@lru_cache
def _beside(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a part of the day behind a time, and before one."""
    known = language(lang).times
    part = known.part.replace("{parts}", "|".join(known.parts))
    behind, before = (p.replace("{part}", part) for p in (known.part_behind, known.part_before))
    return re.compile(behind), re.compile(before)


def _in_digits(text: str, known: Times, figures: re.Pattern[str], *, late: bool) -> Iterator[Time]:
    for match in figures.finditer(text):
        half = match.groupdict().get("half") or ""
        behind = match.groupdict().get("behind") or ""
        if not (known.bare_hours or match["minute"] or half):
            continue
        hour, minute = int(match["hour"]), int(match["minute"] or behind or 0)
        start = (hour * 60 + minute) % DAY
        if known.afternoon.search(half):
            minutes = {hour % _NOON * 60 + minute + HALF_DAY}
            if known.night.search(half) and hour == _NOON:
                minutes = {minute}
        elif known.morning.search(half):
            # 17.30 a.m. is no time at all.
            minutes = {hour % _NOON * 60 + minute} if hour <= _NOON else set()
        elif hour <= _NOON and (late or not known.day_long):
            minutes = {start, (start + HALF_DAY) % DAY}
        else:
            minutes = {start}
        yield Time(match.group(), match.span(), frozenset(minutes), half=bool(half.strip()))


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@lru_cache
def _tellings(lang: str) -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """Return the patterns of times in words, what to add to the hour, and the minutes' sign.

    "half" counts towards the hour that is named in German, from it in English.
    """
    known = language(lang).times
    return tuple(
        (re.compile(_filled(pattern, known), re.IGNORECASE), shift, sign)
        for pattern, shift, sign in known.tellings
    )


@lru_cache
def _full_hour(lang: str) -> re.Pattern[str]:
    known = language(lang).times
    return re.compile(_filled(known.full_hour, known)) if known.full_hour else NEVER


def _filled(pattern: str, known: Times) -> str:
    hours = _either(known.hours)
    hour = rf"(?P<hour>{hours}|1[0-2]|[1-9])(?!\w|[.,:]\d)"
    pattern = pattern.replace("{hour}", hour).replace("{hours}", hours)
    return pattern.replace("{minutes}", _either(known.minutes))


def _in_words(text: str, lang: str) -> Iterator[Time]:
    for pattern, shift, sign in _tellings(lang):
        for match in pattern.finditer(text):
            minute = _value(match["minute"], lang) if sign else 0
            start = (_value(match["hour"], lang) * 60 + shift + sign * minute) % DAY
            minutes = frozenset({start, (start + HALF_DAY) % DAY})
            yield Time(match.group(), match.span(), minutes, digits=False)
    # As with 12 Uhr, "six in the morning" will do: only the half of the day is looked at.
    for match in _full_hour(lang).finditer(text):
        start = _value(match["hour"], lang) % 24 * 60
        either = {start, (start + HALF_DAY) % DAY} if start <= HALF_DAY else {start}
        yield Time(match.group(), match.span(), frozenset(either))
    for name, minutes_of_day in language(lang).times.named.items():
        for match in re.finditer(rf"(?<!\w){name}(?!\w)", text, re.IGNORECASE):
            yield Time(match.group(), match.span(), frozenset({minutes_of_day}), digits=False)


def _value(word: str, lang: str) -> int:
    word = word.lower()
    if word.isdecimal():
        return int(word)
    return language(lang).times.values.get(word) or int(number_words(lang)[word])


def hands(time: Time, lang: str) -> set[int]:
    """Return the minutes of a time whose half of the day makes no sense: 17.30 a.m."""
    figures = language(lang).times.figures
    match = figures.match(time.text) if figures else None
    return {int(match["hour"]) * 60 + int(match["minute"] or 0)} if match else set()
