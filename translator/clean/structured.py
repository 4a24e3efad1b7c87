"""What a page says about itself to machines: JSON-LD, OpenGraph, microdata and meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from translator.clean.microdata import items
from translator.clean.normalise import letters, normalise, squash
from translator.clean.page_state import scripts_with_people
from translator.clean.phrases import words

_ARTICLE_TYPES = re.compile(
    r"(?:Article|BlogPosting|Report|Review|Recipe|LiveBlogPosting|Interview)$"
)
_CDATA = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TAG = re.compile(r"<[^<>]{1,400}>")
_BYLINE_START = re.compile(r"^(?:von|by|text|autor(?:in)?)\b[:\s]+", re.IGNORECASE)
# The meta tags that say what a property says; microdata rank below them.
_META_NAMES: Mapping[str, tuple[str, ...]] = {
    "headline": ("og:title",),
    "description": ("og:description", "description"),
    "authors": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"),
    "published": (
        "article:published_time",
        "datepublished",
        "og:published_time",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
    ),
    "section": ("article:section",),
    "publisher": ("og:site_name",),
    "url": ("og:url",),
    "language": ("og:locale",),
    "images": ("og:image",),
}
_MAX_JSON = 2_000_000  # characters of one script element
_MAX_NODES = 2_000  # objects looked at in one page's JSON-LD
_LONG_TITLE = 10  # letters of a headline that tell an article from others on its page
_MOST_HEADINGS = 10  # of the first level that may be the page's title
_MANY = frozenset({"article:tag", "article:author"})  # meta tags that come once a value
_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Structured:
    """Article properties found in machine-readable form; empty where a page has none."""

    headline: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    section: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    body: str = ""
    images: tuple[tuple[str, str, str], ...] = ()  # address, caption, credit
    keywords: tuple[str, ...] = ()
    free: bool = True  # whether everybody may read all of it, as far as the page says
    meta: Mapping[str, str] = field(default_factory=dict)
    states: tuple[str, ...] = ()  # scripts that may name the author in the page's state


def structured(root: Any) -> Structured:
    """Read the structured data of a parsed page; what cannot be read is left out.

    JSON-LD comes first; microdata fill in what neither JSON-LD nor the meta tags say.
    """
    meta = _meta(root)
    linked, marked = _linked(root, _titles(root, meta)), _facts(_main_item(root))
    missing = {
        name: getattr(marked, name)
        for name, keys in _META_NAMES.items()
        if not getattr(linked, name) and not any(_names_something(name, meta, key) for key in keys)
    }
    return replace(linked, meta=meta, states=tuple(scripts_with_people(root)), **missing)


def _facts(node: Mapping[str, Any]) -> Structured:
    return Structured(
        headline=_plain(node.get("headline") or node.get("name")),
        description=_plain(node.get("description")),
        authors=tuple(_people(node.get("author") or node.get("creator"))),
        published=_plain(node.get("datePublished") or node.get("dateCreated")),
        section=_first_text(node.get("articleSection")),
        publisher=next(_names(node.get("publisher")), ""),
        url=_address(node.get("url")) or _address(node.get("mainEntityOfPage")),
        language=_plain(node.get("inLanguage")),
        body=_plain(node.get("articleBody")),
        images=tuple(_images(node.get("image"))),
        keywords=tuple(_texts(node.get("keywords"))),
        free=str(node.get("isAccessibleForFree", "")).rpartition("/")[2].casefold() != "false",
    )


def _names_something(name: str, meta: Mapping[str, str], key: str) -> bool:
    """Say whether a meta tag gives a property; the address of a profile names no author."""
    value = meta.get(key, "")
    return bool(value) and not (name == "authors" and value.startswith("http"))


def _main_item(root: Any) -> Mapping[str, Any]:
    """Return the microdata of the page's article, or an empty mapping.

    Teasers are marked as articles, too: of several, only those with a main heading or a body count.
    """
    found = [(element, item) for element, item in items(root) if _is_article(item)]
    if len(found) > 1:
        found = [
            (element, item)
            for element, item in found
            if "articleBody" in item or element.find(".//h1") is not None
        ]
    item: Mapping[str, Any] = max((item for _, item in found), key=len, default={})
    # Old systems write the day they were filled as dateCreated; a visible date is better.
    said = {name: value for name, value in item.items() if name != "dateCreated"}
    if isinstance(byline := said.get("author"), str):
        said["author"] = _BYLINE_START.sub("", byline)
    return said


def _linked(root: Any, titles: Sequence[str]) -> Structured:
    """Return what JSON-LD says of the article that has the page's title, else of the fullest one.

    Pages describe other articles, too: teasers, the entries of a live blog. Where a page describes
    none, who wrote it may stand with the page itself.
    """
    nodes: list[Mapping[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            nodes += _nodes(_parse(script.text))
    found = [node for node in nodes if _is_article(node)]
    best = max(found, key=lambda node: (_is_titled(node, titles), len(node)), default=None)
    if best:
        return _facts(_with_people(best, nodes))
    page = next((n for n in nodes if n.get("@type") == "WebPage" and n.get("author")), None)
    if page is None:
        return Structured()
    return Structured(authors=_facts(_with_people(page, nodes)).authors)


def _titles(root: Any, meta: Mapping[str, str]) -> list[str]:
    """Return what a page is called, as letters: its title, its main headings, its meta tags."""
    elements = [*islice(root.iter("title"), 1), *islice(root.iter("h1"), _MOST_HEADINGS)]
    texts = ["".join(element.itertext()) for element in elements]
    texts += [meta.get(key, "") for key in ("og:title", "twitter:title")]
    return [key for text in texts if len(key := letters(normalise(text))) >= _LONG_TITLE]


def _is_titled(node: Mapping[str, Any], titles: Sequence[str]) -> bool:
    """Say whether an object's headline is the page's, which may have the site's name behind it."""
    headline = letters(_plain(node.get("headline") or node.get("name")))
    return len(headline) >= _LONG_TITLE and any(
        headline in title or title in headline for title in titles
    )


