"""Step 4, average: the mean of the last running averages, into WORK/best.pt.

Averaging the last checkpoints of a run is as in Vaswani et al. 2017, section 6.1. Where a run went on from a
finished model, the mean of both may be better than either: ``--start 0.5`` (Wortsman et al. 2022,
"Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.settings import load, parser


def mean(paths: list[Path]) -> dict[str, Any]:
    """Return a checkpoint whose weights are the mean over ``paths``; the rest is the last one's.

    Raises:
        OSError: a file cannot be read.
        ValueError: there is nothing to average.
    """
    if not paths:
        raise ValueError("no checkpoint to average")
    saved = [torch.load(path, weights_only=True, map_location="cpu") for path in paths]
    weights: dict[str, Tensor] = {}
    for name in saved[0]["weights"]:
        weights[name] = torch.stack([s["weights"][name].float() for s in saved]).mean(0)
    return {**saved[-1], "weights": weights}


def between(start: dict[str, Tensor], end: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return the weights between two models of one shape, ``share`` of them those of ``start``."""
    return {name: (1 - share) * end[name] + share * start[name] for name in end}


def run(work: Path, last: int, start: float = 0.0) -> Path:
    """Average the last ``last`` files of a run and return the path of the result.

    ``start`` is the share of the weights the run began with, 0 to 1.

    Raises:
        ValueError: there is nothing to average.
    """
    paths = sorted(work.glob("average-*.pt"))[-last:]
    path = work / "best.pt"
    found = mean(paths)
    if start:
        begun = torch.load(work / "start.pt", weights_only=True, map_location="cpu")["weights"]
        found = {**found, "weights": between(begun, found["weights"], start)}
    torch.save(found, path)
    print(f"{path}: mean of {', '.join(p.name for p in paths)}; {start:.0%} of start.pt")
    return path


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument("--last", type=int, default=1, help="how many (1: the last alone)")
    arguments.add_argument("--start", type=float, default=0.0, help="share of the first weights")
    chosen = arguments.parse_args()
    run(load(chosen.settings, chosen.changes).paths.work, chosen.last, chosen.start)


if __name__ == "__main__":
    main()
