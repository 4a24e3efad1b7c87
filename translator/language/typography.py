"""How a language sets its texts: quotation marks, dashes, apostrophes, ellipses and spaces.

What a language wants stands in its file (``[typography]`` and ``quotes``); what it says nothing of
stays. No letter and no digit is ever changed, and a text that is set already stays as it is: whoever
sets a text repeats it until nothing changes.

Which way a quotation mark looks is told from what stands beside it, and only where that says nothing
from its shape and from those before it: models write any of them for any other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import accumulate

from translator.language.data import Typography, language

_BLANK = " \u00a0\u202f"
_DOUBLE = '"„“”«»'
_SINGLE = "'‚‘’‹›`´"
_MARK = re.compile(f"''|``|[{_DOUBLE}{_SINGLE}]")
_OPENS_BEFORE = "([{–—-/¿¡’'"  # what may stand before a mark that opens
_CLOSES_BEHIND = ".,;:!?…)]}–—-/%"  # and behind one that closes
_APOSTROPHES = ("'", "´")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])['’´`‘](?=[^\W\d_])")
_ELIDED = re.compile(r"(?<=[^\W\d_])['’](?=[\"«“„][\w\u00a0\u202f])")  # l'"ami"
_LEFT_OUT = re.compile(r"(?<![\w'’‘])['’‘](?=(?:\d0s|t|s|n)\b)")  # '90s, 't, 's avonds
# 6'2", 52°31'12", 5" and 5' are feet, inches, minutes and seconds.
_PRIMES = re.compile(r"\d['’′]\s?\d{1,2}(?:[.,]\d+)?(?:\"|”|″|'')|°\s?\d{1,2}(?:[.,]\d+)?['’′]")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_SPACED_DASH = re.compile(rf"(?<=[^\s])([{_BLANK}]+)(-|--|–|—)([{_BLANK}]+)(?=[^\s])")
_CLOSE_DASH = re.compile(r"(?<=[^\W\d_])(--|—)(?=[^\W\d_])")
_GROUPED = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:[{_BLANK}]\d{{3}})+(?!\d)")
_SYMBOL = re.compile(
    r"(?<=\d)( )(?=(?:km/h|m/s|km²|m²|cm²|m³|km|cm|mm|m|ha|hl|ml|l|kg|mg|g|t|°C|°F|[kMGT]?Wh?"
    r"|[kMGT]B|[kMG]?Hz|%|‰|€|\$|£)(?![\w²³/]))"
)
_MOST_INSIDE = 3  # levels of quotation marks


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a text and what stands there instead."""

    start: int
    end: int
    text: str


def changes(text: str, lang: str, kept: Sequence[tuple[int, int]] = ()) -> tuple[Change, ...]:
    """Return what has to be changed for a text to stand as its language sets it, in order.

    Nothing in the stretches that are ``kept`` is. None overlaps another.
    """
    rules, quotes = language(lang).typography, language(lang).quotes
    patterns = (_BETWEEN_LETTERS, _ELIDED, _LEFT_OUT)
    apostrophes = sorted({m.span() for pattern in patterns for m in pattern.finditer(text)})
    frozen = _Spans([*kept, *(match.span() for match in _PRIMES.finditer(text))])
    marks = _marks(text, _Spans([*frozen.spans, *apostrophes]))
    found = [Change(*span, rules.apostrophe) for span in apostrophes]
    if quotes:
        found += _quotations(text, marks, quotes, rules)
    found += [*_points_and_dashes(text, rules), *_spaces(text, rules)]
    found.sort(key=lambda change: (change.start, change.end))
    return tuple(_apart(text, found, frozen))


def changed(text: str, found: Sequence[Change]) -> str:
    """Return a text with changes made."""
    parts, at = [], 0
    for change in found:
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join([*parts, text[at:]])


