"""Numbers of a sentence: where they stand, what a target lacks, how it would write them.

What counts as present (number words, another clock, scales) is decided by the checks, so what is
repaired is what would be reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from translator.check.number_words import scale_pattern
from translator.check.numbers import Figure, figures, lost_figures, surplus_figures

_NUMBER = re.compile(r"\d+(?:[.,:'’\s]\d+)*")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_CLOCK = re.compile(r"\s*(?:Uhr|h\b|o'clock|[ap]\.?m\b)")
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|by|until|after|before|year|seit|ab|bis|jahr|jahre|anfang|mitte|ende|sommer|herbst"
    r"|winter|frühjahr|(?:jan|febr)uar|märz|april|mai|jun[ie]|jul[iy]|august|(?:septem|novem)ber"
    r"|o[ck]tober|de[cz]ember|(?:jan|febr)uary|march|may),?\s$",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"['’]?s\b|[\s-]*(?:feet|foot|ft|miles?|gallons?|pounds|lbs?|inch(?:es)?|ounces|acres?|mph|yards?"
    r"|degrees Fahrenheit|°F)\b"
)
_NOUN = re.compile(r"\s[A-ZÄÖÜ][a-zäöüß]+")
_PERCENT = re.compile(r"\s*(?:%|Prozent|percent|per cent|por c(?:ien|en)to)")
_BEHIND_AMOUNT = re.compile(r"\s*(?:euros?|dollars?|people|-year|years old)")
_ORDINAL = re.compile(r"(?<!\w)(\d{1,9})(st|nd|rd|th)\b")
_GERMAN_DAY = re.compile(
    r"\b(\d{1,2})\.\s+(?=(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b)"
)
_DASHED = re.compile(r"(?<![^\s(\[“\"])(?<!\d\s)[–−](?=[€$£]?\d)")
_SCALES = {"en": {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}}
_ALIKE = 0.5


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
    """Find the numbers of a text that are written in digits; numeric dates are left out."""
    found = (f for f in figures(text, lang) if f.text[0].isdigit())
    return tuple(Amount(f, f.span, _kind(f.text, text, f.span, lang)) for f in found)


def missing(source: str, target: str, lang: str, into: str) -> tuple[Amount, ...]:
    """Return the numbers of ``source`` that ``target`` has in no form, or without their sign."""
    wanted = amounts(source, lang)
    lost = {f.span for f in lost_figures(source, target, lang, into)} if wanted else set()
    return tuple(amount for amount in wanted if amount.span in lost)


def strays(source: str, target: str, lang: str, into: str) -> tuple[Amount, ...]:
    """Return the numbers of ``target`` that come from nowhere in ``source``.

    Decades, and measures that are converted from metric ones, may well be meant.
    """
    if not any(char.isdigit() for char in target):
        return ()
    added = {figure.span for figure in surplus_figures(source, target, lang, into)}
    return tuple(
        amount
        for amount in amounts(target, into)
        if amount.span in added and not _OTHERWISE.match(target, amount.span[1])
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
    whole, _, rest = written(gone, lang, into).partition(_marks(into)[1])
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
    name = _SCALES.get(into, {}).get(int(str(scale.lastgroup)[1:]))
    return f"{sign}{digits} {name}" if name else ""


def respelled(number: str, lang: str, into: str) -> str:
    """Change the marks of a number: 1.000,50 → 1,000.50, 10 000 → 10,000."""
    (group, point), (new_group, new_point) = _marks(lang), _marks(into)
    grouped = re.fullmatch(
        rf"(\d{{1,3}}(?:[{re.escape(group)}'’\s]\d{{3}})+)(?:{re.escape(point)}(\d+))?", number
    )
    if grouped:
        whole = re.sub(r"\D", new_group, grouped[1])
        return f"{whole}{new_point}{grouped[2]}" if grouped[2] else whole
    decimal = re.fullmatch(rf"((?:\d+:)*\d+){re.escape(point)}(\d+)", number)
    return f"{decimal[1]}{new_point}{decimal[2]}" if decimal else number


@lru_cache
def _marks(lang: str) -> tuple[str, str]:
    """Return the marks for thousands and for decimals (CLDR)."""
    from babel import UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        locale = lang.replace("-", "_")
        return get_group_symbol(locale), get_decimal_symbol(locale)
    except (UnknownLocaleError, ValueError):
        return ".", ","


def _kind(text: str, whole: str, span: tuple[int, int], lang: str) -> str:
    """Tell years, times of day and percentages from quantities."""
    if ":" in text or _CLOCK.match(whole, span[1]):
        return "clock"
    if _PERCENT.match(whole, span[1]):
        return "percent"
    dated = _BEFORE_YEAR.search(whole[: span[0]])
    counts = _BEHIND_AMOUNT.match(whole, span[1]) or (lang == "de" and _NOUN.match(whole, span[1]))
    if text.isdigit() and len(text) == 4 and (dated or (_YEAR.fullmatch(text) and not counts)):  # noqa: PLR2004 - digits of a year
        return "year"
    return "plain"


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
    cut = one.kind == "year" and one.text[2:] == other.text  # 2018 as 18
    return len(kinds) == 1 or kinds == {"clock", "plain"} or cut


def _likeness(one: str, other: str) -> float:
    a, b = re.sub(r"\D", "", one), re.sub(r"\D", "", other)
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def ordinals(target: str, source: str = "") -> str:
    """Write English ordinals and days as English does: 23th → 23rd, ``20. June`` → ``20 June``.

    Those that stand in the source as they are stay.
    """

    def ending(match: re.Match[str]) -> str:
        if match.group() in source:
            return match.group()
        number = int(match[1])
        if number % 100 in (11, 12, 13):
            return f"{match[1]}th"
        return match[1] + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")

    return _GERMAN_DAY.sub(r"\1 ", _ORDINAL.sub(ending, target))


def signs(target: str, source: str, lang: str) -> str:
    """Write the signs of numbers below zero as hyphens, as the source's figures have them: –5 → -5.

    A target whose source has no such number keeps its dashes.
    """
    if not any(amount.figure.negative for amount in amounts(source, lang)):
        return target
    return _DASHED.sub("-", target)
