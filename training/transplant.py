"""Step 0b, transplant: a package of another language pair, given the words of ours.

Needed once, where the parent translates from our source language into a near relative of our
target: English→Portuguese, for English→Spanish. The encoder stays. The target side gets pieces of
its own, each started as the parent's pieces that stand in the same sentences when the parent
translates them. Writes ``WORK/parent/`` and ``WORK/target.spm``; the other steps go on from these
(``paths.parent``, ``paths.target_spm``).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import sentencepiece
import torch
from torch import Tensor

from training import source_pieces
from training.corpora import Pair, held_out, read_all, repeats
from training.export import write_model
from training.lexicon import Neighbours, neighbours
from training.marian import read_marian
from training.package import Package
from training.pieces import SPACE, TargetPieces, plain_quotes, signs
from training.settings import Settings, Transplant, load, parser, work_folder

_SPECIAL = ["</s>", "<unk>"]
_NAME = re.compile(r"[^\W\d_]{3,}")


def _sample(corpora: dict[str, list[Pair]], settings: Settings) -> list[Pair]:
    """Return every pair at most once, rarely used corpora by their share."""
    draw = random.Random(settings.data.seed)
    weights = settings.data.weights
    return [
        pair
        for name, listed in corpora.items()
        for pair in listed
        if repeats(min(weights.get(name, settings.data.default_weight), 1.0), draw)
    ]


def train_target(sample: list[Pair], size: int, path: Path) -> None:
    """Train the target side's SentencePiece model and write it to ``path``."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([plain_quotes(target) for _, target in sample]),
        model_prefix=str(path.with_suffix("")),
        vocab_size=size,
        model_type="unigram",
        character_coverage=0.9999,
        split_digits=True,
        normalization_rule_name="nmt_nfkc",
        num_threads=1,
        minloglevel=2,
    )
    path.with_suffix(".model").replace(path)
    path.with_suffix(".vocab").unlink()


def source_side(parent: Package, sample: list[Pair], least: int) -> tuple[bytes, Tensor]:
    """Return the source SentencePiece model without pieces hardly met, and its rows."""
    every = source_pieces.rewrite(parent.sentencepiece, parent.pieces, [])
    model = sentencepiece.SentencePieceProcessor(model_proto=every)
    met: Counter[str] = Counter()
    for source, _ in sample:
        met.update(model.encode(source, out_type=str))
    kept = [p for p in parent.pieces if len(p) == 1 or met[p] >= least]
    added = signs(parent.pieces)
    final = source_pieces.rewrite(parent.sentencepiece, kept, added)
    at = {piece: number for number, piece in enumerate(parent.pieces)}
    at |= {sign: at[start] for sign, start in added.items()}
    rows = [at.get(p.text, at["<unk>"]) for p in source_pieces.read(final)]
    return final, parent.weights["source.weight"][rows]


def target_side(
    cut: TargetPieces, own: list[str], sample: list[Pair], least: int, parent: Package
) -> list[str]:
    """Return the target pieces: our own, the parent's signs, and what shared names are cut into."""
    met: Counter[str] = Counter()
    for source, target in sample:
        there = set(_NAME.findall(target))
        for name in set(_NAME.findall(source)) & there:
            if name[0].isupper():
                met.update(cut.source.encode(name, out_type=str))
    known = set(parent.pieces)
    names = [p for p, n in met.items() if n >= least and p in known]
    single = [p for p in parent.pieces if len(p) == 1]
    return list(dict.fromkeys([*_SPECIAL, *single, *own, *sorted(names)]))


