"""Names at each other's place: the words of one name turned round, or two names exchanged.

A translation may put its names in another order, so order alone says little. What stands beside them
must come along: two names are exchanged where the neighbours of each are said beside the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from translator.article import Finding, Translation
from translator.check.counterparts import comparison, has_table
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.dictionary import entry
from translator.language.names import noun_rating
from translator.language.transliteration import skeleton

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from translator.translate.align import Comparison

_WORD = re.compile(r"[^\W\d_]{1,60}")
_BETWEEN = 4  # words within a name
_SHORTEST = 3  # letters of a name whose neighbours are looked at
_MOST = 12  # names of a segment that are compared, two by two
# Words to each side that are looked at, and how much better the other place must fit. Of 702 human
# translations (odd rows of eval/planted) none has more, of exchanged names .40; two words .003 and
# .42, five words none and .38; with .2 instead of .3, .009 and .50.
_NEAR, _BETTER = 3, 0.3
_SAID = 0.02  # a neighbour's chance from which it counts


def names_in_order(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find two words of a name that the target has in another order, and two names exchanged."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    known = has_table(lang, into)
    for placed in placed_segments(translation):
        source, target = placed.segment.source, placed.segment.target
        parted = parted_names(source, target, lang, into)
        if parted:
            yield placed.finding("order of names", f"parts of a name exchanged: {quoted(parted)}")
        elif known and (both := exchanged(source, target, lang, into)):
            yield placed.finding("order of names", f"names exchanged? {quoted(list(both))}")


def exchanged(source: str, target: str, lang: str, into: str) -> tuple[str, ...]:
    """Return the two names that stand at each other's place, or nothing."""
    compared = comparison(source, target, lang, into)
    if compared is None:
        return ()
    ours, theirs = ([skeleton(w) for w in side] for side in (compared.source, compared.target))
    counts, there = Counter(ours), Counter(theirs)
    places = [
        (place, theirs.index(plain))
        for place, (plain, word) in enumerate(zip(ours, compared.source, strict=True))
        if word[0].isupper() and len(word) >= _SHORTEST and counts[plain] == 1 == there[plain]
    ]
    places = [(i, j) for i, j in places if compared.target[j][0].isupper()][:_MOST]
    chances = compared.chances * _words_only(compared)
    for (i, j), (k, m) in combinations(places, 2):
        left = {i, k}, {j, m}
        here = _fits(chances, i, j, *left) + _fits(chances, k, m, *left)
        if _fits(chances, i, m, *left) + _fits(chances, k, j, *left) > here + _BETTER:
            return compared.source[i], compared.source[k]
    return ()


def _words_only(compared: Comparison) -> NDArray[np.float64]:
    """Return 1 for pairs of words and 0 where one is a mark of punctuation: commas fit anywhere."""
    import numpy as np

    rows, columns = (
        np.array([float(word[0].isalnum()) for word in words])
        for words in (compared.source, compared.target)
    )
    both: NDArray[np.float64] = rows[:, None] * columns[None, :]
    return both


def _fits(chances: NDArray[np.float64], i: int, j: int, ours: set[int], theirs: set[int]) -> float:
    """Return how well the neighbours of a source word are said beside a word of the target."""
    rows, columns = chances.shape
    return sum(
        float(chances[a, b]) / (abs(a - i) + abs(b - j))
        for a in range(max(0, i - _NEAR), min(rows, i + _NEAR + 1))
        if a not in ours
        for b in range(max(0, j - _NEAR), min(columns, j + _NEAR + 1))
        if b not in theirs and b != j and chances[a, b] > _SAID
    )


def _is_noun(word: str, lang: str) -> bool:
    """Tell whether a word is a noun of the language and of others (Hotel), or surely one."""
    return entry(word, lang) is not None and noun_rating(word, lang) == 1


def _apart(first: str, second: str, words: Sequence[str]) -> bool:
    """Tell whether one word follows the other with some between: House Energy Committee."""
    start, end = words.index(first), words.index(second)
    return start < end <= start + _BETWEEN


def parted_names(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the pairs of capitalised words that a target has both, equally often, and never in order.

    Turned round they need not be names: Alliance Star. But the Hotel Adlon may be the Adlon Hotel.
    """
    words = [skeleton(word) for word in _WORD.findall(target)]
    pairs = set(pairwise(words))
    parted = []
    for one, other in pairwise(_WORD.finditer(source)):
        pair = one.group(), other.group()
        if source[one.end() : other.start()] not in (" ", "-"):
            continue
        first, second = map(skeleton, pair)
        turned = (second, first) in pairs and entry(pair[0].lower(), into) is None
        if not all(w[0].isupper() and (turned or not _is_noun(w, lang)) for w in pair):
            continue
        if first == second or not 0 < words.count(first) == words.count(second):
            continue
        if (first, second) not in pairs and not _apart(first, second, words):
            parted.append(" ".join(pair))
    return parted
