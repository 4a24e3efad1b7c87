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
from translator.errors import EXIT_FAILED, EXIT_INTERRUPTED, ModelError, UsageError

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
    with _interruptible():
        if engine == "firefox":
            if len(what) != 2:  # noqa: PLR2004 - FROM TO
                raise UsageError(
                    "a model of Firefox is named by its languages",
                    hint="like `translator models install de en --engine firefox`",
                )
            firefox.install_pair(*what, index)
        elif _is_pair(what):
            if source or target:
                raise _for_folders()
            _install_pair(what[0], what[1], index)
        else:
            _install_paths([Path(name) for name in what], source, target)


def _install_paths(paths: list[Path], source: str | None, target: str | None) -> None:
    """Install package files, folders of them, and folders of converted models, each for itself."""
    from translator.models.converted import is_converted
    from translator.models.store import install_file

    with _failures(alone=len(paths) == 1) as attempt:
        for path in paths:
            with attempt():
                if not path.exists():
                    raise _missing(path)
                if is_converted(path):
                    _install_converted(path, source, target)
                    continue
                if source or target:
                    raise _for_folders()
                for file in _files(path):
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
    # A model that somebody converted is theirs to replace; no index has a newer one of it.
    ours = [p for p in inventory().packages if p.origin is Origin.OWN and not p.converted]
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
    from translator.models.codes import languages_in, wanted
    from translator.models.store import install_converted

    told = languages_in(folder.resolve().name) or ("", "")
    source, target = source or told[0], target or told[1]
    said = [
        wanted(code, option).language
        for code, option in ((source, "--from"), (target, "--to"))
        if code
    ]
    if all(told) and said != [code.partition("-")[0] for code in told]:
        warning = (
            f"{folder.name} is called like a model from {told[0]} to {told[1]}; your options count"
        )
        click.echo(f"Warning: {warning}", err=True)
    if not (source and target):
        raise UsageError(
            "nothing says which languages this model is for",
            path=folder,
            hint="say it with --from LANG --to LANG",
        )
    package = install_converted(folder, source, target, _check)
    _done("installed", package)
    click.echo(f"it translates {package.source} to {package.target}")


def _install_pair(source: str, target: str, index: str | None) -> None:
    """Install what leads from one language to the other."""
    from translator.models import inventory
    from translator.models.index import choose, index_location, read_index
    from translator.models.store import install_offer, is_whole

    there = {(p.source, p.target): p for p in inventory().packages if not p.starter}
    offers = read_index(index_location(index))
    for offer in choose(offers, source, target, there):
        old = there.get((offer.source, offer.target))
        if old is not None and old.version == offer.version and is_whole(old, _check):
            click.echo(f"{old.name} is already installed")
            continue
        with progress(offer.name) as shown:
            package = install_offer(offer, _check, shown)
        _done("installed", package)


@contextmanager
def _failures(*, alone: bool = False) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Give a guard for each of many packages: one that fails is reported, the rest goes on.

    ``alone``: there is one, and what is wrong with the command line is wrong with all of it.
    """
    failed = False

    @contextmanager
    def attempt() -> Iterator[None]:
        nonlocal failed
        try:
            yield
        except (ModelError, UsageError) as error:
            if alone and isinstance(error, UsageError):
                raise
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


def _files(path: Path) -> list[Path]:
    """Return a package file, or those of a folder in order."""
    from translator.models.converted import lacks
    from translator.models.index import SUFFIX

    inside = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
    if not inside:
        raise ModelError(
            f"no *{SUFFIX} files in this folder",
            path=path,
            hint=f"for a converted model it lacks {', '.join(lacks(path))}",
        )
    return inside


def _is_pair(what: tuple[str, ...]) -> bool:
    """Say whether two languages are named, and not two paths."""
    from translator.models.package import is_code

    codes = len(what) == 2 and all(is_code(name) for name in what)  # noqa: PLR2004 - FROM TO
    return codes and not all(Path(name).exists() for name in what)


def _for_folders() -> UsageError:
    return UsageError(
        "--from and --to are for the folder of a converted model",
        hint="like `translator models install opus-mt-fr-en --from fr --to en`",
    )


def _missing(path: Path) -> ModelError:
    """Say of what is not there what it may have been meant to be."""
    from translator.models.codes import named
    from translator.models.package import is_code

    code = "" if is_code(str(path)) else named(str(path))
    return ModelError(
        "no such file or folder",
        path=path,
        hint=f"for a language write its code: {code}"
        if code
        else "check the path; for two languages: `translator models install de en`",
    )


@contextmanager
def _interruptible() -> Iterator[None]:
    """Say what an interruption leaves: whatever was not finished is not there."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            "Interrupted. Nothing was installed but what is named above; install again to go on.",
            err=True,
        )
        click.get_current_context().exit(EXIT_INTERRUPTED)


def _done(what: str, package: Package) -> None:
    click.echo(f"{what} {package.name} ({package.path})")
