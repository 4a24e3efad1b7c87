"""Articles in saved web pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from translator.article import Article, BlockKind, Document, Image, Metadata
from translator.clean import site_rules
from translator.clean.headline import metadata_of
from translator.clean.main_content import find_main
from translator.clean.normalise import letters
from translator.clean.outcome import Outcome, article, without_duplicates
from translator.clean.page import pieces_of
from translator.clean.pieces import Piece, Role, Verdict, is_prose, word_count
from translator.clean.rules import Context, ends_article, judge, opens_box
from translator.clean.surroundings import judge_places
from translator.clean.structured import Structured, structured
from translator.errors import CleanError
from translator.settings import SiteRules

_OUTSIDE = Verdict(Role.CHROME, "outside", "stands outside the article: menus, teasers, footers")
# Names of elements, as whole words of a class: "article__lead", "lead-text", not "leaderboard".
_LEAD_CONTEXT = re.compile(
    r"(?<![a-z])(?:lead|leadtext|leadin|vorspann|anriss|anlauf|standfirst|dek|excerpt|intro|introtext|"
    r"introduction|teaser-?text|subtitle|subline|subhead|subheadline|unterzeile|summary|abstract|"
    r"description|documentdescription|strapline)(?![a-z])"
)
_CAPTION_CONTEXT = re.compile(
    r"(?<![a-z])(?:figcaption|caption|wp-caption-text|captiontext|bildunterschrift|bildtext|bildunterzeile|"
    r"bu|credit|credits|copyright|bildnachweis|bildquelle|img-?desc|photo-?credit|image-?caption|"
    r"image-?credit|legende|fotograf|fotocredit)(?![a-z])"
)
# Characters that XML, and with it the engine, does not know; some pages write them as references.
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r")
_NO_CONTROLS = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bceBCE]|1[\da-fA-F]));"
)
_WITHOUT_TEXT = (
    './/script[not(contains(@type, "json"))]|.//style|.//svg|.//select|.//iframe|.//template'
    "|.//canvas|.//object"
)
_BESIDE_CONTEXT = re.compile(
    r"(?<![a-z])(?:aside|nav|footer|teaser|embed|related|author|autor|newsletter|paywall|comments?|cookie|consent|"
    r"breadcrumbs?|share|social|sidebar|meta|byline|tags?|ad|ads|advert|anzeige|modal|popup|form)(?![a-z])"
)
_LONGEST_CAPTION = 500  # characters
_DESCRIPTION_KEYS = ("og:description", "description", "twitter:description")
_DESCRIPTION_LETTERS = 60  # how much of a description must agree; the rest is often cut off
_SHORTEST_LEAD = 25  # letters
_LEAD_WORDS = 6
_MOSTLY_LINKS = 0.5


def clean_html(document: Document, sites: Sequence[SiteRules] = ()) -> Article:
    """Return the article in a web page.

    Raises:
        CleanError: the page holds no article text.
    """
    root = parse(document.text)
    if root is None:
        raise CleanError("no article found", path=document.name, hint="the page is empty")
    facts = structured(root)
    pieces = pieces_of(root)
    metadata = metadata_of(root, pieces, facts, document.url)
    judged = _judge(pieces, find_main(root, pieces), metadata, facts)
    if not any(verdict.role in {Role.BODY, Role.LEAD} for _, verdict in judged):
        raise CleanError(
            "no article found",
            path=document.name,
            hint="save the page after it has loaded, or name the article with a keep rule",
        )
    outcome = Outcome()
    for piece, verdict in judged:
        outcome.take(piece, verdict)
    return article(metadata, outcome)


def parse(text: str) -> Any:
    """Parse a page into an lxml tree; ``None`` if nothing is in it. Broken markup is mended."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", collect_ids=False, remove_pis=True, remove_comments=True)
    try:
        data = text.encode("utf-8", errors="replace").translate(_NO_CONTROLS)
        data = _CONTROL_REFERENCE.sub(b" ", data)
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    for element in root.xpath(_WITHOUT_TEXT):
        element.drop_tree()  # every later pass over the tree is faster without them
    return root


