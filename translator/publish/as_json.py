"""Render a version as JSON, and read its translation back: the complete record of an article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from translator.article import (
    Article,
    Block,
    BlockKind,
    Cell,
    Finding,
    Image,
    Mark,
    Metadata,
    Origin,
    Removal,
    Route,
    Segment,
    TranslatedBlock,
    Translation,
    figure,
    images_in,
)
from translator.errors import PublishError
from translator.publish.escape import escape_unseen
from translator.publish.version import Version
from translator.seal import BLANK, seal

FORMAT = 2  # of the record; grows when an old reader could misunderstand a new one


def render_json(version: Version) -> bytes:
    """Return everything about a version as UTF-8 JSON, sealed with its own digest.

    ``text`` is lead and body with blank lines between the blocks. The title and every block of a
    translation carry ``segments``, whose sources and tails, joined, are the text in the source
    language, and ``source_marks``, which lie over it. ``images`` are those of the blocks again.
    """
    meta = version.metadata
    data = {
        "format": FORMAT,
        "title": version.title,
        "lead": version.lead,
        "lang": version.lang,
        "source_lang": version.source_lang,
        "source_title": version.source_title,
        "source_file": version.source_file,
        "url": meta.url,
        "source": meta.source,
        "author": meta.author,
        "date": meta.date,
        "section": meta.section,
        "tags": list(meta.tags),
        "cut": version.cut,
        "declared_lang": meta.lang,
        "machine_translated": version.route is not None,
        "route": asdict(version.route) if version.route else None,
        "glossary_digest": version.glossary_digest,
        "review": version.state.value,
        "generator": version.generator,
        "content_digest": BLANK,
        "text": Article(meta, version.blocks).text,
        **_content(version),
        "removed": [asdict(removal) for removal in version.removed],
        "notes": list(version.notes),
        "finding_counts": version.finding_counts,
        "findings": [asdict(finding) for finding in version.findings],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    text = escape_unseen(text)  # control characters and turned text stay data
    # Half a surrogate pair can stand in a Python string, but not in UTF-8.
    return seal(text.encode("utf-8", "backslashreplace").decode() + "\n")


def _content(version: Version) -> dict[str, Any]:
    """Return title, blocks and images, with the segments they were translated in."""
    blocks = [asdict(block) for block in version.blocks]
    images = [asdict(image) for image in images_in(version.blocks)]
    translation = version.translation
    if translation is None:
        return {"blocks": blocks, "images": images}
    for data, translated in zip(blocks, translation.blocks, strict=True):
        data["segments"] = _segments(translated)
        data["source_marks"] = [asdict(mark) for mark in translated.block.marks]
    return {"title_segments": _segments(translation.title), "blocks": blocks, "images": images}


def _segments(block: TranslatedBlock) -> list[dict[str, Any]]:
    """Return segments as data; whether a model's text came from the memory is no part of it."""
    return [
        asdict(replace(s, origin=Origin.MACHINE if s.origin is Origin.MEMORY else s.origin))
        for s in block.segments
    ]


def read_translation(path: Path) -> Translation:
    """Read the translation in a JSON version.

    Raises:
        PublishError: the file cannot be read or is no JSON version of a translation.
    """
    try:
        return translation_from_json(path.read_bytes())
    except OSError as error:
        raise PublishError("cannot read the file", path=path, hint=str(error.strerror)) from error
    except PublishError as error:
        error.path = path
        raise


def translation_from_json(data: bytes | str) -> Translation:
    """Return the translation that ``render_json`` was given.

    Raises:
        PublishError: the data are no JSON version of a translation, or a damaged one.
    """
    try:
        return _translation(msgspec.convert(json.loads(data), _Record))
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        reason = f"{type(error).__name__}: {error}"
        raise PublishError(
            f"not the JSON record of a translation ({reason})",
            hint="run with --force writes it again",
        ) from error


@dataclass(frozen=True, slots=True)
class _TranslatedBlock:
    kind: BlockKind
    segments: tuple[Segment, ...]
    level: int = 0
    ordered: bool = False
    number: int | None = None
    source_marks: tuple[Mark, ...] = ()
    cells: tuple[Cell, ...] = ()
    image: Image | None = None

    def block(self) -> TranslatedBlock:
        """Return the block of the source with its translation."""
        block = Block(
            self.kind,
            _source(self.segments),
            self.level,
            self.ordered,
            self.number,
            self.source_marks,
            self.cells,
            self.image,
        )
        return TranslatedBlock(block, self.segments)


@dataclass(frozen=True, slots=True)
class _Picture:
    url: str
    credit: str
    segments: tuple[Segment, ...] | None = None

    def block(self) -> TranslatedBlock:
        """Return a picture of a record of format 1, in which pictures stood apart from the text."""
        segments = self.segments or ()
        image = Image(self.url, _source(segments), self.credit)
        return TranslatedBlock(figure(image), segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What is read of the record of a translation, with its types; the rest follows from it."""

    source_title: str
    lang: str
    declared_lang: str
    author: str
    date: str
    section: str
    source: str
    url: str
    route: Route
    title_segments: tuple[Segment, ...]
    blocks: tuple[_TranslatedBlock, ...]
    images: tuple[_Picture, ...]
    tags: tuple[str, ...] = ()  # 0.1.0 wrote neither these
    cut: str = ""  # nor this
    removed: tuple[Removal, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()  # 0.1.0 wrote none
    format: int = 1


def _translation(record: _Record) -> Translation:
    if len(record.route.languages) != len(record.route.engines) + 1:
        raise ValueError("a route has one language more than engines")
    blocks = [block.block() for block in record.blocks]
    if record.format == 1:
        # Published then: the first picture below the lead, the others behind the text.
        images = [image.block() for image in record.images]
        leads = sum(block.block.kind is BlockKind.LEAD for block in blocks)
        blocks = [*blocks[:leads], *images[:1], *blocks[leads:], *images[1:]]
    article = Article(
        metadata=Metadata(
            title=record.source_title,
            author=record.author,
            date=record.date,
            section=record.section,
            source=record.source,
            url=record.url,
            lang=record.declared_lang,
            tags=record.tags,
        ),
        blocks=tuple(block.block for block in blocks),
        removed=record.removed,
        notes=record.notes,
        cut=record.cut,
    )
    title = Block(BlockKind.HEADING, record.source_title, level=1)
    return Translation(
        article=article,
        lang=record.lang,
        route=record.route,
        title=TranslatedBlock(title, record.title_segments),
        blocks=tuple(blocks),
        findings=record.findings,
    )


def _source(segments: Sequence[Segment]) -> str:
    return "".join(segment.source + segment.tail for segment in segments)
