"""A word that comes again at once: what a small model does where it has lost its way.

``repetition`` finds whole phrases, one behind the other; this is the ratification of ratification. The
source must have nothing like it: words that begin alike, or one within another (Cookinseln, Inselstaat).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.article import Finding, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.check.texts import looping
from translator.glossary.concept import Glossary
from translator.language.addresses import without_addresses
from translator.language.data import language
from translator.language.number_words import number_words

_TOKEN = re.compile(r"[^\W\d_]{1,60}(?:['’][^\W\d_]{1,3})?|[.!?:;,()\"“”„–—]|\d[\d.,]*")
_SHORTEST = 4  # letters; shorter ones are little words
# Words further on; with 3, two more of 1,587 human translations have such words (odd rows and others).
_NEAR = 2
_SOURCE_NEAR = 10  # the same in the source, whose verbs go far from what they belong to
_ALIKE = 5  # letters that two words begin with


def said_twice(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find words that stand twice in a few words, as nothing in the source does."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not language(into).words.repeated.pattern:
        return
    for placed in placed_segments(translation):
        if looping(placed.segment.target):
            continue  # told by that check
        again = words_again(without_addresses(placed.segment.target), into)
        if again and has_like_words(placed.segment.source, lang):
            again = [word for word in again if "-" in word]
        if again:
            yield placed.finding("said twice", f"again within a few words: {quoted(again)}")


def words_again(text: str, lang: str) -> list[str]:
    """Return the words that stand twice within a few words of one part of a sentence, or as one.

    Words with capitals may be names: the German Association of German Brewers.
    """
    tokens = list(_TOKEN.finditer(text))
    found = {}
    for place, match in enumerate(tokens):
        word = match.group().lower()
        if not _counts(word, lang):
            continue
        for before in range(max(0, place - _NEAR), place):
            other = tokens[before].group()
            between = [token.group().lower() for token in tokens[before + 1 : place]]
            if not between and text[tokens[before].end() : match.start()] == "-":
                if _begins(other.lower(), word):
                    found[f"{other}-{match.group()}"] = True
            elif (
                _same(other.lower(), word)
                and not (other[0].isupper() and match.group()[0].isupper())
                and not any(_parts(token, lang) for token in between)
            ):
                found[word] = True
    return list(found)


def _parts(token: str, lang: str) -> bool:
    """Tell whether a word may stand between another and the same again, or ends a part."""
    return not token[0].isalnum() or bool(language(lang).words.repeated.fullmatch(token))


def _counts(word: str, lang: str) -> bool:
    """Tell whether a word is one of the open classes, and no number."""
    function = language(lang).words.function
    known = len(word) >= _SHORTEST and word[0].isalpha() and not function.fullmatch(word)
    return known and word not in number_words(lang)


def _same(one: str, other: str) -> bool:
    return one in (other, f"{other}s") or other == f"{one}s"


def _begins(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _ALIKE and one[:_ALIKE] == other[:_ALIKE]


def has_like_words(text: str, lang: str) -> bool:
    """Tell whether two words of a text, not far from each other, are of one stem."""
    words = [word for word in map(str.lower, _TOKEN.findall(text)) if _counts(word, lang)]
    return any(
        word == other or (len(other) >= _ALIKE and other[:_ALIKE] in word) or _begins(word, other)
        for place, word in enumerate(words)
        for other in (
            *words[max(0, place - _SOURCE_NEAR) : place],
            *words[place + 1 : place + 1 + _SOURCE_NEAR],
        )
    )
