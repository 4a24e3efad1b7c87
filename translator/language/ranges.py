"""Ranges: 10–12, 1990–95, from 9 to 17; what is one in a source, and how it is written in a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from translator.language.data import language
from translator.language.names import names
from translator.language.numbers import number_value
from translator.language.said import Edit, Said
from translator.language.times import times

NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}(?!\d)|\d+(?:[.,:'’]\d+){0,5})"
DASH = "[-–—−]"
_SHORT_YEAR = 2  # digits of the second year in 2019–20
_YEAR = 4  # digits


def ranges(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the ends of ranges: 10–12, 10 bis 12, 1990-95; not of 3–1, Boeing 737-800, Ringstraße 3-5."""
    until = language(lang).style.until or "(?!)"
    joined = re.compile(
        rf"(?<![\w.,:/–-])(?P<one>{NUMBER})\s?(?:%\s?)?"
        rf"(?:(?P<dash>{DASH})|(?<=\s)(?:{until})(?=\s))\s?(?P<two>{NUMBER})(?![\w]*[-–/]\d)",
        re.IGNORECASE,
    )
    # What is a name is known best where it goes into English.
    named = {name.span[1] for name in names(text, lang, "en") if name.sure}
    closed = language(lang).style.no_range
    for match in joined.finditer(text):
        one, two = plain(match["one"], lang), plain(match["two"], lang)
        before = text[: match.start()].rstrip()
        alone = len(before) not in named and not closed.search(before)
        if one and two and (not match["dash"] or (alone and _ascending(one, two))):
            yield one, two


def plain(token: str, lang: str) -> str:
    """Return the end of a range in the form in which two languages can be compared."""
    value = number_value(token, lang)
    return f"{value.normalize():f}" if value is not None else ""


def _ascending(one: str, two: str) -> bool:
    """Tell a range from a score and from parts of a number: 1990–95 is one, 3–1 and 747-8 are none."""
    if len(one) == _YEAR and len(two) == _SHORT_YEAR:
        return int(two) > int(one[2:])
    near = len(two.partition(".")[0]) <= len(one.partition(".")[0]) + 1
    return float(one) < float(two) and near


def joints(said: Said, text: str) -> Iterator[Edit]:
    """Write what stands between the ends of a range: 10–12, from 10 to 12."""
    style = said.style
    if not style.joint:
        return
    ours = set(ranges(said.text, said.lang))
    for match in _joint(said.into).finditer(text):
        ends = plain(match["one"], said.into), plain(match["two"], said.into)
        if ends in ours:
            yield match.span("joint"), _between(said, match["word"])
    found = [time for time in times(text, said.into) if time.minutes & said.minutes.keys()]
    for one, two in pairwise(found):
        joint = one.span[1], two.span[0]
        if re.fullmatch(rf"\s?{DASH}\s?", text[slice(*joint)]):
            word = re.search(r"(?:^|\W)(\w+)\s$", text[: one.span[0]])
            yield joint, _between(said, word and word[1])


def _between(said: Said, word: str | None) -> str:
    """Return what stands between the ends of a range behind a word."""
    until = said.style.opened.get((word or "").lower())
    return f" {until} " if until else said.style.joint


@lru_cache
def _joint(lang: str) -> re.Pattern[str]:
    words = "|".join(language(lang).style.opened) or "(?!)"
    return re.compile(
        rf"(?:(?<!\w)(?P<word>{words})\s)?(?<![\w.,:/–-])(?P<one>{NUMBER})"
        rf"(?P<joint>\s?{DASH}\s?)(?P<two>{NUMBER})(?!\w*[-–/]\d)",
        re.IGNORECASE,
    )
