"""What the desk works on: a project's versions, looked up by what is published and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from translator.errors import TranslatorError
from translator.picture_files import FOLDER, SUFFIXES
from translator.review.desk.listing import Listing, listing
from translator.review.recheck import find
from translator.review.reviews import Reviews
from translator.review.states import Status


class NotThereError(Exception):
    """An address of the desk that leads to nothing."""


@dataclass(slots=True)
class Desk:
    """The versions of a project, for the pages of the desk."""

    reviews: Reviews

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
