"""Options that several commands share, and how they become settings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from translator.cli.start import ProjectPath, from_start, in_project
from translator.cli.terminal import complain, one_line
from translator.errors import EXIT_OK, TranslatorError, UsageError
from translator.settings import FORMATS, PICTURES, Settings, load_settings

if TYPE_CHECKING:
    from translator.glossary import Glossary
    from translator.project import Project

MOST_PROBLEMS = 10  # named one by one; `glossary lint` shows all
Command = TypeVar("Command", bound=Callable[..., Any])
STDIN = Path("-")
_MOST_NAMES = 5  # on one line
PATH = ProjectPath(path_type=Path)
NAME = click.Path(path_type=Path)  # a name in a folder of the project, or a path to it


class Declined(click.Abort):
    """Somebody answered no when asked whether to go on."""


def settings_option(command: Command) -> Command:
    """Add ``--settings FILE``."""
    return click.option(
        "--settings",
        "settings_file",
        type=PATH,
        metavar="FILE",
        help="Read these settings instead of translator.toml.",
    )(command)


def port_option(command: Command) -> Command:
    """Add ``--port N`` of a server on this computer."""
    return click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=0,
        help="Port to use (default: one that is free).",
    )(command)


def launch_option(command: Command) -> Command:
    """Add ``--launch/--no-launch``."""
    return click.option(
        "--launch/--no-launch", default=True, help="Open the browser (default: yes)."
    )(command)


def source_option(command: Command) -> Command:
    """Add ``--from LANG``."""
    return click.option(
        "--from", "source", metavar="LANG", help="Language of the articles (default: de)."
    )(command)


def targets_option(command: Command) -> Command:
    """Add ``--to LANG``, repeatable."""
    return click.option(
        "--to",
        "targets",
        metavar="LANG",
        multiple=True,
        help="Language to translate into; may be given several times.",
    )(command)


def output_option(command: Command) -> Command:
    """Add ``--output DIR``."""
    return click.option(
        "--output", type=PATH, metavar="DIR", help="Where versions are published (default: output)."
    )(command)


def formats_option(command: Command) -> Command:
    """Add ``--format NAME``, repeatable."""
    return click.option(
        "--format",
        "formats",
        type=click.Choice(FORMATS),
        multiple=True,
        help="Format to publish; may be given several times (default: md).",
    )(command)


def pictures_option(command: Command) -> Command:
    """Add ``--pictures WAY``."""
    return click.option(
        "--pictures",
        type=click.Choice(PICTURES),
        help="Keep the addresses of pictures, drop pictures, or copy those saved beside a page "
        "(default: keep).",
    )(command)


def glossary_option(command: Command) -> Command:
    """Add ``--glossary FILE|DIR``, repeatable."""
    return click.option(
        "--glossary",
        type=PATH,
        metavar="FILE|DIR",
        multiple=True,
        help="Glossary to use; may be given several times (default: glossary).",
    )(command)


def json_option(command: Command) -> Command:
    """Add ``--json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one machine-readable report."
    )(command)


def own_file(file: Path, settings: Settings) -> Path:
    """Return the file of the glossary that ``--file`` means: a path from here, or a name in it.

    Raises:
        UsageError: it lies outside the glossary, or is no CSV file.
    """
    from translator.glossary import edit

    here = from_start(file)
    inside = edit.is_own_file(here, settings.glossary)
    return edit.own_file(here if inside else file, settings.glossary)


def open_glossary(settings: Settings) -> Glossary:
    """Load the glossary of a command; what is broken in it is said on stderr and left out."""
    from translator.glossary import load_glossary

    glossary = load_glossary(settings.glossary)
    say_problems(map(str, glossary.problems))
    return glossary


def open_project(settings_file: Path | None, *, say_glossary: bool = True, **given: Any) -> Project:
    """Open the project of a command with its settings.

    What is broken in its glossary is said on stderr and left out; without ``say_glossary`` that is
    the command's own business.
    """
    from translator.project import Project

    project = Project(read_settings(settings_file, **given))
    if say_glossary:
        say_problems(map(str, project.glossary.problems))
    return project


