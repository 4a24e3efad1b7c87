"""Steps of a walk over a page's tree, without recursion, and what such a walk must not enter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from translator.clean.elements import attribute, elements_in
from translator.clean.normalise import squash

HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOOTNOTE = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡§]{1,3}|[a-z])\s*[\])]?")
_BACK = re.compile(r"[↩↑⤴⏎^]\ufe0e?\ufe0f?|↵")
_BRACKETED = re.compile(r"[\[(*†‡§]")


class Event(Enum):
    """A step of the walk."""

    START = "start"
    TEXT = "text"
    END = "end"
    SKIP = "skip"  # an element that the walk does not enter


def events(root: Tag, enter: Callable[[Tag], bool]) -> Iterator[tuple[Event, Tag, str]]:
    """Yield the steps of a walk over what is in ``root``: the kind, the element, its text.

    A text comes with the element it stands right in. ``enter`` says of each element whether the
    walk goes into it.
    """
    stack = [(root, iter(root.contents))]
    while stack:
        element, rest = stack[-1]
        for child in rest:
            if isinstance(child, Tag):
                if enter(child):
                    yield Event.START, child, ""
                    stack.append((child, iter(child.contents)))
                    break
                yield Event.SKIP, child, ""
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                yield Event.TEXT, element, str(child)
        else:
            stack.pop()
            if stack:
                yield Event.END, element, ""


def holds(element: Tag, names: frozenset[str]) -> bool:
    """Say whether an element of one of the names is anywhere in an element."""
    return any(part.name in names for part in element.descendants if isinstance(part, Tag))


def is_hidden(element: Tag) -> bool:
    """Say whether a browser does not show an element."""
    attributes = element.attrs
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and bool(HIDDEN_STYLE.search(attribute(element, "style"))))
    )


def is_footnote_mark(element: Tag) -> bool:
    """Say whether an element is the mark of a footnote: raised, and a link within the page, ``[2]``, ``*``.

    The arrow that leads from a note back to its mark is one, too.
    """
    if element.name == "a" and "#" in attribute(element, "href"):
        return bool(_BACK.fullmatch(squash(element.get_text())))
    if element.name != "sup":
        return False
    text = squash(element.get_text())
    if not _FOOTNOTE.fullmatch(text):
        return False
    links = [element.parent, *elements_in(element, "a")]
    return bool(_BRACKETED.match(text)) or any(
        link is not None and link.name == "a" and "#" in attribute(link, "href") for link in links
    )
