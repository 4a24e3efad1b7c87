"""Accept a version: what stands in the file is published, by name, in every format.

The text stays to the letter. The record keeps it with the name, the time and the draft it began
with, so that formats which come later, or were lost, say the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from translator.article import Block, BlockKind, Finding, Review, ReviewState, Translation
from translator.check import run_checks
from translator.errors import PublishError, UsageError
from translator.glossary.concept import Glossary
from translator.publish.accepted import with_review
from translator.publish.as_markdown import render_markdown
from translator.publish.flavours import Dress
from translator.publish.parts import parts_of
from translator.publish.place import FileState, Shelf, replace_unless_changed, state_of
from translator.publish.read import parse_body
from translator.publish.version import target_version
from translator.records import Record, Records
from translator.review.dress import dress_of
from translator.review.edits import compare
from translator.review.recheck import as_edited
from translator.review.states import Status
from translator.review.text import rendered, version_of
from translator.seal import draft_of, is_sealed, seal_of
from translator.settings import Settings


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a version: its state, the files that say so, those that do not.

    ``left`` are formats that somebody edited by hand: they may say something else. ``news`` is
    false where the version was in this state before.
    """

    path: Path
    lang: str
    review: Review
    written: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    waiting: tuple[str, ...] = ()
    news: bool = True


def accepted(found: Status, by: str, at: str, *, final: bool) -> Review:
    """Return the review of a version that somebody accepts as it stands.

    Raises:
        UsageError: nobody is named, the draft is lost, or it is not reviewed and shall be final.
    """
    name = " ".join(by.split())
    if not name:
        raise UsageError("nobody is named", hint="say who accepts it: --by NAME")
    if found.draft is None:
        raise UsageError(
            "what it was made from is not on record",
            path=found.path,
            hint="translator run puts a new version beside; compare the two and keep one",
        )
    before = found.review
    vouched = before if before is not None and before.state.accepted else None
    if not final:
        return vouched or Review(
            state=ReviewState.REVIEWED,
            by=name,
            at=at,
            segments=found.segments,
            changed=found.changed,
        )
    if vouched is None:
        taken = " any more: somebody changed it since" if found.taken_back else ""
        raise UsageError(
            f"is not reviewed{taken}; only what is reviewed becomes final",
            path=found.path,
            hint="accept it without --final first",
        )
    if vouched.state is ReviewState.FINAL:
        return vouched
    return replace(vouched, state=ReviewState.FINAL, final_by=name, final_at=at)


@dataclass(frozen=True, slots=True)
class Text:
    """What shall stand in a version: its Markdown, and the draft whose front matter that has.

    ``seal`` is that of the draft it is based on, if it is not the one that the file carries.
    """

    markdown: bytes
    draft: Translation
    seal: str = ""


def publish(
    found: Status,
    review: Review,
    settings: Settings,
    records: Records,
    glossary: Glossary,
    text: Text | None = None,
) -> Accepted:
    """Publish a version with its review, in every format of the settings.

    Without a ``text`` it is what stands in the file.

    Raises:
        PublishError: somebody saved the file in the meantime, or something cannot be written.
    """
    if found.record is None or found.draft is None:
        raise AssertionError(found)  # ``accepted`` has refused it
    others = dict(_others(found, settings))
    kept = records.is_kept(found.lang, found.stem, found.data)
    kept = kept and found.record != records.get(found.lang, found.stem)
    text = text or Text(found.data, found.draft)
    title, blocks = parse_body(parts_of(text.markdown).body)
    findings = run_checks(as_edited(found.draft, title, blocks, glossary), glossary)
    if not review.by:
        review = replace(review, changed=_changed(found.draft, title, blocks))
    record = replace(found.record, findings=findings)
    review = replace(review, earlier=found.record.format == 1 or was_earlier(found.record))
    drafts = {"md": text.seal} if text.seal else _drafts(found, others)
    dress = dress_of(settings, found.stem)
    review, data = _written(found, record, replace(review, drafts=drafts), text, dress)
    record = replace(record, review=review)
    if kept:  # by the seal of the file: first under the one that it will have
        records.put_kept(found.stem, record, data)
    shelf = Shelf(root=settings.output)
    if not replace_unless_changed(found.path, data, found.data, shelf):
        raise PublishError(
            "somebody saves this file just now", path=found.path, hint="look at it and try again"
        )
    files = {_relative(found, "md"): _sha(data)}
    left = []
    for relative, old in others.items() if not kept else ():
        path = settings.output / relative
        new = rendered(record, path.suffix[1:])
        may = _may_replace(path, old, found, relative)
        if may and replace_unless_changed(path, new, old, shelf):
            files[relative] = _sha(new)
        else:
            left.append(path)
    if not kept:
        # Not recorded as outputs: nothing of it is a run's to replace.
        outputs = dict.fromkeys([*record.outputs, *files], "")
        review = replace(review, files=files)
        records.put(found.stem, replace(record, review=review, outputs=outputs))
    written = tuple(settings.output / relative for relative in files)
    return Accepted(found.path, found.lang, review, written, tuple(left), waiting=found.waiting)


