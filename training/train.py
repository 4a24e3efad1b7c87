"""Step 3, train: go on from WORK/start.pt, or from the last checkpoint.

Writes ``WORK/checkpoint.pt`` (everything needed to go on), ``WORK/average-NNN.pt`` (the running
average at each save, for :mod:`training.average`) and ``WORK/train.log``. Runs on a GPU where
there is one, else in several processes of one thread each.
"""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.multiprocessing.spawn import spawn

from training import batches
from training.greedy import Greedy
from training.model import Shape, Translator
from training.optimiser import rate_factor
from training.settings import Settings, Train, load, parser
from training.steps import Group, choose
from training.workers import end_with_parent

_AVERAGE_EVERY = 4
_KEPT_AVERAGES = 8
_LOG_SECONDS = 60


class Run:
    """One training run of one process."""

    def __init__(self, settings: Settings, group: Group, device: str) -> None:
        """Load data and weights; go on where a checkpoint stands."""
        self.settings, self.group = settings, group
        self.work = settings.paths.work
        self.corpus = batches.load_corpus(self.work / "data.npz")
        start = torch.load(self.work / "start.pt", weights_only=True)
        torch.manual_seed(settings.train.seed)
        self.model = Translator(Shape(**start["shape"]), settings.train.dropout)
        self.model.load_state_dict(start["weights"])
        self.model.to(device)
        self.stepper = choose(self.model, self.corpus, settings.train)
        self.vocabulary = start["vocabulary"]
        self.greedy = Greedy(settings, self.model, self.vocabulary)
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.step = self.pieces = self.saves = 0
        self.before = 0.0
        if (self.work / "checkpoint.pt").exists():
            self._restore()
        self.started = time.monotonic()

    @property
    def elapsed(self) -> float:
        """Wall time of the run in seconds, earlier sessions included."""
        return self.before + time.monotonic() - self.started

    def _restore(self) -> None:
        device = self.model.bias.device
        saved = torch.load(self.work / "checkpoint.pt", weights_only=True, map_location=device)
        self.model.load_state_dict(saved["weights"])
        self.stepper.restore(saved["optimiser"])
        self.average = saved["average"]
        self.step, self.pieces, self.saves = saved["step"], saved["pieces"], saved["saves"]
        self.before = saved["elapsed"]

    def save(self) -> None:
        """Write the checkpoint and the running average; a crash leaves the old ones whole."""
        self.saves += 1
        counts = {
            "shape": self.model.shape.as_dict(),
            "vocabulary": self.vocabulary,
            "step": self.step,
            "pieces": self.pieces,
            "saves": self.saves,
        }
        everything = {
            **counts,
            "weights": self.model.state_dict(),
            "optimiser": self.stepper.state(),
            "average": self.average,
            "elapsed": self.elapsed,
            "settings": asdict(self.settings.train),
        }
        write(self.work / "checkpoint.pt", everything)
        average = {**counts, "weights": self.average}
        write(self.work / f"average-{self.saves:03}.pt", average)
        (self.work / f"average-{self.saves - _KEPT_AVERAGES:03}.pt").unlink(missing_ok=True)

    def _update_average(self) -> None:
        move_average(self.average, self.model, self.step, self.settings.train.average)

    def go(self, most: float = float("inf")) -> None:
        """Train until the run's time is over, or for ``most`` minutes of it."""
        train, group = self.settings.train, self.group
        first = group.rank == 0
        self.model.train()
        log = Log(self.work / "train.log", active=first)
        saving, scoring = Every(train.save_minutes), Every(train.score_minutes)
        limit = self.elapsed / 60 + most
        plan = batches.plan(self.corpus, train.tokens, train.seed, group.size)
        for _ in range(self.step):
            next(plan)
        while (minutes := group.agree(self.elapsed / 60)) < limit:
            if (done := share_done(train, minutes, self.pieces)) >= 1:
                break
            shares = next(plan)
            self.step += 1
            factor = rate_factor(self.step, done, train)
            self.stepper.hold(held=done < train.thaw)
            loss = self.stepper(self.step, shares, factor, group)
            count = sum(int(self.corpus.target_length[s].sum()) + len(s) for s in shares)
            self.pieces += count
            log.add(loss, count)
            if first and self.step % _AVERAGE_EVERY == 0:
                self._update_average()
            log.report(self.elapsed, self.step, self.pieces, factor)
            if first and scoring.due():
                log.write(f"greedy BLEU of the average: {self.greedy.bleu(self.average):.2f}")
            if first and saving.due():
                self.save()
        if first:
            self.save()


