"""Put packages in place and take them away, all or nothing.

A package is unpacked into a hidden folder beside the others, checked there, and moved into
place in one step; whatever goes wrong, what was installed before is still there.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from translator.errors import ModelError
from translator.models.archive import unpack
from translator.models.converted import make_package, rename
from translator.models.download import Progress, fetch, is_url
from translator.models.firefox import KIND, FirefoxModel, FirefoxOffer, download
from translator.models.index import Offer
from translator.models.package import Origin, Package, models_dir, read_package

RECEIPT = "receipt.json"
_WORK = ".installing-"
_STALE_SECONDS = 6 * 3600
Check = Callable[[Package], None]


def install_offer(offer: Offer, check: Check, progress: Progress | None = None) -> Package:
    """Fetch an offered package from the first of its links that works, and install it.

    Raises:
        ModelError: no link works, or what came is not the package offered.
    """
    problems: list[ModelError] = []
    with _workplace() as work:
        for link in offer.links:
            try:
                file = work / "package.argosmodel" if is_url(link) else Path(link)
                if is_url(link):
                    fetch(link, file, progress)
                package = _install(file, link, work, check, offer)
            except ModelError as error:
                problems.append(_about(error, link))
            else:
                return package
    raise problems[0]


def install_file(file: Path, check: Check) -> Package:
    """Install the package in a ``.argosmodel`` file.

    ``check`` is called with the unpacked package and raises if it does not work.

    Raises:
        ModelError: the file is damaged or malicious, or the package in it does not work.
    """
    with _workplace() as work:
        return _install(file, str(file.resolve()), work, check)


def install_converted(folder: Path, source: str, target: str, check: Check) -> Package:
    """Install a model that was converted for CTranslate2: the folder stays as it is, a copy is made.

    It is called like its folder. Another model that is called so stays, and this one gets a number.

    Raises:
        ModelError: something is missing in it, it does not know the languages, or does not work.
    """
    with _workplace() as work:
        place = work / "package"
        make_package(folder, place, source, target)
        package = _read(place, folder, "convert it again with CTranslate2 (docs/models.md)")
        try:
            check(package)
        except ModelError as error:
            error.path, error.hint = folder, "convert it again with CTranslate2 (docs/models.md)"
            raise
        sha256 = package.digest
        for number in count(1):
            name = package.converted + (f"-{number}" if number > 1 else "")
            home = models_dir() / name
            if not home.exists() or _may_be_replaced(home, package, sha256, check):
                break
        rename(place, name)
        told = {"source": str(folder.resolve()), "sha256": sha256, "bytes": _size(place)}
        return _move_into_place(replace(package, converted=name), home, told, work)


def install_firefox(
    offer: FirefoxOffer,
    base: str,
    check: Callable[[FirefoxModel], None],
    progress: Progress | None = None,
) -> FirefoxModel:
    """Fetch a model of Firefox Translations, and install it once it works.

    Raises:
        ModelError: a file cannot be had, is damaged, or the model does not work.
    """
    with _workplace() as work:
        model = download(offer, base, work / "package", progress)
        check(model)
        files = {file.location: file.sha256 for file in offer.files}
        told = {"source": base, "sha256": model.digest, "bytes": _size(model.path), "files": files}
        _write_receipt(model.path, told | {"digest": model.digest})
        name = f"{KIND}-{model.source}_{model.target}-{model.version}"
        return replace(model, path=_swap_in(model.path, models_dir() / name, work))


def remove(package: Package) -> None:
    """Delete a package that ``translator models install`` put there.

    Raises:
        ModelError: it is not ours to delete, or cannot be.
    """
    if package.origin is not Origin.OWN:
        owner = "Argos Translate" if package.origin is Origin.ARGOS else "this program"
        raise ModelError(
            f"{package.name} belongs to {owner}",
            path=package.path,
            hint="it cannot be removed here",
        )
    discard(package.path)


def discard(folder: Path) -> None:
    """Delete a folder among our models, in one step.

    Raises:
        ModelError: it cannot be deleted.
    """
    grave = folder.with_name(f"{_WORK}removed-{folder.name}")
    try:
        folder.rename(grave)
        shutil.rmtree(grave)
    except OSError as error:
        raise ModelError(f"cannot remove: {error.strerror or error}", path=folder) from error


def receipt(package: Package | FirefoxModel) -> dict[str, str | int]:
    """Return where a package came from (``source``, ``sha256``, ``bytes``), if we installed it.

    ``digest`` is the SHA-256 over what decides what it says, as it was when it was installed.
    """
    return _receipt(package.path)


def is_whole(package: Package | FirefoxModel, check: Callable[[Any], None]) -> bool:
    """Say whether an installed model is still what was installed; without a receipt, whether it works."""
    told = receipt(package).get("digest")
    try:
        if told:
            return package.digest == told
        check(package)
    except (ModelError, OSError):
        return False
    return True


def _receipt(home: Path) -> dict[str, str | int]:
    try:
        found = json.loads((home / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_receipt(folder: Path, told: Mapping[str, object]) -> None:
    text = json.dumps(told, indent=1)
    (folder / RECEIPT).write_text(f"{text}\n", encoding="utf-8")


def _install(
    file: Path, source: str, work: Path, check: Check, offer: Offer | None = None
) -> Package:
    unpacked = work / "package"
    shutil.rmtree(unpacked, ignore_errors=True)
    unpack(file, unpacked)
    package = _read(unpacked, file, "download it again")
    if offer is not None and (package.source, package.target) != (offer.source, offer.target):
        raise ModelError(
            f"the package is {package.source}-{package.target}, "
            f"not {offer.source}-{offer.target} as its index says",
            path=source,
        )
    check(package)
    told = {"source": source, "sha256": _sha256(file), "bytes": file.stat().st_size}
    version = re.sub(r"[^A-Za-z0-9.]+", "_", package.version).strip("._")[:40] or "0"
    home = models_dir() / f"{package.source}_{package.target}-{version}"
    if home.exists() and not _may_be_replaced(home, package, str(told["sha256"]), check):
        raise ModelError(
            f"another model called {package.name} is installed",
            path=source,
            hint=f"if it may go: `translator models remove {package.name}`, then install this one",
        )
    return _move_into_place(package, home, told, work)


def _read(folder: Path, origin: Path, hint: str) -> Package:
    """Read an unpacked package; what is wrong with it is wrong with what it came from."""
    try:
        package = read_package(folder)
    except ModelError as error:
        raise ModelError(error.message, path=origin, hint=hint) from error
    if package is None:
        raise ModelError("not a translation model", path=origin)
    return package


def _may_be_replaced(home: Path, package: Package, sha256: str, check: Check) -> bool:
    """Say whether what stands at a place is the same model, or one that does not work any more."""
    if _receipt(home).get("sha256") == sha256:
        return True
    try:
        old = read_package(home)
        if old is None or old.digest == package.digest:
            return True
        check(old)
    except ModelError:
        return True
    return False


def _move_into_place(
    package: Package, home: Path, told: Mapping[str, object], work: Path
) -> Package:
    """Move a checked package to its place, with a receipt of where it came from."""
    _write_receipt(package.path, {**told, "digest": package.digest})
    return replace(package, path=_swap_in(package.path, home, work))


def _swap_in(folder: Path, home: Path, work: Path) -> Path:
    """Move a folder to its place; what was there comes back if that fails."""
    old = work / "old"
    if home.exists():
        home.rename(old)
    try:
        folder.rename(home)
    except OSError:
        if old.exists():
            old.rename(home)
        raise
    return home


@contextmanager
def _workplace() -> Iterator[Path]:
    """Give a hidden folder among the packages; it goes away with everything left in it."""
    folder = models_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_stale(folder)
        with tempfile.TemporaryDirectory(prefix=_WORK, dir=folder) as work:
            yield Path(work)
    except OSError as error:
        raise ModelError(
            f"cannot write model packages: {error.strerror or error}",
            path=folder,
            hint="check the free space and who may write there, or set TRANSLATOR_MODELS_DIR",
        ) from error


def _clear_stale(folder: Path) -> None:
    """Delete what killed installations left."""
    for path in folder.glob(f"{_WORK}*"):
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _about(error: ModelError, link: str) -> ModelError:
    """Name the link instead of the temporary file it was saved in."""
    if is_url(link) and error.path is not None:
        error.path = link
    return error


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
