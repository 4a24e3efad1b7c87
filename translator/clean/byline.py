"""The lines around a headline that say who wrote an article and when.

They are searched where pages print them: from a few pieces above the headline down to the first
paragraphs of the body; and, for lines that name themselves (``Datum: …``), below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.article import BlockKind, MarkKind
from translator.clean import labels
from translator.clean.elements import attribute, text_of
from translator.clean.normalise import letters
from translator.clean.people import is_full_name, people
from translator.clean.pieces import Piece, ends_sentence, is_main_heading, is_prose, word_count
from translator.clean.publication_date import find, find_all, iso, strip_dates

if TYPE_CHECKING:
    from bs4 import Tag

_ABOVE = 6  # pieces over the headline that may still hold the date
_BELOW = 30  # pieces under it, with share bars and pictures
_PARAGRAPHS = 2  # of running text under the headline: the lead, and the first of the body
_TELLING = 25  # letters of a title with which a heading may end
_LONGEST_LINE = 120  # characters
_REST_WORDS = 7  # words beside a date: names, a section, "0 Kommentare"
_AUTHOR_WORDS = 14  # words; chosen by reading, not swept
_AROUND_LINE = 2  # elements around a line that may be called after authors
_AROUND_NAME = 3  # and around a name alone: a box with a picture and that name
_IN_TEASER = 3  # pieces beside a name that may be the rest of a teaser
_TEASER_WORDS = 3  # of the title in a teaser
_AUTHOR_ELEMENT = re.compile(
    r"(?<![a-z])(?:authors?|autor(?:en|in)?|byline|verfasser|writer|origins?)(?![a-z])"
    r"|(?<![\w-])by(?![\w-])"
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|in|innen)?|redakteure?|redaktion|profile?|journalisten?|personen?)[/=]",
    re.IGNORECASE,
)
_DATE_ELEMENT = re.compile(r"(?<![a-z])(?:date|datum|time|timedata|zeit|published)(?![a-z])")
_CAPTION_ELEMENT = re.compile(
    r"(?<![a-z])(?:figcaption|caption|figure|picbox|bildunterschrift|credit)(?![a-z])"
)
_LABEL_ALONE = re.compile(
    r"(?:(?:Ein(?:e|en)? )?(?:Analyse|Gastbeitrag|Interview|Kolumne|Kommentar|Reportage) )?"
    r"(?:von|by|Autor(?:in|en)?|Text)\s*:?",
    re.IGNORECASE,
)
_NAMED_AUTHOR = re.compile(
    r"(?:^(?:Autor|Author|Verfasser)(?:/?in)?(?:/(?:Autor|Verfasser)(?:in)?)?\s*:?\s+|"
    r"\b(?:Autor|Author|Verfasser)(?:/?in)?\s*:\s*)(?P<names>[^:]{4,80}?)(?=,?\s+[A-ZÄÖÜ]\w+:|$)"
)
_LABELS = re.compile(r"\b[A-ZÄÖÜ]\w+:")
_SAVED = re.compile(
    r"(?:eingestellt|gepostet|gespeichert|posted|verfasst|geschrieben|written) (?:von|by)\b",
    re.IGNORECASE,
)
_NAMED_DATE = re.compile(
    r"\b(?:Datum|Stand(?: des Artikels| vom)?|erschienen|(?:erst)?veröffentlich(?:t|ung)|publiziert|erstellt|"
    r"published|posted|date)(?: am| on| vom)?\s*:?\s*(?=\d|[A-Z]\w{1,9},? \d)",
    re.IGNORECASE,
)
# A town, if any, a date, and what parts them from the first sentence.
_DATELINE = re.compile(
    r"\(?(?:[A-ZÄÖÜ][\w.'’-]*(?:[ /-][\w.'’-]+){0,3}(?: \([a-z/]{2,12}\))?,? (?:(?:den|am) )?)?"
    r"\d{1,2}\. ?(?:\d{1,2}\. ?|[A-ZÄÖÜ][a-zä]+ )(?:19|20)\d\d\)?(?:\s*[–—-]|[:.)|]|(?<=\)))(?=\s|$)"
)
_LATEST = "2100-12-31"
_UPDATED = re.compile(
    r"^\W*(?:zuletzt|aktualisiert|geändert|update|letzte|last|modified|bearbeitet)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Top:
    """The pieces around a headline: its index (-1 without one), the first, and one past the last."""

    headline: int = -1
    start: int = 0
    stop: int = 0

    @property
    def nearest(self) -> tuple[int, ...]:
        """Return the indices, those below the headline first, the nearer ones before the farther."""
        below = range(self.headline + 1, self.stop)
        return (*below, *reversed(range(self.start, self.headline)))


def top_of(pieces: Sequence[Piece], title: str) -> Top:
    """Return what stands around the headline ``title``; nothing where it is not printed."""
    wanted = letters(title)
    headlines = [i for i, p in enumerate(pieces) if _is_headline(p, wanted)] if wanted else []
    if not headlines:
        return Top()
    # The last one before running text: menus and pictures repeat the headline above it.
    prose = [index for index, piece in enumerate(pieces) if _is_paragraph(piece)]
    first = next((index for index in prose if index > headlines[0]), len(pieces))
    headline = max((index for index in headlines if index < first), default=headlines[0])
    told = {
        letters(pieces[i].text): i for i in reversed(prose) if i > headline
    }  # a lead comes twice
    below = sorted(told.values())[:_PARAGRAPHS]
    end = min(headline + _BELOW, below[-1] if below else len(pieces))
    return Top(headline, max(0, headline - _ABOVE), min(end + 1, len(pieces)))


def _is_headline(piece: Piece, wanted: str) -> bool:
    if len(piece.text) > 3 * len(wanted) + 40:
        return False
    key = letters(piece.text)
    if piece.kind is BlockKind.HEADING and len(wanted) >= _TELLING and key.endswith(wanted):
        return True  # behind a kicker
    return key == wanted or (is_main_heading(piece) and wanted in key)


def _is_paragraph(piece: Piece) -> bool:
    return piece.kind is BlockKind.PARAGRAPH and is_prose(piece.text) and piece.links < 0.5  # noqa: PLR2004


def visible_people(pieces: Sequence[Piece], top: Top, houses: Sequence[str]) -> tuple[str, ...]:
    """Return the people that the lines around the headline name, or those named below the text.

    Lines that say so in words come first; without such words only names of two words count.
    """
    if top.headline < 0:
        return ()
    around = [index for index in top.nearest if _may_name_author(pieces[index])]
    labelled = (people([line], houses) for i in around if (line := _labelled(pieces, i)))
    if named := next(filter(None, labelled), ()):
        return named
    for index in around:
        told = () if _is_in_teaser(pieces, index) else _unlabelled(pieces[index])
        named = tuple(filter(is_full_name, people(told, houses)))
        if named:
            return named
    beside = (people([labels.dated_name(pieces[index].text)], houses) for index in around)
    if named := next(filter(None, beside), ()):
        return named
    below = (piece.text for piece in pieces[top.stop :] if len(piece.text) <= _LONGEST_LINE)
    said = next(filter(None, (people([line], houses) for line in map(_signed, below) if line)), ())
    return said or _signature(pieces[top.stop - 1 :], houses)


def _signature(pieces: Sequence[Piece], houses: Sequence[str]) -> tuple[str, ...]:
    """Return the name in italics right below the last paragraph, where nothing else says who wrote it."""
    for index in range(1, len(pieces)):
        above, piece, below = pieces[index - 1], pieces[index], pieces[index + 1 : index + 2]
        if (
            _is_paragraph(above)
            and labels.is_name(piece.text)
            and _is_slanted(piece)
            and not any(map(_goes_on, below))
        ):
            return people([piece.text], houses)
    return ()


def _goes_on(piece: Piece) -> bool:
    return _is_paragraph(piece) or piece.kind is BlockKind.LIST_ITEM


def _is_slanted(piece: Piece) -> bool:
    return piece.kind is BlockKind.PARAGRAPH and any(
        mark.kind is MarkKind.EMPHASIS and mark.end - mark.start == len(piece.text)
        for mark in piece.marks
    )


def _signed(text: str) -> str:
    """Return the names in a line below the text that says who wrote it or asked the questions."""
    found = _NAMED_AUTHOR.match(text)
    if not found and len(_LABELS.findall(text)) > 1:  # Datum: … Autor: … Quelle: …
        found = _NAMED_AUTHOR.search(text)
    if found:
        return found["names"]
    return labels.byline(text) if _SAVED.match(text) else labels.interviewer(text)


def _may_name_author(piece: Piece) -> bool:
    if len(piece.text) > 2 * _LONGEST_LINE:
        return False
    return not is_prose(piece.text) or bool(labels.interviewer(piece.text))


def _labelled(pieces: Sequence[Piece], index: int) -> str:
    """Return the names in a line that calls them authors, itself or in the line above."""
    text = pieces[index].text
    if index and _LABEL_ALONE.fullmatch(pieces[index - 1].text) and is_full_name(text):
        return text
    found = _NAMED_AUTHOR.search(text)
    return labels.byline(text) or labels.interviewer(text) or (found["names"] if found else "")


def _unlabelled(piece: Piece) -> Iterator[str]:
    """Yield the names in an element named after authors, or in links to their pages."""
    if word_count(piece.text) > _AUTHOR_WORDS or _is_caption(piece):
        return
    said = [(element, text) for element in piece.inline if (text := text_of(element))]
    linked = [t for element, t in said if _AUTHOR_PAGE.search(attribute(element, "href"))]
    if linked:
        yield ", ".join(linked)
        return
    named = [text for element, text in said if _AUTHOR_ELEMENT.search(_names(element))]
    if named and not ends_sentence(piece.text):
        inner_most = (text for text in named if not any(t != text and t in text for t in named))
        yield ", ".join(dict.fromkeys(inner_most))
        return
    alone = piece.kind is BlockKind.PARAGRAPH and not piece.links and is_full_name(piece.text)
    levels = _AROUND_NAME if alone else _AROUND_LINE
    inner = " ".join(place.describe() for place in piece.place.upwards(levels))
    if _AUTHOR_ELEMENT.search(inner) and not ends_sentence(piece.text):
        parts = [text for _, text in said]
        whole = letters("".join(dict.fromkeys(parts))) == letters(piece.text)
        yield ", ".join(dict.fromkeys(parts)) if whole else piece.text


def _is_in_teaser(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether all that a name shares its box with is links to other texts."""
    if not is_full_name(pieces[index].text):
        return False
    first = max(0, index - _IN_TEASER)
    near = [*pieces[first:index], *pieces[index + 1 : index + 1 + _IN_TEASER]]
    for level in pieces[index].place.upwards(_AROUND_NAME + 1):
        if others := [p for p in near if any(above is level for above in p.place.upwards())]:
            return all(_leads_on(piece, pieces[index].text) for piece in others)
    return False


