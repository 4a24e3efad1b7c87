"""Characters made uniform without touching what a reader sees: words, quotes and dashes stay."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Soft hyphen, zero-width space and non-joiner, word joiner, byte order mark, direction marks.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# A joiner holds emoji together; between letters it is a leftover of typesetting.
_JOINER = re.compile(r"(?<=\w)\u200d|\u200d(?=\w)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NO_LETTER = re.compile(r"[\W_]+")
_ANY_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    r"""Return ``text`` in NFC without invisible characters; every kind of space becomes a space.

    Line breaks stay (all become ``\n``); runs of spaces become one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x0c", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n")
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
        text = _JOINER.sub("", text)
    return _SPACES.sub(" ", _CONTROL.sub("", text))


def squash(text: str) -> str:
    """Return ``text`` on one line with single spaces, trimmed."""
    return _ANY_SPACE.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return the letters and digits of ``text`` in lower case, for comparing what differs in form."""
    return _NO_LETTER.sub("", text.casefold())
