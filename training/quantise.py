"""Weights in eight bits that every processor multiplies to the same sums.

Without VNNI an x86 processor multiplies bytes two at a time and adds the two products in sixteen bits
(``vpmaddubsw``), which end at 32,767: 255 times 127 twice is more, and what is over is lost. CTranslate2's
activations are bytes from 1 to 255, so two neighbouring weights of one sign may have no more than 128
together. Plain rounding to eight bits breaks that in 3 of 100 pairs, which cost starter 0.3 half a point of
BLEU on such processors (LOG.md). Seven bits would keep it (the usual remedy: FBGEMM's ``reduce_range``) and
lose a bit of every weight; to keep it pair by pair loses almost nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

PAIR = 128  # what two neighbouring weights of one sign may have together: 255 · 128 < 2^15
_MOST = 127
# Times the scale of plain rounding that are tried for each row. Mean negative log-probability of the references of
# FLORES dev (first 500), starter 0.3: float32 1.7960, plain eight bits 1.7987 (with AVX2 1.8401), seven
# bits 1.8096, by pairs with these 1.8002 (with AVX2 1.8006); with 1.0 alone 1.97, with 1.3 alone 1.8157.
_COARSER = (1.0, 1.03, 1.06, 1.1, 1.15, 1.2, 1.3, 1.4, 1.6, 1.8, 2.0)


def by_pairs(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (R, K) as int8 (R, K) and the factors (R,) they were multiplied by.

    A row's factor is the one of a few that leaves the least squared error.
    """
    most = np.abs(weights).max(axis=1)
    full = _MOST / np.where(most > 0, most, _MOST)
    best = np.full(len(weights), np.inf)
    kept, scales = np.zeros(weights.shape, np.int8), full.astype(np.float32)
    for coarser in _COARSER:
        scale = (full / coarser).astype(np.float32)
        values = _limited(np.rint(weights * scale[:, None]))
        error = ((values / scale[:, None] - weights) ** 2).sum(axis=1)
        better = error < best
        best[better], scales[better] = error[better], scale[better]
        kept[better] = values[better].astype(np.int8)
    return kept, scales


def overflowing(values: np.ndarray) -> np.ndarray:
    """Return by how much each pair of int8 values (R, K) has too much together: (R, K // 2)."""
    first, second = _pairs(values.astype(np.int16))
    alike = (first > 0) == (second > 0)
    return np.where(alike, np.maximum(np.abs(first + second) - PAIR, 0), 0)


def _pairs(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    even = values.shape[1] // 2 * 2
    return values[:, 0:even:2], values[:, 1:even:2]


def _limited(values: np.ndarray) -> np.ndarray:
    """Take from either of a pair one half of what they have too much."""
    over = overflowing(values)
    first, second = _pairs(values)
    first -= np.sign(first) * (over // 2)
    second -= np.sign(second) * (over - over // 2)
    return values


def multiply_alike(spec: Any, exact: dict[str, np.ndarray]) -> None:
    """Exchange the int8 weights of a CTranslate2 specification; ``exact`` are those before rounding.

    An embedding that is only looked up multiplies nothing and stays.
    """
    from ctranslate2.specs import model_spec

    def exchange(layer: Any, name: str, value: Any) -> None:
        if name not in exact or isinstance(value, str) or value.dtype != "int8":
            return
        values, scales = by_pairs(exact[name])
        layer.weight = model_spec.NumpyVariable(values)
        layer.weight_scale = model_spec.NumpyVariable(scales)

    model_spec.visit_spec(spec, exchange)


def matrices(spec: Any) -> dict[str, np.ndarray]:
    """Return copies of the weights by name that a specification multiplies with, before rounding."""
    from ctranslate2.specs import model_spec

    found: dict[str, np.ndarray] = {}

    def keep(_layer: Any, name: str, value: Any) -> None:
        if name.endswith("/weight") and not name.startswith("encoder/embeddings"):
            found[name] = value.numpy().copy()

    model_spec.visit_spec(spec, keep)
    return found
