"""A chat server on this machine as an engine: Ollama, llama.cpp, anything that talks like OpenAI.

It is told the terms of the glossary and the sentences around; temperature 0 and a fixed seed, though
no such server promises the same words twice. Words around a translation and refusals are errors: an
editor must never meet one as a headline. Only the address in the settings is asked, on this computer
unless they say otherwise; redirects and proxies are not followed.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from urllib.parse import urlsplit

from translator.engines.protocol import Told
from translator.errors import EngineError, UsageError
from translator.language.data import language
from translator.settings import ChatSettings

BEHAVIOUR = 1  # raise it when what the model is told, or what is made of its answer, changes
_SEED = 1  # any will do, as long as it is always the same
_MOST_BYTES = 1_000_000  # of an answer
_TIMES = 4  # as long as its source a translation may be, and
_ROOM = 80  # characters more
_TOKENS = 512  # for the answer to one sentence, and as many more as it has characters
_QUOTES = (("“", "”"), ("„", "“"), ("»", "«"), ("«", "»"), ("‘", "’"), ('"', '"'), ("'", "'"))
_SHOWN = 400  # bytes of an answer that is none
_LONGEST = 80  # characters of a text in a message
_TRIES = 2  # the second time it is told what was wrong


class ChatEngine:
    """Translates one sentence at a time with a chat model, told what stands around it."""

    starter = False

    def __init__(self, settings: ChatSettings, source: str, target: str) -> None:
        self._settings = settings
        self.source = source
        self.target = target
        self.name = f"chat {settings.model}"
        told = f"chat {BEHAVIOUR} {settings.model} {source} {target}"
        self.signature = hashlib.sha256(told.encode()).hexdigest()[:16]
        self._url = _checked(settings)
        # No proxies, and no handler for redirects.
        self._opener = urllib.request.OpenerDirector()
        for handler in (urllib.request.HTTPHandler(), urllib.request.HTTPSHandler()):
            self._opener.add_handler(handler)

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate sentences that stand alone; see ``Engine``."""
        return self.translate_told([Told(sentence) for sentence in sentences])

    def translate_told(self, requests: Sequence[Told]) -> list[str]:
        """Translate sentences with what stands around them and the terms they must have."""
        return [self._sentence(request) for request in requests]

    def _sentence(self, request: Told) -> str:
        messages = list(_prompt(request, self.source, self.target))
        wrong = ""
        for _ in range(_TRIES):
            answer = _bare(self._asked(messages, request.sentence), request.sentence)
            wrong = self._fault(answer, request.sentence)
            if not wrong:
                return answer
            messages += [
                {"role": "assistant", "content": answer},
                {"role": "user", "content": "Give the translation alone, on one line."},
            ]
        raise EngineError(
            f"{self.name}: {wrong}: {_short(answer)!r} for {_short(request.sentence)!r}",
            hint="try another model, or take [engines.chat] out of translator.toml",
        )

    def _fault(self, answer: str, sentence: str) -> str:
        """Say what is wrong with an answer, ``""`` if nothing is."""
        if not answer:
            return "it says nothing"
        if "\n" in answer:
            return "it says more than the translation"
        if len(answer) > _TIMES * len(sentence) + _ROOM:
            return "its answer is much longer than the sentence"
        ours = language(self.source).chat
        for lang in dict.fromkeys((self.target, "en")):
            theirs = language(lang).chat
            if theirs.refusal.search(answer) and not ours.refusal.search(sentence):
                return "it refuses"
            if theirs.around.search(answer) and not ours.around.search(sentence):
                return "it talks of the translation"
        return ""

    def _asked(self, messages: Sequence[dict[str, str]], sentence: str) -> str:
        """Return what the server answers.

        Raises:
            EngineError: it cannot be reached, or what it sends is no answer.
        """
        body = {
            "model": self._settings.model,
            "messages": list(messages),
            "temperature": 0,
            "seed": _SEED,
            "stream": False,
            "max_tokens": _TOKENS + len(sentence),
        }
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked
            self._url, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with self._opener.open(request, timeout=self._settings.timeout) as response:
                data = response.read(_MOST_BYTES + 1)
                status = response.status
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or error or type(error).__name__
            raise self._failed(f"{self._url} cannot be asked: {reason}") from error
        if status != http.client.OK or len(data) > _MOST_BYTES:
            said = data[:_SHOWN].decode("utf-8", "replace")
            raise self._failed(f"{self._url} answered {status}: {_short(said)}")
        try:
            content = json.loads(data)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise self._failed(f"{self._url} gave no chat completion") from error
        if not isinstance(content, str):
            raise self._failed(f"{self._url} gave no text")
        return content

    def _failed(self, what: str) -> EngineError:
        return EngineError(
            f"{self.name}: {what}",
            hint="is the server running, and the model there? see [engines.chat] in translator.toml",
        )


def _checked(settings: ChatSettings) -> str:
    """Return the address that completions are asked at.

    Raises:
        UsageError: it is none, or leads off this computer and the settings do not allow that.
    """
    parts = urlsplit(settings.url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(
            f"engines.chat.url: {settings.url[:80]!r} is not the address of a server",
            hint="write it as http://127.0.0.1:11434/v1",
        )
    if not settings.remote and not _is_here(host):
        raise UsageError(
            f"engines.chat.url: {host} is not this computer, and texts would go there",
            hint="if that is meant: remote = true in [engines.chat]",
        )
    return f"{settings.url.rstrip('/')}/chat/completions"


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _prompt(request: Told, source: str, target: str) -> tuple[dict[str, str], ...]:
    from babel import Locale

    names = Locale("en").languages
    one, other = (names.get(lang.partition("-")[0], lang) for lang in (source, target))
    rules = [
        f"You translate news from {one} to {other}.",
        "Translate the sentence between the tags, and only it.",
        "Answer with the translation alone: no notes, no tags, no quotation marks around it.",
        "Keep names, numbers, addresses and placeholders as they are.",
    ]
    if request.terms:
        pairs = "; ".join(f"{ours} = {theirs}" for ours, theirs in request.terms)
        rules.append(f"Use these terms: {pairs}.")
    around = []
    if request.before:
        around.append(f"Before it stands: {request.before}")
    if request.after:
        around.append(f"Behind it stands: {request.after}")
    text = "\n".join([*around, f"<sentence>{request.sentence}</sentence>"])
    return (
        {"role": "system", "content": " ".join(rules)},
        {"role": "user", "content": text},
    )


def _bare(answer: str, sentence: str) -> str:
    """Return an answer without the tags and quotation marks that it puts around a translation."""
    answer = answer.strip().removeprefix("<sentence>").removesuffix("</sentence>").strip()
    for opening, closing in _QUOTES:
        quoted = answer[:1] == opening and answer[-1:] == closing and len(answer) > 1
        if quoted and not sentence.lstrip().startswith(("„", '"', "“", "»", "«", "'", "‚")):
            return answer[1:-1].strip()
    return answer


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
