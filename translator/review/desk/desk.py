"""What the desk works on: a project's versions, looked up by what is published and by nothing else."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from translator.errors import TranslatorError
from translator.picture_files import FOLDER, SUFFIXES
from translator.review.accept import Accepted
from translator.review.desk.changes import Change, Changes, ConflictError, PictureChange, Saved
from translator.review.desk.checked import Checked
from translator.review.desk.help import Match, Renderings, matches, remembered
from translator.review.desk.listing import Listing, listing
from translator.review.desk.seen import note, seen
from translator.review.desk.source import Run, SourceDesk
from translator.review.desk.terms import Effect, add, effects
from translator.review.desk.view import Piece, View, digest, view
from translator.review.recheck import find
from translator.review.reviews import Reviews
from translator.review.source.sources import Sources
from translator.review.states import Status


class NotThereError(Exception):
    """An address of the desk that leads to nothing."""


@dataclass(frozen=True, slots=True)
class Work:
    """A version on the desk: how it stands, what the checks find, which sentences were looked at."""

    status: Status
    view: View
    seen: frozenset[str]
    can_undo: bool = False
    is_checked: bool = True

    @property
    def digest(self) -> str:
        """Return what tells this file, and what was looked at in it, from what another window sees."""
        return state_digest(self.status.data, self.seen, is_checked=self.is_checked)

    @property
    def text_digest(self) -> str:
        """Return what tells this file from any other."""
        return hashlib.sha256(self.status.data).hexdigest()


def state_digest(data: bytes, keys: Collection[str], *, is_checked: bool) -> str:
    """Return what tells a file, and what is known of it, from any other state of it."""
    return digest(f"{hashlib.sha256(data).hexdigest()}{sorted(keys)}{is_checked}")


@dataclass(slots=True)
class Desk:
    """The versions of a project, for the pages of the desk; safe to share between threads."""

    reviews: Reviews
    sources: Sources
    run: Run | None = None
    changes: Changes = field(default_factory=Changes)
    renderings: Renderings = field(default_factory=Renderings)
    checked: Checked = field(init=False)
    source: SourceDesk = field(init=False)
    _seen_lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.checked = Checked(self.reviews.findings)
        self.source = SourceDesk(self.sources, self.run)

    def listing(self) -> Listing:
        """Return what the list shows."""
        return listing(self.reviews)

    def path(self, lang: str, stem: str) -> Path:
        """Return the Markdown file of a published version.

        Whatever the address says, only a file is returned that was found below the output folder.

        Raises:
            NotThereError: no such version is published.
        """
        settings = self.reviews.settings
        try:
            files = find((), settings)
        except TranslatorError as error:
            raise NotThereError from error
        wanted = settings.output / lang / f"{stem}.md"
        if wanted not in files:
            raise NotThereError
        return wanted

    def status(self, lang: str, stem: str) -> Status:
        """Return how a published version stands.

        Raises:
            NotThereError: no such version is published.
            TranslatorError: it cannot be read.
        """
        return self.reviews.show(self.path(lang, stem))

    def work(self, lang: str, stem: str) -> Work:
        """Return a version as its page shows it.

        Raises:
            NotThereError: no such version is published.
            TranslatorError: it cannot be read.
        """
        status = self.status(lang, stem)
        keys = seen(self.reviews.settings.state, lang, stem)
        shown = view(status, self.checked.of(status), keys)
        fresh = self.checked.is_fresh(status.path, status.data)
        return Work(status, shown, keys, self.changes.can_undo(status.path), fresh)

    def save(self, lang: str, stem: str, change: Change) -> Saved:
        """Make a change in a version.

        Raises:
            NotThereError: no such version is published.
            ConflictError: somebody else has changed the place since.
            TranslatorError: it cannot be read or written.
        """
        return self.changes.save(self.path(lang, stem), change)

    def save_picture(self, lang: str, stem: str, change: PictureChange) -> Saved:
        """Change what stands for a picture of a version, and whose it is.

        Raises:
            NotThereError: no such version is published.
            ConflictError: somebody else has changed it since.
            TranslatorError: it cannot be read or written.
        """
        return self.changes.save_picture(self.path(lang, stem), change)

    def accept(self, lang: str, stem: str, name: str, text_digest: str, *, final: bool) -> Accepted:
        """Accept a version in somebody's name, as ``translator review accept`` does.

        ``text_digest`` tells the file that was read: what somebody has changed since is not accepted.

        Raises:
            NotThereError: no such version is published.
            ConflictError: the file is another one now.
            TranslatorError: nobody is named, or it cannot be accepted, read or written.
        """
        path = self.path(lang, stem)

        def accepted() -> Accepted:
            if hashlib.sha256(path.read_bytes()).hexdigest() != text_digest:
                raise ConflictError(
                    "somebody has changed the version since this page was made",
                    hint="read it again",
                )
            return next(self.reviews.accept([path], by=name, final=final))

        return self.changes.between(path, accepted)

    def matches(self, work: Work, piece: Piece) -> tuple[Match, ...]:
        """Return what the memory has for sentences like this one.

        Raises:
            MemoryStoreError: it cannot be read.
        """
        if not piece.source_text:
            return ()
        known = remembered(self.reviews.settings.state)
        return matches(known, work.view.pair, piece.source_text, piece.text)

    def effects(self, lang: str, pair: tuple[str, str], term: str, rendering: str) -> list[Effect]:
        """Return the published sentences of a language that a new term would change.

        Raises:
            GlossaryError: a form cannot be one.
        """
        return list(effects(self._sentences(lang), pair, term, rendering))

    def _sentences(self, lang: str) -> Iterator[tuple[str, Piece]]:
        for path in find((), self.reviews.settings):
            with contextlib.suppress(TranslatorError):  # the list says what is wrong with it
                status = self.reviews.show(path)
                if status.lang == lang:
                    yield from ((status.stem, piece) for piece in view(status).pieces)

    def add_term(self, pair: tuple[str, str], term: str, rendering: str) -> None:
        """Add a term to the glossary; the checks know it from now on.

        Raises:
            TranslatorError: it cannot be added; says why.
        """
        glossary = add(self.reviews.settings, pair, term, rendering)
        self.reviews = replace(self.reviews, glossary=glossary)
        self.checked = Checked(self.reviews.findings)

    def look_at(
        self, lang: str, stem: str, names: Collection[str], *, is_seen: bool = True
    ) -> None:
        """Note of sentences that somebody has looked at them; all of the version by ``*``.

        Raises:
            NotThereError: no such version is published.
            TranslatorError: it cannot be read or written.
        """
        state = self.reviews.settings.state
        keys = {p.key for p in view(self.status(lang, stem)).pieces if {p.name, "*"} & {*names}}
        with self._seen_lock:
            before = seen(state, lang, stem)
            note(state, lang, stem, before | keys if is_seen else before - keys)

    def names_at(self, lang: str, stem: str, saved: Saved) -> list[str]:
        """Return the names of the sentences that stand where something was saved."""
        pieces = view(self.status(lang, stem)).pieces
        end = saved.start + len(saved.text)
        return [
            piece.name
            for piece in pieces
            if piece.block == saved.block and saved.start <= piece.end and piece.start < max(end, 1)
        ]

    def following(self, lang: str, stem: str, name: str, order: str) -> str | None:
        """Return the name of the sentence behind another, in an order."""
        found = self.work(lang, stem).view.following(name, order)
        return found.name if found else None

    def state(self, lang: str, stem: str) -> str:
        """Return what tells a version as it stands now from what a page shows (``Work.digest``)."""
        path = self.path(lang, stem)
        data, keys = path.read_bytes(), seen(self.reviews.settings.state, lang, stem)
        return state_digest(data, keys, is_checked=self.checked.is_fresh(path, data))

    def picture(self, name: str) -> Path:
        """Return a picture that was copied beside the versions.

        Raises:
            NotThereError: there is no such file in the folder of pictures.
        """
        if "\0" in name:
            raise NotThereError
        folder = (self.reviews.settings.output / FOLDER).resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            raise NotThereError
        if PurePosixPath(name).suffix.lower() not in SUFFIXES:
            raise NotThereError
        return path
