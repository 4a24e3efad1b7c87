"""A last run on what the model itself writes: the expected cost of its hypotheses falls, the references in view.

Minimum risk training on fixed lists of hypotheses: Shen et al. 2016, "Minimum Risk Training for Neural Machine
Translation"; Edunov et al. 2018, "Classical Structured Prediction Losses for Sequence to Sequence Learning", from which
it is that the reference has its own loss and is no hypothesis. :mod:`training.train` teaches the next piece behind right
ones; this teaches which of the sentences that the model would write is the best, so that what it invents or misspells
gives way to what it could have said. The best of them is taught piece by piece, too. The softmax is over all pieces.

Reads ``WORK/start.pt`` and ``WORK/candidates.npz``; writes ``WORK/average-001.pt``, ``WORK/risk.log`` and
``WORK/checkpoint.pt``, from which a run that was stopped goes on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.multiprocessing.spawn import spawn

from training.batches import IGNORED, read, starts, written
from training.model import Shape, Translator, multiplying
from training.objective import log_probabilities
from training.optimiser import BETAS, EPSILON
from training.settings import Risk, Settings, load, parser
from training.steps import Group, clipped
from training.train import Every, Log, move_average, write
from training.workers import end_with_parent

_AVERAGE_EVERY = 4


@dataclass(frozen=True)
class Lists:
    """All candidates, as :func:`training.candidates.arrays` has them.

    ``first`` (P + 1,) is the number of each sentence's first text, the starts are offsets.
    """

    arrays: dict[str, np.ndarray]
    first: np.ndarray
    source_start: np.ndarray
    target_start: np.ndarray

    def texts(self, sentences: np.ndarray) -> np.ndarray:
        """Return the numbers of the texts of these sentences, one sentence behind the other."""
        return np.concatenate([np.arange(self.first[s], self.first[s + 1]) for s in sentences])


@dataclass(frozen=True)
class Batch:
    """Some sentences and all their texts: B sentences of S pieces, K texts of T pieces.

    ``source`` (B, S) and ``mask`` (B, 1, 1, S), ``previous`` and ``wanted`` (K, T) as in :class:`training.batches.Batch`;
    ``owner`` (K,) is the sentence of a text, ``cost`` (K,) what it costs, ``reference`` (K,) true for the first of each,
    ``best`` (K,) for the hypothesis of each that costs least.
    """

    source: Tensor
    mask: Tensor
    previous: Tensor
    wanted: Tensor
    owner: Tensor
    cost: Tensor
    reference: Tensor
    best: Tensor


def load_lists(path: Path) -> Lists:
    """Read ``candidates.npz``.

    Raises:
        OSError: the file cannot be read.
    """
    with np.load(path) as found:
        arrays = {name: found[name] for name in found.files}
    first = np.concatenate([[0], np.cumsum(arrays["texts"])])
    return Lists(arrays, first, starts(arrays["source_length"]), starts(arrays["target_length"]))


def plan(lists: Lists, tokens: int, seed: int, processes: int) -> Iterator[list[np.ndarray]]:
    """Yield, for ever, one batch of sentences of similar length for each process, in an order that the seed gives."""
    generator = np.random.default_rng(seed)
    longest = np.maximum.reduceat(lists.arrays["target_length"], lists.first[:-1]) + 1
    while True:
        order = np.lexsort((generator.random(len(longest)), longest))
        batches: list[np.ndarray] = []
        begin = texts = 0
        for at, sentence in enumerate(order):
            count = int(lists.arrays["texts"][sentence])
            if (texts + count) * int(longest[sentence]) > tokens and at > begin:
                batches.append(order[begin:at])
                begin, texts = at, 0
            texts += count
        batches.append(order[begin:])
        shuffled = generator.permutation(len(batches))
        for at in range(0, len(shuffled) - processes + 1, processes):
            yield [batches[k] for k in shuffled[at : at + processes]]


def assemble(lists: Lists, sentences: np.ndarray) -> Batch:
    """Build the padded tensors of some sentences."""
    texts, have = lists.texts(sentences), lists.arrays
    owner = np.repeat(np.arange(len(sentences)), have["texts"][sentences])
    reference = np.concatenate([[True], owner[1:] != owner[:-1]])
    return Batch(
        *read(have["source"], lists.source_start[sentences], have["source_length"][sentences]),
        *written(have["target"], lists.target_start[texts], have["target_length"][texts]),
        torch.from_numpy(owner),
        torch.from_numpy(have["cost"][texts]),
        torch.from_numpy(reference),
        torch.from_numpy(_best(have["cost"][texts], owner, reference)),
    )


def _best(cost: np.ndarray, owner: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Mark the first of the cheapest hypotheses of each sentence; all arrays are (K,)."""
    order = np.lexsort((np.arange(len(cost)), cost + np.where(reference, np.inf, 0), owner))
    first = np.concatenate([[True], owner[order][1:] != owner[order][:-1]])
    found = np.zeros(len(cost), bool)
    found[order[first]] = True
    return found


