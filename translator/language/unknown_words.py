"""Words that no dictionary explains, nor the text that was translated: a small model makes words up."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_lowercase

from translator.language.data import language
from translator.language.dictionary import LONGEST_WORD, entry, is_word

_WORD = re.compile(r"(?<!['’\w])[^\W\d_]{1,60}(?!['’]t)")
_STRESSED = str.maketrans("áéíóú", "aeiou")
_SHORTEST = 4  # letters; shorter ones are units, articles of other languages, abbreviations
_LINKED = 3  # letters that a short part and its other one have beside the shortest


def can_tell(lang: str) -> bool:
    """Say whether the words of a language are known well enough to call one unknown.

    Nouns with capitals are taken for names, and words that are made of others need its affixes.
    """
    known = language(lang)
    return bool(known.formation.suffixes) and not known.capital_nouns


def unknown_words(source: str, target: str, lang: str) -> list[str]:
    """Return the words in small letters that neither the dictionary nor the source explains."""
    low = source.lower()
    found = dict.fromkeys(
        word
        for word in _WORD.findall(target)
        if word.islower() and len(word) >= _SHORTEST and not is_word(word, lang)
    )
    others = language(lang).formation.others
    return [
        w for w in found if w.rstrip("s") not in low and w not in others and not _is_made(w, lang)
    ]


def _is_made(word: str, lang: str) -> bool:
    """Tell whether a word is made of others: over|scan, aged|ness, geo|filtering, catalog|ising."""
    before, behind = _affixes(lang)
    bare = behind.sub("", word)
    stems = {bare, bare.translate(_STRESSED)} - {word}  # haciéndose is haciendo
    if any(is_word(stem + end, lang) for stem in stems for end in language(lang).formation.ends):
        return True
    rest = before.sub("", word)
    if rest != word and len(rest) >= _SHORTEST and is_word(rest, lang):
        return True
    return any(
        min(map(len, parts)) > _SHORTEST or len(word) > 2 * _SHORTEST + _LINKED
        for parts in two_words(word, lang)
    )


def two_words(word: str, lang: str) -> list[tuple[str, str]]:
    """Return the ways to cut a word in two that a language has, each of four letters or more."""
    cuts = range(_SHORTEST, min(len(word), LONGEST_WORD) - _SHORTEST + 1)
    return [
        (word[:cut], word[cut:])
        for cut in cuts
        if entry(word[:cut], lang) and entry(word[cut:], lang)
    ]


def one_letter_off(word: str, lang: str) -> list[str]:
    """Return the words of a language from which a word differs by one letter, in alphabetical order.

    One that is too much, lacks or is another, or two that changed places (Damerau 1964).
    """
    if len(word) > LONGEST_WORD:
        return []
    halves = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    letters = sorted({*ascii_lowercase, *word})
    found = {one + other[1:] for one, other in halves if other}
    found |= {one + other[1] + other[0] + other[2:] for one, other in halves if other[1:]}
    found |= {one + a + other for one, other in halves for a in letters}
    found |= {one + a + other[1:] for one, other in halves for a in letters if other}
    return sorted(other for other in found - {word} if entry(other, lang))


@lru_cache
def _affixes(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = language(lang).formation
    return re.compile(f"^(?:{known.prefixes})-?"), re.compile(f"(?:{known.suffixes})$")
