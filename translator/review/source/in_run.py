"""The edits of a source in a run: read, taken over from the published file, made on the article."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from translator.article import Article
from translator.errors import PublishError
from translator.records import Record
from translator.review.source.apply import applied
from translator.review.source.by_hand import is_all_ours, says_the_same, taken_over, untaken
from translator.review.source.edits import Action, SourceEdit, squashed
from translator.review.source.store import SourceEdits, load_edits, save_edits
from translator.settings import Settings

_SHOWN = 60  # characters of a text in a line about it


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one article: its edits, and the published file where somebody has edited it.

    ``taken`` says what was taken over from that.
    """

    stem: str
    settings: Settings
    edits: SourceEdits
    by_hand: bytes | None = None
    taken: tuple[str, ...] = ()

    @classmethod
    def of(cls, stem: str, record: Record | None, settings: Settings) -> Source:
        """Return what is known of an article; ``record`` is that of its source version.

        Raises:
            PublishError: what is kept of its edits, or the published file, cannot be read.
        """
        edits = load_edits(settings.state, stem)
        return cls(stem, settings, edits, untaken(stem, record, edits, settings))

    @property
    def gone(self) -> tuple[str, ...]:
        """Return a line for every edit that has no place in the article."""
        return tuple(map(told, self.edits.waiting))

    def made_on(self, base: Article) -> tuple[Source, Article]:
        """Return the article with the edits made on it; what is new of them is kept.

        Raises:
            PublishError: they cannot be kept.
        """
        settings, edits = self.settings, self.edits
        taken: tuple[str, ...] = ()
        if self.by_hand is not None:
            edits = taken_over(base, edits, self.stem, self.by_hand, settings)
            taken = _counted(edits.edits, self.edits.edits)
        done = applied(base, edits.edits, settings.source)
        edits = edits.with_gone(done.gone)
        if not settings.dry_run:
            save_edits(settings.state, self.stem, edits)
        return replace(self, edits=edits, taken=taken), done.article


def told(edit: SourceEdit) -> str:
    """Say in a line what an edit is: what was done to which text."""
    text = squashed(edit.text)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"{edit.action} “{shown}”"


def _counted(after: tuple[SourceEdit, ...], before: tuple[SourceEdit, ...]) -> tuple[str, ...]:
    counts = Counter(edit.action for edit in after if edit not in before)
    return tuple(f"{counts[action]} {action}" for action in Action if counts[action])


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A published source version beside the text that is to be written: whether it says the same.

    ``is_ours`` says that there is nothing else in it, and ``digest`` what it is called then.
    """

    is_same: bool
    is_ours: bool = False
    digest: str = ""


def taken_file(path: Path, rendered: bytes) -> TakenFile:
    """Compare a published source version with the text that is to be written.

    Raises:
        PublishError: it cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return TakenFile(is_same=False)
    except OSError as error:
        raise PublishError(
            f"cannot read the file that is there: {error.strerror}", path=path
        ) from error
    if not says_the_same(data, rendered):
        return TakenFile(is_same=False)
    return TakenFile(
        is_same=True,
        is_ours=is_all_ours(data, rendered),
        digest=hashlib.sha256(data).hexdigest(),
    )
