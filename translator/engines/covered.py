"""Names in the place of what a model must not touch: it copies a name whole, and builds the sentence.

Of sixteen sentences with addresses and placeholders the starter model kept all with a name in their
place in fifteen, and the rest of the sentence reads as if nothing had been there. Taken apart around
them instead, it translates fragments ("According to information from … It stays cold").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

_STEM = "XQ"  # no word or name of any language begins so


@dataclass(frozen=True, slots=True)
class Covered:
    """A sentence with names over the texts to keep."""

    text: str
    names: Mapping[str, str]  # name → what it covers

    @classmethod
    def of(cls, sentence: str, keep: Sequence[str]) -> Covered | None:
        """Cover the texts in a sentence; ``None`` if there are none, too many, or it has such names."""
        if not keep or _STEM in sentence or len(keep) > len(ascii_uppercase):
            return None
        pieces: list[str] = []
        rest, names = sentence, {}
        for letter, text in zip(ascii_uppercase, keep, strict=False):
            before, found, rest = rest.partition(text)
            if not found:
                return None
            names[_STEM + letter] = text
            pieces += [before, _STEM + letter]
        return cls("".join(pieces) + rest, names)

    def cover(self, target: str) -> str:
        """Put the names over the texts in the beginning of a target."""
        for name, text in self.names.items():
            target = target.replace(text, name, 1)
        return target

    def uncover(self, target: str) -> str:
        """Return the target with the texts in place, or nothing if a name is not there just once."""
        found = re.findall(rf"{_STEM}[A-Z]?", target)
        if sorted(found) != sorted(self.names):
            return ""
        return re.sub(rf"{_STEM}[A-Z]", lambda match: self.names[match.group()], target)
