"""What people did to a version, sentence by sentence.

Blocks whose text is the same hold the two texts together (longest common subsequence). What stands
between them is aligned as Gale and Church (1993, https://aclanthology.org/J93-1004/) align
translations, by likeness in place of length: one sentence may have become one, two or three, or
the reverse. What is then left without a counterpart and stands alike elsewhere was moved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache

from rapidfuzz.fuzz import ratio

from translator.article import Block, BlockKind, Sentence, TranslatedBlock
from translator.language.sentences import segment

# Any two texts share letters in an order. Of 20,000 pairs drawn from the references of newstest2020
# half have a ratio below 0.36, 95 of 100 below 0.43, 3 are above 0.55 and 1 above 0.75.
_NOTHING = 0.43
_ALIKE = 0.55  # below that, a sentence in the place of another was written anew
_MOVED = 0.75  # elsewhere it is the same one
_TELLING = 12  # characters from which a sentence is known again inside a paragraph
_SHAPES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
_RECUT = 4  # characters it costs to believe that sentences were split or joined
_OTHER_KIND = 10  # the same of a heading that has become a paragraph
_LONGEST = 2_000  # characters of a sentence that are compared
_BAND = 60  # sentences that a text can be out of step with the other
_MANY = 1_000  # sentences from which it is fewer: the time grows with their product
_NARROW = 10  # the same of such texts; not swept


class EditKind(StrEnum):
    """What somebody did to a sentence."""

    SAME = "same"
    CHANGED = "changed"
    REWRITTEN = "rewritten"  # in the place of another, with little of it
    SPLIT = "split"
    JOINED = "joined"
    MOVED = "moved"
    DELETED = "deleted"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence where it stands: block 0 is the title; ``source`` is empty in what people wrote."""

    block: int
    text: str
    tail: str = ""
    source: str = ""
    source_tail: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Edit:
    """Sentences of the draft and what became of them; one side is empty where there is nothing."""

    kind: EditKind
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]

    @property
    def source(self) -> str:
        """Return what was translated."""
        return joined((unit.source, unit.source_tail) for unit in self.before)

    @property
    def draft(self) -> str:
        """Return what stood there."""
        return joined((unit.text, unit.tail) for unit in self.before)

    @property
    def text(self) -> str:
        """Return what stands there now."""
        return joined((unit.text, unit.tail) for unit in self.after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All sentences of a draft and of what people made of it, in the order of the latter.

    Sentences that were taken out stand where they were. ``origins`` says of every block, the title
    included, which one of the draft it was, by number.
    """

    edits: tuple[Edit, ...]
    origins: tuple[int | None, ...]

    @property
    def changes(self) -> tuple[Edit, ...]:
        """Return what is not as it was."""
        return tuple(edit for edit in self.edits if edit.kind is not EditKind.SAME)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many sentences were edited in which way, in the order of ``EditKind``."""
        found = Counter(edit.kind for edit in self.changes)
        return {kind.value: found[kind] for kind in EditKind if found[kind]}


def compare(before: Sequence[TranslatedBlock], after: Sequence[Block], lang: str) -> Comparison:
    """Compare the blocks of a draft with those that stand there now, the titles first in both."""
    old = [_drafted(number, block) for number, block in enumerate(before)]
    texts = [block.text for block in before], [block.text for block in after]
    matcher = SequenceMatcher(a=texts[0], b=texts[1], autojunk=False)
    edits: list[Edit] = []
    for tag, start, end, start_new, end_new in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(range(start, end), range(start_new, end_new), strict=True):
                edits += _unchanged(old[one], other)
            continue
        drafted = [unit for units in old[start:end] for unit in units]
        known = {unit.text for unit in drafted}
        new = (_written(at, after[at], lang, known) for at in range(start_new, end_new))
        edits += _aligned(drafted, [unit for units in new for unit in units])
    edits = list(_with_moves(edits))
    return Comparison(tuple(edits), _origins(edits, len(after), before, after))


def joined(texts: Iterator[tuple[str, str]]) -> str:
    """Return sentences in a row, without what follows the last."""
    return "".join(text + (tail or " ") for text, tail in texts).strip()


def _drafted(number: int, block: TranslatedBlock) -> list[Unit]:
    return [
        Unit(number, part.target, part.tail, part.source, part.tail, block.block.kind)
        for part in block.segments
        if part.source.strip() or part.target.strip()
    ]


def _written(number: int, block: Block, lang: str, known: Collection[str]) -> list[Unit]:
    """Return the sentences of a block: those of the draft that stand in it, and what is between.

    How a draft is split follows its source, and so may be another way than its own language's.
    """
    if block.kind is BlockKind.TABLE_ROW or block.text in known:
        pieces = [(block.text, block.kind)]
    else:
        pieces = [(text, block.kind) for text in _cut(block.text, known)]
    found = []
    for text, kind in pieces:
        bare = text.rstrip()
        if bare in known:
            parts: Sequence[Sentence] = (Sentence(bare, text[len(bare) :]),)
        else:
            parts = segment(Block(kind, text), lang)
        found += [
            Unit(number, part.text, part.tail, kind=block.kind) for part in parts if part.text
        ]
    return found


def _cut(text: str, known: Collection[str]) -> Iterator[str]:
    """Cut a text around the sentences it is known to have, each with the blanks behind it."""
    wanted = sorted((k for k in known if len(k) >= _TELLING and k in text), key=len, reverse=True)
    if not wanted:
        yield text
        return
    pattern = rf"(?<!\w)((?:{'|'.join(map(re.escape, wanted))})(?!\w)\s*)"
    yield from filter(None, re.split(pattern, text))


def _unchanged(units: Sequence[Unit], number: int) -> Iterator[Edit]:
    for unit in units:
        yield Edit(EditKind.SAME, (unit,), (Unit(number, unit.text, unit.tail),))


def _aligned(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Edit]:
    """Yield the cheapest way to make one row of sentences out of another.

    What it costs is counted in characters: those of sentences that come or go, and of paired ones
    as many as they are not alike.
    """
    cost = _costs(old, new)
    band = _BAND if len(old) + len(new) < _MANY else _NARROW
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(len(old) + 1):
        middle = i * len(new) // len(old) if old else 0
        for j in range(max(0, middle - band), min(len(new), middle + band) + 1):
            ways = [
                (best[i - taken, j - given][0] + cost(i, j, taken, given), taken, given)
                for taken, given in _SHAPES
                if (i - taken, j - given) in best
            ]
            if ways:
                best[i, j] = min(ways, key=lambda way: way[0])
    i, j = len(old), len(new)
    found = []
    while i or j:
        _, taken, given = best[i, j]
        found.append(_edit(tuple(old[i - taken : i]), tuple(new[j - given : j])))
        i, j = i - taken, j - given
    yield from reversed(found)


def _costs(old: Sequence[Unit], new: Sequence[Unit]) -> Callable[[int, int, int, int], float]:
    """Return what it costs to make the sentences that end at ``j`` of those that end at ``i``."""

    @cache
    def cost(i: int, j: int, taken: int, given: int) -> float:
        one = " ".join(unit.text for unit in old[i - taken : i])
        other = " ".join(unit.text for unit in new[j - given : j])
        size = len(one) + len(other)
        if not taken or not given:
            return size + 1
        extra = _RECUT if taken + given > 2 else 0  # noqa: PLR2004 - a pair
        if old[i - 1].kind is not new[j - 1].kind:
            extra += _OTHER_KIND
        return size * (1 - _likeness(one, other)) + extra

    return cost


def _likeness(one: str, other: str) -> float:
    """Return how much two texts have in common beyond what any two have: 0 to 1."""
    return max(0.0, (_ratio(one, other) - _NOTHING) / (1 - _NOTHING))


def _ratio(one: str, other: str) -> float:
    """Return the share of letters that two texts have in the same order, of long ones at the start."""
    return ratio(one[:_LONGEST], other[:_LONGEST]) / 100


def _edit(before: tuple[Unit, ...], after: tuple[Unit, ...]) -> Edit:
    """Name what became of sentences."""
    edit = Edit(EditKind.CHANGED, before, after)
    if not after:
        kind = EditKind.DELETED
    elif not before:
        kind = EditKind.ADDED
    elif edit.draft == edit.text:
        kind = EditKind.SAME
    elif len(before) < len(after):
        kind = EditKind.SPLIT
    elif len(before) > len(after):
        kind = EditKind.JOINED
    elif _ratio(edit.draft, edit.text) < _ALIKE:
        kind = EditKind.REWRITTEN
    else:
        kind = EditKind.CHANGED
    return replace(edit, kind=kind)


_LOOSE = (EditKind.DELETED, EditKind.ADDED, EditKind.REWRITTEN)


def _with_moves(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Pair sentences that were taken out with ones alike that were put in elsewhere."""
    gone = {at: edit for at, edit in enumerate(edits) if edit.kind in _LOOSE and edit.before}
    come = {at: edit for at, edit in enumerate(edits) if edit.kind in _LOOSE and edit.after}
    pairs = sorted(
        (
            (-likeness, at, place)
            for at, one in gone.items()
            for place, other in come.items()
            if at != place and (likeness := _ratio(one.draft, other.text)) >= _MOVED
        ),
    )
    source_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, place in pairs:
        if place not in source_of and at not in taken:
            source_of[place] = at
            taken.add(at)
    for at, edit in enumerate(edits):
        if at in source_of:
            yield Edit(EditKind.MOVED, edits[source_of[at]].before, edit.after)
            if edit.before and at not in taken:
                yield Edit(EditKind.DELETED, edit.before, ())
        elif at not in taken:
            yield edit
        elif edit.after:
            yield Edit(EditKind.ADDED, (), edit.after)


def _origins(
    edits: Sequence[Edit], count: int, before: Sequence[TranslatedBlock], after: Sequence[Block]
) -> tuple[int | None, ...]:
    """Say which block of the draft each block was: the one most of its sentences come from.

    The title is the title; blocks without text are paired in their order (pictures).
    """
    votes: list[Counter[int]] = [Counter() for _ in range(count)]
    for edit in edits:
        for unit in edit.after:
            votes[unit.block].update(other.block for other in edit.before)
    taken = {0}
    found: list[int | None] = [0, *[None] * (count - 1)]
    order = sorted(range(1, count), key=lambda at: -max(votes[at].values(), default=0))
    for at in order:
        for number, _ in votes[at].most_common():
            if number not in taken:
                found[at] = number
                taken.add(number)
                break
    bare = iter(n for n, block in enumerate(before) if n not in taken and not block.text.strip())
    for at in range(1, count):
        if found[at] is None and not after[at].text.strip():
            found[at] = next(bare, None)
    return tuple(found)