def _leads_on(piece: Piece, name: str) -> bool:
    """Say whether a piece is the linked title of a text, not of who wrote it or of what is below."""
    hrefs = [mark.href for mark in piece.marks if mark.kind is MarkKind.LINK]
    own = name in piece.text or any(h[:1] == "#" or _AUTHOR_PAGE.search(h) for h in hrefs)
    linked = piece.links > 0.5 and not (own or is_main_heading(piece))  # noqa: PLR2004
    return linked and word_count(piece.text) >= _TEASER_WORDS


def is_shown_as_author(pieces: Sequence[Piece], names: Sequence[str]) -> bool:
    """Say whether one of some names stands alone in a box that is called after authors."""
    return any(
        piece.text in names
        and any(_AUTHOR_ELEMENT.search(p.describe()) for p in piece.place.upwards(_AROUND_NAME))
        for piece in pieces
    )


def _names(element: Tag) -> str:
    return " ".join(attribute(element, name) for name in ("class", "rel", "itemprop")).lower()


def _is_caption(piece: Piece) -> bool:
    return bool(_CAPTION_ELEMENT.search(piece.context)) or labels.is_credit(piece.text)


def visible_date(pieces: Sequence[Piece], top: Top) -> str:
    """Return the date printed around the headline, or in a line that names itself below the text.

    What was published counts before what was updated.
    """
    if top.headline < 0:
        return ""
    lines = [piece for index in top.nearest if _is_date_line(piece := pieces[index])]
    lines.sort(key=lambda piece: bool(_UPDATED.match(piece.text)))
    said = [value for piece in lines if (value := _time_of(piece) or _first_day(piece.text))]
    below = (
        find(piece.text[found.end() :])
        for piece in pieces[top.stop :]
        if len(piece.text) <= _LONGEST_LINE
        and not is_prose(piece.text)
        and (found := _NAMED_DATE.search(piece.text))
    )
    return next(iter(said), "") or next(filter(None, below), "")


