"""Three texts into one: what a person made of a draft, and the new draft of a changed article.

Sentence by sentence, as merging goes with programs (diff3; Khanna, Kunal and Pierce 2007,
doi:10.1007/978-3-540-77050-3_40): where only one side changed anything, its sentence stands. The
sides are the person's text and the *source*: where the source says what it said, the person's
sentence stands, where it says something else, the new draft's. Where both changed, the new source
decides, for a text that says what the article no longer says is wrong, and the conflict is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from translator.article import Block, BlockKind, Mark, Segment, TranslatedBlock, Translation
from translator.language.typography import plainer
from translator.markup.marks import ordered, shifted, within
from translator.publish.version import target_version
from translator.review.edits import Comparison, Edit, EditKind, compare, joined

Span = tuple[str, tuple[Mark, ...], str]  # text, the marks over it, what follows it


class Clash(StrEnum):
    """Why two changes cannot both stand."""

    SOURCE = "the source changed, and so did the person's sentence: the new one stands"
    DRAFT = "the draft is another one now: the person's sentence stands"
    GONE = "the source has no such text any more: what the person wrote is left out"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where somebody has to decide; ``ours`` is the person's text, ``theirs`` the draft's."""

    clash: Clash
    source_before: str
    source: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class MergedBlock:
    """A block of the result, the person's and the new draft's that it was, by number.

    ``untouched`` says that it is the person's as it stood.
    """

    block: Block
    ours: int | None = None
    theirs: int | None = None
    untouched: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text, the headline first, and what is in conflict."""

    blocks: tuple[MergedBlock, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """What a person made of a draft: its blocks, the headline first, and how they compare with it.

    ``formatted`` are blocks that say what they said in another form.
    """

    blocks: tuple[Block, ...]
    found: Comparison
    formatted: Collection[Block] = ()


def merge(before: Translation, ours: Ours, after: Translation) -> Merged:
    """Merge what a person made of the draft ``before`` with the draft ``after``."""
    return _Merge(before, ours, after).merged()


class _Merge:
    """The three texts, and which block of each belongs to which of the others."""

    def __init__(self, before: Translation, ours: Ours, after: Translation) -> None:
        self.before = (before.title, *before.blocks)
        self.after = (after.title, *after.blocks)
        self.drafted = (_titled(after), *target_version(after).blocks)
        self.ours = ours
        lang = before.route.languages[0]
        sources = compare(
            [_of_source(block) for block in self.before], [b.block for b in self.after], lang
        )
        self.old_of = dict(enumerate(sources.origins))  # block of the new draft → of the old one
        self.new_of = {old: new for new, old in self.old_of.items() if old is not None}
        self.said = {s.source for block in self.after for s in block.segments}
        self.edits_in: list[list[Edit]] = [[] for _ in ours.blocks]
        for edit in ours.found.edits:
            for number in dict.fromkeys(unit.block for unit in edit.after):
                self.edits_in[number].append(edit)
        self.conflicts: list[Conflict] = []

    def is_stale(self, edit: Edit) -> bool:
        """Tell whether the article does not say any more what a sentence was translated from."""
        return any(unit.source not in self.said for unit in edit.before)

    def merged(self) -> Merged:
        """Put the blocks together: in the person's order, new ones behind those they follow."""
        result: list[MergedBlock] = []
        for number, block in enumerate(self.ours.blocks):
            old = self.ours.found.origins[number]
            if old is None:
                result.append(MergedBlock(block, number, untouched=True))
                continue
            new = self.new_of.get(old)
            if new is None:
                self._gone(old, block)
                continue
            text, untouched = self._block(number, old, new)
            if text.text or text.image or not block.text:
                result.append(MergedBlock(text, number, new, untouched))
        for new in range(1, len(self.after)):
            if not any(one.theirs == new for one in result):
                self._put_in(result, new)
        return Merged(tuple(result), tuple(self.conflicts))

    def _gone(self, old: int, block: Block) -> None:
        """Leave out a paragraph that the source no longer has; say so if the person changed it."""
        draft = self.before[old]
        if block.text != draft.text:
            self.conflicts.append(Conflict(Clash.GONE, draft.block.text, "", block.text, ""))

    def _put_in(self, result: list[MergedBlock], new: int) -> None:
        """Put in a block of the new draft that the person does not have, unless they took it out."""
        old = self.old_of[new]
        if old is not None:
            if self.before[old].block.text == self.after[new].block.text:
                return
            self.conflicts.append(
                Conflict(
                    Clash.SOURCE,
                    self.before[old].block.text,
                    self.after[new].block.text,
                    "",
                    self.drafted[new].text,
                )
            )
        behind = max(one.theirs for one in result if one.theirs is not None and one.theirs < new)
        place = next(i for i, one in enumerate(result) if one.theirs == behind)
        result.insert(place + 1, MergedBlock(self.drafted[new], theirs=new))

    def _block(self, number: int, old: int, new: int) -> tuple[Block, bool]:
        """Return a block of the result, and whether it is the person's as it stands."""
        mine, draft, theirs = self.ours.blocks[number], self.before[old], self.after[new]
        changed = mine.text != draft.text or mine in self.ours.formatted
        if not changed:
            return self.drafted[new], False
        stale = any(map(self.is_stale, self.edits_in[number]))
        if draft.block.text == theirs.block.text and not stale:
            if draft.text not in (mine.text, theirs.text):
                self._drafts_differ(number, theirs)
            return mine, True
        if mine.text == draft.text:
            return replace(self.drafted[new], kind=mine.kind, level=mine.level), False
        pieces = list(_Sentences(self, number, old, new).pieces())
        text, marks = _assembled(pieces)
        return replace(mine, text=text, marks=marks, image=self.drafted[new].image), False

    def _drafts_differ(self, number: int, theirs: TranslatedBlock) -> None:
        """Name sentences that the person changed and that the model renders in another way now."""
        now = {segment.source: segment.target for segment in theirs.segments}
        for edit in self.edits_in[number]:
            new = now.get(edit.source)
            # An earlier program set its drafts in another way: that is no other rendering.
            known = {plainer(text) for text in (edit.draft, edit.text)}
            other = new is not None and plainer(new) not in known
            if edit.kind is not EditKind.SAME and edit.before and other:
                self.conflicts.append(
                    Conflict(Clash.DRAFT, edit.source, edit.source, edit.text, new or "")
                )


