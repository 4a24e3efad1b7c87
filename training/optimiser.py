"""Adam for the embedding rows a step touched, and the learning rate over time."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from training.settings import Train

BETAS = (0.9, 0.98)
EPSILON = 1e-9


class RowAdam:
    """Adam (Kingma & Ba 2015) that moves only the rows with a gradient.

    A step sees a few thousand of 44,000 embedding rows; moving the rest costs time and, by their
    stale momentum, quality. Each row counts its own steps. The idea is TensorFlow's LazyAdam.
    """

    def __init__(self, table: Tensor) -> None:
        self.table = table
        self.first = torch.zeros_like(table)
        self.second = torch.zeros_like(table)
        self.steps = torch.zeros(table.shape[0], dtype=torch.float32)

    def step(self, rows: Tensor, gradient: Tensor, rate: float) -> None:
        """Move ``table[rows]`` (R, ...) against ``gradient`` of the same shape."""
        beta1, beta2 = BETAS
        self.steps[rows] += 1
        count = self.steps[rows].view(-1, *[1] * (gradient.dim() - 1))
        first = self.first[rows].lerp_(gradient, 1 - beta1)
        second = self.second[rows].mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
        self.first[rows], self.second[rows] = first, second
        scale = (second / (1 - beta2**count)).sqrt_().add_(EPSILON)
        self.table[rows] -= rate * (first / (1 - beta1**count)) / scale

    def state(self) -> dict[str, Tensor]:
        """Return the moments and step counts, for a checkpoint."""
        return {"first": self.first, "second": self.second, "steps": self.steps}

    def restore(self, state: dict[str, Tensor]) -> None:
        """Put back what :meth:`state` returned."""
        self.first, self.second, self.steps = state["first"], state["second"], state["steps"]


def rate_factor(step: int, done: float, train: Train) -> float:
    """Return the share of the peak learning rate.

    Args:
        step: steps done in all.
        done: share of the run's wall time that has passed, 0 to 1.
        train: ``warm_steps`` of linear rise; from ``decay_steps`` on a fall with the square root
            of the steps; over the last share ``cooldown`` of the run a linear fall to 2 %.
    """
    rise = step / max(train.warm_steps, 1)
    factor = min(rise, math.sqrt(train.decay_steps / max(step, train.decay_steps)))
    return factor * min(1.0, max(0.02, (1 - done) / max(train.cooldown, 1e-9)))
