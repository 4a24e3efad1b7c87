"""What a model can be given of a sentence, and what has to go around it.

Translation models drop or mangle what their vocabulary cannot spell (emoji, other scripts), run
away on words of a thousand letters and cut long sentences short. So a sentence is taken apart
into parts that are translated and parts that are copied; ``text + tail`` of all parts, in order,
is the sentence again.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

LONGEST_WORD = 100  # characters; the longest German compound in print has 79
# Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef"
_ENDLESS = re.compile(rf"[^\s{_UNSPACED}]{{{LONGEST_WORD + 1},}}")

_STRONG = re.compile(r"[.!?;:…][\"“”»«)\]'’]*\s+|\s+[–—-]\s+|[。！？；]")
_WEAK = re.compile(r",\s+|[，、]")
_SPACE = re.compile(rf"\s+|(?<=[{_UNSPACED}])")
_LONGEST_PIECE = 20  # characters; no vocabulary seen so far has a longer one
_FULL_STOP = re.compile(r"(?<!\.)\.$")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence and the white space behind it."""

    text: str
    tail: str = ""
    copy: bool = False


def take_apart(
    sentence: str,
    spells: Callable[[str], bool],
    length: Callable[[str], int],
    longest: int,
    keep: Sequence[str] = (),
) -> list[Part]:
    """Divide a sentence into parts to translate and parts to copy.

    ``spells`` says whether the model has a way to write a character, ``length`` counts pieces,
    ``longest`` is the number of pieces one part may have, ``keep`` lists texts to copy.
    """
    pieces: list[tuple[str, bool]] = []
    for text, copy in _spans(sentence, spells, keep):
        if copy or not _has_letters(text):
            pieces.append((text, True))
        else:
            chunks = _chunks(text, length, longest)
            pieces.extend((chunk, not _has_letters(chunk)) for chunk in chunks)
    return _merge(pieces)


def put_together(parts: Sequence[Part], targets: Iterable[str]) -> str:
    """Join parts again, with ``targets`` in the place of the ones that are translated."""
    supply = iter(targets)
    pieces: list[str] = []
    for number, part in enumerate(parts):
        text = part.text
        if not part.copy:
            text = next(supply)
            if number < len(parts) - 1 and not _FULL_STOP.search(part.text):
                # The model ends what it takes for a sentence; here the sentence goes on.
                text = _FULL_STOP.sub("", text)
        pieces.append(text + part.tail)
    return "".join(pieces).strip()


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _merge(pieces: Iterable[tuple[str, bool]]) -> list[Part]:
    """Make parts of texts, white space behind them, neighbours that are both copied in one."""
    parts: list[Part] = []
    for text, copy in pieces:
        if parts and (not text.strip() or (copy and parts[-1].copy)):
            last = parts.pop()
            text, copy = last.text + last.tail + text, last.copy  # noqa: PLW2901 - grown
        elif parts:
            blank = text[: len(text) - len(text.lstrip())]
            parts[-1] = replace(parts[-1], tail=parts[-1].tail + blank)
            text = text.lstrip()  # noqa: PLW2901 - the blank has gone to the part before
        body = text.rstrip()
        parts.append(Part(body, text[len(body) :], copy))
    return parts


def _spans(
    sentence: str, spells: Callable[[str], bool], keep: Sequence[str]
) -> Iterator[tuple[str, bool]]:
    """Yield runs of the sentence, in order, with whether they are to be copied."""
    copied = [False] * len(sentence)
    for start, end in _uncopyable(sentence, spells, keep):
        copied[start:end] = [True] * (end - start)
    start = 0
    for end in range(1, len(sentence) + 1):
        if end == len(sentence) or copied[end] != copied[start]:
            yield sentence[start:end], copied[start]
            start = end


def _uncopyable(
    sentence: str, spells: Callable[[str], bool], keep: Sequence[str]
) -> Iterator[tuple[int, int]]:
    for word in _ENDLESS.finditer(sentence):
        yield word.span()
    for text in keep:
        for match in re.finditer(re.escape(text), sentence):
            yield match.span()
    strange = [not c.isspace() and not spells(c) for c in sentence]
    end = 0
    for start in (i for i, is_strange in enumerate(strange) if is_strange):
        if start >= end:
            end = _end_of_run(sentence, strange, start)
            yield start, end


def _end_of_run(sentence: str, strange: list[bool], start: int) -> int:
    """Find where a run of strange characters ends; blanks and joiners inside belong to it."""
    end = at = start
    while at < len(sentence):
        if strange[at] or unicodedata.category(sentence[at]) in ("Mn", "Me", "Cf", "Sk"):
            end = at + 1
        elif not sentence[at].isspace():
            break
        at += 1
    return end


def _chunks(text: str, length: Callable[[str], int], longest: int) -> Iterator[str]:
    """Cut a text into chunks of at most ``longest`` pieces, at punctuation.

    Where there is none, a chunk may have twice as many before it is cut at any blank.
    """
    while True:
        head = text[: _LONGEST_PIECE * 2 * longest]  # counting all that is left is quadratic
        whole = len(head) == len(text)
        if whole and length(head) <= longest:
            break
        end = _end_of_fit(head, length, longest)
        cut = _last_punctuation(head, end)
        if not cut and whole and length(head) <= 2 * longest:
            break
        if not (cut or end):
            break
        yield text[: cut or end]
        text = text[cut or end :]
    yield text


def _end_of_fit(text: str, length: Callable[[str], int], longest: int) -> int:
    """Return where the last blank ends before which the text is not too long."""
    ends = [match.end() for match in _SPACE.finditer(text) if match.end() < len(text)]
    fitting = bisect_right(ends, longest, key=lambda end: length(text[:end]))
    return ends[fitting - 1] if fitting else 0


def _last_punctuation(text: str, end: int) -> int:
    """Return where to cut ``text[:end]``: strong before weak punctuation, in its last two thirds."""
    for pattern in (_STRONG, _WEAK):
        cuts = [m.end() for m in pattern.finditer(text[:end]) if m.end() >= end // 3]
        if cuts:
            return cuts[-1]
    return 0