def expected_cost(scores: Tensor, cost: Tensor, owner: Tensor) -> Tensor:
    """Return the mean over sentences of what a hypothesis costs, each as likely as its score says.

    Args:
        scores: log-probabilities (K,) of hypotheses.
        cost: what each costs (K,).
        owner: the sentence of each (K,), numbered from 0, none left out.
    """
    sentences = int(owner.max()) + 1
    same = owner[None] == torch.arange(sentences)[:, None]
    share = scores[None].masked_fill(~same, float("-inf")).softmax(1)
    return (share * cost[None]).sum(1).mean()


def losses(model: Translator, batch: Batch, settings: Settings) -> tuple[Tensor, Tensor, Tensor]:
    """Return the mean loss of the references and of the best hypotheses (nats a piece) and the mean expected cost of the sentences."""
    with multiplying("cpu"):
        memory = model.encode(model.source(batch.source), batch.mask)[batch.owner]
        states = model.decode(model.target(batch.previous), memory, batch.mask[batch.owner])
        kept = batch.wanted != IGNORED
        logits = model.logits(states[kept])
    right, mean = log_probabilities(logits.float(), batch.wanted[kept])
    of = torch.arange(len(batch.owner))[:, None].expand_as(kept)[kept]
    real, smoothing = batch.reference[of], settings.train.smoothing
    loss = -((1 - smoothing) * right + smoothing * mean)
    reference = loss[real].mean()
    best = loss[batch.best[of]].mean()
    total = torch.zeros(len(batch.owner)).index_add(0, of, right)
    # As beam search compares them: by the length penalty, in nats of a text of mean length.
    long = kept.sum(1).float() ** settings.export.length_penalty
    scores = (total / long * long.mean())[~batch.reference]
    cost, owner = batch.cost[~batch.reference], batch.owner[~batch.reference]
    return reference, best, expected_cost(scores, cost, owner)