class Moves:
    """Where the stretches of a text are after changes."""

    def __init__(self, found: Sequence[Change]) -> None:
        self._starts = [change.start for change in found]
        self._ends = [change.end for change in found]
        self._grown = [
            0, *accumulate(len(change.text) - (change.end - change.start) for change in found)
        ]  # fmt: skip

    def _around(self, place: int) -> list[tuple[int, int]]:
        at = bisect_left(self._starts, place)
        return list(zip(self._starts[at - 1 : at], self._ends[at - 1 : at], strict=True))

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch is now; what was put in right beside it stays outside.

        Where it begins or ends within a change, it has none of it.
        """
        start = next((b for a, b in self._around(start) if a < start < b), start)
        end = max(start, next((a for a, b in self._around(end) if a < end < b), end))
        first = bisect_right(self._ends, start)
        last = min(bisect_right(self._ends, end), bisect_left(self._starts, end))
        return start + self._grown[first], end + self._grown[max(first, last)]


def as_set(text: str, lang: str) -> str:
    """Return a text as its language sets it; one that would never come to rest stays."""
    at = text
    for _ in range(PASSES):
        found = changes(at, lang)
        if not found:
            return at
        at = changed(at, found)
    return at if not changes(at, lang) else text


PASSES = 3  # of 40,000 drawn texts none needed more than two


def quoted(text: str, lang: str) -> str:
    """Return a text between the outer quotation marks of a language, or of English."""
    known = language(lang) if language(lang).quotes else language("en")
    opening, closing = known.quotes[0][0], known.quotes[0][1]
    space = known.typography.inside if opening == "«" else ""
    return f"{opening}{space}{text}{space}{closing}" if text else ""


def plainer(text: str) -> str:
    """Return a text with signs that look alike made one: two that differ in nothing else are equal."""
    return _SPACES.sub("", text.translate(_PLAIN).replace("...", "…").replace("''", '"'))


_SPACES = re.compile(r"\s")
_PLAIN = str.maketrans(dict.fromkeys(_DOUBLE + _SINGLE, '"') | dict.fromkeys("–—", "-"))


class _Spans:
    """Stretches of a text; those that touch are one."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self.spans and start <= self.spans[-1][1]:
                self.spans[-1] = self.spans[-1][0], max(end, self.spans[-1][1])
            else:
                self.spans.append((start, end))
        self._starts = [start for start, _ in self.spans]

    def touch(self, start: int, end: int) -> bool:
        """Tell whether a stretch has something of one of them, or a place lies within one."""
        at = bisect_left(self._starts, max(end, start + 1)) - 1
        if at < 0:
            return False
        first, last = self.spans[at]
        return first < start < last if start == end else start < last


def _apart(text: str, found: Sequence[Change], frozen: _Spans) -> Iterator[Change]:
    """Yield the changes that change something, and touch neither each other nor what is kept."""
    end, last = 0, -1
    for change in found:
        same = text[change.start : change.end] == change.text
        again = change.start == last == change.end
        if same or again or change.start < end or frozen.touch(change.start, change.end):
            continue
        yield change
        end, last = change.end, change.start


