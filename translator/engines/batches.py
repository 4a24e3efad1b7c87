"""Jobs of one shape share a batch: what comes out is bit for bit what one at a time gives."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

BATCH = 32  # sentences of equal length; larger ones take no less time
WORKERS = min(4, os.cpu_count() or 1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """Source pieces and the target pieces to start with."""

    source: tuple[str, ...]
    prefix: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """Return the numbers of pieces; only equal ones share a batch."""
        return len(self.source), len(self.prefix)


@dataclass(frozen=True, slots=True)
class Output:
    """Target pieces behind the prefix, and the mean log-probability of a piece."""

    pieces: tuple[str, ...]
    score: float


def by_shape(jobs: Sequence[Job], run: Callable[[list[Job]], list[T]]) -> list[T]:
    """Run jobs in batches of equal shape, long ones first; equal jobs run once."""
    shapes: dict[tuple[int, int], list[Job]] = defaultdict(list)
    for job in dict.fromkeys(jobs):
        shapes[job.shape].append(job)
    batches = [
        shapes[shape][start : start + BATCH]
        for shape in sorted(shapes, reverse=True)
        for start in range(0, len(shapes[shape]), BATCH)
    ]
    results: dict[Job, T] = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        for batch, done in zip(batches, pool.map(run, batches), strict=True):
            results.update(zip(batch, done, strict=True))
    return [results[job] for job in jobs]
