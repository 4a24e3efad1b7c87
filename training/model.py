"""The translation model: a post-norm Transformer (Vaswani et al. 2017, arXiv:1706.03762).

Two departures from the paper, both inherited from Marian's "tiny" student models (Kim et al.
2019, "From Research to Production and Back", WNGT): the decoder is shallow, and its first step
starts from a zero embedding in place of a start-of-sentence piece.

Shapes in this module: B sentences, S source pieces, T target pieces, D model width, H heads.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

# Sinusoidal positions are a table; nothing longer than this is ever trained or translated.
MAX_POSITIONS = 512


@dataclass(frozen=True)
class Shape:
    """Size of a model. Widths are in units (floats per position), layers are counts."""

    source_vocabulary: int
    target_vocabulary: int
    width: int = 256
    hidden: int = 1536
    heads: int = 8
    encoder_layers: int = 6
    decoder_layers: int = 2

    def as_dict(self) -> dict[str, int]:
        """Return the fields as a plain dictionary, for checkpoints."""
        return asdict(self)


def multiplying(device: str) -> torch.autocast:
    """Return the context for matrix products: in bfloat16, where the device is faster with it.

    On a processor without AVX-512, PyTorch multiplies bfloat16 in plain loops, forty times slower
    than float32 (LOG.md).
    """
    wide = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.autocast(device, dtype=torch.bfloat16, enabled=device != "cpu" or wide)


def sinusoids(length: int, width: int) -> Tensor:
    """Return the fixed position table, shape (length, width): all sines, then all cosines.

    Marian and CTranslate2 concatenate the halves where the paper interleaves them.
    """
    position = torch.arange(length, dtype=torch.float32)[:, None]
    step = -math.log(10000.0) / (width // 2 - 1)
    frequency = torch.exp(torch.arange(width // 2, dtype=torch.float32) * step)[None]
    angle = position * frequency
    return torch.cat([angle.sin(), angle.cos()], dim=1)


def plain_attention(
    query: Tensor, key: Tensor, value: Tensor, *, attn_mask: Tensor | None, is_causal: bool
) -> Tensor:
    """Attend with matrix products alone: (B, H, T, K), (B, H, S, K) twice to (B, H, T, K).

    On a CPU the fused kernel of torch took twice as long at sentence length (LOG.md).
    """
    scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-2, -1)).float()
    if is_causal:
        ahead = torch.ones(scores.shape[-2:], dtype=torch.bool, device=scores.device).triu(1)
        scores = scores.masked_fill(ahead, float("-inf"))
    if attn_mask is not None:
        scores = scores.masked_fill(~attn_mask, float("-inf"))
    return torch.matmul(scores.softmax(-1).to(value.dtype), value)


class Attention(nn.Module):
    """Multi-head attention with separate projections for queries, keys, values and output."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.output = nn.Linear(width, width)

    def forward(
        self, x: Tensor, memory: Tensor, mask: Tensor | None, *, causal: bool = False
    ) -> Tensor:
        """Attend from ``x`` (B, T, D) to ``memory`` (B, S, D); ``mask`` (B, 1, 1, S) is bool."""
        batch, length, width = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(batch, -1, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(memory)), split(self.value(memory))
        attend = F.scaled_dot_product_attention if x.is_cuda else plain_attention
        mixed = attend(query, key, value, attn_mask=mask, is_causal=causal)
        out: Tensor = self.output(mixed.transpose(1, 2).reshape(batch, length, width))
        return out


class Layer(nn.Module):
    """One encoder layer, or one decoder layer when ``cross`` is true; all norms come after."""

    def __init__(self, width: int, hidden: int, heads: int, dropout: float, *, cross: bool) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.attention_norm = nn.LayerNorm(width, eps=1e-5)
        self.cross = Attention(width, heads) if cross else None
        self.cross_norm = nn.LayerNorm(width, eps=1e-5) if cross else None
        self.inner = nn.Linear(width, hidden)
        self.outer = nn.Linear(hidden, width)
        self.outer_norm = nn.LayerNorm(width, eps=1e-5)
        self.dropout = dropout

    def _drop(self, x: Tensor) -> Tensor:
        if not self.dropout:  # a dropout of nothing still draws its random numbers
            return x
        return F.dropout(x, self.dropout, self.training)

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None,
        memory: Tensor | None = None,
        memory_mask: Tensor | None = None,
    ) -> Tensor:
        """Map ``x`` (B, T, D) to the same shape; with ``memory`` the layer is causal."""
        causal = self.cross is not None
        x = self.attention_norm(x + self._drop(self.attention(x, x, mask, causal=causal)))
        if self.cross is not None and self.cross_norm is not None:
            assert memory is not None
            x = self.cross_norm(x + self._drop(self.cross(x, memory, memory_mask)))
        hidden = self._drop(F.relu(self.inner(x)))
        out: Tensor = self.outer_norm(x + self._drop(self.outer(hidden)))
        return out


class Translator(nn.Module):
    """Encoder and decoder; the output projection is tied to the target embedding."""

    positions: Tensor

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.dropout = dropout
        self.source = nn.Embedding(shape.source_vocabulary, shape.width)
        self.target = nn.Embedding(shape.target_vocabulary, shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.target_vocabulary))
        size = (shape.width, shape.hidden, shape.heads, dropout)
        self.encoder = nn.ModuleList(Layer(*size, cross=False) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(Layer(*size, cross=True) for _ in range(shape.decoder_layers))
        self.register_buffer("positions", sinusoids(MAX_POSITIONS, shape.width), persistent=False)
        nn.init.normal_(self.source.weight, std=shape.width**-0.5)
        nn.init.normal_(self.target.weight, std=shape.width**-0.5)

    def _embed(self, rows: Tensor) -> Tensor:
        x = rows * math.sqrt(self.shape.width) + self.positions[: rows.shape[1]]
        return F.dropout(x, self.dropout, self.training) if self.dropout else x

    def encode(self, rows: Tensor, mask: Tensor) -> Tensor:
        """Encode source embeddings (B, S, D) under a bool mask (B, 1, 1, S) into (B, S, D)."""
        x = self._embed(rows)
        for layer in self.encoder:
            x = layer(x, mask)
        return x

    def decode(self, rows: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Return decoder states (B, T, D) for the embeddings of the previous pieces (B, T, D).

        Column 0 is ignored: the first step sees a zero embedding.
        """
        x = self._embed(torch.cat([torch.zeros_like(rows[:, :1]), rows[:, 1:]], dim=1))
        for layer in self.decoder:
            x = layer(x, None, memory, mask)
        return x

    def forward(self, source: Tensor, previous: Tensor, mask: Tensor) -> Tensor:
        """Return decoder states (B, T, D) for piece ids (B, S) and (B, T)."""
        memory = self.encode(self.source(source), mask)
        return self.decode(self.target(previous), memory, mask)

    def logits(self, states: Tensor) -> Tensor:
        """Score every target piece: states (N, D) to (N, V)."""
        return F.linear(states, self.target.weight, self.bias)
