"""A published Markdown file taken apart, whatever its flavour, and put together again.

Everybody who works with the text of a version sees the same: front matter under our names, and a
text that begins with its headline. Where a flavour has the headline in the front matter only, it
is put above the text here and taken off again when the file is written.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Any

from translator.markup.commonmark import read_blocks
from translator.markup.front_matter import FrontMatterError
from translator.markup.notices import Noted, without_notice
from translator.publish.escape import escape_heading
from translator.publish.flavours import (
    FLAT,
    Flavour,
    entries_of,
    flavour_of,
    front_of,
    values_of,
)
from translator.seal import normal

_TEXTS = ("title", "lead")
_HEADLINE = re.compile(r"\A\s*(# [^\n]*)(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A Markdown version taken apart: front matter as text and as values, body and notice."""

    front: str
    values: dict[str, Any]
    noted: Noted
    flavour: Flavour = FLAT

    @property
    def body(self) -> str:
        """Return what stands below the front matter, without the notice."""
        return self.noted.text

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what readers read: headline, lead and body; no notice."""
        texts = (*(str(self.values.get(key, "")) for key in _TEXTS), self.body.strip())
        return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()

    def file(self, *, front: str | None = None, noted: Noted | None = None) -> str:
        """Return the file that has these parts, or others in their place."""
        front = self.front if front is None else front
        noted = noted or self.noted
        body, title = noted.text, str(self.values.get("title", ""))
        if not self.flavour.headline and self.front:
            body, written = without_headline(body, title)
            if written != title:
                front = _with_title(front, written, self.flavour)
        below = noted.above + body + noted.below
        return self.flavour.file(front, below) if self.front else below


def parts_of(data: bytes) -> Parts:
    """Take a Markdown version apart; one without readable front matter is all body."""
    text = normal(data).decode("utf-8", "replace")
    found = front_of(text)
    values = None
    if found is not None:
        try:
            values = values_of(found)
        except FrontMatterError:
            values = None
    if found is None or values is None:
        return Parts("", {}, Noted("", text, ""))
    flavour = flavour_of(values, found)
    noted = without_notice(text[found.end :])
    if not flavour.headline:
        noted = replace(noted, text=with_headline(noted.text, str(values.get("title", ""))))
    return Parts(found.text, values, noted, flavour)


def with_headline(body: str, title: str) -> str:
    """Return a text below its headline."""
    return f"\n# {escape_heading(title)}\n{body}" if title else body


def without_headline(body: str, title: str) -> tuple[str, str]:
    """Return a text without the headline it begins with, and that: another one, or ``title``."""
    above = with_headline("", title)
    if title and body.startswith(above):
        return body[len(above) :], title
    found = _HEADLINE.match(body)
    if found is None:
        return body, title
    return body[found.end() :], read_blocks(found[1], published=True).title or title


def _with_title(front: str, title: str, flavour: Flavour) -> str:
    """Return a front matter with another title."""
    lines = [
        flavour.entry("title", title) if entry.key == "title" else entry.text
        for entry in entries_of(front)
    ]
    return "".join(lines)
