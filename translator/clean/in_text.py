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
from translator.clean.pieces import Piece, Place, is_prose, is_whole_sentence
from translator.clean.rules import is_of_writer, opens_box
from translator.clean.speech import HOUSE, READER, without_quotes

_NO_BOX = frozenset({"article", "figure", "figcaption", "nav", "form", "dialog", "table"})
_ASKING = ("form", "input", "iframe")
# A sentence of the article once more, shortened, or what a picture shows.
_SAYS_AGAIN = re.compile(r"quote|zitat|caption|bildtext|bildunterschrift")


def in_text(pieces: Sequence[Piece], votes: Sequence[bool], chrome: Sequence[bool]) -> set[int]:
    """Return the indices of the pieces in such elements.

    They stand beside kept paragraphs, one above and one below them; ``votes`` say which pieces are
    kept so far, ``chrome`` which of them stand in an element named after chrome.
    """
    spans: dict[int, tuple[int, int]] = {}
    for index, (piece, voted, named) in enumerate(zip(pieces, votes, chrome, strict=True)):
        home = piece.place.parent
        if voted and not named and home is not None and is_prose(piece.text):
            spans[home.number] = (spans.get(home.number, (index, index))[0], index)
    boxes: dict[int, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        box = _box(piece.place, index, spans)
        if box is not None:
            boxes[box.number].append(index)
    return {
        index
        for number, members in boxes.items()
        if _is_running([pieces[index] for index in members], number)
        for index in members
    }


def _box(place: Place, index: int, spans: Mapping[int, tuple[int, int]]) -> Place | None:
    """Return the element around a piece that stands between paragraphs, ``None`` if none does."""
    for level in place.upwards():
        first, last = spans.get(level.parent.number if level.parent else 0, (index, index))
        if first < index < last:
            return level
    return None


def _is_running(box: Sequence[Piece], number: int) -> bool:
    """Say whether an element holds whole sentences, headings at most besides, and addresses nobody."""
    sentences = [piece for piece in box if is_whole_sentence(piece.text)]
    return bool(sentences) and all(
        piece.links == 0
        and (is_whole_sentence(piece.text) or _is_heading(piece))
        and not any(_is_no_passage(level) for level in _inside(piece.place, number))
        and not (_addresses(piece.text) or is_of_writer(piece))
        for piece in box
    )


def _inside(place: Place, number: int) -> Iterator[Place]:
    """Yield the elements around a place out to that of a number."""
    for level in place.upwards():
        yield level
        if level.number == number:
            break


def _is_no_passage(place: Place) -> bool:
    element = place.element
    asks = element is not None and element.find(_ASKING) is not None
    return asks or place.tag in _NO_BOX or bool(_SAYS_AGAIN.search(place.describe()))


def _is_heading(piece: Piece) -> bool:
    label = piece.text.endswith(":")
    return piece.kind is BlockKind.HEADING and not label and not opens_box(piece)


def _addresses(text: str) -> bool:
    said = without_quotes(text)
    return bool(READER.search(said) or HOUSE.search(said))
