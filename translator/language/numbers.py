"""Numbers in figures: what values they may have, and how a language writes them.

1.000,50 in German is 1,000.50 in English. A figure may be written out (12 → twelve), scaled
(3 Mio. → 3,000,000), told by another clock (18 Uhr → 6 p.m.) or in Roman numerals; but where it is
below zero in the source it must be so in the target. German numbers in one word (anderthalb,
dreihundertfünfzig) count like figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from translator.language.addresses import without_addresses
from translator.language.data import NEVER, language
from translator.language.dates import without_numeric_days
from translator.language.number_words import Spoken, number_words, scale_pattern, spoken

_SPACES = " \u00a0\u202f\u2009"
_FIGURE = re.compile(
    rf"(?<![0-9])(?<!km)(?<!m)(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?"
    rf"|[0-9]{{1,2}}[{_SPACES}]?h[{_SPACES}]?[0-9]{{2}}(?![0-9])"
    r"|[0-9]+(?:[.,:'’][0-9]+)*)"
)
_ROMAN = re.compile(r"(?<![\w.])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_SCORE = re.compile(r"(?<![0-9.,])[0-9]{1,3}\s?[-–]\s?[0-9]{1,3}(?![0-9.,]*[0-9])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SIGN_REACH, _DEFICIT_REACH = 12, 60  # characters
_LONGEST = 40  # characters of a figure; what is longer is an identifier and has no value


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written, and every value, as a canonical text, that it may stand for.

    ``unscaled`` are its values without the scale behind it; ``span``, half-open, is where it
    stands, without the sign of one that is ``negative``.
    """

    text: str
    values: frozenset[str]
    unscaled: frozenset[str] = frozenset()
    span: tuple[int, int] = (0, 0)
    negative: bool = False

    @property
    def signed(self) -> str:
        """Return the figure as written, with its sign."""
        return f"-{self.text}" if self.negative else self.text


def figures(text: str, lang: str) -> Iterator[Figure]:
    """Yield the figures in a text, with the values they have in its language."""
    text = without_numeric_days(without_addresses(text), lang)
    for match in _FIGURE.finditer(text):
        token, end = match.group(), match.end()
        values = _values(token, lang)
        unscaled = values | ({_joined(token)} if _well_formed(token, lang) else set())
        scale = scale_pattern(lang).match(text, end)
        if scale:
            factor = Decimal(10) ** int(str(scale.lastgroup)[1:])
            values = {_canonical(Decimal(v) * factor) for v in values if _is_value(v)}
            token += scale.group()
        elif language(lang).times.hour.match(text, end) or re.fullmatch(
            "[0-9]{1,2}:[0-9]{2}", token
        ):
            values = values | _other_clock(token, lang)
        span = match.start(), match.start() + len(token)
        yield Figure(
            token,
            frozenset(values | _century(text, match, lang)),
            frozenset(unscaled),
            span,
            _is_negative(text, *span, lang),
        )
    for match in _ROMAN.finditer(text):
        values = {match.group(), _roman(match.group())}
        yield Figure(match.group(), frozenset(values), span=match.span())
    yield from _written_out(text, lang)


def _written_out(text: str, lang: str) -> Iterator[Figure]:
    """Yield numbers in words that count like figures: exact ones, and any behind "minus"."""
    for number in spoken(text, lang):
        negative = bool(
            _signs(lang).word.search(text[max(0, number.span[0] - _SIGN_REACH) : number.span[0]])
        )
        if not (number.exact or negative) or number.ordinal:
            continue
        values, end = _spoken_values(number, text, lang), number.span[1]
        scale = scale_pattern(lang).match(text, end)
        end = scale.end() if scale else end
        written = text[number.span[0] : end]
        yield Figure(written, frozenset(values), frozenset(values), (number.span[0], end), negative)


def _spoken_values(number: Spoken, text: str, lang: str) -> set[str]:
    """Return the values of a number in words, with the scale behind it or without."""
    own = {_canonical(number.value)}
    return own | _scaled(own, text, number.span[1], lang)


