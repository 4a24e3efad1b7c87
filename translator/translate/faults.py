"""What is wrong with the numbers and names of a translation."""

from __future__ import annotations

from dataclasses import dataclass

from translator.language.names import Name
from translator.translate import amounts, lost_names
from translator.translate.amounts import Amount
from translator.translate.lost_names import Garbled

_LOST = 2  # cost of what is missing; a word or number from nowhere costs 1


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the languages of its translation."""

    source: str
    lang: str
    into: str


@dataclass(frozen=True, slots=True)
class Faults:
    """Numbers and names a target lacks, and what it has from nowhere.

    ``doubtful`` names may well be missing for a reason; they cost nothing.
    """

    numbers: tuple[Amount, ...] = ()
    names: tuple[Name, ...] = ()
    doubtful: tuple[Name, ...] = ()
    strays: tuple[Amount, ...] = ()
    garbled: tuple[Garbled, ...] = ()

    @property
    def cost(self) -> int:
        """Return how bad it is, 0 for a target with nothing wrong."""
        return _LOST * len(self.numbers + self.names) + len(self.strays) + len(self.garbled)

    @property
    def open(self) -> bool:
        """Say whether something is certainly missing."""
        return bool(self.numbers or self.names)


def find(pair: Pair, target: str) -> Faults:
    """Compare the numbers and names of a target with those of its source."""
    source, lang, into = pair.source, pair.lang, pair.into
    lost = lost_names.missing(source, target, lang, into)
    return Faults(
        numbers=amounts.missing(source, target, lang, into),
        names=tuple(name for name in lost if name.sure),
        doubtful=tuple(name for name in lost if not name.sure),
        strays=amounts.strays(source, target, lang, into),
        garbled=lost_names.garbled(source, target, into),
    )
