"""``translator models``: list, install, update and remove model packages."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.article import Severity, TermOutcome
from translator.cli.options import PATH, json_option, open_project, settings_option
from translator.cli.terminal import beyond, complain, one_line
from translator.errors import EXIT_FAILED, EXIT_OK, ModelError, UsageError

if TYPE_CHECKING:
    from translator.article import Translation
    from translator.compare import Compared
    from translator.engines.providers import Model
    from translator.models.download import Progress
    from translator.models.package import Package

_LICENCE = re.compile(
    r"licen[cs]e.{0,400}?(?P<name>Mozilla Public License 2\.0|MPL[- ]2\.0|Apache(?: License,?)?[- ](?:Version )?2\.0"
    r"|CC[- ]BY(?:[- ](?:SA|NC|ND))*[- ][34]\.0|CC0|MIT|GPL-3\.0)",
    re.IGNORECASE | re.DOTALL,
)
index_option = click.option(
    "--index",
    metavar="URL|DIR",
    help="Index of packages: a mirror's URL, an index.json or a folder of .argosmodel files.",
)


@click.group()
def models() -> None:
    """List, install and remove models. Only available, install and update use the network."""


@models.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """Show the installed models and where they come from."""
    from translator.cli.tables import better_models, print_table
    from translator.engines.providers import of_other_packages
    from translator.engines.routing import available_models
    from translator.models import inventory

    found = inventory()
    rows = [_listed(model) for model in available_models(found.packages)]
    problems = (*found.problems, *of_other_packages().problems)
    for problem in problems:
        complain(problem)
    if as_json:
        click.echo(json.dumps({"models": rows, "broken": [str(p) for p in problems]}))
        return
    columns = ("Name", "From", "To", "Version", "Installed by", "Size", "Licence", "Quality")
    keys = ("name", "from", "to", "version", "origin", "size", "licence", "quality")
    print_table("Models", columns, [[_cell(key, row[key]) for key in keys] for row in rows])
    if advice := better_models(package for package in found.packages if package.starter):
        click.echo(f"A starter gives the gist only. {advice}", err=True)


@models.command()
@click.argument("source", required=False, metavar="[FROM]")
@click.argument("target", required=False, metavar="[TO]")
@index_option
@json_option
def available(source: str | None, target: str | None, index: str | None, *, as_json: bool) -> None:
    """Show the models that can be installed, all or those from FROM to TO (uses the network)."""
    from translator.cli.tables import print_table
    from translator.models.index import index_location, read_index

    offers = [
        offer
        for offer in read_index(index_location(index))
        if source in (None, offer.source) and target in (None, offer.target)
    ]
    if as_json:
        keys = ("name", "source", "target", "version")
        click.echo(json.dumps([{key: getattr(offer, key) for key in keys} for offer in offers]))
        return
    rows = [(o.source, o.target, f"{o.source_name} → {o.target_name}", o.version) for o in offers]
    print_table("Available models", ("From", "To", "Languages", "Version"), rows)


@models.command()
@click.argument("what", nargs=-1, required=True, metavar="FROM TO | FILE | DIR")
@click.option("--from", "source", metavar="LANG", help="Language that a converted model reads.")
@click.option("--to", "target", metavar="LANG", help="Language that it writes.")
@index_option
def install(
    what: tuple[str, ...], index: str | None, source: str | None, target: str | None
) -> None:
    """Install the model from FROM to TO, or the packages in a FILE or DIR.

    Where there is no direct model, the two over English are installed. DIR may also be a model
    that was converted for CTranslate2 (OPUS-MT, M2M, MADLAD): --from and --to say its languages,
    where its name does not.
    """
    from translator.models.converted import is_converted
    from translator.models.store import install_file

    if len(what) == 1 and is_converted(Path(what[0])):
        _install_converted(Path(what[0]), source, target)
        return
    if source or target:
        raise UsageError(
            "--from and --to are for the folder of a converted model",
            hint="like `translator models install opus-mt-fr-en --from fr --to en`",
        )
    if len(what) == 2 and not Path(what[1]).exists():  # noqa: PLR2004 - FROM TO
        _install_pair(*what, index)
        return
    with _failures() as attempt:
        for file in _files(what):
            with attempt():
                _done("installed", install_file(file, _check))


@models.command()
@index_option
def update(index: str | None) -> None:
    """Replace models installed here by newer ones (uses the network)."""
    from translator.models import Origin, inventory
    from translator.models.index import index_location, newer, newest, read_index
    from translator.models.store import install_offer, remove

    ours = [p for p in inventory().packages if p.origin is Origin.OWN]
    offers = read_index(index_location(index)) if ours else ()
    with _failures() as attempt:
        for package in ours:
            offer = newest(offers, package.source, package.target)
            if offer is None or not newer(offer.version, package.version):
                click.echo(f"{package.name} is up to date")
                continue
            with attempt():
                with _progress(offer.name) as progress:
                    _done("updated to", install_offer(offer, _check, progress))
                remove(package)
    if not ours:
        click.echo("no models to update; `translator models install de en` installs one")


@models.command()
@click.argument("what", nargs=-1, required=True, metavar="NAME | FROM TO")
def remove(what: tuple[str, ...]) -> None:
    """Remove a model that was installed here."""
    from translator.models.store import remove as remove_package

    package = _find("-".join(what))
    remove_package(package)
    _done("removed", package)


@models.command()
@click.argument("what", nargs=-1, required=True, metavar="NAME | FROM TO")
@json_option
def info(what: tuple[str, ...], *, as_json: bool) -> None:
    """Show all that is known about a model: digest, source, licence, model card."""
    from translator.models.store import receipt

    package = _find("-".join(what))
    facts = _entry(package) | {"digest": package.digest, "installed from": receipt(package)}
    if as_json:
        click.echo(json.dumps(facts | {"card": _card(package)}))
        return
    for key, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{k} {v}" for k, v in value.items()) or "-"  # noqa: PLW2901 - shown
        click.echo(f"{key:>15}: {_cell(key, value)}")
    click.echo(f"\n{_card(package)}".rstrip())


@models.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.argument("file", type=PATH, metavar="FILE")
@click.option(
    "--lines",
    "most",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="Sentences that are shown side by side.",
)
@settings_option
@json_option
def compare(
    source: str, target: str, file: Path, most: int, settings_file: Path | None, *, as_json: bool
) -> int:
    """Put an article through every model from FROM to TO: time, findings, sentences side by side."""
    from translator.cli.tables import print_table
    from translator.compare import compare as compared

    project = open_project(settings_file)
    article = project.clean(file)
    found = []
    for one in compared(article, source, target, project.settings, project.glossary):
        click.echo(one_line(f"{one.name}: {one.error or 'done'}"), err=True)
        found.append(one)
    if as_json:
        click.echo(json.dumps([_compared(one) for one in found], ensure_ascii=False, indent=1))
        return EXIT_OK
    rows = [
        (
            one.name,
            " → ".join(one.languages),
            f"{one.seconds:.1f}",
            *map(str, _counts(one.translation)),
        )
        for one in found
        if one.translation
    ]
    print_table("Models", ("Model", "Way", "Seconds", "Errors", "Warnings", "Terms missed"), rows)
    _print_sentences(found, most)
    return EXIT_OK if rows else EXIT_FAILED


def _counts(translation: Translation | None) -> tuple[int, int, int]:
    """Return the errors, the warnings and the terms that were missed."""
    if translation is None:
        return 0, 0, 0
    severities = [finding.severity for finding in translation.findings]
    uses = [use.outcome for segment in translation.segments for use in segment.terms]
    return (
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
        uses.count(TermOutcome.MISSED),
    )


def _print_sentences(found: Sequence[Compared], most: int) -> None:
    """Print the first sentences that two models render differently, one below the other."""
    made = [(one.name, one.translation.segments) for one in found if one.translation]
    rows = list(zip(*(segments for _, segments in made), strict=True))
    several = [row for row in rows if len({segment.target for segment in row}) > 1] or rows
    for row in several[:most]:
        click.echo(f"\n{one_line(row[0].source)}")
        for (name, _), segment in zip(made, row, strict=True):
            click.echo(f"  {one_line(name)}: {one_line(segment.target)}")


def _compared(one: Compared) -> dict[str, Any]:
    """Return what one model made of an article as data."""
    translation = one.translation
    errors, warnings, missed = _counts(translation)
    return {
        "name": one.name,
        "languages": one.languages,
        "error": one.error,
        "seconds": round(one.seconds, 2),
        "errors": errors,
        "warnings": warnings,
        "terms-missed": missed,
        "segments": [
            {"source": segment.source, "target": segment.target}
            for segment in (translation.segments if translation else ())
        ],
    }


def _install_converted(folder: Path, source: str | None, target: str | None) -> None:
    """Install a model that was converted for CTranslate2."""
    from translator.models.converted import languages_in
    from translator.models.store import install_converted

    told = languages_in(folder.resolve().name) or ("", "")
    source, target = source or told[0], target or told[1]
    if not (source and target):
        raise UsageError(
            "nothing says which languages this model is for",
            path=folder,
            hint="say it with --from LANG --to LANG",
        )
    _done("installed", install_converted(folder, source, target, _check))


def _install_pair(source: str, target: str, index: str | None) -> None:
    """Install what leads from one language to the other."""
    from translator.models import inventory
    from translator.models.index import choose, index_location, read_index
    from translator.models.store import install_offer

    there = {(p.source, p.target): p for p in inventory().packages if not p.starter}
    offers = read_index(index_location(index))
    for offer in choose(offers, source, target, there):
        old = there.get((offer.source, offer.target))
        if old is not None and old.version == offer.version:
            click.echo(f"{old.name} is already installed")
            continue
        with _progress(offer.name) as progress:
            package = install_offer(offer, _check, progress)
        _done("installed", package)


@contextmanager
def _failures() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Give a guard for each of many packages: one that fails is reported, the rest goes on."""
    failed = False

    @contextmanager
    def attempt() -> Iterator[None]:
        nonlocal failed
        try:
            yield
        except ModelError as error:
            failed = True
            complain(error)

    yield attempt
    if failed:
        click.get_current_context().exit(EXIT_FAILED)


