"""Split a block into sentences without losing a character.

German and English go through SoMaJo (Proisl and Uhrig, 2016, doi:10.18653/v1/W16-2607), whose
tokeniser knows ordinals, dates and abbreviations; its few known slips are repaired here. Other
languages get a small rule of their own.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from translator.article import Block, BlockKind, MarkKind, Sentence
from translator.language.addresses import ADDRESS
from translator.language.data import Sentences, language, languages

_SOMAJO_LOCK = threading.Lock()  # its tokeniser keeps state while it works

# An ordinal, or a word as long as no abbreviation that SoMaJo took for one ("Latein.", "Japan.").
_DOUBTFUL_END = re.compile(r"(?:\d{1,4}|[IVXLC]+|[^\W\d_]{5,})\.")
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.\s*$")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]\w+")
_CONTINUES = re.compile(r"[a-zäöüßà-ÿ,;:)\]]")
# SoMaJo's patterns would take seconds over such a "word", or such a row of dots or dashes.
_NO_LANGUAGE = re.compile(r"(?<!\S)\S{1000}|([^\w\s])\1{99}")
# It also takes more than linear time, so a longer text gets to it in chunks.
_LONGEST_CHUNK = 4_000  # characters; a page of a book has 2,000
_LIKELY_END = re.compile(r"(?<=[^\W\d_]{3})[.!?][\"“”«»]?\s+(?=[A-ZÄÖÜ„“\"»])")
_DASH = re.compile(r"[–—-](?:\s|$)")
_QUOTED_END = re.compile(r"[.!?…][\"“”«»‘’›‹]$")

_CLOSERS = "\"'”“’‘»«›‹)\\]}"
_OPENERS = "\"'“„”‘‚«»‹›(\\[¿¡–—-"
# Rows of marks and blanks are read once each: nothing begins inside one.
_PLAIN_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]*+(?=\s++(?:[{_OPENERS}]\s?)*+[^\W_])"
    r"|(?<![。！？])[。！？]++[」』”’）]*+(?=\S)|(?<!\s)[^\S\n]*+\n[^\S\n]*+\n"
)
_BLANK = re.compile(r"\s*")
_LONGEST_ABBREVIATION = 30  # characters
# Scripts without capitals begin a sentence with any letter; the others with a capital or a digit.
_LOWER_START = re.compile(rf"\s+(?:[{_OPENERS}]\s?)*[a-zà-öø-ÿа-яα-ω]")


@dataclass(frozen=True, slots=True)
class _Token:
    """A token of SoMaJo and where it stands in the text."""

    text: str
    start: int
    end: int
    ends: bool


@lru_cache(maxsize=4096)  # every stage that needs the sentences of a block may ask for them
def segment(block: Block, lang: str = "de") -> tuple[Sentence, ...]:
    """Split a block into sentences whose texts and tails, joined, are the block's text.

    A table row is split at its tabs, which go into the tails, and any text where a line ends; code
    stays in one piece. White
    space that leads a block comes as a sentence without text. An empty block has no sentences.
    """
    text = block.text
    if block.kind is BlockKind.CODE:
        return (Sentence(text),) if text else ()
    if block.kind is BlockKind.TABLE_ROW:
        return _table_cells(text)
    breaks = (mark.end for mark in block.marks if mark.kind is MarkKind.BREAK)
    sentences = _cut(text, [*_boundaries(text, lang), *breaks])
    if "".join(s.text + s.tail for s in sentences) != text:
        return (Sentence(text),)
    return sentences


def _table_cells(text: str) -> tuple[Sentence, ...]:
    """Make every cell one unit, empty ones included, so that columns stay where they are."""
    cells = text.split("\t")
    last = len(cells) - 1
    found = (Sentence(cell, "" if i == last else "\t") for i, cell in enumerate(cells))
    return tuple(s for s in found if s.text or s.tail)


def _cut(text: str, boundaries: Iterable[int]) -> tuple[Sentence, ...]:
    """Cut at the boundaries; white space before a boundary is the tail of what precedes it."""
    sentences: list[Sentence] = []
    edges = [0, *sorted({b for b in boundaries if 0 < b < len(text)}), len(text)]
    for start, end in pairwise(edges):
        piece = text[start:end]
        body = piece.rstrip()
        if not sentences and body:
            lead = len(body) - len(body.lstrip())
            if lead:
                sentences.append(Sentence("", body[:lead]))
                body = body[lead:]
        if piece:
            sentences.append(Sentence(body, piece[len(piece.rstrip()) :]))
    return tuple(sentences)


def _boundaries(text: str, lang: str) -> list[int]:
    """Return the offsets at which a new sentence begins."""
    known = language(lang).sentences
    model = known.somajo
    if not model or _NO_LANGUAGE.search(text):
        return _plain_boundaries(text)
    tokens = _tokens(text, model)
    if tokens is None:
        return _plain_boundaries(text)
    starts = _somajo_starts(tokens, text, known)
    if known.starters:
        starts |= _missed_starts(tokens, starts, text, known)
    return [tokens[i].start for i in sorted(starts)]


def _tokens(text: str, model: str) -> list[_Token] | None:
    """Tokenise with SoMaJo and find every token in ``text``; ``None`` if one cannot be found."""
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        return _decomposed_tokens(text, composed, model)
    tokens = []
    position = 0
    for chunk, ended in _chunks(text):
        for sentence in _somajo_sentences(chunk, model):
            for number, token in enumerate(sentence, start=1):
                spelling = token.original_spelling or token.text
                position = _skip_unseen(text, position)
                if not text.startswith(spelling, position):
                    return None
                end = position + len(spelling)
                tokens.append(_Token(spelling, position, end, number == len(sentence)))
                position = end
        if tokens and not ended:
            tokens[-1] = replace(tokens[-1], ends=False)
    return tokens if _skip_unseen(text, position) == len(text) else None


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text after at most ``_LONGEST_CHUNK``, and say whether it is at the end of a sentence."""
    start = 0
    while len(text) - start > _LONGEST_CHUNK:
        window = text[start : start + _LONGEST_CHUNK]
        ends = [match.end() for match in _LIKELY_END.finditer(window)]
        blank = max(window.rfind(" "), window.rfind("\n")) + 1
        cut = ends[-1] if ends else blank or _LONGEST_CHUNK
        yield window[:cut], bool(ends)
        start += cut
    yield text[start:], True


