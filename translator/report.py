"""What a run did, counted; the exit code comes from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Protocol

from translator.article import Finding, ReviewState, Severity, TermOutcome
from translator.doubt import Doubt
from translator.errors import EXIT_FAILED, EXIT_FINDINGS, EXIT_OK


class Observer(Protocol):
    """Hears how a run goes on; called from worker threads when there is more than one job."""

    def started(self, name: str, articles: int) -> None: ...

    def translating(self, name: str, lang: str, done: int, total: int) -> None: ...

    def finished(self, report: ArticleReport) -> None: ...


class Silence:
    """An observer that says nothing."""

    def started(self, name: str, articles: int) -> None:
        """Ignore the start of an article."""

    def translating(self, name: str, lang: str, done: int, total: int) -> None:
        """Ignore the progress of a version."""

    def finished(self, report: ArticleReport) -> None:
        """Ignore the end of an article."""


class Action(StrEnum):
    """What became of one language version."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "edited by hand"
    KEPT_BESIDE = "edited by hand: new version beside"
    OLDER = "edited by hand: older program or model"
    PLANNED = "would be written"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class VersionReport:
    """One language version: what was done, out of how many segments, and what was found.

    ``waiting`` are new versions beside edited files that nobody has dealt with yet; ``older``
    says that a person edited what an older program or model had made. ``review`` is the state of
    one that people did something about; ``taken_back`` names who had accepted it before somebody
    changed it. ``doubts`` are the sentences to look at, the worst first, of a version made just now.
    """

    lang: str
    action: Action
    route: str = ""
    segments: int = 0
    translated: int = 0
    findings: tuple[Finding, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()  # (outcome, count), in the order of TermOutcome
    paths: tuple[str, ...] = ()
    error: str = ""
    starter: bool = False
    waiting: tuple[str, ...] = ()
    older: bool = False
    review: str = ""
    taken_back: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def warnings(self) -> int:
        """Return the findings that count under ``--strict``: none where a person vouches for it."""
        if self.review in (ReviewState.REVIEWED, ReviewState.FINAL):
            return 0
        return sum(finding.severity is not Severity.NOTE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One input with its versions, or the error that stopped it.

    ``taken`` is what was taken over just now of what somebody did in the published source version,
    ``gone`` the edits of the source that have no place in the article any more.
    """

    name: str
    versions: tuple[VersionReport, ...] = ()
    removed: int = 0
    error: str = ""
    taken: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Tell whether the article or one of its versions failed."""
        return bool(self.error) or any(v.action is Action.FAILED for v in self.versions)


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Published files of an article whose input ``source`` is gone.

    ``same_as`` is an input with the same bytes, which it may have been renamed to; in
    ``published_as`` the input is still there and is published under another name.
    """

    source: str
    paths: tuple[str, ...]
    same_as: str = ""
    published_as: str = ""

    def __str__(self) -> str:
        if self.published_as:
            why = f"{self.source} is published as {self.published_as} now"
        else:
            why = f"{self.source} is gone"
            why += f" ({self.same_as} has the same content)" if self.same_as else ""
        return f"{why}; left as they are: {', '.join(self.paths)} (delete what is not needed)"


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run.

    ``left`` are published files that no input stands behind any more, ``problems`` what the run
    had to do without: glossary rows, memory rows.
    """

    articles: tuple[ArticleReport, ...]
    left: tuple[LeftBehind, ...] = ()
    problems: tuple[str, ...] = ()

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 3 if an article failed, 1 under ``strict`` if anything was found, else 0."""
        if any(article.failed for article in self.articles):
            return EXIT_FAILED
        found = bool(self.problems) or any(
            version.warnings for article in self.articles for version in article.versions
        )
        return EXIT_FINDINGS if strict and found else EXIT_OK

    def summary(self) -> str:
        """Return one line: articles, versions by action, findings."""
        versions = [version for article in self.articles for version in article.versions]
        actions = Counter(version.action for version in versions)
        parts = [f"{actions[action]} {action}" for action in Action if actions[action]]
        failed = sum(bool(article.error) for article in self.articles)
        if failed:
            parts.append(f"{failed} article{'s' * (failed != 1)} failed")
        findings = sum(version.warnings for version in versions)
        waiting = sum(len(version.waiting) for version in versions)
        count = len(self.articles)
        missing = len(self.problems)
        without = f"; {missing} problem{'s' * (missing != 1)} with glossary or memory"
        return (
            f"{count} article{'s' * (count != 1)}; "
            f"versions: {', '.join(parts) or 'nothing to do'}; "
            f"{findings} finding{'s' * (findings != 1)} to look at"
            + (f"; {waiting} new file{'s' * (waiting != 1)} waiting beside" if waiting else "")
            + (without if missing else "")
        )

    def reminders(self) -> list[str]:
        """Return a line for everything that somebody has to decide about, until it is done."""
        versions = [version for article in self.articles for version in article.versions]
        lines = [
            f"Taken over from the source version of {article.name}: {', '.join(article.taken)}"
            for article in self.articles
            if article.taken
        ]
        lines += [
            f"An edit of the source waits: {article.name}: {edit}; that is not there any more "
            f"(translator clean {article.name} --edit)"
            for article in self.articles
            for edit in article.gone
        ]
        lines += [
            f"Waiting: {path} (the published file beside it was edited by hand; translator review "
            "resolve deals with it)"
            for version in versions
            for path in version.waiting
        ]
        lines += [
            f"Taken back: {version.paths[0]} was changed after {version.taken_back} accepted it; it "
            "counts as edited until somebody accepts it again"
            for version in versions
            if version.taken_back and version.paths
        ]
        lines += [f"Left behind: {left}" for left in self.left]
        older = sum(version.older for version in versions)
        if older:
            one = older == 1
            lines.append(
                f"{older} edited version{'s' * (not one)} {'was' if one else 'were'} made by an "
                f"older program or model and stay{'s' * one} as {'it is' if one else 'they are'}; "
                "translator run --renew puts a new version beside"
            )
        return lines

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data for ``--json``."""
        return {
            "articles": [asdict(article) for article in self.articles],
            "left": [asdict(left) for left in self.left],
            "problems": list(self.problems),
        }


def count_terms(outcomes: Iterable[TermOutcome]) -> tuple[tuple[str, int], ...]:
    """Count term outcomes in the order from best to worst."""
    counts = Counter(outcomes)
    return tuple((outcome.value, counts[outcome]) for outcome in TermOutcome if counts[outcome])
