"""What is wrong with the numbers and names of a translation, and whether another is sounder."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from translator.language.names import Name, names
from translator.repair import amounts, lost_names
from translator.repair.amounts import Amount
from translator.repair.lost_names import Garbled

_WORD = re.compile(r"[^\W_]+")
_CAPITALISED = re.compile(r"[^\W\d_a-zß-ÿ][^\W_]+|\d+(?:[.,:]\d+)*")
_COUNTED_YEAR = re.compile(r"\b(?:19|20)\d\d (?:million|billion|thousand|percent|%)")
_NEIGHBOURS = re.compile(r"(?=(?<!\w)(\w+) (\w+))")
_QUOTE = re.compile('["“”„«»]')
_CLOSING = "\"'“”«»‘’) "
_LOST = 2  # cost of what is missing; a word or number from nowhere costs 1


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the languages of its translation."""

    source: str
    lang: str
    into: str


@dataclass(frozen=True, slots=True)
class Faults:
    """Numbers and names a target lacks, and what it has from nowhere.

    ``doubtful`` names may well be missing for a reason; they cost nothing.
    """

    numbers: tuple[Amount, ...] = ()
    names: tuple[Name, ...] = ()
    doubtful: tuple[Name, ...] = ()
    strays: tuple[Amount, ...] = ()
    garbled: tuple[Garbled, ...] = ()

    @property
    def cost(self) -> int:
        """Return how bad it is, 0 for a target with nothing wrong."""
        return _LOST * len(self.numbers + self.names) + len(self.strays) + len(self.garbled)

    @property
    def open(self) -> bool:
        """Say whether something is certainly missing."""
        return bool(self.numbers or self.names)


def find(pair: Pair, target: str) -> Faults:
    """Compare the numbers and names of a target with those of its source."""
    source, lang, into = pair.source, pair.lang, pair.into
    lost = lost_names.missing(source, target, lang, into)
    return Faults(
        numbers=amounts.missing(source, target, lang, into),
        names=tuple(name for name in lost if name.sure),
        doubtful=tuple(name for name in lost if not name.sure),
        strays=amounts.strays(source, target, lang, into),
        garbled=lost_names.garbled(source, target, into),
    )


def better(pair: Pair, candidate: str, base: str, found: Faults, before: Faults) -> bool:
    """Say whether ``candidate`` has fewer faults than ``base`` and nothing else got worse.

    It may not lack a number, a name or any other word of the source that ``base`` has, have one
    more often than both, repeat itself, end otherwise, or differ much in length.
    """
    return (
        found.cost < before.cost
        and len(found.numbers + found.names) < len(before.numbers + before.names)
        and len(found.garbled) <= len(before.garbled)
        and _contains(before.numbers, found.numbers)
        and _contains(before.names + before.doubtful, found.names + found.doubtful)
        and _kept(pair.source, candidate, base)
        and not _doubled(pair.source, candidate, base)
        and _length_fits(pair.source, candidate, base)
        and not _loops(candidate, base)
        and not (_COUNTED_YEAR.search(candidate) and not _COUNTED_YEAR.search(base))
        and _ending(candidate) == _ending(base)
        and _quotes(candidate) == _quotes(base)
        and not _joined(pair, candidate, base)
    )


def content(text: str) -> int:
    """Return how many words of a text carry meaning, names and numbers not counted."""
    return sum(word.islower() and len(word) > 3 for word in _WORD.findall(text))  # noqa: PLR2004 - shorter ones are mostly grammar


def _joined(pair: Pair, candidate: str, base: str) -> bool:
    """Say whether names or numbers stand side by side that neither the source nor ``base`` has so."""
    found = {form for name in names(pair.source, pair.lang, pair.into) for form in name.forms}
    return any(
        (one in found or one.isdigit())
        and (other in found or other.isdigit())
        and f"{one} {other}" not in pair.source
        and f"{one} {other}" not in base
        for one, other in _NEIGHBOURS.findall(candidate)
    )


def _quotes(text: str) -> int:
    return len(_QUOTE.findall(text))


def _contains(
    before: tuple[Amount, ...] | tuple[Name, ...], after: tuple[Amount, ...] | tuple[Name, ...]
) -> bool:
    """Say whether nothing is missing that was there."""
    return not Counter(item.text for item in after) - Counter(item.text for item in before)


def _kept(source: str, candidate: str, base: str) -> bool:
    """Say whether the source's own capitalised words in ``base`` are in ``candidate`` too."""
    return not (_capitalised(source) & _capitalised(base)) - set(_WORD.findall(candidate))


def _capitalised(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if word[0].isupper()}


def _doubled(source: str, candidate: str, base: str) -> bool:
    """Say whether a name or number stands more often than in source and ``base``."""
    now, then, wanted = (Counter(_CAPITALISED.findall(text)) for text in (candidate, base, source))
    return any(count > max(then[word], wanted[word], 1) for word, count in now.items())


def _length_fits(source: str, candidate: str, base: str) -> bool:
    """Say whether the length stays near that of ``base``, or grows towards the source's."""
    new, old, full = (len(text.split()) for text in (candidate, base, source))
    return 0.7 * old - 2 <= new <= max(1.3 * old + 2, min(1.3 * full + 2, 2.5 * old + 2))


def _loops(candidate: str, base: str) -> bool:
    """Say whether a pair of words, or a word twice in a row, comes more often than in ``base``."""
    (pairs, stutters), (pairs_before, stutters_before) = _repeats(candidate), _repeats(base)
    return pairs > max(pairs_before, 1) or stutters > stutters_before


def _repeats(text: str) -> tuple[int, int]:
    """Return how often the most frequent pair of words stands in a text, and the stutters."""
    words = [word.casefold() for word in _WORD.findall(text)]
    pairs: Counter[tuple[str, str]] = Counter(pairwise(words))
    return max(pairs.values(), default=0), sum(a == b and a.isalpha() for a, b in pairwise(words))


def _ending(text: str) -> str:
    """Return the closing punctuation mark, or an empty string."""
    last = text.rstrip(_CLOSING)[-1:]
    return last if last in ".!?:;…" else ""
