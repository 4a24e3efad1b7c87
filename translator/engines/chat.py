"""A chat server on this machine as an engine: Ollama, llama.cpp, anything that talks like OpenAI.

It is told the terms of the glossary and the sentences around; temperature 0 and a fixed seed, though
no such server promises the same words twice. Words around a translation and refusals are errors: an
editor must never meet one as a headline. Only the address in the settings is asked, on this computer
unless they say otherwise; redirects and proxies are not followed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from translator.engines.chat_answers import bare, fault
from translator.engines.chat_server import Answer, ChatServer, short
from translator.engines.protocol import AnswerError, Told
from translator.settings import ChatSettings

BEHAVIOUR = 2  # raise it when what the model is told, or what is made of its answer, changes
_SEED = 1  # any will do, as long as it is always the same
_TOKENS = 512  # for the answer to one sentence, and as many more as it has characters
_TRIES = 2  # the second time it is told what was wrong
_ENDS = {  # of an answer that did not end by itself
    "length": "its answer is cut off",
    "content_filter": "its server keeps an answer back",
}


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
        self._server = ChatServer(settings)

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
            tokens = _TOKENS + len(request.sentence)
            answer = self._server.ask(messages, _SEED, tokens)
            text = bare(answer.text, request.sentence)
            wrong = self._fault(answer, text, request.sentence)
            if not wrong:
                return text
            again = f"Give the translation alone, in {_name(self.target)}, on one line."
            messages += [
                {"role": "assistant", "content": text},
                {"role": "user", "content": again},
            ]
        raise AnswerError(
            f"{self.name}: {wrong}: {short(text)!r} for {short(request.sentence)!r}",
            hint="the other sentences are kept; take another model, or another engine for the pair: "
            f'"{self.source}-{self.target}" in [models] of translator.toml',
        )

    def _fault(self, answer: Answer, text: str, sentence: str) -> str:
        ended = _ENDS.get(answer.ended, "")
        return ended or fault(text, sentence, self.source, self.target)


def _prompt(request: Told, source: str, target: str) -> tuple[dict[str, str], ...]:
    rules = [
        f"You translate news from {_name(source)} to {_name(target)}.",
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


def _name(lang: str) -> str:
    """Return what a language is called in English: ``Brazilian Portuguese``."""
    from babel import Locale

    names = Locale("en").languages
    base, _, region = lang.partition("-")
    return str(names.get(f"{base}_{region.upper()}") or names.get(base, lang))
