"""Numbers: every figure of the source must stand in the target, in that language's own writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.data import language
from translator.language.lost_figures import lost_figures, surplus_figures
from translator.language.number_words import knows_words, scale_pattern, spoken
from translator.language.numbers import (
    figures,
    places_of_values,
    values_in,
    words_inside,
)
from translator.language.times import times

_ABBREVIATED = 4  # letters of a scale's name; Mrd. and bn are read with their number
_BEGINS = '.!?:…„“»«"(–—'  # a sentence begins behind these, and every word there has a capital
_SPACES = 8  # between sentences, at most
_MOST_LOST = 20  # numbers in words that are named; who lost as many sees it
_ROUNDED = 0.04  # 10,000 feet for 3000 metres are 1.6 % more; not swept


def numbers_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find figures of the source that the target does not have, and figures from nowhere."""
    del glossary
    langs = source_lang(translation), target_lang(translation)
    for placed in placed_segments(translation):
        source, target = placed.segment.source, placed.segment.target
        missing = missing_figures(source, target, *langs)
        added = added_figures(source, target, *langs)
        if missing or added:
            missing, added = without_converted(source, target, missing, added, *langs)
        scales = other_scales(source, target, *langs)
        if scales and not missing:
            yield placed.finding("numbers", scales, Severity.ERROR)
        elif missing:
            often = Counter(figure.signed for figure in figures(source, langs[0]))
            repeated = {text for text in missing if missing.count(text) < often[text]}
            message = _message(missing, added, target, repeated)
            yield placed.finding("numbers", message, Severity.ERROR)
        elif added:
            yield placed.finding("numbers", f"not in the source: {quoted(added)}")
        elif words := lost_words(source, target, *langs):
            yield placed.finding("numbers", words)


def without_converted(
    source: str, target: str, missing: list[str], added: list[str], lang: str, into: str
) -> tuple[list[str], list[str]]:
    """Take away what is a metric measure on one side and the same in feet or miles on the other."""
    lost = {f.signed: f.values for f in figures(source, lang) if f.signed in missing}
    inside = words_inside(source, lang)  # Achttausender
    told, known = set(), set()
    for figure in figures(target, into):
        if figure.signed not in added:
            continue
        factors = _factors(target, figure.span[1], into)
        same = {text for text, values in lost.items() if _same(values, figure.values, factors)}
        if same or _same(inside, figure.values, factors):
            told.add(figure.signed)
            known |= same
    return [text for text in missing if text not in known], [t for t in added if t not in told]


def _factors(target: str, end: int, into: str) -> tuple[float, ...]:
    """Return how many of the measure behind a figure are one of a metric one, none for others."""
    for measure, factors in language(into).numbers.measures.items():
        if re.compile(rf"(?i)[\s-]*(?:{measure})\b").match(target, end):
            return factors
    return ()


def _same(metric: Iterable[str], others: Iterable[str], factors: tuple[float, ...]) -> bool:
    """Tell whether a number is another one in feet, miles, pounds or degrees Fahrenheit."""
    pairs = [(float(a), float(b)) for a in metric for b in others if ":" not in a + b]
    return any(
        abs(two / one / factor - 1) <= _ROUNDED if factor else abs(one * 1.8 + 32 - two) <= 1
        for one, two in pairs
        for factor in factors
        if one > 0
    )


def other_scales(source: str, target: str, lang: str, into: str) -> str:
    """Say which scale came out as another: thousand, million, billion; or return nothing."""
    ours, theirs = _scales(source, lang), _scales(target, into)
    lost, new = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    if len(lost) == len(new) == 1:
        return f'"{ours[lost.pop()]}" is not "{theirs[new.pop()]}"'
    return ""


