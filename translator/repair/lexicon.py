"""What dictionaries say about a word: whether it is one, and whether it is a name."""

from __future__ import annotations

import re
from functools import lru_cache

from translator.terms.morphology import dictionary

_PLURALS = ("e", "en", "er", "ern", "n", "nen", "es", "em", "se")
_UMLAUTS = str.maketrans("aouAOU", "äöüÄÖÜ")
_SUFFIX = re.compile(r"(?:ung|heit|keit|schaft|tion|tät|ismus)(?:en|s)?$")
_LINKS = ("s", "es", "n", "en", "er", "e")
_LONGEST_GUESS = (
    8  # letters of a name that compounds of short parts explain by chance: Biden, Durand
)

# Letters of a word that is looked up or cut into parts: every beginning and end of one is remembered,
# and those of a "word" of 100,000 letters need gigabytes. Longer German nouns exist for a joke.
LONGEST_WORD = 60


@lru_cache(maxsize=200_000)
def entry(word: str, lang: str) -> str | None:
    """Return the lemma of a word spelled exactly so, ``None`` if the dictionary lacks it."""
    return dictionary(lang).get(word) if len(word) <= LONGEST_WORD else None


def is_word(word: str, lang: str) -> bool:
    """Say whether a language has the word, capitalised or not."""
    if len(word) > LONGEST_WORD:
        return False
    return any(entry(form, lang) for form in (word, word.lower(), word.capitalize()))


@lru_cache(maxsize=50_000)
def is_english_name(word: str) -> bool:
    """Say whether English writes the word with a capital only: Johnson, Iran."""
    return entry(word, "en") is not None


@lru_cache(maxsize=50_000)
def inflects(word: str) -> bool:
    """Say whether German has forms of a noun besides a genitive: names have none."""
    if len(word) > LONGEST_WORD:
        return True
    umlauted = [word[:i] + word[i].translate(_UMLAUTS) + word[i + 1 :] for i in range(1, len(word))]
    stems = [word, word.removesuffix("e"), *(stem for stem in umlauted if stem != word)]
    forms = {stem + ending for stem in stems for ending in ("", *_PLURALS)} - {word, f"{word}s"}
    return any(entry(form, "de") == word for form in forms)


@lru_cache(maxsize=50_000)
def german_noun(word: str) -> float:
    """Return 1 for a German word or compound, 0.5 for what may be a name, 0 for no German at all.

    A noun without any other forms may be a name (Merkel, Lopez), or a mass noun. What is too long to
    be cut into parts is no name.
    """
    if len(word) > LONGEST_WORD:
        return 1.0
    base = entry(word, "de")
    if base is None and entry(word.lower(), "de") is None:
        if not is_compound(word, 3):
            return 0.0
        chance = len(word) <= _LONGEST_GUESS and not is_compound(word, 4)
        return 0.5 if chance else 1.0
    if base == word and entry(word.lower(), "de") is None and not inflects(word):
        return 0.0 if is_english_name(word) else 0.5
    return 1.0


@lru_cache(maxsize=50_000)
def is_compound(word: str, shortest: int) -> bool:
    """Say whether a word can be cut into parts German has, each of ``shortest`` letters or more."""
    if len(word) >= _LONGEST_GUESS and _SUFFIX.search(word):
        return True
    return any(
        _begins(word[:cut], shortest) and _ends(word[cut:], shortest)
        for cut in range(2, len(word) - shortest + 1)
    )


@lru_cache(maxsize=100_000)
def _begins(part: str, shortest: int) -> bool:
    if part == "Öl":  # the one noun of two letters that compounds begin with all the time
        return True
    stems = [part, part + "e", part + "en"]
    stems += [part[: -len(link)] for link in _LINKS if part.endswith(link)]
    return any(len(stem) >= shortest and is_word(stem, "de") for stem in stems)


@lru_cache(maxsize=100_000)
def _ends(part: str, shortest: int) -> bool:
    if entry(part.capitalize(), "de") or entry(part, "de"):
        return True
    return len(part) >= 2 * shortest and is_compound(part.capitalize(), shortest)
