"""What a text is — a web page, Markdown or pasted text — told by the text, then by its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from translator.article import DocumentFormat
from translator.front_matter import find, looks_like_yaml

ARTICLE_SUFFIXES = {
    ".html": DocumentFormat.HTML,
    ".htm": DocumentFormat.HTML,
    ".xhtml": DocumentFormat.HTML,
    ".txt": DocumentFormat.TEXT,
    ".md": DocumentFormat.MARKDOWN,
    ".markdown": DocumentFormat.MARKDOWN,
}
_SIGNATURES = (
    (b"%PDF", "a PDF", "export it as text or save the web page instead"),
    (b"PK\x03\x04", "a ZIP or office document", "unpack it, or save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"),
    (b"\x89PNG", "a picture", "give the text of the article"),
    (b"\xff\xd8\xff", "a picture", "give the text of the article"),
    (b"GIF8", "a picture", "give the text of the article"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"Rar!", "an archive", "unpack it first"),
    (b"7z\xbc\xaf", "an archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "an xz archive", "unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it, or pack it with gzip"),
    (b"\x7fELF", "a program", "give the text of the article"),
)
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
_TAGS_OF_A_PAGE = 4
_MARKS_OF_MARKDOWN = 3
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


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
    head = text[:20_000]
    if len(_TAGS.findall(head)) >= _TAGS_OF_A_PAGE and re.match(r"\s*<", text):
        return DocumentFormat.HTML
    front = find(text)
    if front and looks_like_yaml(front):
        return DocumentFormat.MARKDOWN
    if named is None and len(_MARKDOWN.findall(head)) >= _MARKS_OF_MARKDOWN:
        return DocumentFormat.MARKDOWN
    return DocumentFormat.TEXT


def known_binary(data: bytes) -> tuple[str, str] | None:
    """Return what a file that is no text is, and what to do about it, by its first bytes."""
    for signature, kind, remedy in _SIGNATURES:
        if data.startswith(signature):
            return kind, remedy
    return None


def looks_binary(text: str) -> bool:
    """Say whether decoded bytes hold control characters that no text has."""
    sample = text[:20_000]
    return len(_CONTROLS.findall(sample)) > 0.01 * len(sample)