def say_problems(problems: Iterable[str]) -> None:
    """Name the first problems on stderr and count the rest."""
    found = list(problems)
    for problem in found[:MOST_PROBLEMS]:
        click.echo(f"Warning: {problem}", err=True)
    if len(found) > MOST_PROBLEMS:
        click.echo(f"Warning: … and {len(found) - MOST_PROBLEMS} more", err=True)


def read_settings(settings_file: Path | None, **options: Any) -> Settings:
    """Build the settings of a command; flags that were not given leave the file's values."""
    given = {name: value for name, value in options.items() if value is not False}
    return load_settings(settings_file, **given)


def require_inputs(given: Sequence[Path], settings: Settings) -> None:
    """Say what to do where a command has nothing to work on.

    Raises:
        UsageError: no input was named, and the input folder of the settings does not exist.
    """
    if given or any(path.exists() for path in settings.inputs):
        return
    if in_project():
        raise UsageError(
            "there is no such folder or file",
            path=settings.inputs[0] if settings.inputs else None,
            hint="make it and put saved pages into it, or name a file",
        )
    raise UsageError(
        "no article was named, and there is no project in this folder or above it",
        hint="`translator init` makes a project here; or name a file, as in `translator run "
        "page.html`, or - for what is piped in",
    )


def split_stdin(settings: Settings) -> tuple[tuple[Path, ...], bytes | None]:
    """Return the inputs that are files, and what stands in stdin if ``-`` is among the inputs."""
    files = tuple(path for path in settings.inputs if path != STDIN)
    if len(files) == len(settings.inputs):
        return files, None
    return files, read_stdin(settings.max_bytes + 1)


def read_stdin(most: int = -1) -> bytes:
    """Return what stands in stdin, at most so many bytes; on a terminal, say that it is awaited."""
    if sys.stdin.isatty():
        key = "Ctrl+Z and Enter" if sys.platform == "win32" else "Ctrl+D"
        click.echo(f"Type or paste the text; end it with {key} on a line of its own.", err=True)
    return sys.stdin.buffer.read(most)


def name_overlooked(inputs: Sequence[Path]) -> None:
    """Name on one line what lies among the inputs and is nothing an article could be in."""
    from translator.load import overlooked

    files = overlooked(inputs)
    if not files:
        return
    names = ", ".join(path.as_posix() for path in files[:_MOST_NAMES])
    more = f" and {len(files) - _MOST_NAMES} more" if len(files) > _MOST_NAMES else ""
    click.echo(one_line(f"Note: no articles, and left alone: {names}{more}"), err=True)


def name_missing_glossary(settings: Settings) -> None:
    """Say outside of a project that terms are translated as the model likes."""
    if not in_project() and not any(path.exists() for path in settings.glossary):
        click.echo(
            "Note: no glossary here; `translator init` makes a project with one of 919 concepts.",
            err=True,
        )


def confirm(question: str, *, unasked: str) -> None:
    """Ask a question and go on if the answer is yes.

    Raises:
        Declined: the answer is no.
        UsageError: nobody is there to answer; ``unasked`` is the flag that answers beforehand.
    """
    try:
        agreed = click.confirm(question, err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        click.echo("", err=True)
        raise UsageError(
            "the question needs an answer, and there is no terminal to give it on",
            hint=f"add {unasked}",
        ) from None
    if not agreed:
        raise Declined


def each(files: Iterable[Path], do: Callable[[Path], object]) -> int:
    """Do something with every file; what fails is one line, the others go on. Return the exit code."""
    code = EXIT_OK
    for file in files:
        try:
            do(file)
        except TranslatorError as error:
            if error.path is None:
                error.path = file
            complain(error)
            code = max(code, error.exit_code)
    return code
