"""Numbers: every figure of the source must stand in the target, in that language's own writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.converted import factors, same_measure
from translator.language.data import language
from translator.language.lost_figures import lost_figures, surplus_figures
from translator.language.lost_words import exchanged_words, surely_lost
from translator.language.numbers import figures, words_inside

_ABBREVIATED = 4  # letters of a scale's name; Mrd. and bn are read with their number
_MOST_LOST = 20  # numbers in words that are named; who lost as many sees it


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
        times = factors(target, figure.span[1], into)
        same = {text for text, values in lost.items() if same_measure(values, figure.values, times)}
        if same or same_measure(inside, figure.values, times):
            told.add(figure.signed)
            known |= same
    return [text for text in missing if text not in known], [t for t in added if t not in told]


def other_scales(source: str, target: str, lang: str, into: str) -> str:
    """Say which scale came out as another: thousand, million, billion; or return nothing."""
    ours, theirs = _scales(source, lang), _scales(target, into)
    lost, new = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    if len(lost) == len(new) == 1:
        return f'"{ours[lost.pop()]}" is not "{theirs[new.pop()]}"'
    return ""


def lost_words(source: str, target: str, lang: str, into: str) -> str:
    """Say which number in words came out as another one (zwölf, twenty) or not at all; or nothing."""
    lost, new = exchanged_words(source, target, lang, into)
    if len(lost) == len(new) == 1:
        return f'"{lost[0].text}" is not "{new[0].text}"'
    sure = surely_lost(lost[:_MOST_LOST], target, into)
    return f"not in the translation: {quoted([number.text for number in sure])}" if sure else ""


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
