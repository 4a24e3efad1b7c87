"""Models of Firefox Translations: what Mozilla's list offers, how they get here, what is installed.

The list is the collection ``translations-models-v2`` of Firefox Remote Settings: a record for every
file of a model, with the SHA-256 of the compressed file (``attachment.hash``) and of what is in it
(``decompressedHash``). A mirror is the list as ``records.json`` with the files beside it, each by
its ``location`` or its name. Files are Zstandard; ``fxtranslate`` takes them apart.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urljoin

from translator.errors import ModelError
from translator.models.download import Progress, fetch, is_url, read_url
from translator.models.index import newer, version_key
from translator.models.package import is_code, models_dir
from translator.models.zstandard import unpacked_size

RECORDS = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
FILES = "https://firefox-settings-attachments.cdn.mozilla.net/"
KIND = "firefox"  # the type in the metadata of an installed model
_MOST_UNPACKED = 500_000_000  # bytes of one file; the largest models have some forty million
_OFFLINE = (
    "is there a network? without one, name a mirror: "
    "`translator models install FROM TO --engine firefox --index FOLDER`"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RELEASE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,5}")
_MOST_BYTES = 20_000_000  # of the list; that of 2026 has some hundred thousand
# What a record calls its file, and what it is called here. One vocabulary serves both languages.
_PARTS = {
    "model": ("model",),
    "vocab": ("source.spm", "target.spm"),
    "srcvocab": ("source.spm",),
    "trgvocab": ("target.spm",),
    "lex": ("shortlist",),
}
_NEEDED = ("model", "source.spm", "target.spm")
# Of two models of one version the larger is better (published COMET: base .846 to .855, tiny .824).
_ARCHITECTURES = ("tiny", "base-memory", "base")


@dataclass(frozen=True)
class FirefoxModel:
    """An installed model."""

    path: Path
    source: str
    target: str
    version: str

    @property
    def name(self) -> str:
        """Return the name to pin it by."""
        return f"firefox-{self.source}-{self.target}-{self.version}"

    def has(self, part: str) -> bool:
        """Say whether a file of the model is there."""
        return (self.path / part).is_file()

    def read(self, part: str) -> bytes:
        """Return a file of the model.

        Raises:
            OSError: it is not there any more.
        """
        return (self.path / part).read_bytes()

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 over all of its files, in hexadecimal."""
        total = hashlib.sha256()
        for part in (*_NEEDED, "shortlist"):
            if self.has(part):
                total.update(f"{part} {hashlib.sha256(self.read(part)).hexdigest()}\n".encode())
        return total.hexdigest()


@dataclass(frozen=True, slots=True)
class File:
    """A file of a model that can be had."""

    kind: str
    name: str
    location: str
    sha256: str
    decompressed: str


@dataclass(frozen=True, slots=True)
class FirefoxOffer:
    """A model that can be had, with all of its files."""

    source: str
    target: str
    version: str
    architecture: str
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        """Return the name it will be pinned by."""
        return f"firefox-{self.source}-{self.target}-{self.version}"


def read_offers(location: str | None) -> tuple[tuple[FirefoxOffer, ...], str]:
    """Return the models on a list and where their files are; ``None`` is Mozilla's own list.

    Raises:
        ModelError: it cannot be reached or read.
    """
    where = location or RECORDS
    if is_url(where):
        if location and not where.endswith((".json", "/records")):  # the folder of a mirror
            where = f"{where.rstrip('/')}/records.json"
        data = read_url(where, _MOST_BYTES, _OFFLINE)
        base = FILES if location is None else urljoin(where, ".")
    else:
        path = Path(where)
        file = path / "records.json" if path.is_dir() else path
        base = str(file.parent)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise ModelError(
                "cannot read the list of models", path=file, hint="a mirror has it as records.json"
            ) from error
    return tuple(_offers(_parse(data, where))), base


def best(offers: Sequence[FirefoxOffer], source: str, target: str) -> FirefoxOffer:
    """Return the newest offer for a pair, of the same version the largest.

    Raises:
        ModelError: there is none.
    """
    fitting = [o for o in offers if (o.source, o.target) == (source, target)]
    if not fitting:
        known = sorted({o.target for o in offers if o.source == source})
        raise ModelError(
            f"there is no Firefox model from {source} to {target}",
            hint=f"from {source} there is: {', '.join(known) or 'nothing'}",
        )
    return max(fitting, key=_merit)


def _merit(offer: FirefoxOffer) -> tuple[tuple[int, ...], int]:
    size = offer.architecture
    return version_key(offer.version), _ARCHITECTURES.index(size) if size in _ARCHITECTURES else -1


def download(
    offer: FirefoxOffer, base: str, place: Path, progress: Progress | None = None
) -> FirefoxModel:
    """Fetch the files of a model into the folder ``place``, which must not exist.

    Raises:
        ModelError: a file cannot be had, or is not the one that the list names.
    """
    place.mkdir(parents=True)
    for file in offer.files:
        data = _decompressed(_fetched(file, base, place, progress), file)
        for part in _PARTS[file.kind]:
            (place / part).write_bytes(data)
    metadata = {
        "type": KIND,
        "from_code": offer.source,
        "to_code": offer.target,
        "package_version": offer.version,
        "architecture": offer.architecture,
        "license": "MPL-2.0",
    }
    (place / "metadata.json").write_text(json.dumps(metadata, indent=1) + "\n", "utf-8")
    return FirefoxModel(place, offer.source, offer.target, offer.version)


