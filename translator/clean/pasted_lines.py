"""Pasted text in paragraphs, list items and rows, as the cleaning of pages has its pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from translator.article import BlockKind
from translator.clean.normalise import squash
from translator.clean.numbering import counted, without_number
from translator.clean.pieces import Piece, word_count
from translator.clean.print_layout import page_lines
from translator.clean.repair import unwrap
from translator.clean.verses import stanza, stanzas

_BULLET = re.compile(
    r"^(?:[-•▪◦‣·–]|\*(?! \d{1,2}\. ?(?:[A-ZÄÖÜ][a-zä]+|\d{1,2}\.) ?\d{4}\b))\s+(?=\S)"
)


def read_lines(raw: Sequence[str], rows: Mapping[int, str] = MappingProxyType({})) -> list[Piece]:
    """Return the paragraphs of the lines of a text as pieces; list marks become kinds.

    ``rows`` are the rows of tables by the index of their line.
    """
    lines = [(line, squash(text)) for line, text in unwrap(raw, page_lines(raw))]
    numbers = counted([text for _, text in lines])
    pieces = []
    counting = dict(zip((line for line, _ in lines), numbers, strict=True))
    places = {line: index for index, (line, _) in enumerate(lines)}
    for group in stanzas(lines):
        if len(group) > 1:
            pieces.append(stanza(group))
            continue
        line, text = group[0]
        index = places[line]
        number = counting[line]
        bullet = _BULLET.match(text)
        if number is not None and word_count(text):
            item = without_number(text)
            pieces.append(Piece(item, BlockKind.LIST_ITEM, line, ordered=True, number=number))
        elif bullet and (word_count(text) > 1 or _is_listed(lines, index, bullet[0])):
            pieces.append(Piece(text[bullet.end() :], BlockKind.LIST_ITEM, line))
        elif text:
            pieces.append(Piece(text, line=line))
    pieces += [Piece(row, BlockKind.TABLE_ROW, index + 1) for index, row in rows.items()]
    return sorted(pieces, key=lambda piece: piece.line) if rows else pieces


def _is_listed(lines: Sequence[tuple[int, str]], index: int, sign: str) -> bool:
    """Say whether a line with a single word stands beside items with the same sign: ``- 3 Eier``.

    Menus are copied as such lines, too, with stars or dots before them, and have no numbers.
    """
    if sign[0] not in "-–" and not any(map(str.isdigit, lines[index][1])):
        return False
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return word_count(lines[index][1]) > 0 and any(text.startswith(sign) for _, text in beside)


def breaks(lines: Sequence[str], pieces: Sequence[Piece]) -> list[bool]:
    """Say for each piece whether an empty line stands before it."""
    return [piece.line <= 1 or not lines[piece.line - 2].strip() for piece in pieces]
