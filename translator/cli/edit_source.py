"""``translator clean FILE --edit``: put the source of one article right in an editor."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli import options
from translator.cli.terminal import one_line
from translator.errors import TranslatorError, UsageError
from translator.files import write_atomic
from translator.review.source.edits import Action
from translator.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from translator.project import Project
    from translator.review.source.sources import SourceText


def edit_source(project: Project, inputs: tuple[Path, ...]) -> None:
    """Open the editor on the source of one article, and keep what was done there.

    Raises:
        UsageError: it is not one file, the editor failed, or what it left cannot be read.
        TranslatorError: the article cannot be read, or the edits cannot be written.
    """
    if len(inputs) != 1 or inputs[0] == options.STDIN or not inputs[0].is_file():
        raise UsageError(
            "--edit takes one article", hint="name its file: translator clean FILE --edit"
        )
    sources = project.sources
    text = sources.of(inputs[0])
    draft = sources.draft_file(text)
    written = text.markdown.encode("utf-8", "replace")
    is_kept = draft.exists()  # work of an earlier --edit, which only its own text replaces
    if is_kept:
        click.echo(f"Going on with the text that was kept: {draft}", err=True)
    else:
        write_atomic(draft, written)
    data = _edited(draft, is_kept=is_kept)
    if _lines(data) == _lines(written):
        draft.unlink()
        click.echo("Nothing was changed.", err=True)
        return
    try:
        after = sources.save_file(text, data)
    except TranslatorError as error:
        error.path = error.path or draft
        hint = f"{error.hint}; " if error.hint else ""
        error.hint = f"{hint}your text is kept there, and --edit goes on with it"
        raise
    draft.unlink()
    _say(text, after)
    for rule in sources.site_rules():
        click.echo(
            f"Dropped in {rule.articles} articles of {rule.host}. This in {SETTINGS_FILE} would "
            f"drop it in all of them:\n\n{rule.toml}\n",
            err=True,
        )


def _edited(draft: Path, *, is_kept: bool) -> bytes:
    """Return what the editor left of a file.

    Raises:
        UsageError: the editor cannot be started or says that it failed.
    """
    before = draft.read_bytes()
    try:
        click.edit(filename=str(draft))
    except click.ClickException as error:
        if not is_kept and draft.is_file() and draft.read_bytes() == before:
            draft.unlink()
            raise UsageError(
                f"nothing was changed: {error.message}",
                hint="the environment variable EDITOR names the program",
            ) from error
        raise UsageError(
            f"nothing was applied: {error.message}",
            path=draft,
            hint="your text is kept there, and --edit goes on with it",
        ) from error
    try:
        return draft.read_bytes()
    except OSError as error:
        raise UsageError("the editor left no file", path=draft) from error


def _lines(data: bytes) -> list[bytes]:
    return [line.rstrip() for line in data.strip().splitlines()]


def _say(before: SourceText, after: SourceText) -> None:
    counts = Counter(edit.action for edit in after.edits.edits)
    parts = [f"{counts[action]} {action}" for action in Action if counts[action]]
    said = ", ".join(parts) or "as it was cleaned"
    click.echo(
        one_line(f"{before.document.name}: {said}; translator run makes the versions"), err=True
    )
