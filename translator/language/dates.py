"""Days, months and weekdays: how they are found in a text, and how a language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from translator.language.data import language

# A year of two digits stands right behind: "am 3.10. 20 Boote" has none.
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.(?:\s?(?P<year>\d{4})|(?P<short>\d\d))?(?!\d|\.\d)"
)
_OPENED = re.compile(r"[–-]\s?$|\($")
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


def numeric_days(text: str, lang: str) -> Iterator[Day]:
    """Yield dates in figures: 06.11.2024, 6.11., 2024-11-06."""
    for match in sorted([*_NUMERIC.finditer(text), *_ISO.finditer(text)], key=re.Match.start):
        day, month = int(match["day"]), int(match["month"])
        if 0 < day <= _DAYS and 0 < month <= _MONTHS:
            year = match["year"] or match.groupdict().get("short") or "0"
            if len(year) < 3 and not _is_day(text, *match.span(), lang):  # noqa: PLR2004 - 26 for 2026
                continue
            yield Day(match.group(), day, month, int(year), match.span())


def _is_day(text: str, start: int, end: int, lang: str) -> bool:
    """Tell a day without a full year from a chapter or a version by what stands beside it.

    That is a word of time, a bracket, or the other day of a span.
    """
    known, before = language(lang).dates, text[max(0, start - _REACH) : start]
    return bool(
        _OPENED.search(before) or known.before.search(before) or known.behind.match(text, end)
    )


def named_days(text: str, lang: str) -> Iterator[Day]:
    """Yield dates with the name of the month: 6. November 2024, 1. Jan."""
    names = month_names(lang)
    for match in _named(lang).finditer(text):
        word = match["month"].lower()
        if word in names and 0 < int(match["day"]) <= _DAYS:
            day, year = int(match["day"]), int(match["year"] or 0)
            yield Day(match.group(), day, names[word], year, match.span())


def without_numeric_days(text: str, lang: str) -> str:
    """Return a text with its dates in figures blanked out, everything else in its place."""
    pieces, done = [], 0
    for start, end in (day.span for day in numeric_days(text, lang)):
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


def months_in(text: str, lang: str) -> dict[int, str]:
    """Return the months a text names, whole or abbreviated, with the words."""
    names = month_names(lang)
    words = re.findall(r"[^\W\d_]+", text)
    return {names[word.lower()]: word for word in words if _names_month(word, lang)}


def _names_month(word: str, lang: str) -> bool:
    """Tell whether a word is a month; "mar" and "may" without a capital are other words."""
    known = len(word) > 3 or word[0].isupper() or word in language(lang).dates.months  # noqa: PLR2004 - see above
    return known and word.lower() in month_names(lang)


def weekdays_in(text: str, lang: str) -> dict[int, str]:
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
    return {**names, **language(lang).dates.weekdays}


def days_in_figures(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield (day, month) of every date in figures; of 6/11 both readings where both are in use.

    3.10.2025 and 3.10 are no dates where they read as decimals.
    """
    known = language(lang).dates
    for match in _ISO.finditer(text):
        yield int(match["day"]), int(match["month"])
    for match in _TARGET.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        if match["mark"] == "." and not known.points:
            continue
        if two <= _MONTHS:
            yield one, two
        if one <= _MONTHS and known.month_first:
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
    return {**names, **language(lang).dates.months}


@lru_cache
def month_name(month: int, lang: str) -> str:
    """Return the name of a month (1 to 12) as it stands in a date of a language (CLDR).

    Raises:
        UnknownLocaleError: CLDR does not know the language.
    """
    from babel import Locale

    return str(Locale.parse(lang, sep="-").months["format"]["wide"][month])
