"""Who wrote a part of an article: the pro and the contra, a reply, the second of two columns.

Their names stand below the heading of a part or at its end, and are no byline of the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from translator.article import BlockKind
from translator.clean import labels
from translator.clean.elements import attribute
from translator.clean.normalise import letters
from translator.clean.people import people
from translator.clean.pieces import Piece, Role, is_prose, word_count
from translator.clean.rules import Context, judge

_FEWEST = 2  # parts, each by somebody else
_HEAD_WORDS = 6  # of the heading of a part: Pro; a teaser has the headline of an article
_CALLED = re.compile(r"author|autor|verfasser")
_FEW_LINKS = 0.5  # share of link text in the piece above a name; a teaser's has more


def names_of_parts(pieces: Sequence[Piece], votes: Sequence[bool]) -> dict[int, str]:
    """Return the names, by index, that stand beside paragraphs and say who wrote a part of a text.

    ``votes`` are the candidates for the text. One name alone is the byline of all of it.
    """
    found: dict[int, str] = {}
    homes = {
        id(piece.place.parent)
        for piece, voted in zip(pieces, votes, strict=True)
        if voted and is_prose(piece.text)
    }
    told = False
    for index, piece in enumerate(pieces):
        name = _name(piece) if id(piece.place.parent) in homes else ""
        above = pieces[index - 1] if index and votes[index - 1] else None
        heads = above is not None and above.kind is BlockKind.HEADING and above.level > 1
        if name and above is not None and (told or heads) and above.links < _FEW_LINKS:
            found[index] = name
        told = told or (votes[index] and is_prose(piece.text))
    return found if len(set(map(letters, found.values()))) >= _FEWEST else {}


def _name(piece: Piece) -> str:
    """Return the one name that a line says and nothing else, or ``""``."""
    if piece.kind is not BlockKind.PARAGRAPH:
        return ""
    if named := people([labels.byline(piece.text)]):
        return named[0] if len(named) == 1 else ""
    element = piece.place.element
    called = attribute(element, "class").lower() if element is not None else ""
    return piece.text if _CALLED.search(called) and labels.is_name(piece.text) else ""


def lines_of_parts(
    pieces: Sequence[Piece], headline: int, last: int, members: Collection[int]
) -> dict[int, str]:
    """Return the lines of a pasted text that name who wrote a part, with the name.

    Each stands right above the first paragraph of its part; a short line above it is the heading of
    the part, with the name ``""``. ``last`` is the last line of the article, ``members`` are those
    that are surely its.
    """
    named = {
        index: name
        for index in range(headline + 2, last)
        if index + 1 in members
        and is_prose(pieces[index + 1].text)
        and word_count(pieces[index - 1].text) <= _HEAD_WORDS
        and (name := _name(pieces[index]))
    }
    if len(set(map(letters, named.values()))) < _FEWEST:
        return {}
    heads = (index - 1 for index in named)
    return {i: "" for i in heads if judge(pieces[i], Context()).role is Role.BODY} | named
