"""Render a version as one complete, accessible page without foreign resources, in which nothing runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape as escape_html
from importlib.resources import files
from itertools import groupby

from translator.article import Block, BlockKind, Cell, Image, Mark
from translator.language.data import language
from translator.language.writing import written_day
from translator.publish.address import is_link
from translator.publish.as_markdown import cells_of, is_shown, tables
from translator.publish.disclosure import (
    as_script,
    disclosed,
    news_article,
    review_values,
    shown_image,
)
from translator.publish.doubts import with_doubts
from translator.publish.escape import escape_html_text, plain, plain_lines, reference_braces
from translator.publish.inline import html
from translator.publish.notice import Notice, notice
from translator.publish.version import Version
from translator.seal import BLANK, seal


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
        **{f"translator:{key}": str(value) for key, value in review_values(version).items()},
        "translator:source-file": version.source_file,
        "translator:route": str(route) if route else "",
        "translator:engines": " + ".join(route.engines) if route else "",
        "translator:model-signature": route.signature if route else "",
        "translator:glossary-digest": version.glossary_digest,
        "translator:cut": version.cut,
        "translator:findings": counts if route else "",
        "translator:sentences": ", ".join(
            f"{n} {step}" for step, n in version.doubt_counts.items()
        ),
        **disclosed(version),
        "translator:content-digest": BLANK,
        "translator:draft-digest": version.draft,
    }
    for name, value in named.items():
        if plain(value):
            yield f'<meta name="{name}" content="{_text(value)}">'
    if route and is_link(meta.url):
        lang, url = _text(version.source_lang), _text(meta.url)
        yield f'<link rel="alternate" hreflang="{lang}" href="{url}">'
    if route:
        image = shown_image(version)
        picture = image.url if image and is_link(image.url) else ""
        linked = as_script(news_article(version, image=picture))
        yield f'<script type="application/ld+json">\n{linked}\n</script>'
    style = _style("article") + (_style("doubt") if with_doubts(version).shown else "")
    yield f"<style>\n{style}</style>"


@cache
def _style(name: str) -> str:
    return files("translator.publish").joinpath(f"templates/{name}.css").read_text("utf-8")


def _notice(said: Notice, version: Version) -> str:
    """Render the notice above the article, where nobody can miss it."""
    source = _text(version.source_lang)
    original = said.original and f'<cite lang="{source}">{_text(said.original)}</cite>'
    if said.url:
        original = f'<a href="{_text(said.url)}" hreflang="{source}">{original}</a>'
    says = " ".join(filter(None, [_text(said.statement), _text(said.label), original]))
    attribute = f' lang="{said.lang}" dir="ltr"' if said.lang != version.lang else ""
    name = _text(language(said.lang).site.machine)
    return f'<aside aria-label="{name}"{attribute}><p>{says}</p></aside>'


def _article(version: Version) -> Iterator[str]:
    doubtful = with_doubts(version)
    blocks = [block for block in doubtful.blocks if is_shown(block)]
    yield "<header>"
    if plain(version.title):
        yield f"<h1>{html(version.title, doubtful.title)}</h1>"
    leads = (block for block in blocks if block.kind is BlockKind.LEAD)
    yield from (f'<p class="lead">{html(b.text, b.marks)}</p>' for b in leads)
    yield from _byline(version)
    yield "</header>"
    yield from body_html([block for block in blocks if block.kind is not BlockKind.LEAD])


def body_html(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield blocks as HTML, those of one kind together: the items of a list, the rows of a table."""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        yield from _run(kind, list(run))


def byline(version: Version) -> str:
    """Return who wrote an article, as its language says it; empty where nobody is named."""
    author = plain(version.metadata.author)
    said = language(version.lang).site.byline or "{author}"
    return said.format(author=author) if author else ""


def _byline(version: Version) -> Iterator[str]:
    meta = version.metadata
    date, day = _text(meta.date), _text(written_day(plain(meta.date), version.lang))
    time = f'<time datetime="{date}">{day}</time>' if date else ""
    parts = [_text(byline(version)), _text(meta.source), time]
    if any(parts):
        yield f'<p class="byline">{" · ".join(filter(None, parts))}</p>'