def stamped_date(pieces: Sequence[Piece], top: Top) -> str:
    """Return the one date of the line around the headline that the page itself calls a date."""
    for piece in (pieces[index] for index in top.nearest if top.headline >= 0):
        if _is_date_line(piece) and not _UPDATED.match(piece.text):
            names = " ".join(map(_names, piece.inline)) + piece.place.describe()
            called = _time_of(piece) or _DATE_ELEMENT.search(names)
            one = len(find_all(piece.text)) <= 1
            return (_time_of(piece) or find(piece.text)) if called and one else ""
    return ""


def _first_day(text: str) -> str:
    """Return the date in a line; what was published counts before what was updated above it."""
    found = _NAMED_DATE.search(text) if _UPDATED.match(text) else None
    return (find(text[found.end() :]) if found else "") or find(text)


def dateline(pieces: Sequence[Piece], top: Top) -> str:
    """Return the date with which the text of a release begins: ``Kiel, 3. März 2024 – …``."""
    lines = (pieces[index].text for index in range(top.headline + 1, top.stop))
    told = (text for text in lines if not labels.is_life(text))
    found = next(filter(None, map(_DATELINE.match, told)), None) if top.headline >= 0 else None
    return find(found[0]) if found else ""


def searched_date(source: str, pieces: Sequence[Piece]) -> str:
    """Return the date htmldate finds in the markup of a page's source, or ``""``: a last resort.

    Its search through the whole text is left off, and a day that a sentence of ``pieces`` tells of
    is not the article's. The latest day is fixed, so that a page gives the same date whenever it
    is read.
    """
    from htmldate import find_date

    found = find_date(source, extensive_search=False, original_date=True, max_date=_LATEST) or ""
    told = (element for piece in pieces if tells(piece) for element in piece.inline)
    days = {iso(day)[:10] for element in told if (day := attribute(element, "datetime"))}
    days |= {find(piece.text)[:10] for piece in pieces if labels.is_life(piece.text)}
    return "" if found in days else found


def tells(piece: Piece) -> bool:
    """Say whether a piece is a sentence and not a line with the date of the article."""
    if labels.is_date_line(piece.text) or labels.is_stamp(piece.text) or labels.byline(piece.text):
        return False
    return is_prose(piece.text) or (piece.has_own_text and ends_sentence(piece.text))


def _is_date_line(piece: Piece) -> bool:
    """Say whether a piece is a line with a date and little else."""
    text = piece.text
    if len(text) > _LONGEST_LINE or not (find(text) or _time_of(piece)) or _is_caption(piece):
        return False
    if labels.is_life(text):
        return False
    if labels.is_date_line(text):
        return True
    if is_prose(text) or text.endswith((".", "!", "?")):
        return False
    if piece.kind is BlockKind.HEADING and not labels.is_stamped_byline(text):
        return False  # a day, or an hour in a ticker, may be what stands below
    return word_count(strip_dates(text)) <= _REST_WORDS


def _time_of(piece: Piece) -> str:
    """Return what the ``time`` element in a piece says."""
    times = (element for element in piece.inline if element.name == "time")
    return next((value for time in times if (value := iso(attribute(time, "datetime")))), "")
