"""Which content words of a segment have a counterpart on the other side, by the table of words.

A word may lack one because it was left out or made up, or because the translation is free: then the
other side has a word without a counterpart, too, and the two make up for each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from translator.language.data import language
from translator.translate.align import Comparison, compare
from translator.translate.word_table import word_table

# A word stands alone if its strongest link is weaker, and no word of the other side is likelier to
# translate it. Chosen on the odd rows of eval/planted, tried .1 to .2 and .01 to .05: third_cut .78 to
# .85 at .004 of the human translations; the others move less.
_WEAK, _UNLIKELY = 0.15, 0.02
_SHORTEST = 3  # letters


@dataclass(frozen=True, slots=True)
class ContentWord:
    """A content word, and how surely the other side says it: ``chance`` by the table alone.

    ``partner`` is the word that it is linked to most strongly.
    """

    text: str
    strength: float
    chance: float
    partner: str

    @property
    def alone(self) -> bool:
        """Tell whether nothing on the other side can be its counterpart; figures have their check."""
        if len(self.text) < _SHORTEST or self.text[0].isdigit():
            return False
        return self.strength < _WEAK and self.chance < _UNLIKELY


@dataclass(frozen=True, slots=True)
class Measures:
    """What the words of a segment say of it as a whole.

    ``coverage``: the mean probability of the likeliest translation of a source word. ``support``: the
    mean logarithm of that of the likeliest source of a target word. ``explained``: the same of all that
    the source gives to it, over all words. Of the target's content words ``letters`` is the mean
    length and ``names`` the share with a capital; ``balance`` is how far the share of other words and
    signs is from ``_USUAL``, negative.
    """

    coverage: float
    support: float
    explained: float
    letters: float
    names: float
    balance: float


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The content words of a segment, and what all of its words say of it: ``None`` without any."""

    source: tuple[ContentWord, ...]
    target: tuple[ContentWord, ...]
    measures: Measures | None = None

    @property
    def lacking(self) -> float:
        """Return how unlikely the target is to say the words of the source, summed over them.

        The negative logarithm of each word's chance: long sentences have more that may go wrong.
        """
        return sum(-log(max(word.chance, _LEAST)) for word in self.source)

    @property
    def left_out(self) -> list[str]:
        """Return the words of the source that stand alone, in order."""
        return [word.text for word in self.source if word.alone]

    @property
    def together(self) -> list[str]:
        """Return the longest run of words of the source that stand alone, one behind the other."""
        runs: list[list[str]] = [[]]
        for word in self.source:
            if word.alone:
                runs[-1].append(word.text)
            else:
                runs.append([])
        return max(runs, key=len)

    @property
    def excess(self) -> int:
        """Return how many more words stand alone in the source than in the target."""
        return len(self.left_out) - sum(word.alone for word in self.target)


def has_table(lang: str, into: str) -> bool:
    """Say whether the words of two languages can be compared."""
    return word_table(lang, into) is not None


@lru_cache(maxsize=100)
def comparison(source: str, target: str, lang: str, into: str) -> Comparison | None:
    """Return the words of a segment compared, which more than one check needs."""
    return compare(source, target, (lang, into))


@lru_cache(maxsize=1_000)
def counterparts(source: str, target: str, lang: str, into: str) -> Counterparts:
    """Compare the content words of a segment with those of its translation."""
    compared = comparison(source, target, lang, into)
    if compared is None:
        return Counterparts((), ())
    chance = compared.chances
    strength = compared.strength
    sides = (
        (compared.source, compared.target, lang, strength, chance),
        (compared.target, compared.source, into, strength.T, chance.T),
    )
    ours, theirs = (
        tuple(
            ContentWord(
                words[place],
                float(links[place].max()),
                float(chances[place].max()),
                others[int(links[place].argmax())],
            )
            for place in _content(words, language)
        )
        for words, others, language, links, chances in sides
    )
    return Counterparts(ours, theirs, _measures(compared, lang, into))


def _measures(compared: Comparison, lang: str, into: str) -> Measures | None:
    import numpy as np

    ours, theirs = _content(compared.source, lang), _content(compared.target, into)
    if not ours or not theirs:
        return None
    words = [compared.target[place] for place in theirs]
    return Measures(
        coverage=float(compared.forth.max(1)[ours].mean()),
        support=float(np.log(compared.back.max(0)[theirs] + _LEAST).mean()),
        explained=float(np.log(compared.forth.sum(0) + _LEAST).mean()),
        letters=sum(map(len, words)) / len(words),
        names=sum(word[0].isupper() for word in words) / len(words),
        balance=-abs(1 - len(theirs) / len(compared.target) - _USUAL),
    )


_LEAST = 0.002  # keeps the logarithm of nothing finite; the table's smallest probability is .0005
_USUAL = 0.42  # the worst fifth of eval/doubt is further from it than the best (odd rows)


def _content(words: Sequence[str], lang: str) -> list[int]:
    """Return the places of words that are neither signs nor of the closed classes."""
    function = language(lang).words.function
    return [
        place
        for place, word in enumerate(words)
        if word[0].isalnum() and not function.fullmatch(word.lower())
    ]