class _Sentences:
    """The sentences of one paragraph that a person edited and whose source changed."""

    def __init__(self, merge: _Merge, number: int, old: int, new: int) -> None:
        self.merge = merge
        self.number = number
        self.old = old
        self.mine = merge.ours.blocks[number]
        self.before = [s for s in merge.before[old].segments if s.source.strip()]
        self.after = [s for s in merge.after[new].segments if s.source.strip()]
        self.theirs = _spans(self.after, merge.drafted[new])
        self.here = merge.edits_in[number]
        self.edit_of = list(self._edits())
        self.done: set[int] = set()  # edits have no other identity: equal sentences have equal ones

    def _edits(self) -> Iterator[Edit | None]:
        """Yield what became of each sentence of the old draft; equal ones have one edit each."""
        found = self.merge.ours.found.edits
        free = [(unit, edit) for edit in found for unit in edit.before if unit.block == self.old]
        for segment in self.before:
            said = (segment.source, segment.target)
            at = next((i for i, (u, _) in enumerate(free) if (u.source, u.text) == said), None)
            yield None if at is None else free.pop(at)[1]

    def pieces(self) -> Iterator[Span]:
        """Yield the sentences that stand, in the order of the new source."""
        matcher = SequenceMatcher(
            a=[s.source for s in self.before], b=[s.source for s in self.after], autojunk=False
        )
        yield from self._brought_in(self.here)
        for tag, start, end, start_new, end_new in matcher.get_opcodes():
            if tag == "equal":
                for one, other in zip(range(start, end), range(start_new, end_new), strict=True):
                    yield from self._kept(one, other)
            else:
                yield from self._renewed(range(start, end), range(start_new, end_new))

    def _kept(self, old: int, new: int) -> Iterator[Span]:
        """Yield what stands where the source says what it said, and what the person put behind."""
        edit = self.edit_of[old]
        if edit is None:
            yield self.theirs[new]
            return
        stands_here = any(unit.block == self.number for unit in edit.after)
        if edit.kind is EditKind.SAME and stands_here:
            yield self.theirs[new]
        elif stands_here and id(edit) not in self.done:
            yield from self._mine(edit)
        self.done.add(id(edit))
        yield from self._behind(edit)

    def _renewed(self, old: range, new: range) -> Iterator[Span]:
        """Yield what stands where the source says something else."""
        edits = [edit for number in old if (edit := self.edit_of[number]) is not None]
        changed = [e for e in edits if e.kind is not EditKind.SAME and id(e) not in self.done]
        if changed:
            before = self.before[old.start : old.stop]
            after = self.after[new.start : new.stop]
            self.merge.conflicts.append(
                Conflict(
                    Clash.SOURCE,
                    joined((s.source, s.tail) for s in before),
                    joined((s.source, s.tail) for s in after),
                    " ".join(edit.text for edit in {id(e): e for e in changed}.values()),
                    joined((s.target, s.tail) for s in after),
                )
            )
        self.done |= {id(edit) for edit in edits}
        yield from self.theirs[new.start : new.stop]
        for edit in edits:
            yield from self._behind(edit)

    def _behind(self, edit: Edit) -> Iterator[Span]:
        """Yield what a person put in behind a sentence: new text, and sentences of other paragraphs."""
        at = next((i for i, other in enumerate(self.here) if other is edit), None)
        if at is not None:
            yield from self._brought_in(self.here[at + 1 :])

    def _brought_in(self, edits: Sequence[Edit]) -> Iterator[Span]:
        """Yield the sentences up to the next one that was in this paragraph before."""
        for edit in edits:
            if any(unit.block == self.old for unit in edit.before):
                return
            if id(edit) in self.done:
                continue
            self.done.add(id(edit))
            if not self.merge.is_stale(edit):
                yield from self._mine(edit)
            elif edit.kind is not EditKind.SAME:
                self.merge.conflicts.append(Conflict(Clash.GONE, edit.source, "", edit.text, ""))

    def _mine(self, edit: Edit) -> Iterator[Span]:
        """Yield the person's sentences with the marks over them."""
        for unit in edit.after:
            if unit.block == self.number:
                start = self.mine.text.find(unit.text)
                end = start + len(unit.text)
                marks = within(self.mine.marks, start, end) if start >= 0 else ()
                yield unit.text, marks, unit.tail


def _spans(segments: Sequence[Segment], block: Block) -> list[Span]:
    """Return the sentences of a draft with the marks over them."""
    found = []
    start = 0
    for segment in segments:
        start = max(start, block.text.find(segment.target, start))
        end = start + len(segment.target)
        found.append((segment.target, within(block.marks, start, end), segment.tail))
        start = end
    return found


def _assembled(pieces: Sequence[Span]) -> tuple[str, tuple[Mark, ...]]:
    """Return sentences as one text with its marks; a space stands where they were not neighbours."""
    text = ""
    marks: list[Mark] = []
    for number, (said, over, tail) in enumerate(pieces):
        marks += shifted(over, len(text))
        text += said + ("" if number == len(pieces) - 1 else tail or " ")
    return text, ordered(marks)


def _of_source(block: TranslatedBlock) -> TranslatedBlock:
    """Return a block as if its source were the draft."""
    return replace(block, segments=tuple(replace(s, target=s.source) for s in block.segments))


def _titled(translation: Translation) -> Block:
    return Block(BlockKind.HEADING, translation.title.text, level=1)
