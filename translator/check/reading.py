"""What was wrong with the input: bytes that could not be read, text that had to be repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.article import Article, Finding, Translation
from translator.glossary.concept import Glossary
from translator.seal import BY_EDITOR

_LOST = re.compile("[^\\s\ufffd]{0,20}\ufffd[^\\s]{0,20}")


def reading(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find what was wrong with the input of a translation."""
    del glossary
    yield from input_findings(translation.article)


def input_findings(article: Article) -> Iterator[Finding]:
    """Yield the notes on an article's input, and the blocks in which a character is lost.

    What an editor put into the source is noted as well, and nothing to look at again.
    """
    for note in article.notes:
        if note.startswith(BY_EDITOR):
            continue
        yield Finding("input", note)
    for number, block in enumerate(article.blocks):
        lost = _LOST.search(block.text)
        if lost:
            message = f"a character is lost in the input: “{lost[0]}”"
            yield Finding("input", message, block=number, source=block.text)
