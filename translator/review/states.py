"""How far each published version has come: what stands there, who vouches for it, since when.

The record decides, never the word ``review`` in a file: a state holds as long as the text is the
one that was accepted. Where the records are lost, a file whose seal is intact is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from translator.article import Block, BlockKind, Review, ReviewState, Step, Translation
from translator.errors import PublishError, UsageError
from translator.load.stems import is_beside
from translator.publish.as_markdown import render_markdown
from translator.publish.parts import Parts, parts_of
from translator.publish.read import PublishedVersion, parse_body, read_version
from translator.publish.version import target_version
from translator.records import Record, Records
from translator.review.edits import Comparison, EditKind, compare
from translator.review.recheck import find, is_lost, place_of
from translator.settings import Settings
from translator.standing import waiting


@dataclass(frozen=True)
class Status:
    """One published version as it stands.

    ``review`` is what people did about it, ``taken_back`` what they had accepted before somebody
    changed the text. ``record`` is that of what the file was made from; ``None`` where it is lost.
    ``waiting`` are new versions beside it that nobody has dealt with yet, ``files`` what was
    published with its review, as in ``Review``.
    """

    path: Path
    lang: str
    stem: str
    data: bytes = field(repr=False)
    version: PublishedVersion = field(repr=False)
    parts: Parts = field(repr=False)
    record: Record | None = field(repr=False)
    state: ReviewState = ReviewState.MACHINE
    review: Review | None = None
    taken_back: Review | None = None
    waiting: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def draft(self) -> Translation | None:
        """Return what was translated, before people came."""
        return self.record.translation if self.record else None

    @cached_property
    def comparison(self) -> Comparison | None:
        """Return what people changed, sentence by sentence; ``None`` where the draft is lost."""
        if self.draft is None:
            return None
        title = Block(BlockKind.HEADING, self.version.title, level=1)
        before = (self.draft.title, *self.draft.blocks)
        return compare(before, (title, *self.version.blocks), self.lang)

    @cached_property
    def formatted(self) -> tuple[Block, ...]:
        """Return the blocks that say what they said in another form: headings, links, emphases."""
        if self.draft is None or self.comparison is None:
            return ()
        before = (self.draft.title, *self.draft.blocks)
        drafted = set(shown_blocks(self.draft))
        pairs = zip(self.version.blocks, self.comparison.origins[1:], strict=True)
        return tuple(
            block
            for block, origin in pairs
            if origin is not None and before[origin].text == block.text and block not in drafted
        )

    @property
    def segments(self) -> int:
        """Return how many sentences the version was translated in."""
        return len(self.draft.segments) if self.draft else 0

    @property
    def doubtful(self) -> int:
        """Return how many sentences the model was not sure of and nobody has dealt with yet."""
        if self.draft is None or self.state.accepted:
            return 0
        unsure = [s for s in self.draft.segments if s.step is Step.DOUBTFUL]
        if not unsure or self.state is ReviewState.MACHINE or self.comparison is None:
            return len(unsure)
        same = (edit for edit in self.comparison.edits if edit.kind is EditKind.SAME)
        left = {(unit.source, unit.text) for edit in same for unit in edit.before}
        return sum((segment.source, segment.target) in left for segment in unsure)

    @property
    def changed(self) -> int:
        """Return how many of them a person changed, took out or put in."""
        if self.state is ReviewState.MACHINE:
            return 0
        return sum(self.comparison.counts.values()) if self.comparison else 0


def statuses(files: Sequence[Path], settings: Settings, records: Records) -> list[Status]:
    """Return how published Markdown versions stand: those given, or all.

    Raises:
        PublishError: nothing has been published, or a file cannot be read.
    """
    return [status(path, settings, records) for path in find(files, settings)]


def status(path: Path, settings: Settings, records: Records) -> Status:
    """Return how one published Markdown version stands.

    Raises:
        PublishError: it cannot be read, or is none that ``run`` wrote.
        UsageError: it is no version that could be reviewed.
    """
    if path.is_dir():
        raise UsageError("is a folder", path=path, hint="name the Markdown versions in it")
    if path.suffix != ".md":
        raise UsageError(
            "review goes by the Markdown version", path=path, hint="name the .md file of it"
        )
    version = read_version(path)
    data = path.read_bytes()
    if not version.lang:
        raise PublishError(
            "its front matter names no language",
            path=path,
            hint="is this a version that run wrote?",
        )
    lang, stem = place_of(version, settings)
    if version.front.get("machine-translated") is False or lang == settings.source:
        raise UsageError(
            "is the cleaned source text; translations are reviewed",
            path=path,
            hint=f"name one, as in {settings.output}/{settings.targets[0]}/{path.name}",
        )
    newest = records.get(lang, stem)
    if newest is None and is_beside(path.stem):
        raise UsageError(
            "is a new version that waits beside an edited one",
            path=path,
            hint="translator review resolve deals with it",
        )
    record = None if is_lost(version, settings, records) else records.made_from(lang, stem, data)
    parts = parts_of(data)
    state, review, taken_back = _state(record, version, parts)
    return Status(
        path=path,
        lang=lang,
        stem=stem,
        data=data,
        version=version,
        parts=parts,
        record=record,
        state=state,
        review=review,
        taken_back=taken_back,
        waiting=waiting(newest, settings) if newest else (),
        files=record.review.files if record and record.review else {},
    )


def _state(
    record: Record | None, version: PublishedVersion, parts: Parts
) -> tuple[ReviewState, Review | None, Review | None]:
    """Return the state of a version, its review, and one that an edit has taken back."""
    review = record.review if record else None
    if review is not None and review.digest == parts.digest:
        return review.state, review, None
    if review is not None:
        return ReviewState.EDITED, None, review if review.state.accepted else None
    if version.pristine:
        believed = _as_it_says(version, parts)
        return (believed.state, believed, None) if believed else (ReviewState.MACHINE, None, None)
    if record is not None and record.translation is not None:
        draft = render_markdown(target_version(record.translation))
        if parts_of(draft).digest == parts.digest:
            return ReviewState.MACHINE, None, None  # only what stands about the text was changed
    return ReviewState.EDITED, None, None


def _as_it_says(version: PublishedVersion, parts: Parts) -> Review | None:
    """Return the review that an intact file carries, if it carries one of this very text."""
    front = version.front
    said = str(front.get("review", ""))
    if said not in ("edited", "reviewed", "final") or front.get("text-digest") != parts.digest:
        return None
    return Review(
        state=ReviewState(said),
        by=str(front.get("reviewed-by", "")),
        at=str(front.get("reviewed-at", "")),
        final_by=str(front.get("final-by", "")),
        final_at=str(front.get("final-at", "")),
        segments=int(front.get("segments-reviewed", 0)),
        changed=int(front.get("segments-changed", 0)),
        digest=parts.digest,
    )


def shown_blocks(translation: Translation) -> tuple[Block, ...]:
    """Return the blocks of a translation as its published Markdown reads back, without the title."""
    parts = parts_of(render_markdown(target_version(translation)))
    return parse_body(parts.body)[1]
