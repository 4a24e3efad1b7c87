"""Lists of facts: lines that name something and say what it is, ``Grafik: 8 GB``, one below the other.

A name in them may be the label of a credit, a source or an author. What a list of data, of a book
or of a house says of its subject is the article's; a list made of labels alone is the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from translator.article import BlockKind
from translator.clean.pieces import KEEP, OUTSIDE, Piece, Role, Verdict
from translator.clean.rules import Context, judge

_FACT = re.compile(r"(?P<name>[^\W_][^:.!?\n]{1,40}):\s*\S.{0,120}", re.DOTALL)
_SOURCE = re.compile(r"\W*(?:Quellen?|Daten(?:quelle)?|Sources?)(?: [^:]{1,30})?: ?\w")
_LABELS = {"source", "credit", "credits", "caption"}  # rules that know such a line
_DIGIT = re.compile(r"\d")
_REACH = 4  # lines above and below one among which others begin alike
_LONGEST_SOURCE = 200  # characters
_FEWEST = 3  # lines of a list
_FIGURES = re.compile(r"[–-]?\d[\d.,:]*(?: ?%)?(?:\s+[–-]?\d[\d.,:]*(?: ?%)?)*")
_FEWEST_OF = {1: 3, 2: 2}  # lines of a column of figures, rows of several
_FIRST_YEAR = 1000  # numbers that count on from here are years
_MOST_LABELS = 0.5  # of them may be known as labels of the page


def in_lists_of_facts(pieces: Sequence[Piece]) -> set[int]:
    """Return the indices of the lines in lists of facts, of which most are no labels of a page."""
    found: set[int] = set()
    numbered = enumerate(pieces)
    for fact, group in groupby(
        numbered, key=lambda item: _home(item[1]) if _is_fact(item[1]) else None
    ):
        members = [index for index, _ in group] if fact is not None else []
        if len(members) >= _FEWEST and _tells(pieces, members):
            found.update(members)
    return found


def rows_of_figures(pieces: Sequence[Piece]) -> set[int]:
    """Return the indices of lines of bare figures one below the other: what is left of a table.

    Rows have two figures or more each, a column at least three lines of one; numbers that count on
    are those of pages or pictures.
    """
    found: set[int] = set()
    numbered = enumerate(pieces)
    for sort, group in groupby(numbered, key=lambda item: _figures(item[1].text)):
        members = [index for index, _ in group]
        if len(members) >= _FEWEST_OF.get(sort, len(pieces) + 1):
            said = [int(pieces[index].text) for index in members if pieces[index].text.isdigit()]
            steps = {after - before for before, after in pairwise(said)}
            if not (sort == 1 and steps == {1} and said[0] < _FIRST_YEAR):
                found.update(members)
    return found


def _figures(text: str) -> int:
    """Return 1 for a line of one bare figure, 2 for one of several, 0 for any other."""
    count = len(text.split()) if _FIGURES.fullmatch(text) else 0
    return min(2, count)


def with_sources(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Give a table back the line right below it, or its last row, that says where its figures are from."""
    result = list(judged)
    for index in range(1, len(judged)):
        (above, kept), (piece, verdict) = result[index - 1], judged[index]
        if (
            above.kind is BlockKind.TABLE_ROW
            and kept.role is Role.BODY
            and (verdict.rule in _LABELS or (verdict is OUTSIDE and piece.tag == "figcaption"))
            and is_source(piece.text)
        ):
            result[index] = (piece, KEEP)
    return result


def with_linked_lines(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Give a list of lines back those that are links: ``02.11. – Konzert – Halle`` among others.

    They stand among lines of the article that begin alike, in elements like theirs.
    """
    result = list(judged)
    for index, (piece, verdict) in enumerate(judged):
        if verdict.rule == "link-line":
            beside = range(max(0, index - _REACH), min(len(judged), index + _REACH + 1))
            alike = [i for i in beside if _is_like(judged[i], piece)]
            if len(alike) >= _FEWEST:
                result[index] = (piece, KEEP)
    return result


def _is_like(other: tuple[Piece, Verdict], line: Piece) -> bool:
    """Say whether a piece of the article is a line beside a given one that begins with such figures."""
    piece, verdict = other
    shape = shape_of(line.text)
    return (
        verdict.role is Role.BODY
        and bool(shape)
        and piece.place.parent is line.place.parent
        and shape_of(piece.text) == shape
    )


def shape_of(text: str) -> str:
    """Return the first word of a line with every figure as 0 (``00.00.``), ``""`` if none is in it."""
    first = _DIGIT.sub("0", text.partition(" ")[0])
    return first if "0" in first else ""


def is_source(text: str) -> bool:
    """Say whether a line says where figures are from: ``Quelle: Statistisches Landesamt``."""
    return len(text) <= _LONGEST_SOURCE and bool(_SOURCE.match(text))


def _is_fact(piece: Piece) -> bool:
    if piece.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or piece.links:
        return False
    return bool(_FACT.fullmatch(piece.text))


def _home(piece: Piece) -> tuple[BlockKind, int]:
    """Return what the lines of one list share: their kind and the element around them."""
    return piece.kind, piece.place.parent.number if piece.place.parent else 0


def _tells(pieces: Sequence[Piece], members: Sequence[int]) -> bool:
    roles = [judge(pieces[index], Context()).role for index in members]
    return sum(role is not Role.BODY for role in roles) <= _MOST_LABELS * len(members)
