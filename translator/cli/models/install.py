"""Install, update and remove models. Only here, and in ``available``, is a connection opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli.models import firefox, named
from translator.cli.models.options import engine_option, index_option, progress
from translator.cli.terminal import complain
from translator.errors import EXIT_FAILED, ModelError, UsageError

if TYPE_CHECKING:
    from translator.models.package import Package


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="FROM TO | FILE | DIR")
@click.option("--from", "source", metavar="LANG", help="Language that a converted model reads.")
@click.option("--to", "target", metavar="LANG", help="Language that it writes.")
@engine_option
@index_option
def install(
    what: tuple[str, ...], index: str | None, source: str | None, target: str | None, engine: str
) -> None:
    """Install the model from FROM to TO, or the packages in a FILE or DIR.

    Where there is no direct model, the two over English are installed. DIR may also be a model
    that was converted for CTranslate2 (OPUS-MT, M2M, MADLAD): --from and --to say its languages,
    where its name does not. With --engine firefox the models are those of Firefox Translations.
    """
    from translator.models.converted import is_converted
    from translator.models.store import install_file

    if engine == "firefox":
        if len(what) != 2:  # noqa: PLR2004 - FROM TO
            raise UsageError(
                "a model of Firefox is named by its languages",
                hint="like `translator models install de en --engine firefox`",
            )
        firefox.install_pair(*what, index)
        return
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


@click.command()
@engine_option
@index_option
def update(index: str | None, engine: str) -> None:
    """Replace models installed here by newer ones (uses the network)."""
    from translator.models import Origin, inventory
    from translator.models.index import index_location, newer, newest, read_index
    from translator.models.store import install_offer, remove

    if engine == "firefox":
        firefox.update(index)
        return
    ours = [p for p in inventory().packages if p.origin is Origin.OWN]
    offers = read_index(index_location(index)) if ours else ()
    with _failures() as attempt:
        for package in ours:
            offer = newest(offers, package.source, package.target)
            if offer is None or not newer(offer.version, package.version):
                click.echo(f"{package.name} is up to date")
                continue
            with attempt():
                with progress(offer.name) as shown:
                    _done("updated to", install_offer(offer, _check, shown))
                remove(package)
    if not ours:
        click.echo(
            "no models to update; `translator models install de en` installs one, and `--engine "
            "firefox` updates those of Firefox"
        )


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="NAME | FROM TO")
def remove(what: tuple[str, ...]) -> None:
    """Remove a model that was installed here."""
    click.echo(f"removed {named.remove(what)}")


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
        with progress(offer.name) as shown:
            package = install_offer(offer, _check, shown)
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


def _done(what: str, package: Package) -> None:
    click.echo(f"{what} {package.name} ({package.path})")
