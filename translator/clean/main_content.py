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
from functools import cache
from typing import Any

from translator.article import BlockKind
from translator.clean.belonging import densest
from translator.clean.elements import BLOCK_ELEMENTS
from translator.clean.normalise import normalise
from translator.clean.parse import Trees
from translator.clean.pieces import (
    Piece,
    ends_sentence,
    is_prose,
    is_whole_sentence,
    says_something,
)

_PARAGRAPH = 80  # characters
_MOSTLY_LINKS = 0.3  # share of link text
_SHORT = 60  # characters of a paragraph that the engine drops for two short links in it
_ALL_LINKS = 0.8  # share of link text
_ENOUGH_TEXT = 200  # characters of prose
_ENOUGH_COVERED = 0.4  # of the page's prose
_LONG = 30  # letters from which a text is looked for anywhere, not only next in order
_MOST_INLINE = 300  # elements in one text; 5,000 cost the engine 6 s, the most on 556 pages are 316 (a comic of pictures)
_NEAR = 4  # characters that may stand between two texts in order
_UNSEEN, _WITHIN_TEXT = "unseen", "within-text"  # names of elements that no page has
# Texts are compared without spaces, quotation marks (a <q> has none in the page) and raised figures.
_SAME = (
    *zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ−–", "0123456789+-=()n--", strict=True),
    *((character, "") for character in " \t\n\r\u00a0„“”»«\"'‚‘’›‹"),
)
_PARTING = "\0"  # in no text of a page


def find_main(trees: Trees, pieces: Sequence[Piece]) -> list[bool]:
    """Say for each piece of a parsed page whether it belongs to the main content.

    trafilatura's fast mode decides where it finds most of the page's prose; where it finds little,
    its standard mode, which also asks readability and jusText, then its recall mode, then the
    container in which most of the prose stands. Inline elements in running text are taken out of
    the engine's tree.
    """
    _flatten(trees, pieces)
    votes = vote(pieces, engine_text(trees.root, fast=True))
    if not _covers(pieces, votes):
        votes = vote(pieces, engine_text(trees.root, fast=False))
    if not _holds_prose(pieces, votes):
        recalled = vote(pieces, engine_text(trees.root, fast=False, recall=True))
        votes = recalled if _holds_prose(pieces, recalled) else densest(pieces)
    return _with_linked_sentences(pieces, votes)


def _holds_prose(pieces: Sequence[Piece], votes: Sequence[bool]) -> bool:
    """Say whether running text is among the candidates, and not slogans only."""
    texts = [piece.text for piece, voted in zip(pieces, votes, strict=True) if voted]
    return any(map(is_prose, texts)) or sum(map(len, texts)) >= _ENOUGH_TEXT


def _with_linked_sentences(pieces: Sequence[Piece], votes: Sequence[bool]) -> list[bool]:
    """Add the sentences among the candidates that the engine took for rows of links."""
    return [
        voted
        or (
            0 < index < len(pieces) - 1
            and votes[index - 1]
            and votes[index + 1]
            and pieces[index - 1].place.parent is piece.place.parent
            and pieces[index + 1].place.parent is piece.place.parent
            and _is_linked_sentence(piece)
        )
        for index, (piece, voted) in enumerate(zip(pieces, votes, strict=True))
    ]


def _is_linked_sentence(piece: Piece) -> bool:
    """Say whether a piece is a sentence that names a few links or is one."""
    if not piece.links or piece.kind is not BlockKind.PARAGRAPH:
        return False
    if piece.links < _ALL_LINKS:
        return piece.has_own_text and len(piece.text) < _SHORT and ends_sentence(piece.text)
    return is_whole_sentence(piece.text)


def _flatten(trees: Trees, pieces: Sequence[Piece]) -> None:
    """Leave the engine no element within running text to stumble over, but for links.

    It drops some by their name (``time``, ``label``, ``button``) and any that is called ``author``
    or ``teaser``. On an element of its own that tells chrome; in the middle of a sentence it says
    nothing about the sentence, of which a half would be missing. Its time grows with the square of
    the elements in one text, so of very many none is left, whatever the text is.
    """
    from lxml import etree

    texts = {(id(p.inline), id(p.unseen)): p for p in filter(_is_flattened, pieces)}
    for piece in texts.values():  # pieces of one text share its elements
        for element in map(trees.twin, piece.unseen):
            element.tag = _UNSEEN
        for element in map(trees.twin, piece.inline):
            if element.tag == "a" and any(map(says_something, element.itertext())):
                _strip_attributes(element)  # the link stays: how much is links tells chrome
                continue
            if next(element.iterdescendants(BLOCK_ELEMENTS), None) is None:
                element.tag = _WITHIN_TEXT
    etree.strip_elements(trees.root, _UNSEEN, with_tail=False)
    etree.strip_tags(trees.root, _WITHIN_TEXT)


def _strip_attributes(link: Any) -> None:
    address = link.get("href")
    link.attrib.clear()
    if address is not None:
        link.set("href", address)


def _is_flattened(piece: Piece) -> bool:
    return len(piece.inline) > _MOST_INLINE or _is_running_text(piece)


def _is_running_text(piece: Piece) -> bool:
    """Say whether what stands in a piece belongs to its text, not to a row of labels."""
    if piece.kind in {BlockKind.HEADING, BlockKind.TABLE_ROW} or is_prose(piece.text):
        return True
    return piece.has_own_text and ends_sentence(piece.text)


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

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document: Any = trafilatura.bare_extraction(root, options=_options(fast, recall))
    if document is None or document.body is None:
        return ""
    return "".join(document.body.itertext())


@cache
def _options(fast: bool, recall: bool) -> Any:  # noqa: FBT001 - a cache's key
    """Return settings of the engine, which makes them from a file of its own each time."""
    from trafilatura.settings import Extractor

    return Extractor(
        fast=fast,
        recall=recall,
        comments=False,
        formatting=False,
        links=False,
        images=False,
        tables=True,
    )


def vote(pieces: Sequence[Piece], text: str) -> list[bool]:
    """Say for each piece whether the engine's text holds it.

    Both are in the page's order, so a short piece counts only where it comes next; a long one
    counts anywhere.
    """
    whole = _comparable(normalise(text))
    keys = _comparable(_PARTING.join(piece.text for piece in pieces)).split(_PARTING)
    keys = keys[: len(pieces)]  # of no piece there is no key
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


def _comparable(text: str) -> str:
    """Return a text without what may differ; replacing takes a sixth of the time of translating."""
    for character, same in _SAME:
        text = text.replace(character, same)
    return text
