"""Texts that are facts and nothing else, in table cells, list items and captions: no model needed.

3.000 becomes 3,000 in English, 60,4 % becomes 60.4%, 3.10.2025 and 3. Oktober 2025 become 3 October
2025, 12 Mio. Euro 12 million euros. What may be a telephone number, an ISBN, a version or an address
of the Internet stays as it is, like scores and ordinals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from translator.language import writing
from translator.language.data import language
from translator.language.dates import month_names, named_days, numeric_days
from translator.language.number_words import scale_pattern
from translator.language.numbers import number_value
from translator.language.style import styled
from translator.language.times import times
from translator.language.units import measured, unit, unit_pattern

Edit = tuple[tuple[int, int], str]

_FIGURE = re.compile(
    r"(?<![\d.,:])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:,\d+)?(?!\d|[.,:]\d)"
    r"|(?<![\d.,:])\d+(?:[.,'’]\d+)*(?!\d)|(?<=\d:)\d+(?:,\d+)?(?!\d)"
)
# A zero in front, a country's code, three hyphens: these digits are no quantity.
_IDENTIFIER = re.compile(
    r"(?<![\d.,:])(?<!\d\s)0\d|\+\d{1,3}[\s/(-]{1,3}\d|\d-\d{1,7}-\d{1,7}-[\dX]|\(\d{1,9}\)\s?\d"
)
_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u202f]?%")
_MONEY = re.compile(
    r"(?P<sign>[-−–+]?)(?<![\d.,])(?P<amount>\d[\d.,]*+)[ \u00a0\u202f](?P<unit>[€£$])(?!\d)"
)
_LONGEST = 200  # characters; what is longer is a text


def facts(text: str, lang: str, into: str) -> str | None:
    """Return a text of facts in the target's writing, or ``None`` if it has words to translate."""
    lang, into = lang.partition("-")[0], into.partition("-")[0]
    if not any(char.isdigit() for char in text):
        return None
    written = _written(text, lang, into)
    return written and styled(text, written, lang, into, alone=True).text


def _written(text: str, lang: str, into: str) -> str | None:
    """Write the facts, but for the signs between and before them."""
    if not any(char.isalpha() for char in text):
        return _figures(text, lang, into)
    known = language(lang).times
    clock_only = known.clock and known.around and _hours_only(lang).fullmatch(text)
    if clock_only and language(into).times.around and re.search(known.clock, text):
        return _hours(text, lang, into)
    return _named(text, lang, into) if len(text) <= _LONGEST else None


def _figures(text: str, lang: str, into: str) -> str:
    """Write dates and numbers as the target does."""
    dated = language(lang).dates.points and bool(month_names(into))
    days = [day for day in numeric_days(text, lang) if "-" not in day.text] if dated else []
    if any(day.year for day in days):
        text = _replaced(text, ((day.span, writing.day(day, into)) for day in days))
    if _IDENTIFIER.search(text):
        return text
    text = _FIGURE.sub(lambda match: writing.respelled(match.group(), lang, into), text)
    known = language(into).numbers
    if known.percentage:
        text = _PERCENT.sub(known.percentage, text)
    if known.money:
        text = _MONEY.sub(lambda match: known.money.format(**match.groupdict()), text)
    return text


def _hours(text: str, lang: str, into: str) -> str | None:
    """Write opening hours and the like: 9–17 Uhr, von 14.30 bis 16 Uhr."""
    ours, theirs = language(lang).times.around, language(into).times
    found = times(text, lang)
    if re.search(r"\d", _replaced(text, ((time.span, "") for time in found))):
        return None
    written = ((time.span, writing.time(min(time.minutes), into)) for time in found)
    text = _replaced(text, written)
    words = {word: theirs.around[meaning] for meaning, word in ours.items()}
    text = re.sub(r"[^\W\d_]{2,3}", lambda word: words.get(word.group(), word.group()), text)
    for old, new in theirs.contracted:
        text = text.replace(old, new)
    return text


@lru_cache
def _hours_only(lang: str) -> re.Pattern[str]:
    known = language(lang).times
    return re.compile(rf"(?:\d|[\s.:–-]|{known.clock}|{'|'.join(known.around.values())})+")


def _named(text: str, lang: str, into: str) -> str | None:
    """Write days with a month's name, and numbers with a scale, a unit or a currency behind them."""
    if not month_names(into) or _IDENTIFIER.search(text):
        return None
    edits: list[Edit] = [(day.span, writing.day(day, into)) for day in named_days(text, lang)]
    for edit in _measures(text, lang, into):
        if not any(start < edit[0][1] and edit[0][0] < end for (start, end), _ in edits):
            edits.append(edit)
    edits.sort()
    if any(map(str.isalpha, _replaced(text, ((span, "") for span, _ in edits)))):
        return None
    return _replaced(text, edits)


def _measures(text: str, lang: str, into: str) -> Iterator[Edit]:
    """Yield how numbers are written with what stands behind them, as far as there are names for it."""
    for match in _FIGURE.finditer(text):
        number, end = writing.respelled(match.group(), lang, into), match.end()
        value = number_value(match.group(), lang)
        scale = scale_pattern(lang).match(text, end)
        if value is not None and scale:
            power = int(str(scale.lastgroup)[1:])
            name = writing.scale_name(power, into, value)
            end = scale.end() + text.startswith(".", scale.end())
            number, value = f"{number} {name}" if name else "", value * 10**power
        behind = unit_pattern(lang).match(text, end)
        if value is not None and behind and number:
            number, end = measured(number, value, unit(behind["unit"], lang), into), behind.end()
        if number:
            yield (match.start(), end), number


def _replaced(text: str, edits: Iterable[Edit]) -> str:
    pieces, done = [], 0
    for (start, end), written in edits:
        pieces += [text[done:start], written]
        done = end
    return "".join(pieces) + text[done:]
