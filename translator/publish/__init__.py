"""Write language versions: pure renderers, and one module that touches files."""

from __future__ import annotations

from collections.abc import Callable

from translator.errors import PublishError
from translator.publish.as_html import render_html
from translator.publish.as_json import render_json
from translator.publish.as_markdown import render_markdown
from translator.publish.as_text import render_text
from translator.publish.version import Version

RENDERERS: dict[str, Callable[[Version], bytes]] = {
    "md": render_markdown,
    "html": render_html,
    "json": render_json,
    "txt": render_text,
}


def render(version: Version, name: str) -> bytes:
    """Return a version in the format ``name``, one of ``RENDERERS``; same version, same bytes.

    Raises:
        PublishError: there is no such format.
    """
    if name not in RENDERERS:
        raise PublishError(f"unknown format {name!r}", hint=f"one of {', '.join(RENDERERS)}")
    return RENDERERS[name](version)
