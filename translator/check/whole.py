"""Articles of which the input held only a part."""

from __future__ import annotations

from collections.abc import Iterator

from translator.article import Article, Finding, Severity, Translation
from translator.glossary.concept import Glossary


def whole(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find a translation of an article that is not whole."""
    del glossary
    yield from article_findings(translation.article)


def article_findings(article: Article) -> Iterator[Finding]:
    """Find what is wrong with an article before any translation: its cleaned text says it, too."""
    if article.cut:
        last = len(article.blocks) - 1
        yield Finding("cut", f"the article is not whole: {article.cut}", Severity.WARNING, last)