def _check(package: Package) -> None:
    """Translate one word with a package before it is put in place."""
    from translator.engines.argos import ArgosEngine
    from translator.errors import EngineError

    try:
        ArgosEngine(package).translate(["Test"])
    except EngineError as error:
        raise ModelError(
            f"the model in the package does not work: {error.message}", hint="download it again"
        ) from error


def _find(name: str) -> Package:
    """Find an installed package by its name or pair; one a person installed before the starter."""
    from translator.models import inventory

    packages = inventory().packages
    matching = [
        p
        for p in packages
        if name in (p.name, f"{p.source}-{p.target}", p.path.name, p.origin.value)
    ]
    if not matching:
        known = ", ".join(p.name for p in packages)
        raise ModelError(f"no installed model is called {name}", hint=f"installed: {known}")
    return matching[0]


def _files(what: tuple[str, ...]) -> list[Path]:
    """Return the package files named, those of a folder in order."""
    from translator.models.index import SUFFIX

    files: list[Path] = []
    for name in what:
        path = Path(name)
        inside = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not path.exists() and len(what) == 1 and not path.suffix:
            raise UsageError(
                f"{name!r} is neither a file nor a pair of languages",
                hint="like `translator models install de en`",
            )
        if not inside:
            raise ModelError(f"no *{SUFFIX} files in this folder", path=path)
        files += inside
    return files


