"""The encodings that tables come in: what is read, and what is refused rather than guessed."""

from __future__ import annotations

import re
from pathlib import Path

from translator.errors import GlossaryError

# Letters, quotes and dashes of West European text as Windows writes it. What Excel for Mac or DOS
# programs write has other bytes, so it is refused instead of being read as other letters.
_ANSI = re.compile(rb"[\x00-\x7f\x80\x82\x84\x85\x91-\x97\xa0-\xff]*")
_INSIDE_A_WORD = re.compile(rb"[A-Za-z][\x80\x82\x84\x85\x91\x93-\x95][A-Za-z]")  # letters of DOS


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """Decode the bytes of a table: UTF-8, UTF-16 with its mark, or what Excel calls ANSI.

    Returns the text, with its byte order mark, and the name of the encoding.

    Raises:
        GlossaryError: the bytes are not text.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise GlossaryError(
            "this is a spreadsheet, not a text file", path=path, hint="save it as CSV UTF-8"
        )
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise GlossaryError(
            "this is XML, not a table", path=path, hint="translator glossary import takes TBX over"
        )
    marks = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    encoding = marks.get(data[:2], "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and _is_ansi(data):
            return data.decode("cp1252"), "cp1252"
        line = data[: error.start].count(b"\n") + 1
        raise GlossaryError(
            f"the text is not {encoding.upper()}", path=path, line=line, hint="save it as CSV UTF-8"
        ) from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise GlossaryError(
            "this is not a text file", path=path, line=line, hint="save it as CSV UTF-8"
        )
    return text, encoding


def _is_ansi(data: bytes) -> bool:
    """Say whether bytes that are not UTF-8 are West European text as Windows writes it."""
    plain = data.decode("utf-8", "ignore").isascii()
    windows = _ANSI.fullmatch(data) is not None and not _INSIDE_A_WORD.search(data)
    return plain and windows
