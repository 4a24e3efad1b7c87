"""Step 1, prepare: corpora to token arrays, with the vocabularies of the parent package.

Writes ``WORK/data.npz``: flat piece ids of both sides and the length of every pair.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sentencepiece

from training.augment import Substitution, name_pool, noisy
from training.copies import copy_pairs
from training.corpora import Pair, held_out, read_all, repeats
from training.package import read_package
from training.settings import Data, Settings, load, parser

# Id of the piece that stands for anything unknown on the English side.
_UNKNOWN = 1
_NAME_SOURCES = ("wmt", "bergamot", "usarundbrief", "mlqe", "pud", "xquad")


def _places(corpora: dict[str, list[Pair]], news: list[Pair]) -> list[Pair]:
    """Return place names that differ between the languages and that the news really uses."""
    listed = {
        german: english
        for german, english in corpora.get("iso_cldr_names", [])
        if german != english and " " not in german and german[:1].isupper()
    }
    met = {
        word
        for german, english in news
        for word in re.findall(r"[\w-]+", german)
        if word in listed and listed[word] in english
    }
    return [(german, listed[german]) for german in sorted(met)]


def epoch(corpora: dict[str, list[Pair]], settings: Data) -> Iterator[Pair]:
    """Yield the pairs of one epoch, augmented, in no useful order."""
    draw = random.Random(settings.seed)
    news = [p for n, c in corpora.items() if n.startswith(_NAME_SOURCES) for p in c]
    names = name_pool(news)
    places = _places(corpora, news)
    substitute = Substitution(names, places)
    for name, listed in corpora.items():
        weight = settings.weights.get(name, settings.default_weight)
        for pair in listed:
            for turn in range(repeats(weight, draw)):
                # The first copy stays as it is; only repetitions are varied.
                changed = turn > 0 and draw.random() < settings.substitution
                one = substitute(pair, draw) if changed else pair
                yield noisy(one, draw) if draw.random() < settings.noise else one
    yield from copy_pairs(settings.copy_pairs, names, places, draw)


def encode(
    pairs: list[Pair], source: bytes, target: Path, pieces: list[str], longest: int
) -> dict[str, np.ndarray]:
    """Return the arrays of ``data.npz`` for ``pairs``.

    ``source`` and ``target`` are flat uint16 piece ids, ``source_length`` and ``target_length``
    int32 counts of pieces per pair, without the end marks.
    """
    german = sentencepiece.SentencePieceProcessor(model_proto=source)
    english = sentencepiece.SentencePieceProcessor(model_file=str(target))
    # The package keeps only the English pieces that occur; ids of the full model are mapped.
    known = {english.piece_to_id(piece): i for i, piece in enumerate(pieces)}
    a = german.encode([p[0] for p in pairs], num_threads=2)
    b = [
        [known.get(i, _UNKNOWN) for i in ids]
        for ids in english.encode([p[1] for p in pairs], num_threads=2)
    ]
    # A pair with an unknown English piece would teach the model to write the unknown sign.
    kept = [
        (x, y)
        for x, y in zip(a, b, strict=True)
        if 0 < len(x) < longest and 0 < len(y) < longest and _UNKNOWN not in y
    ]
    return {
        "source": np.concatenate([np.array(x, np.uint16) for x, _ in kept]),
        "target": np.concatenate([np.array(y, np.uint16) for _, y in kept]),
        "source_length": np.array([len(x) for x, _ in kept], np.int32),
        "target_length": np.array([len(y) for _, y in kept], np.int32),
    }


def run(settings: Settings) -> Path:
    """Prepare the data and return the path of the arrays.

    Raises:
        OSError: the parent package or the corpora cannot be read.
    """
    started = time.monotonic()
    held = held_out(settings.paths.development)
    corpora = read_all(settings.paths.corpora, settings.data, held)
    pairs = list(epoch(corpora, settings.data))
    random.Random(settings.data.seed).shuffle(pairs)
    parent = read_package(settings.paths.parent)
    arrays = encode(
        pairs,
        parent.sentencepiece,
        settings.paths.target_spm,
        parent.pieces,
        settings.data.longest_pieces,
    )
    settings.paths.work.mkdir(parents=True, exist_ok=True)
    path = settings.paths.work / "data.npz"
    np.savez(path, **arrays)
    print(
        f"{len(arrays['source_length'])} pairs of {len(pairs)}, "
        f"{arrays['source'].size} German and {arrays['target'].size} English pieces, "
        f"{time.monotonic() - started:.0f} s"
    )
    return path


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__).parse_args()
    run(load(arguments.settings, arguments.changes))


if __name__ == "__main__":
    main()
