"""Links through translation: whether each one has words in the target, and the right ones."""

from __future__ import annotations

from collections.abc import Iterator

from translator.article import BlockKind, CarriedMark, Finding, MarkKind, Severity, Translation
from translator.check.segments import placed_blocks, quoted
from translator.glossary.concept import Glossary


def links_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find links whose words the target does not seem to have: they lie over what is likeliest.

    What a published file says is looked at as it was made, without people's own links.
    """
    del glossary
    for number, block in placed_blocks(translation):
        if block.block.kind is BlockKind.EMBED:
            continue
        links = [mark for mark in block.marks if mark.source.kind is MarkKind.LINK]
        source, target = block.block.text, block.text
        for link in links:
            said = quoted([source[link.source.start : link.source.end]])
            if link.target is None:
                message = f"link without a place: {said} ({link.source.href})"
                yield Finding("links", message, Severity.WARNING, number, source, target)
            elif link.guessed:
                message = f"link on other words? {said} is on {_words(link, target)}"
                yield Finding("links", message, Severity.NOTE, number, source, target)


def _words(link: CarriedMark, target: str) -> str:
    return quoted([target[link.target.start : link.target.end]]) if link.target else ""
