"""Numbers of a sentence: where they stand, what a target lacks, how it would write them.

What counts as present (number words, another clock, scales) is decided where the checks ask, so what is
repaired is what would be reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from translator.language.data import language
from translator.language.dates import month_names, numeric_days
from translator.language.lost_figures import lost_figures, surplus_figures
from translator.language.number_words import scale_pattern
from translator.language.numbers import Figure, figures, marks, number_value, values_in
from translator.language.writing import respelled, scale_name

_NUMBER = re.compile(r"\d+(?:[.,:'’\s]\d+)*")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_DASHED = re.compile(r"(?<![^\s(\[“\"])(?<!\d\s)[–−](?=[€$£]?\d)")
_FULL_YEAR = 1000  # what is less was written with two digits
_ALIKE = 0.5  # likeness of digits; not swept


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it stands in a text, its scale included; ``span`` is half-open."""

    figure: Figure
    span: tuple[int, int]
    kind: str  # year, clock, percent or plain

    @property
    def text(self) -> str:
        """Return the amount as written."""
        return self.figure.text


@lru_cache(maxsize=2_048)
def amounts(text: str, lang: str) -> tuple[Amount, ...]:
    """Find the numbers of a text that are written in digits, day and year of numeric dates among them."""
    found = [f for f in figures(text, lang) if f.text[0].isdigit()]
    parts = [Amount(f, f.span, kind) for f, kind in _of_days(text, lang)]
    kinds = [Amount(f, f.span, _kind(f.text, text, f.span, lang)) for f in found]
    return tuple(sorted([*kinds, *parts], key=lambda amount: amount.span))


def _of_days(text: str, lang: str) -> Iterator[tuple[Figure, str]]:
    """Yield what is a number of its own in a date in figures: the 3 and the 2025 of 3.10.2025."""
    for day in numeric_days(text, lang):
        start, end = day.span
        if "-" in day.text:  # 2025-10-03 is read and copied as a whole
            continue
        for number, at, kind in ((day.day, start, "plain"), (day.year, end - 4, "year")):
            if kind == "plain" or day.year >= _FULL_YEAR:
                length = 4 if kind == "year" else len(day.text.partition(".")[0])
                yield (
                    Figure(
                        text[at : at + length], frozenset({str(number)}), span=(at, at + length)
                    ),
                    kind,
                )


def missing(source: str, target: str, lang: str, into: str) -> tuple[Amount, ...]:
    """Return the numbers of ``source`` that ``target`` has in no form, or without their sign."""
    wanted = amounts(source, lang)
    if not wanted:
        return ()
    lost = {f.span for f in lost_figures(source, target, lang, into)}
    gone = [f for f, _ in _of_days(source, lang)]
    if gone and _wrong_day(source, target, lang, into):
        there = values_in(target, into)
        lost |= {f.span for f in gone if not f.values & there}
    return tuple(amount for amount in wanted if amount.span in lost)


def _wrong_day(source: str, target: str, lang: str, into: str) -> bool:
    """Say whether a number from nowhere stands beside a month: 28 January 20222."""
    months = "|".join(sorted(map(re.escape, month_names(into)), key=len, reverse=True)) or "(?!)"
    before = re.compile(rf"(?<!\w)(?:{months})\.?,?(?:\s\w\w)?\s$", re.IGNORECASE)
    behind = re.compile(rf"(?:\w\w|\.)?\s(?:\w\w\s)?(?:{months})(?!\w)", re.IGNORECASE)
    return any(
        before.search(target[: stray.span[0]]) or behind.match(target, stray.span[1])
        for stray in strays(source, target, lang, into)
    )


def strays(source: str, target: str, lang: str, into: str) -> tuple[Amount, ...]:
    """Return the numbers of ``target`` that come from nowhere in ``source``.

    Decades, and measures that are converted from metric ones, may well be meant.
    """
    if not any(char.isdigit() for char in target):
        return ()
    added = {figure.span for figure in surplus_figures(source, target, lang, into)}
    converted = language(into).numbers.converted
    return tuple(
        amount
        for amount in amounts(target, into)
        if amount.span in added and not converted.match(target, amount.span[1])
    )


def unsigned(gone: Amount, target: str, into: str) -> tuple[int, int] | None:
    """Return where the one number stands that ``gone`` is but for its sign; a loose sign included."""
    if not gone.figure.negative:
        return None
    same = [a for a in amounts(target, into) if a.figure.values & gone.figure.values]
    if len(same) != 1:
        return None
    start, end = same[0].span
    loose = re.search(r"(?<![^\s(])[-−–]\s?$", target[max(0, start - 2) : start])
    return (start - len(loose.group()) if loose else start), end


def misscaled(gone: Amount, target: str, into: str) -> Amount | None:
    """Return the number that has the digits of ``gone`` with another scale: 2 Mrd., 2 million."""
    if gone.figure.unscaled & gone.figure.values:
        return None
    same = [a for a in amounts(target, into) if a.figure.unscaled & gone.figure.unscaled]
    return same[0] if len(same) == 1 else None