def _with_people(node: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return an object with its authors in place of references (``@id``) to them."""
    by_id = {
        known: other
        for other in nodes
        if isinstance(known := other.get("@id"), str) and other.get("name")
    }
    said = node.get("author")
    authors = [
        by_id.get(_reference(author), author)
        for author in (said if isinstance(said, list) else [said])
    ]
    return {**node, "author": authors}


def _reference(value: Any) -> str:
    """Return the ``@id`` of an object that says nothing else, or ``""``."""
    known = value.get("@id") if isinstance(value, dict) and not value.get("name") else ""
    return known if isinstance(known, str) else ""


def _parse(source: str) -> Any:
    """Parse JSON as pages write it: in comments, with raw line breaks in strings."""
    if len(source) > _MAX_JSON:
        return None
    text = _CDATA.sub("", source.strip())
    for candidate in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every object of a JSON-LD document, outermost first."""
    queue, seen = [data], 0
    while queue and seen < _MAX_NODES:
        item = queue.pop(0)
        seen += 1
        if isinstance(item, dict):
            yield item
            queue.extend(value for value in item.values() if isinstance(value, dict | list))
        elif isinstance(item, list):
            queue.extend(item)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds)


def _plain(value: Any) -> str:
    """Return a text property without markup and entities."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return ""
    return squash(normalise(_TAG.sub(" ", html.unescape(html.unescape(value)))))


def _first_text(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    return next((text for text in map(_plain, values) if text), "")


def _names(value: Any) -> Iterator[str]:
    """Yield the names of persons or organisations, given as text, object or list."""
    for item in value if isinstance(value, list) else [value]:
        name = _plain(item.get("name")) if isinstance(item, dict) else _plain(item)
        if name and not name.startswith("http"):
            yield name


def _people(value: Any) -> Iterator[str]:
    """Yield the names of authors; of organisations only agencies, as any other is the house."""
    for item in value if isinstance(value, list) else [value]:
        house = isinstance(item, dict) and item.get("@type") == "Organization"
        for name in _names(item):
            if not house or name.casefold() in words("agencies"):
                yield name


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a property that holds one or a list."""
    for item in value if isinstance(value, list) else [value]:
        if text := _plain(item):
            yield text


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) and value.startswith("http") else ""


def _images(value: Any) -> Iterator[tuple[str, str, str]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.startswith("http"):
            yield item, "", ""
        elif isinstance(item, dict):
            address = _address(item.get("url")) or _address(item.get("contentUrl"))
            credit = _first_text(item.get("creditText")) or _first_text(item.get("copyrightHolder"))
            if address:
                yield address, _plain(item.get("caption")), credit


def _meta(root: Any) -> dict[str, str]:
    """Return the meta tags of the page, by lower-case name, the first of each.

    Those that come once a value (``article:tag``) are joined with semicolons; what should be a
    name there and is the address of a profile is left out.
    """
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if not name or not content:
            continue
        key, value = name.strip().lower(), squash(normalise(content))
        if key in _MANY and not value.startswith("http") and key in found:
            found[key] += _BETWEEN + value
        elif key not in _MANY or not value.startswith("http"):
            found.setdefault(key, value)
    return found
