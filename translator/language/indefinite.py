"""The English indefinite article: ``a`` or ``an``, as the next word sounds."""

from __future__ import annotations

import re

from translator.language.words import is_function_word

# Vowels that sound like consonants: "a European", "a one-off", "a unit".
_CONSONANT_SOUND = re.compile(
    r"eu|ew|one\b|once\b|uk|un[ie](?!m|n)|us[aeu]|ur[aeu]|ut[ei]", re.IGNORECASE
)
# Letters read out one by one: "an FBI agent".
_LETTERS_VOWEL = frozenset("AEFHILMNORSX")
# Not an A that is a name, nor the last letter of an abbreviation.
_ARTICLE = re.compile(r"(?<![\w'’.-])an?(?= [\"“‘]?([A-Za-z]\w*))")
# Both are right before these: an historic, a hotel.
_EITHER = re.compile("h", re.IGNORECASE)


def sounds_like_vowel(form: str) -> bool:
    """Say whether ``an`` stands before ``form``."""
    first = re.split(r"[\s-]", form, maxsplit=1)[0]
    if first.isupper() and len(first) <= 3:  # noqa: PLR2004 - longer ones are mostly read as words
        return first[0] in _LETTERS_VOWEL
    if _CONSONANT_SOUND.match(first):
        return False
    return first[:1].lower() in "aeiou" or bool(
        re.match(r"hour|honest|honou?r|heir", first, re.IGNORECASE)
    )


def indefinite(target: str, source: str) -> str:
    """Write the articles of an English target as their words sound: a earthquake, an meaning.

    What the source has so (a title, a foreign name) stays.
    """

    def right(match: re.Match[str]) -> str:
        word = match[1]
        if is_function_word(word, "en") or _EITHER.match(word) or f"{match[0]} {word}" in source:
            return match[0]
        return "an" if sounds_like_vowel(word) else "a"

    return _ARTICLE.sub(right, target)
