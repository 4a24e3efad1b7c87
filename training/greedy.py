"""A quick BLEU while training, without CTranslate2: greedy search in PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sentencepiece
import torch
from torch import Tensor

from training.batches import SOURCE_END, TARGET_END
from training.decode import split
from training.evaluate import read_set
from training.model import Translator, multiplying
from training.package import read_package
from training.pieces import SPACE

if TYPE_CHECKING:
    from training.settings import Settings

_BATCH = 64
_MOST_PIECES = 200


class Greedy:
    """Translates the first segments of the development set with the model as it is."""

    def __init__(self, settings: Settings, model: Translator, vocabulary: list[str]) -> None:
        """Remember the model; files are read when the first score is asked for."""
        self.settings, self.model, self.vocabulary = settings, model, vocabulary

    def bleu(self, weights: dict[str, Tensor]) -> float:
        """Return sacrebleu's BLEU of ``weights``; the model has its own again afterwards."""
        from sacrebleu.metrics.bleu import BLEU

        path, most = self.settings.paths.development, self.settings.train.score_segments
        sources, references = read_set(path, most)
        own = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(weights)
        self.model.eval()
        parts = [split(s, self.settings.languages.source) for s in sources]
        done = iter(self._translate([p for part in parts for p in part]))
        outputs = [" ".join(next(done) for _ in part) for part in parts]
        self.model.load_state_dict(own)
        self.model.train()
        return float(BLEU().corpus_score(outputs, [references]).score)

    def _translate(self, sentences: list[str]) -> list[str]:
        parent = read_package(self.settings.paths.parent)
        pieces = sentencepiece.SentencePieceProcessor(model_proto=parent.sentencepiece)
        ids = [[*pieces.encode(s)[: _MOST_PIECES - 1], SOURCE_END] for s in sentences]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        found = [""] * len(ids)
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            for i, text in zip(chosen, self._batch([ids[i] for i in chosen]), strict=True):
                found[i] = text
        return found

    @torch.no_grad()
    def _batch(self, ids: list[list[int]]) -> list[str]:
        """Translate sentences given as source ids."""
        device = self.model.bias.device
        source = torch.nn.utils.rnn.pad_sequence([torch.tensor(i) for i in ids], batch_first=True)
        lengths = torch.tensor([len(i) for i in ids])
        mask = (torch.arange(source.shape[1])[None] < lengths[:, None])[:, None, None, :]
        source, mask = source.to(device), mask.to(device)
        written = torch.full((len(ids), 1), TARGET_END, device=device)
        ended = torch.zeros(len(ids), dtype=torch.bool, device=device)
        with multiplying(device.type):
            memory = self.model.encode(self.model.source(source), mask)
            for _ in range(min(_MOST_PIECES, 2 * source.shape[1] + 10)):
                states = self.model.decode(self.model.target(written), memory, mask)
                best = self.model.logits(states[:, -1]).argmax(-1)
                written = torch.cat([written, best.masked_fill(ended, TARGET_END)[:, None]], 1)
                ended |= best == TARGET_END
                if bool(ended.all()):
                    break
        return [self._text(row) for row in written[:, 1:].tolist()]

    def _text(self, ids: list[int]) -> str:
        kept = ids[: ids.index(TARGET_END)] if TARGET_END in ids else ids
        return "".join(self.vocabulary[i] for i in kept).replace(SPACE, " ").strip()
