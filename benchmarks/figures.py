"""The figures of cleaning by name, as the tables print them and the floors pin them.

Figures of text that was pasted are made from the same pages, rendered as a browser copies them
(with inscriptis) and cleaned from that text alone; no peer reads that.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Collection, Mapping

from benchmarks.peers import clean_page, pasted, record_of
from benchmarks.sets import FROZEN, Corpus, Record, score, score_articles, squash

STRING_FIGURES = {  # the name of a figure: the heading of its column
    "de-f1": "DE F1",
    "news-f1": "NEWS F1",
    "news-perfect": "perfect",
    "pasted-news-f1": "pasted F1",
    "pasted-news-perfect": "perfect",
}
ARTICLE_FIGURES = {
    "f1": "F1",
    "whole": "whole",
    "end": "end",
    "lead": "lead",
    "author": "author",
    "date": "date",
    "title": "title",
    "captions": "captions",
    "captions-precision": "prec.",
    "pictures": "pictures",
    "pictures-precision": "prec.",
    "pasted-f1": "pasted F1",
    "pasted-whole": "whole",
}
METADATA = (
    "title",
    "author",
    "date",
    "lead",
)  # figures of the frozen set, besides those of strings
_SCORED = {  # what the scorer of a set of articles calls a figure, and what a record must say for it
    "f1": ("f1", ""),
    "whole": ("whole", ""),
    "end": ("end", "blocks"),
    "lead": ("lead", "lead"),
    "author": ("author", "author"),
    "date": ("date", "date"),
    "title": ("title", "title"),
    "captions": ("caps", "captions"),
    "captions-precision": ("caps_p", "captions"),
    "pictures": ("pics", "images"),
    "pictures-precision": ("pics_p", "images"),
}


def string_figures(
    corpus: Corpus,
    texts: Mapping[str, str],
    pasted_texts: Mapping[str, str],
    ids: Collection[str],
) -> dict[str, float]:
    """Return the figures of a set of strings over the pages ``ids``.

    A figure is left out where texts for it are: those of pages that are not of news, or of pasted
    pages.
    """
    news = [name for name in corpus.news if name in ids]
    found = score(corpus, texts, news)
    figures = {"news-f1": found.f1, "news-perfect": found.perfect}
    if any(name in texts for name in ids if name not in news):
        figures["de-f1"] = score(corpus, texts, ids).f1
    if pasted_texts:
        found = score(corpus, pasted_texts, news)
        figures |= {"pasted-news-f1": found.f1, "pasted-news-perfect": found.perfect}
    return figures


def article_figures(
    corpus: Corpus,
    records: Mapping[str, Record],
    pasted_records: Mapping[str, Record],
    ids: Collection[str],
) -> dict[str, float]:
    """Return the figures of a set of articles; those of things that no record names are left out."""
    found = score_articles(corpus, records, ids)
    figures = {
        name: found[scored]
        for name, (scored, field) in _SCORED.items()
        if not field or any(_says(record, field) for record in records.values())
    }
    if pasted_records:
        found = score_articles(corpus, pasted_records, ids)
        figures |= {"pasted-f1": found["f1"], "pasted-whole": found["whole"]}
    return figures


def _says(record: Record, field: str) -> bool:
    if field == "images":
        return any(image.get("url") for image in record.get("images") or ())
    return bool(record.get(field))


def metadata_figures(
    corpus: Corpus, records: Mapping[str, Record], ids: Collection[str]
) -> dict[str, float]:
    """Return the share of the pages ``ids`` that have a title, author … on which it is right.

    Names are compared as a set, of the date only the day.
    """
    figures = {}
    for name in METADATA:
        having = [page for page in ids if corpus.truth[page][name]]
        right = sum(
            _said(name, records[page]) == _said(name, corpus.truth[page]) for page in having
        )
        figures[name] = right / max(1, len(having))
    return figures


def _said(name: str, record: Record) -> object:
    text = squash(str(record.get(name) or ""))
    if name == "author":
        return frozenset(text.split(", "))
    return text[: len("2024-12-31")] if name == "date" else text


def own_records(corpus: Corpus, ids: Collection[str]) -> dict[str, Record]:
    """Return what this tool makes of the pages and pasted texts ``ids``."""
    pages = {name: corpus.pages[name] for name in ids}
    return {name: record_of(clean_page(page.data, page.file)) for name, page in pages.items()}


def own_pasted(corpus: Corpus, ids: Collection[str]) -> dict[str, Record]:
    """Return what this tool makes of the pages ``ids`` pasted as text; nothing without inscriptis."""
    if importlib.util.find_spec("inscriptis") is None:
        return {}
    return {name: record_of(clean_page(pasted(corpus.pages[name]), "page.txt")) for name in ids}


def texts_of(records: Mapping[str, Record]) -> dict[str, str]:
    """Return the text in each record."""
    return {name: str(record.get("text") or "") for name, record in records.items()}


def own_figures(corpus: Corpus, *, news_only: bool = False) -> dict[str, float]:
    """Return the figures of this tool, over the pages of news hosts only if time is short."""
    ids = list(corpus.news if news_only else corpus.pages)
    records, copied = own_records(corpus, ids), own_pasted(corpus, corpus.news)
    if corpus.articles:
        return article_figures(corpus, records, copied, ids)
    figures = string_figures(corpus, texts_of(records), texts_of(copied), ids)
    if corpus.path == FROZEN:
        figures |= metadata_figures(corpus, records, ids)
    return figures
