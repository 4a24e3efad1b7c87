"""Which pieces of a page are its article: trafilatura finds the text, the page's own tree the rest.

The engine underneath is trafilatura (https://github.com/adbar/trafilatura). Its output is read as a
vote: every piece of the page whose text it returned is a candidate. Around the candidates, pieces
are recovered that it loses (leads, paragraphs between two candidates), and everything that it lets
through is judged by the rules of this package.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from typing import Any

from translator.clean.normalise import normalise
from translator.clean.pieces import Piece

_PARAGRAPH = 80  # characters
_MOSTLY_LINKS = 0.3  # share of link text
_ENOUGH_TEXT = 200  # characters of prose
_ENOUGH_COVERED = 0.4  # of the page's prose
_LONG = 30  # letters from which a text is looked for anywhere, not only next in order
_NEAR = 4  # characters that may stand between two texts in order
_SPACE = str.maketrans("", "", " \t\n\r\u00a0")


def find_main(root: Any, pieces: Sequence[Piece]) -> list[bool]:
    """Say for each piece of a parsed page whether it belongs to the main content.

    trafilatura's fast mode decides where it finds most of the page's prose; where it finds little,
    its standard mode, which also asks readability and jusText. ``root`` is left as it is.
    """
    votes = vote(pieces, engine_text(root, fast=True))
    if _covers(pieces, votes):
        return votes
    return vote(pieces, engine_text(root, fast=False))


def _covers(pieces: Sequence[Piece], votes: Sequence[bool]) -> bool:
    """Say whether the candidates hold enough of the page's long paragraphs to be trusted."""
    prose = [
        (len(piece.text), voted)
        for piece, voted in zip(pieces, votes, strict=True)
        if len(piece.text) >= _PARAGRAPH and piece.links < _MOSTLY_LINKS
    ]
    found = sum(length for length, voted in prose if voted)
    return found >= _ENOUGH_TEXT and found >= _ENOUGH_COVERED * sum(length for length, _ in prose)


def engine_text(root: Any, *, fast: bool, recall: bool = False) -> str:
    """Return the text trafilatura finds in a parsed page."""
    import trafilatura
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    options = Extractor(
        fast=fast,
        recall=recall,
        comments=False,
        formatting=False,
        links=False,
        images=False,
        tables=True,
    )
    document: Any = trafilatura.bare_extraction(root, options=options)
    if document is None or document.body is None:
        return ""
    return "".join(document.body.itertext())


def vote(pieces: Sequence[Piece], text: str) -> list[bool]:
    """Say for each piece whether the engine's text holds it.

    Both are in the page's order, so a short piece counts only where it comes next; a long one
    counts anywhere.
    """
    whole = normalise(text).translate(_SPACE)
    keys = [piece.text.translate(_SPACE) for piece in pieces]
    later = Counter(keys)
    cursor = 0
    votes = []
    for key in keys:
        later[key] -= 1
        found = whole.find(key, cursor, cursor + len(key) + _NEAR)
        # An entry of a table of contents leaves the text further down to the heading itself.
        if found < 0 and len(key) >= _LONG and not later[key]:
            found = whole.find(key, cursor)
            if found < 0:
                votes.append(key in whole)
                continue
        if found >= 0 and key:
            cursor = found + len(key)
        votes.append(found >= 0 and bool(key))
    return votes
