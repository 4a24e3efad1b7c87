"""The site of a project: built of what is published, written below the output folder, served from there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from translator.errors import PublishError, TranslatorError, UsageError
from translator.publish.site import Entry, Site, build
from translator.publish.site.write import Written, write
from translator.records import Records
from translator.review.versions import published
from translator.settings import Settings

FOLDER = "site"  # below the output folder
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What became of a site: where it lies, what was written, what an editor should know."""

    folder: Path
    languages: tuple[str, ...]
    articles: int
    files: Written
    problems: tuple[str, ...] = ()


def build_site(settings: Settings, records: Records, *, force: bool = False) -> SiteReport:
    """Build the site of all that is published, and write what changed.

    Raises:
        PublishError: nothing has been published, or a file cannot be written.
        UsageError: a template of the house is wrong.
    """
    entries, errors = [], []
    for stem, found in published(settings, records):
        if isinstance(found, TranslatorError):
            errors.append(f"left out: {found}")
        else:
            entries.append(Entry(stem, found))
    if not entries:
        raise PublishError(
            "nothing has been published here",
            path=settings.output,
            hint="translator run comes first",
        )
    if settings.site.templates and not settings.site.templates.is_dir():
        raise UsageError(
            "site.templates: there is no such folder",
            path=settings.site.templates,
            hint="make it, or take the line out of the settings",
        )
    site = build(entries, settings.site)
    files, missing = _with_pictures(site, settings.output)
    folder = settings.output / FOLDER
    written = write(files, folder, settings.state, force=force)
    problems = (*errors, *missing, *site.problems)
    return SiteReport(folder, site.languages, site.articles, written, problems)


def _with_pictures(site: Site, output: Path) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of a site with the pictures it shows, and a line for each that is not there."""
    files, missing = dict(site.files), []
    for path in site.pictures:
        try:
            files[path] = (output / path).read_bytes()
        except OSError as error:
            missing.append(f"{path}: {error.strerror or error}")
    return files, missing


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[tuple[str, ThreadingHTTPServer]]:
    """Serve a folder to this computer only; yields the address and the server.

    ``port`` 0 is any that is free.

    Raises:
        UsageError: there is no site yet, or the port is taken.
    """
    if not (folder / "index.html").is_file():
        raise UsageError("there is no site yet", path=folder, hint="translator site builds it")
    try:
        server = ThreadingHTTPServer((_LOOPBACK, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used: {error.strerror or error}", hint="choose another --port"
        ) from error
    with server:
        yield f"http://{_LOOPBACK}:{server.server_port}/", server


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site for whoever asks under the address of this computer, and nothing on a terminal."""

    def send_head(self) -> Any:
        """Refuse a page elsewhere that had its own name point here (DNS rebinding)."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host not in (_LOOPBACK, "localhost"):
            self.send_error(403, "only for this computer")
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:
        """Show no lists of files."""
        self.send_error(404, "no such page")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named so by the base class
        """Say nothing for every request."""
