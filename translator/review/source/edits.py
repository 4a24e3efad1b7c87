"""What an editor did to the source of an article, block by block.

An edit holds the block it was made on and the one that stands there now, so that it can be made again
on a page that was scraped anew (``apply``). Which edits lead from one text to another is told by
likeness, as ``review.edits`` compares versions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from translator.article import Article, Block, BlockKind, Removal, Segment, TranslatedBlock
from translator.language.sentences import segment
from translator.publish.as_markdown import is_shown
from translator.publish.escape import plain
from translator.publish.parts import parts_of
from translator.publish.read import parse_body
from translator.review.edits import Comparison, compare


class Action(StrEnum):
    """What an editor did to a block of the source."""

    DROPPED = "dropped"
    CALLED_BACK = "called back"
    CORRECTED = "corrected"
    MOVED = "moved"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEdit:
    """One thing an editor did.

    ``before`` is the block as it was cleaned, ``nth`` how many above it say the same, ``removed`` the
    text of a removal that is called back; ``after`` is the block that stands there now. One that was
    put in or moved stands ``behind`` a block (of this label; empty below the headline; again with how
    many above it say the same), or else ``ahead`` of one. ``element`` is a selector of what held a block that was dropped.
    """

    action: Action
    before: Block | None = None
    nth: int = 0
    removed: str = ""
    after: Block | None = None
    behind: str = ""
    nth_behind: int = 0
    ahead: str = ""
    headline: bool = False
    element: str = ""

    @property
    def text(self) -> str:
        """Return the text that the edit is about, as the page has it; of what was added, as it is now."""
        if self.before is not None:
            return label(self.before)
        return self.removed or (label(self.after) if self.after else "")


def headline(title: str) -> Block:
    """Return a title as the block that stands first where texts are compared."""
    return Block(BlockKind.HEADING, title, level=1)


def text_of(article: Article) -> tuple[Block, ...]:
    """Return the blocks of an article, its headline first."""
    return (headline(article.metadata.title), *article.blocks)


def label(block: Block) -> str:
    """Return what tells a block from others: its text, or what its picture is called."""
    if block.text or block.image is None:
        return block.text
    return block.image.alt or PurePosixPath(urlsplit(block.image.url).path).name


def squashed(text: str) -> str:
    """Return a text in one line, as a paragraph has it."""
    return " ".join(text.split())


def edits_between(
    before: Sequence[Block],
    removed: Iterable[Removal],
    after: Sequence[Block],
    lang: str,
    *,
    read: Sequence[Block] = (),
) -> tuple[SourceEdit, ...]:
    """Return what leads from one text of an article to another, headlines first in both.

    ``read`` is what the blocks of ``before`` say in Markdown, where ``after`` comes from there. What
    Markdown does not show is neither dropped nor added.
    """
    shown = [block for block in before if is_shown(block)]
    said = read if len(read) == len(shown) else shown
    wanted = [block for block in after if is_shown(block)]
    back = _called_back(wanted, removed, shown)
    kept = [number for number in range(len(wanted)) if number not in back]
    found = _compared(said, [wanted[number] for number in kept], lang)
    origins = dict(zip(kept, found.origins, strict=True))
    rows = _Rows(shown, said, wanted, origins, back)
    return (*rows.dropped(), *rows.put_in())


def read_back(article: Article) -> tuple[Block, ...]:
    """Return what the published Markdown of an article says, its headline first."""
    title, blocks = parse_body(parts_of(article.render("md")).body)
    return (headline(title), *blocks)


def _compared(before: Sequence[Block], after: Sequence[Block], lang: str) -> Comparison:
    drafted = [
        TranslatedBlock(b, tuple(Segment(s.text, s.text, s.tail) for s in segment(b, lang)))
        for b in before
    ]
    return compare(drafted, after, lang)


def _called_back(
    wanted: Sequence[Block], removed: Iterable[Removal], before: Sequence[Block]
) -> dict[int, str]:
    """Return the blocks, by number, that stand among what was left out, with the text it had there."""
    known = {squashed(block.text) for block in before}
    left = defaultdict(list)
    for one in removed:
        left[squashed(plain(one.text))].append(one.text)
    texts = {number: squashed(block.text) for number, block in enumerate(wanted) if number}
    return {
        number: left[text].pop()
        for number, text in texts.items()
        if text not in known and left.get(text)
    }


@dataclass(frozen=True, slots=True)
class _Rows:
    """Two texts beside each other: which block of the first every one of the second was."""

    before: Sequence[Block]
    said: Sequence[Block]
    after: Sequence[Block]
    origins: dict[int, int | None]
    back: dict[int, str]

    def dropped(self) -> Iterator[SourceEdit]:
        """Yield the blocks of the first text that the second does not have."""
        there = set(self.origins.values())
        for number, block in enumerate(self.before):
            if number and number not in there:
                yield SourceEdit(action=Action.DROPPED, before=block, nth=self._nth(number))

    def put_in(self) -> Iterator[SourceEdit]:
        """Yield what is new, changed, or in another place, in the order of the second text."""
        in_place = _in_place([self.origins.get(n) for n in range(len(self.after))])
        for number, block in enumerate(self.after):
            origin = self.origins.get(number)
            if number in self.back:
                yield self._placed(
                    number,
                    SourceEdit(action=Action.CALLED_BACK, removed=self.back[number], after=block),
                )
            elif origin is None:
                yield self._placed(number, SourceEdit(action=Action.ADDED, after=block))
            elif number not in in_place:
                yield self._placed(number, self._edited(Action.MOVED, origin, block))
            elif self._completed(origin, block) != self.before[origin]:
                yield self._edited(Action.CORRECTED, origin, block)

    def _placed(self, number: int, edit: SourceEdit) -> SourceEdit:
        """Return an edit with what its block stands between."""
        behind = self._label(number - 1) if number > 1 else ""
        above = (self._label(other) for other in range(1, number - 1))
        ahead = self._label(number + 1) if number + 1 < len(self.after) else ""
        nth = sum(one == behind for one in above) if behind else 0
        return replace(edit, behind=behind, nth_behind=nth, ahead=ahead)

    def _edited(self, action: Action, origin: int, block: Block) -> SourceEdit:
        return SourceEdit(
            action=action,
            before=self.before[origin],
            nth=self._nth(origin),
            after=self._completed(origin, block),
            headline=origin == 0,
        )

    def _completed(self, origin: int, block: Block) -> Block:
        """Return a block with what only the one that it was knows: numbers, cells, addresses."""
        old, said = self.before[origin], self.said[origin]
        if _alike(block, said) or _alike(block, old):
            return old
        if block.kind is not old.kind:
            return block
        image = block.image
        if image and old.image and said.image and image.url == said.image.url:
            image = replace(image, url=old.image.url)
        cells = old.cells if len(old.cells) == block.text.count("\t") + 1 else block.cells
        return replace(block, cells=cells, image=image)

    def _nth(self, number: int) -> int:
        return sum(label(b) == label(self.before[number]) for b in self.before[1:number])

    def _label(self, number: int) -> str:
        origin = self.origins.get(number)
        return label(self.after[number] if origin is None else self.before[origin])


def _alike(one: Block, other: Block) -> bool:
    """Tell whether two blocks say the same; rows of tables may have been counted anew."""
    return replace(one, number=None) == replace(other, number=None)


def _in_place(origins: Sequence[int | None]) -> set[int]:
    """Return the numbers of the most blocks that still stand in the order they had."""
    best: list[tuple[int, int]] = []  # the last origin of a row, and the block it ends with
    before: dict[int, int | None] = {}
    for number, origin in enumerate(origins):
        if origin is None:
            continue
        place = next((n for n, (last, _) in enumerate(best) if last >= origin), len(best))
        before[number] = best[place - 1][1] if place else None
        best[place : place + 1] = [(origin, number)]
    found: set[int] = set()
    at = best[-1][1] if best else None
    while at is not None:
        found.add(at)
        at = before[at]
    return found
