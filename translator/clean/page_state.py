"""The text that a page carries for its scripts: JSON in elements and attributes, where nothing shows it."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

from translator.clean.normalise import letters, normalise, squash
from translator.clean.pieces import is_prose

_ASSIGNED = re.compile(r"(?:window\.|self\.|var |const |let )?[\w$.\[\]\"']{2,60}\s*=\s*(?=[{\[])")
_PUSHED = re.compile(r"self\.__next_f\.push\(\[1,\s*(\"(?:[^\"\\]|\\.)*\")\]\)")
_ROW = re.compile(r"\w{1,4}:(?=[\[{])")
_TAG = re.compile(r"<[^<>]{1,400}>")
_AUTHOR_KEY = re.compile(r"[\"'](?:authors?|autor(?:en)?|byline|creator)\\?[\"']\s*:")
_PEOPLE_KEYS = ("authors", "author", "autoren", "autor", "byline", "creator")
_TITLE_KEYS = ("headline", "title", "name", "titel")
_NAME_KEYS = ("name", "fullName", "displayName", "display_name", "title")
_GIVEN_KEYS = (("firstName", "lastName"), ("first_name", "last_name"))
# What systems call the headline of a part of an article, and the pictures of it.
_PART_TITLE = re.compile(r"(?:\w+_)?(?:title|headline|heading|subtitle|titel|ueberschrift)")
_PART_PICTURES = re.compile(r"(?:\w+_)?(?:photos?|images?|pictures?|bild(?:er)?|fotos?)")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)(?:\?|$)", re.IGNORECASE)
_AROUND = ("node", "data", "attributes", "fields")  # what systems put around an object
_SHORTEST_TITLE = 10  # letters
_MOST_NODES = 50_000  # objects and lists of one state
_MOST_PEOPLE = 12  # named with one article; more are a list of a staff
_LONGEST = 8_000_000  # characters of one script
_LONG_VALUES = ".//@*[string-length(.) > 500]"  # attributes that may hold an article
_SHARE = 0.8  # of a node's prose that a part of it must hold to be looked into


@dataclass(frozen=True, slots=True)
class _End:
    """Where a part of a state ends, and how much prose stood before it."""

    of: dict[str, Any] | list[Any]
    first: int


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture of a part of an article, as HTML."""

    markup: str


def stated_article(root: Any, title: str = "") -> str:
    """Return the article in a page's state as HTML, or ``""``; ``root`` is the page's lxml tree.

    Where objects have the page's ``title``, the one with most prose is the article; others stand
    beside it, such as the next one to read.
    """
    states = list(_states(root))
    wanted = letters(title)
    named = states if len(wanted) >= _SHORTEST_TITLE else []
    own = (
        node
        for data in named
        for node in _nodes(data, lambda node: _has_title(node, wanted))
        if _has_title(node, wanted)
    )
    found = max(map(_markup, own), key=len, default="")
    if not _is_text(found):
        found = max((_markup(_innermost(data)) for data in states), key=len, default="")
    return found if _is_text(found) else ""


def _is_text(markup: str) -> bool:
    return is_prose(squash(_TAG.sub(" ", markup)))


def scripts_with_people(root: Any) -> Iterator[str]:
    """Yield the scripts and attributes of a page that may hold a state with an author in it."""
    for script in root.iter("script"):
        text = script.text or ""
        if _AUTHOR_KEY.search(text) and "ld+json" not in (script.get("type") or "").lower():
            yield text
    for value in root.xpath(_LONG_VALUES):
        if value.lstrip()[:1] in "[{" and _AUTHOR_KEY.search(value):
            yield str(value)


def stated_people(scripts: Iterable[str], title: str) -> tuple[str, ...]:
    """Return the authors that a page's state names beside the title of its article.

    Other articles stand in the state, too; only that of this title counts.
    """
    wanted = letters(title)
    if len(wanted) < _SHORTEST_TITLE:
        return ()
    for script in scripts:
        for data in chain.from_iterable(map(_nodes, _states_in(script, ""))):
            if _is_titled(data, wanted):
                found = [name for key in _PEOPLE_KEYS for name in _names(data.get(key))]
                if found:
                    return tuple(dict.fromkeys(found))
    return ()


def _has_title(node: dict[str, Any], wanted: str) -> bool:
    return any(_is_title(node.get(key), wanted) for key in _TITLE_KEYS)


def _nodes(
    data: Any, is_whole: Callable[[dict[str, Any]], bool] = lambda _: False
) -> Iterator[dict[str, Any]]:
    """Yield the objects of a state, the outer ones first, and none within one that ``is_whole``."""
    queue = deque([data])
    for _ in range(_MOST_NODES):
        if not queue:
            return
        node = queue.popleft()
        if isinstance(node, dict):
            yield node
            if is_whole(node):
                continue
        queue.extend(part for part in _parts(node) if isinstance(part, dict | list))


def _is_titled(node: dict[str, Any], wanted: str) -> bool:
    """Say whether an object, or a part of it that holds its text, has a title."""
    inside = [part for part in node.values() if isinstance(part, dict)]
    titles = (part.get(key) for part in (node, *inside) for key in _TITLE_KEYS)
    return any(_is_title(text, wanted) for text in titles)


def _is_title(value: Any, wanted: str) -> bool:
    return isinstance(value, str) and letters(_text(value)) == wanted


