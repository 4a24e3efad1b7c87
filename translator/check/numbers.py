"""Numbers: every figure of the source must stand in the target, in that language's own writing.

1.000,50 in German is 1,000.50 in English. A figure may be written out (12 → twelve), scaled
(3 Mio. → 3,000,000), told by another clock (18 Uhr → 6 p.m.) or in Roman numerals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from translator.article import Finding, Severity, Translation
from translator.check.addresses import without_addresses
from translator.check.dates import numeric_days, without_numeric_days
from translator.check.number_words import knows_words, number_words, scale_pattern
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary

_SPACES = " \u00a0\u202f\u2009"
_FIGURE = re.compile(
    rf"(?<![0-9])(?<!km)(?<!m)(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,:'’][0-9]+)*)"
)
_ROMAN = re.compile(r"(?<![\w.])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_SCORE = re.compile(r"(?<![0-9.,])[0-9]{1,3}\s?[-–]\s?[0-9]{1,3}(?![0-9.,]*[0-9])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLOCK = re.compile(r"\s*(?:Uhr|h\b)")
_HUNDRED = re.compile(r"\s*hundred\b")
_SMALL = 20  # up to here a figure may be a word in a language whose words are not known here


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written, and every value, as a canonical text, that it may stand for.

    ``unscaled`` are its values without the scale behind it.
    """

    text: str
    values: frozenset[str]
    unscaled: frozenset[str] = frozenset()


def numbers_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find figures of the source that the target does not have, and figures from nowhere."""
    del glossary
    langs = source_lang(translation), target_lang(translation)
    for placed in placed_segments(translation):
        source, target = placed.segment.source, placed.segment.target
        missing = missing_figures(source, target, *langs)
        added = added_figures(source, target, *langs)
        if missing:
            message = _message(missing, added, target)
            yield placed.finding("numbers", message, Severity.ERROR)
        elif added:
            yield placed.finding("numbers", f"not in the source: {quoted(added)}")


def _message(missing: list[str], added: list[str], target: str) -> str:
    """Say what is gone, what came instead, and what only kept the source's commas and points."""
    gone = [text for text in missing if text not in target]
    as_before = [text for text in missing if text in target]
    parts = [
        (gone, "not in the translation"),
        (added, "instead"),
        (as_before, "written as in the source language"),
    ]
    return "; ".join(f"{label}: {quoted(texts)}" for texts, label in parts if texts)


