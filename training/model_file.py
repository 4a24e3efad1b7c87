"""Read the arrays of a CTranslate2 ``model.bin``; needs numpy only.

The format is that of ``Model::load`` in CTranslate2's ``src/models/model.cc`` (binary version 6).
"""

from __future__ import annotations

import struct

import numpy as np

_DTYPES = ("float32", "int8", "int16", "int32", "float16")


class _Reader:
    """Cursor over the little-endian binary."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self, form: str) -> int:
        value: int = struct.unpack_from("<" + form, self.data, self.at)[0]
        self.at += struct.calcsize("<" + form)
        return value

    def text(self) -> str:
        size = self.number("H")
        value = self.data[self.at : self.at + size - 1].decode()
        self.at += size
        return value

    def array(self) -> np.ndarray:
        shape = [self.number("I") for _ in range(self.number("B"))]
        kind = np.dtype(_DTYPES[self.number("B")])
        size = self.number("I")
        found = np.frombuffer(self.data, kind, size // kind.itemsize, self.at).reshape(shape)
        self.at += size
        return found


def variables(data: bytes) -> dict[str, np.ndarray]:
    """Return all arrays of a CTranslate2 ``model.bin`` by name, aliases included."""
    reader = _Reader(data)
    reader.number("I")
    reader.text()
    reader.number("I")
    found: dict[str, np.ndarray] = {}
    for _ in range(reader.number("I")):
        name = reader.text()
        found[name] = reader.array()
    for _ in range(reader.number("I")):
        alias = reader.text()
        found[alias] = found[reader.text()]
    return found
