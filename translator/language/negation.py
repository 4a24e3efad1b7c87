"""Words that say no: not, kein, without, and what may stand for them: unlikely, kaum, lack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from translator.language.data import NEVER, language
from translator.language.dictionary import known

_SHORTEST = 3  # letters of what remains
_WORD = re.compile(r"[^\W\d_]{2,40}(?:-[^\W\d_]{1,40})?")


@dataclass(frozen=True, slots=True)
class Negations:
    """The negations of a text as written, and how many words could stand for one."""

    strong: tuple[str, ...]
    weak: int


def negations(text: str, lang: str) -> Negations:
    """Return what says no in a text; nothing for a language of which none is known."""
    strong, weak, idle = _patterns(lang)
    found = tuple(match.group() for match in strong.finditer(idle.sub(" ", text)))
    might = len(weak.findall(text)) + len(idle.findall(text))
    return Negations(
        found, might + sum(_negated(word.lower(), lang) for word in _WORD.findall(text))
    )


@lru_cache(maxsize=50_000)
def _negated(word: str, lang: str) -> bool:
    """Tell whether a word is a word with something before or behind it that says no."""
    begin, end = _affixes(lang)
    for affix in (begin.match(word), end.search(word)):
        if affix:
            if affix.group().endswith("-"):
                return True
            rest = word[affix.end() :] or word[: affix.start()]
            if len(rest) >= _SHORTEST and any(
                known(form, lang) for form in (rest, rest.capitalize())
            ):
                return True
    return False


@lru_cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    said = language(lang).negation
    return _words(said.strong), _words(said.weak), _words(said.idle)


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?ix)(?<!\w)(?:{alternatives})(?!\w)") if alternatives else NEVER


@lru_cache
def _affixes(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = language(lang).negation
    before = re.compile(f"(?:{said.prefixes})") if said.prefixes else NEVER
    return before, re.compile(f"(?:{said.suffixes})$") if said.suffixes else NEVER
