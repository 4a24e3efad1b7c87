"""What a version says to machines of how it was made: one place, always true of its state.

The words follow the W3C community group's draft on AI disclosure (2026), which may still change, and
schema.org's ``NewsArticle`` with its ``digitalSourceType`` (IPTC). Whoever has only edited a text has
not vouched for it: until somebody reviews it, a version counts as the machine's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from translator.article import Image, ReviewState
from translator.publish.address import is_link
from translator.publish.escape import escape_unseen, plain
from translator.publish.version import Version

_UNREVIEWED, _REVIEWED = "ai-autonomous", "ai-assisted"  # of the draft
_MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
_COMPOSITE = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
_IN_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*+"')  # of JSON


def disclosed(version: Version) -> dict[str, str]:
    """Return the names and values that a page's ``meta`` tags say; none for a source text."""
    if version.route is None:
        return {}
    return {
        "ai-disclosure": _REVIEWED if version.state.accepted else _UNREVIEWED,
        "ai-model": plain(" + ".join(version.route.engines)),
        "ai-provider": plain(version.generator),
    }


def review_values(version: Version) -> dict[str, str | int]:
    """Return what every format says of who vouches for a version; nothing where nobody has come."""
    review = version.review
    if review is None:
        return {}
    values: dict[str, str | int] = {
        "reviewed-by": plain(review.by),
        "reviewed-at": review.at,
        "final-by": plain(review.final_by),
        "final-at": review.final_at,
        "segments-reviewed": review.segments if review.by else "",
        "segments-changed": review.changed,
        "text-digest": review.digest,
    }
    return {key: value for key, value in values.items() if value != ""}


def source_type(version: Version) -> str:
    """Return IPTC's type of what made a text, as schema.org has it; none for a source text."""
    if version.route is None:
        return ""
    review = version.review
    edited = version.state is ReviewState.EDITED or (review is not None and review.changed > 0)
    return _COMPOSITE if edited else _MACHINE


def news_article(version: Version, *, url: str = "", image: str = "") -> dict[str, Any]:
    """Return a version as schema.org's ``NewsArticle``; ``url`` is its own address, if it has one."""
    meta = version.metadata
    authors = _people(meta.author.split(","))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": plain(version.title),
        "description": plain(version.lead),
        "inLanguage": version.lang,
        "datePublished": plain(meta.date),
        "articleSection": plain(meta.section),
        "keywords": [tag for tag in map(plain, meta.tags) if tag],
        "author": authors,
        "publisher": {"@type": "Organization", "name": plain(meta.source)} if meta.source else {},
        "image": image,
        "url": url,
        "mainEntityOfPage": url,
    }
    if version.route is not None:
        review = version.review if version.state.accepted else None
        original = {
            "@type": "NewsArticle",
            "headline": plain(version.source_title),
            "inLanguage": version.source_lang,
            "url": meta.url if is_link(meta.url) else "",
            "author": authors,
        }
        data |= {
            "translationOfWork": _filled(original),
            "isBasedOn": meta.url if is_link(meta.url) else "",
            "digitalSourceType": source_type(version),
            "creditText": plain(" + ".join(version.route.engines)),
            "editor": _people([review.final_by or review.by] if review else []),
        }
    return _filled(data)


def as_script(data: dict[str, Any]) -> str:
    """Return linked data as JSON that no text in it can end, and no template runs in."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    text = _IN_TEXTS.sub(lambda match: escape_unseen(match[0], templates=True), text)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def shown_image(version: Version) -> Image | None:
    """Return the first picture of a version that has an address."""
    images = (block.image for block in version.blocks if block.image is not None)
    return next((image for image in images if image.url), None)


def _people(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for said in names if (name := plain(said))]


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
