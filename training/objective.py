"""The loss: cross-entropy with label smoothing, over all pieces or a sample of them.

Sampling follows Jean et al. 2015 ("On Using Very Large Target Vocabulary for NMT"): the pieces
of the batch, the most frequent pieces and some drawn at random stand for the whole vocabulary;
a drawn piece counts for all it stands for, so the sum stays unbiased.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

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
    loss: Tensor = _SampledLoss.apply(logits, wanted, shift, smoothing)
    return loss


class _SampledLoss(torch.autograd.Function):
    """The loss with its gradient in closed form, made in place: a third of the memory passed."""

    @staticmethod
    def forward(  # type: ignore[override]
        ctx: Any, logits: Tensor, wanted: Tensor, shift: Tensor, smoothing: float
    ) -> Tensor:
        """See :func:`sampled_loss`."""
        scores = logits.float()  # a copy, if the logits are in bfloat16
        right = scores.gather(1, wanted[:, None])[:, 0]
        spread = shift.softmax(0)  # weights in proportion to what each piece stands for
        even = scores @ spread
        scores = scores.add_(shift) if scores is not logits else scores + shift
        most = scores.amax(dim=1, keepdim=True)
        scores.sub_(most).exp_()
        sums = scores.sum(dim=1)
        total = sums.log() + most[:, 0]
        ctx.save_for_backward(scores, sums, wanted, spread)
        ctx.smoothing, ctx.kind = smoothing, logits.dtype
        return (total - (1 - smoothing) * right - smoothing * even).mean()

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Any:  # type: ignore[override]
        """Return the gradient of the logits; it writes over what forward kept."""
        scores, sums, wanted, spread = ctx.saved_tensors
        scale = gradient / len(scores)
        scores.mul_((scale / sums)[:, None]).sub_(scale * ctx.smoothing * spread)
        less = (-(1 - ctx.smoothing) * scale).expand(len(scores), 1)
        scores.scatter_add_(1, wanted[:, None], less)
        return scores.to(ctx.kind), None, None, None


def log_probabilities(logits: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
    """Return the log-probability (N,) of the ids ``wanted`` (N,), and the mean one (N,) of all pieces.

    The float32 logits (N, V) are written over: nothing else may read them afterwards, their gradient included.
    """
    found: tuple[Tensor, Tensor] = _LogProbabilities.apply(logits, wanted)
    return found


class _LogProbabilities(torch.autograd.Function):
    """Both with their gradient in closed form, made in place: of one matrix instead of eight."""

    @staticmethod
    def forward(ctx: Any, logits: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        """See :func:`log_probabilities`."""
        right, mean = logits.gather(1, wanted[:, None])[:, 0], logits.mean(1)
        most = logits.amax(dim=1, keepdim=True)
        chances = logits.detach().sub_(most).exp_()
        sums = chances.sum(1)
        total = sums.log() + most[:, 0]
        ctx.save_for_backward(chances, sums, wanted)
        return right - total, mean - total

    @staticmethod
    def backward(ctx: Any, right: Tensor, mean: Tensor) -> Any:  # type: ignore[override]
        """Return the gradient of the logits; it writes over what forward kept."""
        chances, sums, wanted = ctx.saved_tensors
        chances.mul_(-((right + mean) / sums)[:, None]).add_((mean / chances.shape[1])[:, None])
        return chances.scatter_add_(1, wanted[:, None], right[:, None]), None
