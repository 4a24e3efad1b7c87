"""Render a version as JSON, and read its translation back: the complete record of an article."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from translator.article import (
    Article,
    Block,
    BlockKind,
    Finding,
    Image,
    Metadata,
    Origin,
    Removal,
    Route,
    Segment,
    Severity,
    TermOutcome,
    TermUse,
    TranslatedBlock,
    Translation,
)
from translator.errors import PublishError
from translator.publish.seal import BLANK, seal
from translator.publish.version import Version

FORMAT = 1  # of the record; grows when an old reader could misunderstand a new one


def render_json(version: Version) -> bytes:
    """Return everything about a version as UTF-8 JSON, sealed with its own digest.

    ``text`` is lead and body with blank lines between the blocks. The title, every block and
    every image of a translation carry ``segments``, whose sources and tails, joined, are the text
    in the source language.
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
        "finding_counts": version.finding_counts,
        "findings": [asdict(finding) for finding in version.findings],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    # Half a surrogate pair can stand in a Python string, but not in UTF-8.
    return seal(text.encode("utf-8", "backslashreplace").decode() + "\n")


def _content(version: Version) -> dict[str, Any]:
    """Return title, blocks and images, with the segments they were translated in."""
    blocks = [asdict(block) for block in version.blocks]
    images = [asdict(image) for image in version.images]
    translation = version.translation
    if translation is None:
        return {"blocks": blocks, "images": images}
    for data, translated in zip(blocks, translation.blocks, strict=True):
        data["segments"] = _segments(translated)
    for data, caption in zip(images, translation.captions, strict=False):
        data["segments"] = _segments(caption)
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
        PublishError: the data are no JSON version of a translation.
    """
    try:
        record = json.loads(data)
        return _translation(record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise PublishError(
            f"not the JSON record of a translation ({reason})",
            hint="run with --force writes it again",
        ) from error


def _translation(record: Mapping[str, Any]) -> Translation:
    route = record["route"]
    title = Block(BlockKind.HEADING, record["source_title"], level=1)
    blocks = tuple(_block(block) for block in record["blocks"])
    captions = tuple(
        TranslatedBlock(_paragraph(image["segments"]), _read_segments(image["segments"]))
        for image in record["images"]
        if "segments" in image
    )
    sources = [caption.block.text for caption in captions]
    sources += [""] * (len(record["images"]) - len(sources))
    article = Article(
        metadata=Metadata(
            title=record["source_title"],
            lang=record["declared_lang"],
            **{key: record[key] for key in ("author", "date", "section", "source", "url")},
        ),
        blocks=tuple(block.block for block in blocks),
        images=tuple(
            Image(image["url"], caption, image["credit"])
            for image, caption in zip(record["images"], sources, strict=True)
        ),
        removed=tuple(Removal(**removal) for removal in record["removed"]),
    )
    return Translation(
        article=article,
        lang=record["lang"],
        route=Route(
            languages=tuple(route["languages"]),
            engines=tuple(route["engines"]),
            signature=route["signature"],
            starter=route["starter"],
        ),
        title=TranslatedBlock(title, _read_segments(record["title_segments"])),
        blocks=blocks,
        captions=captions,
        findings=tuple(
            Finding(**{**finding, "severity": Severity(finding["severity"])})
            for finding in record["findings"]
        ),
    )


def _block(record: Mapping[str, Any]) -> TranslatedBlock:
    source = _source(record["segments"])
    kind = BlockKind(record["kind"])
    return TranslatedBlock(
        Block(kind, source, record["level"], record["ordered"]), _read_segments(record["segments"])
    )


def _paragraph(segments: list[Mapping[str, Any]]) -> Block:
    return Block(BlockKind.PARAGRAPH, _source(segments))


def _source(segments: list[Mapping[str, Any]]) -> str:
    return "".join(segment["source"] + segment["tail"] for segment in segments)


def _read_segments(records: list[Mapping[str, Any]]) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            source=record["source"],
            target=record["target"],
            tail=record["tail"],
            origin=Origin(record["origin"]),
            terms=tuple(_term(term) for term in record["terms"]),
        )
        for record in records
    )


def _term(record: Mapping[str, Any]) -> TermUse:
    start, end = record["source_span"]
    span = record["target_span"]
    return TermUse(
        concept=record["concept"],
        source=record["source"],
        target=record["target"],
        outcome=TermOutcome(record["outcome"]),
        source_span=(start, end),
        target_span=(span[0], span[1]) if span else None,
    )
