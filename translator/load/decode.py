"""Bytes to text: the encoding is what the bytes are, not what the page says they are.

The order, surest evidence first: a byte order mark; the zero bytes of UTF-16; valid UTF-8; UTF-8
with bytes of another encoding in it, which are read one by one (see ``mixed``); what the page
declares; Windows-1252, the encoding of nearly every German page that is not UTF-8; and last what
``charset-normalizer`` makes of it. Labels are read as browsers read them: a page that declares
Latin-1 is Windows-1252 (WHATWG Encoding Standard, https://encoding.spec.whatwg.org).
"""

from __future__ import annotations

import codecs
import re

from translator.load.mixed import LOST, Decoded, holds_utf8, piecewise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=|<\?xml[^>]{0,100}?encoding\s*=)\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 8192  # bytes; browsers look at 1024, real pages are less tidy
_SAMPLE = 65_536  # bytes looked at to guess; enough for statistics, bounded for a page of 20 MB
_AS_WINDOWS_1252 = {"ascii", "iso8859-1", "latin-1"}
_WESTERN = {"", "utf-8", "cp1252", "iso8859-15"}  # what pages in German and English declare
_UTF_16 = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"}
_MOST_LOST = 0.01  # of the characters beyond ASCII, where an encoding is believed nevertheless
_PAIRS_TO_TELL = 2  # of bytes that are typical of UTF-8; not measured
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes, label: str = "") -> Decoded:
    """Return the text of ``data``, its encoding, and where bytes did not belong to that.

    ``label`` is the encoding that an envelope around the page declares, if there is one.

    Raises:
        UnicodeError: no encoding makes text of it; callers know the file's name and say so.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom) and encoding != "utf-8":
            return _whole(data, encoding)
    wide = _utf16_without_bom(data)
    if wide:
        return _whole(data, wide)
    has_bom = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        strays = error
    declared = "utf-8" if has_bom else known_encoding(label) or declared_encoding(data)
    if has_bom or holds_utf8(data, western=declared in _WESTERN):
        return piecewise(data, "cp1252" if declared in {"", "utf-8"} else declared)
    if declared not in {"", "utf-8"}:
        decoded = _whole(data, declared)
        if _is_sound(decoded):
            return decoded
    return _guess(data, strays)


def declared_encoding(data: bytes) -> str:
    """Return the encoding an HTML or XML head declares under Python's name, or an empty string."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return known_encoding(found[1].decode("ascii", errors="replace")) if found else ""


def known_encoding(label: str) -> str:
    """Return Python's name of a declared encoding of text, or an empty string."""
    try:
        codec = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    if not getattr(codec, "_is_text_encoding", True):  # hex, rot13: no encodings of text
        return ""
    if codec.name in _UTF_16:  # a declaration readable as ASCII cannot be true of these
        return "utf-8"
    return "cp1252" if codec.name in _AS_WINDOWS_1252 else codec.name


def _whole(data: bytes, encoding: str) -> Decoded:
    """Decode all of ``data``; what the encoding cannot read becomes U+FFFD and is counted."""
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, tuple(found.start() for found in re.finditer(LOST, text)))


def _is_sound(decoded: Decoded) -> bool:
    """Say whether so little is lost that the rest was read in the right encoding."""
    lost = len(decoded.strays)
    return lost == 0 or lost <= max(2, _MOST_LOST * len(_NON_ASCII.findall(decoded.text)))


def _utf16_without_bom(data: bytes) -> str:
    """Recognise UTF-16 by where its zero bytes are: Western text has one in every pair."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < _PAIRS_TO_TELL:
        return ""
    high, low = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if low > 0.7 * pairs and high < 0.05 * pairs:
        return "utf-16-le"
    if high > 0.7 * pairs and low < 0.05 * pairs:
        return "utf-16-be"
    return ""


def _guess(data: bytes, strays: UnicodeDecodeError) -> Decoded:
    """Decode undeclared bytes: Windows-1252 if it reads as Western text, else by statistics."""
    western = _whole(data, "cp1252")
    if _is_sound(western) and _reads_western(western.text):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise strays
    return _whole(data, best.encoding)


def _reads_western(text: str) -> bool:
    """Say whether the non-ASCII characters are those that Western European text has."""
    foreign = [char for char in text[:_SAMPLE] if char > "\x7f"]
    usual = sum(
        char in "äöüÄÖÜßéèêëáàâåçñóòôøæíìîúùûÉÈ€–—…„“”‚‘’«»‹›§°·•©®™\xa0\xad´½²³¡¿"
        for char in foreign
    )
    return usual >= 0.8 * len(foreign)