def _judge(
    pieces: Sequence[Piece], votes: Sequence[bool], metadata: Metadata, facts: Structured
) -> list[tuple[Piece, Verdict]]:
    """Judge every piece of the page."""
    context = Context(title=metadata.title)
    body = [index for index, voted in enumerate(votes) if voted]
    headline = _headline_index(pieces, body[0] if body else 0, metadata.title)
    lead = find_lead(pieces, votes, headline, facts)
    places = judge_places(pieces, votes)
    judged: list[tuple[Piece, Verdict]] = []
    for index, (piece, voted) in enumerate(zip(pieces, votes, strict=True)):
        beside = bool(body) and headline <= index <= body[-1]
        if index == lead:
            verdict = Verdict(Role.LEAD)
        elif (voted or beside) and _is_caption(piece):
            verdict = Verdict(Role.CAPTION, "caption", "describes a picture")
        elif not voted:
            verdict = _OUTSIDE
        else:
            verdict = judge(piece, context)
            if verdict.role is Role.BODY:
                verdict = places.get(index, verdict)
        judged.append((piece, verdict))
    return without_duplicates(judged)


def _is_caption(piece: Piece) -> bool:
    """Say whether a piece stands in an element for captions."""
    if len(piece.text) > _LONGEST_CAPTION or not _CAPTION_CONTEXT.search(piece.context):
        return False
    return "figcaption" in piece.context or not is_prose(piece.text) or len(piece.text) <= 200


def _headline_index(pieces: Sequence[Piece], before: int, title: str) -> int:
    """Return the index of the last headline above the body, or 0."""
    wanted = letters(title)
    found = [
        index
        for index in range(min(before + 1, len(pieces)))
        if pieces[index].tag == "h1"
        or (
            len(wanted) <= len(pieces[index].text) <= 2 * len(title)
            and letters(pieces[index].text) == wanted
        )
    ]
    return found[-1] if found else 0


def find_lead(
    pieces: Sequence[Piece], votes: Sequence[bool], headline: int, facts: Structured
) -> int:
    """Return the index of the standfirst, or -1.

    It is the piece that starts like the page's description, or that stands between the headline
    and the body in an element named after it.
    """
    below = (i for i, voted in enumerate(votes) if voted and i > headline)
    first = next(below, -1)
    if first < 0:
        return -1
    descriptions = [
        letters(text).rstrip()[:_DESCRIPTION_LETTERS]
        for text in (facts.description, *(facts.meta.get(key, "") for key in _DESCRIPTION_KEYS))
    ]
    top = range(headline + 1, first + 1)
    for index in top:
        key = letters(pieces[index].text)
        if len(key) >= _SHORTEST_LEAD and _may_be_lead(pieces[index]) and any(
            len(text) >= _SHORTEST_LEAD and (key.startswith(text) or text.startswith(key))
            for text in descriptions
        ):
            return index
    if not headline:
        return -1
    candidates = [index for index in top if not votes[index] and _reads_like_lead(pieces[index])]
    named = [index for index in candidates if _LEAD_CONTEXT.search(pieces[index].context)]
    return next(iter(named or [i for i in candidates if is_prose(pieces[i].text)]), -1)


def _reads_like_lead(piece: Piece) -> bool:
    """Say whether a piece between headline and body reads like a standfirst."""
    return (
        word_count(piece.text) >= _LEAD_WORDS
        and not _BESIDE_CONTEXT.search(piece.context)
        and _may_be_lead(piece)
    )


def _may_be_lead(piece: Piece) -> bool:
    """Say whether nothing speaks against a piece being the standfirst."""
    return (
        piece.links < _MOSTLY_LINKS
        and not _is_caption(piece)
        and judge(piece, Context()).role is Role.BODY
    )
