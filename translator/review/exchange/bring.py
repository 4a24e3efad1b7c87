"""Files for translators, written and taken back in: the edges of this room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from translator.article import Block, BlockKind, Review, ReviewState
from translator.errors import PublishError, UsageError
from translator.files import write_atomic, write_unless_changed
from translator.glossary.concept import Glossary
from translator.publish.accepted import with_body
from translator.records import Records
from translator.review import accept
from translator.review.exchange import omegat
from translator.review.exchange.columns import read_columns, write_columns
from translator.review.exchange.docx import read_docx, write_docx
from translator.review.exchange.units import Bundle, Marked, Returned, bundle_of
from translator.review.exchange.xliff import read_xliff, write_xliff
from translator.review.merge import Merged, MergedBlock
from translator.review.merged_text import written_out
from translator.review.states import Status, status
from translator.settings import Settings
from translator.translate.memory import MEMORY_FILE, HumanEntry, Memory

FOLDER = Path("exchange")  # of the project, where files for translators lie


class Format(StrEnum):
    """What translators work with."""

    XLIFF = "xliff"
    DOCX = "docx"
    HTML = "html"
    OMEGAT = "omegat"


@dataclass(frozen=True, slots=True)
class _Way:
    """How a format is written and read, and what its files are called."""

    write: Callable[[Bundle], bytes]
    read: Callable[[bytes, Bundle | None], Returned]
    suffixes: tuple[str, ...]


_WAYS = {
    Format.XLIFF: _Way(write_xliff, read_xliff, (".xlf", ".xliff")),
    Format.DOCX: _Way(write_docx, read_docx, (".docx",)),
    Format.HTML: _Way(write_columns, read_columns, (".html", ".htm")),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The project that files come from and go to; names in them start at its ``root``."""

    settings: Settings
    records: Records
    glossary: Glossary
    root: Path = Path()


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What a file that came back has changed.

    ``changed`` are the paragraphs that were published anew, by number (0 is the headline), ``empty``
    those that came back without text and stay as they were. ``approved`` says that the file calls
    every one of its paragraphs approved.
    """

    file: Path
    path: Path
    changed: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()
    approved: bool = False


def export(found: Status, form: Format, folder: Path, at: Place, *, force: bool = False) -> Path:
    """Write a version for translators into a folder; return the file.

    What is there already and says something else is replaced by ``force`` only.

    Raises:
        UsageError: what the version was made from is not on record.
        PublishError: the file is there and says something else, or cannot be written.
    """
    if found.draft is None:
        raise UsageError(
            "what it was made from is not on record",
            path=found.path,
            hint="translator run puts a new version beside; export that",
        )
    bundle = bundle_of(found, accept.findings_of(found, at.glossary), at.root)
    if form is Format.OMEGAT:
        return _export_project(found, bundle, folder, at, force=force)
    way = _WAYS[form]
    file = folder / f"{found.stem}.{found.lang}{way.suffixes[0]}"
    return _put(file, way, way.write(bundle), bundle, force=force)


def _put(file: Path, way: _Way, data: bytes, bundle: Bundle, *, force: bool) -> Path:
    """Write a file for translators, unless somebody may have worked in one that is there.

    Raises:
        PublishError: the file is there and says something else, or cannot be written.
    """
    if file.exists() and _says_the_same(way, file.read_bytes(), data, bundle):
        return file
    there = file.read_bytes() if force and file.exists() else None
    if not write_unless_changed(file, data, there):
        raise PublishError(
            "is there already, and somebody may have worked in it",
            path=file,
            hint="import it first, choose another --output, or replace it with --force",
        )
    return file


def _export_project(found: Status, bundle: Bundle, folder: Path, at: Place, *, force: bool) -> Path:
    """Put a version into the OmegaT project of its language; return the project's folder."""
    project = folder / omegat.folder_name(bundle.target_lang)
    file = project / omegat.source_file(found.stem)
    way = _WAYS[Format.XLIFF]
    _put(file, way, write_xliff(bundle, to_translate=True), bundle, force=force)
    memory = at.settings.state / MEMORY_FILE
    corrections: tuple[HumanEntry, ...] = ()
    if memory.exists():
        with Memory(memory, create=False) as opened:
            corrections = tuple(opened.corrections())
    helps = omegat.Helps(corrections, at.glossary)
    for name in omegat.FOLDERS:
        (project / name).mkdir(parents=True, exist_ok=True)
    for name, data in omegat.project_files(found, bundle, helps).items():
        path = project / name
        if name != omegat.PROJECT or not path.exists():  # its settings are the translator's
            write_atomic(path, data)
    return project


