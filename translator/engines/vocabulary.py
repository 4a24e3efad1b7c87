"""The pieces a model reads and writes: from text to pieces and back, without losing anything."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from translator.errors import ModelError

BLANK = "▁"  # how SentencePiece writes a space
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
# Small models spell the name of a byte letter by letter where training text had it so.
_SPELLED_BYTES = re.compile(r"(?:<0x[0-9A-Fa-f]{2}>)+|<0x[0-9A-Fa-f]{0,2}>?")
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "}
_CONTROL = frozenset(("<s>", "</s>", "<unk>", "<pad>", "<blank>"))


def read_vocabulary(model: Path, side: str) -> tuple[str, ...]:
    """Read the ``source`` or ``target`` vocabulary of a CTranslate2 model folder, in order.

    Raises:
        ModelError: there is none, or it cannot be read.
    """
    for stem in (f"{side}_vocabulary", "shared_vocabulary"):
        for suffix in (".json", ".txt"):
            file = model / (stem + suffix)
            if file.is_file():
                return _read(file)
    raise ModelError(f"no {side} vocabulary", path=model)


def _read(file: Path) -> tuple[str, ...]:
    try:
        text = file.read_text(encoding="utf-8")
        pieces = json.loads(text) if file.suffix == ".json" else text.rstrip("\n").split("\n")
    except (OSError, ValueError) as error:
        raise ModelError("the vocabulary cannot be read", path=file, hint=str(error)) from error
    if not isinstance(pieces, list) or not all(isinstance(piece, str) for piece in pieces):
        raise ModelError("the vocabulary is not a list of texts", path=file)
    return tuple(pieces)


def join_pieces(pieces: Iterable[str]) -> str:
    """Return the text of SentencePiece pieces.

    Byte pieces become the characters they spell; bytes that spell none are dropped, as are
    control pieces, and so do bytes whose names are spelled out. A blank in front says that a new word
    begins. Unlike ``argostranslate.tokenizer`` this leaves ``_`` alone.
    """
    text: list[str] = []
    pending = bytearray()
    for piece in pieces:
        match = _BYTE.fullmatch(piece)
        if match:
            pending.append(int(match[1], 16))
            continue
        text.append(pending.decode("utf-8", errors="ignore"))
        pending.clear()
        if piece not in _CONTROL:
            text.append(piece)
    text.append(pending.decode("utf-8", errors="ignore"))
    return _SPELLED_BYTES.sub(_decoded, "".join(text).replace(BLANK, " "))


def names_bytes(pieces: Iterable[str]) -> bool:
    """Say whether pieces spell the name of a byte out: a model does so when it knows no way on."""
    return "<0x" in "".join(piece for piece in pieces if not _BYTE.fullmatch(piece))


def _decoded(match: re.Match[str]) -> str:
    values = re.findall(r"<0x([0-9A-Fa-f]{2})>", match.group())
    return bytes(int(value, 16) for value in values).decode("utf-8", errors="ignore")


class Segmenter:
    """Divides target text into the pieces of a vocabulary whose own tokenizer is not at hand.

    Vocabularies of unigram models are sorted by falling probability, so the rank of a piece
    stands in for it (Zipf): the segmentation with the best sum of ``-log rank`` is found by the
    Viterbi algorithm, as in Kudo 2018, https://aclanthology.org/P18-1007/.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self._cost = {
            piece: 2.0 + math.log(rank + 2.0)
            for rank, piece in enumerate(pieces)
            if piece not in _CONTROL
        }
        self._longest = max(map(len, self._cost), default=1)

    def encode(self, text: str) -> list[str]:
        """Return the pieces of ``text``; a character no piece spells becomes ``<unk>``."""
        words = text.split()
        return [piece for word in words for piece in self._word(BLANK + word)]

    def _word(self, word: str) -> list[str]:
        best: list[tuple[float, int, list[str]]] = [(0.0, 0, [])]
        for end in range(1, len(word) + 1):
            last = word[end - 1]
            before = best[end - 1]
            best.append((before[0] + 100.0, end - 1, self._spell(last)))
            for start in range(max(0, end - self._longest), end):
                cost = self._cost.get(word[start:end])
                if cost is not None and best[start][0] + cost < best[end][0]:
                    best[end] = (best[start][0] + cost, start, [word[start:end]])
        pieces: list[str] = []
        at = len(word)
        while at:
            _, start, spelled = best[at]
            pieces[:0] = spelled
            at = start
        return pieces

    def _spell(self, character: str) -> list[str]:
        plain = _PLAIN.get(character, "")
        if plain in self._cost:
            return [plain]
        spelled = [f"<0x{byte:02X}>" for byte in character.encode()]
        return spelled if all(piece in self._cost for piece in spelled) else ["<unk>"]


@lru_cache(maxsize=8)
def segmenter(pieces: tuple[str, ...]) -> Segmenter:
    """Return the segmenter of a vocabulary, built once."""
    return Segmenter(pieces)