def _is_negative(text: str, start: int, end: int, lang: str) -> bool:
    """Say whether a figure has a sign before it: -5, minus 5."""
    before = text[max(0, start - _SIGN_REACH) : start]
    return bool(_signs(lang).sign.search(before)) and not text.startswith("-", end)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What says that a number is below zero: a sign, a word, words behind it, a noun before it."""

    sign: re.Pattern[str]
    word: re.Pattern[str]
    below: re.Pattern[str]
    deficit: re.Pattern[str]


@lru_cache
def _signs(lang: str) -> _Signs:
    known = language(lang).numbers
    minus, below, deficit = (
        f"(?:{some or '(?!)'})" for some in (known.minus, known.below, known.deficit)
    )
    return _Signs(
        # A sign stands right before its number, behind neither a word nor another number: B-5, 5 -10.
        re.compile(
            rf"(?:(?<![^\s(\[{{\"„“”«»'’=:/])(?<!\d\s)[-−–]|(?<![^\W\d_]){minus}\s)(?:[€$£]\s?)?$",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<!\w){minus}\s$", re.IGNORECASE),
        re.compile(rf"[^.;!?\d]{{0,30}}?(?<!\w){below}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){deficit}(?:\s\w{{1,12}}){{0,4}}\s[€$£]?$", re.IGNORECASE),
    )


def words_inside(text: str, lang: str) -> set[str]:
    """Return the values of number words inside other words (dreijährig, Zwölferrat)."""
    text = text.lower()
    long = {word: value for word, value in number_words(lang).items() if len(word) > 2}  # noqa: PLR2004 - shorter ones are everywhere
    return {_canonical(value) for word, value in long.items() if word in text}


def decades(text: str, lang: str) -> set[str]:
    """Return the first years of decades named in words: die sechziger Jahre."""
    words = number_words(lang)
    named = (words.get(m[1].lower()) for m in language(lang).number_words.decades.finditer(text))
    return {f"19{decade}" for decade in named if decade}


def negatives_in(text: str, lang: str) -> set[str]:
    """Return every value that stands below zero in a text, as a figure or in words."""
    plain = unicodedata.normalize("NFKC", text)
    places = [(m.span(), _values(m.group(), lang)) for m in _FIGURE.finditer(plain)]
    places += [(n.span, {_canonical(n.value)}) for n in spoken(plain, lang)]
    known = number_words(lang)
    places += [
        (m.span(), {_canonical(known[m.group().lower()])})
        for m in _WORD.finditer(plain)
        if m.group().lower() in known
    ]
    found: set[str] = set()
    for (start, end), values in places:
        if (
            _is_negative(plain, start, start, lang)
            or _signs(lang).below.match(plain, end)
            or _signs(lang).deficit.search(plain[max(0, start - _DEFICIT_REACH) : start])
        ):
            found |= values | _scaled(values, plain, end, lang)
    return found


def values_in(text: str, lang: str) -> set[str]:
    """Return every value that any figure or number word in a text can stand for."""
    return {value for _, values in places_of_values(text, lang) for value in values}


def places_of_values(text: str, lang: str) -> Iterator[tuple[tuple[int, int], set[str]]]:
    """Yield where a figure or number word stands, and what it can stand for; places may overlap."""
    # Compatibility forms: the subscript of CO₂ is a figure too.
    text = unicodedata.normalize("NFKC", text)
    for match in _FIGURE.finditer(text):
        own = _values(match.group(), lang) | _readings(match.group(), lang)
        yield match.span(), own | _scaled(own, text, match.end(), lang)
    for number in spoken(text, lang):
        yield number.span, _spoken_values(number, text, lang)
    for match in _SCORE.finditer(text):
        yield match.span(), {_joined(match.group())}
    for match in _ROMAN.finditer(text):
        yield match.span(), {match.group(), _roman(match.group())}
    yield from _words_with_values(text, lang)


def _words_with_values(text: str, lang: str) -> Iterator[tuple[tuple[int, int], set[str]]]:
    """Yield number words, compounds and scales ("twenty-one", "two million")."""
    known = number_words(lang)
    for match in _WORD.finditer(text):
        word = match.group().lower()
        parts = [word, *word.split("-")]
        numbers = [known[part] for part in parts if part in known]
        if len(numbers) > 1 and word not in known:
            numbers.append(sum(numbers, Decimal(0)))
        if numbers:
            own = {_canonical(number) for number in numbers}
            yield match.span(), own | _scaled(own, text, match.end(), lang)


def _scaled(values: Iterable[str], text: str, end: int, lang: str) -> set[str]:
    """Return the values multiplied by the scale, or scales, behind them."""
    factor = Decimal(1)
    hundred = _hundred(lang).match(text, end)
    if hundred:
        factor, end = Decimal(100), hundred.end()
    found = {_canonical(Decimal(v) * factor) for v in values if _is_value(v)}
    scale = scale_pattern(lang).match(text, end)
    if scale:
        factor *= Decimal(10) ** int(str(scale.lastgroup)[1:])
        found |= {_canonical(Decimal(v) * factor) for v in values if _is_value(v)}
    return found


@lru_cache
def _hundred(lang: str) -> re.Pattern[str]:
    words = language(lang).number_words.hundred
    return re.compile(rf"\s*(?:{'|'.join(words)})\b") if words else NEVER


def _values(token: str, lang: str) -> set[str]:
    """Return the values of a figure under the rules of a language.

    One that is no number there (13,45 in English) stands for nothing but itself.
    """
    if len(token) > _LONGEST:
        return {f"{token}:"}
    point = marks(lang)[1]
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
    return {_joined(token) if _well_formed(token, lang) else f"{token}:"}


def number_value(token: str, lang: str) -> Decimal | None:
    """Return the one value of a figure that is a plain number in its language."""
    value = next(iter(_values(token, lang)))
    return Decimal(value) if _is_value(value) else None


def _well_formed(token: str, lang: str) -> bool:
    """Say whether a language may join digits so: a comma and a point together only in numbers."""
    if re.search(r":0[0-9]{2}", token):  # no minutes and no score: 12:000
        return False
    joints = set(re.findall(r"\D", token))
    if "h" in joints:  # 14 h 30
        joints -= set(_SPACES)
    return joints <= {":", ".", "'", "’", "h"} or (marks(lang)[1] == "," and "." not in joints)


def _is_value(text: str) -> bool:
    """Say whether a reading is a number, not a clock time, a score or an identifier."""
    return ":" not in text


def _readings(token: str, lang: str) -> set[str]:
    """Return what else a figure can be: a time, a section or a score (18.30, 3.11, 2:1)."""
    if len(token) > _LONGEST or not _well_formed(token, lang):
        return set()
    parts = {_canonical(Decimal(part)) for part in re.split(r"\D", token) if part}
    return {_joined(token)} | (parts if ":" in token else set())


def _joined(token: str) -> str:
    """Return the parts of a figure that is no plain number, in one way of writing."""
    if len(token) > _LONGEST:
        return f"{token}:"
    return ":".join(_canonical(Decimal(part)) for part in re.split(r"\D+", token) if part)


def _other_clock(token: str, lang: str) -> set[str]:
    """Return the ways to tell a time of the other clock: 18.30 → 6:30, 1830, and 6:30 → 18:30.

    Hours may be those of the day only (German).
    """
    hour, *rest = (int(part[:_LONGEST]) for part in re.split(r"\D+", token) if part)
    minute = rest[0] if rest else 0
    hours = {hour, hour % 12, hour - 12 if hour > 12 else hour}  # noqa: PLR2004 - a clock's face
    hours |= {hour + 12} if not language(lang).times.day_long and hour < 12 else set()  # noqa: PLR2004 - see above
    values = {f"{h}:{minute}" for h in hours} | {str(hour * 100 + minute)}
    return values | ({str(h) for h in hours} if minute == 0 else set())


def _century(text: str, match: re.Match[str], lang: str) -> set[str]:
    """Return the full year of 2019/20 and the two writings of 1990er and 90er."""
    token = match.group()
    before = re.search(
        r"(?<![0-9])([0-9]{2})[0-9]{2}\s?[/–-]\s?$", text[max(0, match.start() - 8) : match.start()]
    )
    if before and re.fullmatch(r"[0-9]{2}", token):
        return {before.group(1) + token}
    decade = language(lang).numbers.decade
    if decade and text.startswith(decade, match.end()):
        return {token[-2:], f"19{token}"} if len(token) in (2, 4) else set()
    return set()


@lru_cache
def marks(lang: str) -> tuple[str, str]:
    """Return the marks for thousands and for decimals (CLDR); those of German where not known."""
    from babel import UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        locale = lang.replace("-", "_")
        return get_group_symbol(locale), get_decimal_symbol(locale)
    except (UnknownLocaleError, ValueError):
        return ".", ","


def _canonical(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _roman(numeral: str) -> str:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))
