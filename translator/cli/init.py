"""``translator init``: make a project."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

_WHAT = {
    "translator.toml": "settings, all optional, with what holds without them",
    "input/pasted-gipfel.txt": "a sample article; put saved pages, mails and texts beside it",
    "input/": "put saved pages, mails and pasted texts here",
    "output/": "the published versions, one folder a language",
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
def init(folder: Path) -> None:
    """Make a project in DIR (default: this folder): folders, settings, glossary and a sample.

    What is there already is never changed.
    """
    from translator.folder import GLOSSARY_FOLDER, make_project

    done = make_project(folder)
    concepts = [name for name in done.made if name.startswith(f"{GLOSSARY_FOLDER}/")]
    if done.made:
        click.echo(f"Made in {done.folder.resolve()}:")
    for name in done.made:
        if name not in concepts:
            click.echo(f"  {name}  {_WHAT.get(name, '')}".rstrip())
    if concepts:
        click.echo(f"  {GLOSSARY_FOLDER}/  how terms are translated: {_count(concepts)}")
    if done.kept:
        click.echo(f"There already, and left as it is: {', '.join(done.kept)}")
    if done.around:
        click.echo(
            f"Note: it lies in the project {done.around}; commands started in it use the new one.",
            err=True,
        )
    enter = "" if folder.absolute() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    click.echo(f"Next: {enter}translator run")


def _count(names: list[str]) -> str:
    files = [name.partition("/")[2] for name in names]
    return ", ".join(file for file in files if file) or "empty"
