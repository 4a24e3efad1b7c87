"""Links of a built site that lead to nothing in it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

_ADDRESSES = ("href", "src")


def broken(files: Mapping[str, bytes], beside: Iterable[str] = ()) -> Iterator[str]:
    """Yield a line for every relative address on the pages that leads to no file of the site.

    ``beside`` are paths of files that lie in the site, too.
    """
    there = {*files, *beside}
    for page, data in sorted(files.items()):
        if not page.endswith(".html"):
            continue
        reader = _Addresses()
        reader.feed(data.decode())
        for address in dict.fromkeys(reader.found):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
            if path not in there:
                yield f"{page}: leads to {address}, which is not there"


class _Addresses(HTMLParser):
    """Collects the addresses on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the addresses of an element."""
        self.found += [value for name, value in attrs if name in _ADDRESSES and value]
