"""Step 4, average: the mean of the last running averages, into WORK/best.pt.

Averaging the last checkpoints of a run is as in Vaswani et al. 2017, section 6.1.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from training.settings import load, parser


def mean(paths: list[Path]) -> dict[str, object]:
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


def run(work: Path, last: int) -> Path:
    """Average the last ``last`` files of a run and return the path of the result."""
    paths = sorted(work.glob("average-*.pt"))[-last:]
    path = work / "best.pt"
    torch.save(mean(paths), path)
    print(f"{path}: mean of {', '.join(p.name for p in paths)}")
    return path


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument("--last", type=int, default=1, help="how many (1: the last alone)")
    chosen = arguments.parse_args()
    run(load(chosen.settings, chosen.changes).paths.work, chosen.last)


if __name__ == "__main__":
    main()
