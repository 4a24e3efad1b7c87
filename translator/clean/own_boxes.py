"""Boxes and notes of an article that the engine passes over for their element or its name.

A box with facts beside the text, the notes below it, the name below a quotation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from translator.article import BlockKind
from translator.clean.normalise import letters
from translator.clean.pieces import (
    Piece,
    Place,
    Role,
    asked_once,
    is_prose,
    is_whole_sentence,
)
from translator.clean.rules import Context, heads_text, is_of_writer, judge, opens_box
from translator.clean.speech import speaks_to_readers
from translator.clean.surroundings import (
    is_quotation_source,
    is_text_box,
    notes_around,
    says_below_heading,
)
from translator.clean.walk import holds

_BOX = re.compile(r"(?<![a-z])(?:info|facts?|fakten)[-_]*(?:box|kasten)(?![a-z])")
_FACT = re.compile(r"\d|:\s")
_FACTS = 2  # items or rows
_ASKING = frozenset({"form", "input", "button", "iframe"})


def with_own_boxes(pieces: Sequence[Piece], votes: Sequence[bool]) -> list[bool]:
    """Add boxes with sentences or facts that stand in the text's element, notes, names below quotations."""
    homes = {
        level.number
        for piece, voted in zip(pieces, votes, strict=True)
        if voted and is_prose(piece.text)
        for level in piece.place.upwards()
    }
    prose = [index for index, voted in enumerate(votes) if voted and is_prose(pieces[index].text)]
    boxes: dict[int, list[int]] = defaultdict(list)
    named_boxes: set[int] = set()
    result = list(votes)
    for index, piece in enumerate(pieces):
        if votes[index] or not prose:
            continue
        notes = notes_around(piece.place)
        if is_quotation_source(piece.place) or (notes is not None and _stands_in(notes, homes)):
            result[index] = True
        elif index > prose[0] and (box := _box_around(piece.place, homes)) is not None:
            named = _says_box(box.describe())
            if index < prose[-1] or (named and index > prose[-1]):
                boxes[box.number].append(index)
                named_boxes |= {index} if named else set()
    for members in boxes.values():
        inside = [pieces[index] for index in members]
        if members[0] > prose[-1] and inside[0].kind is not BlockKind.HEADING:
            continue  # below the text boxes are also about the house and its programme
        named = members[0] in named_boxes
        if _is_own(inside, named=named) and not _is_said(pieces, votes, inside):
            for index in members:
                result[index] = True
    return result


def _is_said(pieces: Sequence[Piece], votes: Sequence[bool], inside: Sequence[Piece]) -> bool:
    """Say whether a sentence of a box stands in the candidates, too."""
    said = "\n".join(letters(p.text) for p, voted in zip(pieces, votes, strict=True) if voted)
    return any(is_prose(piece.text) and letters(piece.text) in said for piece in inside)


@lru_cache(maxsize=4096)  # elements of one name come by the hundred
def _says_box(names: str) -> bool:
    return bool(_BOX.search(names))


def _stands_in(place: Place, homes: set[int]) -> bool:
    return place.parent is not None and place.parent.number in homes


def _box_around(place: Place, homes: set[int]) -> Place | None:
    """Return the box around a place that stands in an element with running text of the article."""
    return next(
        (
            level
            for level in place.upwards()
            if _is_named_box(level) and level.number not in homes and _stands_in(level, homes)
        ),
        None,
    )


@asked_once
def _is_named_box(place: Place) -> bool:
    """Say whether an element is named after a box and asks nothing of its readers."""
    named = place.tag == "aside" or _says_box(place.describe())
    return named and place.element is not None and not holds(place.element, _ASKING)


def _is_own(inside: Sequence[Piece], *, named: bool) -> bool:
    """Say whether the pieces of a box are sentences or facts, and nothing in it points elsewhere.

    In one that is ``named`` after facts, below a heading, a short sentence counts as well.
    """
    facts = sum(
        piece.kind in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW} and bool(_FACT.search(piece.text))
        for piece in inside
    )
    short = named and says_below_heading(inside)
    return (
        is_text_box(inside)
        and (short or any(is_whole_sentence(piece.text) for piece in inside) or facts >= _FACTS)
        and not any(speaks_to_readers(p.text) or is_of_writer(p) or _is_chrome(p) for p in inside)
        and not (opens_box(inside[0]) and not heads_text(inside[0], inside[1:]))
    )


def _is_chrome(piece: Piece) -> bool:
    return judge(piece, Context()).role is not Role.BODY
