"""Find the article in a document; keep a record of everything left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translator.article import Article, Block, Document, DocumentFormat
from translator.clean.link_addresses import web_address
from translator.settings import SiteRules

__all__ = ["clean"]


def clean(document: Document, sites: Sequence[SiteRules] = ()) -> Article:
    """Return the article that a document holds; what is left out is in ``Article.removed``.

    Addresses in it are ``http``, ``https`` or relative; any other is left out. ``sites`` are an
    editor's own rules; those for the host of ``document.url`` (or of a page's canonical address)
    apply.

    Raises:
        CleanError: there is no article in the document.
        UsageError: a selector in the rules is not CSS.
    """
    article = _clean(document, sites)
    meta = article.metadata
    return replace(
        article,
        metadata=replace(
            meta,
            title=meta.title or document.title,
            date=meta.date or document.date,
            url=web_address(meta.url),
        ),
        blocks=tuple(map(_with_safe_picture, article.blocks)),
        notes=(*document.notes, *article.notes),
        source_file=document.name,
    )


def _with_safe_picture(block: Block) -> Block:
    if block.image is None:
        return block
    return replace(block, image=replace(block.image, url=web_address(block.image.url)))


def _clean(document: Document, sites: Sequence[SiteRules]) -> Article:
    if document.format is DocumentFormat.HTML:
        from translator.clean.html import clean_html
        from translator.clean.unwrap import unwrap

        page = unwrap(document)
        article = clean_html(page.document, sites)
        return replace(article, removed=(*article.removed, *page.removed))
    if document.format is DocumentFormat.MARKDOWN:
        from translator.clean.markdown import clean_markdown

        return clean_markdown(document)
    from translator.clean.pasted import clean_text

    return clean_text(document, sites)
