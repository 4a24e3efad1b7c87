"""What a line of pasted text looks like, in numbers: the line itself, its neighbours, its words.

No number here knows a site or a phrase. Most are 0 or 1; the rest lie between 0 and about 2.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from translator.article import BlockKind
from translator.clean.normalise import letters
from translator.clean.phrases import words
from translator.clean.pieces import Piece, Role, is_prose, stopword_share, word_count
from translator.clean.rules import Context, ends_article, judge, opens_box

NAMES = (
    "bias",
    "long prose",
    "short prose",
    "short sentence",
    "title-like",
    "label",
    "words",
    "function words",
    "ellipsis",
    "colon",
    "item",
    "chrome",
    "caption",
    "date or byline",
    "box",
    "clock",
    "to the reader",
    "contact",
    "quotes",
    "digits",
    "sentences",
    "title before",
    "title after",
    "long before",
    "long after",
    "prose near",
    "prose above",
    "prose below",
    "crowded",
    "again",
    "cohesion",
    "shared",
    "teaser",
    "bare before",
    "refrain near",
    "clocks near",
    "reader near",
    "very long",
    "above headline",
    "below headline",
    "prose share",
)
_LONG = 22  # words of a paragraph that no teaser has
_SHORT_SENTENCE = range(4, 22)
_TITLE = range(3, 19)
_NEAR = 3  # lines
_FAR = 8  # lines to each side
_STEM = 6  # letters by which forms of a word and compounds are told to be the same
_TERMINAL = re.compile(r"[.!?][\"“”»«’‘')\]]*\s*(?:\([\w/ ]{1,30}\))?$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)[\"“»\])]*$")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZJFMASOND][a-zä]{2,8})\s?(?:\d\d){0,2}"
    r"|\b(?:vor|\d+) (?:Min|Std|Stunde|Tag)"
)
_READER = re.compile(
    r"\b(?:Sie|Ihr|Ihre[nmrs]?|[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(?:e[nmrs]?)?|[Ee]uch|[Ee]ure?|[Ww]ir|[Uu]ns(?:ere?[nmrs]?)?|"
    r"[Jj]etzt|[Hh]ier|[Yy]ou|[Yy]ours?|[Oo]ur|[Uu]s|[Nn]ow|[Hh]ere)\b"
)
# "Sie" at the start of a sentence may be "she" or "they".
_HEADING_WORDS = range(1, 13)
_LONGEST_HEADING = 100  # characters
_YOU = re.compile(
    r"(?:(?<=[a-zäöüß,] )Sie|\b(?:Ihre[nmrs]?|[Dd]ich|[Dd]eine?[nmrs]?|[Ee]uch|[Yy]our?))\b"
)
_QUOTED = re.compile(r"[„“»«][^„“”»«]*[“”«»]|\"[^\"]*\"")
_CONTACT = re.compile(r"@|https?:|www\.|©|\bTel\b|\bFax\b|\bIBAN\b|\b\d{5} [A-ZÄÖÜ]|\+\d\d|\|")
_CONTENT = re.compile(r"[A-ZÄÖÜ][^\W\d_]{3,}|[^\W\d_]{6,}|\d{2,}")
_SENTENCE = re.compile(r"[.!?…][\"“”»«’‘')]*\s+[\"„“»«(]?[A-ZÄÖÜ]")
_MOST = 2.0  # of a feature, so that no line outweighs the rest
_CAPTION = NAMES.index("caption")
_CLOCKS = NAMES.index("clock")
_READERS = NAMES.index("to the reader")
_REFRAIN = 3  # times that a text has a line
_LONGEST_REFRAIN = 40  # letters
_VERY_LONG = 45  # words
_LABEL = 2  # words


def is_long(text: str) -> bool:
    """Say whether a line is a paragraph of several sentences or one long one."""
    return is_prose(text) and word_count(text) >= _LONG


def is_title(text: str) -> bool:
    """Say whether a line reads like a heading: a few words, no full stop."""
    return (
        word_count(text) in _TITLE and not _TERMINAL.search(text) and not text.endswith((":", ","))
    )


def is_subheading(text: str) -> bool:
    """Say whether a line may be a heading within an article."""
    count = word_count(text)
    if count not in _HEADING_WORDS or len(text) > _LONGEST_HEADING or text[:1].islower():
        return False
    return not text.endswith((".", ",", ";", ":")) and text[:1] not in '„"“«»–—'


def speaks_to_reader(text: str) -> bool:
    """Say whether a line outside of quotation marks addresses its reader."""
    return bool(_YOU.search(_QUOTED.sub(" ", text)))


def stems(text: str) -> frozenset[str]:
    """Return the starts of the words in ``text`` that carry its subject."""
    known = words("stopwords")
    found = (word.casefold() for word in _CONTENT.findall(text))
    return frozenset(word[:_STEM] for word in found if word not in known)


def features(
    pieces: Sequence[Piece], breaks: Sequence[bool], core: Iterable[int], headline: int
) -> list[tuple[float, ...]]:
    """Return the numbers of ``NAMES`` for each line.

    ``breaks`` says which lines stand behind an empty one, ``core`` names lines that are surely in
    the article, ``headline`` is the index of its headline or -1.
    """
    own = [_own(piece) for piece in pieces]
    texts = [piece.text for piece in pieces]
    long = [
        is_long(text) and piece.kind is not BlockKind.LIST_ITEM
        for text, piece in zip(texts, pieces, strict=True)
    ]
    title = [is_title(text) for text in texts]
    prose = [is_prose(text) for text in texts]
    running = [word_count(text) if flag else 0 for text, flag in zip(texts, long, strict=True)]
    sums = [0, *accumulate(running)]
    keys = [letters(text) for text in texts]
    copies = Counter(keys)
    aside = [bool(numbers[_CAPTION]) for numbers in own]  # a caption parts no two paragraphs
    refrain = [
        0,
        *accumulate(
            copies[key] >= _REFRAIN and len(key) < _LONGEST_REFRAIN and not skipped
            for key, skipped in zip(keys, aside, strict=True)
        ),
    ]
    clocks = [0, *accumulate(bool(numbers[_CLOCKS]) for numbers in own)]
    reader = [0, *accumulate(numbers[_READERS] > 0 for numbers in own)]
    above, below = _neighbours(aside)
    cohesion = _cohesion(texts, set(core))
    group = _group_sizes(breaks)
    n = len(pieces)

    def between(first: int, last: int) -> float:
        return sums[min(n, max(0, last))] - sums[min(n, max(0, first))]

    def squeeze(count: float) -> float:
        return min(_MOST, math.log1p(count) / 3)

    size = sum(map(len, texts))
    share = sum(len(t) for t, flag in zip(texts, prose, strict=True) if flag) / max(1, size)
    result = []
    for i in range(n):
        before, after = above[i], below[i]
        title_before = before >= 0 and title[before]
        title_after = after >= 0 and title[after]
        around = (
            float(title_before),
            float(title_after),
            float(before >= 0 and long[before]),
            float(after >= 0 and long[after]),
            squeeze(between(i - _NEAR, i) + between(i + 1, i + 1 + _NEAR)),
            squeeze(between(i - _FAR, i)),
            squeeze(between(i + 1, i + 1 + _FAR)),
            squeeze(group[i] - 1),
            float(copies[keys[i]] > 1),
            *cohesion[i],
            float(prose[i] and not long[i] and title_before and title_after),
            float(not breaks[i]),
            math.log1p(
                refrain[min(n, i + 4)] - refrain[max(0, i - 3)] - (refrain[i + 1] - refrain[i])
            ),
            math.log1p(clocks[min(n, i + 3)] - clocks[max(0, i - 2)] - (clocks[i + 1] - clocks[i])),
            math.log1p(reader[min(n, i + 4)] - reader[max(0, i - 3)] - (reader[i + 1] - reader[i])),
            float(word_count(texts[i]) >= _VERY_LONG),
            float(i < headline),
            float(headline >= 0 and headline < i <= headline + 10),
            share,
        )
        result.append((*own[i], *around))
    return result


def _neighbours(aside: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Return for each line the one above and the one below it, captions passed over, or -1."""
    above, below, last = [], [-1] * len(aside), -1
    for index, skipped in enumerate(aside):
        above.append(last)
        last = last if skipped else index
    last = -1
    for index in reversed(range(len(aside))):
        below[index] = last
        last = last if aside[index] else index
    return above, below


