"""Where links and emphases stand in English: ``python -m benchmarks.links --english [--read 100]``.

Over the pages of the set ``news`` and the news pages of ``clean2``: the articles are cleaned, the
sentences with marks translated with the shipped glossary, and each mark of these is looked for in the
translation. ``once``: links whose address stands once over a word at least; ``guessed``: links for whose
words the alignment gives none, which have a likely place. Whether they lie on the right words only
reading tells: ``--read`` prints so many of them, drawn with a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import clean_page
from benchmarks.sets import find_set, read_corpus
from benchmarks.tables import table, three
from translator.article import (
    Block,
    CarriedMark,
    MarkKind,
    Origin,
    Segment,
    Sentence,
    TranslatedBlock,
)
from translator.engines.routing import find_route
from translator.glossary import load_glossary
from translator.language.sentences import segment
from translator.settings import Settings
from translator.translate.hops import build_hops, translate_sentences
from translator.translate.marks import with_marks
from translator.translate.prepare import needs_translation

_KINDS = (MarkKind.LINK, MarkKind.STRONG, MarkKind.EMPHASIS)
_HEADS = ("marks", "once", "share", "guessed", "share")
_SEED = 11  # of what is read
_GLOSSARY = Path(__file__).resolve().parents[1] / "glossary"


@dataclass(frozen=True)
class Carried:
    """A mark with the texts below it."""

    mark: CarriedMark
    source: str
    target: str

    @property
    def once(self) -> bool:
        """Say whether it is there, over a whole word at least, and has its address."""
        there, text = self.mark.target, self.target
        if there is None or there.href != self.mark.source.href:
            return False
        inside = text[there.start : there.end]
        edges = text[max(0, there.start - 1) : there.start + 1], text[there.end - 1 : there.end + 1]
        return any(map(str.isalnum, inside)) and not any(
            len(edge) > 1 and edge.isalnum() for edge in edges
        )

    def __str__(self) -> str:
        there = self.mark.target
        after = _shown(self.target, there.start, there.end) if there else self.target
        before = _shown(self.source, self.mark.source.start, self.mark.source.end)
        return f"{before}\n  {after}{'  (guessed)' if self.mark.guessed else ''}"


def _shown(text: str, start: int, end: int) -> str:
    """Return a text around its marked part."""
    begin, stop = max(0, start - 120), end + 120
    return f"{text[begin:start]}[[{text[start:end]}]]{text[end:stop]}".replace("\n", " ")


def measure(folder: Path, names: Sequence[str]) -> list[Carried]:
    """Return the marks of all German articles with their places in English."""
    blocks = [
        block
        for name in names
        if (path := find_set(folder, name)) is not None
        for block in _blocks(path)
    ]
    cut = [(block, segment(block, "de")) for block in blocks]
    wanted = [text for block, sentences in cut for text in _marked(block, sentences)]
    hops = build_hops(
        find_route("de", "en", Settings(targets=("en",))), load_glossary((_GLOSSARY,))
    )
    done = translate_sentences(wanted, hops)
    found = []
    for block, sentences in cut:
        segments = tuple(
            Segment(s.text, done[s.text].text if s.text in done else s.text, s.tail, Origin.MACHINE)
            for s in sentences
        )
        translated = with_marks(TranslatedBlock(block, segments), ("de", "en"))
        found += [
            Carried(mark, block.text, translated.text)
            for mark in translated.marks
            if mark.source.kind in _KINDS
            and any(map(str.isalpha, block.text[mark.source.start : mark.source.end]))
        ]
    return found


def _blocks(path: Path) -> Iterator[Block]:
    corpus = read_corpus(path)
    for name in corpus.news:
        page = corpus.pages[name]
        article = clean_page(page.data, url=page.url)
        if article is not None and article.metadata.lang in ("", "de"):
            yield from (block for block in article.blocks if block.marks)


def _marked(block: Block, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield the sentences of a block that share a character with a mark."""
    start = 0
    for sentence in sentences:
        end = start + len(sentence.text)
        marked = any(mark.start < end and start < mark.end for mark in block.marks)
        if marked and needs_translation(block, sentence.text):
            yield sentence.text
        start = end + len(sentence.tail)


def print_english(folder: Path, names: Sequence[str], read: int) -> None:
    """Measure and print the table, and ``read`` links."""
    found = measure(folder, names)
    if not found:
        print(f"\nEnglish: no pages in {folder}; skipped (--sets FOLDER)")
        return
    rows = []
    for kind in _KINDS:
        some = [one for one in found if one.mark.source.kind is kind]
        once, guessed = (
            sum(values)
            for values in ((one.once for one in some), (one.mark.guessed for one in some))
        )
        shares = [three(number / max(1, len(some))) for number in (once, guessed)]
        rows.append((str(kind), [str(len(some)), str(once), shares[0], str(guessed), shares[1]]))
    print("\nlinks and emphases in English")
    print(table(_HEADS, rows))
    links = [one for one in found if one.mark.source.kind is MarkKind.LINK]
    for number, one in enumerate(
        random.Random(_SEED).sample(links, min(read, len(links))),  # noqa: S311 - no secret
        start=1,
    ):
        print(f"\n{number}. {one}")
