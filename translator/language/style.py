"""Facts of a running text in one style, as its language writes them: 5 - 10%, 17.30, 3.5 Mio.

A model writes the same kind of fact in several ways; in one article there should be one. Which it is
stands in the language's file (``[style]``, ``[numbers]``, ``[times]``) and in CLDR. Only what surely is
the fact of the source is written anew: a time of day that it has, a range of its numbers, a number
below zero. What is in style stays, byte for byte, and so does what is ``closed``: terms, quotations,
addresses, code. But for times of day, an edit leaves every digit where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translator.language import writing
from translator.language.data import NEVER, Style, language
from translator.language.hours import hours
from translator.language.number_words import scale_pattern
from translator.language.numbers import figures, number_value
from translator.language.ranges import DASH, NUMBER, joints, plain
from translator.language.said import Edit, Said, Span, ends
from translator.language.units import Unit, measured

_LONGEST = 3_000  # characters; what is longer is no sentence
_BLANK = "[ \u00a0\u202f]"
_SIGN = re.compile(rf"{DASH}(?=(?:[€$£]\s?)?$)")


@dataclass(frozen=True, slots=True)
class Styled:
    """A text in style, and where the spans that were closed to it stand in it."""

    text: str
    spans: tuple[Span, ...] = ()


def styled(
    source: str,
    target: str,
    lang: str,
    into: str,
    closed: Sequence[Span] = (),
    *,
    alone: bool = False,
) -> Styled:
    """Write the facts of ``target`` that are those of ``source`` as their language does.

    Where they stand ``alone``, as in a cell, units and currencies keep their signs.
    """
    known = language(into).style
    if known == Style() or max(len(source), len(target)) > _LONGEST:
        return Styled(target, tuple(closed))
    if not any(map(str.isdigit, target)):
        return Styled(target, tuple(closed))
    said, done = Said(source, lang, into), Styled(target, tuple(closed))
    for kind in _ALONE if alone else _KINDS:
        edits = _fitting(kind(said, done.text), done, digits=kind is not hours)
        done = _applied(done, edits) if edits else done
    return done


def _fitting(edits: Iterable[Edit], before: Styled, *, digits: bool) -> list[Edit]:
    """Return edits in order that change something, touch nothing closed and, maybe, no digit."""
    found: list[Edit] = []
    for (start, end), text in sorted(edits):
        old = before.text[start:end]
        open_ = all(b <= start or end <= a for a, b in before.spans)
        same = not digits or _digits(old) == _digits(text)
        behind = not found or found[-1][0][1] <= start
        if old != text and open_ and same and behind:
            found.append(((start, end), text))
    return found


def _digits(text: str) -> str:
    return re.sub(r"(?<=[a-z])[23]|\D", "", text)  # those of m2 are none


def _applied(before: Styled, edits: Sequence[Edit]) -> Styled:
    pieces, done = [], 0
    for (start, end), text in edits:
        pieces += [before.text[done:start], text]
        done = end

    def moved(at: int) -> int:
        return at + sum(len(text) - (end - start) for (start, end), text in edits if end <= at)

    spans = tuple((moved(start), moved(end)) for start, end in before.spans)
    return Styled("".join(pieces) + before.text[done:], spans)


def _signs(said: Said, text: str) -> Iterator[Edit]:
    """Write the sign of a number that is below zero in the source, too."""
    for figure in figures(text, said.into) if said.below_zero else ():
        start = figure.span[0]
        sign = _SIGN.search(text, max(0, start - 3), start)
        if figure.negative and sign and figure.values & said.below_zero:
            yield sign.span(), said.style.minus or sign.group()


def _amounts(said: Said, text: str) -> Iterator[Edit]:
    """Write large numbers of the source with their marks, and their scales by name: 3.5 billion."""
    ours = [figure for figure in figures(said.text, said.lang) if figure.text[0].isdigit()]
    grouped = {
        value: number[0]
        for figure in ours
        if (number := re.match(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)", figure.text))
        for value in figure.unscaled or figure.values
    }
    scaled = {
        value for figure in ours if figure.values != figure.unscaled for value in figure.values
    }
    for match in re.finditer(rf"(?<![\w.,:/-]){NUMBER}", text):
        value = number_value(match.group(), said.into)
        key = plain(match.group(), said.into)
        if value is None:
            continue
        if key in grouped:
            written = writing.respelled(grouped[key], said.lang, said.into)
            yield match.span(), written
        for lang in (said.into, said.lang):
            scale = scale_pattern(lang).match(text, match.end())
            if scale is None:
                continue
            power = int(str(scale.lastgroup)[1:])
            name = writing.scale_name(power, said.into, value)
            if name and f"{(value * 10**power).normalize():f}" in scaled:
                end = scale.end() + (lang == said.lang and text.startswith(".", scale.end()))
                end -= not text[end:].strip() and text[end - 1] == "."
                yield (match.end(), end), f" {name}"
            break


def _decades(said: Said, text: str) -> Iterator[Edit]:
    """Write a decade of the source: 1990s."""
    ours, theirs = language(said.lang).numbers.decade, said.style.decades
    named = re.findall(rf"(?<!\d)(?:[12]\d)?\d0(?={ours})", said.text) if ours and theirs else []
    if named:
        for match in re.finditer(rf"(?<!\d)(?P<year>\d+)(?:{theirs})(?!\w)", text):
            if match["year"][-2:] in {year[-2:] for year in named}:
                yield match.span(), match["year"] + said.style.decade


def _spellings(said: Said, text: str) -> Iterator[Edit]:
    """Write by the language's own list what may be written in several ways: per cent, 1990's."""
    for pattern, instead in _listed(said.into):
        for match in pattern.finditer(text):
            yield match.span(), match.expand(instead)
    for pattern, instead in _listed(said.into, at_end=True):
        for match in pattern.finditer(text):
            if ends(text, match.end(), said.into):
                yield match.span(), match.expand(instead)


@lru_cache
def _listed(lang: str, *, at_end: bool = False) -> tuple[tuple[re.Pattern[str], str], ...]:
    style = language(lang).style
    listed = style.at_end if at_end else style.spellings
    return tuple((re.compile(pattern), instead) for pattern, instead in listed)


def _percents(said: Said, text: str) -> Iterator[Edit]:
    """Write what stands behind a percentage: the word for a word of the source, the sign for its sign."""
    ours = {bool(match["sign"]) for match in _percent(said.lang).finditer(said.text)}
    if len(ours) == 1 and said.style.percent:
        sign = language(said.into).numbers.percentage or " %"
        for match in _percent(said.into).finditer(text):
            yield match.span(), sign if ours == {True} else said.style.percent


@lru_cache
def _percent(lang: str) -> re.Pattern[str]:
    words = language(lang).numbers.percent or "(?!)"
    return re.compile(
        rf"(?<=\d){_BLANK}?(?:(?P<sign>%)|(?<=\s)(?:{words})(?!\w))(?![\w-]|\s?[–-]\s?\d)"
    )


def _units(said: Said, text: str) -> Iterator[Edit]:
    """Write the blank between a number and the sign of its unit: 5km, 20° C."""
    for pattern, sign in _unit_signs(said.into):
        for match in pattern.finditer(text):
            yield match.span(), sign


@lru_cache
def _unit_signs(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    from decimal import Decimal

    found = []
    for key, signs in language(lang).style.units.items():
        written = measured("5", Decimal(5), Unit(key, "short"), lang)[1:]
        found.append((re.compile(rf"(?<=\d){_BLANK}?(?:{signs})(?![\w²³/])"), written))
    return tuple(found)


def _money(said: Said, text: str) -> Iterator[Edit]:
    """Write sums of a currency in words, or with the sign where the language has it: €5, 5 €."""
    known = language(said.into).numbers
    for sign, key in said.style.currencies.items():
        for match in _sum(sign, key, said.into).finditer(text):
            number = match["number"] or match["amount"]
            value = number_value(number, said.into)
            if value is None:
                continue
            scale = match["scale"] or match["behind"] or ""
            found = scale_pattern(said.into).fullmatch(scale)
            power = int(str(found.lastgroup)[1:]) if found else 0
            total = value * 10**power
            if f"{total.normalize():f}" not in said.values:
                continue
            if ends(text, match.end(), said.into):
                yield match.span(), measured(number + scale, total, Unit(key), said.into)
            elif known.money and not match["number"] and not scale:
                yield match.span(), known.money.format(sign="", amount=number, unit=sign)


@lru_cache
def _sum(sign: str, key: str, lang: str) -> re.Pattern[str]:
    scale = scale_pattern(lang).pattern
    plain = re.sub(r"\(\?P<e\d+>", "(?:", scale)
    mark = rf"(?:{re.escape(sign)}|{key}(?!\w))"
    number = r"\d+(?:[.,]\d+)*"
    return re.compile(
        rf"(?<![\w.,/-])(?:{mark}\s?(?P<number>{number})(?P<scale>{plain})?"
        rf"|(?P<amount>{number})(?P<behind>{plain})?{_BLANK}?{mark})"
        rf"(?![\w%]|[.,]\d|\s?{DASH}\s?[€$£]?\d)",
        re.IGNORECASE,
    )


def _ordinals(said: Said, text: str) -> Iterator[Edit]:
    """Write ordinals that kept the source's point, or have letters for a sign: 3. place, 3o lugar."""
    # Not 1. schnell, 2. billig: only nouns are told from parts of a list.
    points = set(re.findall(r"(?<![\w.,])(\d{1,3})\.(?=\s[A-ZÄÖÜ])", said.text))
    pattern = _pointed(said.into) if points else NEVER
    function = language(said.into).words.function
    for match in pattern.finditer(text):
        begins = match["next"][:1].isupper() and function.fullmatch(match["next"].lower())
        if match["number"] in points and not begins:  # the 31st. On Monday
            written = writing.ordinal(int(match["number"]), said.into)
            yield match.span(), match["number"] + written.removeprefix(match["number"])
    for sign, endings in said.style.ordinals.items() if points else ():
        for match in re.finditer(rf"(?<![\w.,])(\d{{1,3}})(?:{endings})(?!\w)", text):
            if match[1] in points:
                yield match.span(), match[1] + sign


@lru_cache
def _pointed(lang: str) -> re.Pattern[str]:
    known = language(lang)
    endings = "|".join(sorted({e for _, e in known.numbers.ordinals if e.isalpha()}))
    if not endings or known.dates.points:
        return NEVER
    return re.compile(
        rf"(?<![\w.,])(?P<number>\d{{1,3}})(?:\.(?=\s(?-i:[a-zß-ÿ]))|(?:{endings})\.)(?=\s(?P<next>\w+))"
    )


_KINDS: tuple[Callable[[Said, str], Iterator[Edit]], ...] = (
    hours,
    _signs,
    _amounts,
    _decades,
    _spellings,
    joints,
    _percents,
    _units,
    _money,
    _ordinals,
)
_ALONE = (_signs, joints)
