"""Edits of the source made again on the article as it was cleaned now.

A block is found by its text; then by its text without digits, case and signs, in which counters and
times differ; then by likeness. Of a block that says something else by now only the sentences are
corrected that the editor corrected. An edit whose text is gone is not made, and is handed back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.fuzz import ratio

from translator.article import (
    Article,
    Block,
    BlockKind,
    Removal,
    Segment,
    TranslatedBlock,
)
from translator.clean.numbering import with_numbers
from translator.language.sentences import segment
from translator.publish.version import EDITOR
from translator.review.edited_text import Spot, with_text
from translator.review.edits import EditKind, compare
from translator.review.source.edits import (
    Action,
    SourceEdit,
    edits_between,
    label,
    squashed,
    text_of,
)
from translator.review.source.store import SourceEdits
from translator.seal import BY_EDITOR

# Of two readings of a paragraph, most of the text is the same; see edits._MOVED. What is dropped or
# called back is not looked at again, so it has to be nearly the same; chosen by reading, not swept.
_SAME_PARAGRAPH = 75.0
_SAME_TEXT = 90.0  # of what is dropped or called back; of 100
_TELLING = 12  # letters from which likeness says something; not swept
_SHOWN = 60  # characters of a text in a note
_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Applied:
    """An article with the edits made on it; ``gone`` are those for which there is no place."""

    article: Article
    gone: tuple[SourceEdit, ...] = ()


def applied(article: Article, edits: Sequence[SourceEdit], lang: str) -> Applied:
    """Return an article as an editor wants it."""
    if not edits:
        return Applied(article)
    work = _Work(article, lang)
    work.lift(edit for edit in edits if edit.action is Action.MOVED)
    gone = tuple(edit for edit in _in_order(edits) if not work.make(edit))
    return Applied(work.done(), gone)


def joined(base: Article, known: SourceEdits, made: Sequence[SourceEdit], lang: str) -> SourceEdits:
    """Return the edits of an article with others, which were made on the article as those left it.

    ``base`` is the article as it was cleaned. What there is no place for waits.
    """
    before = applied(base, known.edits, lang)
    after = applied(before.article, made, lang)
    found = edits_between(text_of(base), base.removed, text_of(after.article), lang)
    elements = {edit.text: edit.element for edit in (*made, *known.edits) if edit.element}
    found = tuple(
        replace(edit, element=elements.get(edit.text, ""))
        if edit.action is Action.DROPPED
        else edit
        for edit in found
    )
    gone = (*before.gone, *(edit for edit in after.gone if edit not in before.gone))
    return replace(known, edits=(*found, *gone)).with_gone(gone)


def _in_order(edits: Sequence[SourceEdit]) -> list[SourceEdit]:
    """Return edits so that what stays in its place is done first, then what is put in, from the top."""
    return sorted(edits, key=lambda edit: edit.before is None or edit.action is Action.MOVED)


def loosely(text: str) -> str:
    """Return a text without what differs from one reading of a page to the next."""
    return _SIGNS.sub(" ", _DIGITS.sub("0", text.casefold())).strip()


@dataclass(slots=True, eq=False)
class _Item:
    """A block of the article: as it was cleaned, and as it stands now (``None``: dropped)."""

    base: Block | None
    now: Block | None
    claimed: bool = False

    @property
    def name(self) -> str:
        block = self.base or self.now
        return label(block) if block else ""

    def is_called(self, name: str) -> bool:
        return any(block is not None and label(block) == name for block in (self.base, self.now))


@dataclass(slots=True)
class _Work:
    """An article while edits are made on it, one after the other."""

    article: Article
    lang: str
    title: str = ""
    bases: list[_Item] = field(default_factory=list)  # in the order they had
    items: list[_Item] = field(default_factory=list)
    lifted: dict[SourceEdit, _Item] = field(default_factory=dict)
    removed: list[Removal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.title = self.article.metadata.title
        self.bases = [_Item(block, block) for block in self.article.blocks]
        self.items = [*self.bases]
        self.removed = list(self.article.removed)

    def done(self) -> Article:
        """Return the article as it is now."""
        blocks = [item.now for item in self.items if item.now is not None]
        return replace(
            self.article,
            metadata=replace(self.article.metadata, title=self.title),
            blocks=tuple(with_numbers(blocks)),
            removed=tuple(self.removed),
            notes=(*self.article.notes, *self.notes),
        )

    def lift(self, edits: Iterable[SourceEdit]) -> None:
        """Take out what will be put elsewhere."""
        for edit in edits:
            item = self._find(edit, _SAME_PARAGRAPH)
            if item is not None and self._correct_in(item, edit):
                self.lifted[edit] = item
                self.items.remove(item)

    def make(self, edit: SourceEdit) -> bool:
        """Make an edit; tell whether there was a place for it, or nothing to do any more."""
        makers: dict[Action, Callable[[SourceEdit], bool]] = {
            Action.DROPPED: self._drop,
            Action.CORRECTED: self._correct_headline if edit.headline else self._correct,
            Action.CALLED_BACK: self._call_back,
            Action.MOVED: self._move,
            Action.ADDED: self._add,
        }
        return makers[edit.action](edit)

    def _drop(self, edit: SourceEdit) -> bool:
        item = self._find(edit, _SAME_TEXT)
        if item is None or item.now is None:
            return self._is_removed(edit.text)
        self._note_removal(label(item.now), f"{BY_EDITOR} dropped it")
        item.now, item.claimed = None, True
        return True

    def _correct_headline(self, edit: SourceEdit) -> bool:
        if edit.before is None or edit.after is None:
            return False
        if self.title != edit.after.text:
            if self.title != edit.before.text:
                return False
            self._note_removal(self.title, f"{BY_EDITOR} wrote instead: {edit.after.text}")
            self.title = edit.after.text
        return True

    def _correct(self, edit: SourceEdit) -> bool:
        if edit.after is None:
            return False
        item = self._find(edit, _SAME_PARAGRAPH)
        if item is None or item.now is None:
            return any(i.base is not None and i.base.text == edit.after.text for i in self.items)
        return self._correct_in(item, edit)

    def _correct_in(self, item: _Item, edit: SourceEdit) -> bool:
        if item.now is None or edit.before is None or edit.after is None:
            return False
        made = _corrected(item.now, edit.before, edit.after, self.lang)
        if made is None:
            return False
        for was, now in _sentences(item.now, made, self.lang):
            self._note_removal(was, f"{BY_EDITOR} wrote instead: {now}")
        item.now, item.claimed = made, True
        return True

    def _call_back(self, edit: SourceEdit) -> bool:
        found = self._removal(edit.removed)
        if found is None:  # the page's cleaning keeps it by now
            wanted = loosely(edit.removed)
            return any(i.base and loosely(i.base.text) == wanted for i in self.items)
        same = squashed(self.removed[found].text) == squashed(edit.removed)
        if edit.after is None:
            return False
        block = edit.after if same else replace(edit.after, text=self.removed[found].text, marks=())
        if not self._put(_Item(None, block, claimed=True), edit):
            return False
        del self.removed[found]
        self.notes.append(f"{BY_EDITOR} called back: {_short(block.text)}")
        return True

    def _move(self, edit: SourceEdit) -> bool:
        item = self.lifted.get(edit)
        if item is None:
            return False
        if not self._put(item, edit):  # it stays where it was
            above = self.bases[: self.bases.index(item)]
            places = [n for n, one in enumerate(self.items) if one in above]
            self.items.insert(places[-1] + 1 if places else 0, item)
            return False
        return True

    def _add(self, edit: SourceEdit) -> bool:
        if edit.after is None:
            return False
        if not self._put(_Item(None, edit.after, claimed=True), edit):
            return False
        self.notes.append(f"{BY_EDITOR} added: {_short(label(edit.after))}")
        return True

    def _put(self, item: _Item, edit: SourceEdit) -> bool:
        """Put a block where an edit wants it: behind the block it stood behind, or ahead of the next."""
        if not edit.behind:
            self.items.insert(0, item)
            return True
        there = [n for n, i in enumerate(self.items) if i.now and i.name == edit.behind]
        places = there or [n for n, i in enumerate(self.items) if i.is_called(edit.behind)]
        if places:
            self.items.insert(places[min(edit.nth_behind, len(places) - 1)] + 1, item)
            return True
        places = [n for n, one in enumerate(self.items) if edit.ahead and one.is_called(edit.ahead)]
        if places:
            self.items.insert(places[0], item)
        return bool(places)

    def _find(self, edit: SourceEdit, least: float) -> _Item | None:
        """Return the block that an edit is about, if one says the same or nearly so."""
        wanted = edit.before
        if wanted is None:
            return None
        free = [item for item in self.bases if not item.claimed]
        name = label(wanted)
        same = [item for item in free if item.name == name]
        all_same = [item for item in self.bases if item.name == name]
        if same:
            nth = all_same[edit.nth] if edit.nth < len(all_same) else None
            return nth if nth in same else same[0]
        loose = loosely(name)
        for item in free:
            if loose and item.base and loosely(label(item.base)) == loose:
                return item
        if len(loose) < _TELLING:
            return None
        likest = max(free, key=lambda item: _likeness(item, name), default=None)
        return likest if likest and _likeness(likest, name) >= least else None

    def _removal(self, text: str) -> int | None:
        """Return the number of the removal that says the same or nearly so."""
        loose = loosely(text)
        for number, one in enumerate(self.removed):
            if squashed(one.text) == squashed(text):
                return number
        for number, one in enumerate(self.removed):
            if loose and loosely(one.text) == loose:
                return number
        alike = [ratio(one.text, text) for one in self.removed]
        best = max(alike, default=0.0)
        return alike.index(best) if len(loose) >= _TELLING and best >= _SAME_TEXT else None

    def _is_removed(self, text: str) -> bool:
        return self._removal(text) is not None

    def _note_removal(self, text: str, reason: str) -> None:
        self.removed.append(Removal(text, EDITOR, reason))


def _likeness(item: _Item, name: str) -> float:
    return ratio(label(item.base), name) if item.base else 0.0


def _short(text: str) -> str:
    line = squashed(text)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _corrected(block: Block, before: Block, after: Block, lang: str) -> Block | None:
    """Return a block with what was corrected in another reading of it; ``None`` where that is gone."""
    if label(block) == label(before):
        image = after.image
        if image and before.image and block.image and image.url == before.image.url:
            image = replace(image, url=block.image.url)
        return replace(after, image=image)
    text = block
    for was, now in _sentences(before, after, lang):
        if not was:
            return None
        if text.text.count(was) == 1:
            at = text.text.index(was)
            text = with_text(text, Spot(0, at, at + len(was)), now)
        elif not now or now not in text.text:
            return None
    kind = after.kind if after.kind is not before.kind else block.kind
    return replace(text, kind=kind, level=after.level if kind is after.kind else block.level)


def _sentences(before: Block, after: Block, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a block that say something else by now, and what they say."""
    if before.kind is BlockKind.CODE or before.text == after.text:
        return
    drafted = tuple(Segment(s.text, s.text, s.tail) for s in segment(before, lang))
    # The headline is never anything else: a block is compared as what stands below one.
    first = TranslatedBlock(replace(before, text=""), ())
    found = compare(
        [first, TranslatedBlock(before, drafted)], [replace(after, text=""), after], lang
    )
    for edit in found.changes:
        if edit.kind is not EditKind.SAME:
            yield edit.draft, edit.text
