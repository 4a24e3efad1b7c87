"""Addresses that an article may carry: of web pages and of files beside it, nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from translator.load.discover import COMPANION

# Browsers skip these in an address, so "java\tscript:" is a script to them.
_SKIPPED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def web_address(address: str) -> str:
    """Return an address that is ``http``, ``https`` or relative, trimmed; ``""`` for any other.

    Scripts (``javascript:``), data, files of the reader's own computer and whatever else a scheme
    may start must not get from a scraped page into a published one.
    """
    address = _SKIPPED.sub("", address).strip()
    scheme = _SCHEME.match("".join(address.split()))
    return "" if scheme and not _WEB.match(address) else address


def absolute(address: str, page: str) -> str:
    """Return an address seen from the page it stands on, or ``""`` if it is none.

    A relative one stays where the page's is unknown.
    """
    try:
        whole = urljoin(page, address) if address else ""
        urlsplit(whole)  # such as "http://[picture"
    except ValueError:
        return ""
    return whole


def link_address(address: str, page: str) -> str:
    """Return the address of a link in an article, or ``""`` for one within the page or of no web page."""
    whole = absolute(web_address(address), page)
    if not whole or whole.startswith("#"):
        return ""
    return "" if page and "#" in whole and urldefrag(whole).url == urldefrag(page).url else whole


def is_beside(address: str) -> bool:
    """Say whether an address leads into the folder that a browser saved beside a page."""
    folder, slash, _ = address.removeprefix("./").partition("/")
    return bool(slash) and COMPANION.fullmatch(unquote(folder)) is not None


@lru_cache(maxsize=2048)  # several steps ask for the address of a picture
def picture_address(address: str, page: str) -> str:
    """Return the absolute address of a picture on a page, or ``""`` if it is none.

    An empty address, an anchor and the like mean the page itself, which is no picture. Where the
    page's own address is unknown (``""``), a relative one stays relative.
    """
    address = urldefrag(web_address(address)).url
    if not address.strip("./?"):
        return ""
    if is_beside(address):
        return address
    whole = absolute(address, page)
    return "" if page and whole == urldefrag(page).url else whole


def host_of(address: str) -> str:
    """Return the host in an address, or ``""``."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
