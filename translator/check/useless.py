"""Translations that are none: a model refused, left the text as it was, or said nothing."""

from __future__ import annotations

from translator.article import Origin, Severity, Translation
from translator.errors import EngineError

USELESS = frozenset({"empty", "untranslated", "refusals"})
"""Checks whose errors say that a segment was not translated at all."""


def require_translated(translation: Translation) -> None:
    """Refuse a translation that is none for the most part; doubt alone never stops anything.

    Raises:
        EngineError: most of its letters are in segments that a model refused, left as they were or
            left empty.
    """
    letters = sum(len(s.source) for s in translation.segments if s.origin is not Origin.COPY)
    lost = [
        segment
        for number, block in enumerate((translation.title, *translation.blocks), start=-1)
        for segment in block.segments
        if any(
            (finding.block, finding.source, finding.target)
            == (number, segment.source, segment.target)
            and finding.check in USELESS
            and finding.severity is Severity.ERROR
            for finding in translation.findings
        )
    ]
    if 2 * sum(len(segment.source) for segment in lost) > letters:
        raise EngineError(
            f"most of the version in {translation.lang!r} is no translation: {len(lost)} sentences "
            "were refused, left as they are or left empty; it is not published",
            hint="try another model, then run with --force",
        )
