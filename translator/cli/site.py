"""``translator site``: the site of what is published."""

from __future__ import annotations

import json
from pathlib import Path

import click

from translator.cli import options
from translator.cli.terminal import one_line
from translator.errors import EXIT_FAILED, EXIT_OK

_MOST = 20  # files or problems that are named
force_option = click.option(
    "--force", is_flag=True, help="Also replace files of the site that somebody has changed."
)


@click.group(invoke_without_command=True)
@click.pass_context
def site(context: click.Context) -> None:
    """Build a site of all published versions, and look at it.

    Without a command the site is built in output/site: an index for each language, sections,
    articles with a switch between their versions, pairs side by side. [site] in translator.toml
    has its title, its address, the names of sections and a folder of templates of your own.
    """
    if context.invoked_subcommand is None:
        context.exit(context.invoke(build))


@site.command()
@force_option
@options.settings_option
@options.json_option
def build(settings_file: Path | None = None, *, force: bool = False, as_json: bool = False) -> int:
    """Build the site in output/site; only what changed is written."""
    project = options.open_project(settings_file)
    report = project.site(force=force)
    files = report.files
    if as_json:
        data = {
            "folder": report.folder.as_posix(),
            "languages": report.languages,
            "articles": report.articles,
            "written": files.written,
            "unchanged": files.unchanged,
            "removed": files.removed,
            "kept": files.kept,
            "problems": report.problems,
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return EXIT_FAILED if files.kept else EXIT_OK
    articles = f"{report.articles} article{'s' * (report.articles != 1)}"
    languages = ", ".join(report.languages)
    changed = f"{len(files.written)} files written, {files.unchanged} unchanged"
    gone = f", {len(files.removed)} removed" if files.removed else ""
    click.echo(one_line(f"{report.folder}: {articles} in {languages}; {changed}{gone}"))
    _name("kept, because somebody changed it", files.kept)
    if files.kept:
        click.echo("  To have them made again: move them away, or translator site build --force")
    _name("look at", report.problems)
    if not project.settings.site.url:
        click.echo(
            "Without [site] url in translator.toml addresses are relative, and there is no feed "
            "and no sitemap."
        )
    click.echo("To look at it: translator site open")
    return EXIT_FAILED if files.kept else EXIT_OK


@site.command(name="open")
@options.port_option
@options.launch_option
@options.settings_option
def open_(port: int, settings_file: Path | None, *, launch: bool) -> None:
    """Show the site in the browser, on this computer only, until Ctrl+C."""
    from translator.site import FOLDER, served

    project = options.open_project(settings_file)
    with served(project.settings.output / FOLDER, port) as (address, server):
        click.echo(f"The site is at {address} (Ctrl+C ends it)")
        if launch:
            click.launch(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("")


def _name(what: str, items: tuple[str, ...]) -> None:
    for item in items[:_MOST]:
        click.echo(one_line(f"  {what}: {item}"))
    if len(items) > _MOST:
        click.echo(f"  … and {len(items) - _MOST} more")
