"""Translations of single sentences."""

from __future__ import annotations

from collections.abc import Sequence

from translator.article import (
    Article,
    Block,
    BlockKind,
    Metadata,
    Route,
    Segment,
    TranslatedBlock,
    Translation,
)


def translation_of(segments: Sequence[Segment], lang: str = "en") -> Translation:
    """Put each segment into a paragraph of its own; the title is empty."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, segment.source) for segment in segments)
    return Translation(
        article=Article(Metadata(), blocks),
        lang=lang,
        route=Route(("de", lang), ("test",), "0"),
        title=TranslatedBlock(Block(BlockKind.HEADING, "", level=1), ()),
        blocks=tuple(
            TranslatedBlock(block, (segment,))
            for block, segment in zip(blocks, segments, strict=True)
        ),
    )
