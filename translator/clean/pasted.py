"""Articles copied from a page as text: no markup, only lines.

What a line is follows from its words (the rules and phrases of this package), from its place — the
article is where running prose is densest — and from its neighbours: the headline comes twice, a
box of teasers follows its heading, a sentence goes on below an advertisement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator.article import Article, BlockKind, Document
from translator.clean.cut import cut_of
from translator.clean.headline import printed_metadata
from translator.clean.labels import byline
from translator.clean.normalise import letters, normalise, squash
from translator.clean.not_article import require_article
from translator.clean.numbering import counted, without_number
from translator.clean.outcome import Outcome, article, with_days, without_duplicates
from translator.clean.pieces import (
    KEEP,
    Piece,
    Role,
    Verdict,
    ends_sentence,
    is_prose,
    stopword_share,
    word_count,
)
from translator.clean.repair import join_broken, unwrap
from translator.clean.rules import Context, ends_article, is_about_data, judge, opens_box
from translator.clean.sites import DROPPED_LINE, dropped_lines, site_rules
from translator.errors import CleanError
from translator.settings import SiteRules

_BULLET = re.compile(r"^[-*•▪◦‣·–]\s+(?=\S)")
_HEADLINE_WORDS = range(3, 26)
_LONGEST_HEADLINE = 220  # characters
_HEADING_WORDS = range(1, 13)
_LONGEST_HEADING = 100  # characters
_RUNNING = 120  # characters of prose with which the article goes on below a box
_SHORTEST_BODY = 2  # paragraphs; a text of fewer has no lead
_LEAD_WORDS = 6
_LEAD_LONGEST = 420  # characters
# Scores of lines; a paragraph scores about as many points as it has words. Measured on pages
# rendered to text, see benchmarks/cleaning.py.
_MOST_AGAINST = -24.0  # of lines in a row
_PROSE_SCORE = 2.0
_ALONE_SHARE = 0.75  # of the characters, known chrome not counted
_CAPTION_SCORE = -1.0
_CHROME_SCORE = -8.0
_LABEL_SCORE = -2.0
_SHORT_SENTENCE_SCORE = 1.0
_SENTENCE_WEIGHT = 0.5
_PARAGRAPH_WORDS = 22
_MOST_WORDS = 300
_LABEL_WORDS = 4
# Shares of the prose above a line from which on it may end the article.
_BOX_BELOW_ARTICLE = 0.8
_COMMENTS_BELOW = 0.25
_BOX_BELOW = 0.6
_GAP_BELOW = 0.75
_GAP_LINES = 3  # lines without prose
_OUTSIDE = Verdict(Role.CHROME, "outside", "stands outside the article: menus, teasers, footers")


@dataclass(frozen=True, slots=True)
class _Zone:
    """The lines of the article: index of the headline (or -1), first and last line of the body."""

    headline: int
    start: int
    end: int


def clean_text(document: Document, sites: Sequence[SiteRules] = ()) -> Article:
    """Return the article in a text copied from a page.

    Raises:
        CleanError: the text has no running prose.
    """
    pieces = read_lines(document.text)
    zone = _find_zone(pieces)
    if zone is None:
        raise CleanError(
            "no article found", path=document.name, hint="there is no running text in it"
        )
    title = _headline_text(pieces, zone)
    context = Context(
        title, _author(pieces, zone), is_about_data(pieces[zone.start : zone.end + 1])
    )
    drop_lines = dropped_lines(site_rules(document.url, sites))
    judged = _judge(pieces, zone, context, drop_lines)
    require_article(document.name, title, judged)
    cut = cut_of(judged, document.url)
    outcome = Outcome()
    for piece, verdict in _with_lead(_as_headings(_repair(with_days(judged)))):
        outcome.take(piece, verdict)
    return article(printed_metadata(pieces, title, document.url), outcome, cut)


def _author(pieces: Sequence[Piece], zone: _Zone) -> str:
    """Return the first name in a byline in or right above the article."""
    names = (byline(piece.text) for piece in pieces[max(0, zone.start - 8) : zone.end + 1])
    return re.split(r",|\bund\b|\band\b|/|\|", next(filter(None, names), ""))[0].strip()


def read_lines(pasted: str) -> list[Piece]:
    """Return the paragraphs of a text as pieces; list marks become kinds."""
    lines = [(line, squash(raw)) for line, raw in unwrap(normalise(pasted).split("\n"))]
    numbers = counted([text for _, text in lines])
    pieces = []
    for (line, text), number in zip(lines, numbers, strict=True):
        bullet = _BULLET.match(text)
        if number is not None and word_count(text):
            item = without_number(text)
            pieces.append(Piece(item, BlockKind.LIST_ITEM, line, ordered=True, number=number))
        elif bullet and word_count(text) > 1:
            pieces.append(Piece(text[bullet.end() :], BlockKind.LIST_ITEM, line))
        elif text:
            pieces.append(Piece(text, line=line))
    return pieces


def _find_zone(pieces: Sequence[Piece]) -> _Zone | None:
    """Find the article in a copied page, or its bounds where little else was copied with it."""
    scores = [_score(piece) for piece in pieces]
    prose = [index for index, score in enumerate(scores) if score >= _PROSE_SCORE]
    if _is_article_alone(pieces, scores) and prose:
        first, last = prose[0], _find_end(pieces, scores, prose[0], prose[-1], page=False)
    else:
        first, last = _densest(scores)
        if first < 0:
            return None
        last = _find_end(pieces, scores, first, last, page=True)
    headline = _find_headline(pieces, first, last)
    if headline >= 0:
        first = min(first, headline)
    return _Zone(headline, first, last)


def _is_article_alone(pieces: Sequence[Piece], scores: Sequence[float]) -> bool:
    """Say whether a text is an article with a little chrome rather than a whole page."""
    unknown = [
        (len(piece.text), score)
        for piece, score in zip(pieces, scores, strict=True)
        if score not in {_CHROME_SCORE, _CAPTION_SCORE}
    ]
    running = sum(length for length, score in unknown if score > 0)
    return running >= _ALONE_SHARE * sum(length for length, _ in unknown)


def _densest(scores: Sequence[float]) -> tuple[int, int]:
    """Return first and last line of the run with the highest sum of scores, or -1, -1.

    Lines in a row that speak against an article count up to a limit: a share bar or a box in the
    middle does not end it. (Kadane's maximum subarray.)
    """
    best, total, start, against = (0.0, -1, -1), 0.0, 0, 0.0
    for index, score in enumerate(scores):
        against = 0.0 if score > 0 else against + score
        if against < _MOST_AGAINST:
            score = min(0.0, max(score, _MOST_AGAINST - (against - score)))  # noqa: PLW2901
        if total <= 0:
            total, start = 0.0, index
        total += score
        if total > best[0]:
            best = (total, start, index)
    return best[1], best[2]


def _find_end(
    pieces: Sequence[Piece], scores: Sequence[float], first: int, last: int, *, page: bool
) -> int:
    """Return the last line of the article: boxes, comments and teasers below it end it early."""
    prose = [max(0.0, score) for score in scores]
    total = sum(prose[first : last + 1])
    boxes_from = _BOX_BELOW if page else _BOX_BELOW_ARTICLE
    above, gap = 0.0, 0
    for index in range(first, last + 1):
        ended = ends_article(pieces[index]) and above >= _COMMENTS_BELOW * total
        boxed = opens_box(pieces[index]) and above >= boxes_from * total
        if ended or boxed:
            return index - 1
        gap = 0 if scores[index] > 0 else gap + 1
        if page and gap >= _GAP_LINES and above >= _GAP_BELOW * total:
            return index - gap
        above += prose[index]
    return last


def _score(piece: Piece) -> float:
    """Return how much a line speaks for (above 0) or against an article at its place, in words.

    A single sentence weighs less than its words: teasers are single sentences.
    """
    text = piece.text
    count = word_count(text)
    verdict = judge(piece, Context())
    if verdict.role is Role.CAPTION:
        return _CAPTION_SCORE
    if verdict.role is not Role.BODY or opens_box(piece):
        return _CHROME_SCORE
    if is_prose(text):
        weight = 1.0 if count >= _PARAGRAPH_WORDS else _SENTENCE_WEIGHT
        return weight * min(count, _MOST_WORDS) * min(1.0, 2.2 * stopword_share(text))
    if ends_sentence(text) and count >= _LABEL_WORDS:
        return _SHORT_SENTENCE_SCORE
    return _LABEL_SCORE


def _find_headline(pieces: Sequence[Piece], first: int, last: int) -> int:
    """Return the index of the headline, or -1.

    A line that comes more than once at the top is it; otherwise the nearest line above the body
    that reads like one.
    """
    top = [index for index in range(min(last + 1, len(pieces))) if _like_headline(pieces[index])]
    near = [index for index in top if first - 40 <= index <= first + 8]
    copies = Counter(letters(pieces[index].text) for index in near)
    ends = [letters(pieces[index].text) for index in near]
    repeated = [
        index
        for index in near
        if word_count(pieces[index].text) >= _LABEL_WORDS
        and (
            copies[letters(pieces[index].text)] > 1
            or any(
                other != letters(pieces[index].text) and other.endswith(letters(pieces[index].text))
                for other in ends
            )
        )
    ]
    if repeated:
        return repeated[-1] if repeated[-1] <= first else repeated[0]
    above = [index for index in near if index <= first and not is_prose(pieces[index].text)]
    return above[-1] if above else -1


def _like_headline(piece: Piece) -> bool:
    text = piece.text
    if word_count(text) not in _HEADLINE_WORDS or len(text) > _LONGEST_HEADLINE:
        return False
    if text.endswith((".", ":", ";", ",")) and not text.endswith("..."):
        return False
    return judge(piece, Context()).role is Role.BODY and opens_box(piece) is None


def _headline_text(pieces: Sequence[Piece], zone: _Zone) -> str:
    return pieces[zone.headline].text if zone.headline >= 0 else ""


def _judge(
    pieces: Sequence[Piece],
    zone: _Zone,
    context: Context,
    drop_lines: Sequence[re.Pattern[str]],
) -> list[tuple[Piece, Verdict]]:
    """Judge every line: by the site's rules, its place, the box it stands in, and its words."""
    judged: list[tuple[Piece, Verdict]] = []
    box: Verdict | None = None
    for index, piece in enumerate(pieces):
        verdict = judge(piece, context)
        kind = opens_box(piece)
        inside = zone.start <= index <= zone.end
        if any(pattern.fullmatch(piece.text) for pattern in drop_lines):
            verdict = DROPPED_LINE
        elif index == zone.headline:
            verdict = Verdict(Role.TITLE, "title", "the headline")
        elif not inside:
            verdict = verdict if verdict.role not in {Role.BODY, Role.CAPTION} else _OUTSIDE
        elif kind:
            box = verdict = Verdict(Role.CHROME, kind.rule, kind.reason)
        elif box and verdict.role is Role.BODY:
            if is_prose(piece.text) and len(piece.text) > _RUNNING:
                box = None
            else:
                verdict = box
        judged.append((piece, verdict))
    return without_duplicates(judged)


def _as_headings(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Turn short lines between paragraphs into headings."""
    body = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    result = list(judged)
    for position, index in enumerate(body):
        piece, verdict = judged[index]
        if piece.kind is not BlockKind.PARAGRAPH or position + 1 >= len(body):
            continue
        following = judged[body[position + 1]][0]
        previous = judged[body[position - 1]][0] if position else None
        if not _is_subheading(piece.text) or not is_prose(following.text):
            continue
        if (
            previous is None
            or ends_sentence(previous.text)
            or previous.kind is not BlockKind.PARAGRAPH
        ):
            result[index] = (replace(piece, kind=BlockKind.HEADING, level=2), verdict)
    return result


def _is_subheading(text: str) -> bool:
    count = word_count(text)
    if count not in _HEADING_WORDS or len(text) > _LONGEST_HEADING or text[:1].islower():
        return False
    return not text.endswith((".", ",", ";", ":")) and text[:1] not in '„"“«»'


def _with_lead(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Make the first short paragraph below the headline the lead, if a body follows."""
    result = list(judged)
    body = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    titled = any(verdict.role is Role.TITLE for _, verdict in judged)
    if len(body) <= _SHORTEST_BODY or not titled:
        return result
    piece = judged[body[0]][0]
    following = judged[body[1]][0]
    if (
        piece.kind is BlockKind.PARAGRAPH
        and word_count(piece.text) >= _LEAD_WORDS
        and len(piece.text) <= _LEAD_LONGEST
        and ends_sentence(piece.text)
        and is_prose(following.text)
    ):
        result[body[0]] = (piece, Verdict(Role.LEAD))
    return result


def _repair(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Join the body's broken paragraphs across whatever was removed between their parts."""
    whole = {
        piece.line: piece
        for piece in join_broken([piece for piece, verdict in judged if verdict.role is Role.BODY])
    }
    result = []
    for piece, verdict in judged:
        if verdict.role is not Role.BODY:
            result.append((piece, verdict))
        elif piece.line in whole:
            result.append((whole[piece.line], KEEP))
    return result
