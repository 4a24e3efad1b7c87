"""Ask a chat server: one address, one deadline for the whole answer, no redirects and no proxies."""

from __future__ import annotations

import http.client
import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from translator.errors import EngineError, UsageError
from translator.models.download import deadline
from translator.settings import ChatSettings

_MOST_BYTES = 1_000_000  # of an answer
_SHOWN = 400  # bytes of an answer that is none
_LONGEST = 80  # characters of a text in a message
_ENDPOINT = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, and why it ended there: ``stop``, ``length``, ``content_filter``."""

    text: str
    ended: str = ""


class ChatServer:
    """The server that the settings name.

    Raises:
        UsageError: the address is none, or leads off this computer and the settings do not allow that.
    """

    def __init__(self, settings: ChatSettings) -> None:
        self._settings = settings
        self._parts = _checked(settings)
        self._path = quote(self._parts.path.rstrip("/").removesuffix(_ENDPOINT) + _ENDPOINT, "/%")

    def ask(self, messages: Sequence[dict[str, str]], seed: int, tokens: int) -> Answer:
        """Return what the model answers.

        Raises:
            EngineError: it cannot be reached, takes too long, or what it sends is no answer.
        """
        body = {
            "model": self._settings.model,
            "messages": list(messages),
            "temperature": 0,
            "seed": seed,
            "stream": False,
            "max_tokens": tokens,
        }
        status, data = self._sent(json.dumps(body).encode())
        if status != http.client.OK or len(data) > _MOST_BYTES:
            said = data[:_SHOWN].decode("utf-8", "replace")
            raise self._failed(f"answered {status}: {short(said)}")
        try:
            choice = json.loads(data)["choices"][0]
            content, ended = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise self._failed("gave no chat completion") from error
        if not isinstance(content, str):
            raise self._failed("gave no text")
        return Answer(content, str(ended or ""))

    def _sent(self, body: bytes) -> tuple[int, bytes]:
        """Return status and body of a reply; whatever is not there in time never comes."""
        seconds, parts = self._settings.timeout, self._parts
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        connection = kind(parts.hostname or "", parts.port, timeout=seconds)
        try:
            connection.connect()
            with deadline(connection.sock, seconds):
                connection.request("POST", self._path, body, {"Content-Type": "application/json"})
                response = connection.getresponse()
                status, data = response.status, response.read(_MOST_BYTES + 1)
        except TimeoutError as error:
            raise self._failed(f"gave no answer in {seconds} seconds: timed out") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise self._failed(f"cannot be asked: {short(reason)}") from error
        finally:
            connection.close()
        return status, data

    def _failed(self, what: str) -> EngineError:
        parts = self._parts
        return EngineError(
            f"chat {self._settings.model}: {parts.scheme}://{parts.netloc}{self._path} {what}",
            hint="is the server running, and the model there? see [engines.chat] in translator.toml",
        )


def short(text: str) -> str:
    """Return a text as it fits into a message."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _checked(settings: ChatSettings) -> SplitResult:
    """Return the parts of the address.

    Raises:
        UsageError: it is none, holds a password, or leads off this computer without leave.
    """
    url = settings.url.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = SplitResult("", "", "", "", ""), ""
    if "@" in parts.netloc:  # never shown: a password may stand there
        raise UsageError(
            "engines.chat.url: a name or password in the address is not supported",
            hint="write it as http://127.0.0.1:11434/v1",
        )
    odd = any(char.isspace() or char == "\\" or not char.isprintable() for char in url)
    if odd or parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        shown = "it" if "@" in url else repr(url[:_LONGEST])
        raise UsageError(
            f"engines.chat.url: {shown} is not the address of a server",
            hint="write it as http://127.0.0.1:11434/v1",
        )
    if not settings.remote and not _is_here(host):
        raise UsageError(
            f"engines.chat.url: {host} is not this computer, and texts would go there",
            hint="if that is meant: remote = true in [engines.chat]",
        )
    return parts


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
