"""What still belongs to a text copied alone below its last paragraph: lines too short for prose.

The end of a letter, a list, rows of figures, the entries of a list of places or things, each a name
with a short sentence below it. What a page adds there is known by its words, and ends the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from translator.article import BlockKind
from translator.clean import labels
from translator.clean.pieces import Piece, Role, ends_sentence, is_prose, word_count
from translator.clean.publication_date import find
from translator.clean.rules import Context, ends_article, judge, opens_box

_GREETING = re.compile(
    r"(?:(?:Mit|In|Es grüßt) )?(?:[\wäöü]+ ){0,3}Gr(?:u(?:ß|ss)|ü(?:ß|ss)en?)\b.{0,40}"
    r"|(?:Hochachtungsvoll|Herzlichst|Alles Gute|Bis bald|(?:Kind|Best|Warm) regards|Yours (?:sincerely|faithfully|truly))\b.{0,40}"
    r"|(?:Eure?|Euer|Ihre?|Deine?)(?: [A-ZÄÖÜ][\w.-]+){2,4}|(?:Eure?|Euer|Ihre?|Deine?)"
)
_SIGNED_BY = 3  # lines below a greeting: name, office, house
_SIGNED_WORDS = 6  # of such a line
_TITLE_WORDS = 8  # of what heads a list, rows or an entry
_ABOVE = 1  # lines above the headline: a kicker
_FEWEST = 2  # items, rows, entries; one more where nothing heads them
_SENTENCES = 3  # short ones of one entry
_SAYING = 3  # words of a short sentence
_LONGEST_ROW = 120  # characters
_TIME = re.compile(r"\d ?(?:Uhr|[Mm]in\b|Minuten|Kommentare?)|\d:\d\d:\d\d")
_RESULT = re.compile(r"\d")
# Zuschauer: 250; what a page counts or calls itself by is none of the article's facts.
_FACT = re.compile(r"[A-ZÄÖÜ][\w -]{2,40}: \d.{0,120}")
_OF_PAGE = re.compile(
    r"(?:\w*(?:[Aa]ufrufe?|[Kk]licks?|[Bb]esucher|[Ll]eser|[Kk]ommentare?|[Gg]äste|[Mm]itglieder|[Nn]utzer|[Bb]eiträge|[Bb]ewertung(?:en)?|[Ll]esezeit|[Ll]esedauer|"
    r"[Nn]ummer|[Ll]ikes?|[Vv]iews?|[Ss]hares?|[Dd]auer|[Tt]elefon|[Tt]elefax)|ISBN|ISSN|[\w-]*Nr\.?|[\w-]*ID|Tel|Fax|IBAN|BIC|Stand|Seiten?)\b"
)


def with_last_lines(pieces: Sequence[Piece], first: int, last: int) -> int:
    """Return the last line of a text that was copied alone, of which ``last`` is the last so far.

    Where it begins with its headline, the line ``first``, and nothing below is known as a page's,
    all of it was copied on purpose.
    """
    stop = next(
        (index for index in range(last + 1, len(pieces)) if _is_chrome(pieces[index])), len(pieces)
    )
    if first <= _ABOVE and stop == len(pieces):
        return stop - 1
    start = last if pieces[last].text.endswith(":") else last + 1  # which heads what is below
    below = pieces[start:stop]
    taken = 0
    while taken < len(below):
        step = next(filter(None, (kind(below[taken:]) for kind in _KINDS)), 0)
        if not step:
            break
        taken += step
    return max(last, start + taken - 1)


def opens_letter(pieces: Sequence[Piece], first: int) -> bool:
    """Say whether the line above the paragraph ``first`` is the salutation of a letter."""
    above = pieces[first - 1].text if first else ""
    return labels.is_salutation(above)


def closes_letter(pieces: Sequence[Piece]) -> int:
    """Return how many lines at the start of ``pieces`` end a letter: the greeting and who signed."""
    if not (pieces and _GREETING.fullmatch(pieces[0].text.rstrip(",.!"))):
        return 0
    count = 1
    for piece in pieces[1 : 1 + _SIGNED_BY]:
        if _is_chrome(piece) or ends_sentence(piece.text) or word_count(piece.text) > _SIGNED_WORDS:
            break
        count += 1
    return count


def is_fact(piece: Piece) -> bool:
    """Say whether a line below the last paragraph is a fact of the article: ``Zuschauer: 250``."""
    text = piece.text
    told = bool(_FACT.fullmatch(text)) and not (_OF_PAGE.match(text) or find(text))
    return told and not _TIME.search(text) and not _is_chrome(piece)


def _is_chrome(piece: Piece) -> bool:
    known = judge(piece, Context()).role is not Role.BODY
    return known or opens_box(piece) is not None or ends_article(piece) is not None


def _list(pieces: Sequence[Piece]) -> int:
    return _headed(pieces, lambda piece: piece.kind is BlockKind.LIST_ITEM)


def _rows(pieces: Sequence[Piece]) -> int:
    return _headed(pieces, _is_row, most_heads=2)


def _is_row(piece: Piece) -> bool:
    text = piece.text
    return piece.kind is BlockKind.TABLE_ROW or (
        bool(_RESULT.search(text))
        and len(text) <= _LONGEST_ROW
        and word_count(text) > 0
        and not (ends_sentence(text) or find(text) or _TIME.search(text))
    )


def _headed(
    pieces: Sequence[Piece], belongs: Callable[[Piece], bool], *, most_heads: int = 1
) -> int:
    """Return how many lines a run of lines of one kind has, with those that head it."""
    heads = 0
    while heads < min(most_heads, len(pieces)) and not belongs(pieces[heads]):
        if not _is_name(pieces[heads]):
            return 0
        heads += 1
    end = heads
    while end < len(pieces) and belongs(pieces[end]):
        end += 1
    return end if end - heads >= _FEWEST + (not heads) else 0


def _entries(pieces: Sequence[Piece]) -> int:
    """Return how many lines make entries: a name, and below it a few short sentences."""
    index = entries = 0
    while index < len(pieces) and _is_name(pieces[index]):
        end = index + 1
        while end < len(pieces) and end <= index + _SENTENCES and _is_saying(pieces[end]):
            end += 1
        if end == index + 1:
            break
        index, entries = end, entries + 1
    return index if entries >= _FEWEST else 0


def _is_name(piece: Piece) -> bool:
    text = piece.text
    short = 0 < word_count(text) <= _TITLE_WORDS
    return short and piece.kind is BlockKind.PARAGRAPH and not text.endswith((".", "!", "…"))


def _is_saying(piece: Piece) -> bool:
    text = piece.text.rstrip('“”"»«')
    return text.endswith(".") and (is_prose(text) or word_count(text) >= _SAYING)


_KINDS: tuple[Callable[[Sequence[Piece]], int], ...] = (closes_letter, _list, _rows, _entries)
