"""Render a version as JSON: everything there is to say of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from translator.article import Article, Origin, Segment, TranslatedBlock, images_in
from translator.publish.disclosure import disclosed, review_values, source_type
from translator.publish.escape import escape_unseen
from translator.publish.notice import notice
from translator.publish.version import Version
from translator.seal import BLANK, seal

FORMAT = 2  # of the file; grows when an old reader could misunderstand a new one


def render_json(version: Version) -> bytes:
    """Return everything about a version as UTF-8 JSON, sealed with its own digest.

    ``text`` is lead and body with blank lines between the blocks. The title and every block of a
    translation carry ``segments``, whose sources and tails, joined, are the text in the source
    language, and ``source_marks``, which lie over it; ``carried_marks`` say where each is in the
    target. ``source_image`` is a picture as the source has it. ``images`` are those of the blocks again.
    """
    meta = version.metadata
    said = notice(version)
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
        **{key.replace("-", "_"): value for key, value in review_values(version).items()},
        **({"notice": said.statement} if said else {}),
        **{key.replace("-", "_"): value for key, value in disclosed(version).items()},
        **({"digital_source_type": source_type(version)} if version.route else {}),
        "generator": version.generator,
        "content_digest": BLANK,
        **({"draft_digest": version.draft} if version.draft else {}),
        "text": Article(meta, version.blocks).text,
        **_content(version),
        "removed": [asdict(removal) for removal in version.removed],
        "notes": list(version.notes),
        "finding_counts": version.finding_counts,
        **({"sentence_counts": version.doubt_counts} if version.doubt_counts else {}),
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
        data["carried_marks"] = [asdict(mark) for mark in translated.marks]
        if translated.block.image:
            data["source_image"] = asdict(translated.block.image)
            data["alt_segments"] = _as_data(translated.alt)
    return {"title_segments": _segments(translation.title), "blocks": blocks, "images": images}


def _segments(block: TranslatedBlock) -> list[dict[str, Any]]:
    """Return the segments of a block as data."""
    return _as_data(block.segments)


def _as_data(segments: Sequence[Segment]) -> list[dict[str, Any]]:
    """Return segments as data; whether a model's text came from the memory is no part of it."""
    return [
        asdict(replace(s, origin=Origin.MACHINE if s.origin is Origin.MEMORY else s.origin))
        for s in segments
    ]
