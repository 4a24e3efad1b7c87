"""Marks through translation: links, emphases and the like over the words that say the same.

A sentence is translated as plain text, so marks never meet a model. They are laid over the
target afterwards, from the two texts alone (``align``): over what a model wrote, what the memory
knew and what a person corrected, over one hop or two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from translator.article import Block, CarriedMark, Mark, MarkKind, Segment, TranslatedBlock
from translator.language.words import is_function_word
from translator.markup.marks import within
from translator.translate.align import QUOTES, Alignment, Place, Span, align
from translator.translate.word_table import word_table

# A link less sure than this is a guess: its place was chosen for want of a better one.
GUESSED = 0.05


def with_marks(block: TranslatedBlock, pair: tuple[str, str]) -> TranslatedBlock:
    """Return a translated block with its marks; ``pair`` is source and target language."""
    if not block.block.marks:
        return block
    return replace(block, marks=block_marks(block.block, block.segments, pair))


def block_marks(
    block: Block, segments: Sequence[Segment], pair: tuple[str, str]
) -> tuple[CarriedMark, ...]:
    """Return the marks of a block, carried over to its translation.

    Each segment is aligned on its own. The end of a line has a place between two segments only.
    """
    places = list(accumulate((len(s.target + s.tail) for s in segments), initial=0))
    found = _breaks(block, segments, places)
    for segment, place, some in zip(segments, places, _cut(block, segments), strict=False):
        done = carried([mark for _, mark in some], segment.source, segment.target, pair)
        for (number, _), piece in zip(some, done, strict=True):
            here = found.get(number, CarriedMark(block.marks[number], None, guessed=True))
            found[number] = _joined(here, piece, place)
    return tuple(found.get(n, CarriedMark(mark, None)) for n, mark in enumerate(block.marks))


def _cut(block: Block, segments: Sequence[Segment]) -> list[list[tuple[int, Mark]]]:
    """Return for each segment the marks over it, cut to it, with their numbers."""
    starts = list(accumulate((len(s.source + s.tail) for s in segments), initial=0))
    pieces: list[list[tuple[int, Mark]]] = [[] for _ in segments]
    for number, mark in enumerate(block.marks):
        first = max(0, bisect_right(starts, mark.start) - 1)
        for at in range(first, bisect_left(starts, mark.end, hi=len(segments))):
            end = starts[at] + len(segments[at].source)
            for piece in within((mark,), starts[at], end):
                pieces[at].append((number, piece))
    return pieces


def _breaks(
    block: Block, segments: Sequence[Segment], places: Sequence[int]
) -> dict[int, CarriedMark]:
    """Return the ends of lines between two segments, by the number of their mark."""
    between: dict[int, int] = {}
    start = 0
    for segment, place in zip(segments, places, strict=False):
        between[start + len(segment.source)] = place + len(segment.target)
        start += len(segment.source + segment.tail)
    return {
        number: CarriedMark(
            mark, replace(mark, start=between[mark.start], end=between[mark.start] + 1)
        )
        for number, mark in enumerate(block.marks)
        if mark.kind is MarkKind.BREAK and mark.start in between
    }


def _joined(mark: CarriedMark, piece: CarriedMark, place: int) -> CarriedMark:
    """Return a mark with its piece in one more segment, which begins at this place."""
    if piece.target is None:
        return mark
    start = mark.target.start if mark.target else place + piece.target.start
    target = replace(mark.source, start=start, end=place + piece.target.end)
    return CarriedMark(mark.source, target, mark.guessed and piece.guessed)


def carried(
    marks: Sequence[Mark], source: str, target: str, pair: tuple[str, str]
) -> list[CarriedMark]:
    """Return the marks over a sentence with their places in its translation.

    A link always gets a place, if need be a guessed one. Of the others, marks over signs alone or
    over a part of a word go where the same is written, if it is. Marks that are apart stay apart as
    far as there are words for them, and one inside another stays inside.
    """
    if not marks:
        return []
    if source == target:
        return [CarriedMark(mark, mark) for mark in marks]
    alignment = align(source, target, pair)
    places = _places({(mark.start, mark.end) for mark in marks}, alignment)
    found = []
    for mark in marks:
        place = places.get((mark.start, mark.end))
        if place is None or mark.kind is MarkKind.BREAK:
            found.append(CarriedMark(mark, None))
            continue
        if word_table(*pair) is None:
            place = _trimmed(mark, place, alignment, (source, target), pair)
        place = _with_hyphens(mark, place, alignment, (source, target), places)
        words = _words(mark, place, alignment, source, target)
        part = _is_part(mark, alignment)
        span = _as_written(mark, words, source, target) if part else words
        moved = replace(mark, start=span[0], end=span[1]) if span else None
        found.append(CarriedMark(mark, moved, place.strength < GUESSED))
    return found


def _places(spans: set[Span], alignment: Alignment) -> dict[Span, Place]:
    """Find words of the target for every span: for the outer before the inner, the surest first."""
    around, depth = _nesting(spans)
    alone = {span: alignment.place(*span) for span in spans}
    sure = {span: place.strength if place else 0.0 for span, place in alone.items()}
    found: dict[Span, Place] = {}
    owners: dict[Owned, Span] = {}
    for span in sorted(spans, key=lambda span: (depth[span], -sure[span], span)):
        outer = around[span]
        room = found[outer].words if outer in found else None
        taken = _Taken(span, outer, owners)
        place = alignment.place(*span, within=room, taken=taken)
        place = place or alignment.place(*span, within=room)
        if place is not None:
            found[span] = place
            for word in place.words:
                owners.setdefault((outer, word), span)
    return found


Owned = tuple[Span | None, int]  # a word of the target, inside a span


@dataclass(frozen=True, slots=True)
class _Taken:
    """The words of the target that a span has which stands beside this one."""

    span: Span
    outer: Span | None
    owners: dict[Owned, Span]

    def __contains__(self, word: object) -> bool:
        other = self.owners.get((self.outer, word)) if isinstance(word, int) else None
        return other is not None and (other[1] <= self.span[0] or self.span[1] <= other[0])


def _nesting(spans: set[Span]) -> tuple[dict[Span, Span | None], dict[Span, int]]:
    """Return the smallest span around each, and how many there are around it."""
    around: dict[Span, Span | None] = {}
    depth: dict[Span, int] = {}
    opened: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        while opened and opened[-1][1] < span[1]:
            opened.pop()
        around[span] = opened[-1] if opened else None
        depth[span] = len(opened)
        opened.append(span)
    return around, depth


def _trimmed(
    mark: Mark, place: Place, alignment: Alignment, texts: tuple[str, str], pair: tuple[str, str]
) -> Place:
    """Leave function words at the edges out where the source has none: *passo importante (em)*.

    Without a table of words nothing else tells them from what is meant.
    """
    ours = alignment.words(mark.start, mark.end)
    edges = (texts[0][slice(*alignment.source[word])] for word in (ours[0], ours[-1]))
    first, last = (is_function_word(text, pair[0]) for text in edges)
    words = [texts[1][slice(*alignment.target[word])] for word in place.words]
    start, end = 0, len(words)
    while not first and start < end and is_function_word(words[start], pair[1]):
        start += 1
    while not last and start < end and is_function_word(words[end - 1], pair[1]):
        end -= 1
    return replace(place, words=place.words[start:end]) if start < end else place


def _with_hyphens(
    mark: Mark,
    place: Place,
    alignment: Alignment,
    texts: tuple[str, str],
    places: Mapping[Span, Place],
) -> Place:
    """Take in what is joined to a place by a hyphen (high-ranking), unless another mark has it.

    Where the mark itself ends at a hyphen (Berlin-[Marathon]) nothing is taken in.
    """
    source, target = texts
    spans = alignment.target

    def taken(word: int) -> bool:
        beside = (span for span, other in places.items() if word in other.words)
        return any(span[1] <= mark.start or mark.end <= span[0] for span in beside)

    def joined(hyphen: int, beyond: int) -> bool:
        if not (0 <= beyond < len(spans) and target[slice(*spans[hyphen])] == "-"):
            return False
        low, high = min(hyphen, beyond), max(hyphen, beyond)
        inner = hyphen + (hyphen - beyond)
        glued = spans[low][1] == spans[high][0] and (
            spans[min(hyphen, inner)][1] == spans[max(hyphen, inner)][0]
        )
        return glued and target[spans[beyond][0]].isalnum() and not taken(beyond)

    first, last = place.words[0], place.words[-1]
    while source[mark.start - 1 : mark.start] != "-" and joined(first - 1, first - 2):
        first -= 2
    while source[mark.end : mark.end + 1] != "-" and joined(last + 1, last + 2):
        last += 2
    return replace(place, words=range(first, last + 1))


def _words(mark: Mark, place: Place, alignment: Alignment, source: str, target: str) -> Span:
    """Return the text of a place: whole words, with signs around them only as the source has them."""
    start, end = alignment.target[place.words[0]][0], alignment.target[place.words[-1]][1]
    inside = [i for i in range(start, end) if target[i].isalnum()]
    said = source[mark.start : mark.end].strip()
    if not inside or not any(map(str.isalnum, said)):
        return start, end
    start, end = inside[0], inside[-1] + 1
    letters = [i for i, char in enumerate(said) if char.isalnum()]
    for sign in reversed(said[: letters[0]]):
        if start and _same_sign(target[start - 1], sign):
            start -= 1
    for sign in said[letters[-1] + 1 :]:
        if end < len(target) and _same_sign(target[end], sign):
            end += 1
    return start, end


def _same_sign(one: str, other: str) -> bool:
    return QUOTES.get(one, one) == QUOTES.get(other, other)


def _is_part(mark: Mark, alignment: Alignment) -> bool:
    """Say whether a mark other than a link lies over a part of a word, or over signs alone."""
    words = alignment.words(mark.start, mark.end)
    first, last = alignment.source[words[0]], alignment.source[words[-1]]
    return mark.kind is not MarkKind.LINK and (first[0] < mark.start or mark.end < last[1])


def _as_written(mark: Mark, span: Span, source: str, target: str) -> Span | None:
    """Return where what is written below a mark is written inside a span, if it is."""
    text = source[mark.start : mark.end]
    start = target.find(text, *span)
    return (start, start + len(text)) if start >= 0 else None
