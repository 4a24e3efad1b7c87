"""The loss: cross-entropy with label smoothing, over all pieces or a sample of them.

Sampling follows Jean et al. 2015 ("On Using Very Large Target Vocabulary for NMT"): the pieces
of the batch, the most frequent pieces and some drawn at random stand for the whole vocabulary;
a drawn piece counts for all it stands for, so the sum stays unbiased.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import IGNORED


def full_loss(logits: Tensor, wanted: Tensor, smoothing: float) -> Tensor:
    """Return the mean loss (nats a piece) of logits (N, V) against ids (N,)."""
    return F.cross_entropy(logits.float(), wanted, label_smoothing=smoothing, ignore_index=IGNORED)


@dataclass(frozen=True)
class Sample:
    """Pieces that stand for the vocabulary.

    ``rows`` (R,) sorted ids, ``shift`` (R,) log of how many pieces each stands for.
    """

    rows: np.ndarray
    shift: Tensor


class Sampler:
    """Draws the pieces of one step; ``frequency`` (V,) counts pieces in the data."""

    def __init__(self, frequency: np.ndarray, frequent: int, negatives: int) -> None:
        order = np.argsort(-frequency, kind="stable")
        self.frequent = np.sort(order[:frequent])
        self.rest = np.sort(order[frequent:])
        self.negatives = min(negatives, len(self.rest))

    def draw(self, needed: np.ndarray, generator: np.random.Generator) -> Sample:
        """Return a sample that contains the ids ``needed``."""
        drawn = generator.choice(self.rest, self.negatives, replace=False)
        certain = np.union1d(self.frequent, needed)
        drawn = np.setdiff1d(drawn, certain)
        rows = np.union1d(certain, drawn)
        stands_for = np.zeros(len(rows), np.float32)
        weight = (len(self.frequent) + len(self.rest) - len(certain)) / max(len(drawn), 1)
        stands_for[np.searchsorted(rows, drawn)] = math.log(max(weight, 1.0))
        return Sample(rows, torch.from_numpy(stands_for))


def sampled_loss(logits: Tensor, wanted: Tensor, shift: Tensor, smoothing: float) -> Tensor:
    """Return the mean loss (nats a piece) over a sample.

    Args:
        logits: scores (N, R) of the sampled pieces.
        wanted: positions (N,) in the sample.
        shift: log counts (R,) of :class:`Sample`.
        smoothing: share of the target spread evenly over the vocabulary.
    """
    logits = logits.float()
    total = torch.logsumexp(logits + shift, dim=1)
    right = logits.gather(1, wanted[:, None])[:, 0]
    even = logits @ shift.softmax(0)  # weights in proportion to what each piece stands for
    return (total - (1 - smoothing) * right - smoothing * even).mean()
