"""Guess where in a target the rendering stands that a term should take the place of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translator.language.dictionary import known
from translator.language.words import Token, fold, tokenize
from translator.terms.goals import Goal
from translator.terms.renderings import find_forms, form_words

_SIMILAR = 0.62  # likeness; chosen by looking, not swept
_MISSPELLED = 0.66  # likeness; chosen by looking, not swept
_GARBLED = 0.14  # how much less alike the remains of a name may be
_LONG_WORD = 4  # letters; shorter words are alike by chance
_NEAREST = 40  # words; not swept
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,4}")
_PIECE = 3  # letters of a piece of a source word
_SHORT_WORDS = re.compile(
    r"a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|not|is|are|was|were|be|been|has|have|had"
    r"|its?|he|she|they|we|you|i|his|her|their|this|that|these|those|as|which|who|will|would|can"
    r"|could|there|than|into|about|after|before|over|under|s|t"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the target that may be a wrong rendering.

    ``sure`` says that it was recognised as one: a forbidden form, the model's own rendering of the
    whole term, or a misspelling of it.
    """

    span: tuple[int, int]
    sure: bool


def places(
    goal: Goal,
    source: str,
    target: str,
    renderings: Sequence[str],
    taken: Iterable[tuple[int, int]],
) -> tuple[Place, ...]:
    """Return where the term of ``goal`` may belong, the most likely place first.

    In order: a forbidden form; the model's own rendering of the term (``renderings``); a word that
    looks like the term in either language; then, and these are not sure, all other content words,
    the nearest to where the term stands in the source first. What overlaps one of the spans of
    ``taken``, where terms stand, is left out, and so is what the source has as it is.
    """
    occupied = {char for span in taken for char in range(*span)}

    def free(span: tuple[int, int]) -> bool:
        return occupied.isdisjoint(range(*span))

    if banned := goal.violations(target):
        return tuple(Place(o.span, sure=True) for o in banned)
    tokens = [t for t in tokenize(target) if t.text[0].isalpha()]
    content = [
        t
        for t in tokens
        if not _SHORT_WORDS.fullmatch(fold(t.text, goal.lang)) and free((t.start, t.end))
    ]
    found = [(o.span, True) for o in find_forms(target, renderings, goal.lang) if free(o.span)]
    found += [
        ((t.start, t.end), True) for t, misspelled in _lookalikes(goal, content) if misspelled
    ]
    copied = _outside(goal, source)
    others = [t for t in content if fold(t.text, goal.lang) not in copied]
    found += [((t.start, t.end), False) for t in _nearest(goal, source, target, others)]
    kept: dict[tuple[int, int], bool] = {}
    for span, sure in found:
        whole_word = _with_dots(span, target)
        kept.setdefault(_with_dot(_with_parts(whole_word, goal, tokens), goal, target), sure)
    return tuple(Place(span, sure) for span, sure in kept.items())


def _outside(goal: Goal, source: str) -> set[str]:
    """Return the longer words of the source that do not belong to the term."""
    for match in reversed(goal.matches):
        source = source[: match.span[0]] + " " + source[match.span[1] :]
    words = (fold(token.text, goal.lang) for token in tokenize(source))
    return {word for word in words if len(word) >= _LONG_WORD}


def _with_dots(span: tuple[int, int], target: str) -> tuple[int, int]:
    """Take an abbreviation as a whole: of ``U.S.`` nothing may stay behind."""
    for match in _DOTTED.finditer(target, max(span[0] - _LONG_WORD, 0)):
        start, end = match.span()
        if start > span[0]:
            break
        if span[1] <= end:
            return start, end if target[end:].strip() else end - 1
    return span


def _with_dot(span: tuple[int, int], goal: Goal, target: str) -> tuple[int, int]:
    """Take in the dot of an abbreviation such as ``e. V.`` where the sentence goes on behind it."""
    start, end = span
    dotted = any(match.surface.endswith(".") for match in goal.matches)
    goes_on = target[end : end + 1] == "." and target[end + 1 :].strip()
    return (start, end + 1) if dotted and goes_on else span


def _nearest(goal: Goal, source: str, target: str, tokens: Sequence[Token]) -> list[Token]:
    """Return the words nearest to the relative place of the term in the source."""
    start, end = goal.matches[0].span
    middle = (start + end) / 2 / max(len(source), 1) * len(target)
    return sorted(tokens, key=lambda t: (abs((t.start + t.end) / 2 - middle), t.start))[:_NEAREST]


def _with_parts(span: tuple[int, int], goal: Goal, tokens: Sequence[Token]) -> tuple[int, int]:
    """Widen a span over neighbours that belong to it: ``Foreign Minister``, ``KANZLE RAM``.

    They are words of the term, or pieces of a source word that the model has spelled out.
    """
    words = {
        fold(word, goal.lang) for form in goal.forms[:1] for word in form_words(form, goal.lang)
    }
    surfaces = [fold(match.surface, goal.lang) for match in goal.matches]

    def belongs(token: Token) -> bool:
        text = fold(token.text, goal.lang)
        piece = len(text) >= _PIECE and any(text in surface for surface in surfaces)
        odd = token.text.isupper() or not known(token.text, goal.lang)
        return text in words or (piece and odd)

    first = bisect_right(tokens, span[0], key=lambda t: t.end)
    last = bisect_left(tokens, span[1], key=lambda t: t.start) - 1
    if first > last:
        return span  # no word
    while first and belongs(tokens[first - 1]):
        first -= 1
    while last + 1 < len(tokens) and belongs(tokens[last + 1]):
        last += 1
    return min(span[0], tokens[first].start), max(span[1], tokens[last].end)


def _lookalikes(goal: Goal, tokens: Iterable[Token]) -> list[tuple[Token, bool]]:
    """Return words spelled like the term in the source or in the target, the likest first.

    True means a misspelling of the whole term. A word of a term of several words is right as far
    as it goes: it comes last.
    """
    models = [
        (fold(word, goal.lang), len(words) == 1)
        for text in (*(match.surface for match in goal.matches), *goal.forms)
        for words in [form_words(text, goal.lang)]
        for word in words
        if len(word) >= _LONG_WORD
    ]
    rated = []
    for token in tokens:
        word = fold(token.text, goal.lang)
        rates = [(_likeness(word, model), whole) for model, whole in models]
        best, whole = max(rates, default=(0.0, False))
        # A capitalised word that no dictionary knows is a name, and may be a garbled one.
        ease = _GARBLED if token.text[0].isupper() and not known(token.text, goal.lang) else 0.0
        if best >= _SIMILAR - ease:
            part = best == 1.0 and not whole
            misspelled = whole and best >= _MISSPELLED - ease
            rated.append((part, -best, token.start, token, misspelled))
    ranked = sorted(rated, key=lambda item: item[:3])[:2]
    return [(token, misspelled) for *_, token, misspelled in ranked]


def _likeness(one: str, other: str) -> float:
    """Return 0-1; words that begin with different letters are not alike."""
    if one[0] != other[0]:
        return 0.0
    return SequenceMatcher(None, one, other).ratio()
