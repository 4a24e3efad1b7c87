"""Web and mail addresses: they must not change in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted
from translator.glossary.concept import Glossary

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"„“”«»]+[^\s<>\"„“”«».,;:!?)\]'’]|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)


def addresses_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find web and mail addresses of the source that the target does not have."""
    del glossary
    for placed in placed_segments(translation):
        target = placed.segment.target
        missing = [a for a in _ADDRESS.findall(placed.segment.source) if a not in target]
        if missing:
            yield placed.finding("addresses", f"address changed: {quoted(missing)}", Severity.ERROR)


def without_addresses(text: str) -> str:
    """Return a text with its addresses blanked out."""
    return _ADDRESS.sub(" ", text)
