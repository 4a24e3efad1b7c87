"""Whole segments: empty, left as they were, looping, far too short or too long."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from translator.article import Finding, Severity, Translation
from translator.check.counterparts import has_table
from translator.check.segments import (
    Placed,
    placed_segments,
    quoted,
    source_lang,
    target_lang,
    words,
)
from translator.glossary.concept import Glossary
from translator.language.data import language

_LOOP = re.compile(r"([^\W\d_])\1{3,}|([^\W\d_]{2,12}?)\2{3,}")
# Ends and quotation marks count: "the guru. The guru" is no loop, "the guru. The guru." is one.
_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_]+|[.!?:;\"“”„]")
_QUOTED = re.compile(r"[\"“„”«»‘’'(][^\"“„”«»()]{0,200}[\"“”«»‘’')]")
_LONG_ENOUGH = 4  # words; below this source and target may well be the same, or a name
_MOST_WORDS_OF_A_LOOP = 12  # not measured
_LONG_WORD = 5  # letters
# Length of the target as a share of the source's; among 1,700 human translations from German into
# English the shortest has .55 and the longest 1.7.
_SHORTEST, _LONGEST = 0.5, 1.8
_DENSE = frozenset({"ja", "ko", "th", "zh"})  # scripts that need fewer characters
_LETTERS_THAT_COUNT = 30  # below it lengths say nothing; not measured
_MUCH_LONGER = 2.5  # times; then short sources count, too; not swept
_LETTERS_THAT_TELL = 60  # below, what is the least of a language says nothing


def empty(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find segments whose translation is empty."""
    del glossary
    for placed in placed_segments(translation):
        if words(placed.segment.source) and not placed.segment.target.strip():
            yield placed.finding("empty", "the translation is empty", Severity.ERROR)


def untranslated(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find segments that stayed in the source language, whole or in part."""
    del glossary
    german = translation.route.languages[0].startswith("de") and target_lang(translation) != "de"
    for placed in placed_segments(translation):
        if is_untranslated(placed):
            yield placed.finding("untranslated", "same text as the source", Severity.ERROR)
        elif german and (left := german_left(placed.segment.target)):
            yield placed.finding("untranslated", f"German left in the text: {quoted(left)}")


def is_untranslated(placed: Placed) -> bool:
    """Tell whether a segment is its source again, and more than names."""
    source = words(placed.segment.source)
    if [w.lower() for w in source] != [w.lower() for w in words(placed.segment.target)]:
        return False
    return len(source) >= _LONG_ENOUGH and any(word[0].islower() for word in source)


def german_left(target: str) -> list[str]:
    """Return German function words in a text in another language; two prove more than one.

    Quotations and names in brackets may be German and do not count.
    """
    found = [
        word for word in words(_QUOTED.sub(" ", target)) if word in language("de").words.of_no_other
    ]
    return found if len(set(found)) > 1 else []


def repetition(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find loops: the same words, or letters, again and again where the source has no such thing."""
    del glossary
    for placed in placed_segments(translation):
        loop = looping(placed.segment.target)
        if loop and not looping(placed.segment.source):
            yield placed.finding("repetition", f'repeats "{loop}"', Severity.ERROR)


def looping(text: str) -> str:
    """Return what a text repeats in a row: letters, a word, several words; or an empty string.

    A phrase of five words that stands in it three times counts too.
    """
    letters = _LOOP.search(text)
    if letters:
        return letters.group(1) or letters.group(2)
    tokens = _TOKEN.findall(text.lower())
    for size in range(1, _MOST_WORDS_OF_A_LOOP + 1):
        for start in range(len(tokens) - 2 * size + 1):
            piece = tokens[start : start + size]
            # "had had" and "that that" are language, "had had had" is not.
            times = 3 if size == 1 and len(piece[0]) < _LONG_WORD else 2
            if not piece[0][0].isalnum():
                continue
            if tokens[start : start + size * times] == piece * times:
                return " ".join(piece)
    return _phrase(tokens)


def _phrase(all_words: Sequence[str], size: int = 5, times: int = 3) -> str:
    grams = Counter(" ".join(all_words[i : i + size]) for i in range(len(all_words) - size + 1))
    return next((gram for gram, count in grams.items() if count >= times), "")


def length(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find translations that are far shorter or longer than their source."""
    del glossary
    if target_lang(translation) in _DENSE:
        return
    shortest = language(target_lang(translation)).shortest
    known = has_table(source_lang(translation), target_lang(translation))
    for placed in placed_segments(translation):
        ratio = length_ratio(placed.segment.source, placed.segment.target)
        few = len(placed.segment.source) < _LETTERS_THAT_TELL
        if ratio and not (_SHORTEST if few else shortest) <= ratio <= _LONGEST:
            size = "short" if ratio < 1 else "long"
            message = f"very {size}: {ratio:.0%} of the source's length"
            # Between the two the words decide, where they are known (``omission``).
            doubtful = known and _SHORTEST <= ratio < 1
            yield placed.finding("length", message, Severity.NOTE if doubtful else Severity.WARNING)
        elif ratio and (last := unfinished(placed.segment.target, target_lang(translation))):
            yield placed.finding("length", f'ends with "{last}"')


def unfinished(target: str, lang: str) -> str:
    """Return the last word of a text if none can end with it: the, and, of; or an empty string."""
    last = target.rstrip(".!?…\"“”»’' ").rpartition(" ")[2]
    return last if last in language(lang).unfinished else ""


def length_ratio(source: str, target: str) -> float:
    """Return target length by source length, or 0.0 where the source is too short to tell."""
    count, long = len(source.strip()), len(target.strip())
    enough = count >= _LETTERS_THAT_COUNT or (count and long >= _MUCH_LONGER * _LETTERS_THAT_COUNT)
    return long / count if enough and long else 0.0
