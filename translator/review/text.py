"""The text of a version as people left it, in all formats: read from its Markdown, beside its draft."""

from __future__ import annotations

from dataclasses import replace

from translator.article import (
    Block,
    BlockKind,
    Origin,
    Review,
    Segment,
    TranslatedBlock,
    Translation,
)
from translator.publish import render
from translator.publish.parts import parts_of
from translator.publish.place import FileState, state_of
from translator.publish.read import parse_body
from translator.publish.version import Version, reviewed_version, target_version
from translator.records import Record, Records
from translator.review.edits import Comparison, Edit, EditKind, compare, joined
from translator.review.merge import Ours, merge
from translator.settings import Settings


def rendered(record: Record, name: str) -> bytes:
    """Return a reviewed version in a format.

    Raises:
        ValueError: nobody has done anything about the version.
    """
    review = record.review
    if review is None:
        raise ValueError("the record is that of a draft")
    if name == "md":
        return review.markdown.encode()
    return render(version_of(record, review, name), name)


def version_of(record: Record, review: Review, name: str = "md") -> Version:
    """Return a version with the text of its review, to be rendered in a format.

    Raises:
        ValueError: it is no translation.
    """
    draft = record.translation
    if draft is None:
        raise ValueError("the source text is not reviewed")
    title, blocks = parse_body(parts_of(review.markdown.encode()).body)
    after = (Block(BlockKind.HEADING, title, level=1), *blocks)
    found = compare((draft.title, *draft.blocks), after, draft.lang)
    revised, written = as_people_left_it(draft, found, after)
    draft_seal = review.drafts.get(name) or review.drafts["md"]
    revised = replace(revised, findings=record.findings)
    return reviewed_version(revised, title, written, review, draft_seal)


def stands_as_edited(
    before: Record, made: Record, stem: str, settings: Settings, records: Records
) -> bool:
    """Tell whether a new draft of the same article would change nothing in what people made of one.

    So it is after their own corrections were learned.
    """
    draft, new = before.translation, made.translation
    if draft is None or new is None or before.article != made.article:
        return False
    relative = f"{made.lang}/{stem}.md"
    written = {before.outputs.get(relative), *before.beside.values()}
    published = settings.output / relative
    if settings.force or settings.renew or state_of(published, written) is not FileState.EDITED:
        return False
    data = published.read_bytes()
    if records.is_kept(made.lang, stem, data):
        return False
    title, blocks = parse_body(parts_of(data).body)
    after = (Block(BlockKind.HEADING, title, level=1), *blocks)
    found = compare((draft.title, *draft.blocks), after, draft.lang)
    merged = merge(draft, Ours(after, found), new)
    same = [one.block.text for one in merged.blocks] == [block.text for block in after]
    return same and not merged.conflicts


def as_people_left_it(
    draft: Translation, found: Comparison, after: tuple[Block, ...]
) -> tuple[Translation, tuple[Block, ...]]:
    """Return a translation of the blocks that stand there now, and these, one for one.

    What Markdown cannot say of a block (cells over several columns) comes from the draft.
    """
    before = (draft.title, *draft.blocks)
    made = (before[0].block, *target_version(draft).blocks)
    revised, written = [], []
    for number, (block, origin) in enumerate(zip(after, found.origins, strict=True)):
        if origin is None:
            bare = replace(block, text="", marks=(), image=None)
            revised.append(TranslatedBlock(bare, _added(block.text)))
            written.append(block)
            continue
        old, known = before[origin], made[origin]
        same = old.text == block.text
        segments = old.segments if same else _segments(old, block, number, found)
        marks = old.marks if same and known.marks == block.marks else ()
        revised.append(replace(old, segments=segments, marks=marks))
        written.append(_completed(block, known))
    return replace(draft, title=revised[0], blocks=tuple(revised[1:])), tuple(written[1:])


def _completed(block: Block, known: Block) -> Block:
    """Return a block that was read from Markdown with what only its draft knows."""
    if known.kind is not block.kind:
        return block
    image = block.image
    if image and known.image and not image.url:  # Markdown shows no alternative text then
        image = replace(image, alt=known.image.alt)
    return replace(block, cells=known.cells or block.cells, image=image)


def _added(text: str) -> tuple[Segment, ...]:
    return (Segment("", text, origin=Origin.HUMAN),) if text else ()


def _segments(
    old: TranslatedBlock, block: Block, number: int, found: Comparison
) -> tuple[Segment, ...]:
    """Return the sentences of an edited block beside what they were made from.

    Where sentences came, went or were moved, the block is one segment.
    """
    edits = [edit for edit in found.edits if any(unit.block == number for unit in edit.after)]
    pairs = tuple(_segment(edit, old) for edit in edits if edit.before)
    source = "".join(part.source + part.tail for part in pairs)
    target = "".join(part.target + part.tail for part in pairs)
    if (source, target) == (old.block.text, block.text):
        return pairs
    return (Segment(old.block.text, block.text, origin=Origin.HUMAN),)


def _segment(edit: Edit, old: TranslatedBlock) -> Segment:
    same = edit.kind is EditKind.SAME
    if same and len(edit.before) == 1:
        unit = edit.before[0]
        known = [s for s in old.segments if (s.source, s.target) == (unit.source, unit.text)]
        if known:
            return known[0]
    return Segment(
        joined((unit.source, unit.source_tail) for unit in edit.before),
        joined((unit.text, unit.tail) for unit in edit.after),
        edit.before[-1].source_tail,
        origin=Origin.MACHINE if same else Origin.HUMAN,
    )
