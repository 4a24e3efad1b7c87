"""What stands above a pasted article: its headline, who wrote it, when.

There is no markup to tell a headline by, but its words come back in the article below, it stands
on a line of its own without a full stop, often twice (as the last crumb of the path to the page,
too), and date, byline and lead stand between it and the first paragraph.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from translator.article import BlockKind
from translator.clean.labels import byline, interviewer, is_date_line, is_life, is_stamp
from translator.clean.line_features import speaks_to_reader, stems
from translator.clean.normalise import letters
from translator.clean.pieces import Piece, Role, ends_sentence, is_prose, word_count
from translator.clean.publication_date import find, strip_dates
from translator.clean.repair import breaks_off
from translator.clean.rules import Context, judge, opens_box

_HEADLINE_WORDS = range(2, 31)
_LONGEST_HEADLINE = 220  # characters
_ABOVE = 40  # lines above the first paragraph
_LABEL_WORDS = 2  # lines up to so long do not part a headline from its article
_FEW_WORDS = 4  # words; chosen by reading, not swept
_TELLING = 20  # letters that two lines share at an end not by chance
_SENTENCE_INSIDE = re.compile(r"\w{3}[.] [A-ZÄÖÜ]")
_ENOUGH = 0.0  # what the best line must reach
# What speaks for a line, in the same unit; chosen on half a of the news pages (see docs).
_KNOWN = 3.0  # all its words come back in the article
_TWICE = 1.2  # score; chosen by reading half a, not swept
_NEAR = 0.45  # lost with the logarithm of the lines between it and the article
_DATED_BELOW = 0.8  # score; chosen by reading half a, not swept
_LEAD_FOLLOWS = 0.5  # score; chosen by reading half a, not swept
_SENTENCES = -1.0  # score; chosen by reading half a, not swept
_OPEN = -0.8  # a kicker goes on in the next line
_ITEM = -0.5  # score; chosen by reading half a, not swept
_SHORT = -0.5  # score; chosen by reading half a, not swept
_BELOW_PROSE = -1.5  # score; chosen by reading half a, not swept
_TO_READER = -0.6  # score; chosen by reading half a, not swept
_FIRST_QUESTION = 3  # lines below the headline: lead, byline
_QUESTIONS = 3  # of an interview
_LEAD_BELOW = 3  # lines
_LEAD_ABOVE = 20  # pieces
_LEAD_WORDS = 8  # words; chosen by reading, not swept
_SUBJECT_SHARE = 0.35  # of the words of a lead come back in the article
_LINES_BELOW = 14  # of a masthead
_WORDS_BESIDE_DATE = 5  # words; chosen by reading, not swept
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d Uhr\b")
_LONGEST_LINE = 140  # characters of a line with names or a date
_NAME = (
    r"(?:[A-ZÄÖÜ][\w'’.-]+|[A-ZÄÖÜ]\.)(?:\s+(?:(?:von|van|de|der|den|zu|del|di|da|el|al|bin|le|la)\s+)*"
    r"[A-ZÄÖÜ][\w'’.-]*\w){1,3}"
)
_NAMES = re.compile(rf"{_NAME}(?:\s*(?:,|/|&|\bund\b)\s*{_NAME})*")
_BEHIND_DATE = re.compile(rf"\d(?: Uhr)?\s*[|•·]\s*(?P<name>{_NAME})$")
_BETWEEN_NAMES = re.compile(r",|/|&|\||\bund\b|\band\b")
_ONE_NAME = re.compile(_NAME)
_BY = re.compile(r"(?:^|\s)[Vv]on\s*:?\s+(?=[A-ZÄÖÜ])")
_ONLY_BY = re.compile(r"(?:[A-ZÄÖÜ]\w+ )?[Vv]on:?")
_NOT_A_NAME = re.compile(
    r"\b(?:Uhr|Min\w*|Lesezeit|Lesedauer|Stand|Foto|Bild|Video|Audio|Link|Artikel|Kommentare?|Teilen|"
    r"Redaktion|Redakteur(?:in)?|Reporter(?:in)?|Autor(?:in)?|Volont\w+|Korrespondent\w*|Chefred\w+|"
    r"Freie\w?|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)\b"
)
_AROUND = " ,|•·–-/:;"


def find_headline(pieces: Sequence[Piece], first: int, body: Sequence[int]) -> int:
    """Return the index of the headline of an article, or -1.

    ``first`` is its first paragraph, ``body`` are its paragraphs.
    """
    known: Counter[str] = Counter(stem for index in body for stem in stems(pieces[index].text))
    copies = Counter(letters(piece.text) for piece in pieces)
    window = range(max(0, first - _ABOVE), min(first + 1, len(pieces)))
    leads = _last_leads(pieces, window, known)
    parting = [0, *accumulate(_parts(pieces[index]) for index in window)]
    ends = [letters(pieces[index].text) for index in window]
    best, best_score = -1, _ENOUGH
    for position, index in enumerate(window):
        if not _may_be_headline(pieces[index]) or _asks_first(pieces, index):
            continue
        if breaks_off(pieces[index].text) and _is_next_line(pieces, index):
            continue
        score = _fit(pieces, index, known)
        score += _BELOW_PROSE * (leads[position] >= index - _LEAD_ABOVE)
        key = ends[position]
        again = copies[key] > 1 or (
            len(key) >= _TELLING
            and any(
                len(other) >= _TELLING
                and other != key
                and (other.endswith(key) or other.startswith(key) or key.endswith(other))
                for other in ends
            )
        )
        score += _TWICE * (again and word_count(pieces[index].text) >= _FEW_WORDS)
        score -= _NEAR * math.log1p(parting[-1] - parting[position + 1])
        if score >= best_score:
            best, best_score = index, score
    return best


def _is_next_line(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether a sentence goes on in the line right below: with prose, or a figure."""
    below = pieces[index + 1 : index + 2]
    return bool(below) and below[0].line == pieces[index].line + 1 and is_prose(below[0].text)


