"""Pleas of a house within its articles: for money, for members, for readers of its newsletter.

Such a paragraph stands between two of the article's as if it were one. The house speaks in it to its
readers, in the words of such pleas, and has a link or an account at hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.article import BlockKind
from translator.clean.pieces import Piece, Role, Verdict, is_prose, word_count
from translator.clean.speech import HOUSE, READER, is_attributed, without_quotes

_LONGEST = 700  # characters of a plea
_WORDS = 2  # different ones of pleas
_SHARE_OF_TWO = 0.04  # of the words, where the house speaks to its readers
_SHARE_OF_ONE = 0.06  # where one of them is named
_MOST = 0.35  # of the text; in an article about giving the words are its subject's
_HEAD_WORDS = 12  # of the line above a plea
_GIVING = re.compile(
    r"spende\w*|unterstütz\w*|förder(?:er|n|t|mitglied\w*)|mitglied(?:er|schaft)?|abos?|abonn\w+|newsletter|anmeld\w+|kostenlos\w*|"
    r"kostenfrei\w*|paypal|steady|patreon|journalismus|donat\w+|support(?:s|ers?)?|subscri\w+|members?(?:hip)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_ASKS = re.compile(
    r"\b(?:Unterstütz(?:e|t)|Abonnier(?:e|t)|Spende(?:t)?|Werde(?:t)?|Bestell(?:e|t)) "
)
_ACCOUNT = re.compile(r"\bIBAN\b|\b[A-Z]{2}\d{2}(?: ?\d{4}){4}")
_WRAPPED = re.compile(r"\[[^\[\]]+\]|\([^()]+\)")
_PLEA = Verdict(Role.CHROME, "plea", "asks readers for money, a subscription or their address")

Judged = tuple[Piece, Verdict]


def without_pleas(judged: Sequence[Judged], title: str) -> list[Judged]:
    """Mark the pleas among the pieces of an article, with the lines above and below that go with them.

    Where they are much of the text, or the headline has their words, the article is about such things.
    """
    body = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    prose = [place for place, index in enumerate(body) if is_prose(judged[index][0].text)]
    inside = [judged[index][0] for index in body]
    found: set[int] = set()
    for place in prose[1:]:
        if _is_plea(inside, place):
            found |= {place, *_head(inside, place), *_tail(inside, place)}
    size = sum(len(inside[place].text) for place in found)
    if size > _MOST * sum(len(piece.text) for piece in inside) or _inviting(title):
        return list(judged)
    result = list(judged)
    for place in found:
        result[body[place]] = (inside[place], _PLEA)
    return result


def _is_plea(inside: Sequence[Piece], place: int) -> bool:
    piece = inside[place]
    if len(piece.text) > _LONGEST:
        return False
    own = without_quotes(piece.text)
    if not (READER.search(own) or _ASKS.search(own)) or is_attributed(piece.text):
        return False
    house = bool(HOUSE.search(own))
    if house and any(map(_is_account, inside[place + 1 : place + 2])):
        return True
    inviting, count = _inviting(own), word_count(own)
    if len(inviting) < _WORDS:
        return False
    if house and len(inviting) >= _SHARE_OF_TWO * count:
        return bool(piece.links) or piece.text.endswith("!")
    called = bool(piece.links) and bool(_inviting(_linked(piece)))
    wrapped = bool(_WRAPPED.fullmatch(piece.text))
    return len(inviting) >= _SHARE_OF_ONE * count and (called or wrapped)


def _inviting(text: str) -> set[str]:
    """Return the words of pleas in a text, also as parts of words with a hyphen."""
    said = _WORD.findall(text.casefold())
    return {word for word in said if _GIVING.fullmatch(word)}


def _linked(piece: Piece) -> str:
    return " ".join(piece.text[mark.start : mark.end] for mark in piece.marks if mark.href)


def _is_account(piece: Piece) -> bool:
    """Say whether a line names a bank account and tells nothing."""
    return bool(_ACCOUNT.search(piece.text)) and not is_prose(piece.text)


def _head(inside: Sequence[Piece], place: int) -> list[int]:
    """Return the line right above a plea that calls to it."""
    above = inside[place - 1]
    calls = above.text.endswith("!") or READER.search(above.text) or _inviting(above.text)
    short = word_count(above.text) <= _HEAD_WORDS and not above.text.endswith(".")
    return [place - 1] if short and calls else []


def _tail(inside: Sequence[Piece], place: int) -> list[int]:
    """Return the lines right below a plea with an account."""
    found = []
    for index in range(place + 1, len(inside)):
        piece = inside[index]
        if piece.kind is BlockKind.HEADING or not _is_account(piece):
            break
        found.append(index)
    return found
