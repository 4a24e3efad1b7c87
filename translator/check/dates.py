"""Dates and times: days, months, weekdays and times of day must stand in the target, in any writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.check.times import missing_times
from translator.glossary.concept import Glossary

# A year of two digits stands right behind: "am 3.10. 20 Boote" has none.
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.(?:\s?(?P<year>\d{4})|(?P<short>\d\d))?(?!\d|\.\d)"
)
# Without a year of four digits it may be a chapter or a version: a word of time stands before a day,
# or it is half of a span.
_BEFORE_DAY = re.compile(
    r"(?<!\w)(?:ab|am|bis|dem|den|der|des|seit|und|vom|zum|\w{4,8}(?:tag|woch)s?,?(?:\sden)?"
    r"|(?:Mo|Di|Mi|Do|Fr|Sa|So)\.,?)\s$|[–-]\s?$|\($",
    re.IGNORECASE,
)
_BEHIND_DAY = re.compile(r"\s?(?:[–-]|bis)\s?(?:zum\s)?\d{1,2}\.\s?\d{1,2}\.")
_REACH = 20  # characters
# How targets write a day in figures: with one mark throughout, and no other number behind.
_TARGET = re.compile(
    r"(?<![\d.,/-])(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P<year>(?P=mark)(?:\d{4}|\d\d))?"
    r"(?![/-]?\d|[.,]\d)"
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)")
_MONTHS, _DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month as written, at ``span`` (half-open).

    ``year`` is 0 where none stands beside it, and has two digits where only two are written.
    """

    text: str
    day: int
    month: int
    year: int = 0
    span: tuple[int, int] = (0, 0)


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
    months = _named_months(target, into).keys() | {month for _, month in _pairs(target, into)}
    weekdays = _weekdays(target, into).keys()
    missing = {m: w for m, w in _named_months(source, lang).items() if m not in months}
    missing |= {-d: w for d, w in _weekdays(source, lang).items() if d not in weekdays}
    # A newspaper may keep its name: Bild am Sonntag.
    return [word for word in missing.values() if word not in target]


def missing_dates(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the dates of ``source`` that ``target`` does not have, in order.

    A day written in words is left to the number check: only its month is looked for here.
    """
    days, named = list(numeric_days(source)), list(named_days(source, lang))
    if not days and not named:
        return []
    there = set(_pairs(target, into))
    months = {month for _, month in there} | _named_months(target, into).keys()
    numbers = {number.lstrip("0") for number in re.findall(r"\d+", target)}
    missing = [d.text for d in days if not _stands(d, numbers, there, months)]
    return missing + [d.text for d in named if d.month not in months]


def _stands(day: Day, numbers: set[str], there: set[tuple[int, int]], months: set[int]) -> bool:
    if day.year >= 1000 and str(day.year) not in numbers:  # noqa: PLR2004 - four digits
        return False
    if (day.day, day.month) in there:
        return True
    return day.month in months and str(day.day) in numbers


def numeric_days(text: str) -> Iterator[Day]:
    """Yield dates in figures: 06.11.2024, 6.11., 2024-11-06."""
    for match in sorted([*_NUMERIC.finditer(text), *_ISO.finditer(text)], key=re.Match.start):
        day, month = int(match["day"]), int(match["month"])
        if 0 < day <= _DAYS and 0 < month <= _MONTHS:
            year = match["year"] or match.groupdict().get("short") or "0"
            if len(year) < 3 and not _is_day(text, *match.span()):  # noqa: PLR2004 - 26 for 2026
                continue
            yield Day(match.group(), day, month, int(year), match.span())


def _is_day(text: str, start: int, end: int) -> bool:
    before = _BEFORE_DAY.search(text[max(0, start - _REACH) : start])
    return bool(before or _BEHIND_DAY.match(text, end))


def named_days(text: str, lang: str) -> Iterator[Day]:
    """Yield dates with the name of the month: 6. November 2024, 1. Jan."""
    names = month_names(lang)
    for match in _named(lang).finditer(text):
        word = match["month"].lower()
        if word in names and 0 < int(match["day"]) <= _DAYS:
            day, year = int(match["day"]), int(match["year"] or 0)
            yield Day(match.group(), day, names[word], year, match.span())


def without_numeric_days(text: str) -> str:
    """Return a text with its dates in figures blanked out, everything else in its place."""
    pieces, done = [], 0
    for start, end in (day.span for day in numeric_days(text)):
        pieces += [text[done:start], "_" * (end - start)]
        done = end
    return "".join(pieces) + text[done:]


@lru_cache
def _named(lang: str) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, month_names(lang)), key=len, reverse=True))
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})\.?(?:\s{{1,3}}de)?\s{{1,3}}(?P<month>{months})(?!\w)\.?"
        r"(?:\s{1,3}(?:de\s{1,3})?(?P<year>\d{4}))?",
        re.IGNORECASE,
    )


def _named_months(text: str, lang: str) -> dict[int, str]:
    """Return the months a text names, whole or abbreviated, with the words."""
    names = month_names(lang)
    words = re.findall(r"[^\W\d_]+", text)
    return {names[word.lower()]: word for word in words if _names_month(word, names)}


def _names_month(word: str, names: dict[str, int]) -> bool:
    """Tell whether a word is a month; "mar" and "may" without a capital are other words."""
    return word.lower() in names and (len(word) > 3 or word[0].isupper())  # noqa: PLR2004 - see above


def _weekdays(text: str, lang: str) -> dict[int, str]:
    """Return the weekdays (1 to 7) a text names, also in compounds, with the words."""
    found = {}
    for word in re.findall(r"[^\W\d_]+", text):
        for name, number in weekday_names(lang).items():
            if word.lower().startswith(name):
                found[number] = word
    return found


@lru_cache
def weekday_names(lang: str) -> dict[str, int]:
    """Return the lower-case beginnings of the weekdays in a language (CLDR)."""
    from babel import Locale, UnknownLocaleError

    try:
        days = Locale.parse(lang, sep="-").days
    except (UnknownLocaleError, ValueError):
        return {}
    # Behind the hyphen of segunda-feira stands the same for every day.
    names = {
        name.lower().partition("-")[0]: number + 1
        for form in ("format", "stand-alone")
        for number, name in days[form]["wide"].items()
    }
    return names | ({"sonnabend": names["samstag"]} if lang == "de" else {})


def _pairs(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield (day, month) of every date in figures; of 6/11 both readings in English.

    3.10.2025 and 3.10 are no dates in English, where they read as decimals.
    """
    for match in _ISO.finditer(text):
        yield int(match["day"]), int(match["month"])
    for match in _TARGET.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        if lang == "en" and match["mark"] == ".":
            continue
        if two <= _MONTHS:
            yield one, two
        if one <= _MONTHS and lang == "en":
            yield two, one


@lru_cache
def month_names(lang: str) -> dict[str, int]:
    """Return lower-case names and abbreviations of the months in a language (CLDR)."""
    from babel import Locale, UnknownLocaleError

    try:
        months = Locale.parse(lang, sep="-").months
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[form][width].items():
                names[name.lower().strip(".")] = number
    if lang == "de":
        names |= {"jänner": 1, "feber": 2, "mär": 3, "sept": 9}
    if lang == "en":
        names["sept"] = 9
    if lang == "es":
        names["setiembre"] = 9
    return names


@lru_cache
def month_name(month: int, lang: str) -> str:
    """Return the name of a month (1 to 12) as it stands in a date of a language (CLDR).

    Raises:
        UnknownLocaleError: CLDR does not know the language.
    """
    from babel import Locale

    return str(Locale.parse(lang, sep="-").months["format"]["wide"][month])
