"""The last step before a machine's target is published: it is set as its language sets texts.

Of the typography of a language (``language/typography.py``) nothing touches code, addresses and
placeholders, the house's terms, and what people wrote: corrections from the memory stay to the letter.
The memory keeps what the model said, and the checks have read it: what they found goes along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.article import (
    Block,
    BlockKind,
    CarriedMark,
    MarkKind,
    Origin,
    Segment,
    TranslatedBlock,
    Translation,
)
from translator.language.typography import PASSES, Change, Moves, changed, changes
from translator.markup.verbatim import VERBATIM

_NOT_SET = frozenset({BlockKind.CODE, BlockKind.EMBED})
_MACHINES = (Origin.MACHINE, Origin.MEMORY)


def typeset(translation: Translation) -> Translation:
    """Return a translation with what the machine wrote set as the target language sets it."""
    before = (translation.title, *translation.blocks)
    title, *blocks = after = [_at_rest(block, translation.lang) for block in before]
    said = {
        (number, old.source, old.target): new.target
        for number, pair in enumerate(zip(before, after, strict=True), start=-1)
        for old, new in zip(*map(_all_segments, pair), strict=True)
    }
    findings = tuple(
        replace(f, target=said.get((f.block, f.source, f.target), f.target))
        for f in translation.findings
    )
    return replace(translation, title=title, blocks=tuple(blocks), findings=findings)


def _all_segments(block: TranslatedBlock) -> tuple[Segment, ...]:
    return block.segments + block.alt


def _at_rest(block: TranslatedBlock, lang: str) -> TranslatedBlock:
    """Return a block that setting it again would not change; one that never comes to rest stays."""
    if block.block.kind in _NOT_SET:
        return block
    made = block
    for _ in range(PASSES):
        again = _set(made, lang)
        if again == made:
            return made
        made = again
    return made if _set(made, lang) == made else block


def _set(block: TranslatedBlock, lang: str) -> TranslatedBlock:
    alt = block.alt
    if alt:
        alone = TranslatedBlock(Block(BlockKind.PARAGRAPH, ""), alt)
        alt = _segments(alone, _found(alone, lang))
    found = _found(block, lang)
    if not found:
        return replace(block, alt=alt)
    moves = Moves(found)
    marks = tuple(_moved(mark, moves) for mark in block.marks)
    return replace(block, segments=_segments(block, found), marks=marks, alt=alt)


def _moved(mark: CarriedMark, moves: Moves) -> CarriedMark:
    if mark.target is None:
        return mark
    start, end = moves.stretch(mark.target.start, mark.target.end)
    return replace(mark, target=replace(mark.target, start=start, end=end))


def _found(block: TranslatedBlock, lang: str) -> list[Change]:
    """Return the changes to the text of a block that lie within what a machine wrote.

    The cells of a table are texts of their own.
    """
    kept = list(_kept(block))
    found: list[Change] = []
    start = 0
    for text in block.text.split("\t"):
        end = start + len(text)
        here = [
            (max(a, start) - start, min(b, end) - start) for a, b in kept if a < end and start < b
        ]
        found += [
            Change(change.start + start, change.end + start, change.text)
            for change in changes(text, lang, here)
        ]
        start = end + 1
    spans = [(a, b) for a, b, segment in _placed(block) if segment.origin in _MACHINES]
    return [c for c, _ in _within(found, spans)]


def _kept(block: TranslatedBlock) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a block's text that stay to the letter."""
    end = 0
    for start, stop, segment in _placed(block):
        yield end, start  # what stands between sentences is the source's
        end = stop
        if segment.origin not in _MACHINES:
            yield start, stop
        for use in segment.terms:
            if use.target_span:
                yield start + use.target_span[0], start + use.target_span[1]
    yield end, len(block.text)
    yield from (match.span() for match in VERBATIM.finditer(block.text))
    for mark in block.marks:
        if mark.target and mark.target.kind in (MarkKind.CODE, MarkKind.BREAK):
            yield mark.target.start, mark.target.end


def _placed(block: TranslatedBlock) -> Iterator[tuple[int, int, Segment]]:
    """Yield where each segment of a block stands in its text."""
    start = 0
    for segment in block.segments:
        end = start + len(segment.target)
        yield start, end, segment
        start = end + len(segment.tail)


def _within(
    found: Sequence[Change], spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[Change, int]]:
    """Yield the changes that lie within one of the stretches, with its number; both in order."""
    number = 0
    for change in found:
        while number < len(spans) and spans[number][1] < change.end:
            number += 1
        if number < len(spans) and spans[number][0] <= change.start:
            yield change, number


def _segments(block: TranslatedBlock, found: Sequence[Change]) -> tuple[Segment, ...]:
    placed = list(_placed(block))
    own: list[list[Change]] = [[] for _ in placed]
    machines = [number for number, (_, _, s) in enumerate(placed) if s.origin in _MACHINES]
    for change, at in _within(found, [placed[number][:2] for number in machines]):
        start = placed[machines[at]][0]
        own[machines[at]].append(Change(change.start - start, change.end - start, change.text))
    return tuple(_segment(segment, some) for (_, _, segment), some in zip(placed, own, strict=True))


def _segment(segment: Segment, found: Sequence[Change]) -> Segment:
    if not found:
        return segment
    moves = Moves(found)
    terms = tuple(
        replace(use, target_span=moves.stretch(*use.target_span)) if use.target_span else use
        for use in segment.terms
    )
    return replace(segment, target=changed(segment.target, found), terms=terms)
