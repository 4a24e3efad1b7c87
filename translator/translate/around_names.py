"""Put right what stands around a name: a given name that is lost, a German genitive, a blank that is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from translator.language.data import language
from translator.language.dictionary import is_word
from translator.language.names import Name, beside, names, noun_rating
from translator.language.transliteration import given_names, skeleton
from translator.language.words import is_function_word
from translator.translate.faults import Faults, Pair

_VERB = re.compile(r"said|says|told|\w+ed")
_ADDRESS = r"(?:(?:Mrs?|Ms|Miss)\.? )"


def around_names(pair: Pair, target: str, faults: Faults) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield places of ``target`` and what should stand there."""
    found = names(pair.source, pair.lang, pair.into)
    if pair.into == "en":
        yield from _given(pair, target, faults, found)
        for name in found:
            yield from _genitive(pair, target, name)
    yield from _apart(pair, target, found)


def _given(
    pair: Pair, target: str, faults: Faults, found: tuple[Name, ...]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Put a lost name in the place of an address before the next name: *Frauke Frerichs*, Ms. Frerichs.

    A common given name comes back where there is none as well, unless a word with a capital stands there, which may be it.
    """
    for name, behind in pairwise(found):
        whole = re.escape(behind.written)
        places = list(re.finditer(rf"(?<![\w-])({_ADDRESS}*){whole}(?![\w-])", target))
        lost = name in faults.names and beside(pair.source, name, behind) == " "
        if not lost or len(places) != 1 or _is_one_of_two(pair.source, name):
            continue
        start, end = places[0].span(1)
        before = re.search(r"(\S+) $", target[:start])
        if before and before[1] == "and":  # Mr. and Mrs. Schmidt
            continue
        person = name.text in given_names() and noun_rating(name.text, pair.lang) < 1
        dropped = person and behind.text in behind.forms and before and before[1].islower()
        if before and any(word.span == before.span(1) for word in faults.garbled):
            start = before.start()
        if start < end or dropped:
            yield (start, end), f"{name.forms[0]} "


def _is_one_of_two(source: str, name: Name) -> bool:
    """Say whether another given name stands before one: *Johann Sebastian Bach*, *Ute und Bernd Schmidt*."""
    before = re.search(r"(\w+) (?:(?:und|oder|&) )?$", source[: name.span[0]])
    return before is not None and before[1] in given_names()


def _genitive(pair: Pair, target: str, name: Name) -> Iterator[tuple[tuple[int, int], str]]:
    """Write a German genitive behind its noun as English does: *nach Angaben Söders*, according to Söder."""
    base = name.forms[0]
    owner = language(pair.lang).names.owned.search(pair.source[: name.span[0]])
    if not owner or name.text != f"{base}s":
        return
    for match in re.finditer(rf"(?<![\w-]){re.escape(name.text)}(['’]?)(?![\w-])", target):
        before = re.search(r"(\w+) $", target[: match.start()])
        behind = re.match(r" ([a-z]+)", target[match.end() :])
        noun = behind and not _VERB.fullmatch(behind[1]) and not is_function_word(behind[1], "en")
        led = before and before[1].islower() and not is_function_word(before[1], "en")
        if before and before[1].lower() == "the":  # the Kennedys
            continue
        if match[1] or (noun and not led and not (before and before[1] == "of")):
            yield match.span(), f"{base}'s"
        else:
            yield match.span(), f"of {base}" if led and behind else base


def _apart(
    pair: Pair, target: str, found: tuple[Name, ...]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Write a name apart from the word before it: *InstitutoMax Planck*."""
    written = re.sub(r"\W+", "", pair.source.casefold())  # ThyssenKrupp, AeroMéxico
    for form in dict.fromkeys(name.forms[0] for name in found):
        for match in re.finditer(rf"(?<!\w)([^\W\d_]+){re.escape(form)}(?!\w)", target):
            there = match[0].casefold() in written or skeleton(match[0]) in written
            if not there and is_word(match[1].lower(), pair.into):
                yield (match.end(1), match.end(1)), " "
