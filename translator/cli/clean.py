"""``translator clean``: strip pages down to their articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli import options
from translator.cli.terminal import complain, one_line, write_data
from translator.errors import EXIT_FAILED, EXIT_OK, TranslatorError

if TYPE_CHECKING:
    from translator.article import Article, Block, Document

_EXPLAINED_TEXT = 100  # characters of a removed text that --explain shows


@click.command()
@click.argument("inputs", nargs=-1, type=options.PATH, metavar="[INPUT… | -]")
@click.option(
    "--format",
    "name",
    type=click.Choice(["md", "json", "txt"]),
    default="md",
    show_default=True,
    help="Format of the cleaned article.",
)
@click.option(
    "--output", type=options.PATH, metavar="DIR", help="Write files there instead of to stdout."
)
@click.option(
    "--explain", is_flag=True, help="Show instead what was removed, by which rule, and why."
)
@click.option(
    "--edit", is_flag=True, help="Put the source of one article right in your editor ($EDITOR)."
)
@click.option("--url", default="", help="Address the page was saved from.")
@options.settings_option
def clean(
    inputs: tuple[Path, ...],
    name: str,
    output: Path | None,
    url: str,
    settings_file: Path | None,
    *,
    explain: bool,
    edit: bool,
) -> int:
    """Strip saved pages and pasted texts down to their articles.

    INPUT is files, directories or - for stdin; without it, the inputs of the settings. Several
    articles in JSON come as one object a line.

    --edit opens the article with what was left out below a line: move a text above it to call it
    back, delete one above it to drop it, correct what is wrong. It counts for all languages and runs.
    """
    project = options.open_project(settings_file, say_glossary=False)
    settings = project.settings
    if edit:
        from translator.cli.edit_source import edit_source

        edit_source(project, inputs)
        return EXIT_OK
    options.require_inputs(inputs, settings)
    sources = _sources(inputs or settings.inputs)
    options.name_overlooked(inputs or settings.inputs)
    code = EXIT_OK
    for path, stem in sources:
        try:
            data = options.read_stdin(settings.max_bytes + 1) if path == options.STDIN else path
            document = project.load(data, url=url, stem=stem)
            article = project.clean(document)
            if output:
                _write(output / f"{stem}.{name}", _render(article, document, name))
            if explain:
                click.echo("\n".join(_explain(article, document)))
                continue
            for note in article.notes:
                click.echo(one_line(f"{document.name}: {note}"), err=True)
            if not output:
                write_data(_render(article, document, name, one_line=len(sources) > 1))
        except TranslatorError as error:
            error.path = error.path or path
            complain(error)
            code = EXIT_FAILED
    return code


def article_record(article: Article) -> dict[str, Any]:
    """Return an article as plain data: metadata, ``text``, blocks, captions, images, removed."""
    meta = article.metadata
    return {
        "title": meta.title,
        "lead": article.lead,
        "author": meta.author,
        "date": meta.date,
        "source": meta.source,
        "section": meta.section,
        "url": meta.url,
        "lang": meta.lang,
        "tags": list(meta.tags),
        "cut": article.cut,
        "text": article.text,
        "blocks": [_block_record(block) for block in article.blocks],
        "captions": [image.caption for image in article.images if image.caption],
        "images": [asdict(image) for image in article.images],
        "removed": [asdict(removal) for removal in article.removed],
        "notes": list(article.notes),
    }


def _block_record(block: Block) -> dict[str, Any]:
    """Return a block as plain data; what figures and embeds say stands apart from the text."""
    record = asdict(block)
    if block.image is not None:
        record |= {"text": "", "image": {**asdict(block.image), "caption": block.text}}
    elif block.kind == "embed":
        record |= {"text": "", "embed": {"title": block.text, "url": block.href}}
    return record


def _sources(inputs: tuple[Path, ...]) -> list[tuple[Path, str]]:
    """Return what to read: standard input, or the articles below the given paths."""
    from translator.load import discover

    files = [path for path in inputs if path != options.STDIN]
    found = discover(files) if files else []
    return [*found, *((options.STDIN, "stdin") for path in inputs if path == options.STDIN)]


def _render(article: Article, document: Document, name: str, *, one_line: bool = False) -> bytes:
    """Return the article in one of the formats; Markdown and text are those that run publishes."""
    if name == "json":
        indent = None if one_line else 1
        text = json.dumps(article_record(article), ensure_ascii=False, indent=indent) + "\n"
        return text.encode("utf-8", "backslashreplace")
    return replace(article, source_file=Path(document.name).name).render(name)


def _explain(article: Article, document: Document) -> Iterator[str]:
    """Yield a table of what was removed: line, rule, text, reason."""
    kept = len(article.blocks)
    yield f"{document.name}: {kept} blocks kept, {len(article.removed)} pieces removed"
    yield from (f"    -  {'input':<14} {note}" for note in article.notes)
    if article.cut:
        yield f"{document.name}: the article is not whole: {article.cut}"
    for removal in sorted(article.removed, key=lambda removal: removal.line):
        text = " ".join(removal.text.split())
        if len(text) > _EXPLAINED_TEXT:
            text = f"{text[:_EXPLAINED_TEXT]}…"
        place = f"{removal.line:>5}" if removal.line else "    -"
        yield f"{place}  {removal.rule:<14} {text}  ({removal.reason})"


def _write(path: Path, data: bytes) -> None:
    from translator.files import write_atomic

    write_atomic(path, data)
    click.echo(str(path))
