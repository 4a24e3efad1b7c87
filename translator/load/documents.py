"""From a file or a piece of text to a Document: bounded, decoded, recognised."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

from translator.article import Document, DocumentFormat
from translator.errors import LoadError
from translator.load.decode import decode
from translator.load.double import repair_double
from translator.load.mime import read_page
from translator.load.mixed import notes
from translator.load.sniff import broken_seal, known_binary, looks_binary, recognise

_GZIP_MAGIC = b"\x1f\x8b"
_MAX_BYTES = 20_000_000  # a saved page with its pictures inside has a few million
HTML, TEXT = DocumentFormat.HTML, DocumentFormat.TEXT


def load(path: Path, *, stem: str, url: str = "", max_bytes: int = _MAX_BYTES) -> Document:
    """Read one article from disk.

    ``max_bytes`` bounds the text, also after unpacking; nothing beyond it is ever read, so a
    small archive that unpacks to gigabytes costs no more than a large file.

    Raises:
        LoadError: the file cannot be opened, is empty, too large, damaged or no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise LoadError(
            f"cannot be read: {error.strerror or error}",
            path=path,
            hint="check the path and its permissions",
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_GZIP_MAGIC):
        data = _unpack(data, path, max_bytes)
    if len(data) > max_bytes:
        raise _too_large(path, max_bytes)
    return _document(data, name=str(path), stem=stem, url=url, digest=digest)


def load_text(
    text: str | bytes, *, name: str, stem: str, url: str = "", max_bytes: int = _MAX_BYTES
) -> Document:
    """Make a document of text that is already in memory, such as standard input.

    Raises:
        LoadError: it is empty, too large or no text.
    """
    data = text.encode("utf-8", errors="surrogateescape") if isinstance(text, str) else text
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_GZIP_MAGIC):
        data = _unpack(data, Path(name), max_bytes)
    if len(data) > max_bytes:
        raise _too_large(Path(name), max_bytes)
    return _document(data, name=name, stem=stem, url=url, digest=digest)


def _document(data: bytes, *, name: str, stem: str, url: str, digest: str) -> Document:
    """Decode and recognise; everything that is wrong with the content is said here."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise LoadError("the file is empty", path=name, hint="remove it or save the page again")
    binary = known_binary(data, name)
    if binary:
        kind, remedy = binary
        raise LoadError(f"is {kind}, not a text", path=name, hint=remedy)
    page = read_page(data, name)
    try:
        decoded = decode(page.data, page.charset) if page else decode(data)
    except UnicodeError as error:
        raise LoadError(
            "is not text in any known encoding", path=name, hint="save it as UTF-8"
        ) from error
    if looks_binary(decoded.text):
        raise LoadError(
            "is a binary file, not a text", path=name, hint="give HTML, plain text or Markdown"
        )
    repaired = repair_double(decoded.text.removeprefix("\ufeff"))
    text = repaired.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise LoadError("the file is empty", path=name, hint="remove it or save the page again")
    kind = recognise(name, text) if page is None else HTML if page.is_html else TEXT
    return Document(
        name=name,
        stem=stem,
        format=kind,
        text=text,
        digest=digest,
        encoding=decoded.encoding,
        url=url or (page.url if page else ""),
        title=page.title if page else "",
        date=page.date if page else "",
        notes=(*notes(decoded), *repaired.notes, *broken_seal(text, kind)),
    )


def _unpack(data: bytes, path: Path, max_bytes: int) -> bytes:
    """Unpack gzip, at most one byte more than allowed."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(data, max_bytes + 1)
    except zlib.error as error:
        raise LoadError(
            "is a damaged gzip archive", path=path, hint="fetch or pack the file again"
        ) from error
    if len(unpacked) > max_bytes:
        raise _too_large(path, max_bytes)
    if not unpacker.eof:
        raise LoadError(
            "is a gzip archive that breaks off", path=path, hint="fetch or pack the file again"
        )
    return unpacked


def _too_large(path: Path, max_bytes: int) -> LoadError:
    return LoadError(
        f"is larger than {max_bytes:,} bytes".replace(",", " "),
        path=path,
        hint="no article is; raise max_bytes in translator.toml if this one is",
    )
