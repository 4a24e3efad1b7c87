"""Pages inside MIME: web archives (``.mhtml``), which browsers save, and mails (``.eml``).

Both are read with Python's ``email`` package, in its lenient mode (RFC 2045 to 2047, 2557, 3676).
The names of the headers decide, not the name of the file: archives are often called ``.html``.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from translator.errors import LoadError

MIME_SUFFIXES = (".mhtml", ".mht", ".eml")
_HEADER = re.compile(rb"([!-9;-~]{1,76}):")
_HEAD_WITHIN = 65_536  # bytes; the headers of a mail that went through ten servers are a sixth
_LONGEST_HEADER = 2000  # characters; the email package needs quadratic time for the longest
_MOST_PARTS = 10_000  # a saved page has some hundred
_HTML = ("text/html", "application/xhtml+xml")
_REPLY = re.compile(r"(?:(?:re|aw|fwd?|wg)\s{0,3}:\s{0,3}){1,5}", re.IGNORECASE)
_REMEDY = "open it in a browser or mail program and save the page as .html"
_STRUCTURE = ("content-type", "content-disposition", "content-transfer-encoding")


@dataclass(frozen=True, slots=True)
class Page:
    """What a MIME file holds of an article; ``charset`` and ``url`` are empty where not named.

    ``title`` is the subject, ``date`` (ISO 8601) when a mail was sent; an archive's date is that of
    saving and is left out.
    """

    data: bytes
    is_html: bool
    charset: str
    url: str
    title: str
    date: str


def read_page(data: bytes, name: str) -> Page | None:
    """Return the page or text in a web archive or mail; ``None`` if ``data`` is neither.

    Of a mail in several forms the HTML counts; attachments do not.

    Raises:
        LoadError: it is MIME, but holds no text, or is damaged beyond reading.
    """
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not _is_mime(data, name):
        return None
    try:
        message = email.message_from_bytes(data)
        part = _text_part(message)
        content = part.get_payload(decode=True) if part else b""
        charset = part.get_content_charset("") if part else ""
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        # The package raises all of these for headers that nobody wrote in good faith.
        raise LoadError("is a damaged mail or web archive", path=name, hint=_REMEDY) from error
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise LoadError("is a mail or web archive without text in it", path=name, hint=_REMEDY)
    url = _address(part, message)
    is_html = part.get_content_type() in _HTML
    return Page(
        data=content if is_html else _unflowed(content, part),
        is_html=is_html,
        charset=charset,
        url=url,
        title=_REPLY.sub("", _decoded(message["subject"]), count=1),
        date="" if url else _date(message["date"]),
    )


def _is_mime(data: bytes, name: str) -> bool:
    """Say whether bytes start with the headers of a MIME message."""
    if not (_HEADER.match(data) or data.startswith(b"From ")):
        return False
    head = re.split(rb"\r?\n\r?\n", data[:_HEAD_WITHIN], maxsplit=1)[0]
    lines = head.splitlines()
    if lines and lines[0].startswith(b"From "):  # the line that mailboxes put in front
        del lines[0]
    if not lines or not _HEADER.match(lines[0]):
        return False
    names = {found[1].lower() for line in lines if (found := _HEADER.match(line))}
    if {b"mime-version", b"content-type"} <= names:
        return True
    called_so = any(suffix.lower() in MIME_SUFFIXES for suffix in PurePath(name).suffixes)
    return called_so and bool(names & {b"mime-version", b"content-type", b"from", b"subject"})


def _text_part(message: Message) -> Message | None:
    """Return the part to read: the root of an archive, else the first HTML, else plain text."""
    texts = [part for part in _parts(message) if _is_shown(part)]
    start = message.get_param("start")
    if isinstance(start, str):
        texts.sort(key=lambda part: part.get("content-id", "").strip() != start.strip())
    for kinds in (_HTML, ("text/plain",)):
        for part in texts:
            if part.get_content_type() in kinds and part.get_payload():
                return part
    return None


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that have no parts, those of forwarded mails included."""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS or any(len(part.get(h, "")) > _LONGEST_HEADER for h in _STRUCTURE):
            raise ValueError("no mail program wrote this")
        if not part.is_multipart():
            yield part


def _is_shown(part: Message) -> bool:
    return part.get_content_disposition() != "attachment"


def _address(part: Message, message: Message) -> str:
    """Return the web address an archive was saved from, or an empty string."""
    for source in (part["content-location"], message["snapshot-content-location"]):
        address = "".join(_decoded(source).split())
        if re.match(r"https?://", address, re.IGNORECASE):
            return address
    return ""


def _decoded(header: object) -> str:
    """Return a header as text on one line; one that cannot be decoded counts as absent."""
    raw = str(header or "")
    if len(raw) > _LONGEST_HEADER:
        return ""
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (ValueError, LookupError, TypeError):
        return ""


def _date(header: object) -> str:
    try:
        return parsedate_to_datetime(_decoded(header)).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _unflowed(content: bytes, part: Message) -> bytes:
    """Join the lines that a mail program broke and marked with a space at their end (RFC 3676)."""
    if str(part.get_param("format")).lower() != "flowed":
        return content
    joint = b"" if str(part.get_param("delsp")).lower() == "yes" else b" "
    lines = [line.removeprefix(b" ") for line in content.replace(b"\r\n", b"\n").split(b"\n")]
    # "-- " is the line above a signature, and no soft break.
    return b"".join(
        line[:-1] + joint if line.endswith(b" ") and line != b"-- " else line + b"\n"
        for line in lines
    )
