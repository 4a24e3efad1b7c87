"""Judge whether a candidate may take the place of a translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from translator.article import TermOutcome
from translator.language.words import tokenize
from translator.terms.goals import Goal

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LENGTH = 0.3  # share of words that may come or go; not swept
_SLACK = 1  # words
_CLOSING = "\"'“”«»‘’)"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible target; ``replaced`` is the rendering whose place the term took.

    ``sure`` says that the place was recognised as a rendering of the term.
    """

    text: str
    outcome: TermOutcome
    replaced: str = ""
    sure: bool = False


def acceptable(
    candidate: Candidate, base: str, source: str, goals: Sequence[Goal], wanted: int | None = None
) -> bool:
    """Say whether ``candidate`` has more terms than ``base`` and nothing else got worse.

    ``wanted`` is the number of the goal that must gain; without it, any goal will do.
    """
    text = candidate.text
    before = [goal.missing(base) for goal in goals]
    after = [goal.missing(text) for goal in goals]
    if any(now > was for was, now in zip(before, after, strict=True)):
        return False
    if sum(after) >= sum(before) or (wanted is not None and after[wanted] >= before[wanted]):
        return False
    return (
        not _doubled(text, base, goals)
        and not _leftover(candidate, base, goals)
        and not (wanted is not None and _source_left(text, source, goals, wanted))
        and _numbers_kept(text, base, source)
        and _length_kept(candidate, base, goals)
        and not _loops(text, base, goals)
        and _ending(text) == _ending(base)
    )


def _doubled(text: str, base: str, goals: Sequence[Goal]) -> bool:
    """Say whether a term stands in ``text`` more often than the source and ``base`` have it."""
    return any(
        len(goal.occurrences(text)) > max(len(goal.matches), len(goal.occurrences(base)))
        for goal in goals
    )


def _leftover(candidate: Candidate, base: str, goals: Sequence[Goal]) -> bool:
    """Say whether the old rendering still stands beside the new one."""
    new = {word for goal in goals for form in goal.forms for word in _words(form)}
    old = [word for word in _words(candidate.replaced) if word not in new]
    if not old:
        return False
    before, after = (
        _count(old, _words(_without_terms(text, goals))) for text in (base, candidate.text)
    )
    return after >= max(before, 1)


def _source_left(text: str, source: str, goals: Sequence[Goal], number: int) -> bool:
    """Say whether a piece of the source term stands beside the term: ``e. V.``."""
    goal = goals[number]
    new = {word for form in goal.forms for word in _words(form)}
    there = Counter(_words(_without_terms(text, goals)))
    for match in goal.matches:
        pieces = set(_words(match.surface)) - new
        if len(pieces) > 1:
            start, end = match.span
            outside = Counter(_words(source[:start] + " " + source[end:]))
            if any(there[piece] > outside[piece] for piece in pieces):
                return True
    return False


def _words(text: str) -> list[str]:
    return [token.text.casefold() for token in tokenize(text) if token.is_word]


def _count(part: Sequence[str], words: Sequence[str]) -> int:
    """Count how often the words of ``part`` stand side by side."""
    size = len(part)
    return sum(list(words[at : at + size]) == list(part) for at in range(len(words) - size + 1))


def _without_terms(text: str, goals: Sequence[Goal]) -> str:
    """Blank the terms out: ``valves`` is no leftover in ``intake valves``."""
    for goal in goals:
        for start, end in (o.span for o in goal.occurrences(text)):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _numbers_kept(text: str, base: str, source: str) -> bool:
    """Say whether every number that ``base`` has from the source is kept and none is new."""
    wanted, had, has = (_numbers(part) for part in (source, base, text))
    return not (had & wanted) - has and not has - had - wanted


def _numbers(text: str) -> Counter[str]:
    """Count the numbers of a text by their digits; the two languages separate differently."""
    return Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(text))


def _length_kept(candidate: Candidate, base: str, goals: Sequence[Goal]) -> bool:
    """Say whether the length stays within 30 % and what terms add, and what they replace takes."""
    old, new = len(base.split()), len(candidate.text.split())
    longest = max((len(form.split()) for goal in goals for form in goal.forms), default=0)
    replaced = len(candidate.replaced.split())
    return abs(new - old) <= max(_SLACK, _LENGTH * old) + max(longest, replaced) - 1


def _loops(text: str, base: str, goals: Sequence[Goal]) -> bool:
    """Say whether a pair of words repeats more often than it did, and than any term has to."""
    named = max((len(goal.matches) for goal in goals), default=1)
    return _repeats(text) > max(_repeats(base), named)


def _repeats(text: str) -> int:
    words = [token.text.casefold() for token in tokenize(text)]
    pairs = Counter(pairwise(words))
    immediate = sum(a == b and a.isalpha() for a, b in pairwise(words))
    return max(pairs.values(), default=0) + immediate


def _ending(text: str) -> str:
    """Return the closing punctuation mark, or an empty string."""
    last = text.rstrip(_CLOSING + " ")[-1:]
    return last if last in ".!?:;…" else ""
