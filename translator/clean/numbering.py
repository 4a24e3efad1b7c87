"""Numbers at the start of a line: those of list items, and those that belong to the text.

``3. Oktober`` and ``5. Bezirk`` begin like items of a list. A published list counts from 1, so an
item may only be one if it comes out with its number; every other number stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from translator.article import Block, BlockKind
from translator.clean.publication_date import is_rest_of_date
from translator.markup.marks import shifted

_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")


def number_of(line: str) -> int | None:
    """Return the number a line starts with as an item of a list does; a date starts with none."""
    found = _NUMBERED.match(line)
    return int(found["number"]) if found and not is_rest_of_date(line[found.end() :]) else None


def without_number(line: str) -> str:
    """Return a line without the number of its item."""
    return _NUMBERED.sub("", line, count=1)


def counted(lines: Sequence[str]) -> list[int | None]:
    """Return the number of each line that is an item of a list: those in a row that count 1, 2, …."""
    numbers = [number_of(line) for line in lines]
    starts = [number == 1 and following == 2 for number, following in pairwise([*numbers, None])]  # noqa: PLR2004
    result: list[int | None] = []
    for number, start in zip(numbers, starts, strict=True):
        last = result[-1] if result else None
        goes_on = last is not None and number == last + 1
        result.append(number if start or goes_on else None)
    return result


def stray_as_text(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which only items that count 1, 2, … are numbered.

    Where people write Markdown a line that starts with another number is text: ``5. Bezirk``. It
    becomes a paragraph (or, within a list, an item without a number) that starts with it.
    """
    counts: list[tuple[bool, int]] = []  # numbered or not and last number, by depth
    result = []
    for block in blocks:
        if block.kind is not BlockKind.LIST_ITEM:
            counts.clear()
            result.append(block)
            continue
        depth = min(max(block.level, 0), len(counts))
        same = depth < len(counts) and counts[depth][0] == block.ordered
        following = counts[depth][1] + 1 if same else 1
        del counts[depth:]
        if not block.ordered or block.number in {following, None}:
            counts.append((block.ordered, following))
            result.append(block)
            continue
        number = f"{block.number}. "
        marks = shifted(block.marks, len(number))
        item = replace(block, text=number + block.text, marks=marks, ordered=False, number=None)
        if depth:
            counts.append((False, 1))
        result.append(item if depth else replace(item, kind=BlockKind.PARAGRAPH))
    return result


def with_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which every item of a numbered list has a number, and every row of a table.

    A second paragraph of a numbered item has none: it becomes a paragraph, or within a list an item
    without a number. A row without a number goes on with the table above it.
    """
    result: list[Block] = []
    row = last = 0  # of the table: rows so far, and the number that the last one had in its page
    for block in blocks:
        if block.kind is not BlockKind.TABLE_ROW:
            row = last = 0
        if block.kind is BlockKind.TABLE_ROW:
            row = 1 if block.number is not None and block.number <= last else row + 1
            last = block.number or 0
            result.append(replace(block, number=row))
        elif block.kind is BlockKind.LIST_ITEM and block.ordered and block.number is None:
            if block.level:
                result.append(replace(block, ordered=False))
            else:
                result.append(replace(block, kind=BlockKind.PARAGRAPH, ordered=False))
        else:
            result.append(block)
    return result
