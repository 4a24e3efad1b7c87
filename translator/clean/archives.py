"""Pages from web archives: their bars come off, the addresses they rewrote are restored.

The Wayback Machine (web.archive.org) puts a bar on top and its own address before every other;
archive.today puts a head around the page. An article that links to an archive is none of this.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from translator.article import Removal

_WAYBACK = re.compile(
    r"BEGIN WAYBACK TOOLBAR INSERT|id=[\"']?wm-ipp|FILE ARCHIVED ON \d|archive\.org/_static/"
)
_WAYBACK_ADDRESS = re.compile(
    r"(?:https?:)?(?://web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:/)(?P<scheme>https?:/)(?P<slash>/?)"
)
_WAYBACK_BAR = re.compile(r"<!-- BEGIN WAYBACK TOOLBAR INSERT -->")
_WAYBACK_BAR_END = "<!-- END WAYBACK TOOLBAR INSERT -->"
_TODAY = r"archive\.(?:today|ph|is|li|vn|fo|md)"
_IS_TODAY = re.compile(
    rf"<meta\b[^<>]{{0,300}}https?://{_TODAY}/|<link\b[^<>]{{0,300}}https?://{_TODAY}/"
)
_TODAY_ADDRESS = re.compile(
    rf"https?://{_TODAY}/(?:\d{{4}}[\d.-]{{0,20}}|o/\w{{3,12}})/(?=https?://)"
)
_ASKED = re.compile(
    r"<input\b[^<>]{0,300}\bvalue=[\"'](?P<url>https?://[^\"'<>\s]+)", re.IGNORECASE
)
_BARS = re.compile(
    r"<(?P<name>div|center)\b[^<>]{0,300}?\bid=[\"']?(?:wm-ipp-base|wm-ipp|donato|HEADER|hashtags)\b[^<>]{0,500}>"
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,500}>[^<]{0,20000}</\1>")


@dataclass(frozen=True, slots=True)
class Archived:
    """A page without its archive, the address it had, and what was taken off."""

    text: str
    url: str
    removed: tuple[Removal, ...] = ()


def without_archive(text: str, url: str) -> Archived:
    """Return a page without the bars of an archive, and with its own addresses.

    ``url`` is what is known of its address; an archive's is made the page's.
    """
    wayback = "/web/" in text and bool(_WAYBACK.search(text))
    today = not wayback and 'id="HEADER"' in text and bool(_IS_TODAY.search(text[:50_000]))
    url = _TODAY_ADDRESS.sub("", _WAYBACK_ADDRESS.sub(r"\g<scheme>/", url))
    if not (wayback or today):
        return Archived(text, url)
    text, bars = _cut_bars(text)
    if wayback:
        text = _WAYBACK_ADDRESS.sub(r"\g<scheme>/", text)
    else:
        text = _TODAY_ADDRESS.sub("", text)
        asked = next(filter(None, map(_ASKED.search, bars)), None)
        url = url or (html.unescape(asked["url"]) if asked else "")
    removed = (_removal(bar) for bar in bars)
    return Archived(text, url, tuple(removal for removal in removed if removal.text))


def _cut_bars(text: str) -> tuple[str, list[str]]:
    """Return a page without the elements that an archive added, and these."""
    bars: list[str] = []
    kept: list[str] = []
    done = 0
    start = _WAYBACK_BAR.search(text)
    end = text.find(_WAYBACK_BAR_END, start.end()) if start else -1
    if start and end >= 0:
        bars.append(text[start.start() : end])
        text = text[: start.start()] + text[end + len(_WAYBACK_BAR_END) :]
    for found in _BARS.finditer(text):
        if found.start() < done:
            continue
        stop = _end_of_element(text, found.start(), found["name"])
        if not stop:  # then those after it do not end, either
            break
        bars.append(text[found.start() : stop])
        kept.append(text[done : found.start()])
        done = stop
    return "".join([*kept, text[done:]]), bars


def _end_of_element(text: str, start: int, name: str) -> int:
    """Return the offset behind the element that starts at ``start``, or 0 if it does not end."""
    depth = 0
    for tag in re.compile(rf"<(/?){name}\b").finditer(text, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return text.find(">", tag.end()) + 1
    return 0


def _removal(bar: str) -> Removal:
    words = html.unescape(_TAG.sub(" ", _SCRIPT.sub(" ", bar))).split()
    return Removal(" ".join(words), "archive", "the bar of the archive that kept the page")
