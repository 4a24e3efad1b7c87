"""What language files say of habits: how a variety writes what another has, and what English gets wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Variety:
    """How one variety writes what another has: ``spellings`` inside words, and whole ``words``."""

    spellings: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Habits:
    """What decides about corrections of a language.

    Behind ``labels`` a letter is a name: option a. ``spelled`` acronyms are read letter by letter
    though they look like words, ``you`` finds the beginnings of words with u that sound like *you*.
    """

    labels: re.Pattern[str] = _NEVER
    spelled: re.Pattern[str] = _NEVER
    you: re.Pattern[str] = _NEVER
