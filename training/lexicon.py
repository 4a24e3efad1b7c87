"""Which pieces of one language stand where which of another do: the Dice coefficient.

Sentences of both languages say the same; a piece's partner is the one that most often stands in
the same sentences and seldom elsewhere (Dice 1945; Smadja et al. 1996 for translation).
"""

from __future__ import annotations

from collections import Counter, defaultdict

# Piece to (partner, Dice coefficient), best first.
Neighbours = dict[str, list[tuple[str, float]]]

_MOST = 3
_LEAST_SEEN = 3


def neighbours(ours: list[list[str]], theirs: list[list[str]], certain: float) -> Neighbours:
    """Return each piece's partners, those nearly as good as the best one included.

    Args:
        ours: sentences as pieces.
        theirs: the same sentences in the other language.
        certain: least coefficient of the best partner.
    """
    alone, other = Counter[str](), Counter[str]()
    together: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for left, right in zip(ours, theirs, strict=True):
        a, b = set(left), set(right)
        alone.update(a)
        other.update(b)
        for piece in a:
            together[piece].update(b)
    found: Neighbours = {}
    for piece, met in together.items():
        if alone[piece] < _LEAST_SEEN:
            continue
        dice = ((p, 2 * n / (alone[piece] + other[p])) for p, n in met.items())
        best = sorted(dice, key=lambda one: (-one[1], one[0]))[:_MOST]
        if best[0][1] >= certain:
            # Squared: a partner half as good counts for a quarter.
            found[piece] = [(p, d * d) for p, d in best if d > best[0][1] / 2]
    return found
