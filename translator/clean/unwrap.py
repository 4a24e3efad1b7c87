"""What programs wrap around a page when they save, archive, print or export it is taken off again.

This works on the text of the page, before there is a tree: what is taken off stands in comments, in
markup that no browser of the page's readers ever saw, or in addresses all over it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from translator.article import Document, Removal
from translator.clean.archives import without_archive
from translator.clean.template_remains import without_template_remains
from translator.clean.word import from_word
from translator.load.sniff import is_sealed

_HEAD = 20_000  # characters in which programs say where a page comes from
_SAVED_FROM = re.compile(
    r"<!--\s*(?:Page saved with SingleFile\s+url:|saved from url=\(\d{1,6}\)|Saved from)\s*"
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|<!-- Mirrored from (?P<mirrored>[^\s<>\"]+) by HTTrack"
    r"|<meta name=[\"']?savepage-url[\"']? content=[\"'](?P<savepage>https?://[^\"']+)"
    r"|data-scrapbook-source=[\"'](?P<scrapbook>https?://[^\"']+)",
    re.IGNORECASE,
)
_NAMES_ITSELF = re.compile(
    r"<link\b[^<>]{0,200}\brel=[\"']?canonical\b|<meta\b[^<>]{0,200}\bproperty=[\"']og:url\b",
    re.IGNORECASE,
)
_DATA = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%]{100,}+")
_FORMER = re.compile(r"(?<=\s)data-(?:savepage|sf-original|scrapbook-orig-attr)-(src|srcset)(?==)")
_TITLE = re.compile(
    r"(?P<start><title\b[^<>]{0,100}>)(?P<title>[^<>]{0,500})(?=</title>)", re.IGNORECASE
)
_PRINT = r"(?:Druckansicht|Druckversion|Druckvorschau|Artikel drucken|Seite drucken|Drucken|Print(?:version| view| version)?)"
_PRINT_TITLE = re.compile(
    rf"^\s*{_PRINT}(?:\s*(?:[:|–—-]|&[nm]dash;|»|von)\s*|\s*$)|\s+(?:[|:–—-]|&[nm]dash;)\s*{_PRINT}\s*$",
    re.IGNORECASE,
)
_PRINTS = re.compile(r"window\.print\(\)|\bonload=[\"']?(?:self\.|window\.)?print\(", re.IGNORECASE)
_PRINTED_ADDRESS = re.compile(
    r"(?:>\s*|(?:URL|Link|Adresse|Quelle|unter|Permalink|from)[\w ]{0,20}:?\s{0,3}(?:<a\b[^<>]{0,300}>\s*)?)"
    r"(?P<url>https?://[\w.-]+\.[a-z]{2,}/[^\s<>\"]{1,300})\s*<",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A page as it was, and what was taken off it."""

    document: Document
    removed: tuple[Removal, ...] = ()


def unwrap(document: Document) -> Unwrapped:
    """Return a saved, archived, printed or exported page as the page that it was.

    Its address is the one it was saved from, where the page names none itself. A page that this
    tool published stays as it is: a placeholder in it was text.
    """
    if is_sealed(document.text):
        return Unwrapped(document)
    archived = without_archive(document.text, document.url)
    text, url = archived.text, archived.url
    if "base64," in text:  # most of a page saved in one file; no address of anything
        text = _DATA.sub("data:,", text)
    if "data-savepage-" in text or "data-sf-" in text or "data-scrapbook-" in text:
        text = _FORMER.sub(r"data-\1", text)
    text = from_word(text)
    remains = without_template_remains(text)
    text = remains.text
    title = _TITLE.search(text, 0, 4 * _HEAD)
    printed = bool(title and _PRINT_TITLE.search(title["title"]))
    if title and printed:
        own = _PRINT_TITLE.sub("", title["title"])
        text = f"{text[: title.start()]}{title['start']}{own}{text[title.end() :]}"
    if not url and not _NAMES_ITSELF.search(text[: 4 * _HEAD]):
        url = _saved_from(text)
        if not url and (printed or ("print(" in text and _PRINTS.search(text[: 4 * _HEAD]))):
            address = _PRINTED_ADDRESS.search(text)
            url = address["url"] if address else ""
    return Unwrapped(replace(document, text=text, url=url), (*archived.removed, *remains.removed))


def _saved_from(text: str) -> str:
    """Return the address that the program which saved a page wrote into it, or ``""``."""
    found = _SAVED_FROM.search(text[:_HEAD])
    if not found:
        return ""
    if found["mirrored"]:
        return f"https://{found['mirrored']}"
    return found["url"] or found["savepage"] or found["scrapbook"]
