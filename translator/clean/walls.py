"""Offers to subscribe in the box that stands where a page does not show the rest of its article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from translator.clean.pieces import Piece, Place, Role, Verdict
from translator.clean.rules import Context, judge

_WALL = re.compile(
    r"(?<![a-z])(?:pay-?wall|reg-?wall|paid-?barrier|pay-?gate|piano-?offer|premium-?wall)(?![a-z])"
)
_LEVELS = 3  # innermost elements whose names count
_OFFERS = 2  # lines of such a box that offer to subscribe
_SHARE = 0.25  # of the text; a box that says more holds the text behind the wall
_OFFER = Verdict(Role.CHROME, "paywall", "stands in a box that offers to subscribe or log in")


def offers(pieces: Sequence[Piece], votes: Sequence[bool], total: int) -> dict[int, Verdict]:
    """Return verdicts, by index, for the candidates in boxes named after walls.

    Other lines of such a box offer to subscribe. The text behind a wall may be in an element named
    so as well; then it is most of the ``total`` characters of the candidates.
    """
    boxes: dict[int, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        wall = next((p for p in piece.place.upwards(_LEVELS) if is_wall(p)), None)
        if wall is not None:
            boxes[wall.number].append(index)
    return {
        index: _OFFER
        for members in boxes.values()
        if _is_offer([pieces[index] for index in members], total)
        for index in members
        if votes[index]
    }


def _is_offer(box: Sequence[Piece], total: int) -> bool:
    """Say whether lines of a box offer to subscribe, and what else it says is little."""
    others = [piece for piece in box if judge(piece, Context()).rule != _OFFER.rule]
    said = sum(len(piece.text) for piece in others)
    return len(box) - len(others) >= _OFFERS and said <= _SHARE * total


def is_wall(place: Place) -> bool:
    """Say whether an element is named after walls."""
    return _named(place.describe())


@lru_cache(maxsize=4096)  # elements of one name come by the hundred
def _named(names: str) -> bool:
    return bool(_WALL.search(names))
