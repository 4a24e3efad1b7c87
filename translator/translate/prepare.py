"""An article made ready for translation, once: its blocks, their sentences, the terms in them.

What a version is made from (``standing``), its translation and the digest of its glossary all
follow from the same sentences and matches, so these are worked out once and handed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from translator.article import Article, Block, BlockKind, Sentence
from translator.glossary.concept import Concept, concepts_digest
from translator.glossary.matcher import Matcher, TermMatch
from translator.language.sentences import segment

_KEPT = frozenset({BlockKind.CODE, BlockKind.EMBED})


@dataclass(frozen=True)
class Prepared:
    """An article in sentences: one tuple for the title, then one for each block of the body.

    ``alts`` are those of what stands for its picture.
    """

    article: Article
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[Sentence, ...], ...]
    alts: tuple[tuple[Sentence, ...], ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the distinct sentences in the order of their appearance."""
        every = (*self.sentences, *self.alts)
        found = (sentence.text for sentences in every for sentence in sentences)
        return tuple(dict.fromkeys(found))


def prepare(article: Article, lang: str) -> Prepared:
    """Split title and body, captions among it, into the sentences of ``lang``."""
    title = Block(BlockKind.HEADING, article.metadata.title, level=1)
    blocks = (title, *article.blocks)
    alts = (Block(BlockKind.PARAGRAPH, _alt(block)) for block in blocks)
    return Prepared(
        article,
        blocks,
        tuple(segment(block, lang) for block in blocks),
        tuple(segment(alt, lang) if alt.text else () for alt in alts),
    )


def _alt(block: Block) -> str:
    return block.image.alt if block.image else ""


@dataclass(frozen=True)
class Terms:
    """The glossary's terms in the sentences of an article, for one pair of languages."""

    matches: Mapping[str, tuple[TermMatch, ...]]

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """Return the concepts that occur, in the order of their appearance."""
        found = {m.concept.id: m.concept for some in self.matches.values() for m in some}
        return tuple(found.values())

    @property
    def digest(self) -> str:
        """Return a digest of these concepts: what of the glossary the translation depends on."""
        return concepts_digest(self.concepts)


def find_terms(prepared: Prepared, matcher: Matcher) -> Terms:
    """Look for the glossary's terms in every sentence."""
    return Terms({text: matcher.find(text) for text in prepared.texts})


def needs_translation(block: Block, text: str) -> bool:
    """Tell whether a sentence has anything to translate: words, or figures."""
    return block.kind not in _KEPT and any(map(str.isalnum, text))