def share_done(train: Train, minutes: float, pieces: int) -> float:
    """Return how much of a run is behind it, 0 to 1, after so many minutes and target pieces."""
    return pieces / 1e6 / train.pieces if train.pieces else minutes / train.minutes


def move_average(average: dict[str, Tensor], model: Translator, step: int, decay: float) -> None:
    """Move the running average towards the model, faster in the first steps."""
    share = 1 - min(decay, step / (step + 40))
    with torch.no_grad():
        for name, value in model.state_dict().items():
            average[name].lerp_(value, share)


class Every:
    """Says when so many minutes have passed; 0 minutes never pass."""

    def __init__(self, minutes: float) -> None:
        """Start counting now."""
        self.seconds = minutes * 60 or float("inf")
        self.last = time.monotonic()

    def due(self) -> bool:
        """Tell whether the time is over, and begin anew if so."""
        now = time.monotonic()
        if now - self.last < self.seconds:
            return False
        self.last = now
        return True


class Log:
    """Prints and writes one line a minute."""

    def __init__(self, path: Path, *, active: bool) -> None:
        """Append to ``path``, if active."""
        self.path, self.active = path, active
        self.every = Every(_LOG_SECONDS / 60)
        self.since = time.monotonic()
        self.losses: list[Tensor] = []
        self.pieces = 0

    def add(self, loss: Tensor, pieces: int) -> None:
        """Count a step: this process's loss, everyone's pieces."""
        self.losses.append(loss)
        self.pieces += pieces

    def write(self, line: str) -> None:
        """Write a line to the screen and the file."""
        if not self.active:
            return
        print(line, flush=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def report(self, elapsed: float, step: int, pieces: int, factor: float) -> bool:
        """Write a line if it is time; tell whether it was."""
        if not self.every.due():
            return False
        speed = self.pieces / (time.monotonic() - self.since)
        loss = float(torch.stack(self.losses).mean())
        self.write(
            f"{elapsed / 60:.1f} min, step {step}, {pieces / 1e6:.2f} M pieces, loss {loss:.3f}, "
            f"{speed:.0f} pieces/s, rate x {factor:.3f}"
        )
        self.since, self.pieces = time.monotonic(), 0
        self.losses.clear()
        return True


def left(settings: Settings) -> str:
    """Say how much of the run is left, by the last checkpoint."""
    path = settings.paths.work / "checkpoint.pt"
    saved = torch.load(path, weights_only=True, mmap=True) if path.exists() else {}
    minutes, pieces = saved.get("elapsed", 0.0) / 60, saved.get("pieces", 0)
    rest = 1 - share_done(settings.train, minutes, pieces)
    if rest <= 0:
        return "run complete"
    if settings.train.pieces:
        return f"{rest * settings.train.pieces:.2f} M pieces left: run it again"
    return f"{rest * settings.train.minutes:.1f} minutes left: run it again"


def write(path: Path, content: dict[str, Any]) -> None:
    """Save weights under another name first, so that a crash leaves the old ones whole."""
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.replace(path)


def _process(rank: int, size: int, port: int, settings: Settings, most: float) -> None:
    end_with_parent()
    torch.set_num_threads(1)
    Run(settings, Group(rank, size, port), "cpu").go(most)


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument("--processes", type=int, default=2, help="on a CPU; one thread each")
    arguments.add_argument("--port", type=int, default=29517, help="for the processes to talk")
    arguments.add_argument(
        "--most", type=float, default=float("inf"), help="minutes of this call; run again to go on"
    )
    arguments.add_argument("--left", action="store_true", help="only say what is left to do")
    chosen = arguments.parse_args()
    settings = load(chosen.settings, chosen.changes)
    if chosen.left:
        print(left(settings))
    elif torch.cuda.is_available():
        torch.set_float32_matmul_precision("high")
        Run(settings, Group(0, 1, chosen.port), "cuda").go(chosen.most)
    elif chosen.processes == 1:
        _process(0, 1, chosen.port, settings, chosen.most)
    else:
        spawn(  # type: ignore[no-untyped-call]
            _process,
            args=(chosen.processes, chosen.port, settings, chosen.most),
            nprocs=chosen.processes,
        )


if __name__ == "__main__":
    main()
