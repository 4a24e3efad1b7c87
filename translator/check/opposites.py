"""Opposites: where the source says north, the target must not say south.

Swapped, they read well and are never noticed. Only a pair turned round is found: the target has
one word of it alone, the source the other one alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.data import language

_PAIRS = (
    ("north", "south"),
    ("east", "west"),
    ("import", "export"),
    ("rise", "fall"),
    ("win", "lose"),
    ("older", "younger"),
    ("open", "closed"),
    ("accepted", "rejected"),
    ("lower", "raise"),
    ("least", "most"),
)


def opposites_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find words that say the opposite of the source's."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not (language(lang).opposites and language(into).opposites):
        return
    for placed in placed_segments(translation):
        source = ideas(placed.segment.source, lang)
        target = ideas(placed.segment.target, into)
        for pair in _PAIRS:
            here, there = source.keys() & set(pair), target.keys() & set(pair)
            if len(here) == len(there) == 1 and here != there:
                message = f'"{source[here.pop()]}" is the opposite of "{target[there.pop()]}"'
                yield placed.finding("opposites", message, Severity.ERROR)


def ideas(text: str, lang: str) -> dict[str, str]:
    """Return the ideas a text has a word for, each with its first word as written."""
    found = {}
    for idea, pattern in _patterns(lang).items():
        match = pattern.search(text)
        if match:
            found[idea] = match.group()
    return found


@lru_cache
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    begin, end, rest = r"(?<![^\W\d_])", r"(?![^\W\d_])", r"[^\W\d_]*"
    return {
        idea: re.compile(f"{begin}(?:{words.replace('$', end)}){rest}", re.IGNORECASE)
        for idea, words in language(lang).opposites.items()
    }
