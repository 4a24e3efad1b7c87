"""Text in two encodings: UTF-8 with bytes of another one in it, read piece by piece.

A template in Latin-1 around an article in UTF-8, an advertisement pasted in, a teaser cut within a
character: a few bytes say nothing about the rest. What is valid UTF-8 is UTF-8; a byte that is not
is read in the other encoding, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LOST = "\ufffd"
_SEQUENCE = (
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3}"
)
_VALID = re.compile(_SEQUENCE)
# The sequences German and English have: accented letters, quotation marks, dashes, the euro sign.
# In Windows-1252 they would be "Ã" or "Â" before a sign, and "â€", which no language writes.
_TYPICAL = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")
# "ß“", "Ö–", "Ü»" in Windows-1252: valid in UTF-8 by chance, letters of the East.
_BY_CHANCE = rb"[\xc4\xd6\xdc\xdf][\x82\x84\x85\x91-\x97\xab\xbb]"
# A character of which the end was cut off: no language has "Ã" before a letter in lower case.
_HALF = rb"[\xc2\xc3](?![A-Z])|\xe2[\x80-\x82]|\xf0\x9f[\x80-\xbf]?"
_STRAYS = re.compile(rb"(" + _SEQUENCE + rb")|(" + _HALF + rb")|([\x80-\xff])")
_STRAYS_WITHOUT_CHANCE = re.compile(
    rb"(?:" + _BY_CHANCE + rb")|(" + _SEQUENCE + rb")|(" + _HALF + rb")|([\x80-\xff])"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_PIECE = re.compile(rb"[^>\n]*[>\n]?")
_STRAY_SHARE = 0.1  # other bytes per character of UTF-8 up to which text of any script is UTF-8
_UTF8_SHARE = 0.1  # typical characters of UTF-8 per other byte, from which Western text is mixed
_MOST_EXAMPLES = 3  # words named in a note
_AROUND = re.compile(r"[^\s<>\"]{0,20}\Z"), re.compile(r"[^\s<>\"]{0,20}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding most of it is in, and the offsets of characters that are not in it.

    A character at one of these offsets was read in the ``other`` encoding, or is U+FFFD.
    """

    text: str
    encoding: str
    strays: tuple[int, ...] = ()
    other: str = ""


def holds_utf8(data: bytes, *, western: bool) -> bool:
    """Say whether bytes that are not all valid UTF-8 are UTF-8 in good part.

    ``western`` says that the other encoding, if there is one, is Windows-1252 or its like.
    """
    valid = len(_VALID.findall(data))
    other = len(_HIGH.findall(_VALID.sub(b"", data)))
    if valid and other <= max(1, _STRAY_SHARE * valid):
        return not western or valid > 1 or bool(_TYPICAL.search(data))
    typical = len(_TYPICAL.findall(data)) if western else 0
    return typical > 0 and typical >= _UTF8_SHARE * other


def piecewise(data: bytes, other: str) -> Decoded:
    """Decode UTF-8 line by line and tag by tag; read each byte that is none in ``other``."""
    parts: list[str] = []
    strays: list[int] = []
    length = 0
    for piece in _PIECE.finditer(data):
        try:
            text = piece[0].decode("utf-8")
        except UnicodeDecodeError:
            text, found = _damaged(piece[0], other)
            strays += (length + offset for offset in found)
        parts.append(text)
        length += len(text)
    return Decoded("".join(parts), "utf-8", tuple(strays), other)


def _damaged(piece: bytes, other: str) -> tuple[str, list[int]]:
    """Return the text of a piece that is not valid UTF-8, and where it is not."""
    pattern = _STRAYS if _TYPICAL.search(piece) else _STRAYS_WITHOUT_CHANCE
    parts: list[str] = []
    strays: list[int] = []
    length = done = 0
    for found in pattern.finditer(piece):
        if found[1]:
            continue
        before = piece[done : found.start()].decode("utf-8")
        text = LOST if found[2] else found[0].decode(other, errors="replace")
        length += len(before)
        strays += range(length, length + len(text))
        length += len(text)
        parts += [before, text]
        done = found.end()
    return "".join([*parts, piece[done:].decode("utf-8")]), strays


def notes(decoded: Decoded) -> tuple[str, ...]:
    """Return what an editor has to know about bytes that were not in the text's encoding."""
    text = decoded.text
    lost = [offset for offset in decoded.strays if text[offset] == LOST]
    other = [offset for offset in decoded.strays if text[offset] != LOST]
    found = []
    if other:
        how = "1 byte is" if len(other) == 1 else f"{len(other)} bytes are"
        name = "Windows-1252" if decoded.other == "cp1252" else decoded.other.upper()
        found.append(f"{how} not UTF-8 and read as {name}: {_words(text, other)}")
    if lost:
        how = "1 character" if len(lost) == 1 else f"{len(lost)} characters"
        found.append(f"{how} could not be read: {_words(text, lost)}")
    return tuple(found)


def _words(text: str, offsets: Sequence[int]) -> str:
    """Return the first words in which characters stand, in quotation marks."""
    before, behind = _AROUND
    words: dict[str, None] = {}
    for offset in offsets:
        if len(words) > _MOST_EXAMPLES:
            break
        start = before.search(text[max(0, offset - 20) : offset])
        end = behind.match(text[offset : offset + 20])
        words[(start[0] if start else "") + (end[0] if end else "")] = None
    shown = ", ".join(f"“{word}”" for word in list(words)[:_MOST_EXAMPLES])
    return f"{shown} …" if len(words) > _MOST_EXAMPLES else shown
