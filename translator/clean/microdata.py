"""Microdata: what the ``itemscope``, ``itemtype`` and ``itemprop`` attributes of a page say."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from translator.clean.normalise import squash

_ADDRESSES = frozenset({"url", "image", "mainEntityOfPage", "contentUrl", "thumbnailUrl"})
_OF_ADDRESSES = ("content", "href", "src", "itemid", "data-src")
_UNREAD = frozenset({"articleBody", "text"})  # the article itself; its presence is what counts
_MAX_ELEMENTS = 5_000  # with such attributes on one page
_MAX_PARTS = 50  # text nodes of one property
_MAX_TEXT = 2_000  # characters of one property


def items(root: Any) -> list[tuple[Any, Mapping[str, Any]]]:
    """Return the items of a parsed page in document order, each with its element.

    An item has the shape of a JSON-LD object, so both are read alike: ``@type`` holds the names of
    its types without the vocabulary's address, a property that comes twice holds a list, an item in
    an item is an object. Method: the microdata chapter of the HTML standard, without ``itemref``;
    unlike there, ``content`` counts on every element, and a link named ``author`` means its text,
    because that is how pages write it.
    """
    marked = root.xpath("descendant::*/@itemscope/.. | descendant::*/@itemprop/..")[:_MAX_ELEMENTS]
    found: dict[Any, dict[str, Any]] = {
        element: {"@type": _types(element)}
        for element in marked
        if element.get("itemscope") is not None
    }
    for element in marked:
        owner = _owner(element, found)
        if owner is None:
            continue
        for name in (element.get("itemprop") or "").split():
            _add(owner, name, found.get(element) or _value(element, name))
    return list(found.items())


def _types(element: Any) -> list[str]:
    return [kind.rstrip("/").rpartition("/")[2] for kind in (element.get("itemtype") or "").split()]


def _owner(element: Any, found: Mapping[Any, dict[str, Any]]) -> dict[str, Any] | None:
    """Return the item that a property belongs to: the nearest one around its element."""
    return next((found[outer] for outer in element.iterancestors() if outer in found), None)


def _add(item: dict[str, Any], name: str, value: Any) -> None:
    """Add a value to a property; an empty one still shows that the property is there."""
    earlier = item.get(name)
    if not earlier:
        item[name] = value
    elif isinstance(earlier, list):
        earlier.append(value)
    elif value:
        item[name] = [earlier, value]


def _value(element: Any, name: str) -> str:
    """Return what an element says as a property: an address, a time or text."""
    if name in _UNREAD:
        return ""
    for attribute in _OF_ADDRESSES if name in _ADDRESSES else ("content", "datetime"):
        value = (element.get(attribute) or "").strip()
        if value and not value.startswith("data:"):
            return f"https:{value}" if value.startswith("//") else str(value)
    return squash(" ".join(islice(element.itertext(), _MAX_PARTS)))[:_MAX_TEXT]
