"""One training step, in two ways: over the rows it touches (CPU), or over everything (GPU)."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, distributed

from training import batches
from training.model import Translator, multiplying
from training.objective import Sample, Sampler, full_loss, sampled_loss
from training.optimiser import BETAS, EPSILON, RowAdam
from training.settings import Train

# Gradients longer than this are shortened to it.
_CLIP = 1.0
_TABLES = ("source.weight", "target.weight", "bias")


class Group:
    """The processes that share a run; a group of one does nothing."""

    def __init__(self, rank: int, size: int, port: int) -> None:
        """Meet the others at a port of this machine."""
        self.rank, self.size = rank, size
        if size > 1:
            distributed.init_process_group(
                "gloo", init_method=f"tcp://127.0.0.1:{port}", rank=rank, world_size=size
            )

    def average(self, gradients: list[Tensor]) -> list[Tensor]:
        """Return the mean of each gradient over all processes, sent as bfloat16."""
        if self.size == 1:
            return gradients
        flat = torch.cat([g.reshape(-1) for g in gradients]).bfloat16()
        distributed.all_reduce(flat)
        flat = flat.float() / self.size
        parts = torch.split(flat, [g.numel() for g in gradients])
        return [part.view_as(g) for part, g in zip(parts, gradients, strict=True)]

    def agree(self, value: float) -> float:
        """Return rank 0's value in every process, so that all stop at the same step."""
        if self.size == 1:
            return value
        shared = torch.tensor([value], dtype=torch.float64)
        distributed.broadcast(shared, 0)
        return float(shared)


