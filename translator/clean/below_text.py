"""What an article still says below its last paragraph, in an element that is called something else.

A last paragraph in ``div.footer``, as systems for building pages name the lower part of a text; a
box of service with opening hours or telephone numbers. The footers, notes on authors and boxes of
a house stand there, too: those lead elsewhere, speak to the readers or tell of who writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.article import BlockKind, MarkKind
from translator.clean.phrases import words
from translator.clean.pieces import Piece, Place, Role, is_prose, is_whole_sentence
from translator.clean.rules import Context, is_of_writer, judge, opens_box
from translator.clean.speech import HOUSE, READER, without_quotes
from translator.clean.surroundings import named_element, stands_in_chrome

_ALSO_OF_TEXT = frozenset({"footer", "author", "authors", "autor", "autoren", "contributor"})
_NO_TEXT = re.compile(r"quote|zitat|caption|figure|bildtext|bildunterschrift|legend")
_ASKING = ("form", "input", "button", "iframe")
_BOX = re.compile(
    r"(?<![a-z])(?:service[-_]?(?:box|kasten|info)?|(?:info|facts?|fakten)[-_]?(?:box|kasten))(?![a-z])"
)
# What to call is said to the readers, too: Sie erreichen die Seelsorge unter 0800 …
_NUMBER = re.compile(r"\b(?:0800|116|110|112)\b")
_SERVICE = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)? ?(?:bis|–|-) ?\d{1,2}(?:[.:]\d\d)? ?Uhr|\bab \d{1,2}(?:[.:]\d\d)? Uhr"
    r"|\b0\d{2,5}[ /-]{0,3}\d[\d /-]{2,14}|\b\d+(?:,\d\d)? ?(?:Euro|€|Franken)|\b\d{4,5} [A-ZÄÖÜ][a-zäöü]+"
)
_ADDRESS = re.compile(r"@|www\.|\.[a-z]{2,}\b")
_OF_HOUSE = re.compile(
    r"\b(?:\w*[Rr]edaktion|\w*[Aa]bo(?:nnement)?s?|Lese(?:r|nde)\w*|Anzeigen\w*|Verlag\w*|Newsletter|Impressum|Presse\w*)\b"
)
_NAME_WORDS = 2  # of a first and a last name
_LEVELS = 2  # elements around the last paragraph that a box of service may stand in


def below_text(pieces: Sequence[Piece], votes: Sequence[bool]) -> set[int]:
    """Return the indices of the pieces right below the last paragraph that still are the article's.

    ``votes`` say which pieces are kept so far.
    """
    last = next(
        (
            index
            for index in range(len(pieces) - 1, -1, -1)
            if votes[index] and is_prose(pieces[index].text) and not stands_in_chrome(pieces[index])
        ),
        None,
    )
    if last is None:
        return set()
    homes = [place.number for place in pieces[last].place.upwards(_LEVELS + 1)][1:]
    found: set[int] = set()
    index = last + 1
    while index < len(pieces):
        members = [*_members(pieces, index, homes)]
        inside = [pieces[i] for i in members]
        if not members or not (_is_closing(inside, homes) or _is_service(inside)):
            break
        found.update(members)
        index = members[-1] + 1
    return found


def _members(pieces: Sequence[Piece], first: int, homes: Sequence[int]) -> Iterator[int]:
    """Yield the indices of the pieces in the box that begins at ``first``, if it stands in a home."""
    box = _box(pieces[first].place, homes)
    for index in range(first, len(pieces)):
        if box is None or not any(level is box for level in pieces[index].place.upwards()):
            break
        yield index


def _box(place: Place, homes: Sequence[int]) -> Place | None:
    """Return the outermost element around a piece that stands right in one of the homes."""
    levels = (level for level in place.upwards() if level.parent and level.parent.number in homes)
    return next(levels, None)


def _is_closing(inside: Sequence[Piece], homes: Sequence[int]) -> bool:
    """Say whether an element that is called like a footer goes on with the text above it."""
    return all(
        piece.kind is BlockKind.PARAGRAPH
        and piece.links == 0
        and is_whole_sentence(piece.text)
        and _is_of_text(piece, homes)
        and not (_addresses(piece.text) or is_of_writer(piece))
        and judge(piece, Context()).role is Role.BODY
        for piece in inside
    )


def _is_of_text(piece: Piece, homes: Sequence[int]) -> bool:
    """Say whether the element around a piece has a name that lower parts of texts have, or none."""
    place, name = named_element(piece.place)
    if place is None:
        return not (_begins_with_name(piece.text) or _NO_TEXT.search(piece.context))
    return (
        name in _ALSO_OF_TEXT
        and place is not None
        and place.tag != "footer"
        and place.parent is not None
        and place.parent.number in homes
        and not (name != "footer" and _begins_with_name(piece.text))
    )


def _begins_with_name(text: str) -> bool:
    said = text.split()[:_NAME_WORDS]
    return said[0].casefold() not in words("stopwords") and all(word[:1].isupper() for word in said)


def _is_service(inside: Sequence[Piece]) -> bool:
    """Say whether a box tells when, where or under which number: facts of its subject, no house's."""
    levels = list(inside[0].place.upwards(_LEVELS))
    called = any(level.tag == "aside" or _BOX.search(level.describe()) for level in levels)
    return (
        called
        and any(_SERVICE.search(piece.text) for piece in inside)
        and not (opens_box(inside[0]) or any(map(_leads_elsewhere, inside)))
        and not any(map(_is_of_house, inside))
        and all(judge(piece, Context()).role is Role.BODY for piece in inside)
        and not any(level.element and level.element.find(_ASKING) for level in levels[-1:])
    )


def _is_of_house(piece: Piece) -> bool:
    said = without_quotes(piece.text)
    speaks = HOUSE.search(said) or (READER.search(said) and not _NUMBER.search(said))
    return bool(speaks) or is_of_writer(piece) or bool(_OF_HOUSE.search(piece.text))


def _leads_elsewhere(piece: Piece) -> bool:
    """Say whether a link in a piece is no telephone number or address that is written out."""
    return any(
        mark.kind is MarkKind.LINK
        and not mark.href.startswith(("tel:", "mailto:"))
        and not _ADDRESS.search(piece.text[mark.start : mark.end])
        for mark in piece.marks
    )


def _addresses(text: str) -> bool:
    said = without_quotes(text)
    return bool(READER.search(said) or HOUSE.search(said))
