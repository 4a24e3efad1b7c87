"""Deal with a new version that waits beside an edited one: keep one of the two, or merge them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from translator.article import Block, BlockKind, Review, ReviewState
from translator.errors import UsageError
from translator.glossary.concept import Glossary
from translator.load.stems import is_beside
from translator.publish.accepted import with_body
from translator.publish.place import (
    FileState,
    Shelf,
    place,
    published_beside,
    put_aside,
    state_of,
)
from translator.records import Record, Records
from translator.review import accept
from translator.review.merge import Conflict, Ours, merge
from translator.review.merged_text import written_out
from translator.review.states import Status, status
from translator.seal import seal_of
from translator.settings import Settings
from translator.standing import waiting


class Way(StrEnum):
    """How to deal with a new version that waits."""

    KEEP = "keep"  # what people made of it stays, the new one goes
    TAKE = "take"  # the new one is published, the people's becomes a backup
    MERGE = "merge"  # the people's sentences where the source did not change


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was done: files written, put aside as backups, removed; what is in conflict."""

    path: Path
    way: Way
    written: tuple[Path, ...] = ()
    backups: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def resolve(
    path: Path, way: Way, settings: Settings, records: Records, glossary: Glossary
) -> Resolved:
    """Deal with what waits beside a published version.

    Nothing that people wrote is lost: what is replaced or removed stays as ``STEM.bak.md``.

    Raises:
        UsageError: nothing waits there, or it cannot be merged.
        PublishError: a file cannot be read or written.
    """
    found = status(_base(path), settings, records)
    newest = records.get(found.lang, found.stem)
    waits = [Path(name) for name in waiting(newest, settings)] if newest else []
    if newest is None or not waits:
        raise UsageError("no new version waits beside it", path=found.path, hint="nothing to do")
    match way:
        case Way.KEEP:
            done = _cleared(waits, newest, settings)
        case Way.TAKE:
            done = _taken(waits, newest, settings)
        case Way.MERGE:
            return _merged(found, waits, newest, _Place(settings, records, glossary))
    removed = [path.relative_to(settings.output).as_posix() for path in done.removed]
    beside = {name: sha for name, sha in newest.beside.items() if name not in removed}
    outputs = dict(newest.outputs)
    for file in done.written:
        name = file.relative_to(settings.output).as_posix()
        outputs[name] = _sha(file.read_bytes())
    records.put(found.stem, replace(newest, outputs=outputs, beside=beside))
    return replace(done, path=found.path, way=way)


@dataclass(frozen=True, slots=True)
class _Place:
    settings: Settings
    records: Records
    glossary: Glossary


def _base(path: Path) -> Path:
    """Return the version that a file is, or stands beside."""
    return published_beside(path) if is_beside(path.stem) else path


def _cleared(waits: Sequence[Path], newest: Record, settings: Settings) -> Resolved:
    """Remove what waits; what somebody edited of it becomes a backup."""
    backups = []
    for path in waits:
        if _is_edited(path, newest, settings):
            backups.append(put_aside(published_beside(path), path.read_bytes()))
        path.unlink()
    return Resolved(Path(), Way.KEEP, backups=tuple(backups), removed=tuple(waits))


def _taken(waits: Sequence[Path], newest: Record, settings: Settings) -> Resolved:
    """Publish what waits, each over what it stands beside; the last where there are several."""
    backups, written = [], []
    for path in waits:
        done = place(
            published_beside(path),
            path.read_bytes(),
            newest.outputs.get(published_beside(path).relative_to(settings.output).as_posix()),
            force=True,
            shelf=Shelf(root=settings.output),
        )
        written.append(done.path)
        backups += [done.backup] if done.backup else []
        path.unlink()
    return Resolved(Path(), Way.TAKE, tuple(written), tuple(backups), tuple(waits))


def _merged(found: Status, waits: Sequence[Path], newest: Record, at: _Place) -> Resolved:
    """Publish the merged text; the person's becomes a backup."""
    texts = [path for path in waits if path.suffix == ".md"]
    if len(texts) != 1 or _is_edited(texts[0], newest, at.settings):
        raise UsageError(
            "only one new Markdown version that nobody has edited can be merged",
            path=found.path,
            hint="compare them, then --keep or --take",
        )
    if found.draft is None or newest.translation is None:
        raise UsageError(
            "what it was made from is not on record, so nobody can tell who changed what",
            path=found.path,
            hint="compare the two, then --keep or --take",
        )
    after = (Block(BlockKind.HEADING, found.version.title, level=1), *found.version.blocks)
    if found.comparison is None:
        raise AssertionError(found)  # there is a draft
    ours = Ours(after, found.comparison, frozenset(found.formatted))
    merged = merge(found.draft, ours, newest.translation)
    body = written_out(merged, found.parts.body)
    backup = put_aside(found.path, found.data)
    done = accept.publish(
        replace(found, record=newest),
        Review(state=ReviewState.EDITED),
        at.settings,
        at.records,
        at.glossary,
        accept.Text(with_body(found.data, body), found.draft, seal_of(texts[0].read_bytes()) or ""),
    )
    removed = []
    for path in waits:
        if published_beside(path) in done.written and not _is_edited(path, newest, at.settings):
            path.unlink()
            removed.append(path)
    return Resolved(
        found.path, Way.MERGE, done.written, (backup,), tuple(removed), merged.conflicts
    )


def _is_edited(path: Path, newest: Record, settings: Settings) -> bool:
    name = path.relative_to(settings.output).as_posix()
    return state_of(path, {newest.beside.get(name)}) is FileState.EDITED


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
