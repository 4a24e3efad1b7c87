"""What a chat model says in place of a translation, or around it."""

from __future__ import annotations

from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.chatter import said


def refusals(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find refusals, and words of a chat model about its translation, that the source does not have."""
    del glossary
    source, target = source_lang(translation), target_lang(translation)
    for placed in placed_segments(translation):
        found = said(placed.segment.target, placed.segment.source, source, target)
        if found:
            message = "a model refuses" if found.refuses else "a model talks of it"
            yield placed.finding("refusals", f'{message}: "{found.words}"', Severity.ERROR)
