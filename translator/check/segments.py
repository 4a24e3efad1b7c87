"""What the checks look at: segments with their place, and the languages of a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translator.article import Finding, Origin, Segment, Severity, TranslatedBlock, Translation

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment and the number of its block: -1 for the title."""

    block: int
    segment: Segment

    def finding(self, check: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
        """Return a finding about this segment."""
        segment = self.segment
        return Finding(check, message, severity, self.block, segment.source, segment.target)


def placed_blocks(translation: Translation) -> Iterator[tuple[int, TranslatedBlock]]:
    """Yield title and body with their numbers."""
    return enumerate((translation.title, *translation.blocks), start=-1)


def placed_segments(translation: Translation) -> Iterator[Placed]:
    """Yield every segment that was to be translated, texts that stand for pictures too."""
    for number, block in placed_blocks(translation):
        for segment in (*block.segments, *block.alt):
            if segment.origin is not Origin.COPY:
                yield Placed(number, segment)


def source_lang(translation: Translation) -> str:
    """Return the base language of the source: ``de`` for ``de-AT``."""
    return translation.route.languages[0].partition("-")[0]


def target_lang(translation: Translation) -> str:
    """Return the base language of the target."""
    return translation.lang.partition("-")[0]


def words(text: str) -> list[str]:
    """Return the words of a text as they are written, without numbers."""
    return _WORD.findall(text)


def quoted(items: list[str], limit: int = 3) -> str:
    """Return items for a message: the first few, in quotation marks."""
    shown = ", ".join(f'"{item}"' for item in items[:limit])
    more = len(items) - limit
    return f"{shown} and {more} more" if more > 0 else shown
