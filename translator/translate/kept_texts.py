"""Addresses, file names and placeholders that a model changed: {Name} for {name}, kuesten-bote.de.

Engines of this program cover such texts before their model sees them (``engines/covered.py``); this is
for all others, and for what escapes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from translator.language.addresses import ADDRESS
from translator.markup.verbatim import PLACEHOLDER

Edit = tuple[tuple[int, int], str]

_ALIKE = 0.6  # of the characters of two addresses; not swept
_MOST = 20  # of them in a sentence


def put_back(source: str, target: str) -> Iterator[Edit]:
    """Yield how to write what is of the source's texts in another spelling in the target.

    A placeholder takes the place of the only one from nowhere, an address that of one like it.
    """
    for pattern, least in ((PLACEHOLDER, 0.0), (ADDRESS, _ALIKE)):
        ours = Counter(match.group() for match in pattern.finditer(source))
        theirs = [match for match in pattern.finditer(target) if match.group() not in ours]
        lost = list((ours - Counter(m.group() for m in pattern.finditer(target))).elements())
        if not lost or len(lost) != len(theirs) or len(lost) > _MOST:
            continue
        for text in lost:
            like = {match: _likeness(text, match.group()) for match in theirs}
            best = max(theirs, key=lambda match: like[match])
            rivals = sum(_likeness(other, best.group()) >= like[best] for other in lost)
            if like[best] >= (least if len(lost) == 1 else _ALIKE) and rivals == 1:
                yield best.span(), text


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
