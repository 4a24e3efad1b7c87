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

_PAIRS = (
    ("north", "south"),
    ("east", "west"),
    ("import", "export"),
    ("rise", "fall"),
    ("win", "lose"),
)
# Beginnings of words; "$" marks a whole word.
_WORDS = {
    "de": {
        "north": r"nord(?!stream)",
        "south": r"süd",
        "east": r"ost(?!er)|nahost|fernost",
        "west": r"west(?!e)|westens?$|westliche?[nmrs]?$",
        "import": r"import|einfuhr|einführ",
        "export": r"export|ausfuhr|ausführ",
        "rise": r"stieg|steig|anstieg|gestiegen|zunahm|zugenommen|zunehm|erhöh|wuchs|gewachsen",
        "fall": r"sank|sink|gesunken|rückg|abnahm|abgenommen|fiel(?:en)?$|gefallen|senk|gesenkt",
        "win": r"gewann|gewonnen|gewinn|sieg",
        "lose": r"verlor|verlier|unterlag|unterlegen|niederlag|verlust",
    },
    "en": {
        "north": r"north",
        "south": r"south",
        "east": r"east(?!er)|eastern",
        "west": r"west",
        "import": r"import(?:s|ed|er|ers|ing)?$",
        "export": r"export",
        "rise": r"rose$|risen|rising|increas|grew$|grown$",
        "fall": r"fell$|fallen|falling|decreas|declin|dropp",
        "win": r"won$|winn|victor",
        "lose": r"lost$|losing|defeat",
    },
    "es": {
        "north": r"norte|norteñ|nord|nore|noroe|norcore|septentri",
        "south": r"sur$|sureñ|sure[sñ]t|suroe|sud(?:est|oest|áf|af|am|core)|surcore|meridion",
        "east": r"(?:al|del|el) este$|oriente$|oriental",  # "este" alone is "this"
        "west": r"oeste$|occident",
        "import": r"importaci|importad",
        "export": r"exporta",
        "rise": r"aument|subi(?:ó|eron)$|creci(?:ó|eron|endo)$",
        "fall": r"cayó$|cayeron$|caíd|disminu|reduc|reduj|descend|descens",
        "win": r"ganó$|ganaron$|ganar|venci|victori",
        "lose": r"perdi|pérdida|derrot",
    },
    "pt": {
        "north": r"norte|setentri",
        "south": r"sul$|meridion",
        "east": r"leste$|orient",
        "west": r"oeste$|ocident",
        "import": r"importaç|importad",
        "export": r"exporta",
        "rise": r"aument|subi(?:u|ram)$",
        "fall": r"caiu$|caír|diminu|redu[zç]",
        "win": r"ganh|venc|vitór",
        "lose": r"perd|derrot",
    },
}


def opposites_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find words that say the opposite of the source's."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if lang not in _WORDS or into not in _WORDS:
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
        for idea, words in _WORDS[lang].items()
    }