def _own(piece: Piece) -> tuple[float, ...]:
    text = piece.text
    count = word_count(text)
    prose, long = is_prose(text), is_long(text)
    ends = bool(_TERMINAL.search(text))
    verdict = judge(piece, Context())
    role = verdict.role
    spoken = _QUOTED.sub(" ", text)
    return (
        1.0,
        float(long),
        float(prose and not long),
        float(not prose and ends and count in _SHORT_SENTENCE),
        float(is_title(text)),
        float(count <= _LABEL and not ends),
        min(_MOST, math.log1p(count) / 3),
        stopword_share(text) if count > _LABEL + 1 else 0.0,
        float(bool(_ELLIPSIS.search(text))),
        float(text.endswith(":")),
        float(piece.kind is BlockKind.LIST_ITEM),
        float(role is Role.CHROME),
        float(role in {Role.CAPTION, Role.SOURCE}),
        float(role in {Role.DATE, Role.AUTHOR}),
        float(bool(opens_box(piece) or ends_article(piece))),
        float(bool(_CLOCK.search(text)) and not long),
        min(1.0, 5 * len(_READER.findall(spoken)) / max(8, count)),
        float(bool(_CONTACT.search(text))),
        float(bool(_QUOTED.search(text))),
        min(1.0, 4 * sum(map(str.isdigit, text)) / max(1, len(text))),
        min(_MOST, math.log1p(len(_SENTENCE.findall(text)))),
    )


def _group_sizes(breaks: Sequence[bool]) -> list[int]:
    """Return for each line how many lines stand together with it without an empty one between."""
    starts = [index for index, broken in enumerate(breaks) if broken or not index]
    sizes: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(breaks)], strict=True):
        sizes += [end - start] * (end - start)
    return sizes


def _cohesion(texts: Sequence[str], core: set[int]) -> list[tuple[float, float]]:
    """Return share and number of a line's words that other lines of the core have, too.

    A word weighs more the fewer lines of the text it is in (Hearst, TextTiling, 1997, for the
    idea; weights as in retrieval).
    """
    found = [stems(text) for text in texts]
    lines = Counter(stem for line in found for stem in line)
    inside = Counter(stem for index in core for stem in found[index])
    total = math.log(len(texts) + 1)
    result = []
    for index, line in enumerate(found):
        own = index in core
        weights = {stem: total - math.log(lines[stem]) + 0.1 for stem in line}
        shared = {stem for stem in line if inside[stem] > own}
        whole = sum(weights[stem] for stem in sorted(line))
        part = sum(weights[stem] for stem in sorted(shared))
        result.append((part / whole if whole else 0.0, min(_MOST, math.log1p(len(shared)) / 2)))
    return result
