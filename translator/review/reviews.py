"""Everything people do about published versions, for Python and for the commands: ``Project.review``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.article import Finding
from translator.clock import now
from translator.glossary.concept import Glossary
from translator.records import Records
from translator.review import accept as accepting
from translator.review.accept import Accepted
from translator.review.exchange.bring import FOLDER, BroughtIn, Format, Place, bring_in, export
from translator.review.recheck import find
from translator.review.resolve import Resolved, Way, resolve
from translator.review.states import Status, status, statuses
from translator.settings import Settings


@dataclass(frozen=True, slots=True)
class Reviews:
    """The published versions of a project and what people do about them.

    Files are Markdown versions below the output folder, as paths that start at the project's folder,
    ``root``; the other formats of a version follow them.
    """

    settings: Settings
    records: Records
    glossary: Glossary
    root: Path = Path()

    def files(self, files: Sequence[Path | str] = ()) -> list[Path]:
        """Return the Markdown versions that are published, or the given ones.

        Raises:
            PublishError: nothing has been published.
        """
        return find([self.root / file for file in files], self.settings)

    def list(self, files: Sequence[Path | str] = ()) -> list[Status]:
        """Return how published versions stand: those given, or all.

        Raises:
            PublishError: nothing has been published, or a file cannot be read.
            UsageError: a file is no version that could be reviewed.
        """
        return statuses([self.root / file for file in files], self.settings, self.records)

    def show(self, file: Path | str) -> Status:
        """Return how one published version stands.

        Raises:
            PublishError: it cannot be read, or is none that ``run`` wrote.
            UsageError: it is no version that could be reviewed.
        """
        return status(self.root / file, self.settings, self.records)

    def findings(self, found: Status) -> tuple[Finding, ...]:
        """Return what the checks find in a version as it stands."""
        return accepting.findings_of(found, self.glossary)

    def accept(
        self, files: Iterable[Path | str], *, by: str, final: bool = False, at: str = ""
    ) -> Iterator[Accepted]:
        """Accept versions as they stand, in the name of who has read them; yield each as it is done.

        They become reviewed, or with ``final``, those that are, final. ``at`` is when, as
        ``clock.now`` writes it, by default now.

        Raises:
            UsageError: nobody is named, or a version cannot be accepted; those before it are.
            PublishError: a file cannot be read or written.
        """
        time = at or now()
        for file in files:
            found = self.show(file)
            review = accepting.accepted(found, by, time, final=final)
            if review == found.review:
                yield Accepted(found.path, found.lang, review, waiting=found.waiting, news=False)
            else:
                yield accepting.publish(found, review, self.settings, self.records, self.glossary)

    def resolve(self, file: Path | str, way: Way) -> Resolved:
        """Deal with the new version that waits beside an edited one: keep, take or merge.

        Raises:
            UsageError: nothing waits there, or it cannot be merged.
            PublishError: a file cannot be read or written.
        """
        return resolve(self.root / file, way, self.settings, self.records, self.glossary)

    def export(
        self, file: Path | str, form: Format, folder: Path | str = FOLDER, *, force: bool = False
    ) -> Path:
        """Write a version for translators into a folder; return the file, of OmegaT the project.

        What is there already and says something else is replaced by ``force`` only.

        Raises:
            UsageError: what the version was made from is not on record.
            PublishError: the file is there and says something else, or cannot be written.
        """
        place = Place(self.settings, self.records, self.glossary, self.root)
        return export(self.show(file), form, self.root / folder, place, force=force)

    def bring_in(self, file: Path | str) -> BroughtIn:
        """Publish what translators changed in a file; the version counts as edited then.

        Raises:
            UsageError: the file is none of ours, or its version has another text by now.
            PublishError: a file cannot be read or written.
        """
        place = Place(self.settings, self.records, self.glossary, self.root)
        return bring_in(self.root / file, place)
