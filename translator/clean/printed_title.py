"""The headline as a page prints it, where no main heading tells it.

Systems for sites give the only main heading to the name of the site, or to the last crumb of the
path to the page; the headline is then a lower heading, or a line without any. The page's title
says it, among names of the site and its sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.article import BlockKind
from translator.clean.belonging import densest
from translator.clean.elements import attribute, text_of
from translator.clean.normalise import letters, squash
from translator.clean.pieces import Piece, ends_sentence, is_prose, word_count

SITE_SEPARATOR = re.compile(r"\s+[|–—·•»«-]\s+|\s*\|\s*")
_KICKER = re.compile(
    r"(?<![a-z])(?:kicker|overline|dachzeile|roofline|topline|topic|spitzmarke|eyebrow|pretitle|"
    r"oberzeile|obertitel|vorzeile|headline-?intro|preheadline|suptitle|supertitle)(?![a-z])"
)
_KICKER_ELEMENTS = 3  # at the start of a heading
_AROUND_KICKER = " :|–—-·•"
_TITLED = re.compile(r"(?<![a-z])(?:head-?line|titel|title)(?![a-z])")
_ISSUE = re.compile(r"\s*\((?:(?:Heft|Ausgabe|Nr\.?)\s*)?\d{1,4}\s*/\s*\d{1,4}\)\s*(?::.*)?$")
_ABOVE = 40  # pieces above the first paragraph of the article
_NEXT = 6  # pieces above it in which a heading stands right above it: date, picture, share bar
_LEVEL = 3  # of a heading
_WORDS = 3  # words; chosen by reading, not swept
_LONG = 25  # letters of a title with which a heading may end, behind a kicker
_LONG_PART = 15  # letters of the title of a part of a series
_LINKS = 0.5  # share of link text from which a line is a menu
_LARGE = re.compile(r"[4-7]|\+[1-6]")  # of a font; 3 is that of the text
_MOST_PARTS = 8  # of a title
_DOTS = ". :"  # that stand for no site


def printed_title(pieces: Sequence[Piece], titles: Sequence[str]) -> str:
    """Return the line above the article that one of the page's titles says, or ``""``.

    A title may have the site and its section around the headline, and the number of the magazine's
    issue behind it. Where it only names sections, each in a word, the headline is the heading right
    above the article.
    """
    first = _first_paragraph(pieces)
    near = [pieces[i] for i in range(first - 1, max(-1, first - 1 - _ABOVE), -1)]
    said = {key: text for title in titles for text in _runs(title) if (key := letters(text))}
    for piece in filter(_may_be_headline, near):
        text = whole_headline(piece, titles)
        key = letters(text)
        if key in said:
            return said[key].strip(_AROUND_KICKER).lstrip(_DOTS)
        if piece.kind is BlockKind.HEADING:
            ends = (text for other, text in said.items() if key.endswith(other) and _is_long(other))
            if text := max(ends, key=len, default=""):
                return text.strip(_AROUND_KICKER)
    parts = [part for title in titles for part in SITE_SEPARATOR.split(title)]
    if any(word_count(part) > 1 for part in parts):
        return ""
    return next((piece.text for piece in near[:_NEXT] if _reads_like_headline(piece)), "")


def named_title(pieces: Sequence[Piece]) -> str:
    """Return the line right above the article in an element that is called a title, or ``""``."""
    first = _first_paragraph(pieces)
    return next(
        (
            piece.text
            for piece in reversed(pieces[max(0, first - _NEXT) : first])
            if word_count(piece.text) > 1
            and not (piece.links or ends_sentence(piece.text))
            and _TITLED.search(" ".join(place.describe() for place in piece.place.upwards(2)))
        ),
        "",
    )


def only_above(pieces: Sequence[Piece], headings: Sequence[Piece], texts: Sequence[str]) -> str:
    """Return the text of the one main heading above the article, the others being below, or ``""``."""
    first = _first_paragraph(pieces)
    above = {id(piece) for piece in pieces[:first]}
    found = [text for piece, text in zip(headings, texts, strict=True) if id(piece) in above]
    return found[0] if len(found) == 1 else ""


def large_title(pieces: Sequence[Piece]) -> str:
    """Return the line right above the article in large letters, as old pages have it, or ``""``."""
    first = _first_paragraph(pieces)
    above = reversed(pieces[max(0, first - _NEXT) : first])
    return next((p.text for p in above if _is_large(p) and word_count(p.text) > 1), "")


def _is_large(piece: Piece) -> bool:
    """Say whether all of a line stands in a ``font`` element with a size of headings."""
    return not ends_sentence(piece.text) and any(
        element.name == "font"
        and bool(_LARGE.fullmatch(attribute(element, "size")))
        and letters(text_of(element)) == letters(piece.text)
        for element in piece.inline
    )


def _first_paragraph(pieces: Sequence[Piece]) -> int:
    """Return the index of the first running text where most of the page's stands, or 0."""
    inside = densest(pieces)
    prose = (index for index, piece in enumerate(pieces) if inside[index] and is_prose(piece.text))
    return next(prose, 0)


