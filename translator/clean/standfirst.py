"""The standfirst (Vorspann) of a page: extractors lose it more often than anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.clean.labels import is_date_line
from translator.clean.normalise import letters
from translator.clean.pieces import Piece, Role, is_prose, word_count
from translator.clean.rules import Context, judge
from translator.clean.structured import Structured

# Names of elements, as whole words of a class: "article__lead", "lead-text", not "leaderboard".
_NAMED = re.compile(
    r"(?<![a-z])(?:lead|leadtext|leadin|vorspann|anriss|anlauf|standfirst|dek|excerpt|intro|"
    r"introtext|introduction|teaser[-_]*text|subtitle|subline|subhead|subheadline|unterzeile|summary|"
    r"abstract|description|documentdescription|strapline)(?![a-z])"
)
_BESIDE = re.compile(
    r"(?<![a-z])(?:aside|nav|footer|teaser(?![-_]*(?:text|body|copy))|embed|related|author|autor|newsletter|paywall|comments?|"
    r"cookie|consent|breadcrumbs?|share|social|sidebar|meta|byline|tags?|ad|ads|advert|anzeige|"
    r"modal|popup|form)(?![a-z])"
)
_CAPTION = re.compile(
    r"(?<![a-z])(?:figcaption|wp-caption-text|captiontext|bildunterschrift|bildtext|credits?|"
    r"bildunterzeile|copyright|bildnachweis|bildquelle|img-?desc|photo-?credit|image-?caption|"
    r"image-?credit|fotograf|fotocredit)(?![a-z])"
)
_MAYBE_CAPTION = re.compile(r"(?<![a-z])(?:caption|legende|bu)(?![a-z])")
_PICTURE = re.compile(r"(?<![a-z])(?:figure|image|img|bild|foto|photo|picture|media)(?![a-z])")
_DESCRIPTION_KEYS = ("og:description", "description", "twitter:description")
_DESCRIPTION_LETTERS = 60  # how much of a description must agree; the rest is often cut off
_SHORTEST = 25  # letters
_WORDS = 6
_MOSTLY_LINKS = 0.5
_ALL_LINK = 0.95
_LONGEST_CAPTION = 500  # characters
_LONGEST_LOOSE_CAPTION = 200  # of prose that only a class calls a caption


def headline_index(pieces: Sequence[Piece], before: int, title: str) -> int:
    """Return the index of the last headline at or above ``before``, or -1.

    A link at the very top of a page is the site's name.
    """
    wanted = letters(title)
    found = [
        index
        for index, piece in enumerate(pieces[: before + 1])
        if (index or piece.links < _ALL_LINK)
        and (
            piece.tag == "h1"
            or (len(wanted) <= len(piece.text) <= 2 * len(title) and letters(piece.text) == wanted)
        )
    ]
    return found[-1] if found else -1


def find_lead(
    pieces: Sequence[Piece], votes: Sequence[bool], headline: int, facts: Structured
) -> int:
    """Return the index of the standfirst, or -1.

    It is the piece between the headline and the body that starts like the page's description; or
    the one in an element named after it; or running text that the engine passed over.
    """
    below = (index for index, voted in enumerate(votes) if voted and index > headline)
    first = next(below, -1)
    if first < 0:
        return -1
    top = range(headline + 1, first + 1)
    starts = _descriptions(facts)
    for index in top:
        if _is_described(pieces[index], starts) and _may_be_lead(pieces[index]):
            return index
    if headline < 0:
        return -1
    candidates = [index for index in top if _reads_like_lead(pieces[index])]
    named = [index for index in candidates if _NAMED.search(pieces[index].context)]
    running = [i for i in candidates if not votes[i] and is_prose(pieces[i].text)]
    return next(iter(named or running), -1)


def is_caption(piece: Piece) -> bool:
    """Say whether a piece stands in an element for captions."""
    if len(piece.text) > _LONGEST_CAPTION or is_date_line(piece.text):
        return False
    context = piece.context
    if not _CAPTION.search(context) and not (
        _MAYBE_CAPTION.search(context) and _PICTURE.search(context)
    ):
        return False
    loose = "figcaption" not in context and is_prose(piece.text)
    return not loose or len(piece.text) <= _LONGEST_LOOSE_CAPTION


def _descriptions(facts: Structured) -> list[str]:
    """Return how the page's own descriptions begin, as letters."""
    texts = (facts.description, *(facts.meta.get(name, "") for name in _DESCRIPTION_KEYS))
    starts = (letters(text)[:_DESCRIPTION_LETTERS] for text in texts)
    return [start for start in starts if len(start) >= _SHORTEST]


def _is_described(piece: Piece, starts: Sequence[str]) -> bool:
    if not starts or len(piece.text) < _SHORTEST:
        return False
    key = letters(piece.text)
    return len(key) >= _SHORTEST and any(
        key.startswith(start) or start.startswith(key) for start in starts
    )


def _reads_like_lead(piece: Piece) -> bool:
    """Say whether a piece between headline and body reads like a standfirst."""
    return (
        word_count(piece.text) >= _WORDS
        and not _BESIDE.search(piece.context)
        and _may_be_lead(piece)
    )


def _may_be_lead(piece: Piece) -> bool:
    """Say whether nothing speaks against a piece being the standfirst."""
    return (
        piece.links < _MOSTLY_LINKS
        and not is_caption(piece)
        and judge(piece, Context()).role is Role.BODY
    )
