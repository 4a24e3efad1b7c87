"""Texts that are figures and nothing else, in table cells, list items and captions: no model needed.

3.000 becomes 3,000 in English, 60,4 % becomes 60.4%, 3.10.2025 becomes 3 October 2025. What may be
a telephone number, an ISBN, a version or an address of the Internet stays as it is, like scores and
ordinals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.language import writing
from translator.language.data import language
from translator.language.dates import month_names, numeric_days
from translator.language.times import times

_FIGURE = re.compile(
    r"(?<![\d.,:])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:,\d+)?(?!\d|[.,:]\d)"
    r"|(?<![\d.,:])\d+(?:[.,'’]\d+)*(?!\d)|(?<=\d:)\d+(?:,\d+)?(?!\d)"
)
# A zero in front, a country's code, three hyphens: these digits are no quantity.
_IDENTIFIER = re.compile(
    r"(?<![\d.,:])(?<!\d\s)0\d|\+\d{1,3}[\s/(-]{1,3}\d|\d-\d{1,7}-\d{1,7}-[\dX]|\(\d{1,9}\)\s?\d"
)
_CLOCK_ONLY = re.compile(r"(?:\d|[\s.:–-]|Uhr|bis|und|von|ab|um)+")
_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u202f]%")
_MONEY = re.compile(
    r"(?P<sign>[-−–+]?)(?<![\d.,])(?P<amount>\d[\d.,]*+)[ \u00a0\u202f](?P<unit>[€£$])(?!\d)"
)


def bare(text: str, lang: str, into: str) -> str | None:
    """Return a text of figures in the target's writing, or ``None`` if it has words to translate."""
    lang, into = lang.partition("-")[0], into.partition("-")[0]
    if not any(char.isdigit() for char in text):
        return None
    if not any(char.isalpha() for char in text):
        return _figures(text, lang, into)
    if (
        lang == "de"
        and language(into).times.around
        and _CLOCK_ONLY.fullmatch(text)
        and "Uhr" in text
    ):
        return _hours(text, into)
    return None


def _figures(text: str, lang: str, into: str) -> str:
    """Write dates and numbers as the target does."""
    dated = lang == "de" and bool(month_names(into))
    days = [day for day in numeric_days(text, lang) if "-" not in day.text] if dated else []
    if any(day.year for day in days):
        text = _replaced(text, ((day.span, writing.day(day, into)) for day in days))
    if _IDENTIFIER.search(text):
        return text
    text = _FIGURE.sub(lambda match: writing.respelled(match.group(), lang, into), text)
    if into == "en":
        text = _PERCENT.sub("%", text)
        text = _MONEY.sub(r"\g<sign>\g<unit>\g<amount>", text)
    return text


def _hours(text: str, into: str) -> str:
    """Write opening hours and the like: 9–17 Uhr, von 14.30 bis 16 Uhr."""
    ours, theirs = language("de").times.around, language(into).times
    written = ((time.span, writing.time(min(time.minutes), into)) for time in times(text, "de"))
    text = _replaced(text, written)
    words = {word: theirs.around[meaning] for meaning, word in ours.items()}
    text = re.sub(r"[a-zäöü]{2,3}", lambda word: words.get(word.group(), word.group()), text)
    for old, new in theirs.contracted:
        text = text.replace(old, new)
    return text


def _replaced(text: str, edits: Iterator[tuple[tuple[int, int], str]]) -> str:
    pieces, done = [], 0
    for (start, end), written in edits:
        pieces += [text[done:start], written]
        done = end
    return "".join(pieces) + text[done:]
