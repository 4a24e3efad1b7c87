"""Which words of a translation stand for which of its source, without a model.

A word is linked to another by how likely the one translates the other: by a table learned from a
corpus (``word_table``), where there is one, and by likeness, which finds names, numbers and
cognates. German compounds are looked up by their parts, too. As many words have several candidates,
two things more decide: the relative position, as in fast_align (Dyer et al. 2013), and what the
neighbours are linked to, since phrases move as a whole (relaxation labelling, Rosenfeld et al.
1976). A link's strength is the geometric mean of its probability seen from either side (alignment
by agreement, Liang et al. 2006).

The result depends on the two texts and their languages alone, so it serves a person's correction
as well as a model's output, and can be had again at any time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from translator.language.compounds import likely_parts
from translator.translate.word_table import WordTable, word_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

Span = tuple[int, int]

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)+(?!\w)|[^\W_]+(?:['’][^\W_]+)*|[^\s\w]|_")
QUOTES = dict.fromkeys("\"„“”«»‚‘'’", '"')
LONGEST = 300  # words of a text that are compared with each other; longer texts are cut alike

# Chosen on the odd rows of eval/markup (F1 + exact; the others hardly move it): see docs/alignment.md.
_STRETCH = 3.0  # how fast a link's chance falls with the distance of relative places
_NOWHERE = 0.005  # probability of coming from no word
_ALONE = 0.1  # weight of a link that no neighbour supports
_ROUNDS = 2  # in which neighbours support each other
_OUTSIDE = 0.4  # what a link to a word outside a span takes off, beside what one inside adds
_REACH = 200  # words to each side in which a guess looks for neighbours and for a place
_GIVEN = 3.0  # words that a guess goes further for one that nothing is linked to
_LIKE = 0.6  # probability that like words translate each other
_ANY = 0.001  # the same of any two words: what is left over on both sides belongs together
_SIGNS = 0.5  # the same of two marks of punctuation
_RARE = 40  # a compound that stands less often in the corpus is looked up by its parts, too
_WEAKEST = 0.02  # of the links that are returned
_NEIGHBOURS = (
    *((1, 1, 1.0), (-1, -1, 1.0), (1, -1, 0.4), (-1, 1, 0.4)),
    *((0, 1, 0.6), (0, -1, 0.6), (1, 0, 0.6), (-1, 0, 0.6)),
    *((2, 1, 0.5), (1, 2, 0.5), (-2, -1, 0.5), (-1, -2, 0.5), (2, 2, 0.5), (-2, -2, 0.5)),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A word of the source and a word of the target, by number, and how surely they belong together."""

    source: int
    target: int
    strength: float


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the target, by number, that say something, and how surely: 0 is a guess by position."""

    words: range
    strength: float


@dataclass(frozen=True)
class Alignment:
    """The words of two texts, as half-open character offsets, and the links between them.

    A mark of punctuation is a word here. Links are in the order of the source.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    links: tuple[Link, ...]

    @property
    def turned(self) -> Alignment:
        """Return the same alignment seen from the target."""
        links = (Link(link.target, link.source, link.strength) for link in self.links)
        in_order = sorted(links, key=lambda link: (link.source, link.target))
        return Alignment(self.target, self.source, tuple(in_order))

    def words(self, start: int, end: int) -> range:
        """Return the numbers of the source words that share a character with ``start:end``."""
        first = bisect_right(self.source, start, key=lambda span: span[1])
        return range(first, max(first, bisect_left(self.source, end, key=lambda span: span[0])))

    def strength(self, source: Iterable[int]) -> float:
        """Return how surely words of the source are said in the target, from 0 to 1, on average."""
        best = [
            max((link.strength for link in self.of_source.get(i, ())), default=0.0) for i in source
        ]
        return sum(best) / max(1, len(best))

    def place(
        self, start: int, end: int, *, within: range | None = None, taken: Container[int] = ()
    ) -> Place | None:
        """Return where the source text ``start:end`` stands in the target, in one piece.

        It is the run of words with most links from inside and fewest from outside; where there are
        no links, the word at that place, with strength 0. It lies ``within`` these words of the
        target and touches none that is ``taken``. ``None`` if the source has no word there or the
        target none that is free.
        """
        inside = self.words(start, end)
        room = range(len(self.target)) if within is None else within
        if not inside or not room:
            return None
        if len(inside) == len(self.source) and within is None and not taken:
            return Place(room, 1.0)
        run, total = _best_run(self._gains(inside, room, taken))
        if not run:
            return self._guess(inside, room, taken)
        return Place(run, min(1.0, total / len(inside)))

    def _gains(
        self, inside: range, room: range, taken: Container[int]
    ) -> Iterator[tuple[int, float]]:
        """Yield every word that the place may reach, and what is gained by taking it in."""
        linked = [link.target for i in inside for link in self.of_source.get(i, ())]
        linked = [target for target in linked if target in room]
        if not linked:
            return
        for target in range(min(linked), max(linked) + 1):
            links = self.of_target.get(target, ())
            gain = sum(x.strength * (1.0 if x.source in inside else -_OUTSIDE) for x in links)
            yield target, -inf if target in taken else gain

    def _guess(self, inside: range, room: range, taken: Container[int]) -> Place | None:
        """Return the free word nearest to the middle between the neighbours' places.

        Neighbours and words further away than ``_REACH`` are not looked at: many links in one
        sentence that nothing is known of would take quadratic time.
        """
        first, last = inside[0], inside[-1]
        before = self._nearest(range(first - 1, max(-1, first - 1 - _REACH), -1))
        behind = self._nearest(range(last + 1, min(len(self.source), last + 1 + _REACH)))
        if before is None and behind is None:
            middle = (first + last) / 2 * len(self.target) / len(self.source)
        else:
            low = -1 if before is None else before
            middle = (low + (len(self.target) if behind is None else behind)) / 2
        near = range(int(middle) - _REACH, int(middle) + _REACH + 1)
        free = [j for j in near if j in room and j not in taken]
        if not free:
            return None
        nearest = min(free, key=lambda j: abs(j - middle) + _GIVEN * (j in self.of_target))
        return Place(range(nearest, nearest + 1), 0.0)

    def _nearest(self, words: range) -> int | None:
        """Return the place of the first of these source words that has one."""
        return next((p for i in words if (p := self._best(i)) is not None), None)

    def _best(self, word: int) -> int | None:
        """Return the target word that a source word is linked to most surely."""
        links = self.of_source.get(word)
        return max(links, key=lambda link: link.strength).target if links else None

    @cached_property
    def of_source(self) -> dict[int, tuple[Link, ...]]:
        """Return the links of every source word that has some."""
        return _grouped(self.links, "source")

    @cached_property
    def of_target(self) -> dict[int, tuple[Link, ...]]:
        """Return the links of every target word that has some."""
        return _grouped(self.links, "target")