def torn(gone: Amount, target: str, lang: str, into: str) -> tuple[int, int] | None:
    """Return where a decimal stands with a blank in it: 5,8 as "5, 8"."""
    whole, _, rest = written(gone, lang, into).partition(marks(into)[1])
    if not (whole.isdigit() and rest[:1].isdigit()):
        return None
    match = re.search(rf"(?<![\d.,]){whole}[.,]\s+{re.escape(rest)}(?!\w)", target)
    return match.span() if match else None


def written(amount: Amount, lang: str, into: str) -> str:
    """Write a number the way the target language does; empty where that is not known.

    Grouped digits and decimals change their marks, scales are named (Mrd. → billion), clock times
    get a colon; everything else (years, scores, 1989/90) keeps its shape.
    """
    number = _NUMBER.match(amount.text)
    assert number is not None  # noqa: S101 - amounts begin with a digit
    sign = "-" if amount.figure.negative else ""
    digits = respelled(number.group(), lang, into)
    if amount.kind == "clock" and ":" not in digits:
        digits = number.group().replace(".", ":")
    scale = scale_pattern(lang).match(amount.text, number.end())
    if not scale:
        return sign + digits
    count = number_value(number.group(), lang) or Decimal(2)
    name = scale_name(int(str(scale.lastgroup)[1:]), into, count)
    return f"{sign}{digits} {name}" if name else ""


def _kind(text: str, whole: str, span: tuple[int, int], lang: str) -> str:
    """Tell years, times of day and percentages from quantities."""
    known = _kinds(lang)
    if ":" in text or known.clock.match(whole, span[1]):
        return "clock"
    if known.percent.match(whole, span[1]):
        return "percent"
    dated = known.before_year.search(whole[: span[0]])
    counts = language(lang).numbers.counted.match(whole, span[1])
    if text.isdigit() and len(text) == 4 and (dated or (_YEAR.fullmatch(text) and not counts)):  # noqa: PLR2004 - digits of a year
        return "year"
    return "plain"


@dataclass(frozen=True, slots=True)
class _Kinds:
    """What stands beside a number of a kind."""

    clock: re.Pattern[str]
    percent: re.Pattern[str]
    before_year: re.Pattern[str]


@lru_cache
def _kinds(lang: str) -> _Kinds:
    known = language(lang)
    clock = "|".join(filter(None, (known.times.clock, r"h\b")))
    percent = "|".join(filter(None, ("%", known.numbers.percent)))
    before = "|".join(filter(None, (known.numbers.before_year, *map(re.escape, month_names(lang)))))
    return _Kinds(
        re.compile(rf"\s*(?:{clock})"),
        re.compile(rf"\s*(?:{percent})"),
        re.compile(rf"\b(?:{before}),?\s$" if before else r"(?!)", re.IGNORECASE),
    )


def pairs(gone: tuple[Amount, ...], surplus: tuple[Amount, ...]) -> list[tuple[Amount, Amount]]:
    """Match numbers that are missing with surplus ones that surely stand in their place.

    Alike in their digits and of one kind first; then, where exactly one of a kind is left on
    either side, those two.
    """
    left, right = list(gone), list(surplus)
    if len(left) == len(right) == 1 and (
        (left[0].kind == "year") == (right[0].kind == "year") or _compatible(left[0], right[0])
    ):
        return [(left[0], right[0])]
    found = []
    rated = sorted(
        (
            (-_likeness(a.text, b.text), abs(i - j), i, j)
            for i, a in enumerate(left)
            for j, b in enumerate(right)
            if _compatible(a, b) and _likeness(a.text, b.text) >= _ALIKE
        ),
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, _, i, j in rated:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append((left[i], right[j]))
    rest = [a for i, a in enumerate(left) if i not in used_left]
    over = [b for j, b in enumerate(right) if j not in used_right]
    for amount in rest:
        rivals = [a for a in rest if _compatible(a, amount)]
        chances = [b for b in over if _compatible(amount, b)]
        if len(rivals) == len(chances) == 1:
            found.append((amount, chances[0]))
    return sorted(found, key=lambda pair: pair[0].span)


def _compatible(one: Amount, other: Amount) -> bool:
    """Say whether two numbers may stand for one another: a year stands for years only."""
    kinds = {one.kind, other.kind}
    year = one.kind == "year"
    cut = year and one.text[2:] == other.text  # 2018 as 18
    digits = other.text
    doubled = year and any(digits[:i] + digits[i + 1 :] == one.text for i in range(len(digits)))
    return len(kinds) == 1 or kinds == {"clock", "plain"} or cut or doubled


def _likeness(one: str, other: str) -> float:
    a, b = re.sub(r"\D", "", one), re.sub(r"\D", "", other)
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def signs(target: str, source: str, lang: str) -> str:
    """Write the signs of numbers below zero as hyphens, as the source's figures have them: –5 → -5.

    A target whose source has no such number keeps its dashes.
    """
    if not any(amount.figure.negative for amount in amounts(source, lang)):
        return target
    return _DASHED.sub("-", target)
