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
# What shows only in one font (private use: icons) or stands for nothing: halves of surrogate pairs
# and the code points that Unicode keeps free of characters.
_NO_CHARACTER = re.compile(
    r"[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 15))
    + "]"
)
# The bullets of Word's symbol fonts, which text copied from it carries.
_SYMBOL_BULLETS = re.compile("[\uf0a7\uf0b7\uf0d8\uf0fc]")
_UNUSUAL = re.compile(
    "|".join(
        part.pattern for part in (_INVISIBLE, _JOINER, _NO_CHARACTER)
    )  # nearly no text has one
)
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NO_LETTER = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    r"""Return ``text`` in NFC without invisible characters; every kind of space becomes a space.

    Private-use characters (the pictures of icon fonts) and code points that are no characters go,
    too: nobody else's font shows them. Line breaks stay (all become ``\n``); runs of spaces become
    one.
    """
    if text.isprintable():  # no line end, no space but " ", nothing invisible: most texts of a page
        text = text if text.isascii() else unicodedata.normalize("NFC", text)
        return _SPACES.sub(" ", text) if "  " in text else text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x0c", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n")
    if not text.isascii():
        if _UNUSUAL.search(text):
            text = _NO_CHARACTER.sub("", _SYMBOL_BULLETS.sub("•", text))
            text = _JOINER.sub("", _INVISIBLE.sub("", text))
        text = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", _CONTROL.sub("", text))


def squash(text: str) -> str:
    """Return ``text`` on one line with single spaces, trimmed."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return the letters and digits of ``text`` in lower case, for comparing what differs in form."""
    return _NO_LETTER.sub("", text.casefold())
