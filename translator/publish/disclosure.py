"""What a version says to machines of how it was made: one place, always true of its state.

The words follow the W3C community group's draft on AI disclosure (2026), which may still change, and
schema.org's ``NewsArticle`` with its ``digitalSourceType`` (IPTC). Whoever has only edited a text has
not vouched for it: until somebody reviews it, a version counts as the machine's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from translator.article import Image
from translator.publish.address import is_link
from translator.publish.escape import plain
from translator.publish.version import Version

_UNREVIEWED, _REVIEWED = "ai-autonomous", "ai-assisted"  # of the draft
_MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
_COMPOSITE = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"


def disclosed(version: Version) -> dict[str, str]:
    """Return the names and values that a page's ``meta`` tags say; none for a source text."""
    if version.route is None:
        return {}
    return {
        "ai-disclosure": _REVIEWED if version.state.accepted else _UNREVIEWED,
        "ai-model": plain(" + ".join(version.route.engines)),
        "ai-provider": plain(version.generator),
    }


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
        review = version.review
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
            "digitalSourceType": _COMPOSITE if review and review.changed else _MACHINE,
            "creditText": plain(" + ".join(version.route.engines)),
            "editor": _people([review.final_by or review.by] if review else []),
        }
    return _filled(data)


def as_script(data: dict[str, Any]) -> str:
    """Return linked data as JSON that no text in it can end."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
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
