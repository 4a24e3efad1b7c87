"""Render a version as one complete, accessible page without scripts or foreign resources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape as escape_html
from importlib.resources import files
from itertools import groupby

from translator.article import Block, BlockKind, Image
from translator.publish.address import is_link
from translator.publish.escape import plain, plain_lines, reference_braces
from translator.publish.notice import Notice, notice
from translator.publish.seal import BLANK, seal
from translator.publish.version import Version


def render_html(version: Version) -> bytes:
    """Return the version as a UTF-8 HTML page, sealed with its own digest.

    Pictures are linked to where they are; everything else is in the page.
    """
    said = notice(version)
    lines = [
        "<!doctype html>",
        f'<html lang="{_text(version.lang)}" dir="{direction(version.lang)}">',
        "<head>",
        *_head(version),
        "</head>",
        "<body>",
        *([_notice(said, version)] if said else []),
        "<main>",
        "<article>",
        *_article(version),
        "</article>",
        "</main>",
        "</body>",
        "</html>",
    ]
    return seal("\n".join(lines) + "\n")


def direction(lang: str) -> str:
    """Return ``ltr`` or ``rtl`` for a language (CLDR)."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _head(version: Version) -> Iterator[str]:
    meta = version.metadata
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(version.title)}</title>"
    counts = ", ".join(f"{count} {name}" for name, count in version.finding_counts.items())
    route = version.route
    named = {
        "description": version.lead,
        "author": meta.author,
        "date": meta.date,
        "keywords": ", ".join(meta.tags),
        "generator": version.generator,
        "translator:review": version.state.value,
        "translator:source-file": version.source_file,
        "translator:route": str(route) if route else "",
        "translator:engines": " + ".join(route.engines) if route else "",
        "translator:model-signature": route.signature if route else "",
        "translator:glossary-digest": version.glossary_digest,
        "translator:cut": version.cut,
        "translator:findings": counts if route else "",
        "translator:content-digest": BLANK,
    }
    for name, value in named.items():
        if plain(value):
            yield f'<meta name="{name}" content="{_text(value)}">'
    if route and is_link(meta.url):
        lang, url = _text(version.source_lang), _text(meta.url)
        yield f'<link rel="alternate" hreflang="{lang}" href="{url}">'
    yield f"<style>\n{_style()}</style>"


@cache
def _style() -> str:
    return files("translator.publish").joinpath("templates/article.css").read_text("utf-8")


def _notice(said: Notice, version: Version) -> str:
    """Render the notice above the article, where nobody can miss it."""
    source = _text(version.source_lang)
    original = said.original and f'<cite lang="{source}">{_text(said.original)}</cite>'
    if said.url:
        original = f'<a href="{_text(said.url)}" hreflang="{source}">{original}</a>'
    says = " ".join(filter(None, [_text(said.statement), _text(said.label), original]))
    attribute = f' lang="{said.lang}" dir="ltr"' if said.lang != version.lang else ""
    return f'<aside role="note"{attribute}><p>{says}</p></aside>'


def _article(version: Version) -> Iterator[str]:
    blocks = [block for block in version.blocks if plain(block.text)]
    figures = [figure for image in version.images if (figure := _figure(image))]
    yield "<header>"
    if plain(version.title):
        yield f"<h1>{_text(version.title)}</h1>"
    yield from (f'<p class="lead">{_text(b.text)}</p>' for b in blocks if b.kind is BlockKind.LEAD)
    yield from _byline(version)
    yield "</header>"
    yield from figures[:1]
    body = [block for block in blocks if block.kind is not BlockKind.LEAD]
    for kind, run in groupby(body, key=lambda block: block.kind):
        yield from _run(kind, list(run))
    yield from figures[1:]


def _byline(version: Version) -> Iterator[str]:
    meta = version.metadata
    date = _text(meta.date)
    day = f'<time datetime="{date}">{date[:10]}</time>' if date else ""
    parts = [_text(meta.author), _text(meta.source), day]
    if any(parts):
        yield f'<p class="byline">{" · ".join(filter(None, parts))}</p>'


def _run(kind: BlockKind, blocks: Sequence[Block]) -> Iterator[str]:
    """Render consecutive blocks of one kind."""
    match kind:
        case BlockKind.LIST_ITEM:
            yield from _list(blocks)
        case BlockKind.TABLE_ROW:
            yield from _table(blocks)
        case BlockKind.HEADING:
            for block in blocks:
                tag = f"h{min(max(block.level, 2), 6)}"
                yield f"<{tag}>{_text(block.text)}</{tag}>"
        case BlockKind.QUOTE:
            yield from (f"<blockquote><p>{_text(b.text)}</p></blockquote>" for b in blocks)
        case BlockKind.CODE:
            yield from (f"<pre><code>{_code(block.text)}</code></pre>" for block in blocks)
        case _:
            yield from (f"<p>{_text(block.text)}</p>" for block in blocks)


def _list(items: Sequence[Block]) -> Iterator[str]:
    """Nest lists by depth; an item stays open while deeper ones follow."""
    tags: list[str] = []
    for item in items:
        tag = "ol" if item.ordered else "ul"
        depth = min(max(item.level, 0), len(tags))
        while len(tags) > depth + 1:
            yield f"</li></{tags.pop()}>"
        if len(tags) == depth + 1:
            yield "</li>"
            if tags[-1] != tag:
                yield f"</{tags.pop()}>"
        if len(tags) == depth:
            tags.append(tag)
            yield f"<{tag}>"
        yield f"<li>{_text(item.text)}"
    while tags:
        yield f"</li></{tags.pop()}>"


def _table(rows: Sequence[Block]) -> Iterator[str]:
    """Render a table that scrolls in itself where the screen is too narrow."""
    cells = [row.text.split("\t") for row in rows]
    width = max(len(row) for row in cells)
    yield '<div class="table" tabindex="0"><table>'
    for number, row in enumerate(cells):
        tag = 'th scope="col"' if number == 0 else "td"
        end = tag[:2]
        padded = row + [""] * (width - len(row))
        line = "".join(f"<{tag}>{_text(cell)}</{end}>" for cell in padded)
        yield f"<thead><tr>{line}</tr></thead><tbody>" if number == 0 else f"<tr>{line}</tr>"
    yield "</tbody></table></div>"


def _figure(image: Image) -> str:
    """Render a picture; its caption stands beside it, so its alternative text stays empty."""
    url, caption, credit = _text(image.url), _text(image.caption), _text(image.credit)
    if not url and not caption:
        return ""
    credit = credit and f'<span class="credit">{credit}</span>'
    says = " ".join(filter(None, [caption, credit]))
    picture = ""
    if url:
        picture = f'<img src="{url}" alt="" loading="lazy" referrerpolicy="no-referrer">'
    return f"<figure>{picture}{f'<figcaption>{says}</figcaption>' if says else ''}</figure>"


def _text(text: str) -> str:
    return reference_braces(escape_html(plain(text)))


def _code(text: str) -> str:
    return reference_braces(escape_html(plain_lines(text)))
