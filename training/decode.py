"""Translate with a package by CTranslate2, sentence by sentence; needs no PyTorch."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SPACED_END = re.compile(r"(?<=[.!?…])[\"“”'’»]*\s+(?=[\"„“‚'«»–-]?[A-ZÄÖÜ0-9])")


@dataclass(frozen=True)
class Decoding:
    """How hypotheses are searched; the names are CTranslate2's ``translate_batch`` options."""

    beam_size: int = 4
    length_penalty: float = 1.5
    coverage_penalty: float = 0.0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    max_decoding_length: int = 200


def split(segment: str, language: str = "de") -> list[str]:
    """Split a segment into sentences: with the product where it is installed, else by a rule."""
    try:
        from translator.article import Block, BlockKind
        from translator.language.sentences import segment as product_segment
    except ImportError:
        return [s for s in _SPACED_END.split(segment) if s.strip()]
    sentences = product_segment(Block(BlockKind.PARAGRAPH, segment), language)
    return [s.text for s in sentences if s.text.strip()]


class Decoder:
    """A package loaded for translation on the CPU."""

    def __init__(self, package: Path, threads: int = 1) -> None:
        """Load an ``.argosmodel`` file, or the folder it unpacks to.

        Raises:
            OSError: the package cannot be read.
            StopIteration: it has no model in it.
        """
        import ctranslate2
        import sentencepiece

        with tempfile.TemporaryDirectory() as scratch:
            folder = package
            if package.is_file():
                folder = Path(scratch)
                with zipfile.ZipFile(package) as archive:
                    archive.extractall(folder)
            spm = next(iter(sorted(folder.rglob("sentencepiece.model"))))
            self.tokens: Any = sentencepiece.SentencePieceProcessor(model_file=str(spm))
            self.model: Any = ctranslate2.Translator(
                str(spm.parent / "model"), device="cpu", compute_type="int8", intra_threads=threads
            )

    def sentences(self, sentences: Sequence[str], how: Decoding) -> list[str]:
        """Translate sentences, each on its own, in the order given."""
        pieces = self.tokens.encode(list(sentences), out_type=str)
        found = self.model.translate_batch(
            pieces, max_batch_size=2048, batch_type="tokens", **vars(how)
        )
        return ["".join(f.hypotheses[0]).replace("▁", " ").strip() for f in found]

    def segments(self, segments: Sequence[str], how: Decoding, language: str = "de") -> list[str]:
        """Translate segments of several sentences: cut, translate, join with a space."""
        parts = [split(s, language) for s in segments]
        done = iter(self.sentences([p for part in parts for p in part], how))
        return [" ".join(next(done) for _ in part) for part in parts]
