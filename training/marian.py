"""Read a Marian "tiny" student (Firefox Translations) into PyTorch weights.

The binary is that of Marian's ``src/common/binary.cpp`` (version 1); int8 matrices are stored
transposed, with one scale each (intgemm), but the embedding is not. CTranslate2 has no SSRU cell
(Kim et al. 2019), so the decoder's cells become self-attention: value from the cell's input
projection, queries and keys small, which at first gives the mean over the past. Training turns
that into something better.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from torch import Tensor

from training.model import Shape
from training.package import Package

_FLOAT32, _INTGEMM8 = 0x404, 0x4101


@dataclass(frozen=True)
class _Header:
    name: str
    kind: int
    shape: tuple[int, ...]
    size: int


def _headers(data: bytes) -> tuple[list[_Header], int]:
    """Return the headers of all arrays and the place where the first array starts."""
    version, count = struct.unpack_from("<QQ", data, 0)
    if version != 1:
        raise ValueError(f"Marian binary of version {version}, not 1")
    rows = [struct.unpack_from("<QQQQ", data, 16 + 32 * n) for n in range(count)]
    at = 16 + 32 * count
    names = []
    for length, *_ in rows:
        names.append(data[at : at + length].rstrip(b"\0").decode())
        at += length
    found = []
    for name, (_, kind, dimensions, size) in zip(names, rows, strict=True):
        found.append(_Header(name, kind, struct.unpack_from(f"<{dimensions}i", data, at), size))
        at += 4 * dimensions
    (padding,) = struct.unpack_from("<Q", data, at)
    return found, at + 8 + padding


def arrays(data: bytes) -> dict[str, Tensor]:
    """Return the float arrays of a Marian binary by name, int8 ones divided by their scale.

    Raises:
        ValueError: the file is of another version.
    """
    headers, at = _headers(data)
    found: dict[str, Tensor] = {}
    for header in headers:
        block = data[at : at + header.size]
        at += header.size
        count = int(np.prod(header.shape))
        if header.kind == _FLOAT32:
            values = np.frombuffer(block, np.float32, count).reshape(header.shape)
        elif header.kind == _INTGEMM8 and "QuantMultA" not in header.name:
            (scale,) = np.frombuffer(block, np.float32, 1, count)
            values = np.frombuffer(block, np.int8, count).astype(np.float32) / scale
            if header.name == "Wemb":
                values = values.reshape(header.shape)
            else:
                values = values.reshape(header.shape[::-1]).T
        else:
            continue
        found[header.name] = torch.from_numpy(np.array(values, np.float32))
    return found


class _Weights:
    """Turn Marian's names into ours; Marian multiplies from the left, so matrices are turned."""

    def __init__(self, found: dict[str, Tensor]) -> None:
        self.found = found
        self.ours: dict[str, Tensor] = {}

    def linear(self, target: str, weight: str, bias: str) -> None:
        self.ours[f"{target}.weight"] = self.found[weight].T.contiguous()
        self.ours[f"{target}.bias"] = self.found[bias][0].clone()

    def norm(self, target: str, source: str) -> None:
        self.ours[f"{target}.weight"] = self.found[f"{source}_ln_scale"][0].clone()
        self.ours[f"{target}.bias"] = self.found[f"{source}_ln_bias"][0].clone()

    def attention(self, target: str, source: str) -> None:
        for ours, theirs in (("query", "q"), ("key", "k"), ("value", "v"), ("output", "o")):
            self.linear(f"{target}.{ours}", f"{source}_W{theirs}", f"{source}_b{theirs}")

    def feed_forward(self, target: str, source: str) -> None:
        self.linear(f"{target}.inner", f"{source}_W1", f"{source}_b1")
        self.linear(f"{target}.outer", f"{source}_W2", f"{source}_b2")
        self.norm(f"{target}.outer_norm", f"{source}_ffn")

    def cell(self, target: str, source: str) -> None:
        """Start self-attention as the mean over what the SSRU would have added to its state."""
        width = self.found["Wemb"].shape[1]
        for name in ("query", "key"):
            self.ours[f"{target}.{name}.weight"] = torch.randn(width, width) * 0.05
        self.ours[f"{target}.value.weight"] = self.found[f"{source}_W"].T.contiguous()
        self.ours[f"{target}.output.weight"] = torch.eye(width)
        for name in ("query", "key", "value", "output"):
            self.ours[f"{target}.{name}.bias"] = torch.zeros(width)


def _count(found: dict[str, Tensor], pattern: str) -> int:
    number = 0
    while pattern.format(number + 1) in found:
        number += 1
    return number


def read_marian(folder: Path, heads: int = 8, seed: int = 1) -> Package:
    """Read the student in ``folder``: one ``model.*.bin`` and one ``vocab.*.spm`` for both sides.

    The package's source and target rows are the same table, over all pieces of the vocabulary.

    Raises:
        OSError: a file cannot be read.
        StopIteration: a file is missing.
        ValueError: the binary is of another version.
    """
    torch.manual_seed(seed)
    found = arrays(next(iter(sorted(folder.glob("model.*.bin")))).read_bytes())
    vocabulary = next(iter(sorted(folder.glob("vocab.*.spm")))).read_bytes()
    weights = _Weights(found)
    layers = {
        "encoder": _count(found, "encoder_l{}_self_Wq"),
        "decoder": _count(found, "decoder_l{}_context_Wq"),
    }
    for number in range(layers["encoder"]):
        ours, theirs = f"encoder.{number}", f"encoder_l{number + 1}"
        weights.attention(f"{ours}.attention", f"{theirs}_self")
        weights.norm(f"{ours}.attention_norm", f"{theirs}_self_Wo")
        weights.feed_forward(ours, f"{theirs}_ffn")
    for number in range(layers["decoder"]):
        ours, theirs = f"decoder.{number}", f"decoder_l{number + 1}"
        weights.cell(f"{ours}.attention", f"{theirs}_rnn")
        weights.norm(f"{ours}.attention_norm", f"{theirs}_rnn_ffn")
        weights.attention(f"{ours}.cross", f"{theirs}_context")
        weights.norm(f"{ours}.cross_norm", f"{theirs}_context_Wo")
        weights.feed_forward(ours, f"{theirs}_ffn")
    table = found["Wemb"]
    weights.ours["source.weight"], weights.ours["target.weight"] = table, table.clone()
    weights.ours["bias"] = found["decoder_ff_logit_out_b"][0].clone()
    model = sentencepiece.SentencePieceProcessor(model_proto=vocabulary)
    shape = Shape(
        source_vocabulary=len(table),
        target_vocabulary=len(table),
        width=table.shape[1],
        hidden=found["encoder_l1_ffn_W1"].shape[1],
        heads=heads,
        encoder_layers=layers["encoder"],
        decoder_layers=layers["decoder"],
    )
    pieces = [model.id_to_piece(i) for i in range(model.vocab_size())]
    return Package(shape, weights.ours, vocabulary, pieces)
