"""Fetch files over HTTP: besides a chat server that the settings name, all that opens a connection."""

from __future__ import annotations

import hashlib
import http.client
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from translator import __version__
from translator.errors import ModelError

TIMEOUT = 30.0  # seconds without a byte
PACE_SECONDS, PACE_BYTES = (
    60.0,
    30_000,
)  # what must come in this time, or nobody can wait for the rest
CHUNK = 1 << 18
MOST_BYTES = 4_000_000_000  # of a package; the largest of Argos has some hundred million
Progress = Callable[[int, int], None]  # bytes so far, bytes in all (0: unknown)
_OFFLINE = (
    "is there a network? without one, install a file you have with "
    "`translator models install FILE`, or name a mirror or folder with --index"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: number of bytes and SHA-256 in hexadecimal."""

    size: int
    sha256: str


def is_url(location: str) -> bool:
    """Say whether a location is to be fetched rather than opened."""
    return urlsplit(location).scheme in ("http", "https")


def read_url(url: str, most_bytes: int, hint: str = _OFFLINE) -> bytes:
    """Return the bytes at ``url``, which must be no more than ``most_bytes``.

    ``hint`` says what to do where it cannot be reached.

    Raises:
        ModelError: it cannot be reached, or there is more.
    """
    data = bytearray()
    with _opened(url, hint) as response:
        for chunk in _chunks(url, response):
            data += chunk
            if len(data) > most_bytes:
                raise ModelError(f"{url} is larger than {most_bytes // 1_000_000} MB")
    return bytes(data)


def fetch(url: str, into: Path, progress: Progress | None = None, hint: str = _OFFLINE) -> Fetched:
    """Write what is at ``url`` to the file ``into``; remove it again if not all of it comes.

    Raises:
        ModelError: it cannot be reached, breaks off, or does not fit on the disk.
    """
    try:
        with _opened(url, hint) as response, into.open("wb") as file:
            return _copy(url, response, file, progress or (lambda _done, _total: None))
    except BaseException:
        into.unlink(missing_ok=True)
        raise


def _copy(
    url: str, response: http.client.HTTPResponse, file: BinaryIO, progress: Progress
) -> Fetched:
    total = _announced(response)
    digest, done = hashlib.sha256(), 0
    for chunk in _chunks(url, response):
        done += len(chunk)
        if done > MOST_BYTES:
            raise ModelError(f"{url} is larger than {MOST_BYTES // 1_000_000_000} GB")
        digest.update(chunk)
        file.write(chunk)
        progress(done, total)
    return Fetched(done, digest.hexdigest())


def _chunks(url: str, response: http.client.HTTPResponse) -> Iterator[bytes]:
    """Yield what comes as it comes: all that was announced, and not a byte now and then."""
    total, done, since, then = _announced(response), 0, time.monotonic(), 0
    while chunk := response.read1(CHUNK):
        done += len(chunk)
        yield chunk
        if time.monotonic() - since >= PACE_SECONDS:
            if done - then < PACE_BYTES:
                raise ModelError(
                    f"the download of {url} is too slow: {done - then} bytes in "
                    f"{PACE_SECONDS:.0f} seconds",
                    hint="try again later",
                )
            since, then = time.monotonic(), done
    if total and done < total:
        raise ModelError(
            f"the download of {url} broke off after {done} of {total} bytes", hint="try again"
        )


def _announced(response: http.client.HTTPResponse) -> int:
    return int(response.headers.get("Content-Length") or 0)


@contextmanager
def deadline(sock: socket.socket, seconds: float) -> Iterator[None]:
    """Close a connection when its time is over: a timeout alone begins anew with every byte."""
    over = threading.Event()

    def stop() -> None:
        over.set()
        with suppress(OSError):  # it is closed already
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError) as error:
        if over.is_set():
            raise TimeoutError("timed out") from error
        raise
    finally:
        timer.cancel()
    if over.is_set():  # what ends with its connection looks whole
        raise TimeoutError("timed out")


class _Http(urllib.request.HTTPHandler):
    """Opens connections whose answers begin in time."""

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open a plain connection."""
        return self.do_open(_timed(http.client.HTTPConnection), req)


class _Https(urllib.request.HTTPSHandler):
    """Opens encrypted connections whose answers begin in time."""

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open an encrypted connection."""
        return self.do_open(_timed(http.client.HTTPSConnection), req)


def _timed(kind: type[http.client.HTTPConnection]) -> type[http.client.HTTPConnection]:
    class Timed(kind):  # type: ignore[valid-type,misc]
        def getresponse(self) -> http.client.HTTPResponse:
            with deadline(self.sock, PACE_SECONDS):
                response: http.client.HTTPResponse = super().getresponse()
            return response

    return Timed


@contextmanager
def _opened(url: str, hint: str) -> Iterator[http.client.HTTPResponse]:
    """Open a URL and turn every way a connection can fail into one line."""
    if not is_url(url):
        raise ModelError(f"not a web address: {url}", hint="it must begin with https://")
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
        url, headers={"User-Agent": f"article-translator/{__version__}"}
    )
    opener = urllib.request.build_opener(_Http, _Https)
    try:
        with opener.open(request, timeout=TIMEOUT) as response:
            yield response
    except urllib.error.HTTPError as error:
        raise ModelError(
            f"{url} answered {error.code} {error.reason}", hint="check the address, or use --index"
        ) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error or type(error).__name__
        raise ModelError(f"cannot fetch {url}: {reason}", hint=hint) from error
