"""Every error the tool raises on purpose, and how each one reads.

::

    TranslatorError
    ├── UsageError        the command line or translator.toml asks for something impossible
    ├── LoadError         an input file cannot be read as text
    ├── CleanError        a page holds no article
    ├── LanguageError     an article is not in the language it should be in
    ├── GlossaryError     a glossary file is broken
    ├── RouteError        no installed model leads from one language to another
    ├── ModelError        a model package cannot be found, fetched, verified or installed
    ├── EngineError       a translation backend failed; raised at the border only
    ├── MemoryStoreError  the translation memory cannot be opened or read
    └── PublishError      a version cannot be written

The message says what is wrong, the hint what to do about it. An error about a file carries its
path and, where one is to blame, the line. Anything that is not a ``TranslatorError`` is a bug;
``unexpected`` says so in one line.
"""

from __future__ import annotations

import traceback
from pathlib import Path

EXIT_OK = 0  # nothing to complain of
EXIT_FINDINGS = 1  # under --strict
EXIT_USAGE = 2  # as click has it
EXIT_FAILED = 3  # an article
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


class TranslatorError(Exception):
    """Base of all errors; ``str()`` gives one line: ``path:line: message (hint)``."""

    exit_code = EXIT_FAILED

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        place = ""
        if self.path is not None:
            place = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        remedy = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{remedy}"


class UsageError(TranslatorError):
    """The command line or the settings ask for something impossible."""

    exit_code = EXIT_USAGE


class LoadError(TranslatorError):
    """An input file cannot be read as text."""


class CleanError(TranslatorError):
    """A page holds no article."""


class LanguageError(TranslatorError):
    """An article is not in the language it should be in."""


class GlossaryError(TranslatorError):
    """A glossary file is broken; always names the file and the line."""

    exit_code = EXIT_USAGE


class RouteError(TranslatorError):
    """No installed model leads from one language to another."""


class ModelError(TranslatorError):
    """A model package cannot be found, fetched, verified or installed."""


class EngineError(TranslatorError):
    """A translation backend failed."""


class MemoryStoreError(TranslatorError):
    """The translation memory cannot be opened or read."""


class PublishError(TranslatorError):
    """A version cannot be written."""


def unexpected(error: BaseException) -> str:
    """Return one line about an error that nobody raised on purpose: what it is and where it rose.

    The place is the innermost of our own lines, which is what a report of the bug needs.
    """
    package = Path(__file__).parent
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(package):
            place = f" in {file.relative_to(package.parent).as_posix()}:{line}"
    reason = " ".join(str(error).split())
    what = f"{type(error).__name__}: {reason}" if reason else type(error).__name__
    return f"unexpected {what}{place} (please report this bug)"
