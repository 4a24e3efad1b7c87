"""``translator translate``: plain text in, plain text out."""

from __future__ import annotations

import io
from pathlib import Path

import click

from translator.cli import options
from translator.cli.terminal import write_data
from translator.errors import LoadError


@click.command()
@click.argument("file", type=options.PATH, default="-", metavar="[FILE | -]")
@click.option(
    "--from",
    "source",
    metavar="LANG",
    default="de",
    show_default=True,
    help="Language of the text.",
)
@click.option(
    "--to",
    "target",
    metavar="LANG",
    default="en",
    show_default=True,
    help="Language to translate into.",
)
@click.option("--lines", is_flag=True, help="One output line per input line.")
@options.glossary_option
@options.settings_option
def translate(
    file: Path,
    source: str,
    target: str,
    glossary: tuple[Path, ...],
    settings_file: Path | None,
    *,
    lines: bool,
) -> None:
    """Translate plain text from FILE or stdin to stdout.

    A paragraph ends at a blank line; with --lines every line stands on its own.
    """
    from translator.engines.plugged import left_out

    project = options.open_project(settings_file, source=source, glossary=glossary)
    options.name_missing_glossary(project.settings)
    route = project.target(target).route
    options.say_problems(left_out())
    if route and route.starter:
        click.echo("Note: made with the embedded starter model; it gives the gist only.", err=True)
    text = project.translate_text(_read(file), target, lines=lines)
    write_data(text.encode())


def _read(file: Path) -> str:
    """Read UTF-8 text from a file or stdin."""
    try:
        data = options.read_stdin() if file == options.STDIN else file.read_bytes()
        return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline=None).read()
    except OSError as error:
        raise LoadError("cannot be read", path=file, hint=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise LoadError("is not UTF-8 text", path=file, hint="save it as UTF-8") from error
