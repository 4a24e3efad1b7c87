"""What a run did, counted; the exit code comes from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from translator.article import Finding, Severity, TermOutcome
from translator.errors import EXIT_FAILED, EXIT_FINDINGS, EXIT_OK


class Action(StrEnum):
    """What became of one language version."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "edited by hand"
    KEPT_BESIDE = "edited by hand: new version beside"
    PLANNED = "would be written"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class VersionReport:
    """One language version: what was done, out of how many segments, and what was found."""

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

    @property
    def warnings(self) -> int:
        """Return the findings that count under ``--strict``."""
        return sum(finding.severity is not Severity.NOTE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One input with its versions, or the error that stopped it."""

    name: str
    versions: tuple[VersionReport, ...] = ()
    removed: int = 0
    error: str = ""

    @property
    def failed(self) -> bool:
        """Tell whether the article or one of its versions failed."""
        return bool(self.error) or any(v.action is Action.FAILED for v in self.versions)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    articles: tuple[ArticleReport, ...]

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 3 if an article failed, 1 under ``strict`` if the checks found something, else 0."""
        if any(article.failed for article in self.articles):
            return EXIT_FAILED
        found = any(version.warnings for article in self.articles for version in article.versions)
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
        count = len(self.articles)
        return (
            f"{count} article{'s' * (count != 1)}; "
            f"versions: {', '.join(parts) or 'nothing to do'}; "
            f"{findings} finding{'s' * (findings != 1)} to look at"
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data for ``--json``."""
        return {"articles": [asdict(article) for article in self.articles]}


def count_terms(outcomes: Iterable[TermOutcome]) -> tuple[tuple[str, int], ...]:
    """Count term outcomes in the order from best to worst."""
    counts = Counter(outcomes)
    return tuple((outcome.value, counts[outcome]) for outcome in TermOutcome if counts[outcome])
