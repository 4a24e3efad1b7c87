"""What small models get wrong in Spanish as by a slip of the pen; each has one sure correction.

Contractions that they leave apart (a el), words that they write together (estasrevelaciones), plurals put together from pieces (donacións, crisiss), *y* and *o* before
their own sound. What stands so in the source or a glossary stays. Source: Real Academia Española, Ortografía (2010) and
Diccionario panhispánico de dudas, under *al*, *y* and *o*.
"""

from __future__ import annotations

import re

from translator.language.dictionary import is_word

_CONTRACTED = re.compile(r"\b([Dd]e|[Aa]) el\b(?=\s[\w“«\"])")
_PLURAL = re.compile(r"\b(\w+[csx])i(?:[óo]ns|ónes)\b")
_DOUBLED = re.compile(r"\b([^\W\d_]{3,}s)s\b")
# No word in hie- or hia-, whose i is no vowel (y hierro), and none in which the rest is in capitals (iPhone).
_AND = re.compile(r"(?<=\s)y(?=\s[\"“«]?(?:[Hh]?[iíIÍ])(?![eaoéáóEAO])[a-zñ])")
_OR = re.compile(r"(?<=[^\W\d_]\s)o(?=\s[\"“«]?[Hh]?[oóOÓ][a-zñ])")
# Of 2,400 sentences of the starter 24 have such a word, of 3,000 human translations one, elPeriódico, which the source
# has too. Behind "de" and "en" only what has a capital is taken for a word: definir, entender.
_TOGETHER = re.compile(
    r"\b((?:(?i:l[ao]s?|el|un|una|est[ao]s?|este|es[ao]s?|sus?|que|con|por|para|se|del|al|y)(?=\w{7})|(?i:de|en)(?=[A-ZÁÉÍÓÚÑ])))"
    r"([A-ZÁÉÍÓÚÑ]?[a-záéíóúñü]{4,})\b"
)


def without_spanish_slips(target: str, known: str) -> str:
    """Return Spanish without such slips; words that ``known`` (the source, terms) has stay as they are."""

    def plural(match: re.Match[str]) -> str:
        return match[0] if match[0] in known else f"{match[1]}iones"

    def single(match: re.Match[str]) -> str:
        slip = match[0] not in known and is_word(match[1].lower(), "es")
        return match[1] if slip else match[0]

    def contracted(match: re.Match[str]) -> str:
        return match[0] if match[0] in known else f"{match[1]}l"

    def apart(match: re.Match[str]) -> str:
        one = match[0].casefold() in known.casefold() or is_word(match[0].lower(), "es")
        return match[0] if one or not is_word(match[2].lower(), "es") else f"{match[1]} {match[2]}"

    target = _CONTRACTED.sub(contracted, _TOGETHER.sub(apart, target))
    target = _DOUBLED.sub(single, _PLURAL.sub(plural, target))
    return _OR.sub("u", _AND.sub("e", target))
