"""What a text is — a web page, Markdown or pasted text — told by the text, then by its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from translator import seal
from translator.article import DocumentFormat
from translator.markup.front_matter import find, looks_like_data

ARTICLE_SUFFIXES = {
    ".html": DocumentFormat.HTML,
    ".htm": DocumentFormat.HTML,
    ".xhtml": DocumentFormat.HTML,
    ".mhtml": DocumentFormat.HTML,
    ".mht": DocumentFormat.HTML,
    ".eml": DocumentFormat.TEXT,
    ".txt": DocumentFormat.TEXT,
    ".md": DocumentFormat.MARKDOWN,
    ".markdown": DocumentFormat.MARKDOWN,
}
_FROM_WORD = "in Word, save it as “Web Page, Filtered” (.htm) or “Plain Text” (.txt)"
_FROM_WRITER = "in LibreOffice, save it as .html or .txt"
_FROM_READER = "copy its text into a .txt file, or save the web page it was made from"
# Formats an article may come in that are not read: what they are, and the way to one that is.
DOCUMENT_SUFFIXES = {
    ".pdf": ("a PDF", _FROM_READER),
    ".docx": ("a Word document", _FROM_WORD),
    ".docm": ("a Word document", _FROM_WORD),
    ".doc": ("a Word document", _FROM_WORD),
    ".rtf": ("an RTF document", _FROM_WORD),
    ".odt": ("an OpenDocument text", _FROM_WRITER),
    ".pages": ("a Pages document", "in Pages, export it as plain text (.txt)"),
    ".epub": ("an e-book", _FROM_READER),
    ".mobi": ("an e-book", _FROM_READER),
    ".msg": ("an Outlook message", "in Outlook, save it as .eml, .html or .txt"),
    ".webarchive": ("a Safari archive", "in Safari, save the page as “Page Source” (.html)"),
    ".maff": ("a Firefox archive", "save the page as .html or .mhtml"),
    ".zip": ("a ZIP archive", "unpack it"),
}
_A_PICTURE = ("a picture", "give the text of the article")
_AN_ARCHIVE = ("an archive", "unpack it")
_SIGNATURES = (
    (b"%PDF", DOCUMENT_SUFFIXES[".pdf"]),
    (b"PK\x03\x04", ("a ZIP or office document", "unpack it, or save it as plain text")),
    (b"\xd0\xcf\x11\xe0", ("an old office document", "save it as plain text (.txt)")),
    (b"{\\rtf", DOCUMENT_SUFFIXES[".rtf"]),
    (b"bplist", DOCUMENT_SUFFIXES[".webarchive"]),
    (b"\x89PNG", _A_PICTURE),
    (b"\xff\xd8\xff", _A_PICTURE),
    (b"GIF8", _A_PICTURE),
    (b"Rar!", _AN_ARCHIVE),
    (b"7z\xbc\xaf", _AN_ARCHIVE),
    (b"BZh", ("a bzip2 archive", "unpack it, or pack it with gzip")),
    (b"\xfd7zXZ", ("an xz archive", "unpack it, or pack it with gzip")),
    (b"\x28\xb5\x2f\xfd", ("a zstd archive", "unpack it, or pack it with gzip")),
    (b"\x7fELF", ("a program", "give the text of the article")),
)
# What is inside a ZIP tells which of the formats that are ZIPs it is.
_IN_ZIP = (
    (b"mimetypeapplication/epub", ".epub"),
    (b"mimetypeapplication/vnd.oasis", ".odt"),
    (b"word/", ".docx"),
    (b"Index/Document.iwa", ".pages"),
)
_CONTAINERS = {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}  # of many formats; the name knows which
_ZIP_HEAD = 4096  # bytes in which the names of the first files stand
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(
    r"</?(?:p|div|span|a|h[1-6]|ul|li|br|img|figure|article|section|script|style|table)\b[^<>]*>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^\|.+\|\s*$|^```|^> \S|\[[^\[\]\n]+\]\([^()\s]+\)|^!\[|\*\*\S[^*\n]*\*\*",
    re.MULTILINE,
)
_SAMPLE = 20_000  # characters looked at
_TAGS_OF_A_PAGE = 4  # in the sample; not measured
_MARKS_OF_MARKDOWN = 3  # in the sample; not measured
_SEAL = re.compile(
    r"<meta\b[^<>]{0,200}\bname=[\"']?translator:content-digest|^ *content-digest: \"sha256:",
    re.MULTILINE,
)
_CHANGED = "was changed since this program published it"
_CHANGED_PAGE = f"{_CHANGED}, so it is judged like any other page"
_CHANGED_TEXT = f"{_CHANGED}, and is read with the changes"
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\x0b\x0c\r\x1b"})


def recognise(name: str, text: str) -> DocumentFormat:
    """Return how ``text`` is to be read; markup in the text outranks the suffix of ``name``.

    A ``.txt`` file that holds a page is a page. Without a known suffix (standard input), text that
    starts with front matter or has several marks of Markdown is Markdown.
    """
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    suffix = next((s for s in reversed(suffixes) if s in ARTICLE_SUFFIXES), "")
    named = ARTICLE_SUFFIXES.get(suffix)
    if named is DocumentFormat.HTML or _PAGE_START.match(text):
        return DocumentFormat.HTML
    if named is DocumentFormat.MARKDOWN:
        return DocumentFormat.MARKDOWN
    head = text[:_SAMPLE]
    if len(_TAGS.findall(head)) >= _TAGS_OF_A_PAGE and re.match(r"\s*<", text):
        return DocumentFormat.HTML
    front = find(text)
    if front and looks_like_data(front):
        return DocumentFormat.MARKDOWN
    if named is None and len(_MARKDOWN.findall(head)) >= _MARKS_OF_MARKDOWN:
        return DocumentFormat.MARKDOWN
    return DocumentFormat.TEXT


def is_sealed(text: str) -> bool:
    """Say whether this tool published a text and nobody has changed it since.

    The digest of its content stands in its head. Anybody can write one there; only a right one
    tells that the rest is what this tool wrote.
    """
    return _claims_seal(text) and seal.is_sealed(text.encode(errors="replace"))


def broken_seal(text: str, kind: DocumentFormat) -> tuple[str, ...]:
    """Return what an editor has to know of a text that was changed since this tool published it."""
    if kind is DocumentFormat.TEXT or not _claims_seal(text) or is_sealed(text):
        return ()
    return (_CHANGED_PAGE if kind is DocumentFormat.HTML else _CHANGED_TEXT,)


def _claims_seal(text: str) -> bool:
    head = text[:_SAMPLE]
    return "content-digest" in head and bool(_SEAL.search(head))


def known_binary(data: bytes, name: str = "") -> tuple[str, str] | None:
    """Return what a file that is no text is, and what to do about it, by its first bytes.

    Where these are those of many formats, the name of the file tells which one it is.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            inside = [DOCUMENT_SUFFIXES[s] for mark, s in _IN_ZIP if mark in data[:_ZIP_HEAD]]
            named = DOCUMENT_SUFFIXES.get(PurePath(name).suffix.lower())
            container = signature in _CONTAINERS
            return (inside[0] if inside else named or kind) if container else kind
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return _A_PICTURE
    if looks_binary(data[:_SAMPLE].decode("latin-1")):
        return DOCUMENT_SUFFIXES.get(PurePath(name).suffix.lower())
    return None


def looks_binary(text: str) -> bool:
    """Say whether decoded bytes hold control characters that no text has."""
    sample = text[:_SAMPLE]
    data = sample.encode(errors="replace")
    return len(data) - len(data.translate(None, _CONTROLS)) > 0.01 * len(sample)
