"""The article in a pasted text: one run of lines, with interruptions.

Every line gets log-odds of belonging to the article, from a linear model over what it looks like
(``line_features``; the weights are fitted by ``benchmarks/run_of_prose.py``). The likeliest run
under these odds is found by dynamic programming (Viterbi): before the article, in it, in something
that interrupts it (teasers, a box, a player), after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import log

from translator.article import BlockKind, MarkKind
from translator.clean.fact_lists import rows_of_figures
from translator.clean.line_features import NAMES, features, is_long
from translator.clean.line_weights import WEIGHTS
from translator.clean.pieces import Piece, Role, ends_sentence, is_prose, word_count
from translator.clean.rules import Context, ends_article, judge

_NOTE_LINES = 40  # of a text without a long sentence that is copied alone; not swept
_SAYING, _SAYINGS = 3, 2  # words of a short sentence, and how many of them
_NOTE_SHARE = 0.3  # of the letters that are in sentences; not swept
_ENTER = 2.0  # what an interruption costs; measured with the weights
_STAY = 0.1  # a line of it
_WORDS = 25  # a paragraph counts by its length, up to three times this one
_HEAVIEST = 3.0  # times the weight of a line of usual length
_CAPTION = -0.1  # log odds of a line that is a caption, or the figures of a table
_BOX_LINES = 4  # of a short box and the heading below it
_INTERRUPTING = frozenset({"advertising", "related"})  # rules of the lines that part a text
_LIKELY = -0.5  # log odds of a paragraph below a sign of advertising; not swept
_GAP = 12  # lines without a paragraph that end the core
_NEVER = -1e18
_FEW_LABELS = 10  # lines without prose in a row, in a text that is no page
_ALONE_SHARE = 0.3  # of the characters
_PAGE_LINES = 80  # of a whole page; nearly all of those measured have more
_PRIOR = 0.3  # log-odds added to every line: what is lost costs more than what is left over


class State(IntEnum):
    """Where a line stands."""

    BEFORE = 0
    ARTICLE = 1
    ASIDE = 2
    AFTER = 3


@dataclass(frozen=True, slots=True)
class Run:
    """First and last line of the article, the state of every line, and its log-odds."""

    first: int
    last: int
    states: tuple[State, ...]
    odds: tuple[float, ...]


def find_run(
    pieces: Sequence[Piece],
    breaks: Sequence[bool],
    inner: Sequence[int],
    headline: int,
    prior: float = 0.0,
) -> Run | None:
    """Return the run of lines that is the article, or ``None`` if there is none.

    ``breaks`` says which lines stand behind an empty one, ``inner`` is its core, ``headline`` the
    index of its headline or -1. ``prior`` is added to the log-odds of
    every line: what is known of the text as a whole.
    """
    odds = [value + prior for value in log_odds(pieces, breaks, inner, headline)]
    figures = rows_of_figures(pieces)
    weighed = [
        _CAPTION if index in figures or index + 1 in figures else _weigh(piece, value)
        for index, (value, piece) in enumerate(zip(odds, pieces, strict=True))
    ]
    states = _likeliest(weighed)
    inside = [index for index, state in enumerate(states) if state is State.ARTICLE]
    if not inside:
        return None
    while going_on := _goes_on(pieces, odds, inside[-1]):
        for index in range(inside[-1] + 1, going_on[-1] + 1):
            states[index] = State.ARTICLE if index in going_on else State.ASIDE
        inside += going_on
    return Run(inside[0], inside[-1], tuple(states), tuple(odds))


def _goes_on(pieces: Sequence[Piece], odds: Sequence[float], last: int) -> list[int]:
    """Return the paragraph with which the article goes on below a short box, and its heading.

    In a short article the words of one part are in no other, so that a single paragraph outweighs
    no interruption. What parts it from the text above is a sign of advertising, or a call to read
    something else with one title; below it another paragraph or the end of the page stands, not
    another title with its teaser.
    """
    for index in range(last + 1, min(len(pieces), last + 1 + _BOX_LINES)):
        piece = pieces[index]
        if ends_article(piece):
            return []
        if not is_prose(piece.text):
            continue
        between = range(last + 1, index)
        labels = [i for i in between if judge(pieces[i], Context()).rule in _INTERRUPTING]
        heading = [i for i in between if i == index - 1 and i not in labels]
        teased = (
            bool(heading) and heading[0] - 1 in labels and not _is_advertising(pieces[last + 1])
        )
        runs_on = odds[index] > (0 if teased or not is_long(piece.text) else _LIKELY)
        known = len(labels) + len(heading) == len(between)
        if not (labels and known and runs_on and ends_sentence(piece.text)):
            return []
        return [index] if teased else [*heading, index]
    return []


def _is_advertising(piece: Piece) -> bool:
    return judge(piece, Context()).rule == "advertising"


def _weigh(piece: Piece, odds: float) -> float:
    """Return what a line adds to a run: long paragraphs count more, captions do not part it."""
    if odds < 0 and judge(piece, Context()).role in {Role.CAPTION, Role.SOURCE}:
        return _CAPTION
    return odds * min(_HEAVIEST, max(1.0, word_count(piece.text) / _WORDS))


def is_article_alone(pieces: Sequence[Piece]) -> bool:
    """Say whether a text is an article with a little chrome rather than a whole page.

    A page has menus: many short lines in a row. An article may have headings, questions, a list.
    """
    running = gap = longest = 0
    for piece in pieces:
        if piece.kind is BlockKind.TABLE_ROW:
            continue
        prose = is_prose(piece.text)
        running += len(piece.text) if prose else 0
        gap = 0 if prose else gap + 1
        longest = max(longest, gap)
    return longest <= _FEW_LABELS and running >= _ALONE_SHARE * sum(
        len(piece.text) for piece in pieces if piece.kind is not BlockKind.TABLE_ROW
    )


def is_note(pieces: Sequence[Piece]) -> bool:
    """Say whether a text is short and complete without a long sentence: a recipe, verses, answers.

    Some of its lines are sentences; a copied menu has none, or hardly any.
    """
    said = [len(piece.text) for piece in pieces if is_saying(piece)]
    letters = sum(len(piece.text) for piece in pieces)
    verses = any(map(_is_stanza, pieces))
    few = len(pieces) <= _NOTE_LINES and (verses or len(said) >= _SAYINGS)
    return few and sum(said) >= _NOTE_SHARE * letters


def is_saying(piece: Piece) -> bool:
    """Say whether a line is a sentence, however short, or a stanza; calls to the reader end otherwise."""
    if _is_stanza(piece):
        return True
    return word_count(piece.text) >= _SAYING and piece.text.rstrip('“”"»«')[-1:] in ".?…"


def _is_stanza(piece: Piece) -> bool:
    return any(mark.kind is MarkKind.BREAK for mark in piece.marks)


def prior_of(pieces: Sequence[Piece]) -> float:
    """Return the log-odds added to every line: of a text shorter than a page more is the article."""
    return _PRIOR + max(0.0, log(_PAGE_LINES / max(1, len(pieces))))


def log_odds(
    pieces: Sequence[Piece], breaks: Sequence[bool], inner: Sequence[int], headline: int
) -> list[float]:
    """Return for each line the log-odds that it belongs to the article."""
    result = []
    for piece, values in zip(pieces, features(pieces, breaks, inner, headline), strict=True):
        weights = WEIGHTS["prose" if is_prose(piece.text) else "other"]
        result.append(sum(weights[name] * value for name, value in zip(NAMES, values, strict=True)))
    return result


def core(pieces: Sequence[Piece]) -> list[int]:
    """Return the paragraphs of the longest stretch of prose; few lines part them."""
    long = [index for index, piece in enumerate(pieces) if is_long(piece.text)]
    best, largest, start, size = slice(0, 0), 0, 0, 0
    for position, index in enumerate(long):
        if position and index - long[position - 1] > _GAP:
            start, size = position, 0
        size += word_count(pieces[index].text)
        if size > largest:
            best, largest = slice(start, position + 1), size
    return long[best]


def _likeliest(odds: Sequence[float]) -> list[State]:
    """Return the likeliest state of each line (Viterbi)."""
    ways = {
        State.BEFORE: ((State.BEFORE, 0.0),),
        State.ARTICLE: ((State.BEFORE, 0.0), (State.ARTICLE, 0.0), (State.ASIDE, 0.0)),
        State.ASIDE: ((State.ARTICLE, -_ENTER), (State.ASIDE, 0.0)),
        State.AFTER: ((State.ARTICLE, 0.0), (State.AFTER, 0.0)),
    }
    value = {State.BEFORE: 0.0, State.ARTICLE: _NEVER, State.ASIDE: _NEVER, State.AFTER: _NEVER}
    came: list[dict[State, State]] = []
    for line in odds:
        gain = {State.BEFORE: 0.0, State.ARTICLE: line, State.ASIDE: -_STAY, State.AFTER: 0.0}
        best = {
            state: max((value[source] + cost, source) for source, cost in sources)
            for state, sources in ways.items()
        }
        value = {state: best[state][0] + gain[state] for state in State}
        came.append({state: best[state][1] for state in State})
    state = max((State.BEFORE, State.ARTICLE, State.AFTER), key=lambda s: value[s])
    path = []
    for step in reversed(came):
        path.append(state)
        state = step[state]
    return path[::-1]