def was_earlier(record: Record) -> bool:
    """Tell whether no run has seen a record of 0.1.0 since it was accepted."""
    return record.review is not None and record.review.earlier


def _changed(draft: Translation, title: str, blocks: tuple[Block, ...]) -> int:
    """Return how many sentences are other ones than those of a draft."""
    after = (Block(BlockKind.HEADING, title, level=1), *blocks)
    found = compare((draft.title, *draft.blocks), after, draft.lang)
    return sum(found.counts.values())


def findings_of(found: Status, glossary: Glossary) -> tuple[Finding, ...]:
    """Return what the checks find in a version as it stands."""
    if found.draft is None:
        return ()
    version = found.version
    return run_checks(as_edited(found.draft, version.title, version.blocks, glossary), glossary)


def _written(
    found: Status, record: Record, review: Review, text: Text, dress: Dress
) -> tuple[Review, bytes]:
    """Return the Markdown of a version with its review, and the review with that text."""
    basis = target_version(text.draft)
    data = text.markdown
    for _ in range(2):  # the headline of the front matter may follow the text, and is part of it
        review = replace(review, digest=parts_of(data).digest, markdown=text.markdown.decode())
        data = with_review(text.markdown, version_of(record, review), basis, dress)
    if parts_of(data).digest != review.digest:
        raise PublishError(
            "its front matter cannot be written as it stands",
            path=found.path,
            hint="give every key a line of its own, as run writes it",
        )
    return replace(review, markdown=data.decode()), data


def _drafts(found: Status, others: Mapping[str, bytes | None]) -> dict[str, str]:
    """Return the seals of the draft by format, as the files carry them."""
    files = {"md": found.data} | {Path(name).suffix[1:]: data for name, data in others.items()}
    seals = {name: draft_of(data) or seal_of(data) for name, data in files.items() if data}
    if not seals["md"] and found.draft:
        seals["md"] = seal_of(render_markdown(target_version(found.draft)))
    return {name: seal for name, seal in seals.items() if seal}


def _others(found: Status, settings: Settings) -> Iterator[tuple[str, bytes | None]]:
    """Yield the other formats of a version that are here or wanted, with what stands there now."""
    outputs = found.record.outputs if found.record else ()
    here = {name for name in outputs if (settings.output / name).is_file()}
    names = {Path(relative).suffix[1:] for relative in here} | {*settings.formats}
    for name in sorted(names - {"md"}):
        path = settings.output / _relative(found, name)
        yield _relative(found, name), path.read_bytes() if path.is_file() else None


def _may_replace(path: Path, existing: bytes | None, found: Status, relative: str) -> bool:
    """Tell whether a format is as it was written, by a run or with an earlier review."""
    record = found.record
    if existing is None or record is None or (is_sealed(existing) and draft_of(existing)):
        return True
    written = {record.outputs.get(relative), found.files.get(relative)}
    return state_of(path, written) is not FileState.EDITED


def _relative(found: Status, name: str) -> str:
    return f"{found.lang}/{found.stem}.{name}"


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
