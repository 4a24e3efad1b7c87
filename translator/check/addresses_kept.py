"""Addresses: of the web and mail, handles, file names and paths must not change in a translation."""

from __future__ import annotations

from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted
from translator.glossary.concept import Glossary
from translator.language.addresses import addresses
from translator.markup.verbatim import PLACEHOLDER


def addresses_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find addresses of the source that the target does not have."""
    del glossary
    for placed in placed_segments(translation):
        # A file name inside a placeholder belongs to that, and to the check of markup.
        source = PLACEHOLDER.sub(" ", placed.segment.source)
        missing = missing_texts(addresses(source), placed.segment.target)
        if missing:
            yield placed.finding("addresses", f"address changed: {quoted(missing)}", Severity.ERROR)


def missing_texts(wanted: list[str], target: str, most: int = 100) -> list[str]:
    """Return which of the first ``most`` different texts do not stand in a target as they are."""
    return [text for text in list(dict.fromkeys(wanted))[:most] if text not in target]
