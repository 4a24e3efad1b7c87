"""One record a published version: what it was made from, what it says, which files hold it.

``versions/LANG/STEM.json`` below the state folder belongs to the newest text. When a new version
goes beside an edited file, the record of the text the edit was made from is kept as
``edited/LANG/STEM/SEAL.json``, named by the seal the file carries: `learn` and `check` compare an
edit with what the editor saw, never with what came later.

A record is written after the files it names: a run killed in between finds them again and only
recognises them as its own by their bytes. A damaged record counts as none; losing one costs a
repetition, never a published text. Those of earlier formats are carried over as they are read
(``earlier``).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from translator import earlier
from translator.article import (
    Article,
    Block,
    BlockKind,
    CarriedMark,
    Finding,
    Origin,
    Review,
    Route,
    Segment,
    TranslatedBlock,
    Translation,
)
from translator.errors import PublishError
from translator.files import write_atomic
from translator.seal import seal_of

FORMAT = 3  # grows when an old reader could misunderstand a new record
_VERSIONS, _EDITED = "versions", "edited"
_SEAL_LENGTH = 16  # hexadecimal digits in a file name


@dataclass(frozen=True, slots=True)
class Basis:
    """What a version is made from, as digests.

    ``inputs`` is of everything editors could have changed (cheap to compare), ``fingerprint`` of
    what does matter to this article: empty until it is cleaned. ``program`` says what makes the
    version, the program and its models; empty means that it is not known, which is older than
    anything.
    """

    inputs: str = ""
    program: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One published language version.

    ``digest`` is the SHA-256 of the input's bytes, ``judged`` the program that compared the version
    with its ``basis`` last. ``segments`` are those of the title, then of each block of the article;
    the source text itself has none, and no ``route``. ``marks`` and ``alts`` stand beside them, as
    in ``TranslatedBlock``: older records have none. ``outputs`` maps paths, relative to the output
    folder, to the SHA-256 of what was written there, ``beside`` those of new versions put beside
    files that people had edited. ``review`` is what people did about the version; segments and marks
    stay those of the draft they began with. ``dress`` is the flavour the files have, as the settings say
    it; empty in older records, which had but one. ``format`` is the one the record was read in.
    """

    lang: str
    article: Article
    digest: str = ""
    basis: Basis = Basis()
    judged: str = ""
    route: Route | None = None
    segments: tuple[tuple[Segment, ...], ...] = ()
    marks: tuple[tuple[CarriedMark, ...], ...] = ()
    alts: tuple[tuple[Segment, ...], ...] = ()
    glossary_digest: str = ""
    findings: tuple[Finding, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    review: Review | None = None
    dress: str = ""
    format: int = FORMAT

    @property
    def paths(self) -> tuple[str, ...]:
        """Return every path that the record names, relative to the output folder."""
        return (*self.outputs, *self.beside)

    @property
    def translation(self) -> Translation | None:
        """Return what the version says, as it was translated; ``None`` for the source text."""
        if self.route is None:
            return None
        title = Block(BlockKind.HEADING, self.article.metadata.title, level=1)
        blocks = (title, *self.article.blocks)
        count = len(blocks)
        marks, alts = ((*some, *[()] * (count - len(some))) for some in (self.marks, self.alts))
        first, *others = map(TranslatedBlock, blocks, self.segments, marks, alts)
        return Translation(
            article=self.article,
            lang=self.lang,
            route=self.route,
            title=first,
            blocks=tuple(others),
            findings=self.findings,
            glossary_digest=self.glossary_digest,
        )


def source_record(article: Article, *, lang: str, findings: tuple[Finding, ...]) -> Record:
    """Return the record of the cleaned article itself, all but its basis and its files."""
    return Record(lang=lang, article=article, findings=findings)


def target_record(translation: Translation) -> Record:
    """Return the record of a translation, all but its basis and its files.

    Whether a model's text came from the memory is no part of it.
    """
    blocks = (translation.title, *translation.blocks)
    return Record(
        lang=translation.lang,
        article=translation.article,
        route=translation.route,
        segments=tuple(tuple(map(_made_by, block.segments)) for block in blocks),
        marks=tuple(block.marks for block in blocks),
        alts=tuple(tuple(map(_made_by, block.alt)) for block in blocks),
        glossary_digest=translation.glossary_digest,
        findings=translation.findings,
    )


def _made_by(segment: Segment) -> Segment:
    remembered = segment.origin is Origin.MEMORY
    return replace(segment, origin=Origin.MACHINE) if remembered else segment


class Records:
    """The records below a state folder."""

    def __init__(self, state: Path) -> None:
        self.state = state

    def get(self, lang: str, stem: str) -> Record | None:
        """Return the record of the newest text of a version, if there is a readable one."""
        return self._read(self._newest(lang, stem), stem)

    def put(self, stem: str, record: Record) -> None:
        """Replace the record of a version.

        Raises:
            PublishError: it cannot be written.
        """
        write_atomic(self._newest(record.lang, stem), encode(record))
        earlier.forget(self.state, stem, self._langs())

    def versions(self, stem: str) -> dict[str, Record]:
        """Return the records of an article by language."""
        found = ((lang, self.get(lang, stem)) for lang in self._langs())
        return {lang: record for lang, record in found if record}

    def stems(self) -> list[str]:
        """Return the stems of all articles that have a record, sorted."""
        root = self.state / _VERSIONS
        paths = (path.relative_to(root).parts[1:] for path in root.rglob("*.json"))
        return sorted({"/".join(parts).removesuffix(".json") for parts in paths if parts})

    def keep(self, lang: str, stem: str, edited: bytes) -> None:
        """Keep the record of what an edited file was made from, before a newer one replaces it.

        Raises:
            PublishError: it cannot be written.
        """
        newest, kept = self._newest(lang, stem), self._kept(lang, stem, edited)
        if newest.is_file() and not kept.exists():
            write_atomic(kept, newest.read_bytes())

    def put_kept(self, stem: str, record: Record, edited: bytes) -> None:
        """Keep a record as that of what an edited file was made from.

        Raises:
            PublishError: it cannot be written.
        """
        write_atomic(self._kept(record.lang, stem, edited), encode(record))

    def forget(self, lang: str, stem: str) -> None:
        """Remove what was kept for edits that are no more."""
        folder = self._kept(lang, stem, b"").parent
        with contextlib.suppress(OSError):
            for path in folder.glob("*.json"):
                path.unlink()
            folder.rmdir()

    def made_from(self, lang: str, stem: str, published: bytes) -> Record | None:
        """Return the record of what a published file was made from, if there is a readable one."""
        kept = self._kept(lang, stem, published)
        return self._read(kept, stem) if kept.exists() else self.get(lang, stem)

    def is_kept(self, lang: str, stem: str, published: bytes) -> bool:
        """Tell whether the record of a published file was kept for its edit."""
        return self._kept(lang, stem, published).exists()

    def _read(self, path: Path, stem: str) -> Record | None:
        with contextlib.suppress(OSError, PublishError):
            return decode(path.read_bytes(), lambda: earlier.notes(self.state, stem))
        return None

    def _langs(self) -> list[str]:
        root = self.state / _VERSIONS
        return sorted(folder.name for folder in root.iterdir()) if root.is_dir() else []

    def _newest(self, lang: str, stem: str) -> Path:
        return self.state / _VERSIONS / lang / f"{stem}.json"

    def _kept(self, lang: str, stem: str, published: bytes) -> Path:
        seal = seal_of(published) or ""
        name = seal.removeprefix("sha256:")[:_SEAL_LENGTH] or "unsealed"
        return self.state / _EDITED / lang / stem / f"{name}.json"


def encode(record: Record) -> bytes:
    """Return a record as UTF-8 JSON."""
    data = msgspec.to_builtins(replace(record, format=FORMAT))
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    # Half a surrogate pair, as in a file name that is not UTF-8, is escaped as JSON does.
    return text.encode("utf-8", "backslashreplace")


def decode(data: bytes, notes: Callable[[], Mapping[str, Any]] = dict) -> Record:
    """Read a record of this or an earlier format; ``notes`` fetches what the latter kept apart.

    Raises:
        PublishError: it is none, or a damaged one; says what is wrong and where.
    """
    try:
        raw = json.loads(data)
        if isinstance(raw, dict) and raw.get("format", 1) in earlier.FORMATS:
            raw = earlier.carried_over(raw, notes())
        record = msgspec.convert(raw, Record)
        _check(record)
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise PublishError(
            f"not the record of a version ({type(error).__name__}: {error})",
            hint="run makes the version and its record again",
        ) from error
    return record


def _check(record: Record) -> None:
    """Refuse what has the right types and cannot be: paths elsewhere, texts that do not fit."""
    if record.format not in (FORMAT, *earlier.FORMATS):
        raise ValueError(f"format {record.format} is not known")
    if not all(map(_is_below, record.paths)):
        raise ValueError("a path leads out of the output folder")
    route = record.route
    if route is None:
        return
    if len(route.languages) != len(route.engines) + 1:
        raise ValueError("a route has one language more than engines")
    texts = (record.article.metadata.title, *(block.text for block in record.article.blocks))
    said = ("".join(s.source + s.tail for s in segments) for segments in record.segments)
    if texts != tuple(said):
        raise ValueError("the segments are not those of the article")


def _is_below(path: str) -> bool:
    """Tell whether a recorded path can be one that ``run`` wrote below the output folder."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\0" not in path
