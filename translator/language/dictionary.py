"""What simplemma's dictionaries say: whether a word is one, and of what it is a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

LONGEST = 100  # letters; the longest word of simplemma's German dictionary has 86
_LEMMATISED = re.compile(
    r"bg|ca|cs|da|de|el|en|es|et|fi|fr|hu|id|is|it|lt|lv|nb|nl|nn|pl|pt|ro|ru|sk|sl|sq|sv|tr|uk"
)
# Letters of a word that is looked up or cut into parts: every beginning and end of one is remembered,
# and those of a "word" of 100,000 letters need gigabytes. Longer German nouns exist for a joke.
LONGEST_WORD = 60


def has_dictionary(lang: str) -> bool:
    """Say whether simplemma has a dictionary of a language."""
    return _LEMMATISED.fullmatch(lang) is not None


@lru_cache(maxsize=200_000)
def lemma(word: str, lang: str) -> str:
    """Return the dictionary form of a word, the word itself if nothing is known.

    The dictionary form need not have itself as its own: of ``Delegierte`` it is ``Delegierter`` and
    the other way round. Nothing may follow lemmas until they stand still.
    """
    import simplemma

    if not 0 < len(word) <= LONGEST or not has_dictionary(lang):
        return word
    return str(simplemma.lemmatize(word, lang=lang))


def dictionary(lang: str) -> Mapping[str, str]:
    """Return simplemma's dictionary of a language, form → lemma; empty where it has none.

    It is the one that simplemma itself looks words up in: reading it takes about a second.
    """
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    try:
        found: Mapping[str, str] = DEFAULT_DICTIONARY_FACTORY.get_dictionary(lang)
    except ValueError:
        return {}
    return found


@lru_cache(maxsize=200_000)
def known(word: str, lang: str) -> bool:
    """Say whether the dictionary has the word, in this or the other case."""
    import simplemma

    if len(word) > LONGEST or not has_dictionary(lang):
        return False
    return bool(simplemma.is_known(word, lang=lang))


@lru_cache(maxsize=200_000)
def entry(word: str, lang: str) -> str | None:
    """Return the lemma of a word spelled exactly so, ``None`` if the dictionary lacks it."""
    return dictionary(lang).get(word) if len(word) <= LONGEST_WORD else None


def is_word(word: str, lang: str) -> bool:
    """Say whether a language has the word, capitalised or not."""
    if len(word) > LONGEST_WORD:
        return False
    return any(entry(form, lang) for form in (word, word.lower(), word.capitalize()))
