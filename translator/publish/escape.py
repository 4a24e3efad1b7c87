"""Make any text safe to stand in CommonMark, and readable for whoever opens the file."""

from __future__ import annotations

import re
import unicodedata

# Punctuation that could begin a construct inside a line; "_" inside a word cannot.
_INLINE = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|--|>|={1,}\s*$)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def plain(text: str) -> str:
    """Return one line without control characters, and nothing that UTF-8 cannot hold."""
    chars = (
        " " if (kind := unicodedata.category(char)) == "Cc" else "\ufffd" if kind == "Cs" else char
        for char in text
    )
    return "".join(chars).strip()


def escape(text: str) -> str:
    """Return ``text`` as one line of Markdown that means exactly this text."""
    line = _INLINE.sub(r"\\\g<0>", plain(text))
    if _LINE_START.match(line):
        return "\\" + line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def escape_heading(text: str) -> str:
    """Return ``text`` for an ATX heading, whose trailing number signs would be dropped."""
    line = escape(text)
    return f"{line[:-1]}\\#" if line.endswith("#") and not line.endswith("\\#") else line


def escape_cell(text: str) -> str:
    """Return ``text`` for a cell of a table (GFM)."""
    return _INLINE.sub(r"\\\g<0>", plain(text)).replace("|", "\\|")


def code_fence(text: str) -> str:
    """Return a fence longer than any run of backticks in ``text``."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)


def destination(url: str) -> str:
    """Return ``url`` as a link destination in angle brackets."""
    return "<" + re.sub(r"[<>\\]", r"\\\g<0>", plain(url)) + ">"
