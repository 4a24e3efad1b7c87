"""Firefox Translations models with the PyPI package ``fxtranslate`` (the ``firefox`` extra).

It decodes greedily: no alternatives, no prefixes, so terms cannot be steered inside it. Its own
discovery, which goes online, is never called: models are installed by ``models/firefox.py``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from translator.engines.plain import PlainEngine
from translator.errors import EngineError, TranslatorError
from translator.models.firefox import FirefoxModel

LIBRARY = "fxtranslate"
BEHAVIOUR = 1  # raise it when this module changes what comes out for the same model
LONGEST = 120  # pieces one call gets; as for other models, see engines/argos.py
# A translator may only be used and dropped by the thread that made it: one thread makes them all and
# keeps them for as long as it lives.
_THREAD = ThreadPoolExecutor(1, thread_name_prefix="firefox")
_OWN = threading.local()


def is_installed() -> bool:
    """Say whether the ``firefox`` extra is installed, without loading it."""
    return importlib.util.find_spec(LIBRARY) is not None


class FirefoxEngine(PlainEngine):
    """Translates with one installed model; it is loaded at the first use."""

    starter = False

    def __init__(self, model: FirefoxModel) -> None:
        self.model = model
        self.target = model.target
        self.name = f"firefox {model.source}-{model.target} {model.version}"
        super().__init__(
            model.source,
            run=self._translated,
            spells=self._knows,
            length=lambda text: len(self._pieces.encode(text)),
            longest=LONGEST,
        )
        self._known: dict[str, bool] = {}

    @cached_property
    def signature(self) -> str:
        """Return a digest of the model and of what runs it."""
        told = f"firefox {BEHAVIOUR} {self.model.digest} {LIBRARY} {_version()}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate each sentence on its own; see ``Engine``."""
        try:
            return super().translate(sentences)
        except (TranslatorError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as panic:  # a panic in Rust is no Exception
            raise EngineError(
                f"{self.name}: {(str(panic) or type(panic).__name__).splitlines()[0]}",
                hint="install it again: `translator models install "
                f"{self.model.source} {self.model.target} --engine firefox`",
            ) from panic

    def _translated(self, text: str) -> str:
        return _THREAD.submit(_call, self.model, text).result()

    @cached_property
    def _pieces(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_proto=self.model.read("source.spm"))

    def _knows(self, character: str) -> bool:
        """Say whether the model read the character in training, not just its bytes."""
        known = self._known.get(character)
        if known is None:
            pieces = self._pieces
            ids = pieces.encode(character)
            known = all(i != pieces.unk_id() and not pieces.is_byte(i) for i in ids)
            self._known[character] = known
        return known


def _call(model: FirefoxModel, text: str) -> str:
    """Run a model, loaded at its first text; only ever on the one thread."""
    loaded: dict[str, Any] = vars(_OWN).setdefault("loaded", {})
    if model.digest not in loaded:
        from fxtranslate import Translator

        loaded[model.digest] = Translator(
            model.read("model"),
            model.read("source.spm"),
            model.read("target.spm"),
            model.read("shortlist") if model.has("shortlist") else None,
        )
    return str(loaded[model.digest].translate(text)).strip()


def _version() -> str:
    try:
        return version(LIBRARY)
    except PackageNotFoundError:
        return "unknown"
