"""``translator review open``: the desk in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from translator.cli import options
from translator.errors import UsageError


@click.command(name="open")
@options.port_option
@options.launch_option
@options.settings_option
def open_(port: int, settings_file: Path | None, *, launch: bool) -> None:
    """Read, mend and sign versions in the browser, on this computer only, until Ctrl+C.

    Source and translation stand side by side; what is doubtful is marked. Every change is saved at
    once in the published Markdown version. Needs the extra "review".
    """
    try:
        from translator.review.desk.app import opened
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in ("starlette", "uvicorn"):
            raise
        raise UsageError(
            f"the desk needs {missing}, which is not installed",
            hint='pip install "article-translator[review]"',
        ) from error
    from translator.review.desk.desk import Desk
    from translator.review.desk.help import Renderings

    project = options.open_project(settings_file)
    renderings = Renderings(lambda lang: [hop.engine for hop in project.target(lang).hops])
    desk = Desk(project.review, project.sources, project.run_one, renderings=renderings)
    with opened(desk, port) as (address, server, listening):
        click.echo(f"The desk is at {address} (Ctrl+C ends it)")
        if launch:
            click.launch(address)
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            click.echo("")
