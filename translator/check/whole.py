"""Articles of which the input held only a part."""

from __future__ import annotations

from collections.abc import Iterator

from translator.article import Article, Finding, Severity, Translation
from translator.glossary.concept import Glossary


def whole(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find a translation of an article that is not whole."""
    del glossary
    yield from cut_findings(translation.article)


def cut_findings(article: Article) -> Iterator[Finding]:
    """Find an article of which a part is missing."""
    if article.cut:
        last = len(article.blocks) - 1
        yield Finding("cut", f"the article is not whole: {article.cut}", Severity.WARNING, last)
