"""How many links and emphases cleaning keeps: ``python -m benchmarks.links [--show]``.

Counted from the raw page by a few lines of their own (``benchmarks/runs.py``), over the pages of
the set ``news`` and the news pages of ``clean2``: every ``a`` with text and an address of the web
or a relative one (one that only points into the page is none), every ``strong`` or ``b`` and ``em``
or ``i``, where the text around it, up to the next block element, was kept. Found is what the
article has a mark for, of that kind, with the same text and for a link the same address, both
resolved against the page's. The last column is what is left of that in the Markdown that is
published, read with markdown-it.

``--english`` prints where they stand in a translation (``benchmarks/english_links.py``).

Text that stands on the page twice (as a teaser, for a narrow screen) counts once, as it agrees
best.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit

from markdown_it import MarkdownIt

from benchmarks.english_links import print_english
from benchmarks.peers import clean_page, decoded
from benchmarks.runs import MARKED, Inline, parse, runs_of
from benchmarks.sets import DEFAULT_SETS, HALVES, Page, find_set, half_of, read_corpus, squash
from benchmarks.tables import Row, table, three
from translator.article import Article
from translator.publish import render
from translator.publish.version import source_version

KINDS = ("link", "strong", "emphasis")
SETS = ("news", "clean2")
_HEADS = ("on the page", "kept", "share", "published", "share")
_RUN = 30  # letters and digits from which a text inside a block counts as kept, not found by chance
_NO_SIGN = re.compile(r"[\W_]+")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>\w+)>")
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")  # places to break a word: no part of a text
_LETTER = re.compile(r"[^\W\d_]")

Mark = tuple[str, str, str]  # kind, text, address


@dataclass(frozen=True)
class Kept:
    """The marks of a page whose text was kept, and which of them article and Markdown have."""

    wanted: Counter[Mark]
    found: Counter[Mark]
    published: Counter[Mark]


def count(page: Page) -> Kept:
    """Compare the links and emphases of a page with those of its article."""
    article = clean_page(page.data, url=page.url)
    if article is None:
        return Kept(Counter(), Counter(), Counter())
    have = Counter(marks_of(article, page.url))
    wanted = kept_marks(page, article, have)
    return Kept(wanted, wanted & have, wanted & Counter(published_marks(article, page.url)))


def marks_of(article: Article, url: str) -> Iterator[Mark]:
    """Yield the marks of an article as they are compared."""
    for block in article.blocks:
        for mark in block.marks:
            text = squash(block.text[mark.start : mark.end])
            yield from _mark(Inline(str(mark.kind), text, mark.href), url)


def published_marks(article: Article, url: str) -> Iterator[Mark]:
    """Yield the marks of the Markdown that is published of the cleaned article."""
    version = source_version(article, lang=article.metadata.lang or "und")
    body = render(version, "md").decode().split("\n---\n", 1)[-1]
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body):
        yield from _inline_marks(token.children or (), url)


def _inline_marks(tokens: Sequence[Any], url: str) -> Iterator[Mark]:
    """Yield the marks of one run of Markdown; the tags of HTML in it count, too."""
    opened: list[tuple[str, str, int]] = []
    text = ""
    for token in tokens:
        tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        name = tag["name"] if tag else token.tag
        if name in MARKED and (token.nesting == 1 or (tag and not tag["end"])):
            opened.append((MARKED[name], str(token.attrGet("href") or ""), len(text)))
        elif name in MARKED and opened and (token.nesting == -1 or tag):
            kind, href, start = opened.pop()
            yield from _mark(Inline(kind, text[start:], href), url)
        elif token.type in ("softbreak", "hardbreak"):
            text += " "
        elif token.type in ("text", "code_inline"):
            text += token.content


def kept_marks(page: Page, article: Article, have: Counter[Mark]) -> Counter[Mark]:
    """Return the marks of the raw page whose run of text is in the article."""
    root = parse(decoded(page).text)
    if root is None:
        return Counter()
    base = urljoin(page.url, next((str(href) for href in root.xpath("//base/@href")), ""))
    blocks = {_key(block.text) for block in article.blocks}
    whole = "".join(_key(block.text) for block in article.blocks)
    best: dict[str, Counter[Mark]] = {}
    for run in runs_of(root):
        key = _key(run.text)
        if key in blocks or (len(key) >= _RUN and key in whole):
            marks = Counter(mark for inline in run.inline for mark in _mark(inline, base))
            before = best.get(key)
            if before is None or (before - have).total() > (marks - have).total():
                best[key] = marks
    return sum(best.values(), Counter())


def _mark(inline: Inline, base: str) -> Iterator[Mark]:
    """Yield an inline element as it is compared, if it has a letter and, as a link, an address."""
    text, href = squash(_UNSEEN.sub("", normalize("NFC", inline.text))), inline.href.strip()
    if inline.kind not in KINDS or not _LETTER.search(text):
        return
    if inline.kind != "link":
        yield inline.kind, text, ""
    elif href and not href.startswith("#"):
        try:
            address = urljoin(base, href)
            scheme = urlsplit(address).scheme
        except ValueError:  # no address at all
            return
        if scheme in ("http", "https", ""):
            yield inline.kind, text, unquote(address)


def _key(text: str) -> str:
    return _NO_SIGN.sub("", text).lower()


def measure(folder: Path) -> dict[str, Kept]:
    """Return what was kept on each page, by set and id; sets that are absent are left out."""
    found: dict[str, Kept] = {}
    for name in SETS:
        path = find_set(folder, name)
        if path is not None:
            corpus = read_corpus(path)
            found |= {f"{name}/{page}": count(corpus.pages[page]) for page in corpus.news}
    return found


def print_links(
    folder: Path, halves: Sequence[str], *, markdown: bool = False, show: bool = False
) -> None:
    """Measure and print the table; ``show`` lists what is missing, of half a only."""
    kept = measure(folder)
    if not kept:
        print(f"\nlinks: no pages in {folder}; skipped (--sets FOLDER)")
        return
    for half in halves:
        pages = {name: one for name, one in kept.items() if half_of(name.partition("/")[2]) in half}
        print(f"\nlinks and emphases, {HALVES[half]}: {len(pages)} pages")
        print(table(_HEADS, [_row(kind, pages) for kind in (*KINDS, "all")], markdown=markdown))
    if show:
        _show({name: one for name, one in kept.items() if half_of(name.partition("/")[2]) == "a"})


def _row(kind: str, pages: Mapping[str, Kept]) -> Row:
    def total(marks: Counter[Mark]) -> int:
        return sum(number for mark, number in marks.items() if kind in (mark[0], "all"))

    wanted, found, published = (
        sum(total(marks) for marks in column)
        for column in (
            [one.wanted for one in pages.values()],
            [one.found for one in pages.values()],
            [one.published for one in pages.values()],
        )
    )
    shares = [three(number / max(1, wanted)) for number in (found, published)]
    return kind, [str(wanted), str(found), shares[0], str(published), shares[1]]


def _show(pages: Mapping[str, Kept]) -> None:
    for name, one in pages.items():
        for (kind, text, address), number in (one.wanted - one.found).items():
            print(
                f"{name}: {kind} {text!r} {address} {f'× {number}' if number > 1 else ''}".rstrip()
            )


def main(arguments: list[str] | None = None) -> int:
    """Count and print."""
    from argparse import ArgumentParser

    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sets", type=Path, default=DEFAULT_SETS, metavar="FOLDER")
    parser.add_argument("--half", choices=[*HALVES], action="append")
    parser.add_argument("--show", action="store_true", help="list what is missing on half a")
    parser.add_argument("--english", action="store_true", help="where they stand in English")
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print N links of these")
    given = parser.parse_args(arguments)
    if given.english:
        print_english(given.sets, SETS, given.read)
        return 0
    print_links(given.sets, given.half or ["ab", "b"], show=given.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