def _asks_first(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether a line is the first question of an interview whose headline is the first line."""
    asked = pieces[index].text.endswith("?") and 0 < index <= _FIRST_QUESTION
    if not asked or not _may_be_headline(pieces[0]) or pieces[0].text.endswith("?"):
        return False
    return sum(piece.text.endswith("?") for piece in pieces) >= _QUESTIONS


def nearest_title(pieces: Sequence[Piece], first: int) -> int:
    """Return the index of the last line at or above ``first`` that reads like a headline, or -1."""
    near = range(min(first, len(pieces) - 1), max(-1, first - _ABOVE), -1)
    return next(
        (i for i in near if _may_be_headline(pieces[i]) and not is_prose(pieces[i].text)), -1
    )


def _may_be_headline(piece: Piece) -> bool:
    text = piece.text
    if word_count(text) not in _HEADLINE_WORDS or len(text) > _LONGEST_HEADLINE or piece.marks:
        return False  # a stanza is none
    if text.endswith((".", ":", ";", ",")) and not text.endswith("..."):
        return False
    if _dated(text) or is_life(text) or "@" in text or interviewer(text):
        return False
    return judge(piece, Context()).role is Role.BODY and opens_box(piece) is None


def _parts(piece: Piece) -> bool:
    """Say whether a line parts a headline from its article: not a label, a date, a credit."""
    return word_count(piece.text) > _LABEL_WORDS and judge(piece, Context()).role is Role.BODY


def _fit(pieces: Sequence[Piece], index: int, known: Counter[str]) -> float:
    """Return what speaks for a line by itself and by the lines right above it."""
    piece = pieces[index]
    said = stems(piece.text)
    shared = sum(known[stem] > 0 for stem in said)
    score = _KNOWN * shared / (len(said) + 1)
    score += _ITEM * (piece.kind is BlockKind.LIST_ITEM)
    score += _SHORT * (word_count(piece.text) < _FEW_WORDS)
    score += _TO_READER * speaks_to_reader(piece.text)
    score += _SENTENCES * bool(_SENTENCE_INSIDE.search(piece.text))
    score += _OPEN * piece.text.endswith(("–", "-", "|", "/"))
    below = pieces[index + 1 : index + 1 + _LEAD_BELOW]
    score += _DATED_BELOW * any(_dated(other.text) or byline(other.text) for other in below)
    score += _LEAD_FOLLOWS * any(_tells_of(other.text, known) for other in below)
    return score


def _last_leads(pieces: Sequence[Piece], window: Sequence[int], known: Counter[str]) -> list[int]:
    """Return for each line the last one above it that reads like the lead of the article."""
    result, last = [], -_ABOVE
    for index in window:
        result.append(last)
        if _tells_of(pieces[index].text, known) and is_prose(pieces[index].text):
            last = index
    return result


def _tells_of(text: str, known: Counter[str]) -> bool:
    """Say whether a line of some length is about the subject of the article."""
    said = stems(text)
    shared = sum(known[stem] > 0 for stem in said)
    return word_count(text) >= _LEAD_WORDS and shared >= max(2, _SUBJECT_SHARE * len(said))


def names_in(text: str) -> str:
    """Return the names of people that a line holds beside a date or a job, or ``""``.

    For lines of a masthead only: in other places a line of capitalised words is no byline.
    """
    if len(text) > _LONGEST_LINE or is_prose(text):
        return ""
    rest = strip_dates(text)
    by = _BY.search(rest)
    rest = (rest[by.end() :] if by else rest).strip(_AROUND)
    found = _NAMES.match(_NOT_A_NAME.split(rest)[0].strip(_AROUND))
    if not found:
        behind = _BEHIND_DATE.search(text) if find(text) else None
        return behind["name"] if behind else ""
    after = rest[found.end() :].strip(_AROUND)
    if by is None and after and not _NOT_A_NAME.match(after) and not after[0].isdigit():
        return ""
    names = [name for name in _ONE_NAME.findall(found[0]) if not _NOT_A_NAME.search(name)]
    return ", ".join(names)


def author_lines(pieces: Sequence[Piece], headline: int, first: int) -> dict[int, str]:
    """Return by line the names in the byline of an article.

    ``headline`` is the index of the headline, ``first`` that of the first paragraph below lead
    and byline. A line of names is one where a ``von`` or a date stands beside it.
    """
    window = range(headline + 1, min(len(pieces), first, headline + 1 + _LINES_BELOW))
    result: dict[int, str] = {}
    for index in window:
        text = pieces[index].text
        above = pieces[index - 1].text
        announced = bool(_ONLY_BY.fullmatch(above)) or (index - 1 in result and above.endswith(","))
        near = (index - 1, index, index + 1)
        beside = bool(_BY.search(text)) or any(_dated(pieces[i].text) for i in near if i in window)
        name = _without_places(byline(text)) or interviewer(text)
        if not name and (beside or announced):
            name = names_in(text) or (text.strip(_AROUND) if announced else "")
        if name:
            result[index] = name
    return result


def _without_places(names: str) -> str:
    """Return the names of a byline that have a first and a last name; towns and jobs have not."""
    if not names:
        return ""
    names = re.sub(r"\s+,", ",", names)
    parts = [part.strip(_AROUND) for part in _BETWEEN_NAMES.split(names)]
    if all(_ONE_NAME.fullmatch(part) for part in parts):
        return names
    return ", ".join(part for part in parts if _ONE_NAME.fullmatch(part)) or names


def _dated(text: str) -> bool:
    """Say whether a line is short and holds a date or time, and little else or a byline."""
    if len(text) > _LONGEST_LINE or is_prose(text) or is_life(text):
        return False
    if not find(text) and not _CLOCK.search(text) and not is_date_line(text):
        return False
    rest = strip_dates(text)
    return word_count(rest) <= _WORDS_BESIDE_DATE or bool(_BY.search(rest) or names_in(text))


def date_line(pieces: Sequence[Piece], headline: int, first: int) -> int:
    """Return the index of the line that says when the article was published, or -1.

    The nearest below the headline, or right above it; one that says what it is comes first.
    """
    below = range(headline + 1, min(len(pieces), first + 1, headline + 1 + _LINES_BELOW))
    above = range(headline - 1, max(-1, headline - 5), -1)
    dated = [
        index
        for index in (*below, *above)
        if _dated(pieces[index].text) and find(pieces[index].text)
    ]
    stamped = [index for index in dated if is_stamp(pieces[index].text) and index in below]
    return next(iter(stamped or dated), -1)


def may_be_lead(pieces: Sequence[Piece], index: int, headline: int, body: Sequence[int]) -> bool:
    """Say whether a line between headline and first paragraph reads like a lead.

    It is prose, or it stands right below the headline and is about the same as the ``body``.
    """
    text = pieces[index].text
    if is_prose(text) or (ends_sentence(text) and word_count(text) > _FEW_WORDS):
        return True
    if index > headline + 2:
        return False
    return _tells_of(text, Counter(stem for i in body for stem in stems(pieces[i].text)))
