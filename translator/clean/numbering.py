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
from translator.clean.dates import is_rest_of_date

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


def keep_numbers(blocks: Sequence[Block], numbers: Sequence[int | None]) -> list[Block]:
    """Return blocks whose numbered items will be published with the numbers they had.

    ``numbers`` has the number of each block, ``None`` for what has none. Items are counted as
    publishing does; one that would get another number becomes a paragraph (or, within a list, an
    item without one) that starts with its own. So does a second paragraph of an item, which would
    be counted as the next.
    """
    counts: list[tuple[bool, int]] = []  # numbered or not and last number, by depth
    result = []
    for block, number in zip(blocks, numbers, strict=True):
        if block.kind is not BlockKind.LIST_ITEM:
            counts.clear()
            result.append(block)
            continue
        depth = min(max(block.level, 0), len(counts))
        same = depth < len(counts) and counts[depth][0] == block.ordered
        following = counts[depth][1] + 1 if same else 1
        del counts[depth:]
        if not block.ordered or number == following:
            counts.append((block.ordered, following))
            result.append(block)
        else:
            text = block.text if number is None else f"{number}. {block.text}"
            if depth:
                counts.append((False, 1))
                result.append(replace(block, text=text, ordered=False))
            else:
                result.append(Block(BlockKind.PARAGRAPH, text))
    return result
