"""What the desk says of all versions: how far each has come, what is doubtful, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from translator.article import Review, ReviewState, Severity, Step
from translator.errors import TranslatorError
from translator.review.edits import EditKind
from translator.review.recheck import find
from translator.review.reviews import Reviews
from translator.review.states import Status


@dataclass(frozen=True, slots=True)
class Entry:
    """A version in the list; ``doubts`` counts its sentences that are not sure, by step.

    ``findings`` counts what the checks found when the version was made or accepted, by severity.
    """

    lang: str
    stem: str
    title: str
    state: ReviewState
    who: str = ""
    taken_back: str = ""
    segments: int = 0
    changed: int = 0
    doubts: tuple[tuple[Step, int], ...] = ()
    findings: tuple[tuple[Severity, int], ...] = ()
    waiting: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Tell whether nobody has to look at it."""
        return self.state.accepted and not self.waiting


@dataclass(frozen=True, slots=True)
class Listing:
    """All versions by article and language, and a line for each that cannot be read.

    ``source`` is the language of the articles.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    source: str = ""

    @property
    def todo(self) -> tuple[Entry, ...]:
        """Return those that somebody has to look at."""
        return tuple(entry for entry in self.entries if not entry.is_done)


def listing(reviews: Reviews) -> Listing:
    """Return what is published, a project without anything being an empty list."""
    entries, problems = [], []
    try:
        files = find((), reviews.settings)
    except TranslatorError as error:
        return Listing((), (str(error),))
    for file in files:
        try:
            entries.append(entry(reviews.show(file)))
        except TranslatorError as error:
            problems.append(str(error))
    ordered = tuple(sorted(entries, key=lambda e: (e.stem, e.lang)))
    return Listing(ordered, tuple(problems), reviews.settings.source)


def entry(status: Status) -> Entry:
    """Return what the list says of a version."""
    findings = Counter(f.severity for f in status.record.findings) if status.record else Counter()
    doubts = Counter(_steps(status))
    return Entry(
        lang=status.lang,
        stem=status.stem,
        title=status.version.title or status.stem,
        state=status.state,
        who=signed(status.review),
        taken_back=status.taken_back.by if status.taken_back else "",
        segments=status.segments,
        changed=status.changed,
        doubts=tuple((s, doubts[s]) for s in (Step.DOUBTFUL, Step.LOOK) if doubts[s]),
        findings=tuple((s, findings[s]) for s in Severity if findings[s]),
        waiting=status.waiting,
    )


def signed(review: Review | None) -> str:
    """Say who vouches for a version, and since when."""
    if review is None or not review.by:
        return ""
    final = review.state is ReviewState.FINAL
    by, at = (review.final_by, review.final_at) if final else (review.by, review.at)
    return f"{by}, {at[:10]}"


def _steps(status: Status) -> Iterator[Step]:
    """Yield how sure the sentences are that nobody has touched or vouched for."""
    if status.draft is None or status.state.accepted:
        return
    if status.state is ReviewState.MACHINE or status.comparison is None:
        yield from (segment.step for segment in status.draft.segments)
        return
    known = {(s.source, s.target): s.step for s in status.draft.segments}
    for edit in status.comparison.edits:
        if edit.kind is EditKind.SAME:
            yield from (known.get((u.source, u.text), Step.SURE) for u in edit.before)
