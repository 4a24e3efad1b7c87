"""Lists of links within a text that lead to other articles, and are none of this one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from translator.article import BlockKind, MarkKind
from translator.clean.link_addresses import host_of
from translator.clean.pieces import Piece, Role, Verdict, is_prose, is_whole_sentence, word_count
from translator.clean.speech import READER

_TEASERS = 2  # links below each other that interrupt the text
_TEASER_WORDS = 4  # words; chosen by reading, not swept
_ALL_LINK = 0.9  # share of the text; chosen by reading, not swept
_FEW_LINKS = 0.4  # share of the text; chosen by reading, not swept


def in_lists_of_teasers(pieces: Sequence[Piece], votes: Sequence[bool]) -> dict[int, Verdict]:
    """Judge links to other pages of the site that come one below the other between two sentences.

    What a colon announces, or a heading, is a list of the article's own.
    """
    verdict = Verdict(Role.CHROME, "related", "points to other articles")
    found: dict[int, Verdict] = {}
    run: list[int] = []
    for index, piece in enumerate(pieces):
        if votes[index] and _is_teaser(piece):
            run.append(index)
            continue
        if len(run) >= _TEASERS and votes[index] and is_prose(piece.text):
            above = next((i for i in range(run[0] - 1, -1, -1) if votes[i]), None)
            if above is not None and is_whole_sentence(pieces[above].text):
                found |= dict.fromkeys(run, verdict)
        run = []
    return found


def in_lists_for_readers(pieces: Sequence[Piece], votes: Sequence[bool]) -> dict[int, Verdict]:
    """Judge a list of links in the text whose heading speaks to the readers: ``Für Sie recherchiert``."""
    verdict = Verdict(Role.CHROME, "related", "points to other articles")
    found: dict[int, Verdict] = {}
    for index, piece in enumerate(pieces):
        if not votes[index] or piece.kind is not BlockKind.HEADING:
            continue
        below = [
            *takewhile(
                lambda i: pieces[i].kind is BlockKind.LIST_ITEM, range(index + 1, len(pieces))
            )
        ]
        linked = all(pieces[i].links >= _FEW_LINKS for i in below)
        called = READER.search(piece.text) and not piece.text.endswith(":")
        if called and linked and len(below) >= _TEASERS and len(_hosts(pieces, below)) == 1:
            found |= dict.fromkeys((index, *below), verdict)
    return found


def _hosts(pieces: Sequence[Piece], members: Iterable[int]) -> set[str]:
    """Return the hosts that the links in pieces lead to; ``""`` is the site's own."""
    marks = (mark for index in members for mark in pieces[index].marks)
    return {host_of(mark.href) for mark in marks if mark.kind is MarkKind.LINK}


def _is_teaser(piece: Piece) -> bool:
    """Say whether an item of a list is nothing but a link to another page of the site."""
    links = [mark.href for mark in piece.marks if mark.kind is MarkKind.LINK]
    return (
        piece.kind is BlockKind.LIST_ITEM
        and piece.links >= _ALL_LINK
        and word_count(piece.text) >= _TEASER_WORDS
        and all(href.startswith("/") and not href.startswith("//") for href in links)
    )
