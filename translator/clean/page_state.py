"""The text that a page carries for its scripts: JSON in elements and attributes, where nothing shows it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from translator.clean.normalise import normalise, squash
from translator.clean.pieces import is_prose

_ASSIGNED = re.compile(r"(?:window\.|self\.|var |const |let )?[\w$.\[\]\"']{2,60}\s*=\s*(?=[{\[])")
_PUSHED = re.compile(r"self\.__next_f\.push\(\[1,\s*(\"(?:[^\"\\]|\\.)*\")\]\)")
_ROW = re.compile(r"^\w{1,4}:(?=[\[{])", re.MULTILINE)
_TAG = re.compile(r"<[^<>]{1,400}>")
_LONGEST = 8_000_000  # characters of one script
_SHORTEST = 500  # characters of an attribute that may hold an article
_MOST_NODES = 200_000
_SHARE = 0.8  # of a node's prose that a part of it must hold to be looked into


def stated_article(root: Any) -> str:
    """Return the article in a page's state as HTML, or ``""``; ``root`` is the page's lxml tree."""
    best = max((_article(data) for data in _states(root)), key=len, default="")
    return best if is_prose(squash(_TAG.sub(" ", best))) else ""


def _states(root: Any) -> Iterator[Any]:
    for script in root.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if not text or len(text) > _LONGEST or "ld+json" in kind:
            continue
        if "json" in kind:
            yield from _decoded(text)
            continue
        rows = "".join(json.loads(found) for found in _PUSHED.findall(text))
        for found in _ROW.finditer(rows):
            yield from _decoded(rows[found.end() :])
        assigned = _ASSIGNED.search(text)
        if assigned:
            yield from _decoded(text[assigned.end() :])
    for element in root.xpath(".//*[@*[string-length(.) > 500]]"):
        for value in element.attrib.values():
            if len(value) > _SHORTEST and value.lstrip()[:1] in "[{":
                yield from _decoded(value)


def _decoded(text: str) -> Iterator[Any]:
    """Yield the JSON at the start of a text, whatever stands behind it."""
    try:
        yield json.JSONDecoder(strict=False).raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return


def _article(data: Any) -> str:
    """Return the prose in the innermost part of a state that holds most of it."""
    node = data
    texts = list(_texts(node))
    while isinstance(node, dict | list):
        parts = list(node.values()) if isinstance(node, dict) else node
        inner = [(list(_texts(part)), part) for part in parts if isinstance(part, dict | list)]
        best = max(inner, key=lambda item: _size(item[0]), default=None)
        if best is None or _size(best[0]) < _SHARE * _size(texts):
            break
        texts, node = best
    return "\n".join(dict.fromkeys(texts))


def _size(texts: list[str]) -> int:
    return sum(map(len, texts))


def _texts(data: Any) -> Iterator[str]:
    """Yield the prose in a part of a state, in its order, as HTML."""
    stack, seen = [data], 0
    while stack and seen < _MOST_NODES:
        node = stack.pop()
        seen += 1
        if isinstance(node, dict):
            stack.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, str) and is_prose(_text(node)):
            yield node if _TAG.search(node) else f"<p>{html.escape(node)}</p>"


def _text(markup: str) -> str:
    return squash(normalise(html.unescape(_TAG.sub(" ", markup))))
