"""``translator memory``: look after the translation memory."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli import options
from translator.clock import now
from translator.errors import MemoryStoreError
from translator.translate.memory import MEMORY_FILE, Memory, is_memory, rescued

if TYPE_CHECKING:
    from translator.project import Project

NOTHING_YET = "no translation memory yet; it starts with the first run"


@click.group()
def memory() -> None:
    """Look after the translation memory: the machine cache and people's corrections."""


def _path(settings_file: Path | None) -> Path:
    """Return where the memory of this project is, or will be."""
    return options.read_settings(settings_file).state / MEMORY_FILE


def _open(settings_file: Path | None, *, create: bool = True) -> Memory:
    """Open the memory of this project; without ``create`` one that is not there stays so."""
    return Memory(_path(settings_file), create=create)


@memory.command()
@options.settings_option
@options.json_option
def stats(settings_file: Path | None, *, as_json: bool) -> None:
    """Count cached translations and corrections per language pair."""
    from translator.cli.tables import print_table

    path = _path(settings_file)
    with Memory(path, create=False) as store:
        counts = store.counts()
    size = path.stat().st_size if path.exists() else 0
    if as_json:
        pairs = [
            {"from": c.source_lang, "to": c.target_lang, "machine": c.machine, "human": c.human}
            for c in counts
        ]
        click.echo(json.dumps({"path": str(path), "bytes": size, "pairs": pairs}))
        return
    if not path.exists():
        click.echo(f"{path}: {NOTHING_YET}")
        return
    rows = [(f"{c.source_lang} → {c.target_lang}", str(c.machine), str(c.human)) for c in counts]
    print_table("Translation memory", ("Pair", "Machine", "Human"), rows)
    click.echo(f"{path}, {size / 1e6:.1f} MB")


@memory.command("export")
@click.argument("file", type=options.PATH, default="-", metavar="[FILE | -]")
@click.option("--machine", is_flag=True, help="Export machine translations too, marked as such.")
@options.settings_option
def export_(file: Path, settings_file: Path | None, *, machine: bool) -> None:
    """Write corrections as TMX to FILE or stdout."""
    from translator.files import write_atomic
    from translator.translate.tmx import write_tmx

    settings = options.read_settings(settings_file)
    with _open(settings_file, create=False) as store:
        human = store.corrections()
        cached = list(store.machine_entries()) if machine else []
        options.say_problems(store.problems)
    data = write_tmx(human, cached, settings.source)
    if str(file) == "-":
        click.echo(data, nl=False)
        return
    if file.exists():
        raise MemoryStoreError("already exists", path=file, hint="choose another name")
    write_atomic(file, data)
    what = f"{len(human)} correction{'s' * (len(human) != 1)}"
    if machine:
        what += f" and {len(cached)} machine translation{'s' * (len(cached) != 1)}"
    click.echo(f"Wrote {what} to {file}.", err=True)


@memory.command("import")
@click.argument("files", nargs=-1, required=True, type=options.PATH)
@options.source_option
@options.settings_option
def import_(files: tuple[Path, ...], source: str | None, settings_file: Path | None) -> None:
    """Read sentence pairs from TMX files as people's translations.

    What a model made here is no person's work, whatever another program says of it. A memory of
    another project, or one that was damaged, is read as well: its corrections.
    """
    from translator.translate.people import by_people
    from translator.translate.tmx import read_tmx

    project = options.open_project(settings_file, say_glossary=False, source=source)
    drafts = [translation for _, _, translation in project.translations()]
    time = now()
    with project.memory() as store:
        for file in files:
            if is_memory(file):
                entries, machine = list(rescued(file)), 0
            else:
                pairs = list(read_tmx(file, project.settings.source))
                entries = by_people(pairs, store, drafts)
                machine = len(pairs) - len(entries)
                entries = [replace(entry, made=entry.made or time) for entry in entries]
            left = f"; {machine} as a model here made them, left out" if machine else ""
            count = len(entries) + machine
            said = f"{count} pair{'s' * (count != 1)}"
            click.echo(f"{file}: {said}, {store.learn(entries)} new or changed{left}")


@memory.command()
@click.argument("files", nargs=-1, type=options.PATH, metavar="[FILE]...")
@options.settings_option
@click.option(
    "--by", metavar="NAME", default="", help="Who made the changes, where no review says."
)
@click.option("--dry-run", is_flag=True, help="Show what would be learned and change nothing.")
def learn(files: tuple[Path, ...], settings_file: Path | None, by: str, *, dry_run: bool) -> int:
    """Take over what people changed in published versions (default: all of them).

    A sentence that may not say the same as its source is named and, on a terminal, asked about.
    """
    project = options.open_project(settings_file)
    found = project.review.files(files)
    return options.each(found, lambda file: learn_from(project, file, by, dry_run=dry_run))


def learn_from(project: Project, file: Path, by: str, *, dry_run: bool = False) -> None:
    """Learn from a published version, say what is learned, ask about what may not say the same."""
    with project.memory() as store:
        for path, found in project.lessons([file]):
            if found.lost:
                click.echo(
                    f"{path}: what it was made from is not on record any more, and the new "
                    "version beside it may say something else; nothing is learned from it",
                    err=True,
                )
                continue
            for entry in found.corrections:
                click.echo(f"{path}: {entry.source}\n    → {entry.target}")
            taken = list(found.corrections)
            for doubt in found.doubts:
                click.echo(
                    f"{path}: not learned: {doubt.reason}\n  = {doubt.source}\n  - {doubt.draft}\n"
                    f"  + {doubt.target}",
                    err=True,
                )
                asks = not dry_run and sys.stdin.isatty()
                if doubt.entry and asks and click.confirm("Learn it all the same?", err=True):
                    taken.append(doubt.entry)
            made = now()
            taken = [replace(entry, who=entry.who or by, made=made) for entry in taken]
            count = len(taken) if dry_run else store.learn(taken)
            click.echo(
                f"{path}: {count} correction{'s' * (count != 1)} "
                f"{'to learn' if dry_run else 'learned'}",
                err=True,
            )


@memory.command()
@click.argument("files", nargs=-1, required=True, type=options.PATH)
@options.settings_option
def forget(files: tuple[Path, ...], settings_file: Path | None) -> int:
    """Forget what machines made of the articles in FILES; `run --force` then asks them anew.

    Corrections stay, and so does every published version until it is made again.
    """
    project = options.open_project(settings_file, say_glossary=False)
    with project.memory(create=False) as store:
        return options.each(files, lambda file: _forget(project, store, file))


def _forget(project: Project, store: Memory, file: Path) -> None:
    from translator.translate.prepare import prepare

    lang = project.settings.source
    texts = prepare(project.clean(file.absolute()), lang).texts
    count = store.forget(lang, texts)
    again = f"; `translator run --force {file}` asks anew" if count else ""
    click.echo(f"{file}: {count} translation{'s' * (count != 1)} forgotten{again}")


@memory.command()
@click.option("--corrections", is_flag=True, help="Delete people's corrections too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.settings_option
def clear(settings_file: Path | None, *, corrections: bool, yes: bool) -> None:
    """Empty the machine cache; corrections stay unless asked for."""
    what = "all translations and corrections" if corrections else "all cached translations"
    path = _path(settings_file)
    if not path.exists():
        click.echo(f"{path}: {NOTHING_YET}")
        return
    if not yes:
        options.confirm(f"Delete {what}?", unasked="--yes")
    with Memory(path) as store:
        click.echo(f"{store.clear(human=corrections)} entries deleted.")
