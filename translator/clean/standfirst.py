"""The standfirst (Vorspann) of a page: extractors lose it more often than anything else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import takewhile

from translator.article import BlockKind
from translator.clean.labels import byline, interviewer, is_date_line
from translator.clean.normalise import letters
from translator.clean.phrases import words
from translator.clean.pieces import (
    Piece,
    Role,
    ends_sentence,
    is_main_heading,
    is_prose,
    word_count,
)
from translator.clean.rules import Context, judge
from translator.clean.speech import speaks_to_readers
from translator.clean.structured import Structured

# Names of elements, as whole words of a class: "article__lead", "lead-text", not "leaderboard".
_NAMED = re.compile(
    r"(?:(?<![a-z])|(?<=article)|(?<=element)|(?<=content)|(?<=text)|(?<=page)|(?<=post))lead(?![a-z])|"
    r"(?<![a-z])(?:leadtext|leadin|vorspann|anriss|anlauf|standfirst|dek|excerpt|intro|"
    r"introtext|introduction|teaser[-_]*text|subtitle|subline|subhead|subheadline|unterzeile|summary|"
    r"abstract|description|documentdescription|strapline)(?![a-z])"
)
_BESIDE = re.compile(
    r"(?<![a-z])(?:aside|nav|footer|teaser(?![-_]*(?:text|body|copy))|embed|related|authors?|autor(?:en|in)?|profile|bio|vita|newsletter|paywall|comments?|"
    r"cookie|consent|breadcrumbs?|share|social|sidebar|meta(?:data)?|byline|tags?|ad|ads|advert|anzeige|"
    r"modal|popup|pushlayer|push|notifications?|form)(?![a-z])"
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
_PLACE_LETTERS = 30  # of a place or kicker before the lead: "Kiel. "
_LONGEST_HEADLINE = 300  # characters
_HEADLINE_WORDS = 4  # words; chosen by reading, not swept
_MOST_HEADLINE_WORDS = 14  # a longer heading below the headline is a subtitle
_HEADLINE_LEVEL = 2  # of a heading
_LONGEST_LEAD = 600  # characters of a paragraph that only its form calls a lead
_FOLLOWING = 2  # paragraphs below it that it is compared with
_EXCERPT = 0.8  # of the first paragraph; a description that holds more of it is not cut off
_MENU = re.compile(r"(?<![a-z])(?:nav|breadcrumbs?|menu|li|ol)(?![a-z])")
_SHARED_WORDS = 2  # of content, of two headlines of one article
_SHARED = 0.25  # of the words; two on clean and news share .29 and more, a subtitle .18
_WORD = re.compile(r"[^\W\d_]{4,}")
_WORDS = 6  # words; chosen by reading, not swept
_FIELD_LEVELS = 3  # elements of a field beside the one of the body; not swept
_MOSTLY_LINKS = 0.5  # share of the text; chosen by reading, not swept
_ALL_LINK = 0.95  # share of the text; chosen by reading, not swept
_LONGEST_CAPTION = 500  # characters
_LONGEST_LOOSE_CAPTION = 200  # of prose that only a class calls a caption


def headline_index(pieces: Sequence[Piece], before: int, titles: Sequence[str]) -> int:
    """Return the index of the last headline at or above ``before``, or -1.

    ``titles`` is what the page calls its article, the best first; a main heading that is the best
    goes before one that is not. A link at the very top of a page is the site's name. Where the main
    heading stands in a menu, the headline that readers see is another one.
    """
    keys = list(filter(None, map(letters, titles)))
    above = list(enumerate(pieces[: before + 1]))
    found = [
        index
        for index, piece in above
        if (index or piece.links < _ALL_LINK)
        and (is_main_heading(piece) or _key(piece) in keys[:1])
    ]
    main = [index for index in found if is_main_heading(pieces[index])]
    found = [index for index in main if _key(pieces[index]) in keys[:1]] or found
    if found and not _MENU.search(pieces[found[-1]].context):
        return found[-1]
    crumb = next((i for i, piece in above if not found and _is_path_to(piece, keys)), -1)
    start = found[-1] if found else crumb
    below = above[start + 1 :]
    seen = [index for index, piece in below if _key(piece) in keys]
    seen = seen or [index for index, piece in below if _ends_with_title(piece, keys)]
    if start >= 0 and not seen:
        top = takewhile(lambda item: not is_prose(item[1].text), below)
        seen = [index for index, piece in top if _reads_like_headline(piece)][:1]
    return next(reversed(seen or found), -1)


def _is_path_to(piece: Piece, titles: Sequence[str]) -> bool:
    """Say whether a menu is the path to the page, whose last crumb is its title."""
    return (
        piece.tag == "nav"
        and len(piece.text) <= _LONGEST_HEADLINE
        and any(letters(piece.text).endswith(title) for title in titles[:1])
    )


def _key(piece: Piece) -> str:
    return letters(piece.text) if len(piece.text) <= _LONGEST_HEADLINE else ""


def _ends_with_title(piece: Piece, wanted: Collection[str]) -> bool:
    """Say whether a heading is a title with a kicker before it."""
    key = _key(piece) if piece.kind is BlockKind.HEADING else ""
    return any(len(title) >= _SHORTEST and key.endswith(title) for title in wanted)


def _reads_like_headline(piece: Piece) -> bool:
    return (
        piece.kind is BlockKind.HEADING
        and piece.level <= _HEADLINE_LEVEL
        and piece.links < _MOSTLY_LINKS
        and word_count(piece.text) >= _HEADLINE_WORDS
        and not piece.text.endswith(".")
    )


def says_again(piece: Piece, titles: Collection[str]) -> bool:
    """Say whether a heading is the headline for readers, below the one for search engines.

    One of the page's ``titles`` ends with it or says a good part of its words.
    """
    key = _key(piece) if piece.kind is BlockKind.HEADING else ""
    if len(key) < _SHORTEST or word_count(piece.text) > _MOST_HEADLINE_WORDS:
        return False
    said = _content(piece.text)
    return any(
        letters(title).endswith(key)
        or len(said & _content(title)) >= max(_SHARED_WORDS, _SHARED * len(said))
        for title in titles
    )


def _content(text: str) -> set[str]:
    return set(map(str.casefold, _WORD.findall(text))) - words("stopwords")


def find_lead(
    pieces: Sequence[Piece],
    votes: Sequence[bool],
    headline: int,
    facts: Structured,
    author: str = "",
) -> int:
    """Return the index of the standfirst, or -1. A note on ``author`` is none.

    It is the piece between the headline and the body that starts like the page's description; or
    the one in an element named after it; or running text that the engine passed over; or the first
    paragraph, if a byline parts it from the others or they look alike and it does not.
    """
    body = [
        index
        for index in range(headline + 1, len(pieces))
        if votes[index] and _is_paragraph(pieces[index])
    ][: _FOLLOWING + 1]
    if not body:
        return -1
    first = body[0]
    title = _key(pieces[headline]) if headline >= 0 else ""
    top = [
        index
        for index in range(headline + 1, first + 1)
        if _may_be_lead(pieces[index], author) and not (title and _key(pieces[index]) == title)
    ]
    starts = _descriptions(facts)
    excerpt = _is_excerpt([pieces[index] for index in body], facts)
    for index in top:
        if _is_described(pieces[index], starts) and not (index == first and excerpt):
            return index
    if headline < 0:
        return -1
    candidates = [index for index in top if _reads_like_lead(pieces[index])]
    named = [index for index in candidates if _NAMED.search(pieces[index].context)]
    running = [
        index
        for index in candidates
        if (is_prose(pieces[index].text) and not votes[index])
        or _is_subtitle(pieces, headline, index)
    ]
    apart = [first] if first in candidates and _stands_apart(pieces, headline, body) else []
    own = [index for index in top if _is_own_teaser(pieces, index, body)]
    return next(iter(named or running or own or apart), -1)


def _is_own_teaser(pieces: Sequence[Piece], index: int, body: Sequence[int]) -> bool:
    """Say whether a sentence in a field named teaser is the article's own: the field beside its body.

    Systems for sites keep the text that stands for an article in lists so, and print it above the
    body. A teaser of another article has a link, a heading, a picture's caption beside it.
    """
    piece = pieces[index]
    first = next((other for other in body if other > index), -1)
    if first < 0 or piece.links or piece.kind is not BlockKind.PARAGRAPH:
        return False
    if word_count(piece.text) < _WORDS or not ends_sentence(piece.text):
        return False
    if speaks_to_readers(piece.text):
        return False
    if "teaser" not in piece.context or _BESIDE.search(piece.context.replace("teaser", "")):
        return False
    path, text = piece.place.path(), pieces[first].place.path()
    shared = _common(path, text)
    others = (pieces[other].place.path() for other in (index - 1, index + 1) if other != first)
    alone = all(_common(path, other) <= shared for other in others)
    return alone and len(text) - shared <= _FIELD_LEVELS and len(path) - shared <= _FIELD_LEVELS


def _is_subtitle(pieces: Sequence[Piece], headline: int, index: int) -> bool:
    """Say whether a heading is the lead: it is a sentence, or stands between headline and byline."""
    if pieces[index].kind is not BlockKind.HEADING:
        return False
    if is_prose(pieces[index].text):
        return True
    under = pieces[index + 1 : index + 2]
    return index == headline + 1 and any(
        byline(piece.text) or is_date_line(piece.text) for piece in under
    )


def _is_paragraph(piece: Piece) -> bool:
    """Say whether a piece is a paragraph of the body."""
    return (
        piece.kind is BlockKind.PARAGRAPH
        and is_prose(piece.text)
        and not is_caption(piece)
        and judge(piece, Context()).role is Role.BODY
    )


def _is_excerpt(body: Sequence[Piece], facts: Structured) -> bool:
    """Say whether the page's description is the beginning of its first paragraph, cut off.

    Systems make it so where nobody has written a lead; the paragraph looks like any other.
    """
    first = letters(body[0].text)
    texts = (facts.description, *(facts.meta.get(name, "") for name in _DESCRIPTION_KEYS))
    said = [key for text in texts if len(key := letters(text)) >= _SHORTEST and text]
    cut = [key for key in said if first.startswith(key) and len(key) < _EXCERPT * len(first)]
    return bool(cut) and len(cut) == len(said) and not _looks_different(body)


def _stands_apart(pieces: Sequence[Piece], headline: int, body: Sequence[int]) -> bool:
    """Say whether the first paragraph of a body is parted from the others, or looks different."""
    first = pieces[body[0]]
    if len(body) <= _FOLLOWING or len(first.text) > _LONGEST_LEAD:
        return False
    between = pieces[body[0] + 1 : body[1]]
    if any(byline(piece.text) or is_date_line(piece.text) for piece in between):
        return True
    paths = [pieces[index].place.path() for index in (headline, body[0], *body[1:])]
    own = _common(paths[0], paths[1])
    others = min(_common(paths[2], path) for path in paths[3:])
    theirs = max(_common(paths[1], path) for path in paths[2:])
    if headline >= 0 and theirs < others and (theirs < own or own + 1 == len(paths[1])):
        return True  # it stands in one container with the headline, the others in their own
    return _looks_different([pieces[index] for index in body])


def _common(first: Sequence[int], second: Sequence[int]) -> int:
    """Return how many elements two paths share, outermost first."""
    pairs = enumerate(zip(first, second, strict=False))
    return next(
        (depth for depth, (one, other) in pairs if one != other), min(len(first), len(second))
    )


def _looks_different(body: Sequence[Piece]) -> bool:
    """Say whether the first of some paragraphs has another form than the others, which have one.

    The form is the names of its element, and whether all of it stands in inline elements (bold).
    """
    first, others = body[0], body[1:]
    if len(others) < _FOLLOWING:
        return False
    names = {piece.place.describe() for piece in others if piece.place.element is not None}
    if len(names) == 1 and first.place.describe() not in names:
        return first.tag == others[0].tag
    emphasised = [_is_emphasised(piece) for piece in body]
    return emphasised[0] and not any(emphasised[1:])


def _is_emphasised(piece: Piece) -> bool:
    return bool(piece.inline) and not piece.has_own_text and not piece.links


def is_caption(piece: Piece) -> bool:
    """Say whether a piece stands in an element for captions."""
    if len(piece.text) > _LONGEST_CAPTION or is_date_line(piece.text):
        return False
    context = piece.context
    if not _names_caption(context):
        return False
    loose = "figcaption" not in context and is_prose(piece.text)
    return not loose or len(piece.text) <= _LONGEST_LOOSE_CAPTION


@lru_cache(maxsize=4096)
def _names_caption(context: str) -> bool:
    """Say whether elements are named after captions, or after pictures and what may be one."""
    return bool(_CAPTION.search(context)) or bool(
        _MAYBE_CAPTION.search(context) and _PICTURE.search(context)
    )


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
        start in key[: len(start) + _PLACE_LETTERS] or start.startswith(key) for start in starts
    )


def _reads_like_lead(piece: Piece) -> bool:
    """Say whether a piece between headline and body reads like a standfirst."""
    return (
        word_count(piece.text) >= _WORDS
        and piece.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
        and not _BESIDE.search(piece.context)
    )


def _may_be_lead(piece: Piece, author: str) -> bool:
    """Say whether nothing speaks against a piece being the standfirst."""
    return (
        piece.links < _MOSTLY_LINKS
        and not (is_caption(piece) or interviewer(piece.text))
        and judge(piece, Context(author=author)).role is Role.BODY
    )
