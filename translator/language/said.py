"""What a source says, for those who write its translation in style; worked out when it is asked for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from translator.language.data import Style, language
from translator.language.numbers import negatives_in, values_in
from translator.language.times import HALF_DAY, times

Span = tuple[int, int]
Edit = tuple[Span, str]


@dataclass(frozen=True)
class Said:
    """What the source says, and the languages."""

    text: str
    lang: str
    into: str

    @cached_property
    def style(self) -> Style:
        return language(self.into).style

    @cached_property
    def values(self) -> set[str]:
        return values_in(self.text, self.lang)

    @cached_property
    def below_zero(self) -> set[str]:
        return negatives_in(self.text, self.lang)

    @cached_property
    def minutes(self) -> Counter[int]:
        """Return how often each minute of the day may be meant."""
        return Counter(minute for time in times(self.text, self.lang) for minute in time.minutes)

    @cached_property
    def surely(self) -> set[int]:
        """Return the minutes of times whose half of the day is beyond doubt: 17 Uhr, 9 to 17 Uhr.

        They are after noon, or beside one that is: this text counts to 24.
        """
        found = [time for time in times(self.text, self.lang) if len(time.minutes) == 1]
        after = {minute for time in found for minute in time.minutes if minute > HALF_DAY + 59}
        late = after or any(re.match(r"24|0?0(?!\d)", time.text) for time in found)
        return {minute for time in found for minute in time.minutes} if late else {0}


def ends(text: str, at: int, lang: str) -> bool:
    """Say whether nothing that may be counted or described stands behind: a mark, a function word."""
    rest = text[at:].lstrip()
    word = re.match(r"[^\W\d_]+", rest)
    if word:
        return bool(language(lang).words.function.fullmatch(word.group()))
    return not rest or rest[0] in '.,;:!?)]…”“"»'
