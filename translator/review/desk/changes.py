"""What people do to a version at the desk: each change in the file at once, the last ones to be undone.

The Markdown file is the truth. A change is made to what stands there now, in the place that the page
showed; where somebody has changed that place since, nothing is written and the page says so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from translator.article import Block, Image
from translator.errors import PublishError, UsageError
from translator.files import write_unless_changed
from translator.publish.parts import Parts, parts_of
from translator.review.desk.rewrite import blocks_of, rewritten, with_picture
from translator.review.desk.view import digest
from translator.review.edited_text import Spot, on_one_line

T = TypeVar("T")
_MOST_UNDONE = 100  # changes of a version
_ATTEMPTS = 5  # to write a file that somebody else is writing
_TELLING = 12  # characters from which a sentence is looked for where its block has moved


class ConflictError(UsageError):
    """Somebody else has changed the place since the page was made."""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence as the page shows it, and what it shall say.

    ``was`` stood at ``start`` in block number ``block``, whose text has the digest ``block_digest``;
    ``session`` names one field being typed in: all that is typed there is one change to be undone.
    """

    block: int
    start: int
    was: str
    text: str
    block_digest: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class PictureChange:
    """What stands for a picture and whose it is, as the page shows it and as it shall be.

    ``digest`` is that of the picture's texts (``picture_digest``).
    """

    block: int
    digest: str
    alt: str
    credit: str
    session: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a change stands in the file now."""

    block: int
    start: int
    text: str
    block_digest: str


@dataclass(frozen=True, slots=True)
class _Step:
    """A change that can be undone: the file before and after it, what it was made to."""

    before: bytes
    after: bytes
    spot: Spot
    session: str = ""


@dataclass(slots=True)
class Changes:
    """All changes made at one desk; safe to share between threads."""

    _steps: dict[Path, list[_Step]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def save(self, path: Path, change: Change) -> Saved:
        """Make a change in a file.

        Raises:
            ConflictError: somebody else has changed the place since.
            UsageError: the place cannot be written.
            PublishError: the file cannot be read or written.
        """
        return self._save(path, lambda data: self._made(path, data, change))

    def save_picture(self, path: Path, change: PictureChange) -> Saved:
        """Make a change in the texts of a picture.

        Raises:
            ConflictError: somebody else has changed them since.
            UsageError: the place cannot be written.
            PublishError: the file cannot be read or written.
        """

        def made(data: bytes) -> tuple[_Step, Saved]:
            spot = _picture_at(parts_of(data), change)
            body = with_picture(parts_of(data).body, spot.block, change.alt, change.credit)
            before = self._base(path, data, change.session)
            after = _with_body(data, body)
            said = picture_digest(blocks_of(body)[spot.block])
            return _Step(before, after, spot, change.session), Saved(spot.block, 0, "", said)

        return self._save(path, made)

    def _save(self, path: Path, made: Callable[[bytes], tuple[_Step, Saved]]) -> Saved:
        with self._lock:
            for _ in range(_ATTEMPTS):
                data = _bytes_of(path)
                step, saved = made(data)
                if step.after == data or write_unless_changed(path, step.after, data):
                    self._note(path, step)
                    return saved
        raise PublishError(
            "somebody saves this file all the time", path=path, hint="look at it and try again"
        )

    def can_undo(self, path: Path) -> bool:
        """Tell whether the last change can be taken back."""
        return bool(self._steps.get(path))

    def undo(self, path: Path) -> int:
        """Take the last change of a file back; return the block it was made in.

        Raises:
            UsageError: there is none.
            ConflictError: the file was changed since by other means.
            PublishError: the file cannot be read or written.
        """
        with self._lock:
            steps = self._steps.get(path, [])
            if not steps:
                raise UsageError("there is no change to take back")
            last = steps.pop()
            if not write_unless_changed(path, last.before, last.after):
                steps.clear()
                raise ConflictError(
                    "the file was changed since by other means",
                    path=path,
                    hint="nothing was undone",
                )
            return last.spot.block

    def between(self, path: Path, work: Callable[[], T]) -> T:
        """Do something else with a file between two changes; those before can be undone no more."""
        with self._lock:
            done = work()
            self._steps.pop(path, None)
            return done

    def _made(self, path: Path, data: bytes, change: Change) -> tuple[_Step, Saved]:
        """Return a change of these bytes.

        While one goes on typing in a field, the text is compared with the one that the field was
        opened on, so that marks are lost or kept by what it says in the end.
        """
        steps = self._steps.get(path, [])
        last = steps[-1] if steps else None
        spot = _located(parts_of(data), change)
        base, place = data, spot
        if change.session and last and (last.session, last.after) == (change.session, data):
            base, place = last.before, last.spot
        body = rewritten(parts_of(base).body, place, change.text)
        after = _with_body(base, body)
        return _Step(base, after, place, change.session), _saved(body, place, change.text)

    def _base(self, path: Path, data: bytes, session: str) -> bytes:
        """Return the file as it was when a field was opened that somebody still types in."""
        last = next(iter(self._steps.get(path, [])[-1:]), None)
        if last and session and (last.session, last.after) == (session, data):
            return last.before
        return data

    def _note(self, path: Path, step: _Step) -> None:
        steps = self._steps.setdefault(path, [])
        last = steps[-1] if steps else None
        if last and step.session and (last.session, last.before) == (step.session, step.before):
            steps.pop()
        if step.before != step.after:
            steps.append(step)
        del steps[:-_MOST_UNDONE]


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PublishError("cannot read the file", path=path, hint=str(error.strerror)) from error


def _with_body(data: bytes, body: str) -> bytes:
    """Return a file with another body; byte order mark and line ends stay those of an editor."""
    parts = parts_of(data)
    text = parts.file(noted=replace(parts.noted, text=body))
    if b"\r\n" in data:
        text = text.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode()


def _located(parts: Parts, change: Change) -> Spot:
    """Return where the sentence of a change stands now.

    Raises:
        ConflictError: it stands there no more.
    """
    texts = [block.text for block in blocks_of(parts.body)]
    end = change.start + len(change.was)
    if 0 <= change.block < len(texts) and 0 <= change.start <= len(texts[change.block]):
        text = texts[change.block]
        known = digest(text) == change.block_digest
        if text[change.start : end] == change.was and (known or change.was):
            return Spot(change.block, change.start, end)
    places = [
        Spot(number, at, at + len(change.was))
        for number, text in enumerate(texts)
        if len(change.was) >= _TELLING and (at := text.find(change.was)) >= 0
    ]
    if len(places) == 1 and texts[places[0].block].count(change.was) == 1:
        return places[0]
    raise ConflictError(
        "somebody has changed this sentence in the meantime", hint="look at it first"
    )


def picture_digest(block: Block) -> str:
    """Return what tells the texts of a picture from any others."""
    image = block.image or Image()
    return digest(f"{image.url}\0{image.alt}\0{image.credit}")


def _picture_at(parts: Parts, change: PictureChange) -> Spot:
    """Return where the picture of a change stands now.

    Raises:
        ConflictError: it stands there no more.
    """
    blocks = blocks_of(parts.body)
    digests = [picture_digest(block) if block.image else "" for block in blocks]
    if 0 <= change.block < len(blocks) and digests[change.block] == change.digest:
        return Spot(change.block, 0, 0)
    if digests.count(change.digest) == 1:
        return Spot(digests.index(change.digest), 0, 0)
    raise ConflictError(
        "somebody has changed this picture in the meantime", hint="look at it first"
    )


def _saved(body: str, spot: Spot, text: str) -> Saved:
    """Return where a text stands after it was put in."""
    line = on_one_line(text)
    blocks = blocks_of(body)
    there = blocks[spot.block].text if spot.block < len(blocks) else ""
    start = there.find(line, max(0, spot.start - 1)) if line else min(spot.start, len(there))
    return Saved(spot.block, start, line, digest(there))
