"""A checksum inside the file itself, so that a human's edit shows even without our records."""

from __future__ import annotations

import hashlib
import re

BY_EDITOR = "an editor"  # begins the notes about what people did to a source
BLANK = "sha256:" + "0" * 64
_SEAL = re.compile(rb"sha256:[0-9a-f]{64}")
_DRAFT = re.compile(rb'draft[-_]digest"?(?:: ?| content=)"?(sha256:[0-9a-f]{64})')
_CARRIED = re.compile(rb'content[-_]digest"?(?:: ?| content=)"?(sha256:[0-9a-f]{64})')


def seal(text: str) -> bytes:
    """Encode ``text`` as UTF-8 and put its own digest in the place of the first ``BLANK``."""
    data = text.encode()
    return data.replace(BLANK.encode(), _digest(data), 1)


def is_sealed(data: bytes) -> bool:
    """Tell whether a file is still exactly what ``seal`` returned.

    A byte order mark and Windows line ends do not count as a change: editors and git add them.
    """
    data = normal(data)
    found = _SEAL.search(data)
    if found is None:
        return False
    blank = data[: found.start()] + BLANK.encode() + data[found.end() :]
    return _digest(blank) == found.group()


def seal_of(data: bytes) -> str | None:
    """Return the seal that a file carries, broken or not: it tells what an edit was made from."""
    found = _CARRIED.search(data)
    return found[1].decode() if found else None


def draft_of(data: bytes) -> str | None:
    """Return the seal of the draft that a file was made of, which only people's versions carry."""
    found = _DRAFT.search(data)
    return found[1].decode() if found else None


def normal(data: bytes) -> bytes:
    """Return a file without what editors and git add to it of their own accord."""
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def _digest(data: bytes) -> bytes:
    return b"sha256:" + hashlib.sha256(data).hexdigest().encode()
