"""Title, author, date and the like of a web page: structured data first, then what is visible."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from bs4 import BeautifulSoup

from translator.article import BlockKind, Metadata
from translator.clean.byline import (
    Top,
    dateline,
    is_shown_as_author,
    stamped_date,
    tells,
    top_of,
    visible_date,
    visible_people,
)
from translator.clean.elements import attribute, elements_in, text_of
from translator.clean.labels import is_date_line
from translator.clean.link_addresses import host_of
from translator.clean.normalise import letters, squash
from translator.clean.page_state import stated_people
from translator.clean.people import houses_of, is_full_name, is_house, people
from translator.clean.pieces import Piece, is_main_heading, word_count
from translator.clean.printed_title import (
    SITE_SEPARATOR,
    is_kicker,
    large_title,
    named_title,
    only_above,
    printed_title,
    title_of_part,
    whole_headline,
)
from translator.clean.publication_date import iso
from translator.clean.structured import Structured
from translator.clean.tags import tags_of

_LINK_LINE = 0.5  # share of link text from which a piece is a menu, not what the page says
_ALL_LINK = 0.95  # share of the text; chosen by reading, not swept
_LONG_HOUSE = 8  # letters of a house's name that may end a longer one: St. Georgs Chorknaben Ulm
_LONGEST_CLAIM = 120  # characters of a line such as: © 2024 Küstenbote
_SITE_WORDS = 4  # of a site's name behind a title
_SIGNED_IN = re.compile(r"[a-z]+[._-][a-z._-]+\d*")
_PATH = re.compile(r"(?<![a-z])(?:nav|breadcrumbs?|menu)(?![a-z])")
_DATE_KEYS = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
)
# Names of programs and hosts that they write where the publisher belongs.
_BAR = re.compile(r"\s+\|\s+")
_PROGRAMS = frozenset({"blogger", "blogspot", "wordpress", "wordpress.com", "medium", "tumblr"})
_LATER_KEYS = ("last-modified", "article:modified_time")  # of the last change, not of the article
_AUTHOR_KEYS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")


def metadata_of(
    soup: BeautifulSoup, pieces: Sequence[Piece], facts: Structured, url: str = ""
) -> Metadata:
    """Return what a page says about its article; its language is told from the body later."""
    meta = facts.meta
    address = url or _canonical(soup, facts)
    host = host_of(address)
    houses = houses_of(
        host, facts.publisher, meta.get("og:site_name", ""), meta.get("publisher", "")
    )
    named = text_of(soup.title) if soup.title is not None else ""
    houses = (*houses, *_signed_title(named, meta.get("author", "")))
    title = _title(named, pieces, facts, houses)
    top = top_of(pieces, title)
    names = facts.publisher, meta.get("og:site_name", ""), host.removeprefix("www.")
    return Metadata(
        title=title,
        author=", ".join(
            _authors(facts, visible_people(pieces, top, houses), houses, pieces)
            or people(stated_people(facts.states, title), houses)
        ),
        date=iso(facts.published) or _date(soup, pieces, meta, top),
        section=(facts.section or meta.get("article:section", "")).strip(" ,;|/"),
        source=_site(names, title),
        url=address,
        lang=_language(soup, facts),
        tags=tags_of(facts, houses, "\n".join(p.text for p in pieces if p.links < _LINK_LINE)),
    )


def _site(names: Iterable[str], title: str) -> str:
    """Return the first name of a site that is not the program's; an article's ``title`` is no part of it."""
    named = (name for name in names if name and name.casefold() not in _PROGRAMS)
    parts = (_BAR.split(name) for name in named)
    own = (" | ".join(p for p in part if letters(p) != letters(title)) or part[0] for part in parts)
    return next(own, "")


def printed_metadata(pieces: Sequence[Piece], title: str, url: str) -> Metadata:
    """Return what the lines around the headline of a text say: all there is without a page."""
    top = top_of(pieces, title)
    houses = houses_of(host_of(url))
    return Metadata(
        title=title,
        author=", ".join(visible_people(pieces, top, houses)),
        date=visible_date(pieces, top) or dateline(pieces, top),
        url=url,
    )


def _authors(
    facts: Structured, printed: Sequence[str], houses: Sequence[str], pieces: Sequence[Piece]
) -> Sequence[str]:
    """Return the people the page declares, or those it prints, if they are more.

    A page that declares only itself declares nobody, and neither does one that shows another name in
    the place of the author and the declared one nowhere: that is who runs it.
    """
    declared = people(facts.authors, houses) or people(
        (value for key in _AUTHOR_KEYS if (value := facts.meta.get(key, ""))[:4] != "http"), houses
    )
    known, seen = set(map(letters, declared)), set(map(letters, printed))
    named = bool(printed) and all(map(is_full_name, printed))
    if named and declared and all(map(_SIGNED_IN.fullmatch, declared)):
        return printed  # the names under which somebody signs in
    if named and not known & seen and is_shown_as_author(pieces, printed):
        shown = letters("\n".join(piece.text for piece in pieces))
        if not any(name in shown for name in known):
            return printed
    return printed if known <= seen else declared


def _title(page: str, pieces: Sequence[Piece], facts: Structured, houses: Sequence[str]) -> str:
    """Return the headline: the visible h1 that the title of the ``page`` confirms, else that title.

    A main heading that is one link, the site's name or the last crumb of the path to the page is
    the headline only where no other line above the article is.
    """
    declared = [text for text in (facts.headline, facts.meta.get("og:title", ""), page) if text]
    own = [_without_house(text, houses) for text in declared]
    known = [letters(text) for text in declared]
    sites = set(map(letters, houses))
    # A heading of one word is the title where a page's title begins with it: Herbstlied – Der Bote.
    named = {letters(part) for text in declared for part in SITE_SEPARATOR.split(text)[:1]} - sites
    named |= set(map(letters, own))
    headings = [
        piece
        for piece in pieces
        if is_main_heading(piece)
        and (word_count(piece.text) > 1 or _is_named(piece.text, named))
        and not is_kicker(piece)
    ]
    doubted = {id(piece) for piece in headings if _may_be_site(piece, sites)}
    doubted |= _told_apart(pieces, headings, declared)
    headings.sort(key=lambda piece: id(piece) in doubted)
    claimed = _claimed_title(page, pieces)
    visible = [_without_house(whole_headline(p, own), (*houses, *claimed)) for p in headings]
    confirmed = [
        (piece, text)
        for piece, text in zip(headings, visible, strict=True)
        if any(letters(text) in title for title in known)
    ]
    if confirmed and id(confirmed[0][0]) not in doubted:
        if stated := _stated_headline(pieces, facts.headline):
            return stated
        return title_of_part(pieces, confirmed[0][0], own) or confirmed[0][1]
    alone = visible[0] if len(visible) == 1 else ""
    if alone and not (confirmed or doubted):
        return alone
    said = printed_title(pieces, own)
    if confirmed and letters(confirmed[0][1]) in sites and letters(said) in {"", *sites}:
        said = named_title(pieces)  # the page's title says nothing but the site's name
    if not (said or headings) and word_count("".join(own[-1:])) <= 1:
        said = large_title(pieces)
    if not (said or confirmed or doubted):
        alone = alone or only_above(pieces, headings, visible)
    said = said or (confirmed[0][1] if confirmed else alone)
    return said or _without_house(_declared_title(declared, own, facts, visible), claimed)


def _stated_headline(pieces: Sequence[Piece], stated: str) -> str:
    """Return the headline that a page states for machines and prints in a lower heading only, or ``""``.

    Its main heading is then a title for search engines, such as the last crumb of the path to it.
    What is printed with a kicker before it is stated in other signs and says nothing here.
    """
    said = squash(stated)
    levels = {p.level for p in pieces if p.kind is BlockKind.HEADING and squash(p.text) == said}
    return said if said and levels and 1 not in levels else ""


def _declared_title(
    declared: Sequence[str], own: Sequence[str], facts: Structured, visible: Sequence[str]
) -> str:
    """Return what the page calls itself, where nothing in it says the same."""
    if not own:
        return next(iter(visible), "")
    return own[0] if facts.headline or own[0] != declared[0] else _without_site(own[0])


def _is_named(text: str, names: Collection[str]) -> bool:
    """Say whether a heading is one of some names, or one with a year behind it."""
    key = letters(text)
    return key in names or key.rstrip("0123456789") in names


def _told_apart(
    pieces: Sequence[Piece], headings: Sequence[Piece], titles: Sequence[str]
) -> set[int]:
    """Return main headings that say what stands behind the headline in a page's titles.

    Systems for blogs print the name of the site as the main heading; the headline is a lower one,
    in the element of the article, and the main heading is outside of that.
    """
    parts = [found for title in titles if _has_parts(found := SITE_SEPARATOR.split(title))]
    starts, ends = ({letters(found[at]) for found in parts} for at in (0, -1))
    if not starts:
        return set()
    lower = [p for p in pieces if p.kind is BlockKind.HEADING and p.level > 1]
    homes = {
        level.number
        for piece in lower
        if letters(piece.text) in starts
        for level in piece.place.upwards()
        if level.tag in {"article", "main"}
    }
    return {
        id(piece)
        for piece in headings
        if homes
        and letters(piece.text) in ends
        and not any(level.number in homes for level in piece.place.upwards())
    }


def _has_parts(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and word_count(parts[0]) > 1


def _may_be_site(piece: Piece, sites: Collection[str]) -> bool:
    """Say whether a main heading may name the site, or the page in the path to it."""
    return (
        piece.links >= _ALL_LINK
        or letters(piece.text) in sites
        or bool(_PATH.search(piece.context))
    )


def _without_house(title: str, houses: Sequence[str]) -> str:
    """Drop the site's name from both ends of a title, and a date behind it."""
    known = [key for house in houses if (key := letters(house))]
    parts = SITE_SEPARATOR.split(title)
    first, last = 0, len(parts)
    while last - first > 1 and (
        _is_site(parts[last - 1], known)
        or (is_date_line(parts[last - 1]) and _is_site(parts[last - 2], known))
    ):
        last -= 1
    if last - first > 1 and letters(parts[first]) in known:
        first += 1
    if last - first == len(parts):
        return title
    start = title.index(parts[first])
    return squash(title[start : title.rindex(parts[last - 1]) + len(parts[last - 1])])


