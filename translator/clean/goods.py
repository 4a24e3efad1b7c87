"""Boxes within a text that sell something: a picture, a few words, a price, a button."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from translator.clean.pieces import Piece, Place, Role, Verdict, is_prose

_PRICE = re.compile(
    r"(?:(?:nur|ab|statt|jetzt|für|je|only|from)\s+)?(?:(?:€|EUR|CHF|\$|£)\s?)?\d{1,4}(?:[.,]\d\d|[.,][-–]+)?"
    r"\s?(?:€|EUR|Euro|CHF|Franken)?\*?",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"€|EUR|Euro|CHF|Franken|\$|£", re.IGNORECASE)
_NAMES = re.compile(
    r"(?<![a-z])(?:prices?|preise?|shops?|buy|kaufen|cart|warenkorb|paid-?box|checkout)(?![a-z])"
)
_LEVELS = 2  # elements around a price that may be called after it
_MOST_KEPT = 0.5  # of the text of a box may be among the candidates: with more it is the article's
_MOST_TAKEN = 0.1  # of the article's text; the boxes of the page that this was made for hold 0.02
FOR_SALE = Verdict(Role.CHROME, "advertising", "stands in a box that sells something")


def for_sale(pieces: Sequence[Piece], votes: Sequence[bool]) -> dict[int, Verdict]:
    """Return verdicts, by index, for the candidates in boxes around a price alone.

    The box stands between two paragraphs. It is the largest element around the price of which the
    engine passed over the most: an article that compares goods has them in its text, prices and all.
    """
    prose = [i for i, voted in enumerate(votes) if voted and is_prose(pieces[i].text)]
    between = range(prose[0] + 1, prose[-1]) if prose else range(0)
    priced = [pieces[index] for index in between if _is_price(pieces[index])]
    if not priced:
        return {}
    sizes: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for piece, voted in zip(pieces, votes, strict=True):
        for level in piece.place.upwards():
            sizes[level.number][voted] += len(piece.text)
    most = _MOST_TAKEN * sum(len(p.text) for p, voted in zip(pieces, votes, strict=True) if voted)
    boxes = {box.number for piece in priced if (box := _box(piece.place, sizes, most)) is not None}
    return {
        index: FOR_SALE
        for index in between
        if votes[index] and any(level.number in boxes for level in pieces[index].place.upwards())
    }


def _is_price(piece: Piece) -> bool:
    alone = bool(_PRICE.fullmatch(piece.text)) and bool(_CURRENCY.search(piece.text))
    return alone and any(_says_price(level.describe()) for level in piece.place.upwards(_LEVELS))


@lru_cache(maxsize=4096)  # elements of one name come by the hundred
def _says_price(names: str) -> bool:
    return bool(_NAMES.search(names))


def _box(place: Place, sizes: dict[int, list[int]], most: float) -> Place | None:
    """Return the largest element around a price most of whose text is no candidate's.

    It holds at most ``most`` characters of candidates.
    """
    found = None
    for level in place.upwards():
        passed, kept = sizes[level.number]
        if kept > most:
            break
        if kept > _MOST_KEPT * (passed + kept):
            if found is not None:
                break
            continue
        found = level
    return found