class _Way(Enum):
    OPENS = "opens"
    CLOSES = "closes"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark: which way it looks as far as what stands beside it says."""

    start: int
    end: int
    shape: str
    single: bool
    way: _Way | None = None
    level: int = 0


def _marks(text: str, kept: _Spans) -> list[_Mark]:
    """Return the quotation marks of a text that are none of a measure and stand in nothing kept."""
    found = [
        _Mark(*match.span(), match[0], match[0] in _SINGLE)
        for match in _MARK.finditer(text)
        if not kept.touch(*match.span())
    ]
    spans = [(mark.start, mark.end) for mark in found]
    starts, ends = dict(spans), {end: start for start, end in spans}
    return [replace(mark, way=_way(text, mark, starts, ends)) for mark in found]


def _way(text: str, mark: _Mark, starts: Mapping[int, int], ends: Mapping[int, int]) -> _Way | None:
    """Tell which way a mark looks from what stands beside it, other such marks left out."""
    left, right = mark.start, mark.end
    for _ in range(_MOST_INSIDE):
        left, right = ends.get(left, left), starts.get(right, right)
    before, behind = text[left - 1 : left] if left else "", text[right : right + 1]
    open_left = not before or before.isspace() or before in _OPENS_BEFORE
    open_right = bool(behind) and not behind.isspace()
    close_left = bool(before) and not before.isspace()
    close_right = not behind or behind.isspace() or behind in _CLOSES_BEHIND
    if mark.shape == "«" and open_left and behind.isspace():
        return _Way.OPENS
    if mark.shape == "»" and before.isspace() and close_right:
        return _Way.CLOSES
    opens, closes = open_left and open_right, close_left and close_right
    if opens == closes:
        return None
    return _Way.OPENS if opens else _Way.CLOSES


def _quotations(
    text: str, marks: Sequence[_Mark], quotes: Sequence[str], rules: Typography
) -> Iterator[Change]:
    """Yield the marks of a language for those of a text, and the spaces inside of them."""
    single_inside = len(quotes) > 1 and quotes[1][0] in _SINGLE
    found, whole = _paired(text, marks, single_inside=single_inside, nested=True)
    if not whole:  # one is missing, and all behind it would count as inside it
        found, _ = _paired(text, marks, single_inside=single_inside, nested=False)
    used = {mark.start for mark in found}
    for mark in marks:  # the players' bus
        if mark.shape in _APOSTROPHES and mark.start not in used and _ends_word(text, mark):
            yield Change(mark.start, mark.end, rules.apostrophe)
    for mark in found:
        pair = quotes[mark.level % len(quotes)]
        space = rules.inside if pair[0] == "«" else ""
        opens = mark.way is _Way.OPENS
        yield Change(mark.start, mark.end, pair[0] if opens else pair[1])
        start, end = (mark.end, mark.end) if opens else (mark.start, mark.start)
        while opens and text[end : end + 1] and text[end] in _BLANK:
            end += 1
        while not opens and start and text[start - 1] in _BLANK:
            start -= 1
        yield Change(start, end, space)


def _paired(
    text: str, marks: Sequence[_Mark], *, single_inside: bool, nested: bool
) -> tuple[list[_Mark], bool]:
    """Return the marks that are surely some, with way and level, and whether all have a partner.

    A single one that opens and has none behind it that closes is an apostrophe.
    """
    found: list[_Mark] = []
    opened: list[_Mark] = []
    open_of = {True: 0, False: 0}  # how many single and other ones are open
    closing = [n for n, mark in enumerate(marks) if mark.single and mark.way is _Way.CLOSES]
    whole = True
    for number, mark in enumerate(marks):
        way = mark.way or _by_shape(mark, is_open=open_of[mark.single] > 0)
        if way is _Way.OPENS and (not mark.single or (closing and closing[-1] > number)):
            if not nested and not mark.single:
                opened, open_of = [], {True: 0, False: 0}
            start = 1 if mark.single and single_inside else 0
            level = opened[-1].level + 1 if opened else start
            opened.append(replace(mark, way=way, level=min(level, _MOST_INSIDE)))
            open_of[mark.single] += 1
            found.append(opened[-1])
        elif way is _Way.CLOSES and open_of[mark.single]:
            while opened[-1].single != mark.single:
                open_of[opened.pop().single] -= 1
                whole = False
            open_of[mark.single] -= 1
            found.append(replace(mark, way=way, level=opened.pop().level))
        elif way is _Way.CLOSES and not mark.single and not _is_measure(text, mark):
            whole = False
            found.append(replace(mark, way=way))
    return found, whole and not opened


def _ends_word(text: str, mark: _Mark) -> bool:
    return mark.way is _Way.CLOSES and text[mark.start - 1 : mark.start].isalpha()


def _is_measure(text: str, mark: _Mark) -> bool:
    """Tell whether a mark stands behind a number as that of inches or seconds does."""
    return mark.shape in ('"', "''", "”") and text[mark.start - 1 : mark.start].isdigit()


def _by_shape(mark: _Mark, *, is_open: bool) -> _Way | None:
    if mark.shape in "„‚":
        return _Way.OPENS
    if is_open:
        return _Way.CLOSES
    return _Way.OPENS if mark.shape in "“‘«‹``" and not mark.single else None


def _points_and_dashes(text: str, rules: Typography) -> Iterator[Change]:
    if rules.ellipsis:
        yield from (Change(*m.span(), rules.ellipsis) for m in _ELLIPSIS.finditer(text))
    if rules.dash:
        yield from _dashes(text, rules.dash)


def _dashes(text: str, forms: Sequence[str]) -> Iterator[Change]:
    """Yield dashes between words; where a language has two forms, every second one closes."""
    spaced = [m.span(2) for m in _SPACED_DASH.finditer(text) if not _between_digits(text, m)]
    close = [m.span(1) for m in _CLOSE_DASH.finditer(text)]
    for number, (start, end) in enumerate(sorted([*spaced, *close])):
        form = forms[number % len(forms)]
        sign = form.strip(_BLANK)
        before, _, behind = form.partition(sign)
        left, right = start, end
        while left and text[left - 1] in _BLANK:
            left -= 1
        while text[right : right + 1] and text[right] in _BLANK:
            right += 1
        yield Change(left, start, before)
        yield Change(start, end, sign)
        yield Change(end, right, behind)


def _between_digits(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1].isdigit() and text[match.end()].isdigit()


def _spaces(text: str, rules: Typography) -> Iterator[Change]:
    for signs, space in rules.before.items():
        for match in _before(signs).finditer(text):
            yield Change(*match.span(), space)
    if rules.unit:
        yield from (Change(*m.span(1), rules.unit) for m in _SYMBOL.finditer(text))
    if rules.group:
        for match in _GROUPED.finditer(text):
            for at in range(match.start(), match.end()):
                if text[at] == " ":
                    yield Change(at, at + 1, rules.group)
    for words in rules.bound:
        for match in _bound(words).finditer(text):
            at = match.start() + words.index(" ")
            yield Change(at, at + 1, rules.unit)


@lru_cache
def _before(signs: str) -> re.Pattern[str]:
    """Return a pattern of the place before signs that end something, space or none."""
    return re.compile(
        rf"(?<=[\w»”’\"')\]%…€])[{_BLANK}]?(?=[{re.escape(signs)}](?:[!?»”\"')\]…]|\s|$))"
    )


@lru_cache
def _bound(words: str) -> re.Pattern[str]:
    first, _, last = words.partition(" ")
    return re.compile(rf"(?<!\w){re.escape(first)}[{_BLANK}]{re.escape(last)}")
