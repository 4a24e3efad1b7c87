"""The Markdown of a version as people left it: told apart, and published with who vouches for it.

What a person wrote stays to the letter; only what a version says of itself is written anew: the
lines of its front matter that are about review, findings and digests, and the notice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from translator.markup.front_matter import FrontMatterError, find, parse
from translator.markup.notices import Noted, notice_above, without_notice
from translator.publish.as_markdown import Value, front_matter, notice_line, yaml_value
from translator.publish.notice import notice
from translator.publish.version import Version
from translator.seal import normal, seal

_KEY = re.compile(r"([\w-]+):")
_GOES_ON = re.compile(r"[ \t]|- ")  # a value on several lines, as some editors write it
# What a version says of itself, whatever stands there.
_OWN = frozenset(
    {
        "findings",
        "review",
        "reviewed-by",
        "reviewed-at",
        "final-by",
        "final-at",
        "segments-reviewed",
        "segments-changed",
        "text-digest",
        "ai-disclosure",
        "generator",
        "content-digest",
        "draft-digest",
    }
)
_TEXTS = ("title", "lead")


@dataclass(frozen=True, slots=True)
class Parts:
    """A Markdown version taken apart: front matter as text and as values, body and notice."""

    front: str
    values: dict[str, Any]
    noted: Noted

    @property
    def body(self) -> str:
        """Return what stands below the front matter, without the notice."""
        return self.noted.text

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what readers read: headline, lead and body; no notice."""
        texts = (*(str(self.values.get(key, "")) for key in _TEXTS), self.body.strip())
        return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()


def parts_of(data: bytes) -> Parts:
    """Take a Markdown version apart; one without readable front matter is all body."""
    text = normal(data).decode("utf-8", "replace")
    found = find(text) if text.startswith("---\n") else None
    values: Any = {}
    if found is not None:
        try:
            values = parse(found)
        except FrontMatterError:
            values = {}
    if found is None or not isinstance(values, dict):
        return Parts("", {}, Noted("", text, ""))
    return Parts(found.text, values, without_notice(text[found.end :]))


def with_review(data: bytes, version: Version, draft: Version) -> bytes:
    """Return a Markdown file as ``version`` has it, with the text and the front matter of ``data``.

    What is in the front matter as the ``draft`` had it follows the version. The notice stands on top,
    wherever an earlier program had it; one that somebody took out stays out.
    """
    parts = parts_of(data)
    said = notice(version)
    above = notice_above(notice_line(said)) if parts.noted.is_said and said else ""
    body = f"{parts.body.rstrip()}\n" if parts.noted.below else parts.body
    front = "".join(_front(parts, front_matter(version), front_matter(draft)))
    return seal(f"---\n{front}---\n{above}{body}")


def with_body(data: bytes, body: str) -> bytes:
    """Return a Markdown file with another text beside its front matter and its notice."""
    parts = parts_of(data)
    noted = parts.noted
    below = noted.below and f"\n{noted.below}"
    return f"---\n{parts.front}---\n{noted.above}\n{body.strip()}\n{below}".encode()


def _front(parts: Parts, values: dict[str, Value], draft: dict[str, Value]) -> Iterator[str]:
    """Yield the lines of a front matter; where they stood, what a version says of itself is new."""
    own = [f"{key}: {yaml_value(value)}\n" for key, value in values.items() if key in _OWN]
    written = replaced = False
    for line in parts.front.splitlines(keepends=True):
        found = _KEY.match(line)
        key = found[1] if found else ""
        if replaced and _GOES_ON.match(line):
            continue
        ours = key in draft and parts.values.get(key) == draft[key]
        replaced = key in _OWN or ours
        if key in _OWN:
            if not written:
                yield from own
            written = True
        elif ours:
            yield from (f"{key}: {yaml_value(values[key])}\n" for key in [key] if key in values)
        else:
            yield line
    if not written:
        yield from own