class Rows:
    """Finds the parent's rows that a target piece starts as."""

    def __init__(self, parent: Package, found: Neighbours, settings: Transplant) -> None:
        self.model = sentencepiece.SentencePieceProcessor(model_proto=parent.sentencepiece)
        self.at = {piece: number for number, piece in enumerate(parent.pieces)}
        self.unknown = self.at["<unk>"]
        self.found, self.settings = found, settings
        self.how: Counter[str] = Counter()

    def _respelled(self, piece: str) -> str:
        for ours, theirs in self.settings.spelling:
            piece = re.sub(ours, theirs, piece)
        return piece

    def __call__(self, piece: str) -> list[tuple[int, float]]:
        """Return (row, weight) of the parent, weights summing to one; none where nothing fits."""
        same = self.at.get(piece)
        plain = piece.replace(SPACE, "")
        if same is not None and (piece in _SPECIAL or not any(c.isalpha() for c in plain)):
            self.how["same"] += 1
            return [(same, 1.0)]
        if near := self.found.get(piece):
            self.how["lexicon"] += 1
            total = sum(share for _, share in near)
            return [(self.at[p], share / total) for p, share in near]
        if same is None:
            same = self.at.get(self._respelled(piece))
        if same is not None:
            self.how["spelling"] += 1
            return [(same, 1.0)]
        inner = [i for i in self.model.encode(self._respelled(plain)) if i != self.unknown]
        self.how["parts" if inner else "nothing"] += 1
        return [(i, 1 / len(inner)) for i in inner]


def _weighted(table: Tensor, rows: list[list[tuple[int, float]]], rest: float) -> Tensor:
    """Return the mean of the rows listed for each piece; small noise where there are none."""
    out = torch.randn(len(rows), *table.shape[1:]) * rest
    for number, listed in enumerate(rows):
        if listed:
            index = torch.tensor([i for i, _ in listed])
            shares = torch.tensor([s for _, s in listed]).view(-1, *[1] * (table.dim() - 1))
            out[number] = (table[index] * shares).sum(0)
    return out


def _bitext(path: Path, cut: TargetPieces, parent: Package) -> tuple[list[list[str]], ...]:
    """Return our target's pieces and the parent's, sentence by sentence, of SOURCE OURS PARENT'S."""
    model = sentencepiece.SentencePieceProcessor(model_proto=parent.sentencepiece)
    ours, theirs = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) == 3:
            ours.append([p for word in plain_quotes(parts[1]).split() for p in cut.plain(word)])
            theirs.append(model.encode(parts[2], out_type=str))
    return ours, theirs


def run(settings: Settings) -> Path:
    """Write the transplanted package and return its folder.

    Raises:
        OSError: the parent, the corpora or the bitext cannot be read.
        ValueError: the settings have no section ``transplant``.
    """
    chosen, work = settings.transplant, work_folder(settings)
    if chosen is None:
        raise ValueError("the settings have no section [transplant]")
    parent = read_marian(chosen.parent)
    held = held_out(settings.paths.development)
    corpora = read_all(settings.paths.corpora, settings.data, held)
    sample = _sample(corpora, settings)
    target = settings.paths.target_spm
    if not target.exists():
        train_target(sample, chosen.target_pieces, target)
    source_model, source_rows = source_side(parent, sample, chosen.least)
    own = sentencepiece.SentencePieceProcessor(model_file=str(target))
    # Unknown, begin and end mark come first in SentencePiece's own order.
    listed = [own.id_to_piece(i) for i in range(3, own.vocab_size())]
    every = list(dict.fromkeys([*listed, *parent.pieces]))
    cut = TargetPieces(source_model, target, every)
    pieces = target_side(cut, listed, sample, chosen.least, parent)
    found = neighbours(*_bitext(work / "bitext.tsv", cut, parent), chosen.certain)
    rows = Rows(parent, found, chosen)
    starts = [rows(piece) for piece in pieces]
    table = parent.weights["target.weight"]
    weights = dict(parent.weights)
    weights["source.weight"] = source_rows
    weights["target.weight"] = _weighted(table, starts, float(table.std()) / 2)
    weights["bias"] = _weighted(parent.weights["bias"], starts, 0.0)
    shape = replace(parent.shape, source_vocabulary=len(source_rows), target_vocabulary=len(pieces))
    folder = work / "parent"
    content = {"shape": shape.as_dict(), "weights": weights, "vocabulary": pieces}
    names = [p.text for p in source_pieces.read(source_model)]
    write_model(folder / "model", content, names, "float32")
    (folder / "sentencepiece.model").write_bytes(source_model)
    print(f"{len(source_rows)} source and {len(pieces)} target pieces, {dict(rows.how)}: {folder}")
    return folder


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__).parse_args()
    run(load(arguments.settings, arguments.changes))


if __name__ == "__main__":
    main()
