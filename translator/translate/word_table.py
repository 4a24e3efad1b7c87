"""How likely a word is the translation of another: a table learned from a corpus, read once.

``data/FROM_TO.npz`` is made by ``training/words.py`` and serves both directions. Words are in small
letters; those with a digit are not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

STEPS = 255  # a byte holds a probability: 255 is 1, and every step down divides by RATIO
RATIO = 1.03  # so 0.0005 is the smallest one that is more than none


@dataclass(frozen=True)
class WordTable:
    """Probabilities of word pairs, given the one and given the other.

    ``words`` are the numbers of the words of either language, ``counts`` how often they stand in
    the corpus. ``keys``, sorted, are pairs of numbers as one; ``given`` are two bytes for each.
    """

    langs: tuple[str, str]
    words: tuple[dict[str, int], dict[str, int]]
    counts: tuple[Any, Any]
    keys: Any
    given: tuple[Any, Any]

    @cached_property
    def _in_order(self) -> tuple[list[str], list[str]]:
        return list(self.words[0]), list(self.words[1])

    def number(self, word: str, lang: str) -> int:
        """Return the number of a word, -1 of one that is not in the table."""
        return self.words[self.langs.index(lang)].get(word, -1)

    def count(self, word: str, lang: str) -> int:
        """Return how often a word stands in the corpus, about; 0 if it is not in the table."""
        side = self.langs.index(lang)
        number = self.words[side].get(word, -1)
        return int(self.counts[side][number]) if number >= 0 else 0

    def entries(self, word: str, lang: str) -> list[tuple[str, float]]:
        """Return what a word is called in the other language, and how surely, surest first.

        That is the geometric mean of the two probabilities, as the strength of a link.
        """
        import numpy as np

        turned = self.langs.index(lang)
        number, many = self.words[turned].get(word, -1), len(self.words[1])
        if number < 0:
            return []
        if turned:
            at = np.flatnonzero(self.keys % many == number)
            others = self.keys[at] // many
        else:
            at = np.arange(*np.searchsorted(self.keys, (number * many, (number + 1) * many)))
            others = self.keys[at] % many
        first, second = (_values()[bytes_[at]] for bytes_ in self.given)
        strength = np.sqrt(first * second)
        order = np.argsort(-strength, kind="stable")
        called = self._in_order[1 - turned]
        return [(called[others[i]], float(strength[i])) for i in order]

    def look_up(
        self, source: Sequence[int], target: Sequence[int], lang: str
    ) -> tuple[Matrix, Matrix]:
        """Return p(target | source) and p(source | target) of every pair of two lists of words.

        ``lang`` is that of the source; the matrices have a row for each of its words.
        """
        import numpy as np

        turned = self.langs.index(lang)
        rows, columns = (target, source) if turned else (source, target)
        a = np.asarray(rows, np.int64)[:, None]
        b = np.asarray(columns, np.int64)[None, :]
        wanted = np.where((a < 0) | (b < 0), -1, a * len(self.words[1]) + b)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        hit = self.keys[place] == wanted
        first, second = (np.where(hit, _values()[bytes_[place]], 0.0) for bytes_ in self.given)
        return (second.T, first.T) if turned else (first, second)


@lru_cache
def word_table(source: str, target: str) -> WordTable | None:
    """Return the table of a pair of languages in either direction, ``None`` where there is none."""
    ours, theirs = (lang.partition("-")[0] for lang in (source, target))
    folder = resources.files(__package__).joinpath("data")
    for pair in ((ours, theirs), (theirs, ours)):
        file = folder.joinpath("_".join(pair) + ".npz")
        if file.is_file():
            return read_table(file, pair)
    return None


def read_table(file: Traversable, langs: tuple[str, str]) -> WordTable:
    """Read the table of two languages from its file."""
    import numpy as np

    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as data:
        texts = [bytes(data[name]).decode().split("\n") for name in ("source", "target")]
        first, second = ({word: i for i, word in enumerate(words)} for words in texts)
        rows = np.repeat(np.arange(len(first), dtype=np.int64), data["rows"])
        return WordTable(
            langs,
            (first, second),
            tuple(np.exp2(data[name].astype(np.float64)) for name in ("often", "often_target")),
            rows * len(second) + data["columns"],
            (data["given_source"], data["given_target"]),
        )


@lru_cache
def _values() -> Any:
    """Return the probability that each byte stands for."""
    import numpy as np

    values = RATIO ** (np.arange(STEPS + 1, dtype=np.float32) - STEPS)
    values[0] = 0.0
    return values