def _grouped(links: Iterable[Link], side: str) -> dict[int, tuple[Link, ...]]:
    found: dict[int, list[Link]] = {}
    for link in links:
        found.setdefault(getattr(link, side), []).append(link)
    return {word: tuple(some) for word, some in found.items()}


def _best_run(gains: Iterable[tuple[int, float]]) -> tuple[range, float]:
    """Return the run of words whose gains have the largest sum, none if all are losses (Kadane)."""
    best, run = 0.0, range(0)
    total, first = 0.0, 0
    for word, gain in gains:
        if total <= 0.0:
            total, first = 0.0, word
        total += gain
        if total > best:
            best, run = total, range(first, word + 1)
    return run, best


def align(source: str, target: str, pair: tuple[str, str]) -> Alignment:
    """Align a sentence with its translation; ``pair`` is source and target language."""
    ours = tuple(match.span() for match in _TOKEN.finditer(source))
    theirs = tuple(match.span() for match in _TOKEN.finditer(target))
    pieces = -(-max(len(ours), len(theirs)) // LONGEST)
    links: list[Link] = []
    for piece in range(pieces):
        a = slice(len(ours) * piece // pieces, len(ours) * (piece + 1) // pieces)
        b = slice(len(theirs) * piece // pieces, len(theirs) * (piece + 1) // pieces)
        some = [source[i:j] for i, j in ours[a]], [target[i:j] for i, j in theirs[b]]
        links += _links(*some, pair, a.start, b.start)
    return Alignment(ours, theirs, tuple(links))


@dataclass(frozen=True)
class Comparison:
    """Words of two texts, and three numbers for every pair of them.

    ``forth`` and ``back``: how likely the one translates the other, either way, by table and likeness
    alone; ``strength``: that of their link in these sentences.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    forth: Matrix
    back: Matrix
    strength: Matrix

    @cached_property
    def chances(self) -> Matrix:
        """Return how likely two words translate each other: the mean of both directions."""
        import numpy as np

        found: Matrix = np.sqrt(self.forth * self.back)
        return found


def compare(source: str, target: str, pair: tuple[str, str]) -> Comparison | None:
    """Compare the words of a sentence with those of its translation, the first ``LONGEST`` of either.

    ``None`` where one of them has no words.
    """
    ours, theirs = (tuple(_TOKEN.findall(text)[:LONGEST]) for text in (source, target))
    if not ours or not theirs:
        return None
    forth, back = _likelihoods(ours, theirs, pair)
    return Comparison(ours, theirs, forth, back, _relaxed(forth, back))


def _links(
    source: Sequence[str], target: Sequence[str], pair: tuple[str, str], first: int, behind: int
) -> list[Link]:
    """Return the links of two lists of words, which begin with these numbers."""
    import numpy as np

    if not source or not target:
        return []
    strength = _relaxed(*_likelihoods(source, target, pair))
    found = np.argwhere(strength >= _WEAKEST)
    return [
        Link(first + int(i), behind + int(j), round(float(strength[i, j]), 4)) for i, j in found
    ]


def _relaxed(forth: Matrix, back: Matrix) -> Matrix:
    """Return the strength of every link from its likelihoods, its position and its neighbours."""
    import numpy as np

    n, m = forth.shape
    places = np.abs((np.arange(n)[:, None] + 0.5) / n - (np.arange(m)[None, :] + 0.5) / m)
    near = np.exp(-_STRETCH * places)
    weight = near
    for last in (*[False] * _ROUNDS, True):
        a, b = forth * weight, back * weight
        a = a / (a.sum(0, keepdims=True) + _NOWHERE)
        b = b / (b.sum(1, keepdims=True) + _NOWHERE)
        strength: Matrix = np.sqrt(a * b)
        if last:
            break
        padded = np.pad(strength, 2)
        support = sum(w * padded[2 + i : 2 + i + n, 2 + j : 2 + j + m] for i, j, w in _NEIGHBOURS)
        weight = near * (_ALONE + support)
    return strength


def _likelihoods(
    source: Sequence[str], target: Sequence[str], pair: tuple[str, str]
) -> tuple[Matrix, Matrix]:
    """Return how likely each word is the translation of each, in either direction."""
    import numpy as np

    like = _likenesses(source, target)
    table = word_table(*pair)
    if table is None:
        return like, like
    ours, theirs = (
        _forms(words, lang, table) for words, lang in zip((source, target), pair, strict=True)
    )
    lang = pair[0].partition("-")[0]
    found = table.look_up(ours.numbers, theirs.numbers, lang)
    forth, back = (
        np.maximum.reduceat(np.maximum.reduceat(x, ours.starts, 0), theirs.starts, 1) for x in found
    )
    return np.maximum(forth, like), np.maximum(back, like)


@dataclass(frozen=True, slots=True)
class _Forms:
    """Numbers in a table under which words are looked up, and where those of each word begin."""

    numbers: list[int]
    starts: list[int]


def _forms(words: Sequence[str], lang: str, table: WordTable) -> _Forms:
    base = lang.partition("-")[0]
    numbers: list[int] = []
    starts: list[int] = []
    for word in words:
        starts.append(len(numbers))
        numbers += _numbers(word.casefold().replace("’", "'"), base, table)
    return _Forms(numbers, starts)


def _numbers(word: str, lang: str, table: WordTable) -> list[int]:
    """Return the numbers of a word, and of its parts if it is rare."""
    found = [table.number(word, lang)]
    if found[0] < 0 and word.endswith("'s"):
        found.append(table.number(word[:-2], lang))
    if table.count(word, lang) < _RARE:
        found += [table.number(part, lang) for part in parts(word, lang, table.langs)]
    return found


@lru_cache(maxsize=50_000)
def parts(word: str, lang: str, langs: tuple[str, str]) -> tuple[str, ...]:
    """Return the two parts a compound is most likely made of by the table of two languages, if any."""
    table = word_table(*langs)
    return likely_parts(word, lang, lambda part: table.count(part, lang)) if table else ()


def _likenesses(source: Sequence[str], target: Sequence[str]) -> Matrix:
    """Return how likely words are the same by their letters alone."""
    import numpy as np

    found = np.zeros((len(source), len(target)))
    theirs = [_letters(word) for word in target]
    for i, word in enumerate(source):
        ours = _letters(word)
        for j, other in enumerate(theirs):
            if ours.kind == other.kind:
                found[i, j] = _likeness(ours, other)
    return found


_SIGN, _NUMBER, _WORD = range(3)
_HALF = 0.5  # of the letters that two words share before they are alike; not swept


@dataclass(frozen=True, slots=True)
class _Letters:
    """A word as it is compared: its kind, its letters, and which follow each other in it."""

    kind: int
    text: str
    couples: frozenset[str]


@lru_cache(maxsize=50_000)
def _letters(word: str) -> _Letters:
    if not word[0].isalnum():
        return _Letters(_SIGN, QUOTES.get(word, word), frozenset())
    if word[0].isdigit():
        return _Letters(_NUMBER, word, frozenset())
    text = word.casefold()
    return _Letters(_WORD, text, frozenset(map("".join, pairwise(text))))


_CLOCKS, _GROUP = 0.9, 0.5  # certainty that two numbers written otherwise are the same; not swept


def _same_number(one: str, other: str) -> float:
    """Return how surely two numbers are one in other writings: 17.30 as 17:30 or 5:30, 70 000 as 70,000."""
    ours, theirs = (re.findall(r"\d+", text)[:_GROUPS] for text in (one, other))
    if "".join(ours) == "".join(theirs):
        return 1.0
    both = len(ours) == len(theirs) == 2  # noqa: PLR2004 - hour and minute
    if both and ours[1] == theirs[1] and abs(int(ours[0][-2:]) - int(theirs[0][-2:])) in (0, 12):
        return _CLOCKS
    few, more = sorted((ours, theirs), key=len)
    grouped = len(more) > 1 and all(len(group) == 3 for group in more[1:])  # noqa: PLR2004 - thousands
    return _GROUP if grouped and few[0] in more else 0.0


_GROUPS = 6  # of digits; what has more of them is no number


def _likeness(one: _Letters, other: _Letters) -> float:
    """Return the probability that two words of a kind are the same."""
    if one.text == other.text:
        return _SIGNS if one.kind == _SIGN else _LIKE
    if one.kind == _NUMBER:
        return _LIKE * _same_number(one.text, other.text)
    if one.kind != _WORD:
        return 0.0
    if not one.couples or not other.couples:
        return _ANY
    # The Dice coefficient of pairs of letters, squared: half alike is next to nothing.
    shared = len(one.couples & other.couples)
    dice = 2 * shared / (len(one.couples) + len(other.couples))
    return _LIKE * dice * dice if dice >= _HALF else _ANY
