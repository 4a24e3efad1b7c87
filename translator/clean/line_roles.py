"""What lines of a pasted article are besides paragraphs: its masthead, headings and lead."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from translator.article import BlockKind
from translator.clean.fact_lists import is_source
from translator.clean.line_features import is_subheading, is_title
from translator.clean.pieces import (
    Piece,
    Role,
    Verdict,
    ends_sentence,
    is_prose,
    word_count,
)

_SHORTEST_BODY = 2  # paragraphs; a text of fewer has no lead
_LEAD_WORDS = 6  # words; chosen by reading, not swept
_LEAD_LONGEST = 420  # characters
_HEADED = 40  # words of a paragraph that is no lead: a line right above it is its heading
_KICKER_REACH = 8  # lines below the headline
_LEAD_REACH = 6  # blocks below a lead among which a paragraph stands
_KICKER = Verdict(Role.CHROME, "kicker", "a label between headline and lead")
_BYLINE = Verdict(Role.AUTHOR, "byline", "names the author; kept in the metadata")
_DATE_LINE = Verdict(Role.DATE, "date", "a date line; kept in the metadata")


def with_masthead(
    judged: Sequence[tuple[Piece, Verdict]],
    authors: Collection[int],
    dated: int,
    headline: int,
    parts: Collection[int] = (),
) -> list[tuple[Piece, Verdict]]:
    """Mark the lines that went into the metadata, and a kicker between headline and lead.

    ``parts`` are the lines that head a part of the article and name who wrote it.
    """
    result = list(judged)
    for index in set(authors) - set(parts):
        result[index] = (judged[index][0], _BYLINE)
    if dated >= 0 and dated not in authors:
        result[dated] = (judged[dated][0], _DATE_LINE)
    if headline < 0:
        return result
    for index in range(headline + 1, min(len(result), headline + 1 + _KICKER_REACH)):
        piece, verdict = result[index]
        if verdict.role is not Role.BODY or index in parts:
            continue
        if not is_title(piece.text) or piece.kind is not BlockKind.PARAGRAPH:
            break
        heads = index + 1 < len(result) and word_count(result[index + 1][0].text) > _HEADED
        if not heads and (index > headline + 1 or word_count(piece.text) < _LEAD_WORDS):
            result[index] = (piece, _KICKER)
    return result


def as_headings(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Turn short lines between paragraphs into headings."""
    body = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    result = list(judged)
    for position, index in enumerate(body):
        piece, verdict = judged[index]
        if piece.kind is not BlockKind.PARAGRAPH or position + 1 >= len(body):
            continue
        following = judged[body[position + 1]][0]
        previous = judged[body[position - 1]][0] if position else None
        if not is_subheading(piece.text) or not is_prose(following.text) or is_source(piece.text):
            continue
        if (
            previous is None
            or ends_sentence(previous.text)
            or previous.kind is not BlockKind.PARAGRAPH
        ):
            result[index] = (replace(piece, kind=BlockKind.HEADING, level=2), verdict)
    return result


def with_lead(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Make the first short paragraph below the headline the lead, if a body follows."""
    result = list(judged)
    body = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    titled = any(verdict.role is Role.TITLE for _, verdict in judged)
    if len(body) <= _SHORTEST_BODY or not titled:
        return result
    first = next(
        i for i, index in enumerate(body) if index == body[0] or is_prose(judged[index][0].text)
    )
    piece = judged[body[first]][0]
    below = [judged[index][0] for index in body[first + 1 : first + 1 + _LEAD_REACH]]
    if (
        piece.kind is BlockKind.PARAGRAPH
        and word_count(piece.text) >= _LEAD_WORDS
        and len(piece.text) <= _LEAD_LONGEST
        and (ends_sentence(piece.text) or not is_prose(piece.text))
        and any(is_prose(other.text) for other in below)
    ):
        result[body[first]] = (piece, Verdict(Role.LEAD))
    return result
