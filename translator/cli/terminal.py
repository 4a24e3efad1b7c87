"""The border to the terminal: what a page or a file name smuggles in has no effect there.

``main`` puts a ``Border`` in front of stdout and stderr, so every table, progress line, question
and error goes through ``shown``, whoever prints it. Only rich, whose colours and bars are control
sequences themselves, writes past it: its texts go through ``shown`` on the way in. Data
(``write_data``) reaches a file or a pipe as it is, and a terminal only through the border.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

# Control characters but tab and line feed, line separators, marks that turn the direction of
# writing around (CVE-2021-42574), and halves of characters, which no stream can encode.
_ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def shown(text: str) -> str:
    r"""Return text with every character that acts instead of showing as ``\u001b``.

    This is also how JSON spells it, so that a report stays the same report.
    """
    return _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """Return a message as one line; a name may hold a line break."""
    return shown(text).replace("\n", "\\n")


def complain(message: object) -> None:
    """Print an error as one line on stderr."""
    click.echo(f"Error: {one_line(str(message))}", err=True)


def write_data(data: bytes) -> None:
    """Write what a command made to stdout; a terminal shows it, anything else gets the bytes."""
    if sys.stdout.isatty():
        sys.stdout.write(data.decode("utf-8", "replace"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    sys.stdout.flush()


class Border:
    """A text stream whose ``write`` lets nothing active through; the rest is the stream's own."""

    encoding = "utf-8"  # whatever the stream's is: click would go round a stream that is ASCII

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write text as ``shown``; what the stream's encoding lacks is spelled out as well."""
        encoding = self.stream.encoding or "utf-8"
        safe = shown(text).encode(encoding, "backslashreplace").decode(encoding)
        self.stream.write(safe)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name == "fileno" and sys.platform == "win32":
            raise AttributeError(name)  # click would open the Windows console itself
        return getattr(self.stream, name)


@contextmanager
def border() -> Iterator[None]:
    """Stand between the program and its terminal for as long as a command runs."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Border(sys.stdout), Border(sys.stderr)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def beyond(stream: Any) -> IO[str]:
    """Return the stream behind the border where it is a terminal, for rich alone."""
    inner: IO[str] = stream.stream if isinstance(stream, Border) and stream.isatty() else stream
    return inner
