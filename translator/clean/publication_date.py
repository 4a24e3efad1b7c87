"""Dates as German and English pages write them, in ISO 8601."""

from __future__ import annotations

import re
from datetime import date, time

from translator.language.dates import month_names

_MONTHS = {**month_names("en"), **month_names("de")}
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_TIME = (
    r"(?:\D{1,12}?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:\s*(?P<half>[ap]\.?m\.?))?)?"
)
_PATTERNS = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
        r"(?<![\d/])(?P<year>(?:19|20)\d\d)/(?P<month>\d\d)/(?P<day>\d\d)(?![\d/])",
        # 28/04/2023, but not 04/05/2023: which of them is the month depends on the country.
        r"(?<![\d/])(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d\d)/(?P<year>(?:19|20)\d\d)(?![\d/])",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d|\d\d(?!\d))",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.?(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\b\.?,?\s+(?P<year>(?:19|20)\d\d)",
        rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)",
    )
)
_REST_OF_DATE = re.compile(rf"(?:{_MONTH})\b|\d{{1,2}}\.\s?(?:19|20)?\d\d\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")  # no date is without one, most lines are
_NOON = 12  # hour
_CENTURY = 100  # years
_TWO_DIGIT_YEARS_FROM = 70  # 70-99 are 1970-1999
_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)


def iso(text: str) -> str:
    """Return ``text``, a machine-readable date or one for people, as ISO 8601, or ``""``."""
    found = _ISO.match(text.strip())
    if not found:
        return find(text)
    try:
        day = date.fromisoformat(found["date"]).isoformat()
        clock = time.fromisoformat(found["time"]).isoformat() if found["time"] else ""
    except ValueError:
        return ""
    zone = (found["zone"] or "").replace("Z", "+00:00")
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{clock}{zone}" if clock else day


def find(text: str) -> str:
    """Return the first date in running text as ISO 8601 with the time beside it, or ``""``."""
    if not _DIGIT.search(text):
        return ""
    matches = [found for pattern in _PATTERNS if (found := pattern.search(text))]
    for found in sorted(matches, key=lambda match: match.start()):
        value = _to_iso(found)
        if value:
            return value
    return ""


def find_all(text: str) -> set[str]:
    """Return the days that a text names, as ISO 8601 without the time."""
    matches = (found for pattern in _PATTERNS for found in pattern.finditer(text))
    return {value[:10] for found in matches if (value := _to_iso(found))}


def is_rest_of_date(text: str) -> bool:
    """Say whether ``text`` goes on as a date does behind its day: ``Oktober``, ``10. 1990``."""
    return bool(_REST_OF_DATE.match(text))


def strip_dates(text: str) -> str:
    """Return ``text`` without its dates and the times beside them."""
    if not _DIGIT.search(text):
        return text
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return text


def _to_iso(found: re.Match[str]) -> str:
    year = int(found["year"])
    if year < _CENTURY:
        year += 1900 if year >= _TWO_DIGIT_YEARS_FROM else 2000
    name = found["month"].casefold()
    month = int(name) if name.isdigit() else _MONTHS[name]
    try:
        day = date(year, month, int(found["day"])).isoformat()
    except ValueError:
        return ""
    if not found["hour"]:
        return day
    hour = int(found["hour"])
    half = (found["half"] or "").replace(".", "").lower()
    if half == "pm" and hour < _NOON:
        hour += _NOON
    elif half == "am" and hour == _NOON:
        hour = 0
    return f"{day}T{hour:02d}:{found['minute']}:00"
