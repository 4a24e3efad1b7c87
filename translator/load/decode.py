"""Bytes to text: the encoding is what the bytes are, not what the page says they are.

The order, surest evidence first: a byte order mark; the zero bytes of UTF-16; valid UTF-8; what
the page declares; Windows-1252, the encoding of nearly every German page that is not UTF-8; and
last what ``charset-normalizer`` makes of it. Labels are read as browsers read them: a page that
declares Latin-1 is Windows-1252 (WHATWG Encoding Standard, https://encoding.spec.whatwg.org).
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
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
_UTF_16 = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"}
_STRAY_SHARE = 0.1  # broken bytes per multi-byte character up to which a text is damaged UTF-8
_PAIRS_TO_TELL = 2
_MULTI_BYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def decode(data: bytes, label: str = "") -> tuple[str, str]:
    """Return the text of ``data`` and the name of the encoding it is in.

    ``label`` is the encoding that an envelope around the page declares, if there is one.

    Raises:
        UnicodeError: no encoding makes text of it; callers know the file's name and say so.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    wide = _utf16_without_bom(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        strays = error
    declared = known_encoding(label) or declared_encoding(data)
    if declared not in {"", "utf-8"}:
        try:
            return data.decode(declared), declared
        except UnicodeDecodeError:
            pass
    if _mostly_utf8(data):
        return _decode_damaged_utf8(data), "utf-8"
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
    if codec.name in _UTF_16:  # a declaration readable as ASCII cannot be true of these
        return "utf-8"
    return "cp1252" if codec.name in _AS_WINDOWS_1252 else codec.name


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


def _mostly_utf8(data: bytes) -> bool:
    """Say whether a text that is not valid UTF-8 is UTF-8 with a few damaged places."""
    sample = data[:_SAMPLE] if not data[:_SAMPLE].isascii() else data
    good = len(_MULTI_BYTE.findall(sample))
    bad = len(_HIGH_BYTE.findall(_MULTI_BYTE.sub(b"", sample)))
    return good > 0 and bad <= max(1, _STRAY_SHARE * good)


def _decode_damaged_utf8(data: bytes) -> str:
    """Decode UTF-8 and read each broken byte as Windows-1252, which it mostly is."""

    def as_windows_1252(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        broken = error.object[error.start : error.end]
        return broken.decode("cp1252", errors="replace"), error.end

    codecs.register_error("translator.windows-1252", as_windows_1252)
    return data.decode("utf-8", errors="translator.windows-1252")


def _guess(data: bytes, strays: UnicodeDecodeError) -> tuple[str, str]:
    """Decode undeclared bytes: Windows-1252 if it reads as Western text, else by statistics."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    else:
        if _reads_western(text):
            return text, "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise strays
    return data.decode(best.encoding, errors="replace"), best.encoding


def _reads_western(text: str) -> bool:
    """Say whether the non-ASCII characters are those that Western European text has."""
    foreign = [char for char in text[:_SAMPLE] if char > "\x7f"]
    usual = sum(
        char in "äöüÄÖÜßéèêëáàâåçñóòôøæíìîúùûÉÈ€–—…„“”‚‘’«»‹›§°·•©®™\xa0\xad´½²³¡¿"
        for char in foreign
    )
    return usual >= 0.8 * len(foreign)
