"""Step 1, prepare: corpora to token arrays, with the vocabularies of the parent package.

Writes ``WORK/data.npz``: flat piece ids of both sides and the length of every pair.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import sentencepiece

from training.augment import Substitution, name_pool, noisy
from training.copies import copy_pairs, phrases_of
from training.corpora import Pair, held_out, read_all, repeats
from training.package import read_package
from training.phrases import GERMAN_ENGLISH, Phrases
from training.pieces import UNKNOWN, TargetPieces, additions
from training.settings import Data, Settings, load, parser, work_folder

_NAME_SOURCES = ("wmt", "bergamot", "usarundbrief", "mlqe", "pud", "xquad")


def _places(corpora: dict[str, list[Pair]], news: list[Pair]) -> list[Pair]:
    """Return place names that differ between the languages and that the news really uses."""
    listed = {
        source: target
        for source, target in corpora.get("iso_cldr_names", [])
        if source != target and " " not in source and source[:1].isupper()
    }
    met = {
        word
        for source, target in news
        for word in re.findall(r"[\w-]+", source)
        if word in listed and listed[word] in target
    }
    return [(source, listed[source]) for source in sorted(met)]


def epoch(
    corpora: dict[str, list[Pair]], settings: Data, seed: int, phrases: Phrases = GERMAN_ENGLISH
) -> list[Pair]:
    """Return the pairs of one epoch, augmented and shuffled."""
    draw = random.Random(seed)
    news = [p for n, c in corpora.items() if n.startswith(_NAME_SOURCES) for p in c]
    names = name_pool(news)
    places = _places(corpora, news)
    substitute = Substitution(names, places, phrases)
    found = copy_pairs(settings.copy_pairs, names, places, draw, phrases)
    for name, listed in corpora.items():
        weight = settings.weights.get(name, settings.default_weight)
        for pair in listed:
            for turn in range(repeats(weight, draw)):
                # The first copy stays as it is; only repetitions are varied.
                varied = turn > 0 and draw.random() < settings.substitution
                one = substitute(pair, draw) if varied else pair
                found.append(noisy(one, draw) if draw.random() < settings.noise else one)
    draw.shuffle(found)
    return found


class Encoder:
    """Cuts pairs into the pieces of the parent's vocabularies."""

    def __init__(self, settings: Settings) -> None:
        """Load the parent's vocabularies.

        Raises:
            OSError: the parent package cannot be read.
        """
        parent = read_package(settings.paths.parent)
        pieces = [*parent.pieces, *additions(parent.pieces)]
        self.settings = settings.data
        self.cut = TargetPieces(parent.sentencepiece, settings.paths.target_spm, pieces)
        self.draw = random.Random(settings.data.seed)
        sentencepiece.set_random_generator_seed(settings.data.seed)

    def _source(self, text: str) -> list[int]:
        sampled = self.settings.sampling > 0 and self.draw.random() < self.settings.sampling
        ids: list[int] = (
            # Kudo 2018 ("Subword Regularization"); his alpha for small data.
            self.cut.source.encode(text, enable_sampling=True, alpha=0.2, nbest_size=-1)
            if sampled
            else self.cut.source.encode(text)
        )
        return ids

    def __call__(self, pairs: Iterable[Pair]) -> dict[str, np.ndarray]:
        """Return the arrays of ``data.npz`` for ``pairs``.

        ``source`` and ``target`` are flat uint16 piece ids, ``source_length`` and
        ``target_length`` int32 counts of pieces per pair, without the end marks.
        """
        flat: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
        longest = self.settings.longest_pieces
        for source, target in pairs:
            x, y = self._source(source), self.cut.encode(target, source)
            # A pair with an unknown target piece would teach the model to write the unknown sign.
            if 0 < len(x) < longest and 0 < len(y) < longest and UNKNOWN not in y:
                flat[0].append(np.array(x, np.uint16))
                flat[1].append(np.array(y, np.uint16))
        return {
            "source": np.concatenate(flat[0]),
            "target": np.concatenate(flat[1]),
            "source_length": np.array([len(x) for x in flat[0]], np.int32),
            "target_length": np.array([len(y) for y in flat[1]], np.int32),
        }


def run(settings: Settings) -> Path:
    """Prepare the data and return the path of the arrays.

    Raises:
        OSError: the parent package or the corpora cannot be read.
    """
    started = time.monotonic()
    data = settings.data
    corpora = read_all(settings.paths.corpora, data, held_out(settings.paths.development))
    phrases = phrases_of(settings.languages.source, settings.languages.target)
    pairs = [p for n in range(data.epochs) for p in epoch(corpora, data, data.seed + n, phrases)]
    arrays = Encoder(settings)(pairs)
    path = work_folder(settings) / "data.npz"
    np.savez(path, **arrays)  # type: ignore[arg-type]
    print(
        f"{len(arrays['source_length'])} pairs of {len(pairs)}, "
        f"{arrays['source'].size} source and {arrays['target'].size} target pieces, "
        f"{time.monotonic() - started:.0f} s"
    )
    return path


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__).parse_args()
    run(load(arguments.settings, arguments.changes))


if __name__ == "__main__":
    main()
