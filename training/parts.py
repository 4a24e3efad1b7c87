"""Carry weights from one machine to another: cut a checkpoint into small files, and join them.

``cut`` writes half precision, which the int8 of the package does not notice.
"""

from __future__ import annotations

import io
from pathlib import Path

import torch

from training.settings import load, parser

_LARGEST = 15 << 20  # bytes a file


def cut(checkpoint: Path, folder: Path) -> list[Path]:
    """Write ``checkpoint`` into ``folder`` as best.part00, best.part01, …; return the files.

    Raises:
        OSError: the checkpoint cannot be read or the folder not written.
    """
    saved = torch.load(checkpoint, weights_only=True, map_location="cpu")
    saved["weights"] = {name: value.half() for name, value in saved["weights"].items()}
    buffer = io.BytesIO()
    torch.save(saved, buffer)
    content = buffer.getvalue()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("best.part*"):
        old.unlink()
    written = []
    for number, start in enumerate(range(0, len(content), _LARGEST)):
        path = folder / f"best.part{number:02}"
        path.write_bytes(content[start : start + _LARGEST])
        written.append(path)
    return written


def join(folder: Path, checkpoint: Path) -> Path:
    """Put the parts in ``folder`` together again as ``checkpoint``, in single precision.

    Raises:
        OSError: a part cannot be read.
        FileNotFoundError: there are no parts.
    """
    parts = sorted(folder.glob("best.part*"))
    if not parts:
        raise FileNotFoundError(f"no best.part* in {folder}")
    content = b"".join(part.read_bytes() for part in parts)
    saved = torch.load(io.BytesIO(content), weights_only=True)
    saved["weights"] = {name: value.float() for name, value in saved["weights"].items()}
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    torch.save(saved, checkpoint)
    return checkpoint


def main() -> None:
    """Run from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument("what", choices=("cut", "join"))
    arguments.add_argument("folder", type=Path, help="where the parts are")
    chosen = arguments.parse_args()
    best = load(chosen.settings, chosen.changes).paths.work / "best.pt"
    if chosen.what == "cut":
        print(*cut(best, chosen.folder), sep="\n")
    else:
        print(join(chosen.folder, best))


if __name__ == "__main__":
    main()