def _fetched(file: File, base: str, place: Path, progress: Progress | None) -> bytes:
    """Return a compressed file as it was sent, once its digest is right."""
    if not (_SHA256.fullmatch(file.sha256) or _SHA256.fullmatch(file.decompressed)):
        raise ModelError(
            f"the list has no SHA-256 of {file.name}, so nobody can tell whether it is whole",
            hint="use a list that has it, as Mozilla's does",
        )
    inside = PurePosixPath(file.location)
    if inside.is_absolute() or ".." in inside.parts or ":" in file.location:
        raise ModelError(f"the list names a file outside of the mirror: {file.location[:80]!r}")
    # A mirror may have its files as Mozilla has them or all in one folder, by either name.
    names = dict.fromkeys(filter(None, (file.location, inside.name, PurePosixPath(file.name).name)))
    if is_url(base):
        data = _sent(list(names), base, place / "download", progress)
    else:
        paths = [Path(base) / name for name in names]
        path = next((path for path in paths if path.is_file()), Path(base) / file.name)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ModelError(
                f"the mirror lacks {file.name}", path=path, hint="copy the file there"
            ) from error
    if file.sha256 and hashlib.sha256(data).hexdigest() != file.sha256:
        raise ModelError(
            f"{file.name} is damaged: its SHA-256 is not the one on the list", hint="try again"
        )
    return data


def _sent(names: Sequence[str], base: str, temporary: Path, progress: Progress | None) -> bytes:
    """Fetch a file by the first of its names that a server knows."""
    problems: list[ModelError] = []
    for name in names:
        try:
            fetch(urljoin(base, quote(name)), temporary, progress, _OFFLINE)
        except ModelError as error:
            problems.append(error)
            if not isinstance(error.__cause__, HTTPError):
                break
        else:
            data = temporary.read_bytes()
            temporary.unlink()
            return data
    if not problems:
        raise ModelError("the list does not say where a file is")
    raise problems[0]


def _decompressed(data: bytes, file: File) -> bytes:
    try:
        from fxtranslate import discovery
    except ImportError as error:
        raise ModelError(
            "the library that runs Firefox models is not installed",
            hint="pip install 'article-translator[firefox]'",
        ) from error
    try:
        _check_size(data, file)
        return bytes(discovery.verify_and_decompress(data, file.decompressed or None))
    except (ModelError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(f"{file.name} cannot be unpacked: {reason}", hint="try again") from error


def _check_size(data: bytes, file: File) -> None:
    if unpacked_size(data) > _MOST_UNPACKED:
        raise ModelError(
            f"refused: {file.name} would unpack to more than {_MOST_UNPACKED // 1_000_000} MB",
            hint="do not use this list; Mozilla's has no such files",
        )


def installed() -> Iterator[FirefoxModel]:
    """Yield the installed models, of every pair the newest last."""
    try:
        folders = sorted(p for p in models_dir().iterdir() if not p.name.startswith("."))
    except OSError:
        return
    found = []
    for folder in folders:
        try:
            told = json.loads((folder / "metadata.json").read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(told, dict) and told.get("type") == KIND:
            whole = all((folder / part).is_file() for part in _NEEDED)
            texts = [told.get(key) for key in ("from_code", "to_code", "package_version")]
            if whole and all(isinstance(text, str) for text in texts):
                found.append(FirefoxModel(folder, *map(str, texts)))
    yield from sorted(
        found, key=lambda model: (model.source, model.target, version_key(model.version))
    )


def is_newer(offer: FirefoxOffer, model: FirefoxModel) -> bool:
    """Say whether an offer is of a higher version than what is installed."""
    return newer(offer.version, model.version)


def _parse(data: bytes, where: str) -> list[Mapping[str, Any]]:
    try:
        parsed = json.loads(data)
        records = parsed["data"] if isinstance(parsed, dict) else parsed
    except (ValueError, KeyError, RecursionError) as error:
        raise ModelError(f"the list of models at {where} cannot be read") from error
    if not isinstance(records, list):
        raise ModelError(f"the list of models at {where} is no list")
    return [record for record in records if isinstance(record, dict)]


def _offers(records: Sequence[Mapping[str, Any]]) -> Iterator[FirefoxOffer]:
    """Yield the models of which all files are on the list; unfinished versions are left out."""
    groups: dict[tuple[str, str, str, str], dict[str, File]] = {}
    for record in records:
        attachment = record.get("attachment")
        kind, release = str(record.get("fileType", "")), str(record.get("version", ""))
        if kind not in _PARTS or not isinstance(attachment, dict) or not _is_release(release):
            continue
        source = str(record.get("sourceLanguage") or record.get("fromLang") or "")
        target = str(record.get("targetLanguage") or record.get("toLang") or "")
        key = (source, target, release, str(record.get("architecture") or ""))
        groups.setdefault(key, {})[kind] = File(
            kind=kind,
            name=str(attachment.get("filename") or record.get("name") or ""),
            location=str(attachment.get("location") or ""),
            sha256=str(attachment.get("hash") or "").lower(),
            decompressed=str(record.get("decompressedHash") or "").lower(),
        )
    for (source, target, release, architecture), found in groups.items():
        parts = {part for kind in found for part in _PARTS[kind]}
        if is_code(source) and is_code(target) and parts.issuperset(_NEEDED):
            files = tuple(found[kind] for kind in sorted(found))
            yield FirefoxOffer(source, target, release, architecture, files)


def _is_release(release: str) -> bool:
    return _RELEASE.fullmatch(release) is not None