def _run(kind: BlockKind, blocks: Sequence[Block]) -> Iterator[str]:
    """Render consecutive blocks of one kind."""
    match kind:
        case BlockKind.LIST_ITEM:
            yield from _list(blocks)
        case BlockKind.TABLE_ROW:
            for rows in tables(blocks):
                yield from _table(rows)
        case BlockKind.HEADING:
            for block in blocks:
                tag = f"h{min(max(block.level, 2), 6)}"
                yield f"<{tag}>{html(block.text, block.marks)}</{tag}>"
        case BlockKind.QUOTE:
            yield from (f"<blockquote><p>{html(b.text, b.marks)}</p></blockquote>" for b in blocks)
        case BlockKind.CODE:
            yield from (f"<pre><code>{_code(block.text)}</code></pre>" for block in blocks)
        case BlockKind.FIGURE:
            yield from (_figure(block) for block in blocks)
        case BlockKind.EMBED:
            yield from (f'<p class="embed">{html(b.text, b.marks)}</p>' for b in blocks)
        case _:
            yield from (f"<p>{html(block.text, block.marks)}</p>" for block in blocks)


def _list(items: Sequence[Block]) -> Iterator[str]:
    """Nest lists by depth; an item stays open while deeper ones follow."""
    tags: list[str] = []
    last: list[int] = []  # number of the last item, by depth
    for item in items:
        tag = "ol" if item.ordered else "ul"
        depth = min(max(item.level, 0), len(tags))
        while len(tags) > depth + 1:
            last.pop()
            yield f"</li></{tags.pop()}>"
        if len(tags) == depth + 1:
            yield "</li>"
            if tags[-1] != tag:
                last.pop()
                yield f"</{tags.pop()}>"
        if len(tags) == depth:
            tags.append(tag)
            last.append(0)
            yield f"<{tag}>"
        number = item.number if item.number is not None else last[-1] + 1
        counts_on = number == last[-1] + 1 or not item.ordered
        last[-1] = number
        value = "" if counts_on else f' value="{number}"'
        yield f"<li{value}>{html(item.text, item.marks)}"
    while tags:
        yield f"</li></{tags.pop()}>"


def _table(rows: Sequence[Block]) -> Iterator[str]:
    """Render a table that scrolls in itself where the screen is too narrow."""
    width = max(row.text.count("\t") + 1 for row in rows)
    covered: set[tuple[int, int]] = set()
    yield '<div class="table" tabindex="0"><table>'
    for number, row in enumerate(rows):
        contents = list(cells_of(row))
        cells = list(row.cells) or [Cell()] * len(contents)
        contents += [("", ())] * (width - len(contents))
        cells += [Cell()] * (width - len(cells))
        line = ""
        for column, (content, cell) in enumerate(zip(contents, cells, strict=True)):
            if (number, column) not in covered:
                line += _cell(*content, cell, header=number == 0)
            covered |= {
                (number + down, column + right)
                for down in range(cell.rows)
                for right in range(cell.columns)
            }
        yield f"<thead><tr>{line}</tr></thead><tbody>" if number == 0 else f"<tr>{line}</tr>"
    yield "</tbody></table></div>"


def _cell(text: str, marks: Sequence[Mark], cell: Cell, *, header: bool) -> str:
    tag = "th" if header or cell.header else "td"
    scope = ' scope="col"' if header else ' scope="row"' if cell.header else ""
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    align = f' style="text-align:{cell.align}"' if cell.align else ""
    return f"<{tag}{scope}{spans}{align}>{html(text, marks)}</{tag}>"


def _figure(block: Block) -> str:
    """Render a picture; where its caption stands beside it, it needs no other text."""
    image = block.image or Image()
    url, caption = _text(image.url), html(block.text, block.marks)
    credit = _text(image.credit)
    credit = credit and f'<span class="credit">{credit}</span>'
    says = " ".join(filter(None, [caption, credit]))
    picture = ""
    if url:
        alt = _text(image.alt)
        picture = f'<img src="{url}" alt="{alt}" loading="lazy" referrerpolicy="no-referrer">'
    return f"<figure>{picture}{f'<figcaption>{says}</figcaption>' if says else ''}</figure>"


def _text(text: str) -> str:
    return escape_html_text(plain(text))


def _code(text: str) -> str:
    return reference_braces(escape_html(plain_lines(text)))
