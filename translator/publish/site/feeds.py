"""The Atom feed of a language (RFC 4287) and the map of a site with its language versions."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET

from translator.publish.escape import plain
from translator.publish.site.plan import Entry, Plan, link
from translator.settings import SiteSettings

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_MOST = 50  # articles in a feed; older ones are on the site


def atom(planned: Plan, lang: str, settings: SiteSettings) -> bytes:
    """Return the feed of a language: its newest dated articles."""
    ET.register_namespace("", _ATOM)
    address = settings.url + link(planned.feeds[lang], "")
    entries = [entry for entry in planned.of(lang) if _time(entry.version.metadata.date)][:_MOST]
    feed = ET.Element(_in(_ATOM, "feed"), {"xml:lang": lang})
    _add(feed, "id", address)
    _add(feed, "title", plain(settings.title) or lang)
    _add(feed, "updated", max(map(_updated, entries), default="1970-01-01T00:00:00Z"))
    ET.SubElement(feed, _in(_ATOM, "link"), {"rel": "self", "href": address})
    home = settings.url + link(planned.indexes[lang], "")
    ET.SubElement(feed, _in(_ATOM, "link"), {"rel": "alternate", "href": home})
    for entry in entries:
        _entry(feed, entry, settings.url + link(planned.articles[lang, entry.stem], ""))
    return _bytes(feed)


def _entry(feed: ET.Element, entry: Entry, address: str) -> None:
    version = entry.version
    node = ET.SubElement(feed, _in(_ATOM, "entry"))
    _add(node, "id", address)
    _add(node, "title", plain(version.title))
    _add(node, "updated", _updated(entry))
    _add(node, "published", _time(version.metadata.date))
    ET.SubElement(node, _in(_ATOM, "link"), {"rel": "alternate", "href": address})
    author = ET.SubElement(node, _in(_ATOM, "author"))
    _add(author, "name", plain(version.metadata.author or version.metadata.source) or "–")
    if version.lead:
        _add(node, "summary", plain(version.lead))


def _updated(entry: Entry) -> str:
    """Return when a version was last vouched for, else when its article appeared."""
    review = entry.version.review
    return _time((review.final_at or review.at) if review else "") or _time(
        entry.version.metadata.date
    )


def _time(date: str) -> str:
    """Return a day or a time as RFC 3339 has it: with seconds and an offset; nothing for what is none."""
    try:
        found = dt.datetime.fromisoformat(date)
    except ValueError:
        return ""
    found = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return found.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def sitemap(planned: Plan, settings: SiteSettings) -> bytes:
    """Return the map of a site: every article, and in which other languages it is there."""
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(_in(_SITEMAP, "urlset"))
    for path in planned.indexes.values():
        _add(ET.SubElement(root, _in(_SITEMAP, "url")), "loc", settings.url + link(path, ""))
    for entry in planned.entries:
        if settings.noindex and entry.version.route and not entry.version.state.accepted:
            continue
        node = ET.SubElement(root, _in(_SITEMAP, "url"))
        _add(node, "loc", settings.url + link(planned.articles[entry.lang, entry.stem], ""))
        if _updated(entry):
            _add(node, "lastmod", _updated(entry)[:10])
        for other in planned.versions(entry.stem):
            href = settings.url + link(planned.articles[other.lang, other.stem], "")
            ET.SubElement(
                node,
                _in(_XHTML, "link"),
                {"rel": "alternate", "hreflang": other.lang, "href": href},
            )
    return _bytes(root)


def _add(parent: ET.Element, name: str, text: str) -> None:
    space = parent.tag.partition("}")[0].lstrip("{")
    ET.SubElement(parent, _in(space, name)).text = text


def _in(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