def _signed_title(title: str, author: str) -> tuple[str, ...]:
    """Return the name behind a page's title, if the page also calls it its author: the house."""
    name = SITE_SEPARATOR.split(title)[-1]
    return (name,) if name != title and author and letters(name) == letters(author) else ()


def _claimed_title(title: str, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the name behind a page's title, if the page claims its rights under it: the house."""
    name = SITE_SEPARATOR.split(title)[-1]
    key = letters(name)
    if name == title or word_count(name) > _SITE_WORDS or len(key) < _LONG_HOUSE:
        return ()
    claims = (
        letters(p.text)
        for p in pieces
        if "©" in p.text[:_LONGEST_CLAIM] and len(p.text) <= _LONGEST_CLAIM
    )
    return (name,) if any(key in claim for claim in claims) else ()


def _is_site(text: str, houses: Sequence[str]) -> bool:
    key = letters(text)
    ends = any(len(house) >= _LONG_HOUSE and key.endswith(house) for house in houses)
    return word_count(text) <= _SITE_WORDS and (ends or is_house(text, houses))


def _without_site(title: str) -> str:
    """Drop what may be the site's name from the end of a title that nothing else confirms."""
    parts = SITE_SEPARATOR.split(title)
    if len(parts) > 1 and word_count(parts[-1]) <= _SITE_WORDS and word_count(parts[0]) > 1:
        return squash(title[: title.rindex(parts[-1])].rstrip(" |–—·•»-"))
    return title


def _date(soup: BeautifulSoup, pieces: Sequence[Piece], meta: Any, top: Top) -> str:
    """Return the likeliest date that tags and visible lines say, as ISO 8601, or ``""``.

    Tags of pages that moved name the day of the move: a day before that is printed is the article's.
    """
    declared = next(filter(None, (iso(meta[key]) for key in _DATE_KEYS if key in meta)), "")
    printed = stamped_date(pieces, top) if declared else ""
    if printed and _days_between(printed, declared) > 1:
        return printed
    return (
        declared
        or visible_date(pieces, top)
        or next(filter(None, map(iso, _times(soup, pieces))), "")
        or dateline(pieces, top)
        or next((day for key in _LATER_KEYS if (day := iso(meta.get(key, "")))), "")
    )


def _days_between(first: str, second: str) -> int:
    return (date.fromisoformat(second[:10]) - date.fromisoformat(first[:10])).days


def _times(soup: BeautifulSoup, pieces: Sequence[Piece]) -> list[str]:
    """Return what the first ``time`` element says that has a machine-readable date.

    A ``time`` in a sentence is a day the article tells of.
    """
    told = {id(part) for piece in pieces if tells(piece) for part in piece.inline}
    times = (element for element in elements_in(soup, "time") if id(element) not in told)
    return [value for element in times if (value := attribute(element, "datetime"))][:1]


def _canonical(soup: BeautifulSoup, facts: Structured) -> str:
    for link in chain.from_iterable(
        elements_in(part, "link") for part in (soup.head, soup) if part
    ):
        if attribute(link, "rel").lower() == "canonical":
            address = attribute(link, "href").strip()
            if address.startswith("http"):
                return address
    address = facts.meta.get("og:url", "")
    return address if address.startswith("http") else facts.url


def base_address(root: Any) -> str:
    """Return the address that a parsed page says its addresses are seen from, or ``""``."""
    base = next(root.iter("base"), None)
    return (base.get("href") or "").strip() if base is not None else ""


def _language(soup: BeautifulSoup, facts: Structured) -> str:
    declared = attribute(soup.html, "lang") if soup.html is not None else ""
    lang = (declared or facts.language or facts.meta.get("og:locale", "")).strip()
    return lang.replace("_", "-").split("-")[0].lower()[:3]