class Run:
    """One process of a run."""

    def __init__(self, settings: Settings, risk: Risk, group: Group) -> None:
        """Load candidates and weights; go on where a checkpoint stands."""
        self.settings, self.risk, self.group = settings, risk, group
        work = settings.paths.work
        self.lists = load_lists(work / "candidates.npz")
        self.start = torch.load(work / "start.pt", weights_only=True)
        self.model = Translator(Shape(**self.start["shape"]), 0.0)
        self.model.load_state_dict(self.start["weights"])
        self.parameters = list(self.model.parameters())
        self.optimiser = torch.optim.AdamW(
            self.parameters, lr=risk.rate, betas=BETAS, eps=EPSILON, weight_decay=0.0, fused=True
        )
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.steps = self.pieces = 0
        self.before = 0.0
        if (work / "checkpoint.pt").exists():
            self._restore()
        self.began = time.monotonic()

    @property
    def elapsed(self) -> float:
        """Wall time of the run in seconds, earlier calls included."""
        return self.before + time.monotonic() - self.began

    def _restore(self) -> None:
        saved = torch.load(self.settings.paths.work / "checkpoint.pt", weights_only=True)
        self.model.load_state_dict(saved["weights"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.average = saved["average"]
        self.steps, self.pieces, self.before = saved["step"], saved["pieces"], saved["elapsed"]

    def step(self, sentences: np.ndarray, factor: float) -> tuple[Tensor, Tensor, int]:
        """Move the model by one batch; return the loss of the references, the expected cost and how many pieces its texts have."""
        batch = assemble(self.lists, sentences)
        reference, best, cost = losses(self.model, batch, self.settings)
        self.optimiser.zero_grad(set_to_none=False)
        (
            self.risk.reference * reference + self.risk.best * best + self.risk.weight * cost
        ).backward()  # type: ignore[no-untyped-call]
        own = [p.grad for p in self.parameters if p.grad is not None]
        gradients = clipped(self.group.average(own))
        for parameter, gradient in zip(self.parameters, gradients, strict=True):
            parameter.grad = gradient
        for settings in self.optimiser.param_groups:
            settings["lr"] = self.risk.rate * factor
        self.optimiser.step()
        return reference.detach(), cost.detach(), int((batch.wanted != IGNORED).sum())

    def go(self) -> None:
        """Train until the time is over; the rate rises for some steps and falls to nothing."""
        risk, group, first = self.risk, self.group, self.group.rank == 0
        log = Log(self.settings.paths.work / "risk.log", active=first)
        saving = Every(self.settings.train.save_minutes)
        costs: list[float] = []
        batches = plan(self.lists, risk.tokens, risk.seed, group.size)
        for _ in range(self.steps):
            next(batches)
        while (done := group.agree(self.elapsed / 60 / risk.minutes)) < 1:
            shares = next(batches)
            self.steps += 1
            factor = min(1.0, self.steps / risk.warm_steps) * (1 - done)
            reference, cost, count = self.step(shares[group.rank], factor)
            self.pieces += count * group.size
            log.add(reference, count * group.size)
            costs.append(float(cost))
            if self.steps % _AVERAGE_EVERY == 0:
                move_average(self.average, self.model, self.steps, self.settings.train.average)
            if log.report(self.elapsed, self.steps, self.pieces, factor):
                log.write(f"expected cost {sum(costs) / len(costs):.4f}")
                costs.clear()
            if first and saving.due():
                self.save()
        if first:
            self.save()

    def save(self) -> None:
        """Write the running average and what is needed to go on; a crash leaves the old files whole."""
        work, counts = self.settings.paths.work, {"step": self.steps, "pieces": self.pieces}
        write(work / "average-001.pt", {**self.start, "weights": self.average, **counts})
        everything = {
            **counts,
            "weights": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "average": self.average,
            "elapsed": self.elapsed,
        }
        write(work / "checkpoint.pt", everything)


def _process(rank: int, size: int, port: int, settings: Settings) -> None:
    end_with_parent()
    torch.set_num_threads(1)
    assert settings.risk is not None
    Run(settings, settings.risk, Group(rank, size, port)).go()


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument("--processes", type=int, default=2, help="of one thread each")
    arguments.add_argument("--port", type=int, default=29518, help="for the processes to talk")
    chosen = arguments.parse_args()
    settings = load(chosen.settings, chosen.changes)
    if settings.risk is None:
        raise SystemExit("the settings have no [risk]: take training/settings.toml as a model")
    if chosen.processes == 1:
        _process(0, 1, chosen.port, settings)
    else:
        spawn(  # type: ignore[no-untyped-call]
            _process,
            args=(chosen.processes, chosen.port, settings),
            nprocs=chosen.processes,
        )


if __name__ == "__main__":
    main()
