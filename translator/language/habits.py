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
    """What decides about corrections of a language, see ``language/indefinite.py`` and ``slips.py``.

    Behind ``labels`` a letter is a name: option a. ``spelled`` acronyms are read letter by letter
    though they look like words, ``you`` finds the beginnings of words with u that sound like *you*.
    ``joined`` stand before a hyphen only (mid-). ``repeated`` words may stand twice, the function
    words ``never_twice`` surely not; ``small`` ones may belong to a phrase that does. ``contracted``
    are endings with what they stand for, and the words that they hang on. ``countable`` nouns need an
    article or a plural, but for those whose forms are ``alike``, and end before ``behind_noun``.
    """

    labels: re.Pattern[str] = _NEVER
    spelled: re.Pattern[str] = _NEVER
    you: re.Pattern[str] = _NEVER
    joined: re.Pattern[str] = _NEVER
    repeated: re.Pattern[str] = _NEVER
    never_twice: re.Pattern[str] = _NEVER
    small: re.Pattern[str] = _NEVER
    contracted: Mapping[str, str] = field(default_factory=dict)
    countable: re.Pattern[str] = _NEVER
    alike: re.Pattern[str] = _NEVER
    behind_noun: re.Pattern[str] = _NEVER
