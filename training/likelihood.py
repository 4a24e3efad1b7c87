"""How likely a model finds what people wrote: finer than BLEU, where runs differ by little.

Prints the mean negative log-probability of the references (nats a piece, the whole vocabulary, no smoothing) under each
weights file, and how far it is from that of the first file, with the interval in which 95 of 100 draws of the
segments fall (paired bootstrap: Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation").
It says nothing of loops or of what a search finds: a run that looks better here is exported and scored in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from training import batches
from training.evaluate import read_set
from training.model import Shape, Translator
from training.package import read_package
from training.pieces import UNKNOWN, TargetPieces, additions
from training.settings import Settings, load, parser

_TOKENS = 3000  # padded pieces of a batch
_DRAWS = 2000


@dataclass(frozen=True)
class Likelihood:
    """What a model thinks of the segments of a set: ``nats`` (N,) in all, ``pieces`` (N,) counts, the end included."""

    nats: np.ndarray
    pieces: np.ndarray

    @property
    def mean(self) -> float:
        """Return nats a piece over the set."""
        return float(self.nats.sum() / self.pieces.sum())

    def less(self, other: Likelihood) -> tuple[float, float, float]:
        """Return this mean less that of another model on the same set, and the bounds of the interval."""
        draw = np.random.default_rng(1)
        gap = self.nats - other.nats
        picked = draw.integers(0, len(gap), (_DRAWS, len(gap)))
        means = gap[picked].sum(1) / self.pieces[picked].sum(1)
        low, high = np.percentile(means, [2.5, 97.5])
        return self.mean - other.mean, float(low), float(high)


def references(settings: Settings, path: Path) -> batches.Corpus:
    """Return a development set in pieces, as training sees its pairs; those with unknown pieces are left out.

    Raises:
        OSError: the set or the parent package cannot be read.
    """
    parent = read_package(settings.paths.parent)
    pieces = [*parent.pieces, *additions(parent.pieces)]
    cut = TargetPieces(parent.sentencepiece, settings.paths.target_spm, pieces)
    pairs = [(cut.source.encode(s), cut.encode(t, s)) for s, t in zip(*read_set(path), strict=True)]
    kept = [(x, y) for x, y in pairs if x and y and UNKNOWN not in y]
    lengths = [np.array([len(pair[side]) for pair in kept], np.int32) for side in (0, 1)]
    return batches.Corpus(
        source=np.array([piece for x, _ in kept for piece in x], np.uint16),
        target=np.array([piece for _, y in kept for piece in y], np.uint16),
        source_length=lengths[0],
        target_length=lengths[1],
        source_start=batches.starts(lengths[0]),
        target_start=batches.starts(lengths[1]),
    )


@torch.no_grad()
def likelihood(model: Translator, corpus: batches.Corpus) -> Likelihood:
    """Score every segment of ``corpus``."""
    model.eval()
    nats = np.zeros(len(corpus))
    order = np.argsort(corpus.target_length, kind="stable")
    for numbers in batches.cut(corpus, order, _TOKENS):
        batch = batches.assemble(corpus, numbers)
        logits = model.logits(model(batch.source, batch.previous, batch.mask))
        found = F.cross_entropy(
            logits.transpose(1, 2), batch.wanted, ignore_index=batches.IGNORED, reduction="none"
        )
        nats[numbers] = found.double().sum(1).numpy()
    return Likelihood(nats, corpus.target_length + 1)


def load_model(path: Path) -> Translator:
    """Read a weights file: ``start.pt``, ``average-NNN.pt`` or ``best.pt``.

    Raises:
        OSError: it cannot be read.
    """
    saved = torch.load(path, weights_only=True, map_location="cpu")
    model = Translator(Shape(**saved["shape"]), 0.0)
    model.load_state_dict(saved["weights"])
    return model


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument(
        "weights", type=Path, nargs="+", help="the first is what the others are held against"
    )
    arguments.add_argument(
        "--on", type=Path, action="append", help="sets; default: paths.development"
    )
    chosen = arguments.parse_args()
    settings = load(chosen.settings, chosen.changes)
    torch.set_num_threads(1)
    for path in chosen.on or [settings.paths.development]:
        corpus = references(settings, path)
        print(f"{path.name}: {len(corpus)} segments")
        first = None
        for weights in chosen.weights:
            found = likelihood(load_model(weights), corpus)
            first = first or found
            gap, low, high = found.less(first)
            print(
                f"{found.mean:.4f}  {gap:+.4f} ({low:+.4f} to {high:+.4f})  {weights}", flush=True
            )


if __name__ == "__main__":
    main()
