"""Further ``article`` elements of a page: articles that it loads below the first, or chapters of it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from translator.article import BlockKind
from translator.clean import labels
from translator.clean.pieces import Piece, Place, Role, Verdict, asked_once, is_prose
from translator.clean.publication_date import find

_ALL_LINK = 0.95  # share of the text; chosen by reading, not swept
_CARDS = 2  # teasers below each other


def in_other_articles(pieces: Sequence[Piece], votes: Sequence[bool]) -> dict[int, Verdict]:
    """Judge candidates in the articles that a page loads below the first one."""
    headed = {_article(piece.place) for piece in pieces if piece.tag == "h1"} - {0}
    if len(headed) <= 1:
        return {}
    articles = [
        _article(piece.place) if voted else 0 for piece, voted in zip(pieces, votes, strict=True)
    ]
    first = next((number for number in articles if number), 0)
    others = headed - {first}
    if first not in headed or _are_chapters(pieces, others):
        return {}
    verdict = Verdict(Role.CHROME, "next-article", "belongs to another article on the page")
    return {index: verdict for index, number in enumerate(articles) if number in others}


def in_cards_below(pieces: Sequence[Piece], votes: Sequence[bool]) -> dict[int, Verdict]:
    """Judge candidates in teasers below the page's article, each under a heading that is a link.

    Short news may be less text than the teasers below it. They stand outside of the ``article``
    element that holds the main heading and running text below it.
    """
    homes = {_article(piece.place) for piece in pieces if piece.tag == "h1"} - {0}
    inside = [_article(piece.place) in homes for piece in pieces]
    prose = [i for i, piece in enumerate(pieces) if inside[i] and votes[i] and is_prose(piece.text)]
    if len(homes) != 1 or not prose:
        return {}
    end = max(index for index, own in enumerate(inside) if own)
    cards: list[list[int]] = []
    for index in range(end + 1, len(pieces)):
        piece = pieces[index]
        if piece.kind is BlockKind.HEADING:
            cards.append([index] if piece.links >= _ALL_LINK else [])
        elif cards and cards[-1]:
            cards[-1].append(index)
    members = [card for card in cards if any(votes[i] for i in card)]
    verdict = Verdict(Role.CHROME, "teaser", "tells of another article below a linked heading")
    if len(members) < _CARDS:
        return {}
    return {index: verdict for card in members for index in card if votes[index]}


def _are_chapters(pieces: Sequence[Piece], articles: AbstractSet[int]) -> bool:
    """Say whether articles are chapters of one: no heading is a link, none has a date or author."""
    inside = [piece for piece in pieces if _article(piece.place) in articles]
    return not any(
        (piece.tag == "h1" and piece.links)
        or any(element.name == "time" for element in piece.inline)
        or (not is_prose(piece.text) and (find(piece.text) or labels.byline(piece.text)))
        for piece in inside
    )


@asked_once
def _article(place: Place) -> int:
    """Return the number of the outermost ``article`` element around a place, or 0."""
    return next(
        (level.number for level in reversed([*place.upwards()]) if level.tag == "article"),
        0,
    )
