"""Marked text as HTML for the desk: marks and terms are shown, links lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, unquote, urlsplit

from markupsafe import Markup, escape

from translator.article import Block, Image, MarkKind, TermOutcome, TermUse
from translator.picture_files import FOLDER

_TAGS = {
    MarkKind.STRONG: "strong",
    MarkKind.EMPHASIS: "em",
    MarkKind.CODE: "code",
    MarkKind.SUB: "sub",
    MarkKind.SUP: "sup",
    MarkKind.DELETED: "del",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of text and the tag around it."""

    start: int
    end: int
    opening: Markup
    closing: Markup


def marked(block: Block, start: int, end: int, terms: Iterable[Layer] = ()) -> Markup:
    """Return a part of a block as HTML whose text is that part, character for character."""
    text = block.text
    breaks = {mark.start for mark in block.marks if mark.kind is MarkKind.BREAK}
    layers = [*_layers(block), *terms]
    edges = {start, end, *breaks, *(at + 1 for at in breaks)}
    edges |= {edge for layer in layers for edge in (layer.start, layer.end)}
    parts: list[Markup] = []
    for one, other in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
        around = [layer for layer in layers if layer.start <= one and other <= layer.end]
        parts += [layer.opening for layer in around]
        parts.append(escape(text[one:other]))
        if one in breaks:
            parts.append(Markup("<br>"))
        parts += [layer.closing for layer in reversed(around)]
    return Markup("").join(parts)


def _layers(block: Block) -> Iterable[Layer]:
    for mark in block.marks:
        if mark.kind is MarkKind.LINK:
            opening = Markup('<span class="link" title="{}">').format(mark.href)
            yield Layer(mark.start, mark.end, opening, Markup("</span>"))
        elif mark.kind in _TAGS:
            tag = _TAGS[mark.kind]
            yield Layer(mark.start, mark.end, Markup(f"<{tag}>"), Markup(f"</{tag}>"))  # noqa: S704 - of our table


def term_layers(terms: Sequence[TermUse], shift: int, *, of_source: bool) -> list[Layer]:
    """Return the terms of a sentence that begins at ``shift``, on one of its two sides."""
    found = []
    for use in terms:
        span = use.source_span if of_source else use.target_span
        if span is None:
            continue
        missed = " missed" if use.outcome is TermOutcome.MISSED else ""
        said = f"{use.source} → {use.target}" + (" (missed)" if missed else "")
        opening = Markup('<span class="term{}" title="{}">').format(missed, said)
        found.append(Layer(span[0] + shift, span[1] + shift, opening, Markup("</span>")))
    return found


def local_picture(image: Image | None) -> str:
    """Return the desk's address of a picture that lies beside the versions; ``""`` for any other."""
    if image is None or not image.url or urlsplit(image.url).scheme or image.url.startswith("/"):
        return ""
    steps = unquote(urlsplit(image.url).path).split("/")
    rest = [step for step in steps if step not in (".", "..")]
    if not rest or rest[0] != FOLDER or ".." in steps[steps.index(FOLDER) :]:
        return ""
    return f"/picture/{quote('/'.join(rest[1:]))}"
