"""How large Zstandard data becomes, told from its frames and blocks (RFC 8878) before it is unpacked."""

from __future__ import annotations

_MAGIC, _SKIPPED = 0xFD2FB528, 0x184D2A5  # the second without its last digit
_BLOCK = 1 << 17  # bytes at most of one block
_RAW, _REPEATED, _PACKED = range(3)


def unpacked_size(data: bytes) -> int:
    """Return how many bytes come out at most, and no less than any frame says of itself.

    Raises:
        ValueError: this is not Zstandard.
    """
    at = total = 0
    while at < len(data):
        magic = _number(data, at, 4)
        at += 4
        if magic >> 4 == _SKIPPED:
            at += 4 + _number(data, at, 4)
        elif magic == _MAGIC:
            at, size = _frame(data, at)
            total += size
        else:
            raise ValueError("it is not Zstandard")
    return total


def _frame(data: bytes, at: int) -> tuple[int, int]:
    """Return where a frame ends and how large it becomes."""
    told = _number(data, at, 1)
    single, checked = bool(told & 32), bool(told & 4)
    at += 1 + (not single) + (0, 1, 2, 4)[told & 3]
    width = (int(single), 2, 4, 8)[told >> 6]
    announced = _number(data, at, width)
    at, size, last = at + width, 0, False
    while not last:
        block = _number(data, at, 3)
        last, kind, length = bool(block & 1), block >> 1 & 3, block >> 3
        if kind > _PACKED:
            raise ValueError("it has a block of no known kind")
        size += _BLOCK if kind == _PACKED else length
        at += 3 + (1 if kind == _REPEATED else length)
    at += 4 * checked
    if at > len(data):
        raise ValueError("it is cut off")
    return at, max(size, announced)


def _number(data: bytes, at: int, width: int) -> int:
    if at + width > len(data):
        raise ValueError("it is cut off")
    return int.from_bytes(data[at : at + width], "little")
