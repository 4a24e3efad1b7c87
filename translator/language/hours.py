"""Times of day in a target: each in figures in the writing of its language, as the source means it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from translator.language import writing
from translator.language.data import language
from translator.language.ranges import DASH
from translator.language.said import Edit, Said, ends
from translator.language.times import DAY, HALF_DAY, Time, hands, times


def hours(said: Said, text: str) -> Iterator[Edit]:
    """Write times of day in figures in one way, with the hour that the source means."""
    if not said.minutes:
        return
    found = [
        (time, minute)
        for time in times(text, said.into)
        if time.text[0].isdigit() and (minute := _minute(time, said)) is not None
    ]
    first = list(_first_hours(said, text, [time for time, _ in found]))
    bare = [*first, *_bare_hours(said, text, [*(time for time, _ in found), *first])]
    found += [(t, minute) for t in bare if (minute := _minute(t, said)) is not None]
    often = Counter(minute for _, minute in found)
    for time, minute in found:
        if often[minute] > said.minutes[minute]:
            continue  # one of them is something else, such as a number of hours
        if language(said.into).times.halves and not (_half(time, said) or minute in said.surely):
            continue  # 8 Uhr may be in the evening
        yield time.span, _ended(writing.time(minute, said.into), time, said, text)


def _ended(written: str, time: Time, said: Said, text: str) -> str:
    """Keep the full stop that an abbreviation shares with its sentence, and no second one."""
    if written.endswith("."):
        return written[:-1] if text.startswith(".", time.span[1]) else written
    sentence = re.search(r"\.\W*$", said.text) and not re.search(r"[\w.!?]", text[time.span[1] :])
    return f"{written}." if time.text.endswith(".") and sentence else written


def _minute(time: Time, said: Said) -> int | None:
    """Return the minute of the day that is meant, if the source has it and leaves no doubt of it."""
    minutes = set(time.minutes) or hands(time, said.into)  # 23 a.m.
    meant = {minute for minute in minutes if minute in said.minutes}
    if not meant and not _half(time, said):
        # A time without a half of the day is that of the source which has its hands.
        turned = {(minute + HALF_DAY) % DAY for minute in minutes}
        meant = {minute for minute in turned if minute in said.minutes}
    return meant.pop() if len(meant) == 1 else None


def _half(time: Time, said: Said) -> bool:
    """Say whether the half of the day stands with a time."""
    known = language(said.into).times
    return bool(known.morning.search(time.text) or known.afternoon.search(time.text))


def _first_hours(said: Said, text: str, found: Sequence[Time]) -> Iterator[Time]:
    """Yield the first hours of spans whose second is a time: the 9 of 9 to 5 p.m."""
    until = said.style.until or "(?!)"
    before = re.compile(
        rf"(?<![\w.,:/-])(?P<hour>\d{{1,2}})(?:\s?{DASH}\s?|\s(?:{until})\s)$", re.IGNORECASE
    )
    for time in found:
        if match := before.search(text[: time.span[0]]):
            yield _hour(match)


def _bare_hours(said: Said, text: str, found: Sequence[Time]) -> Iterator[Time]:
    """Yield hours with nothing but a preposition: at 14."""
    behind = said.style.before_hour or "(?!)"
    hours = rf"(?<!\w)(?:{behind})\s(?P<hour>\d{{1,2}})(?![\w:/%€$-]|[.,]\d)"
    for match in re.finditer(hours, text, re.IGNORECASE):
        start, end = match.span("hour")
        free = all(time.span[1] <= start or end <= time.span[0] for time in found)
        if free and ends(text, end, said.into):
            yield _hour(match)


def _hour(match: re.Match[str]) -> Time:
    start = int(match["hour"]) % 24 * 60
    half = {(start + HALF_DAY) % DAY} if start <= HALF_DAY else set()
    return Time(match["hour"], match.span("hour"), frozenset({start} | half))
