"""The word table of ``translator/translate/align.py``: which word is the translation of which.

IBM model 1 (Brown et al. 1993) with the prior of fast_align for positions (Dyer et al. 2013): a word
comes from any of the other sentence, sooner from one in the same relative place. It is trained in
both directions. Rare German compounds are read as their parts.

Reads the corpora, writes ``WORK/words.npz``; the same corpora give the same bytes.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.corpora import held_out, read_all
from training.settings import Words, load, parser, work_folder
from translator.language.compounds import likely_parts
from translator.translate.word_table import RATIO, STEPS

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_AT_ONCE = 4_000_000  # links between words that are held in memory in full
_NULL = 1e-4  # what is left for words that come from nowhere


@dataclass(frozen=True)
class Side:
    """Sentences of one language: numbers of words, flat, -1 for a rare one; words in a sentence."""

    words: list[str]
    counts: Integers
    flat: Integers
    lengths: Integers

    @property
    def starts(self) -> Integers:
        """Return where each sentence begins, and where the last one ends."""
        return np.concatenate([[0], np.cumsum(self.lengths)])


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return _WORD.findall(text.replace("’", "'").casefold())


def taken_apart(sentences: list[list[str]], lang: str, settings: Words) -> list[list[str]]:
    """Return sentences with rare compounds as their parts, which must be frequent."""
    counts = Counter(word for sentence in sentences for word in sentence)

    def often(word: str) -> int:
        found = counts.get(word, 0)
        return found if found >= settings.part_seen else 0

    parts = {
        word: likely_parts(word, lang, often) for word, n in counts.items() if n < settings.rare
    }
    return [[part for w in sentence for part in parts.get(w) or (w,)] for sentence in sentences]


def side(sentences: list[list[str]], settings: Words) -> Side:
    """Number the words of sentences, the most frequent first."""
    counts = Counter(word for sentence in sentences for word in sentence)
    often = sorted(
        (w for w, n in counts.items() if n >= settings.seen), key=lambda w: (-counts[w], w)
    )
    words = often[: settings.most_words]
    number = {word: i for i, word in enumerate(words)}
    flat = np.fromiter((number.get(w, -1) for s in sentences for w in s), np.int64)
    lengths = np.fromiter(map(len, sentences), np.int64)
    return Side(words, np.array([counts[word] for word in words]), flat, lengths)


@dataclass(frozen=True)
class Links:
    """Every word of some sentences beside every word of their translations, target by target.

    ``source`` and ``target`` count the words of these sentences; ``key`` is the pair of words, -1
    where one is rare; ``prior`` is what the positions say.
    """

    source: Integers
    target: Integers
    key: Integers
    prior: Floats


def links(ours: Side, theirs: Side, stretch: float) -> Iterator[Links]:
    """Yield the links of all sentences, as many sentences at once as memory allows."""
    starts, others = ours.starts, theirs.starts
    ends = np.cumsum(ours.lengths * theirs.lengths)
    low = 0
    while low < len(ends):
        before = ends[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(ends, before + _AT_ONCE)))
        n, m = ours.lengths[low:high], theirs.lengths[low:high]
        each = np.repeat(n, m)  # links of each target word
        target = np.repeat(np.arange(m.sum()), each)
        inside = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
        of = np.repeat(np.arange(high - low), n * m)
        source = starts[low:high][of] - starts[low] + inside
        behind = target - (others[low:high] - others[low])[of]
        apart = np.abs((inside + 0.5) / n[of] - (behind + 0.5) / m[of])
        a = ours.flat[starts[low] + source]
        b = theirs.flat[others[low] + target]
        key = np.where((a < 0) | (b < 0), -1, a * len(theirs.words) + b)
        yield Links(source, target, key, np.exp(-stretch * apart).astype(np.float32))
        low = high


def pairs_met(ours: Side, theirs: Side, stretch: float) -> Integers:
    """Return the keys of all pairs of words that meet in a sentence, sorted."""
    met: list[Integers] = []
    for some in links(ours, theirs, stretch):
        met.append(np.unique(some.key[some.key >= 0]))
        if len(met) == 8:
            met = [np.unique(np.concatenate(met))]
    return np.unique(np.concatenate(met))


def learn(
    ours: Side, theirs: Side, keys: Integers, settings: Words
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return the probabilities of the pairs given either word, and how often each pair is meant."""
    places = [
        np.where(some.key < 0, len(keys), np.searchsorted(keys, some.key)).astype(np.int32)
        for some in links(ours, theirs, settings.stretch)
    ]
    tables, meant = [], []
    for given, far in ((keys // len(theirs.words), "target"), (keys % len(theirs.words), "source")):
        table = np.ones(len(keys) + 1, np.float32)
        for _ in range(settings.rounds):
            counts = np.zeros(len(keys) + 1)
            for some, place in zip(links(ours, theirs, settings.stretch), places, strict=True):
                weight = table[place] * some.prior
                word = getattr(some, far)
                total = np.bincount(word, weight)[word] + _NULL
                counts += np.bincount(place, weight / total, len(counts))
            counts[-1] = 0.0
            sums = np.bincount(given, counts[:-1])
            table[:-1] = counts[:-1] / np.maximum(sums[given], 1e-9)
            table[-1] = 1e-7  # a rare word explains next to nothing
        tables.append(table[:-1])
        meant.append(counts[:-1].astype(np.float32))
    return (tables[0], tables[1]), (meant[0], meant[1])


def write(path: Path, ours: Side, theirs: Side, keys: Integers, tables: Sequence[Floats]) -> None:
    """Write a table as ``translator/translate/word_table.py`` reads it."""
    rows, columns = keys // len(theirs.words), keys % len(theirs.words)
    first, second = (_bytes(table) for table in tables)
    np.savez_compressed(
        path,
        source=np.frombuffer("\n".join(ours.words).encode(), np.uint8),
        target=np.frombuffer("\n".join(theirs.words).encode(), np.uint8),
        often=_halvings(ours.counts),
        often_target=_halvings(theirs.counts),
        rows=np.bincount(rows, minlength=len(ours.words)).astype(np.uint16),
        columns=columns.astype(np.uint16),
        given_source=first,
        given_target=second,
    )


def _bytes(table: Floats) -> NDArray[np.uint8]:
    """Return probabilities as bytes."""
    steps = STEPS + np.round(np.log(np.maximum(table, 1e-9)) / np.log(RATIO))
    return np.clip(steps, 0, STEPS).astype(np.uint8)


def _halvings(counts: Integers) -> NDArray[np.uint8]:
    return np.round(np.log2(counts)).astype(np.uint8)


def main() -> None:
    """Make the table."""
    given = parser(__doc__).parse_args()
    settings = load(given.settings, given.changes)
    begun, words = time.time(), settings.words
    if words is None:
        raise SystemExit("the settings have no [words]")
    read = read_all(settings.paths.corpora, settings.data, held_out(settings.paths.development))
    pairs = [
        (a, b)
        for name, some in read.items()
        if name not in words.without
        for a, b in ((words_of(x), words_of(y)) for x, y in some)
        if 0 < len(a) <= words.longest and 0 < len(b) <= words.longest
    ]
    source, target = settings.languages.source, settings.languages.target
    ours = side(taken_apart([a for a, _ in pairs], source, words), words)
    theirs = side(taken_apart([b for _, b in pairs], target, words), words)
    print(f"{len(pairs)} pairs, {len(ours.words)} and {len(theirs.words)} words")
    keys = pairs_met(ours, theirs, words.stretch)
    print(f"{len(keys)} pairs of words meet, {time.time() - begun:.0f} s", flush=True)
    tables, meant = learn(ours, theirs, keys, words)
    likely = np.maximum(*tables) >= words.likely
    kept = likely & (np.maximum(*meant) >= words.meant)
    path = work_folder(settings) / "words.npz"
    write(path, ours, theirs, keys[kept], [table[kept] for table in tables])
    size = path.stat().st_size / 1e6
    print(f"{path}: {kept.sum()} pairs, {size:.1f} MB, {time.time() - begun:.0f} s")


if __name__ == "__main__":
    main()
