"""The Markdown of a version as people left it: told apart, and published with who vouches for it.

What a person wrote stays to the letter; only what a version says of itself is written anew: the
lines of its front matter that are about review, findings and digests, and the notice.
"""

from __future__ import annotations

from dataclasses import replace

from translator.markup.notices import Noted, notice_above
from translator.publish.as_markdown import front_matter, notice_line
from translator.publish.flavours import OWN, PLAIN, Dress, Value, entries_of
from translator.publish.notice import notice
from translator.publish.parts import Parts, parts_of
from translator.publish.version import Version
from translator.seal import seal

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


def with_review(data: bytes, version: Version, draft: Version, dress: Dress = PLAIN) -> bytes:
    """Return a Markdown file as ``version`` has it, with the text and the front matter of ``data``.

    What is in the front matter as the ``draft`` had it follows the version. The notice stands on top,
    wherever an earlier program had it; one that somebody took out stays out. The flavour stays that
    of the file, whatever the ``dress`` says.
    """
    parts = parts_of(data)
    dress = replace(dress, flavour=parts.flavour.name or PLAIN.flavour)
    version, draft = (replace(one, dress=dress) for one in (version, draft))
    said = notice(version)
    above = notice_above(notice_line(said)) if parts.noted.is_said and said else ""
    body = f"{parts.body.rstrip()}\n" if parts.noted.below else parts.body
    front = "".join(_front(parts, front_matter(version), front_matter(draft)))
    return seal(parts.file(front=front, noted=Noted(above, body, "")))


def with_body(data: bytes, body: str) -> bytes:
    """Return a Markdown file with another text beside its front matter and its notice."""
    parts = parts_of(data)
    noted = parts.noted
    below = noted.below and f"\n{noted.below}"
    return parts.file(noted=Noted(noted.above, f"\n{body.strip()}\n", below)).encode()


def _front(parts: Parts, values: dict[str, Value], draft: dict[str, Value]) -> list[str]:
    """Return the lines of a front matter; where they stood, what a version says of itself is new."""
    flavour = parts.flavour
    own = [flavour.entry(key, value) for key, value in values.items() if key in _OWN]
    lines: list[str] = []
    place, written = -1, False
    for entry in entries_of(parts.front):
        ours = entry.key in draft and parts.values.get(entry.key) == draft[entry.key]
        if entry.key in _OWN and entry.own == flavour.grouped:
            lines += [] if written else own
            written = True
        elif ours:
            lines += [flavour.entry(entry.key, values[entry.key])] if entry.key in values else []
        else:
            lines.append(entry.text)
        place = len(lines) if entry.own or entry.key == OWN else place
    if not written:  # somebody took it out
        if place < 0:
            own, place = [f"{OWN}:\n"] * flavour.grouped + own, len(lines)
        lines[place:place] = own
    return lines
