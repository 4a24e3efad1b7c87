"""The words in front of a picture's holder: ``Foto: Jo Brandt/dpa`` is ``Photo: Jo Brandt/dpa``.

The rest of a credit is names: no model is asked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from translator.language.data import language


def translated_credit(credit: str, source: str, target: str) -> str:
    """Return a credit with what it calls the picture in another language, names as they are.

    What neither language's file has stays.
    """
    words = _words(source, target)
    if not words:
        return credit
    before = language(target).typography.before.get(":", "")

    def written(match: re.Match[str]) -> str:
        colon = f"{before}:" if before and match["colon"] else match["colon"] or ""
        return words[(match["word"] or match["alone"]).casefold()] + colon

    return _pattern(source, target).sub(written, credit)


@lru_cache
def _words(source: str, target: str) -> dict[str, str]:
    """Return what stands for each word, the word in small letters."""
    theirs = language(target).credits
    return {
        form.casefold(): theirs[kind][0]
        for kind, forms in language(source).credits.items()
        if theirs.get(kind)
        for form in forms
    }


@lru_cache
def _pattern(source: str, target: str) -> re.Pattern[str]:
    """Return a pattern for these words where they name the picture.

    That is before a colon, before a sign of copyright, or alone between two separators: the name
    of an agency may hold such a word, too.
    """
    forms = "|".join(map(re.escape, sorted(_words(source, target), key=len, reverse=True)))
    return re.compile(
        rf"(?<![\w-])(?P<word>{forms})(?:(?P<colon>\s?:)|(?=\s?©))"
        rf"|(?:^|(?<=[/|,(]\s)|(?<=[/|,(]))(?P<alone>{forms})(?=\s?(?:[/|,)]|$))",
        re.IGNORECASE,
    )