def _may_be_headline(piece: Piece) -> bool:
    if word_count(piece.text) <= 1:
        return False
    if piece.kind is BlockKind.HEADING:
        return True  # blogs link the headline to the article itself
    return piece.kind is BlockKind.PARAGRAPH and piece.links < _LINKS


def _reads_like_headline(piece: Piece) -> bool:
    return (
        piece.kind is BlockKind.HEADING
        and piece.level <= _LEVEL
        and word_count(piece.text) >= _WORDS
        and not piece.text.endswith(":")
    )


def _is_long(key: str) -> bool:
    return len(key) >= _LONG


def _runs(title: str) -> Iterator[str]:
    """Yield a title and every run of its parts, also without the number of an issue."""
    ends = [found.span() for found in SITE_SEPARATOR.finditer(title)][: _MOST_PARTS - 1]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(title)]
    for number, start in enumerate(starts):
        for stop in stops[number:]:
            text = squash(title[start:stop])
            yield text
            yield _ISSUE.sub("", text)


def whole_headline(piece: Piece, titles: Sequence[str]) -> str:
    """Return a headline without the line above it and without the line below it."""
    text = _without_kicker(piece, titles)
    for element in piece.inline[-_KICKER_ELEMENTS:]:
        below = text_of(element)
        rest = text.removesuffix(below).rstrip(_AROUND_KICKER) if below else text
        if rest != text and word_count(rest) > 1 and letters(rest) in map(letters, titles):
            return rest
    return text


def title_of_part(pieces: Sequence[Piece], headline: Piece, titles: Sequence[str]) -> str:
    """Return the title of a part of a series whose name is the main heading, or ``""``.

    The title of the part is the heading right below, and one of the page's own titles says both
    (``Leben am Fluss: Der Fischer``) or that one alone.
    """
    at = next(index for index, piece in enumerate(pieces) if piece is headline)
    below = pieces[at + 1] if at + 1 < len(pieces) else headline
    if below.kind is not BlockKind.HEADING or below.links or ends_sentence(below.text):
        return ""
    series, part = letters(headline.text), letters(below.text)
    own = {letters(title): title for title in titles}
    if series + part in own:
        return own[series + part]
    named = any(len(key) >= _LONG_PART and part.endswith(key) for key in own)
    return below.text if named and series not in own else ""


def is_kicker(piece: Piece) -> bool:
    """Say whether a piece is the line above a headline, in a block of its own within it."""
    names = next((place.describe() for place in piece.place.upwards(1)), "")
    return piece.tag != "h1" and bool(_KICKER.search(names))


def _without_kicker(piece: Piece, titles: Sequence[str]) -> str:
    """Return a headline without the line above it that stands in the same heading.

    It is an element of its own at the start: one named after such lines, or one without which the
    heading is the title that the page declares.
    """
    for element in piece.inline[:_KICKER_ELEMENTS]:
        kicker = text_of(element)
        if not kicker or not piece.text.startswith(kicker):
            continue
        rest = piece.text[len(kicker) :].lstrip(_AROUND_KICKER)
        named = _KICKER.search(attribute(element, "class").lower())
        if word_count(rest) > 1 and (named or letters(rest) in map(letters, titles)):
            return rest
    return piece.text.lstrip(_AROUND_KICKER)
