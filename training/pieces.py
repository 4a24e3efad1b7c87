"""How the target side is cut into pieces, so that numbers and names can be copied.

The parent's English vocabulary has pieces such as "▁2019" and "1,000", while German digits stand
alone; a model would have to learn every number by heart. So digits stand alone here too, and a
word that both sides spell alike is cut as the source side cuts it. The detokenised text is the
same: pieces are only ever joined.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import sentencepiece

SPACE = "▁"
UNKNOWN = 1
# Signs the parent cannot write, each with the piece it starts as; accented letters start as their
# plain letter. The first training set lost one news sentence in twenty to them, and every Müller.
RELATIVES = dict(
    pair.split("=")
    for pair in "ß=s æ=e Æ=A ø=o Ø=O ł=l Ł=L đ=d Đ=D ı=i ð=d þ=t –=- —=- €=$ £=$ @=/ <=(".split()
)
_ACCENTED = (
    "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
    "ĀāăąĆćČčĎďēėęĚěğģĪīįİķļńņňŌōőřŚśŞşȘșŠšţțťūŮůűŹźŻżŽž"
)
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‚": "'", "`": "'"}
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_HAS_DIGIT = re.compile(r"\d")
_AFFIXED = re.compile(r"([^\w]*)([^\W\d_]{3,})((?:[^\w].*)?)")


def plain_quotes(text: str) -> str:
    """Return ``text`` with plain quotes and apostrophes."""
    return text.translate(_QUOTES)


def signs(pieces: list[str]) -> dict[str, str]:
    """Return the signs to add to a source vocabulary, quotes included, as :func:`additions`."""
    known = set(pieces)
    quotes = {chr(sign): str(plain) for sign, plain in _QUOTES.items()}
    missing = {s: start for s, start in quotes.items() if s not in known and start in known}
    return {**additions(pieces), **missing}


def additions(pieces: list[str]) -> dict[str, str]:
    """Return the signs to add to a target vocabulary, each with the known piece it starts as."""
    plain = {sign: unicodedata.normalize("NFD", sign)[0] for sign in _ACCENTED}
    known = set(pieces)
    wanted = {**plain, **RELATIVES}
    return {s: start for s, start in wanted.items() if s not in known and start in known}


def written(pieces: list[str]) -> list[int]:
    """Return the ids of the pieces that :class:`TargetPieces` ever writes.

    Pieces of several digits stay out of the package, so that nothing else uses them by mistake.
    """
    return [i for i, p in enumerate(pieces) if len(p) == 1 or not _HAS_DIGIT.search(p)]


class TargetPieces:
    """Cuts target sentences into ids of a package's target vocabulary."""

    def __init__(self, source: bytes, target: Path, pieces: list[str]) -> None:
        """Take the source model's bytes, the target model's path and the kept target pieces."""
        self.source = sentencepiece.SentencePieceProcessor(model_proto=source)
        self.target = sentencepiece.SentencePieceProcessor(model_file=str(target))
        self.ids = {piece: number for number, piece in enumerate(pieces)}
        self._words: dict[str, list[str]] = {}
        self._copies: dict[str, list[str]] = {}

    def plain(self, word: str) -> list[str]:
        """Return the pieces of a word behind a space, with digits apart."""
        found = self._words.get(word)
        if found is None:
            found = []
            for piece in self.target.encode(word, out_type=str):
                found.extend(piece if _HAS_DIGIT.search(piece) else self._known(piece))
            self._words[word] = found
        return found

    def _known(self, piece: str) -> list[str]:
        """Spell a piece that the package dropped with the longest ones it kept."""
        if piece in self.ids:
            return [piece]
        found = []
        while piece:
            size = next((n for n in range(len(piece), 0, -1) if piece[:n] in self.ids), 1)
            found.append(piece[:size])
            piece = piece[size:]
        return found

    def inner(self, text: str) -> list[str]:
        """Return the pieces of text that follows something other than a space."""
        pieces = self.plain(text)
        first = pieces[0].removeprefix(SPACE) if pieces else ""
        if not first:
            return pieces[1:]
        return self._known(first) + pieces[1:]

    def copied(self, name: str) -> list[str]:
        """Return the pieces of a name behind a space, cut as in the source where that is possible."""
        found = self._copies.get(name)
        if found is None:
            whole = self.plain(name)
            if len(whole) == 1:
                found = whole  # the parent knows this name
            else:
                found = []
                for piece in self.source.encode(name, out_type=str):
                    if piece in self.ids:
                        found.append(piece)
                    elif piece.startswith(SPACE):
                        found.extend(self.plain(piece[1:]))
                    else:
                        found.extend(self.inner(piece))
            self._copies[name] = found
        return found

    def _word(self, word: str, shared: set[str]) -> list[str]:
        parts = _AFFIXED.fullmatch(word)
        if parts is None or parts[2] not in shared:
            return self.plain(word)
        before, name, after = parts.groups()
        pieces = self.copied(name)
        if before:
            first = pieces[0].removeprefix(SPACE)
            if first not in self.ids:
                return self.plain(word)
            pieces = [*self.plain(before), first, *pieces[1:]]
        return pieces + (self.inner(after) if after else [])

    def encode(self, target: str, source: str) -> list[int]:
        """Return the ids of a sentence; names that ``source`` has too are cut as there.

        Typographic quotes become plain ones: which a reference uses is chance, and the product
        sets its own.
        """
        capitalised = {w for w in _WORD.findall(source) if w[0].isupper()}
        pieces = [p for word in plain_quotes(target).split() for p in self._word(word, capitalised)]
        return [self.ids.get(piece, UNKNOWN) for piece in pieces]
