"""The sources of articles at the desk: what was left out is called back, what is wrong put right."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from translator.article import Block, BlockKind, Image, Removal
from translator.errors import UsageError
from translator.publish.version import EDITOR
from translator.report import ArticleReport
from translator.review.desk.changes import ConflictError
from translator.review.desk.view import digest
from translator.review.edited_text import Spot, with_text
from translator.review.source.edits import Action, SourceEdit, label, squashed, text_of
from translator.review.source.places import places_of
from translator.review.source.repeats import SiteRule
from translator.review.source.sources import Sources, SourceText
from translator.review.source.store import SourceEdits

Run = Callable[[str], ArticleReport | None]
_MOST_UNDONE = 100  # changes of a source


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text that was left out: its number, which rule took it, and behind which block it stood."""

    number: int
    removal: Removal
    behind: int

    @property
    def is_editors(self) -> bool:
        """Tell whether an editor dropped it."""
        return self.removal.rule == EDITOR


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A block of the article with what an editor did to it; ``number`` -1 is the headline.

    ``left_out`` stood behind it.
    """

    number: int
    block: Block
    edit: SourceEdit | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def name(self) -> str:
        """Return what the row is called in addresses."""
        return f"{self.number + 1}-0"

    @property
    def digest(self) -> str:
        """Return what tells the block from any other."""
        return block_digest(self.block)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The source of an article as its page shows it."""

    text: SourceText
    rows: tuple[SourceRow, ...]
    can_undo: bool = False
    can_run: bool = False
    made: tuple[tuple[str, str], ...] = ()
    rules: tuple[SiteRule, ...] = ()

    @property
    def digest(self) -> str:
        """Return what tells this state of the source from any other."""
        return self.text.edits.digest or digest(self.text.document.digest)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return how often which thing was done, in the order of ``Action``."""
        counts = Counter(edit.action for edit in self.text.edits.edits)
        return tuple((action.value, counts[action]) for action in Action if counts[action])


@dataclass(frozen=True, slots=True)
class Correction:
    """A block as the page shows it, and what it shall say; a picture has three texts.

    ``session`` names one field being typed in, as in ``changes.Change``.
    """

    number: int
    digest: str
    text: str
    alt: str | None = None
    credit: str | None = None
    session: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    before: SourceEdits
    after: SourceEdits
    session: str = ""
    number: int = -1


@dataclass(slots=True)
class SourceDesk:
    """What is done to sources at one desk; safe to share between threads.

    ``run`` makes the versions of an article; ``None`` where there are no models.
    """

    sources: Sources
    run: Run | None = None
    _read: dict[str, tuple[object, SourceText]] = field(default_factory=dict)
    _steps: dict[str, list[_Step]] = field(default_factory=dict)
    _made: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def page(self, stem: str) -> SourcePage:
        """Return the source of an article as its page shows it.

        Raises:
            TranslatorError: its input is not there or cannot be read.
        """
        text = self._text(stem)
        return SourcePage(
            text,
            tuple(_rows(text)),
            can_undo=bool(self._steps.get(stem)),
            can_run=self.run is not None,
            made=self._made.get(stem, ()),
            rules=self.sources.site_rules(),
        )

    def drop(self, stem: str, number: int, known: str) -> None:
        """Drop a block that has this digest.

        Raises:
            ConflictError: it is not there any more.
            TranslatorError: it cannot be written.
        """
        self._do(stem, lambda text: self.sources.drop(text, _located(text, number, known)), number)

    def call_back(self, stem: str, text_digest: str, behind: int) -> None:
        """Call back a text that has this digest, behind a block.

        Raises:
            ConflictError: it is not there any more.
            TranslatorError: it cannot be written.
        """

        def done(text: SourceText) -> SourceText:
            removed = [digest(one.text) for one in text.article.removed]
            if text_digest not in removed:
                raise ConflictError(
                    "somebody has called it back meanwhile", hint="look at it first"
                )
            place = min(behind, len(text.article.blocks) - 1)
            return self.sources.call_back(text, removed.index(text_digest), place)

        self._do(stem, done, behind + 1)

    def as_it_was(self, stem: str, number: int, known: str) -> None:
        """Take back what editors corrected in a block.

        Raises:
            ConflictError: it is not there any more.
            TranslatorError: it cannot be written.
        """

        def done(text: SourceText) -> SourceText:
            place = _located(text, number, known)
            edit = _edit_of(text, text_of(text.article)[place + 1])
            if edit is None or edit.before is None:
                raise UsageError("nobody has corrected this")
            return self.sources.correct(text, place, edit.before)

        self._do(stem, done, number)

    def correct(self, stem: str, change: Correction) -> tuple[int, Block]:
        """Correct a block; return where it stands and what it says now.

        Raises:
            ConflictError: it is not there any more.
            UsageError: nothing is left of it, or it is code.
            TranslatorError: it cannot be written.
        """
        place = -1

        def done(text: SourceText) -> SourceText:
            nonlocal place
            place = _located(text, change.number, change.digest)
            steps = self._steps.get(stem, [])
            began = next(iter(steps[-1:]), None)
            if began and change.session and began.session == change.session:
                block = text_of(self.sources.with_edits(text, began.before).article)[place + 1]
            else:
                block = text_of(text.article)[place + 1]
            return self.sources.correct(text, place, _corrected(block, change))

        after = self._do(stem, done, change.number, change.session)
        return place, text_of(after.article)[place + 1]

    def forget(self, stem: str, number: int, known: str) -> None:
        """Forget an edit that has no place any more, by its number among those.

        Raises:
            ConflictError: the edits are others by now.
            TranslatorError: it cannot be written.
        """

        def done(text: SourceText) -> SourceText:
            if text.edits.digest != known:
                raise ConflictError("the edits have changed meanwhile", hint="look at them first")
            return self.sources.save(text, text_of(text.article), forget=[number])

        self._do(stem, done, -1)

    def undo(self, stem: str) -> int:
        """Take the last change back; return the number of the block it was made in.

        Raises:
            UsageError: there is none.
            ConflictError: somebody else has changed the source since.
            TranslatorError: it cannot be written.
        """
        with self._lock:
            steps = self._steps.get(stem, [])
            if not steps:
                raise UsageError("there is no change to take back")
            last = steps.pop()
            text = self._text(stem)
            if text.edits.edits != last.after.edits:
                steps.clear()
                raise ConflictError(
                    "the source was changed since by other means", hint="nothing was undone"
                )
            self.sources.restore(text, replace(text.edits, edits=last.before.edits))
            return last.number

    def make(self, stem: str) -> None:
        """Make the versions of an article.

        Raises:
            UsageError: there are no models.
            TranslatorError: see ``Project.run``.
        """
        if self.run is None:
            raise UsageError("there are no models here", hint="translator run makes the versions")
        with self._lock:
            report = self.run(stem)
            if report is None:
                raise UsageError("its input is not among those of the settings")
            said = [
                (version.lang, version.error or str(version.action)) for version in report.versions
            ]
            self._made[stem] = (("", report.error),) if report.error else tuple(said)

    def _do(
        self,
        stem: str,
        work: Callable[[SourceText], SourceText],
        number: int,
        session: str = "",
    ) -> SourceText:
        with self._lock:
            text = self._text(stem)
            after = work(text)
            steps = self._steps.setdefault(stem, [])
            last = steps[-1] if steps else None
            before = text.edits
            if last and session and last.session == session and last.after.edits == before.edits:
                before = last.before
                steps.pop()
            if before.edits != after.edits.edits:
                steps.append(_Step(before, after.edits, session, number))
            del steps[:-_MOST_UNDONE]
            self._made.pop(stem, None)
            return after

    def _text(self, stem: str) -> SourceText:
        """Return the source of an article; its page is read again only when it has changed."""
        file = self.sources.input_of(stem)
        there = file.stat()
        key = (file, there.st_mtime_ns, there.st_size)
        known = self._read.get(stem)
        if known is None or known[0] != key:
            self._read[stem] = (key, self.sources.of_stem(stem))
        return self.sources.refreshed(self._read[stem][1])


def block_digest(block: Block) -> str:
    """Return what tells a block from others: its text, and that of its picture."""
    image = block.image or Image()
    return digest(f"{label(block)}\0{image.alt}\0{image.credit}")


def _rows(text: SourceText) -> Iterator[SourceRow]:
    blocks = text_of(text.article)
    behind: dict[int, list[LeftOut]] = {}
    seen = set()
    for number, place in enumerate(places_of(text.document, text.article)):
        removal = text.article.removed[number]
        said = squashed(removal.text)
        if said and said not in seen and not removal.reason.startswith("an editor wrote"):
            seen.add(said)
            behind.setdefault(place, []).append(LeftOut(number, removal, place))
    for number, block in enumerate(blocks, -1):
        yield SourceRow(number, block, _edit_of(text, block), tuple(behind.get(number, ())))


def _edit_of(text: SourceText, block: Block) -> SourceEdit | None:
    """Return the edit that a block is as it is for."""
    made = (edit for edit in text.edits.edits if edit.action is not Action.DROPPED)
    return next((edit for edit in made if edit.after == block), None)


def _located(text: SourceText, number: int, known: str) -> int:
    """Return where a block stands now.

    Raises:
        ConflictError: it stands there no more.
    """
    digests = [block_digest(block) for block in text_of(text.article)]
    if 0 <= number + 1 < len(digests) and digests[number + 1] == known:
        return number
    if digests.count(known) == 1:
        return digests.index(known) - 1
    raise ConflictError(
        "somebody has changed this paragraph in the meantime", hint="look at it first"
    )


def _corrected(block: Block, change: Correction) -> Block:
    """Return a block with other texts, and its marks over what is left of theirs.

    Raises:
        UsageError: it is code.
    """
    if block.kind is BlockKind.CODE:
        raise UsageError("code stays as it is", hint="edit it with translator clean --edit")
    made = with_text(block, Spot(0, 0, len(block.text)), change.text)
    if block.image is None:
        return made
    alt, credit = (
        old if new is None else squashed(new)
        for old, new in ((block.image.alt, change.alt), (block.image.credit, change.credit))
    )
    return replace(made, image=replace(block.image, alt=alt, credit=credit))


def found_at(rows: Sequence[SourceRow], text_digest: str) -> SourceRow | None:
    """Return the row whose text has a digest, as ``view.digest`` makes it."""
    return next((row for row in rows if digest(row.block.text) == text_digest), None)
