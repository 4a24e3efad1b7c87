"""Read an Argos package back into PyTorch weights, so that training can go on from any package.

Needs numpy and torch only: a machine with a GPU often has no CTranslate2.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.model import Shape
from training.model_file import variables


@dataclass(frozen=True)
class Package:
    """Content of a package: weights by our names, source SentencePiece model, target pieces."""

    shape: Shape
    weights: dict[str, Tensor]
    sentencepiece: bytes
    pieces: list[str]


class _Weights:
    """Turn CTranslate2 names into ours; int8 rows are divided by their scale."""

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self.arrays = arrays
        self.found: dict[str, Tensor] = {}

    def matrix(self, name: str) -> Tensor:
        values = self.arrays[f"{name}/weight"].astype(np.float32)
        scale = self.arrays.get(f"{name}/weight_scale")
        if scale is not None:
            values = values / np.asarray(scale, np.float32).reshape(-1, 1)
        return torch.from_numpy(values.copy())

    def vector(self, name: str) -> Tensor:
        return torch.from_numpy(np.array(self.arrays[name], np.float32))

    def linear(self, source: str, *targets: str) -> None:
        """CTranslate2 stacks projections of one input; cut them apart again."""
        weight, bias = self.matrix(source), self.vector(f"{source}/bias")
        parts = zip(targets, weight.chunk(len(targets)), bias.chunk(len(targets)), strict=True)
        for name, w, b in parts:
            self.found[f"{name}.weight"] = w.clone()
            self.found[f"{name}.bias"] = b.clone()

    def norm(self, source: str, target: str) -> None:
        self.found[f"{target}.weight"] = self.vector(f"{source}/gamma")
        self.found[f"{target}.bias"] = self.vector(f"{source}/beta")

    def layer(self, source: str, target: str, *, cross: bool) -> None:
        own = f"{target}.attention"
        self.linear(
            f"{source}/self_attention/linear_0", f"{own}.query", f"{own}.key", f"{own}.value"
        )
        self.linear(f"{source}/self_attention/linear_1", f"{own}.output")
        self.norm(f"{source}/self_attention/layer_norm", f"{target}.attention_norm")
        if cross:
            other = f"{target}.cross"
            self.linear(f"{source}/attention/linear_0", f"{other}.query")
            self.linear(f"{source}/attention/linear_1", f"{other}.key", f"{other}.value")
            self.linear(f"{source}/attention/linear_2", f"{other}.output")
            self.norm(f"{source}/attention/layer_norm", f"{target}.cross_norm")
        self.linear(f"{source}/ffn/linear_0", f"{target}.inner")
        self.linear(f"{source}/ffn/linear_1", f"{target}.outer")
        self.norm(f"{source}/ffn/layer_norm", f"{target}.outer_norm")


def _embedding_name(arrays: dict[str, np.ndarray], side: str) -> str:
    names = (n for n in arrays if n.startswith(f"{side}/embeddings") and n.endswith("/weight"))
    return next(names).removesuffix("/weight")


def _count_layers(arrays: dict[str, np.ndarray], side: str) -> int:
    number = 0
    while f"{side}/layer_{number}/self_attention/linear_0/weight" in arrays:
        number += 1
    return number


def _convert(arrays: dict[str, np.ndarray]) -> tuple[Shape, dict[str, Tensor]]:
    weights = _Weights(arrays)
    found = weights.found
    found["source.weight"] = weights.matrix(_embedding_name(arrays, "encoder"))
    found["target.weight"] = weights.matrix(_embedding_name(arrays, "decoder"))
    found["bias"] = weights.vector("decoder/projection/bias")
    layers = {side: _count_layers(arrays, side) for side in ("encoder", "decoder")}
    for side, count in layers.items():
        for number in range(count):
            weights.layer(f"{side}/layer_{number}", f"{side}.{number}", cross=side == "decoder")
    shape = Shape(
        source_vocabulary=found["source.weight"].shape[0],
        target_vocabulary=found["target.weight"].shape[0],
        width=found["source.weight"].shape[1],
        hidden=found["encoder.0.inner.weight"].shape[0],
        heads=int(arrays["encoder/num_heads"]),
        encoder_layers=layers["encoder"],
        decoder_layers=layers["decoder"],
    )
    return shape, found


def _member(path: Path, ending: str) -> bytes:
    if path.is_dir():
        return next(
            p for p in sorted(path.rglob("*")) if p.as_posix().endswith(ending)
        ).read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(next(n for n in archive.namelist() if n.endswith(ending)))


def read_package(path: Path) -> Package:
    """Read an ``.argosmodel`` file, or the folder it unpacks to.

    Raises:
        OSError: ``path`` cannot be read.
        StopIteration: a part of the package is missing.
    """
    shape, weights = _convert(variables(_member(path, "model/model.bin")))
    pieces: list[str] = json.loads(_member(path, "model/target_vocabulary.json"))
    return Package(shape, weights, _member(path, "sentencepiece.model"), pieces)
