"""Learn from the edits that people made to published versions.

A published file is compared with the record of what the tool wrote: a sentence that somebody
changed becomes a correction, which wins over every model from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from translator.article import Block, TranslatedBlock, Translation
from translator.memory import HumanEntry
from translator.segment import segment


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one published version teaches; ``unclear`` counts changed blocks without a counterpart."""

    corrections: tuple[HumanEntry, ...]
    unclear: int = 0


def lesson(record: Translation, title: str, blocks: tuple[Block, ...], document: Path) -> Lesson:
    """Compare a version as published now with the record of how it was made.

    Blocks are aligned by their text (Ratcliff/Obershelp, ``difflib``); inside a changed block,
    sentences are paired when their number is the same, or taken as one when the source is one
    sentence.
    """
    source_lang, target_lang = record.route.languages[0], record.route.languages[-1]
    before = [record.title, *record.blocks]
    after = [title, *(block.text for block in blocks)]
    entries: list[HumanEntry] = []
    unclear = 0
    for old, new in align([block.text for block in before], after):
        pairs = None
        if old is not None and new is not None:
            if before[old].text == after[new]:
                continue
            pairs = _pairs(before[old], after[new], record.lang)
        if pairs is None:
            unclear += new is not None
            continue
        entries += [
            HumanEntry(source_lang, target_lang, source, target, document.as_posix())
            for source, target in pairs
        ]
    return Lesson(tuple(entries), unclear)


def align(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield index pairs of texts; ``None`` where one side has no counterpart."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for _, start_a, end_a, start_b, end_b in matcher.get_opcodes():
        same_count = end_a - start_a == end_b - start_b
        for offset in range(max(end_a - start_a, end_b - start_b)):
            old, new = start_a + offset, start_b + offset
            if same_count:
                yield old, new
            else:
                if old < end_a:
                    yield old, None
                if new < end_b:
                    yield None, new


def _pairs(block: TranslatedBlock, text: str, lang: str) -> list[tuple[str, str]] | None:
    """Pair the source sentences of a block with the edited target; ``None`` if it is unclear."""
    segments = [part for part in block.segments if part.source.strip()]
    if len(segments) == 1:
        return [(segments[0].source, text)] if text.strip() else None
    targets = [sentence.text for sentence in segment(Block(block.block.kind, text), lang)]
    if len(targets) != len(segments):
        return None
    return [
        (part.source, target)
        for part, target in zip(segments, targets, strict=True)
        if part.target != target
    ]
