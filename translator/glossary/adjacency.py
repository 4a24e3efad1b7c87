"""What stands right beside a match: hyphens, the rest of a number, the mark of a gendered form."""

from __future__ import annotations

from collections.abc import Sequence

from translator.language.words import Token

_HYPHENS = "-‐‑"
_GENDER_MARKS = ":*_/·"


def joins(tokens: Sequence[Token], position: int) -> bool:
    """Say whether a hyphen without white space around it stands at ``position``."""
    return (
        tokens[position].text in _HYPHENS
        and tokens[position].glued
        and position + 1 < len(tokens)
        and tokens[position + 1].glued
        and tokens[position + 1].is_word
    )


def ends_in_hyphen(tokens: Sequence[Token], position: int) -> bool:
    """Say whether the word at ``position`` is cut short: ``Ein-`` and white space."""
    after = position + 1
    return (
        after + 1 < len(tokens)
        and tokens[after].text in _HYPHENS
        and tokens[after].glued
        and not (tokens[after + 1].glued and tokens[after + 1].is_word)
    )


def begins_with_hyphen(tokens: Sequence[Token], position: int) -> bool:
    """Say whether the word at ``position`` lacks its beginning: white space and ``-verkäufer``."""
    return (
        position >= 2  # noqa: PLR2004 - the full word and the hyphen stand before it
        and tokens[position].glued
        and tokens[position - 1].text in _HYPHENS
        and not tokens[position - 1].glued
    )


def in_hyphenation(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Say whether ``tokens[start:end]`` goes on before or after, joined by a hyphen."""
    before = start >= 2 and tokens[start].glued and joins(tokens, start - 1)  # noqa: PLR2004 - a word and its hyphen
    return before or (end + 1 < len(tokens) and joins(tokens, end))


def in_number(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Say whether the match begins or ends inside a longer number such as ``1,90``."""

    def goes_on(inner: int, mark: int, outer: int) -> bool:
        return (
            0 <= outer < len(tokens)
            and tokens[inner].text.isdigit()
            and tokens[mark].text in ".,:"
            and tokens[max(mark, inner)].glued
            and tokens[max(outer, mark)].glued
            and tokens[outer].text.isdigit()
        )

    return goes_on(start, start - 1, start - 2) or goes_on(end - 1, end, end + 1)


def past_gender_mark(tokens: Sequence[Token], end: int) -> int:
    """Return the end of the match in characters, with ``:innen`` or ``*in`` if it is there."""
    if (
        end + 1 < len(tokens)
        and tokens[end].text in _GENDER_MARKS
        and tokens[end].glued
        and tokens[end + 1].glued
        and tokens[end + 1].text in ("innen", "in")
    ):
        return tokens[end + 1].end
    return tokens[end - 1].end
