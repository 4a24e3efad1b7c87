"""Title, author, date and the like of a web page: structured data first, then what is visible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from translator.article import Metadata
from translator.clean.dates import iso
from translator.clean.elements import attribute
from translator.clean.labels import byline, is_date_line, is_stamp
from translator.clean.normalise import letters, normalise, squash
from translator.clean.pieces import Piece, ends_sentence, is_prose, word_count
from translator.clean.structured import Structured

_SITE_SEPARATOR = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*")
_SITE_WORDS = 4  # of a site's name behind a title
_AUTHOR_WORDS = 8
_DATE_KEYS = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "last-modified",
    "article:modified_time",
    "sailthru.date",
    "parsely-pub-date",
)


def metadata_of(
    soup: BeautifulSoup, pieces: Sequence[Piece], facts: Structured, url: str = ""
) -> Metadata:
    """Return what a page says about its article; its language is told from the body later."""
    meta = facts.meta
    address = url or _canonical(soup, facts)
    site = facts.publisher or meta.get("og:site_name", "") or (urlsplit(address).hostname or "")
    return Metadata(
        title=_title(soup, pieces, facts),
        author=", ".join(facts.authors) or _author(meta),
        date=iso(facts.published) or next(filter(None, map(iso, _dates(soup, pieces, meta))), ""),
        section=facts.section or meta.get("article:section", ""),
        source=site,
        url=address,
        lang=_language(soup, facts),
    )


def _title(soup: BeautifulSoup, pieces: Sequence[Piece], facts: Structured) -> str:
    """Return the headline: the visible h1 that the page's own title confirms, else that title."""
    declared = [
        text
        for text in (facts.headline, facts.meta.get("og:title", ""), _title_element(soup))
        if text
    ]
    known = [letters(text) for text in declared]
    visible = [piece.text for piece in pieces if piece.tag == "h1" and word_count(piece.text) > 1]
    for text in visible:
        if any(letters(text) in title for title in known):
            return text
    if len(visible) == 1:
        return visible[0]
    if facts.headline:
        return facts.headline
    return _without_site(declared[0]) if declared else next(iter(visible), "")


def _without_site(title: str) -> str:
    """Drop the site's name that titles carry at the end."""
    parts = _SITE_SEPARATOR.split(title)
    if len(parts) > 1 and word_count(parts[-1]) <= _SITE_WORDS and word_count(parts[0]) > 1:
        return squash(title[: title.rindex(parts[-1])].rstrip(" |–—·•»-"))
    return title


def _title_element(soup: BeautifulSoup) -> str:
    return squash(normalise(soup.title.get_text())) if soup.title is not None else ""


def _author(meta: Any) -> str:
    for key in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"):
        value = meta.get(key, "")
        if value and not value.startswith("http") and word_count(value) <= _AUTHOR_WORDS:
            return str(value)
    return ""


def _dates(soup: BeautifulSoup, pieces: Sequence[Piece], meta: Any) -> list[str]:
    """Return the dates that meta tags and the first ``time`` element say, the likeliest first.

    A ``time`` in a sentence is a day the article tells of.
    """
    told = {id(part) for piece in pieces if _tells(piece) for part in piece.inline}
    times = (element for element in soup.find_all("time") if id(element) not in told)
    values = [meta[key] for key in _DATE_KEYS[:7] if key in meta]
    values += [value for element in times if (value := attribute(element, "datetime"))][:1]
    return values + [meta[key] for key in _DATE_KEYS[7:] if key in meta]


def _tells(piece: Piece) -> bool:
    """Say whether a piece is a sentence and not a line with the date of the article."""
    if is_date_line(piece.text) or is_stamp(piece.text) or byline(piece.text):
        return False
    return is_prose(piece.text) or (piece.has_own_text and ends_sentence(piece.text))


def _canonical(soup: BeautifulSoup, facts: Structured) -> str:
    for link in soup.find_all("link"):
        if attribute(link, "rel").lower() == "canonical":
            address = attribute(link, "href").strip()
            if address.startswith("http"):
                return address
    address = facts.meta.get("og:url", "")
    return address if address.startswith("http") else facts.url


def base_address(soup: BeautifulSoup) -> str:
    """Return the address that a page says its addresses are seen from, or ``""``."""
    return attribute(soup.base, "href").strip() if soup.base is not None else ""


def _language(soup: BeautifulSoup, facts: Structured) -> str:
    declared = attribute(soup.html, "lang") if soup.html is not None else ""
    lang = (declared or facts.language or facts.meta.get("og:locale", "")).strip()
    return lang.replace("_", "-").split("-")[0].lower()[:3]
