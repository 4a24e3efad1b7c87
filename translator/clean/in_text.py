"""Running text in an element between two paragraphs: the article goes on in it, whatever its name.

Names of elements are evidence. A theme calls a passage ``infobox``, ``author`` or ``teaser``, and
the chrome of other pages has the same names; but that stands at the edges, links elsewhere or
speaks to its readers. Whole sentences in the middle of the text that do neither are its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from translator.article import BlockKind
from translator.clean.pieces import Piece, Place, asked_once, is_prose, is_whole_sentence
from translator.clean.rules import is_of_writer, opens_box
from translator.clean.speech import HOUSE, READER, without_quotes
from translator.clean.walk import holds

_NO_BOX = frozenset({"article", "figure", "figcaption", "nav", "form", "dialog", "table"})
_ASKING = frozenset({"form", "input", "iframe"})
# A sentence of the article once more, shortened, or what a picture shows.
_SAYS_AGAIN = re.compile(r"quote|zitat|caption|bildtext|bildunterschrift")


_Level = tuple[Place, int, int]


def in_text(pieces: Sequence[Piece], votes: Sequence[bool], chrome: Sequence[bool]) -> set[int]:
    """Return the indices of the pieces in such elements, of those that hold more than kept text.

    They stand beside kept paragraphs, one above and one below them; ``votes`` say which pieces are
    kept so far, ``chrome`` which of them stand in an element named after chrome.
    """
    spans: dict[int, tuple[int, int]] = {}
    for index, (piece, voted, named) in enumerate(zip(pieces, votes, chrome, strict=True)):
        home = piece.place.parent
        if voted and not named and home is not None and is_prose(piece.text):
            spans[home.number] = (spans.get(home.number, (index, index))[0], index)
    boxes: dict[int, list[int]] = defaultdict(list)
    known: dict[int, tuple[_Level, ...]] = {}
    first = min((start for start, _ in spans.values()), default=0)
    last = max((stop for _, stop in spans.values()), default=0)
    for index in range(first + 1, last):
        levels = _levels(pieces[index].place, spans, known)
        box = next((level for level, start, stop in levels if start < index < stop), None)
        if box is not None:
            boxes[box.number].append(index)
    return {
        index
        for number, members in boxes.items()
        if not all(votes[index] and not chrome[index] for index in members)
        and _is_running([pieces[index] for index in members], number)
        for index in members
    }


def _levels(
    place: Place | None, spans: Mapping[int, tuple[int, int]], known: dict[int, tuple[_Level, ...]]
) -> tuple[_Level, ...]:
    """Return the elements around a piece, innermost first, that stand beside kept paragraphs.

    Each comes with the first and the last of the paragraphs; what is ``known`` is not asked again.
    """
    if place is None or place.element is None:
        return ()
    if place.number not in known:
        outer = _levels(place.parent, spans, known)
        span = spans.get(place.parent.number if place.parent else 0)
        known[place.number] = ((place, *span), *outer) if span else outer
    return known[place.number]


def _is_running(box: Sequence[Piece], number: int) -> bool:
    """Say whether an element holds whole sentences, headings at most besides, and addresses nobody."""
    sentences = [piece for piece in box if is_whole_sentence(piece.text)]
    return bool(sentences) and all(
        piece.links == 0
        and (is_whole_sentence(piece.text) or _is_heading(piece))
        and not (_addresses(piece.text) or is_of_writer(piece))
        and not any(_is_no_passage(level) for level in _inside(piece.place, number))
        for piece in box
    )


def _inside(place: Place, number: int) -> Iterator[Place]:
    """Yield the elements around a place out to that of a number."""
    for level in place.upwards():
        yield level
        if level.number == number:
            break


@asked_once
def _is_no_passage(place: Place) -> bool:
    if place.tag in _NO_BOX or _SAYS_AGAIN.search(place.describe()):
        return True
    return place.element is not None and holds(place.element, _ASKING)


def _is_heading(piece: Piece) -> bool:
    label = piece.text.endswith(":")
    return piece.kind is BlockKind.HEADING and not label and not opens_box(piece)


def _addresses(text: str) -> bool:
    said = without_quotes(text)
    return bool(READER.search(said) or HOUSE.search(said))
