"""Judge whether a candidate may take the place of a translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from translator.article import TermOutcome
from translator.terms.goals import Goal
from translator.terms.tokens import tokenize

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LENGTH = 0.3
_SLACK = 1
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

    ``wanted`` is the number of the goal that must be met; without it, any further goal will do.
    """
    text = candidate.text
    before = [goal.met(base) for goal in goals]
    after = [goal.met(text) for goal in goals]
    if any(was and not now for was, now in zip(before, after, strict=True)):
        return False
    if sum(after) <= sum(before) or (wanted is not None and not after[wanted]):
        return False
    return (
        not _doubled(text, base, goals)
        and not _leftover(candidate, base, goals)
        and _numbers_kept(text, base, source)
        and _length_kept(text, base, goals)
        and not _loops(text, base)
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
    old = candidate.replaced.casefold()
    if not old or any(old in form.casefold() for goal in goals for form in goal.forms):
        return False
    pattern = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    count = len(pattern.findall(base.casefold()))
    return len(pattern.findall(candidate.text.casefold())) >= max(count, 1)


def _numbers_kept(text: str, base: str, source: str) -> bool:
    """Say whether every number that ``base`` has from the source is kept and none is new."""
    wanted, had, has = (_numbers(part) for part in (source, base, text))
    return not (had & wanted) - has and not has - had - wanted


def _numbers(text: str) -> Counter[str]:
    """Count the numbers of a text by their digits; the two languages separate differently."""
    return Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(text))


def _length_kept(text: str, base: str, goals: Sequence[Goal]) -> bool:
    """Say whether the length stays within 30 % and what the terms themselves may add."""
    old, new = len(base.split()), len(text.split())
    longest = max((len(form.split()) for goal in goals for form in goal.forms), default=0)
    return abs(new - old) <= max(_SLACK, _LENGTH * old) + longest - 1


def _loops(text: str, base: str) -> bool:
    """Say whether a pair of words repeats more often than it did."""
    return _repeats(text) > max(_repeats(base), 1)


def _repeats(text: str) -> int:
    words = [token.text.casefold() for token in tokenize(text)]
    pairs = Counter(pairwise(words))
    immediate = sum(a == b and a.isalpha() for a, b in pairwise(words))
    return max(pairs.values(), default=0) + immediate


def _ending(text: str) -> str:
    """Return the closing punctuation mark, or an empty string."""
    last = text.rstrip(_CLOSING + " ")[-1:]
    return last if last in ".!?:;…" else ""
