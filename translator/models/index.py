"""What packages can be had: from the index of Argos Translate, a mirror of it, or a folder.

Reading an index over the network is one of the two places in the program that open a
connection; the other is fetching a package (``translator.models.download``).
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from translator.errors import ModelError
from translator.models.archive import read_metadata
from translator.models.download import is_url, read_url

DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
SUFFIX = ".argosmodel"
PIVOT = "en"
_DIGITS = 100  # of a number in a version; more are a fault or a trick
_MOST_BYTES = 20_000_000  # of an index; that of Argos has some hundred thousand


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that can be installed; ``links`` are URLs or paths, the best one first."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    source_name: str = ""
    target_name: str = ""

    @property
    def name(self) -> str:
        """Return the name it will be pinned by."""
        return f"{self.source}-{self.target}-{self.version}"


def index_location(given: str | None = None) -> str:
    """Return where to look: the option, ``TRANSLATOR_MODEL_INDEX``, or Argos' own index."""
    return given or os.environ.get("TRANSLATOR_MODEL_INDEX") or DEFAULT_INDEX


def read_index(location: str) -> tuple[Offer, ...]:
    """Read an index: the URL or path of an ``index.json``, or a folder of packages.

    A mirror's URL may name the folder the ``index.json`` is in. Packages are looked for beside
    the index first, then where it says they are.

    Raises:
        ModelError: it cannot be reached or read.
    """
    if is_url(location):
        url = location if location.endswith(".json") else urljoin(f"{location}/", "index.json")
        return _offers(_parse(read_url(url, _MOST_BYTES), url), url)
    path = Path(location)
    if path.is_dir() and not (path / "index.json").is_file():
        return _from_folder(path)
    file = path / "index.json" if path.is_dir() else path
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ModelError(
            "cannot read the index of packages",
            path=file,
            hint="give the URL or path of an index.json, or a folder of .argosmodel files",
        ) from error
    return _offers(_parse(data, str(file)), str(file.resolve()))


def choose(
    offers: Sequence[Offer], source: str, target: str, installed: Iterable[tuple[str, str]] = ()
) -> tuple[Offer, ...]:
    """Return the offers to install for a pair: one, or those over English not there yet.

    ``installed`` lists the pairs that need no package any more when going over English.

    Raises:
        ModelError: the index has no way to offer.
    """
    direct = newest(offers, source, target)
    if direct is not None:
        return (direct,)
    there = set(installed)
    steps = [(source, PIVOT), (PIVOT, target)]
    found = {step: newest(offers, *step) for step in steps}
    if PIVOT in (source, target) or any(s not in there and found[s] is None for s in steps):
        known = sorted({o.target for o in offers if o.source == source})
        raise ModelError(
            f"the index has no package from {source} to {target}",
            hint=f"from {source} it has: {', '.join(known) or 'nothing'}; "
            "see `translator models available`",
        )
    return tuple(o for step, o in found.items() if o is not None and step not in there)


def newest(offers: Sequence[Offer], source: str, target: str) -> Offer | None:
    """Return the offer for a pair with the highest version, if there is any."""
    fitting = [o for o in offers if (o.source, o.target) == (source, target)]
    return max(fitting, key=lambda offer: version_key(offer.version), default=None)


def newer(version: str, than: str) -> bool:
    """Say whether a version is higher than another one."""
    return version_key(version) > version_key(than)


def version_key(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, for comparing."""
    return tuple(
        int(number) for number in re.findall(r"\d+", version)[:6] if len(number) <= _DIGITS
    )


def _parse(data: bytes, where: str) -> list[Any]:
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelError(
            f"the index of packages at {where} is not JSON", hint="is it an index.json?"
        ) from error
    if not isinstance(entries, list):
        raise ModelError(
            f"the index of packages at {where} is not a list", hint="is it an index.json?"
        )
    return entries


def _offers(entries: Iterable[Any], base: str) -> tuple[Offer, ...]:
    """Read the entries that are models; one that makes no sense is passed over."""
    offers = []
    for entry in entries:
        if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
            continue
        source, target, links = entry.get("from_code"), entry.get("to_code"), entry.get("links")
        if isinstance(source, str) and isinstance(target, str) and isinstance(links, list):
            offers.append(
                Offer(
                    source=source,
                    target=target,
                    version=str(entry.get("package_version") or "0"),
                    links=_links([link for link in links if isinstance(link, str)], base),
                    source_name=str(entry.get("from_name") or source),
                    target_name=str(entry.get("to_name") or target),
                )
            )
    return tuple(offer for offer in offers if offer.links)


def _links(links: Sequence[str], base: str) -> tuple[str, ...]:
    """Resolve links: beside a mirror's index first, then as they are."""
    found: list[str] = []
    for link in links:
        beside = Path(urlsplit(link).path).name
        if is_url(base):
            if base != DEFAULT_INDEX and beside:
                found.append(urljoin(base, beside))
            if is_url(urljoin(base, link)):
                found.append(urljoin(base, link))
        else:
            file = Path(base).parent / beside
            if file.is_file() or "://" not in link:
                found.append(str(file))
            elif is_url(link):
                found.append(link)
    return tuple(dict.fromkeys(found))


def _from_folder(folder: Path) -> tuple[Offer, ...]:
    entries = []
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            with zipfile.ZipFile(file) as archive:
                metadata = read_metadata(archive, file)
        except (zipfile.BadZipFile, OSError, ModelError):
            continue  # installing the file by its name says what is wrong with it
        entries.append(metadata | {"links": [file.name]})
    if not entries:
        raise ModelError(
            "no model package in this folder", path=folder, hint=f"it needs *{SUFFIX} files"
        )
    return _offers(entries, str((folder / "index.json").resolve()))
