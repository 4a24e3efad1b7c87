"""Where on its page a text stood that was left out: behind which block of the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from translator.article import Article, Document, DocumentFormat
from translator.review.source.edits import label, squashed

_PROBE = 40  # characters of a text that are looked for; enough to tell paragraphs apart, not swept


def places_of(document: Document, article: Article) -> tuple[int, ...]:
    """Return for every text that was left out the number of the block it stood behind; -1 on top.

    What does not stand on the page in so many words is put behind the last block.
    """
    page = page_text(document)
    starts = _starts(page, [label(block) for block in article.blocks])
    found = []
    for one in article.removed:
        at = page.find(_probe(one.text))
        found.append(bisect_left(starts, at) - 1 if at >= 0 else len(starts) - 1)
    return tuple(found)


def page_text(document: Document) -> str:
    """Return all text of a document in one line."""
    if document.format is not DocumentFormat.HTML:
        return squashed(document.text)
    from bs4 import BeautifulSoup

    return squashed(BeautifulSoup(document.text, "lxml").get_text(" "))


def _starts(page: str, texts: Sequence[str]) -> list[int]:
    """Return where the blocks begin; one that is not found begins where the one before it does."""
    starts: list[int] = []
    for text in texts:
        last = starts[-1] if starts else 0
        at = page.find(_probe(text), last) if text else -1
        starts.append(max(at, last))
    return starts


def _probe(text: str) -> str:
    return squashed(text)[:_PROBE]
