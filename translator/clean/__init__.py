"""Find the article in a document; keep a record of everything left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from translator.article import Article, Document, DocumentFormat
from translator.settings import SiteRules

__all__ = ["clean"]


def clean(document: Document, sites: Sequence[SiteRules] = ()) -> Article:
    """Return the article that a document holds; what is left out is in ``Article.removed``.

    ``sites`` are an editor's own rules; those for the host of ``document.url`` (or of a page's
    canonical address) apply.

    Raises:
        CleanError: there is no article in the document.
    """
    if document.format is DocumentFormat.HTML:
        from translator.clean.html import clean_html

        return clean_html(document, sites)
    if document.format is DocumentFormat.MARKDOWN:
        from translator.clean.markdown import clean_markdown

        return clean_markdown(document)
    from translator.clean.pasted import clean_text

    rules = site_rules(document.url, sites)
    return clean_text(document, [re.compile(line) for line in rules.drop_lines] if rules else [])


def site_rules(url: str, sites: Sequence[SiteRules]) -> SiteRules | None:
    """Return the rules for the host of ``url``: the longest host that it is or lies under."""
    host = (urlsplit(url).hostname or "").lower()
    fitting = [site for site in sites if host == site.host or host.endswith(f".{site.host}")]
    return max(fitting, key=lambda site: len(site.host), default=None)
