"""The forms of a glossary made ready to be compared, and what a place in a text is that agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from translator.glossary.adjacency import in_hyphenation, joins
from translator.glossary.concept import Concept, MatchMode
from translator.glossary.renderings import without_article
from translator.glossary.senses import Reading, Words, reading
from translator.language.data import language
from translator.language.words import Token, clean, is_function_word, is_quantity, tokenize

_LONGEST_ACRONYM = 5  # letters; longer words in capitals are shouted
_CASE_LETTERS = 3  # compared where case matters; endings and umlauts come later in a word


class MatchKind(StrEnum):
    """How a term stands in the text."""

    EXACT = "exact"
    INFLECTED = "inflected"
    HYPHENATED = "hyphenated"  # part of a hyphenated compound
    COORDINATED = "coordinated"  # Ein- und Ausfuhr
    SEPARATED = "separated"  # lehnt … ab
    COMPOUND = "compound"  # part of a compound in one word
    FUNCTION = "function"  # a function word: what it becomes hangs on its neighbours
    UNSURE = "unsure"  # it may be another word that is spelled alike, or part of a name


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of a concept, ready to be compared."""

    concept: Concept
    form: str
    words: tuple[str, ...]
    order: int
    target: str = ""  # what the glossary makes of it

    @property
    def exact(self) -> bool:
        return self.concept.match is MatchMode.EXACT

    @property
    def is_noun(self) -> bool:
        return len(self.words) == 1 and self.words[0][0].isupper()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match before overlaps are resolved; ``span`` is in characters."""

    pattern: Pattern
    span: tuple[int, int]
    kind: MatchKind


def judged(
    kind: MatchKind, pattern: Pattern, words: Words, span: tuple[int, int], pair: tuple[str, str]
) -> MatchKind | None:
    """Look at what a match is part of and which word it is; ``None``: it is no match.

    ``span`` are its tokens, ``pair`` is source and target language.
    """
    start, end = span
    if is_function_word(pattern.form, pair[0]) or is_quantity(pattern.form, pair[0]):
        return MatchKind.FUNCTION if kind is MatchKind.EXACT else None
    if in_hyphenation(words.tokens, start, end):
        return MatchKind.HYPHENATED
    if pair[0] != "de":
        return kind
    if len(pattern.words) > 1:
        return MatchKind.UNSURE if _is_other_number(pattern, words, start, end) else kind
    meant = reading(pattern.words[0], pattern.target, words, start)
    if meant is Reading.OTHER:
        return None
    inflected = kind is MatchKind.INFLECTED and _is_adverbial(pattern, pair[1])
    adverb = inflected and words.tag(start) == "ADJ(A)"
    phrase = pattern.is_noun and _in_phrase(words, start)
    return MatchKind.UNSURE if adverb or phrase or meant is Reading.UNSURE else kind


def _in_phrase(words: Words, at: int) -> bool:
    """Say whether a noun ends a phrase of another meaning: *mit Sicherheit* is certainly."""
    phrase = language("de").words.phrases
    before = [words.text(at - 2), words.text(at - 1), words.text(at)]
    return any(phrase.fullmatch(" ".join(before[first:]).lower()) for first in (0, 1))


def _is_adverbial(pattern: Pattern, lang: str) -> bool:
    """Say whether a term is a phrase that stands before no noun: *persönlich* in person."""
    phrase = without_article(pattern.target, lang).split()
    lower = pattern.form[0].islower() and len(phrase) > 1
    return lower and is_function_word(phrase[0], lang)


def _is_other_number(pattern: Pattern, words: Words, start: int, end: int) -> bool:
    """Say whether *letztes Jahr* stands in the plural: in den letzten Jahren is no last year."""
    noun, text = pattern.words[-1], words.text(end - 1)
    phrase = is_quantity(words.text(start), "de") and noun[0].isupper()
    return phrase and text not in (noun, f"{noun}s", f"{noun}es")


def words_of(form: str) -> tuple[str, ...]:
    """Split a form into what is compared token by token; hyphens inside words are left out."""
    tokens = tokenize(form)
    return tuple(
        clean(token.text)
        for position, token in enumerate(tokens)
        if not (0 < position < len(tokens) - 1 and joins(tokens, position))
    )


def joined(words: Sequence[str]) -> str:
    """Write ``E``, ``Mail`` as ``Email``."""
    return words[0] + "".join(word.lower() for word in words[1:])


def case_fits(pattern: Pattern, number: int, token: Token, lang: str) -> bool:
    """Compare the casing: nouns and names keep their capital, other words may gain one."""
    word, text = pattern.words[number], token.text
    if pattern.concept.case_sensitive:
        return text[:_CASE_LETTERS] == word[:_CASE_LETTERS][: len(text)]
    if not word[0].isalpha():
        return True
    if word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM:
        return text.startswith(word) or (len(word) > 2 and text[0].isupper())  # noqa: PLR2004 - "Is", "Es", "Im" are words
    if word[0].isupper():
        return text[0].isupper()
    if text[0].islower() or lang != "de":
        return True
    return token.first or (text.isupper() and len(text) > 1) or len(pattern.words) > 1