def added_figures(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the figures of ``target`` that ``source`` has neither as a figure nor as a word."""
    if not knows_words(lang):
        return []
    known = values_in(source, lang) | _words_inside(source.lower(), lang)
    for figure in figures(source, lang):
        known |= figure.values
    for day in numeric_days(source):
        known |= {str(day.day), str(day.month), str(day.year)}
    # The wrong scale behind a figure is the other check's business: 2 Mrd. → 2 million.
    return [f.text for f in figures(target, into) if not (f.values | f.unscaled) & known]


def _words_inside(text: str, lang: str) -> set[str]:
    """Return the values of number words inside other words (dreijährig, Zwölferrat)."""
    long = {word: value for word, value in number_words(lang).items() if len(word) > 2}  # noqa: PLR2004 - shorter ones are everywhere
    return {_canonical(value) for word, value in long.items() if word in text}


def missing_figures(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the figures of ``source`` that ``target`` has in no form, in order."""
    there = values_in(target, into)
    return [
        figure.text
        for figure in figures(source, lang)
        if not figure.values & there and not (_is_small(figure) and not knows_words(into))
    ]


def _is_small(figure: Figure) -> bool:
    return figure.text.isdigit() and int(figure.text) <= _SMALL


def figures(text: str, lang: str) -> Iterator[Figure]:
    """Yield the figures in a text, with the values they have in its language."""
    text = without_numeric_days(without_addresses(text))
    for match in _FIGURE.finditer(text):
        token, end = match.group(), match.end()
        values = _values(token, lang)
        unscaled = values | {_joined(token)}
        scale = scale_pattern(lang).match(text, end)
        if scale:
            factor = Decimal(10) ** int(str(scale.lastgroup)[1:])
            values = {_canonical(Decimal(v) * factor) for v in values if ":" not in v}
            token += scale.group()
        elif _CLOCK.match(text, end) or re.fullmatch("[0-9]{1,2}:[0-9]{2}", token):
            values = values | _other_clock(token)
        yield Figure(token, frozenset(values | _century(text, match)), frozenset(unscaled))
    for match in _ROMAN.finditer(text):
        yield Figure(match.group(), frozenset({match.group(), _roman(match.group())}))


def values_in(text: str, lang: str) -> set[str]:
    """Return every value that any figure or number word in a text can stand for."""
    # Compatibility forms: the subscript of CO₂ is a figure too.
    text = unicodedata.normalize("NFKC", text)
    values: set[str] = set()
    for match in _FIGURE.finditer(text):
        own = _values(match.group(), lang) | _readings(match.group())
        values |= own | _scaled(own, text, match.end(), lang)
    values |= {_joined(match.group()) for match in _SCORE.finditer(text)}
    for match in _ROMAN.finditer(text):
        values |= {match.group(), _roman(match.group())}
    return values | _word_values(text.lower(), lang)


def _word_values(text: str, lang: str) -> set[str]:
    """Return the values of number words, compounds and scales ("twenty-one", "two million")."""
    known = number_words(lang)
    values: set[str] = set()
    for match in _WORD.finditer(text):
        parts = [match.group(), *match.group().split("-")]
        numbers = [known[part] for part in parts if part in known]
        if len(numbers) > 1 and match.group() not in known:
            numbers.append(sum(numbers, Decimal(0)))
        own = {_canonical(number) for number in numbers}
        values |= own | _scaled(own, text, match.end(), lang)
    return values


def _scaled(values: Iterable[str], text: str, end: int, lang: str) -> set[str]:
    """Return the values multiplied by the scale, or scales, behind them."""
    factor = Decimal(1)
    scale = _HUNDRED.match(text, end) if lang == "en" else None
    if scale:
        factor, end = Decimal(100), scale.end()
    found = {_canonical(Decimal(v) * factor) for v in values if ":" not in v}
    scale = scale_pattern(lang).match(text, end)
    if scale:
        factor *= Decimal(10) ** int(str(scale.lastgroup)[1:])
        found |= {_canonical(Decimal(v) * factor) for v in values if ":" not in v}
    return found


def _values(token: str, lang: str) -> set[str]:
    """Return the values of a figure under the rules of a language."""
    point = _decimal_mark(lang)
    other = "." if point == "," else ","
    if re.fullmatch(
        rf"[0-9]{{1,3}}(?:[{other}{_SPACES}'’][0-9]{{3}})+(?:{re.escape(point)}[0-9]+)?", token
    ):
        digits = re.sub(rf"[{other}{_SPACES}'’]", "", token)
        return {_canonical(Decimal(digits.replace(point, ".")))}
    if re.fullmatch(rf"[0-9]+{re.escape(point)}[0-9]+", token):
        return {_canonical(Decimal(token.replace(point, ".")))}
    if token.isdigit():
        return {_canonical(Decimal(token))}
    return {_joined(token)}


def _readings(token: str) -> set[str]:
    """Return what else a figure can be: a time, a section or a score (18.30, 3.11, 2:1)."""
    parts = {_canonical(Decimal(part)) for part in re.split(r"\D", token) if part}
    return {_joined(token)} | (parts if ":" in token else set())


def _joined(token: str) -> str:
    """Return the parts of a figure that is no plain number, in one way of writing."""
    return ":".join(_canonical(Decimal(part)) for part in re.split(r"\D+", token) if part)


def _other_clock(token: str) -> set[str]:
    """Return the ways to tell a time of the 24-hour clock: 18.30 → 6:30, 1830."""
    hour, *rest = (int(part) for part in re.split(r"\D+", token) if part)
    minute = rest[0] if rest else 0
    hours = {hour, hour % 12, hour - 12 if hour > 12 else hour}  # noqa: PLR2004 - a clock's face
    values = {f"{h}:{minute}" for h in hours} | {str(hour * 100 + minute)}
    return values | ({str(h) for h in hours} if minute == 0 else set())


def _century(text: str, match: re.Match[str]) -> set[str]:
    """Return the full year of 2019/20 and the two writings of 1990er and 90er."""
    token = match.group()
    before = re.search(
        r"(?<![0-9])([0-9]{2})[0-9]{2}\s?[/–-]\s?$", text[max(0, match.start() - 8) : match.start()]
    )
    if before and re.fullmatch(r"[0-9]{2}", token):
        return {before.group(1) + token}
    if text.startswith("er", match.end()):
        return {token[-2:], f"19{token}"} if len(token) in (2, 4) else set()
    return set()


@lru_cache
def _decimal_mark(lang: str) -> str:
    """Return the decimal mark of a language (CLDR); a comma where it is not known."""
    from babel import UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return ","


def _canonical(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _roman(numeral: str) -> str:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))
