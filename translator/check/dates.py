"""Dates: days, months and weekdays of the source must stand in the target, in any writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary

_NUMERIC = re.compile(
    r"(?<![\d.])(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?(?P<year>\d{4}|\d{2})?(?!\d|\.\d)"
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)")
_MONTHS, _DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month as written; ``year`` is 0 where none stands beside it."""

    text: str
    day: int
    month: int
    year: int = 0


def dates_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find dates, months and weekdays of the source that do not come out in the target."""
    del glossary
    langs = source_lang(translation), target_lang(translation)
    for placed in placed_segments(translation):
        source, target = placed.segment.source, placed.segment.target
        dates = missing_dates(source, target, *langs)
        names = missing_names_of_time(source, target, *langs)
        if dates:
            message = f"date not in the translation: {quoted(dates)}"
            yield placed.finding("dates", message, Severity.ERROR)
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
    there = {(day, month) for day, month in _pairs(target, into)}
    months = {month for _, month in there} | _named_months(target, into).keys()
    missing = [d.text for d in numeric_days(source) if not _stands(d, target, there, months)]
    return missing + [d.text for d in named_days(source, lang) if d.month not in months]


def _stands(day: Day, target: str, there: set[tuple[int, int]], months: set[int]) -> bool:
    if day.year >= 1000 and str(day.year) not in target:  # noqa: PLR2004 - four digits
        return False
    if (day.day, day.month) in there:
        return True
    return day.month in months and bool(re.search(rf"(?<!\d)0?{day.day}(?!\d)", target))


def numeric_days(text: str) -> Iterator[Day]:
    """Yield dates in figures: 06.11.2024, 6.11., 2024-11-06."""
    for match in sorted([*_NUMERIC.finditer(text), *_ISO.finditer(text)], key=re.Match.start):
        day, month = int(match["day"]), int(match["month"])
        if 0 < day <= _DAYS and 0 < month <= _MONTHS:
            yield Day(match.group().strip(), day, month, int(match["year"] or 0))


def named_days(text: str, lang: str) -> Iterator[Day]:
    """Yield dates with the name of the month: 6. November 2024, 1. Jan."""
    names = month_names(lang)
    for match in _named(lang).finditer(text):
        word = match["month"].lower()
        if word in names and 0 < int(match["day"]) <= _DAYS:
            yield Day(match.group(), int(match["day"]), names[word], int(match["year"] or 0))


def without_numeric_days(text: str) -> str:
    """Return a text with its dates in figures blanked out."""
    for day in numeric_days(text):
        text = text.replace(day.text, " ", 1)
    return text


@lru_cache
def _named(lang: str) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, month_names(lang)), key=len, reverse=True))
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})\.?(?:\s+de)?\s+(?P<month>{months})(?!\w)\.?"
        r"(?:\s+(?:de\s+)?(?P<year>\d{4}))?",
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
    """Yield (day, month) of every date in figures; of 6/11 both readings."""
    for day in numeric_days(text):
        yield day.day, day.month
    for first, second in re.findall(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})(?!\d)", text):
        one, two = int(first), int(second)
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
    return names