def _entry(package: Package) -> dict[str, Any]:
    """Return what list and info say about a package."""
    return {
        "name": package.name,
        "from": package.source,
        "to": package.target,
        "languages": f"{package.source_name} → {package.target_name}",
        "version": package.version,
        "origin": str(package.origin),
        "size": sum(f.stat().st_size for f in package.path.rglob("*") if f.is_file()),
        "path": str(package.path),
    }


def _listed(model: Model) -> dict[str, Any]:
    """Return what a list says about a model."""
    if model.package is not None:
        card = _LICENCE.search(_card(model.package))
        licence = card["name"] if card else ""
        return _entry(model.package) | {"licence": licence, "quality": model.quality}
    return {
        "name": model.name,
        "from": model.source,
        "to": model.target,
        "languages": f"{model.source} → {model.target}",
        "version": model.version,
        "origin": model.provider,
        "size": model.size,
        "path": str(model.path or ""),
        "licence": model.licence,
        "quality": model.quality,
    }


def _card(package: Package) -> str:
    """Return what its makers say about a model, its licence among it.

    The cards of embedded models lie beside their folders: the first model's as ``MODEL_CARD.md``,
    others' with the language they write in the name.
    """
    for name in (f"MODEL_CARD.{package.target}.md", "MODEL_CARD.md", "README.md", "LICENSE"):
        for folder in (package.path, package.path.parent if package.starter else package.path):
            try:
                return (folder / name).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
    return "The package says nothing about its origin or licence."


def _cell(key: str, value: Any) -> str:
    return f"{value / 1e6:.0f} MB" if key == "size" and value else str(value or "-")


def _done(what: str, package: Package) -> None:
    click.echo(f"{what} {package.name} ({package.path})")


@contextmanager
def _progress(name: str) -> Iterator[Progress]:
    """Show a download on stderr: a bar on a terminal, one line otherwise."""
    if not sys.stderr.isatty():
        click.echo(f"fetching {name}", err=True)
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(file=beyond(sys.stderr)), transient=True) as bars:
        task = bars.add_task(one_line(name), total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total or None)
