"""Where a command was started, and what paths on its command line mean.

A command works in the folder of its project, as git does: paths in the settings start there, and
so do the paths in messages and published files, wherever the command was started. Paths on the
command line start where it was started and are turned into such paths here.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from translator.errors import UsageError
from translator.folder import find_project

ADDRESS = re.compile(r"(?:https?|ftp|file):/|www\.[\w-]+\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Start:
    """The folder a command was started in, and the project that folder is in, if any."""

    folder: Path
    project: Path | None

    @classmethod
    def here(cls) -> Start:
        """Look around in the working directory."""
        try:
            folder = Path.cwd()
        except FileNotFoundError as error:
            raise UsageError(
                "the folder this was started in is gone", hint="go to another one and try again"
            ) from error
        return cls(folder, find_project(folder))

    def path(self, given: Path) -> Path:
        """Return a path of the command line as one that starts at the project, if it is inside."""
        if self.project is None or str(given) == "-" or ADDRESS.match(str(given)):
            return given
        absolute = self.folder / given
        if ".." in given.parts:
            absolute = Path(os.path.realpath(absolute))
        if absolute.is_relative_to(self.project):
            return absolute.relative_to(self.project)
        return given if self.folder == self.project else absolute


class ProjectPath(click.Path):
    """A path on the command line."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path as the project sees it."""
        path: Any = super().convert(value, param, ctx)
        return from_start(Path(path))


def from_start(given: Path) -> Path:
    """Return a path of the command line as the project of this command sees it."""
    start = click.get_current_context().find_root().obj
    return start.path(given) if isinstance(start, Start) else given


def in_project() -> bool:
    """Say whether the command was started in a project."""
    start = click.get_current_context().find_root().obj
    return isinstance(start, Start) and start.project is not None
