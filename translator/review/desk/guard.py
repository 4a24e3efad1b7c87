"""Who may ask the desk for what: this computer, under its own name, with the word of this session.

Other programs on the computer and pages in the same browser can reach a port of the loopback address,
too. What keeps them out: a random token, in the address once and in a cookie from then on; the name
in ``Host`` (a page elsewhere may have its own name point here: DNS rebinding); ``Origin`` of whatever
changes something (a form elsewhere may be sent here: CSRF); and a policy that lets a page of the desk
fetch nothing from anywhere else (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
ENTRANCE = "/enter/"  # the token follows
MOST_BYTES = 1_000_000  # of a form: a sentence, at most a paragraph
_READING = frozenset({"GET", "HEAD"})
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# ``same-origin`` rather than ``no-referrer``: with the latter a form's ``Origin`` would be ``null``.
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered: a status of HTTP and a line for whoever reads it."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Pass:
    """What a request to the desk at a port has to bring: its names and its token."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def address(self) -> str:
        """Return where the desk is entered."""
        return f"http://{LOOPBACK}:{self.port}{ENTRANCE}{self.token}"

    @property
    def cookie(self) -> str:
        """Return the cookie's name: browsers send cookies to every port of a host."""
        return f"desk-{self.port}"

    @property
    def set_cookie(self) -> str:
        """Return the header that hands the token to a browser, until that is closed."""
        return f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"

    def refusal(self, method: str, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """Return why a request is refused; ``None`` lets it in. Names of headers are lower case."""
        hosts = [f"{name}:{self.port}" for name in (LOOPBACK, "localhost")]
        if headers.get("host", "") not in hosts:
            return Refusal(421, "The desk answers under its own address only.")
        if method not in (*_READING, "POST"):
            return Refusal(405, "The desk knows GET and POST.")
        if not self._is_known(path, headers.get("cookie", "")):
            return Refusal(
                403, "Open the desk by the whole address that `translator review open` shows."
            )
        return None if method in _READING else _change_refused(headers, hosts)

    def _is_known(self, path: str, cookies: str) -> bool:
        if path.startswith(ENTRANCE):
            return _same(path.removeprefix(ENTRANCE), self.token)
        try:
            found = SimpleCookie(cookies).get(self.cookie)
        except CookieError:
            return False
        return found is not None and _same(found.value, self.token)


def _change_refused(headers: Mapping[str, str], hosts: Iterable[str]) -> Refusal | None:
    """Return why a request that changes something is refused."""
    if headers.get("origin", "") not in [f"http://{host}" for host in hosts]:
        return Refusal(403, "Only a page of the desk may change something.")
    size = headers.get("content-length", "")
    if not size.isdecimal() or "transfer-encoding" in headers:
        return Refusal(411, "The length of what is sent has to be said.")
    if int(size) > MOST_BYTES:
        return Refusal(413, "That is more than a paragraph.")
    return None


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())


class Guard:
    """Middleware (ASGI) that lets in what a ``Pass`` allows and gives every answer ``HEADERS``."""

    def __init__(self, app: ASGIApp, allowed: Pass) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        refused = self.allowed.refusal(scope["method"], scope["path"], headers)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = list(_with(message.get("headers", ()), HEADERS))
            await send(message)

        if refused is None:
            await self.app(scope, receive, guarded)
            return
        await guarded(_start(refused.status))
        await guarded({"type": "http.response.body", "body": f"{refused.reason}\n".encode()})


def _with(headers: Iterable[Any], more: Mapping[str, str]) -> Iterable[tuple[bytes, bytes]]:
    """Yield headers with ours; what an answer says of itself is stricter and stays."""
    said = {key.lower() for key, _ in headers}
    yield from headers
    for key, value in more.items():
        if key.lower().encode() not in said:
            yield key.encode(), value.encode()


def _start(status: int) -> Message:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    return {"type": "http.response.start", "status": status, "headers": headers}