def lost_words(source: str, target: str, lang: str, into: str) -> str:
    """Say which number in words came out as another one (zwölf, twenty) or not at all; or nothing.

    Of 459 human translations of sentences with such numbers (planted, newstest2020, FLORES dev and
    its Portuguese) none is said to lack one that it has.
    """
    ours, theirs = _in_words(source, lang), _in_words(target, into)
    if not ours or times(source, lang) or times(target, into):
        return ""
    said, known = values_in(target, into), values_in(source, lang) | words_inside(source, lang)
    lost = [number for number in ours if not number.values & said]
    new = [number for number in theirs if not number.values & known]
    if len(lost) == len(new) == 1:
        return f'"{lost[0].text}" is not "{new[0].text}"'
    left = set(map(str.casefold, re.findall(r"\w+", target)))  # German left over has its own check
    sure = [
        number
        for number in lost[:_MOST_LOST]
        if number.sure
        and number.text.casefold() not in left
        and not _is_converted(number, target, into)
    ]
    if not sure or not left or not knows_words(into):
        return ""
    return f"not in the translation: {quoted([number.text for number in sure])}"


@dataclass(frozen=True, slots=True)
class _InWords:
    """A number in words, what it may stand for, and whether it can hardly mean anything else."""

    text: str
    values: set[str]
    sure: bool


def _in_words(text: str, lang: str) -> list[_InWords]:
    """Return the numbers that a text has in words, from two on.

    A noun may be something else (in Acht nehmen, die Elf), a scale alone is no number (Millionen).
    """
    words = language(lang).number_words
    counted = words.idioms.sub(lambda found: " " * len(found[0]), text)
    standing: dict[int, set[str]] = {}
    for (at, _), values in places_of_values(text, lang):
        standing.setdefault(at, set()).update(values)
    found = []
    for number in spoken(counted, lang):
        start, end = number.span
        word = text[start:end]
        if number.value > 1 and not number.ordinal:
            before = text[max(0, start - _SPACES) : start].rstrip()
            is_word = word[:1].islower() or before[-1:] in _BEGINS
            is_scale = scale_pattern(lang).fullmatch(word) or word in words.loose
            values = set().union(*(standing.get(at, ()) for at in range(start, end)))
            found.append(_InWords(word, values, number.exact or (is_word and not is_scale)))
    return found


def _is_converted(number: _InWords, target: str, into: str) -> bool:
    """Say whether a metric measure stands in a target in feet or miles: sieben Kilometer, 4.3 miles."""
    return any(
        _same(number.values, figure.values, _factors(target, figure.span[1], into))
        for figure in figures(target, into)
    )


def _scales(text: str, lang: str) -> dict[int, str]:
    """Return the names of powers of ten in a text, written out, each with its first word."""
    found: dict[int, str] = {}
    for power, names in language(lang).number_words.scales.items():
        for match in re.finditer(rf"(?i)(?<![^\W\d_])(?:{names})s?(?![^\W\d_])", text):
            if len(match.group()) > _ABBREVIATED:
                found.setdefault(power, match.group())
    return found


def _message(missing: list[str], added: list[str], target: str, repeated: set[str]) -> str:
    """Say what is gone, what came instead, and what only kept the source's commas and points."""
    there = [text for text in missing if re.search(rf"{re.escape(text)}(?![.,:]?\d)", target)]
    gone = [text for text in missing if text not in there]
    again = [text for text in there if text in repeated]
    as_before = [text for text in there if text not in again]
    parts = [
        (gone, "not in the translation"),
        (again, "one of several is not in the translation"),
        ([text for text in added if text not in as_before], "instead"),
        (as_before, "written as in the source language"),
    ]
    return "; ".join(f"{label}: {quoted(texts)}" for texts, label in parts if texts)


def added_figures(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the figures of ``target`` that ``source`` has neither as a figure nor as a word."""
    return [figure.signed for figure in surplus_figures(source, target, lang, into)]


def missing_figures(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the figures of ``source`` that ``target`` has in no form, in order."""
    return [figure.signed for figure in lost_figures(source, target, lang, into)]
