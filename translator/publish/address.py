"""Addresses that may be published: of the web, or of a file beside; never one that runs."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import quote

from translator.publish.escape import plain

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,40}+:", re.IGNORECASE)
# Markup, templates and white space; everything else, letters of all scripts too, stays readable.
# An address that began with "!" would begin a declaration of HTML behind the bracket around it, at
# which MkDocs gives up; for kramdown a star ends an emphasis that the text of a picture begins.
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"'`{}|\\^*]|\A!")
_REFERENCE = re.compile(r"&(?=#?\w{1,40}+;)")
_DEPTH = 3  # how often a reference may hide in a reference


def harmless(url: str) -> str:
    """Return an address as it may stand in a link, or nothing if it is not one of the web.

    Browsers leave out white space and control characters in a scheme, and Markdown and HTML
    decode character references: ``java&#115;cript:`` and ``java script:`` are seen through.
    Without a scheme it is a path beside the page.
    """
    bare = plain(url)
    for _ in range(_DEPTH):
        bare = html.unescape(bare)
    seen = "".join(c for c in bare if unicodedata.category(c)[0] not in "CZ")
    scheme = _SCHEME.match(seen)
    if scheme and scheme.group().lower() not in ("http:", "https:"):
        return ""
    return _NOT_IN_ADDRESSES.sub(lambda match: quote(match.group(), safe=""), plain(url))


def is_link(url: str) -> bool:
    """Tell whether an address leads to a page of the web."""
    return url.lower().startswith(("http://", "https://"))


def destination(url: str) -> str:
    """Return a harmless address as a link destination in angle brackets (CommonMark)."""
    return "<" + _REFERENCE.sub("&amp;", url) + ">"
