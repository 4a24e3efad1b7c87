"""Rewrite a SentencePiece model: fewer pieces, digits apart, signs it lacked.

The file is a protocol buffer (``sentencepiece_model.proto``): field 1 of the model is a piece with
its text (1), score (2) and kind (3); the other fields stay as they are. It is read here by hand,
because the Python package reads it only with protobuf installed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NORMAL, UNKNOWN, CONTROL = 1, 2, 3
_PIECE, _TEXT, _SCORE, _KIND = 1, 1, 2, 3
_SELF_TEST = 4
_VARINT, _BYTES, _FIXED32 = 0, 2, 5
_DIGIT = re.compile(r"\d")
# The ids the recipe counts on: unknown 0, begin 1, end 2 (``batches.SOURCE_END``).
_SPECIAL = (("<unk>", UNKNOWN), ("<s>", CONTROL), ("</s>", CONTROL))


@dataclass(frozen=True)
class Piece:
    """A piece, its log probability and its kind."""

    text: str
    score: float
    kind: int = NORMAL


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _written(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _fields(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield (number, content, whole field) of every field of a message."""
    at = 0
    while at < len(data):
        start = at
        key, at = _varint(data, at)
        kind = key & 7
        if kind == _BYTES:
            size, at = _varint(data, at)
        elif kind == _FIXED32:
            size = 4
        elif kind == _VARINT:
            size = _varint(data, at)[1] - at
        else:
            raise ValueError(f"field of kind {kind} in a SentencePiece model")
        at += size
        yield key >> 3, data[at - size : at], data[start:at]


def _piece(data: bytes) -> Piece:
    text, score, kind = "", 0.0, NORMAL
    for number, content, _ in _fields(data):
        if number == _TEXT:
            text = content.decode()
        elif number == _SCORE:
            (score,) = struct.unpack("<f", content)
        elif number == _KIND:
            kind = content[0]
    return Piece(text, score, kind)


def _message(number: int, content: bytes) -> bytes:
    return _written(number << 3 | _BYTES) + _written(len(content)) + content


def _piece_message(piece: Piece) -> bytes:
    score = _written(_SCORE << 3 | _FIXED32) + struct.pack("<f", piece.score)
    kind = _written(_KIND << 3 | _VARINT) + _written(piece.kind)
    return _message(_PIECE, _message(_TEXT, piece.text.encode()) + score + kind)


def read(model: bytes) -> list[Piece]:
    """Return the pieces of a model in the order of their ids.

    Raises:
        ValueError: the bytes are no SentencePiece model.
    """
    return [_piece(content) for number, content, _ in _fields(model) if number == _PIECE]


def rewrite(model: bytes, kept: Iterable[str], added: Iterable[str]) -> bytes:
    """Return the model with the pieces ``kept``, and the signs ``added`` as its rarest pieces.

    Unknown, begin and end mark come first, in this order. A piece that holds a digit and more is
    left out, so that digits stand alone.
    """
    wanted = set(kept)
    old = [p for p in read(model) if p.kind == NORMAL and p.text in wanted]
    pieces = [p for p in old if len(p.text) == 1 or not _DIGIT.search(p.text)]
    least = min(p.score for p in pieces)
    known = {p.text for p in pieces}
    pieces += [Piece(sign, least) for sign in added if sign not in known]
    special = [Piece(text, 0.0, kind) for text, kind in _SPECIAL]
    rest = [w for n, _, w in _fields(model) if n not in {_PIECE, _SELF_TEST}]
    return b"".join([*map(_piece_message, [*special, *pieces]), *rest])