def _names(value: Any) -> Iterator[str]:
    """Yield the names in what a state says of authors: texts, objects, lists of them."""
    if isinstance(value, str):
        yield squash(normalise(value))
    elif isinstance(value, list):
        for item in value[:_MOST_PEOPLE]:
            if not isinstance(item, list):
                yield from _names(item)
    elif isinstance(value, dict):
        given = (keys for keys in _GIVEN_KEYS if any(key in value for key in keys))
        parts = [value[k] for keys in given for k in keys if isinstance(value.get(k), str)]
        name = next((value[key] for key in _NAME_KEYS if isinstance(value.get(key), str)), "")
        if name or parts:
            yield squash(normalise(name or " ".join(parts)))
        elif inner := next(
            (value[key] for key in _AROUND if isinstance(value.get(key), dict)), None
        ):
            yield from _names({key: part for key, part in inner.items() if key not in _AROUND})


def _states(root: Any) -> Iterator[Any]:
    for script in root.iter("script"):
        yield from _states_in(script.text or "", (script.get("type") or "").lower())
    for value in root.xpath(_LONG_VALUES):
        if value.lstrip()[:1] in "[{":
            yield from _decoded(value)


def _states_in(text: str, kind: str) -> Iterator[Any]:
    """Yield the states that a script holds: as data, pushed in rows, assigned to a variable."""
    if not text or len(text) > _LONGEST or "ld+json" in kind:
        return
    if "json" in kind or text.lstrip()[:1] in "[{":
        yield from _decoded(text)
        return
    for line in "".join(_pushed(text)).split("\n"):  # a row ends where its line does
        if row := _ROW.match(line):
            yield from _decoded(line[row.end() :])
    if assigned := _ASSIGNED.search(text):
        yield from _decoded(text[assigned.end() :])


def _pushed(text: str) -> Iterator[str]:
    """Yield the strings that a script pushes, of which the rows are made."""
    for found in _PUSHED.finditer(text):
        yield from _decoded(found[1])


def _decoded(text: str) -> Iterator[Any]:
    """Yield the JSON at the start of a text, whatever stands behind it."""
    try:
        yield json.JSONDecoder(strict=False).raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return


def _innermost(data: Any) -> Any:
    """Return the innermost part of a state that holds most of its prose."""
    texts, spans = _prose(data)
    ends = list(accumulate(map(len, texts), initial=0))

    def size(node: Any) -> int:
        first, last = spans.get(id(node), (0, 0))
        return ends[last] - ends[first]

    node = data
    while isinstance(node, dict | list):
        best = max(_parts(node), key=size, default=None)
        if best is None or not size(best) or size(best) < _SHARE * size(node):
            break
        node = best
    return node


def _prose(data: Any) -> tuple[list[str], dict[int, tuple[int, int]]]:
    """Return the prose in a state in its order, and which of it stands in which of its parts."""
    texts: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    stack = [data]
    while stack:
        node = stack.pop()
        if isinstance(node, _End):
            spans[id(node.of)] = (node.first, len(texts))
        elif isinstance(node, dict | list):
            stack.append(_End(node, len(texts)))
            stack.extend(reversed(_parts(node)))
        elif isinstance(node, str) and is_prose(_text(node)):
            texts.append(node)
    return texts, spans


def _markup(article: Any) -> str:
    """Return an article of a state as HTML: its prose in order, its parts with titles and pictures."""
    found: list[str] = []
    stack = [article]
    while stack:
        node = stack.pop()
        if isinstance(node, _Picture):
            found.append(node.markup)
        elif isinstance(node, str):
            if is_prose(_text(node)):
                found.append(node if _TAG.search(node) else f"<p>{html.escape(node)}</p>")
        elif isinstance(node, dict | list):
            if isinstance(node, dict) and node is not article and _has_own_prose(node):
                found.extend(_title_of_part(node))
                stack.extend(reversed([*_pictures_of_part(node)]))
            stack.extend(reversed(_parts(node)))
    return "\n".join(dict.fromkeys(found))


def _has_own_prose(node: dict[str, Any]) -> bool:
    return any(isinstance(text, str) and is_prose(_text(text)) for text in node.values())


def _title_of_part(node: dict[str, Any]) -> Iterator[str]:
    """Yield the title of a part of an article as a heading."""
    for key, value in node.items():
        title = _text(value) if isinstance(value, str) else ""
        if title and not is_prose(title) and _PART_TITLE.fullmatch(key.casefold()):
            yield f"<h3>{html.escape(title)}</h3>"
            return


def _pictures_of_part(node: dict[str, Any]) -> Iterator[_Picture]:
    """Yield the pictures that a part of an article names, with what they say in their place."""
    for key, value in node.items():
        if not _PART_PICTURES.fullmatch(key.casefold()):
            continue
        for picture in value if isinstance(value, list) else [value]:
            said = picture if isinstance(picture, dict) else {"url": picture}
            address, alt = said.get("url") or said.get("src"), said.get("alt")
            if isinstance(address, str) and _PICTURE_FILE.search(address):
                alt = html.escape(alt) if isinstance(alt, str) else ""
                yield _Picture(f'<p><img src="{html.escape(address)}" alt="{alt}"></p>')


def _parts(node: dict[str, Any] | list[Any]) -> list[Any]:
    return list(node.values()) if isinstance(node, dict) else node


def _text(markup: str) -> str:
    return squash(normalise(html.unescape(_TAG.sub(" ", markup))))