def files_in(given: Path) -> list[Path]:
    """Return the files to take back: the given one, or those that OmegaT has written of a project.

    Raises:
        UsageError: OmegaT has written none.
    """
    return omegat.targets(given) if (given / omegat.PROJECT).is_file() else [given]


def bring_in(file: Path, at: Place) -> BroughtIn:
    """Publish what translators changed in a file; what they left alone stays as it is.

    Raises:
        UsageError: the file is none of ours, or its version has another text by now.
        PublishError: a file cannot be read or written.
    """
    way = next((way for way in _WAYS.values() if file.suffix.lower() in way.suffixes), None)
    if file.is_dir():
        raise UsageError(
            "is a folder and no OmegaT project", path=file, hint="name the files in it"
        )
    if way is None:
        suffixes = ", ".join(suffix for way in _WAYS.values() for suffix in way.suffixes)
        raise UsageError("is no file for translators", path=file, hint=f"one of {suffixes}")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PublishError("cannot read the file", path=file, hint=str(error.strerror)) from error
    told = _read(way, data, None, file)
    found = _version(told, file, at)
    bundle = bundle_of(found, (), at.root)
    returned = _read(way, data, bundle, file)
    if returned.from_source:
        returned = omegat.only_translated(returned, bundle)
    now = way.read(way.write(bundle), bundle).texts  # what went out, as far as the format has it
    known = {number: text for number, text in returned.texts.items() if number in now}
    changed = {n: text for n, text in known.items() if text.text and text != now[n]}
    empty = tuple(n for n, text in known.items() if not text.text and now[n].text)
    if changed:
        _publish(found, changed, at)
    return BroughtIn(file, found.path, tuple(sorted(changed)), empty, returned.approved)


def _says_the_same(way: _Way, there: bytes, data: bytes, bundle: Bundle) -> bool:
    """Tell whether a file that is there says just what would be written."""
    try:
        return way.read(there, bundle) == way.read(data, bundle)
    except ValueError:
        return False


def _read(way: _Way, data: bytes, bundle: Bundle | None, file: Path) -> Returned:
    try:
        return way.read(data, bundle)
    except ValueError as error:
        raise UsageError(str(error), path=file, hint="is it a file of review export?") from error


def _version(told: Returned, file: Path, at: Place) -> Status:
    """Return the version that a file belongs to, if its text is still the one that went out."""
    path = at.root / told.path
    if not told.path or ".." in path.parts or not path.is_relative_to(at.settings.output):
        raise UsageError(
            "does not name a published version of this project",
            path=file,
            hint="import it where it was exported",
        )
    found = status(path, at.settings, at.records)
    if found.draft is None or found.parts.digest != told.digest:
        raise UsageError(
            f"{path} was changed since it was exported, so what came back may not fit",
            path=file,
            hint=f"undo the changes in {path}, import, and make them again; or export it anew",
        )
    return found


def _publish(found: Status, changed: Mapping[int, Marked], at: Place) -> None:
    """Publish a version with other texts in some of its blocks."""
    if found.draft is None:
        raise AssertionError(found)  # ``_version`` has refused it
    after = (Block(BlockKind.HEADING, found.version.title, level=1), *found.version.blocks)
    blocks = tuple(
        MergedBlock(_with(block, changed.get(number)), number, untouched=number not in changed)
        for number, block in enumerate(after)
    )
    body = written_out(Merged(blocks, ()), found.parts.body)
    text = accept.Text(with_body(found.data, body), found.draft)
    review = Review(state=ReviewState.EDITED)
    accept.publish(found, review, at.settings, at.records, at.glossary, text)


def _with(block: Block, text: Marked | None) -> Block:
    return block if text is None else replace(block, text=text.text, marks=text.marks)
