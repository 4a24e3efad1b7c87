"""Whether the chat server of the settings answers, and whether it has the model: nothing is translated."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from translator.engines.chat import ChatEngine
from translator.errors import TranslatorError
from translator.settings import ChatSettings

_PATIENCE = 2  # seconds; a server on this computer lists its models at once
_MOST_BYTES = 1_000_000  # of an answer
_CHUNK = 65536  # bytes read at once
_SHOWN = 5  # names of models
_ANY_NAME = "llamacpp"  # who owns a model at a server that has one, whatever it is asked for


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a server, in words; ``ok`` is false where it cannot translate."""

    words: str
    ok: bool = True


def asked(settings: ChatSettings) -> State:
    """Ask a server which models it has, unless the settings do not allow to ask it."""
    try:
        ChatEngine(settings, "de", "en")  # checks the address
    except TranslatorError as error:
        return State(str(error), ok=False)
    url = settings.url.strip().rstrip("/").removesuffix("/chat/completions") + "/models"
    opener = urllib.request.OpenerDirector()  # no proxies, no redirects
    for handler in (urllib.request.HTTPHandler(), urllib.request.HTTPSHandler()):
        opener.add_handler(handler)
    try:
        with opener.open(url, timeout=_PATIENCE) as response:
            status, data = response.status, b""
            until = time.monotonic() + _PATIENCE  # of one read; a server may send byte by byte
            while chunk := response.read1(_CHUNK):
                data += chunk
                if time.monotonic() > until or len(data) > _MOST_BYTES:
                    raise TimeoutError("its answer has no end")
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        return State(
            f"{settings.url} does not answer: {reason} (start the server, or take [engines.chat] "
            "out of translator.toml)",
            ok=False,
        )
    return _told(settings, data if status == http.client.OK else b"")


def _told(settings: ChatSettings, data: bytes) -> State:
    """Return what a list of models says of the one in the settings."""
    try:
        found = {str(one["id"]): str(one.get("owned_by")) for one in json.loads(data)["data"]}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return State(f"{settings.url} answers, and does not say which models it has")
    names = {settings.model, f"{settings.model}:latest"}  # Ollama's way of naming
    if names & found.keys() or _ANY_NAME in found.values():
        return State(f"{settings.url} answers, and has the model")
    there = ", ".join([*found][:_SHOWN]) or "none"
    return State(
        f"{settings.url} answers, and lacks the model {settings.model!r} (there: {there}; load it, "
        "or write another into [engines.chat] in translator.toml)",
        ok=False,
    )
