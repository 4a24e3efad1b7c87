"""Options that several commands share, and how they become settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from translator.settings import FORMATS, Settings, load_settings

Command = TypeVar("Command", bound=Callable[..., Any])
PATH = click.Path(path_type=Path)


def settings_option(command: Command) -> Command:
    """Add ``--settings FILE``."""
    return click.option(
        "--settings",
        "settings_file",
        type=PATH,
        metavar="FILE",
        help="Read these settings instead of translator.toml.",
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


def read_settings(settings_file: Path | None, **options: Any) -> Settings:
    """Build the settings of a command; flags that were not given leave the file's values."""
    given = {name: value for name, value in options.items() if value is not False}
    return load_settings(settings_file, **given)
