"""Times of day in a target: one way of writing them, in the half of the day the source means.

17.30 a.m. is no time, 8.00pm is not 8.00 Uhr. A half of the day is corrected or taken away here,
and never put where the model wrote none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from translator.language import writing
from translator.language.data import language
from translator.language.times import DAY, HALF_DAY, Time, times

Edit = tuple[tuple[int, int], str]

_NOON = 12  # hour


def corrections(source: str, target: str, lang: str, into: str) -> list[Edit]:
    """Return how to write the times of ``target`` that are those of ``source``; right ones stay."""
    wanted = times(source, lang)
    if not wanted:
        return []
    known = language(into).times
    slips = known.slips.finditer(target)
    return list(_halved(slips, target, wanted) if known.halves else _plain(slips, wanted, into))


def _plain(slips: Iterable[re.Match[str]], wanted: tuple[Time, ...], into: str) -> Iterator[Edit]:
    """Write times of a language that counts the hours to 24."""
    for match in slips:
        if _meant(match, wanted):
            yield match.span(), writing.time(_minute(match), into)


def _halved(
    slips: Iterable[re.Match[str]], target: str, wanted: tuple[Time, ...]
) -> Iterator[Edit]:
    """Write times of a language that has halves of the day, where one stands with them."""
    left = list(wanted)
    for match in slips:
        # From 9 Uhr morgens to 9 Uhr abends: each time stands for one of its own.
        meant = _meant(match, tuple(left)) or _meant(match, wanted)
        if meant in left:
            left.remove(meant)
        if meant is None or not (match["half"] or match["mark"]):
            continue
        written = _ended(_written(match, meant), match.group(), target[match.end() :])
        if written != match.group():
            yield match.span(), written


def _ended(written: str, before: str, rest: str) -> str:
    """Keep the full stop that an abbreviation shares with its sentence, and no second one."""
    if before.endswith(".") and not written.endswith(".") and not re.search(r"\w", rest[:3]):
        return f"{written}."
    return written[:-1] if written.endswith(".") and rest.startswith(".") else written


def _meant(match: re.Match[str], wanted: tuple[Time, ...]) -> Time | None:
    """Return the time of the source that has the hands of the clock where the match has them."""
    minute = _minute(match)
    alike = [t for t in wanted if any((m - minute) % HALF_DAY == 0 for m in t.minutes)]
    exact = [t for t in alike if minute % DAY in t.minutes]
    return next(iter(exact or alike), None)


def _minute(match: re.Match[str]) -> int:
    return int(match["hour"]) * 60 + int(match["minute"] or 0)


def _written(match: re.Match[str], meant: Time) -> str:
    """Write a time with a colon; its half of the day, if one stands with it, as the source has it."""
    hour, minute = int(match["hour"]), match["minute"]
    digits = match["hour"] + (f":{minute}" if minute else "")
    if not match["half"]:
        return digits
    if hour > _NOON or hour == 0:
        return digits if minute else f"{digits}:00"
    afternoon = {value >= HALF_DAY for value in meant.minutes}
    if len(afternoon) > 1 and not meant.digits:
        return digits  # half past seven: the source does not say of which half
    stated = match["letter"].lower() == "p"
    half = match["half"]
    if stated in afternoon:
        return digits + (half if "m" in half.lower() else f" {match['letter'].lower()}.m.")
    return f"{digits} {'a' if stated else 'p'}.m."
