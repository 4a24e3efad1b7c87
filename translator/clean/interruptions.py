"""What interrupts a pasted article although its lines read like text: captions, players, promos.

The run of prose does not see them, because each alone could be a paragraph or a heading. Their
neighbours give them away: a credit below, the length of a video above, their own copy beside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from translator.article import BlockKind
from translator.clean import labels
from translator.clean.line_features import is_title, speaks_to_reader, stems
from translator.clean.normalise import letters
from translator.clean.phrases import words
from translator.clean.pieces import Piece, Role, Verdict, ends_sentence, is_prose, word_count

Judged = tuple[Piece, Verdict]

_CAPTION_WORDS = range(2, 31)  # of a caption whose credit stands in the next line
_CREDIT_WORDS = 6  # words; chosen by reading, not swept
_LABEL_ALONE = re.compile(r"\w+:|©")
_LENGTH = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\s*[Mm]in\w*\.?)?")
_LINK_BEHIND = re.compile(r"\|\s*\w+$")
_SUBJECT_SHARE = 0.25  # of the words of a last line come back above it
_LAST_LINES = 4  # of the body
_PROMO_WORDS = 45  # words; chosen by reading, not swept
# A credit glued to its caption, as copying an element behind another leaves it.
_GLUED = re.compile(r"(?<=[a-zäöüß)”“])(?=(?:Bild|Foto|Quelle): ?\S)")
_CAPTION = Verdict(Role.CAPTION, "caption", "describes a picture")
_PLAYER = Verdict(Role.CHROME, "player", "the title of a video or recording in the text")
_LINK = Verdict(Role.CHROME, "related", "points to other articles")
_PROMO = Verdict(Role.CHROME, "promo", "speaks to the reader about something else, at the end")


def without_interruptions(judged: Sequence[Judged]) -> list[Judged]:
    """Return judged lines with captions, players and a promo at the end told from the text."""
    result = [_with_label(item) for item in judged]
    for index, (piece, verdict) in enumerate(result):
        before = result[index - 1] if index else None
        after = result[index + 1] if index + 1 < len(result) else None
        if verdict.role is not Role.BODY or piece.kind is not BlockKind.PARAGRAPH:
            continue
        if before and _is_length(before[0]) and is_title(piece.text):
            result[index - 1] = (before[0], _PLAYER)
            result[index] = (piece, _PLAYER)
        elif before and _names_next(before):
            result[index] = (replace(piece, text=f"© {piece.text}"), _CAPTION)
        elif after and _is_caption_of(piece, after):
            result[index] = (piece, _CAPTION)
        elif _LINK_BEHIND.search(piece.text) and not ends_sentence(piece.text):
            result[index] = (piece, _LINK)
    return _without_copies(_without_promo(result))


def _with_label(item: Judged) -> Judged:
    """Return a line that only names a picture agency as the credit that it is."""
    piece, verdict = item
    text = piece.text
    parted = _GLUED.sub(" ", text)
    if verdict.role is Role.BODY and parted != text and labels.split_credit(parted)[1]:
        return replace(piece, text=parted), _CAPTION
    if (
        verdict.role is Role.BODY
        and piece.kind is BlockKind.PARAGRAPH
        and 0 < word_count(text) <= _CREDIT_WORDS
        and not ends_sentence(text)
        and any(part.strip().casefold() in words("agencies") for part in re.split(r"[/,|]", text))
    ):
        return replace(piece, text=f"© {text}"), _CAPTION
    return item


def _is_length(piece: Piece) -> bool:
    return bool(_LENGTH.fullmatch(piece.text))


def _names_next(item: Judged) -> bool:
    """Say whether a line is the label of a credit and the name stands in the next line."""
    piece, verdict = item
    return verdict.role is Role.CAPTION and bool(_LABEL_ALONE.fullmatch(piece.text))


def _is_caption_of(piece: Piece, after: Judged) -> bool:
    """Say whether a short line belongs to a picture whose credit is the next line."""
    credit, verdict = after
    if verdict.role is not Role.CAPTION or not labels.is_credit(credit.text):
        return False
    return word_count(piece.text) in _CAPTION_WORDS


def _without_copies(judged: Sequence[Judged]) -> list[Judged]:
    """Mark a line that is followed by its copy as a caption: below a picture and its enlargement."""
    result = list(judged)
    for index in range(1, len(judged)):
        (first, verdict), (second, _) = judged[index - 1], judged[index]
        if (
            verdict.role is Role.BODY
            and is_prose(first.text)
            and letters(first.text) == letters(second.text)
        ):
            result[index - 1] = (first, _CAPTION)
    return result


def _without_promo(judged: Sequence[Judged]) -> list[Judged]:
    """Mark last lines that speak to the reader of something the article is not about."""
    body = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    known = Counter(stem for index in body for stem in stems(judged[index][0].text))
    result = list(judged)
    for index in reversed(body[-_LAST_LINES:] if len(body) > 2 * _LAST_LINES else ()):
        text = judged[index][0].text
        said = stems(text)
        shared = sum(known[stem] > 1 for stem in said)
        if (
            word_count(text) > _PROMO_WORDS
            or not speaks_to_reader(text)
            or shared > _SUBJECT_SHARE * len(said)
        ):
            break
        result[index] = (judged[index][0], _PROMO)
    return result