def _decomposed_tokens(text: str, composed: str, model: str) -> list[_Token] | None:
    """Tokenise the composed text, as SoMaJo does itself, and carry the offsets back."""
    offsets = []
    for cluster in re.finditer(r"(?s).[\u0300-\u036f]*", text):
        offsets += [cluster.start()] * len(unicodedata.normalize("NFC", cluster.group()))
    offsets.append(len(text))
    if len(offsets) != len(composed) + 1:
        return None
    found = _tokens(composed, model)
    return found and [_Token(t.text, offsets[t.start], offsets[t.end], t.ends) for t in found]


def _skip_unseen(text: str, position: int) -> int:
    """Step over what SoMaJo drops: white space, control and format characters."""
    while position < len(text) and unicodedata.category(text[position])[0] in "CZ":
        position += 1
    return position


@lru_cache(maxsize=2)
def _somajo(model: str) -> Any:
    from somajo import SoMaJo

    return SoMaJo(model, split_sentences=True)


def _somajo_sentences(text: str, model: str) -> list[list[Any]]:
    """Run SoMaJo over one paragraph; an empty list where it finds no token."""
    if not text.strip():
        return []
    with _SOMAJO_LOCK:
        return list(_somajo(model).tokenize_text([text]))


def _somajo_starts(tokens: Sequence[_Token], text: str, known: Sentences) -> set[int]:
    """Return the indices of tokens that begin a sentence, less the ones that go on with it."""
    starts: set[int] = set()
    for i, (before, token) in enumerate(pairwise(tokens), start=1):
        if before.ends and not _goes_on(before, token, text, known):
            starts.add(i)
    return starts


def _goes_on(before: _Token, token: _Token, text: str, known: Sentences) -> bool:
    """Tell whether a sentence goes on over an end that SoMaJo saw."""
    rest = text[token.start : token.start + 2]
    if _numbered(before, token, text, known):
        return True
    quoted = bool(_QUOTED_END.search(text[max(0, before.end - 2) : before.end]))
    if quoted and _DASH.match(rest):
        return True
    return bool(_CONTINUES.match(rest)) and not _is_address_or_brand(token.text)


def _numbered(before: _Token, token: _Token, text: str, known: Sentences) -> bool:
    """Tell whether ``token`` is the number of a page, an article, a figure."""
    behind = text[max(0, before.end - 6) : before.end]
    return token.text[0].isdigit() and bool(known.before_number.search(behind))


def _missed_starts(
    tokens: Sequence[_Token], starts: set[int], text: str, known: Sentences
) -> set[int]:
    """Return the indices of tokens that begin a sentence which SoMaJo joined to the last one."""
    missed = set()
    first = 0
    for i, (before, token) in enumerate(pairwise(tokens), start=1):
        if i in starts:
            first = i
        elif (
            token.start > before.end
            and not _numbered(before, token, text, known)
            and _begins(before, token, known, alone=i - 1 == first)
        ):
            missed.add(i)
            first = i
    return missed


def _begins(before: _Token, token: _Token, known: Sentences, *, alone: bool) -> bool:
    """Tell whether a sentence ended with ``before``; ``alone`` if that is all there is of it."""
    if before.text == ".":
        return token.text[0].isdigit() or _is_address_or_brand(token.text)
    if alone or token.text not in known.starters:
        return False
    return before.text in known.ending_abbreviations or bool(_DOUBTFUL_END.fullmatch(before.text))


def _is_address_or_brand(word: str) -> bool:
    """Say whether a word begins with a small letter wherever it stands: www.example.org, iPhone."""
    return bool(ADDRESS.match(word) or _BRAND.fullmatch(word))


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    """Return the abbreviations of all languages: where the small rule splits, any may stand."""
    return frozenset(
        word for lang in languages() for word in language(lang).sentences.abbreviations
    )


def _plain_boundaries(text: str) -> list[int]:
    """Split at final punctuation followed by a capital, a digit or a script without capitals."""
    return [end for end in _plain_ends(text) if end < len(text)]


def ends_within(text: str) -> int:
    """Return how many sentences of a text surely end before its last: no ordinal, no abbreviation."""
    return sum(not _ORDINAL.search(text, max(0, end - 6), end) for end in _plain_boundaries(text))


def _plain_ends(text: str) -> Iterator[int]:
    for match in _PLAIN_END.finditer(text):
        end = match.end()
        if match.group()[0] == "." and len(match.group()) == 1:
            before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()]
            last = re.split(r"[^\w.]", before)[-1].lower() + "."
            if last in _abbreviations() or re.fullmatch(r"(?:\w\.)+", last):
                continue
        if _LOWER_START.match(text, end):
            continue
        blank = _BLANK.match(text, end)
        yield blank.end() if blank else end
