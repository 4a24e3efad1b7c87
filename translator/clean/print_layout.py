"""Lines that the pages of a printed text bring along: their heads, feet and numbers.

Text copied from a PDF has them in the middle of sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from translator.clean.pieces import ends_sentence, is_prose

_NUMBER = re.compile(
    r"(?:Seite|Page|S\.|p\.)?\s*[-–—|]?\s*\d{1,4}\s*[-–—|]?(?:\s*(?:/|von|of)\s*\d{1,4})?"
)
_DIGITS = re.compile(r"\d+")
_LONGEST_HEAD = 80  # characters
_SHORTEST_HEAD = 6  # characters of a head that comes on every printed page
_GOES_ON = re.compile(r"[a-zäöüß]")
_VERSE = 2  # lines below its first one that come again with it
_REACH = 3  # lines of a page's foot and the next page's head, empty ones not counted
_HEAD_AND_NUMBER = 2  # lines


def page_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of lines that are the head, foot or number of a printed page.

    Such a line interrupts a sentence, alone or with others of its kind: what stands above it
    breaks off, what stands below it goes on (in small letters, or below a head and a number). It is
    a number, or it stands in the text more than once, its numbers not counted.
    """
    filled = [index for index, line in enumerate(lines) if line.strip()]
    texts = [lines[index].strip() for index in filled]
    copies = Counter(_DIGITS.sub("#", text) for text in texts if len(text) <= _LONGEST_HEAD)
    found: set[int] = set()
    known: set[str] = set()
    for position in range(len(texts) - 1):
        above = texts[position]
        if ends_sentence(above) or not (above[-1].isalpha() or above[-1] in "-,"):
            continue
        taken = []
        for other in range(position + 1, min(len(texts) - 1, position + 1 + _REACH)):
            if not _is_furniture(texts[other], copies):
                break
            taken.append(other)
        numbered = sum(bool(_NUMBER.fullmatch(texts[other])) for other in taken)
        head = numbered == 1 and len(taken) == _HEAD_AND_NUMBER
        goes_on = taken and (_GOES_ON.match(texts[taken[-1] + 1]) or head)
        if taken and _come_again(texts[taken[-1] + 1 :][:_VERSE], copies):
            continue
        if goes_on and len(above) > _SHORTEST_HEAD:
            found.update(taken)
            known.update(_DIGITS.sub("#", texts[other]) for other in taken)
    found |= {
        position
        for position, text in enumerate(texts)
        if _DIGITS.sub("#", text) in known and not _NUMBER.fullmatch(text)
    }
    return frozenset(filled[position] for position in found)


def _come_again(below: Sequence[str], copies: Counter[str]) -> bool:
    """Say whether what stands below a line comes again, too: then it is a refrain."""
    return all(copies[_DIGITS.sub("#", text)] > 1 for text in below)


def _is_furniture(text: str, copies: Counter[str]) -> bool:
    if _NUMBER.fullmatch(text):
        return True
    repeated = copies[_DIGITS.sub("#", text)] > 1
    return (
        repeated and len(text) >= _SHORTEST_HEAD and not is_prose(text) and not text[:1].islower()
    )
