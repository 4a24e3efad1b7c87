"""Text that was encoded twice: ``verstÃ¤rkt`` for ``verstärkt``.

ftfy (Robyn Speer, Apache-2.0, https://ftfy.readthedocs.io) tells which text can only have come
about so and takes the layers off, up to three: Windows-1252, Latin-1, one on top of the other. A
table of the usual pairs has no answer to texts that mix them.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from translator.load.sniff import is_sealed

# Where text stands: between tags, in an attribute, in a string of JSON.
_PIECE = re.compile(r"[^<>\"\n]+")
# The first byte of a character of UTF-8 as other encodings show it, and the next; only such pieces
# cost time. "√" and "‚Ä" are Mac Roman, "├" is the DOS box.
_SECONDS = {
    "ÂÃÄÅÎÏÐÑâð": r"[\u0080-\u00bf \u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    r"\u2013-\u203a\u20ac\u2122]",
    "√": "[§ñ∂ºúü°éÑ†]",
    "‚": "Ä",
    "├┬": r"[\u00a0-\u00ff\u2500-\u259f]",
}
_SUSPECT = re.compile("|".join(f"[{firsts}]{second}" for firsts, second in _SECONDS.items()))
# By its first sign, which is found in a page twenty times as fast as any of them is.
_SUSPECTS = [
    (first, re.compile(first + second)) for firsts, second in _SECONDS.items() for first in firsts
]
# The same in references to characters, as systems write them that publish ASCII only.
_REFERENCES = re.compile(
    r"&(?:A(?:tilde|circ|uml|ring)|acirc|#19[4-7]|#226);"
    r"(?:&(?:[A-Za-z]{2,8}\d{0,2}|#\d{2,4}|#x[\dA-Fa-f]{2,4});|[\u0080-\uffff]){1,2}"
)
_LETTERS_BEYOND_ASCII = re.compile(r"[äöüÄÖÜß]")
_LONGEST = 20_000  # characters of a piece that are looked at; the longest paragraph is a quarter
_WHOLE_TO_TRUST = 2  # pieces repaired as a whole, from which pieces in part are repaired, too
_WORD_AT = re.compile(r"\S{1,40}")
_REPAIRED = "the text was encoded twice and is repaired in {where}: “{before}” is now “{after}”"
_LEFT = "the text seems to be encoded twice in {where} and is left: “{before}” for “{after}”"
_BEHIND = ".,;:!?"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text without double encoding, and what an editor has to know about it."""

    text: str
    notes: tuple[str, ...] = ()


def repair_double(text: str) -> Repaired:
    """Return ``text`` with its double-encoded pieces repaired, if there are any.

    A piece that is sound elsewhere (``aus ü wird Ã¼``) is repaired only where others show that the
    page is spoilt; else it stays and is named. So does a piece without a word around the letter.
    What this tool published it wrote in UTF-8, once.
    """
    if is_sealed(text):
        return Repaired(text)
    suspicious = any(first in text and pair.search(text) for first, pair in _SUSPECTS)
    if not suspicious and not ("&" in text and _REFERENCES.search(text)):
        return Repaired(text)
    whole: dict[str, str] = {}
    partly: dict[str, str] = {}
    for found in _PIECE.finditer(text):
        piece = found[0]
        if len(piece) > _LONGEST or piece in whole or piece in partly:
            continue
        better = _better(piece)
        if better != piece:
            (partly if _is_sound_in_part(piece) else whole)[piece] = better
    left = {}
    if len(whole) < _WHOLE_TO_TRUST:
        left, partly = partly, {}
    return Repaired(
        _PIECE.sub(lambda found: whole.get(found[0]) or partly.get(found[0]) or found[0], text),
        (*_note(whole | partly, _REPAIRED), *_note(left, _LEFT)),
    )


def _better(piece: str) -> str:
    """Return a piece as it was before it was encoded again, or as it is."""
    plain = _REFERENCES.sub(lambda found: html.unescape(found[0]), piece)
    if not _SUSPECT.search(plain) or not any(map(str.isascii, filter(str.isalpha, plain))):
        return piece
    import ftfy

    # Where a byte was lost on the way, ftfy would write U+FFFD; the piece is left as it is.
    config = ftfy.TextFixerConfig(unescape_html=False, replace_lossy_sequences=False)
    fixed = ftfy.fix_encoding(plain, config)
    return piece if fixed == plain or "\ufffd" in fixed else fixed


def _is_sound_in_part(piece: str) -> bool:
    """Say whether letters that are not English stand in a piece as they should."""
    return bool(_LETTERS_BEYOND_ASCII.search(_SUSPECT.sub("", piece)))


def _note(pieces: dict[str, str], note: str) -> tuple[str, ...]:
    """Fill the number of pieces and the first word of them into a note; no pieces, no note."""
    if not pieces:
        return ()
    before, after = _first_difference(*next(iter(pieces.items())))
    where = "1 place" if len(pieces) == 1 else f"{len(pieces)} places"
    return (note.format(where=where, before=before, after=after),)


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """Return the first word that differs, before and after, without a mark behind it."""
    pairs = zip(_WORD_AT.findall(before), _WORD_AT.findall(after), strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), (before[:20], after[:20]))
    return first[0].rstrip(_BEHIND), first[1].rstrip(_BEHIND)