class Step(Protocol):
    """Moves the model by one batch."""

    def __call__(
        self, number: int, shares: list[np.ndarray], factor: float, group: Group
    ) -> Tensor:
        """Do step ``number`` on this process's share; return its loss (nats a piece)."""
        ...

    def hold(self, *, held: bool) -> None:
        """From now on leave the source side as it is, or move it too."""
        ...

    def state(self) -> dict[str, Any]:
        """Return the optimisers' state, for a checkpoint."""
        ...

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what :meth:`state` returned."""
        ...


class RowStep:
    """A step over the embedding rows that occur in it, with a sampled softmax: made for CPUs."""

    def __init__(self, model: Translator, corpus: batches.Corpus, train: Train) -> None:
        """Prepare to train ``model`` in place on ``corpus``."""
        self.model, self.corpus, self.train = model, corpus, train
        self.body = [p for n, p in model.named_parameters() if n not in _TABLES]
        self.optimiser = torch.optim.AdamW(
            self.body, lr=train.rate, betas=BETAS, eps=EPSILON, weight_decay=0.0, fused=True
        )
        tables = model.source.weight, model.target.weight, model.bias
        self.tables = [RowAdam(table.detach()) for table in tables]
        counts = np.bincount(corpus.target, minlength=model.shape.target_vocabulary)
        self.sampler = Sampler(counts, train.frequent, train.negatives)
        self.held = False

    def hold(self, *, held: bool) -> None:
        """See :class:`Step`; a held encoder costs no backward pass."""
        self.held = held
        for parameter in self.model.encoder.parameters():
            parameter.requires_grad_(not held)

    def __call__(
        self, number: int, shares: list[np.ndarray], factor: float, group: Group
    ) -> Tensor:
        """See :class:`Step`; every process draws the same sample, so rows agree."""
        generator = np.random.default_rng((self.train.seed, number))
        rows = torch.from_numpy(batches.source_pieces(self.corpus, shares))
        needed = batches.target_pieces(self.corpus, shares)
        sample = self.sampler.draw(needed, generator)
        self.optimiser.zero_grad()
        batch = batches.assemble(self.corpus, shares[group.rank])
        loss, leaves = self._backward(batch, rows, sample)
        own = [p.grad for p in (*self.body, *leaves) if p.grad is not None]
        gradients = clipped(group.average(own))
        self._move(gradients, rows, torch.from_numpy(sample.rows), factor)
        return loss

    def _backward(
        self, batch: batches.Batch, rows: Tensor, sample: Sample
    ) -> tuple[Tensor, list[Tensor]]:
        """Return the loss and the leaves with gradients: the embedding rows of this step."""
        written = torch.from_numpy(sample.rows)
        source = self.model.source.weight.detach()[rows].requires_grad_(not self.held)
        target = self.model.target.weight.detach()[written].requires_grad_()
        bias = self.model.bias.detach()[written].requires_grad_()
        with multiplying("cpu"):
            read = F.embedding(torch.searchsorted(rows, batch.source), source)
            memory = self.model.encode(read, batch.mask)
            read = F.embedding(torch.searchsorted(written, batch.previous), target)
            states = self.model.decode(read, memory, batch.mask)
            kept = batch.wanted != batches.IGNORED
            logits = F.linear(states[kept], target, bias)
        wanted = torch.searchsorted(written, batch.wanted[kept])
        loss = sampled_loss(logits, wanted, sample.shift, self.train.smoothing)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss.detach(), [target, bias] if self.held else [source, target, bias]

    def _move(self, gradients: list[Tensor], read: Tensor, written: Tensor, factor: float) -> None:
        moved = [parameter for parameter in self.body if parameter.requires_grad]
        for parameter, gradient in zip(moved, gradients, strict=False):
            parameter.grad = gradient
        for group in self.optimiser.param_groups:
            group["lr"] = self.train.rate * factor
        self.optimiser.step()
        rates = self.train.source_rate, self.train.rate, self.train.rate
        tables = list(zip(self.tables, (read, written, written), rates, strict=True))
        listed = zip(tables[self.held :], gradients[len(moved) :], strict=True)
        for (table, where, rate), gradient in listed:
            table.step(where, gradient, rate * factor)

    def state(self) -> dict[str, Any]:
        """See :class:`Step`."""
        return {"body": self.optimiser.state_dict(), "tables": [t.state() for t in self.tables]}

    def restore(self, state: dict[str, Any]) -> None:
        """See :class:`Step`."""
        self.optimiser.load_state_dict(state["body"])
        for table, saved in zip(self.tables, state["tables"], strict=True):
            table.restore(saved)


class DenseStep:
    """A step over all weights with the whole vocabulary: made for GPUs."""

    def __init__(self, model: Translator, corpus: batches.Corpus, train: Train) -> None:
        """Prepare to train ``model``, where it is, on ``corpus``."""
        self.model, self.corpus, self.train = model, corpus, train
        self.device = model.bias.device
        self.forward: Any = torch.compile(model, dynamic=True) if train.compile else model
        source = [model.source.weight]
        rest = [p for p in model.parameters() if p is not model.source.weight]
        groups = [
            {"params": rest, "base": train.rate},
            {"params": source, "base": train.source_rate},
        ]
        self.optimiser = torch.optim.AdamW(
            groups, lr=train.rate, betas=BETAS, eps=EPSILON, weight_decay=0.01, fused=True
        )

    def hold(self, *, held: bool) -> None:
        """See :class:`Step`."""
        for side in (self.model.source, self.model.encoder):
            for parameter in side.parameters():
                parameter.requires_grad_(not held)

    def __call__(
        self, number: int, shares: list[np.ndarray], factor: float, group: Group
    ) -> Tensor:
        """See :class:`Step`; the loss stays on the device, so nothing waits for it."""
        batch = batches.assemble(self.corpus, shares[group.rank]).to(self.device)
        for settings in self.optimiser.param_groups:
            settings["lr"] = settings["base"] * factor
        kept = batch.wanted != batches.IGNORED
        with multiplying(self.device.type):
            states = self.forward(batch.source, batch.previous, batch.mask)
            logits = self.model.logits(states[kept])
        loss = full_loss(logits, batch.wanted[kept], self.train.smoothing)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        parameters = list(self.model.parameters())
        if group.size > 1:
            own = [p.grad for p in parameters if p.grad is not None]
            for parameter, gradient in zip(parameters, group.average(own), strict=True):
                parameter.grad = gradient
        torch.nn.utils.clip_grad_norm_(parameters, _CLIP)
        self.optimiser.step()
        return loss.detach()

    def state(self) -> dict[str, Any]:
        """See :class:`Step`."""
        return {"all": self.optimiser.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        """See :class:`Step`."""
        self.optimiser.load_state_dict(state["all"])


def clipped(gradients: list[Tensor]) -> list[Tensor]:
    """Shorten the gradients together to a length of at most ``_CLIP``, in place."""
    squares = torch.stack([g.float().square().sum() for g in gradients])
    scale = float((_CLIP / (squares.sum().sqrt() + 1e-6)).clamp(max=1.0))
    return [g.mul_(scale) for g in gradients]


def choose(model: Translator, corpus: batches.Corpus, train: Train) -> Step:
    """Return the step the settings ask for: rows where softmax is sampled, else everything."""
    if train.negatives and not model.bias.is_cuda:
        return RowStep(model, corpus, train)
    return DenseStep(model, corpus, train)
