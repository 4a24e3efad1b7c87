"""Batches of similar length, the same for every process that shares a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

# Ids fixed by the parent's vocabularies: end of sentence on either side.
SOURCE_END = 2
TARGET_END = 0
IGNORED = -100

# Pairs sorted by length at once; larger pads less but mixes less.
_POOL = 60_000
_ROUND = 4


@dataclass(frozen=True)
class Corpus:
    """Token arrays of all pairs; lengths are counts of pieces, starts are offsets."""

    source: np.ndarray
    target: np.ndarray
    source_length: np.ndarray
    target_length: np.ndarray
    source_start: np.ndarray
    target_start: np.ndarray

    def __len__(self) -> int:
        return len(self.source_length)


@dataclass(frozen=True)
class Batch:
    """One step's worth of pairs.

    ``source`` (B, S) ids, ``mask`` (B, 1, 1, S) bool, ``previous`` (B, T) ids fed to the decoder,
    ``wanted`` (B, T) ids to predict, ``IGNORED`` in the padding.
    """

    source: Tensor
    mask: Tensor
    previous: Tensor
    wanted: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch on another device; the copy does not wait."""
        tensors = (self.source, self.mask, self.previous, self.wanted)
        if device.type == "cuda":
            tensors = tuple(t.pin_memory() for t in tensors)  # type: ignore[assignment]
        return Batch(*(t.to(device, non_blocking=True) for t in tensors))


def starts(lengths: np.ndarray) -> np.ndarray:
    """Return where each of the texts of these lengths begins in a flat array."""
    return np.concatenate([[0], np.cumsum(lengths.astype(np.int64))[:-1]])


def load_corpus(path: Path) -> Corpus:
    """Read ``data.npz`` as :mod:`training.prepare` wrote it."""
    with np.load(path) as found:
        arrays = {name: found[name] for name in found.files}
    return Corpus(
        **arrays,
        source_start=starts(arrays["source_length"]),
        target_start=starts(arrays["target_length"]),
    )


def cut(corpus: Corpus, order: np.ndarray, tokens: int) -> list[np.ndarray]:
    """Cut pairs in this order into batches whose padded size stays under ``tokens``."""
    cost = np.maximum(corpus.source_length[order], corpus.target_length[order]) + 1
    batches = []
    start = widest = 0
    for at, width in enumerate(cost):
        widest = max(widest, int(width))
        if widest * (at - start + 1) > tokens and at > start:
            batches.append(order[start:at])
            start, widest = at, int(width)
    batches.append(order[start:])
    return batches


def plan(corpus: Corpus, tokens: int, seed: int, processes: int) -> Iterator[list[np.ndarray]]:
    """Yield, for ever, one batch of pair numbers for each process.

    Every process computes the same plan, so nobody has to tell the others what it reads.
    """
    generator = np.random.default_rng(seed)
    while True:
        shuffled = generator.permutation(len(corpus))
        for first in range(0, len(shuffled), _POOL):
            pool = shuffled[first : first + _POOL]
            keys = (
                generator.random(len(pool)),
                corpus.source_length[pool] // 4,
                corpus.target_length[pool] // 4,
            )
            batches = cut(corpus, pool[np.lexsort(keys)], tokens)
            order = generator.permutation(len(batches))
            for at in range(0, len(order) - processes + 1, processes):
                yield [batches[k] for k in order[at : at + processes]]


def assemble(corpus: Corpus, pairs: np.ndarray) -> Batch:
    """Build the padded tensors of one batch."""
    source = read(corpus.source, corpus.source_start[pairs], corpus.source_length[pairs])
    target = written(corpus.target, corpus.target_start[pairs], corpus.target_length[pairs])
    return Batch(*source, *target)


def read(flat: np.ndarray, first: np.ndarray, lengths: np.ndarray) -> tuple[Tensor, Tensor]:
    """Return ``source`` and ``mask`` of :class:`Batch` for the texts that begin in ``flat`` at ``first`` (B,)."""
    source, places = _padded(flat, first, lengths)
    ends = lengths[:, None]
    source[places == ends] = SOURCE_END
    return torch.from_numpy(source), torch.from_numpy(places <= ends)[:, None, None, :]


def written(flat: np.ndarray, first: np.ndarray, lengths: np.ndarray) -> tuple[Tensor, Tensor]:
    """Return ``previous`` and ``wanted`` of :class:`Batch` for the texts that begin in ``flat`` at ``first`` (B,)."""
    target, places = _padded(flat, first, lengths)
    ends = lengths[:, None]
    previous = np.zeros_like(target)
    previous[:, 1:] = np.where(places < ends, target, 0)[:, :-1]
    wanted = np.where(places < ends, target, np.where(places == ends, TARGET_END, IGNORED))
    return torch.from_numpy(previous), torch.from_numpy(wanted)


def _padded(
    flat: np.ndarray, first: np.ndarray, lengths: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return ids (B, L), zero in the padding, and their positions (1, L), one for the end mark.

    L is rounded up: fewer shapes mean fewer kernels to prepare, and fuller ones.
    """
    longest = -(-(int(lengths.max()) + 1) // _ROUND) * _ROUND
    positions = np.arange(longest, dtype=np.int64)[None]
    where = np.minimum(first[:, None] + positions, len(flat) - 1)
    return np.where(positions < lengths[:, None], flat[where], 0).astype(np.int64), positions


def source_pieces(corpus: Corpus, batches: list[np.ndarray]) -> np.ndarray:
    """Return the sorted distinct source ids in the batches, the end mark included."""
    return _pieces(corpus.source, corpus.source_start, corpus.source_length, batches, SOURCE_END)


def target_pieces(corpus: Corpus, batches: list[np.ndarray]) -> np.ndarray:
    """Return the sorted distinct target ids in the batches, the end mark included."""
    return _pieces(corpus.target, corpus.target_start, corpus.target_length, batches, TARGET_END)


def _pieces(
    flat: np.ndarray,
    first: np.ndarray,
    lengths: np.ndarray,
    batches: list[np.ndarray],
    end: int,
) -> np.ndarray:
    slices = [flat[first[p] : first[p] + lengths[p]] for batch in batches for p in batch]
    return np.unique(np.concatenate([*slices, np.array([end, 0], flat.dtype)])).astype(np.int64)
