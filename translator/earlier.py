"""Records of earlier formats, carried over into today's as they are read.

Versions 0.1.0 (format 1) and 0.2.0 before its release (format 2) kept two things of a version: its
published JSON in ``versions/LANG/STEM.json``, and what it was made from in ``manifest/STEM.json``,
one file for all languages of an article. All here is data as JSON has it, in and out; whether
what comes out is a record, ``records`` decides.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FORMATS = (1, 2)
_META = {"author", "date", "section", "source", "url", "tags"}

# What a translated block of the published JSON has beside those of a block.
_OF_TRANSLATION = ("segments", "source_marks", "carried_marks", "source_image", "alt_segments")


def notes(state: Path, stem: str) -> Mapping[str, Any]:
    """Return what ``manifest/STEM.json`` says of an article; nothing if it is not there or damaged."""
    try:
        raw = json.loads(_manifest(state, stem).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(raw, dict):
        return {}
    return raw if "format" in raw else {"versions": raw, "format": 1}  # 0.1.0: only the versions


def forget(state: Path, stem: str, carried: Iterable[str]) -> None:
    """Remove the manifest of an article once all its versions have a record of today's format."""
    path = _manifest(state, stem)
    if not path.exists():
        return
    for lang in {*carried, *_dict(notes(state, stem).get("versions"))}:
        with contextlib.suppress(OSError, ValueError, RecursionError):
            record = json.loads((state / "versions" / lang / f"{stem}.json").read_bytes())
            if isinstance(record, dict) and record.get("format", 1) in FORMATS:
                return
    with contextlib.suppress(OSError):
        path.unlink()


def _manifest(state: Path, stem: str) -> Path:
    return state / "manifest" / f"{stem}.json"


def carried_over(raw: Mapping[str, Any], article_notes: Any) -> dict[str, Any]:
    """Return the published JSON of a version, and the notes of its article, as today's record.

    Raises:
        ValueError: a part that everything else hangs on has another type or is missing.
    """
    try:
        return _record(raw, _dict(article_notes))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _record(raw: Mapping[str, Any], article_notes: Mapping[str, Any]) -> dict[str, Any]:
    lang = raw["lang"]
    noted = _dict(_dict(article_notes.get("versions")).get(lang))
    blocks = list(raw["blocks"])
    translated = raw.get("route") is not None
    if raw.get("format", 1) == 1:
        blocks = _with_pictures(blocks, list(raw["images"]))
    title = raw["title_segments"] if translated else ()
    return {
        "lang": lang,
        "article": {
            "metadata": {
                "title": raw["source_title"],
                "lang": raw["declared_lang"],
                **{key: raw[key] for key in _META if key in raw},
            },
            "blocks": [_source_block(block, translated=translated) for block in blocks],
            **{key: raw[key] for key in ("removed", "cut", "notes", "source_file") if key in raw},
        },
        "digest": article_notes.get("digest", ""),
        "basis": {key: noted.get(key, "") for key in ("inputs", "program", "fingerprint")},
        "judged": noted.get("judged", ""),
        "route": raw.get("route"),
        "segments": [title, *(block["segments"] for block in blocks)] if translated else [],
        "marks": [(), *(block.get("carried_marks", ()) for block in blocks)] if translated else [],
        "alts": [(), *(block.get("alt_segments", ()) for block in blocks)] if translated else [],
        "glossary_digest": raw.get("glossary_digest", ""),
        "findings": raw["findings"],
        "outputs": noted.get("outputs", {}),
        "beside": noted.get("beside", {}),
        "format": article_notes.get("format", raw.get("format", 1)),
    }


def _source_block(block: Mapping[str, Any], *, translated: bool) -> dict[str, Any]:
    """Return a block of a version as the article had it: its text is that of its segments."""
    found = {key: value for key, value in block.items() if key not in _OF_TRANSLATION}
    if translated:
        found["text"] = _source(block["segments"])
        found["marks"] = block.get("source_marks", [])
        if "source_image" in block:
            found["image"] = block["source_image"]
    return found


def _with_pictures(blocks: list[Any], images: list[Any]) -> list[Any]:
    """Put pictures, which stood apart in format 1, where they were published.

    The first stood below the lead, the others behind the text.
    """
    figures = [
        {
            "kind": "figure",
            "text": image.get("caption") or "",
            "segments": image.get("segments") or [],
            "image": {"url": image["url"], "credit": image["credit"]},
        }
        for image in images
    ]
    leads = sum(block["kind"] == "lead" for block in blocks)
    return [*blocks[:leads], *figures[:1], *blocks[leads:], *figures[1:]]


def _source(segments: Iterable[Mapping[str, Any]]) -> str:
    return "".join(segment["source"] + segment["tail"] for segment in segments)


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
