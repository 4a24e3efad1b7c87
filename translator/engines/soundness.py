"""What a target looks like when the search has gone wrong."""

from __future__ import annotations

from collections.abc import Sequence


def in_circles(pieces: Sequence[str]) -> bool:
    """Say whether one to twelve pieces with a letter come three times or more in a row."""
    for size in range(1, 13):
        run = 0
        for at in range(size, len(pieces)):
            run = run + 1 if pieces[at] == pieces[at - size] else 0
            # size * 2 equal steps are three rounds; a single piece needs one more ("ha ha ha").
            if run >= max(size * 2, 3) and any(map(str.isalpha, "".join(pieces[at - size : at]))):
                return True
    return False


def torn(target: str, prefix: str) -> bool:
    """Say whether a letter or digit stands right behind a prefix that ends with one."""
    rest = target[len(prefix) :]
    return bool(prefix and rest and prefix[-1].isalnum() and rest[0].isalnum())
