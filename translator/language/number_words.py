"""Number words and scales by language, for recognising a figure that was written out.

Single words stand in the language's file. Numbers of several words or in one long German word
(dreihundertfünfzig, two hundred and fifty) are read by text2num, halves (anderthalb, two and a half
million), which it does not know, here; the three are readings in union, none overrules another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from translator.language.data import language


@lru_cache
def number_words(lang: str) -> dict[str, Decimal]:
    """Return lower-case number words with their values; empty for a language not known here."""
    words = language(lang).number_words
    found = {word: Decimal(value) for value, word in enumerate(words.ordinals, start=1)}
    found |= {word: Decimal(value) for value, word in enumerate(words.units)}
    found |= {word: Decimal(value * 10) for value, word in enumerate(words.tens, start=2)}
    return found | {word: Decimal(v) for v, some in words.others.items() for word in some}


@lru_cache
def scale_pattern(lang: str) -> re.Pattern[str]:
    """Return a pattern for the scale behind a number; its groups are named ``e3`` to ``e12``."""
    scales = sorted(language(lang).number_words.scales.items(), reverse=True)
    # The longest first: "mil milhões" is no "mil".
    groups = "|".join(f"(?P<e{power}>{words})" for power, words in scales)
    return re.compile(rf"[\s-]*(?:{groups})(?![^\W\d_])" if groups else r"(?!)", re.IGNORECASE)


def knows_words(lang: str) -> bool:
    """Tell whether number words of a language are known here."""
    return bool(language(lang).number_words.units)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in words at ``span`` (half-open); ``exact`` if it can be nothing but this number.

    Exact are halves and German numbers in one word from 13 on: smaller ones have other meanings
    (die Elf, in Acht, ein), and several words may be several numbers.
    """

    span: tuple[int, int]
    value: Decimal
    exact: bool = False
    ordinal: bool = False


@lru_cache(maxsize=2_048)
def spoken(text: str, lang: str) -> tuple[Spoken, ...]:
    """Find the numbers a text writes in words, in order; empty for a language not known here."""
    found = [*_halves(text, lang), *_numerals(text, lang)]
    return tuple(sorted(found, key=lambda number: number.span))


# Half a character (of an emoji that was cut in two) is no text to text2num, which is written in Rust.
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s\ud800-\udfff]")
_READ = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))  # of those text2num reads
_LEAST_EXACT = 13  # twelve and less are as often words of other things
_LONGEST_NUMERAL = 80  # letters; siebenhundertsiebenundsiebzigtausend… has 66


class _Numeral:
    """A word as text2num takes it: one that is too long for a number is none."""

    def __init__(self, word: str) -> None:
        self._word = word

    def text(self) -> str:
        return self._word if len(self._word) <= _LONGEST_NUMERAL else "."

    def nt_separated(self, previous: object) -> bool:
        del previous
        return False

    def not_a_number_part(self) -> bool:
        return not self._word.isalpha() and self._word != "-"


def _counts_a_scale(word: str, scale: str, lang: str) -> bool:
    """Say whether a long German number word stands before a scale: neunzehn Millionen."""
    if not (language(lang).number_words.one_word and scale_pattern(lang).fullmatch(scale)):
        return False
    return any(number.exact for number in _numerals(word, lang))


def _numerals(text: str, lang: str) -> Iterator[Spoken]:
    """Yield what text2num reads (Allo-Media, MIT), words only."""
    if lang not in _READ:
        return
    from text_to_num import find_numbers

    known = language(lang).number_words
    tokens = list(_TOKEN.finditer(text))
    numbers = find_numbers([_Numeral(token.group()) for token in tokens], lang, threshold=0.0)
    for number in numbers:
        first, last = tokens[number.start], tokens[number.end - 1]
        if first.group().isdigit():
            continue
        value = Decimal(str(number.value))
        single = first is last and known.one_word and value >= _LEAST_EXACT
        # siebenundvierzig Millionen is read wrong as easily as siebenundvierzig.
        two = tokens[number.start + 1 : number.end] == [last]
        scaled = two and _counts_a_scale(first.group(), last.group(), lang)
        loose = first.group().lower() in known.loose
        bare = loose or scale_pattern(lang).fullmatch(first.group())
        exact = (single or scaled) and not bare and not number.is_ordinal
        yield Spoken((first.start(), last.end()), value, exact, number.is_ordinal)


_HALF = Decimal("0.5")


def _halves(text: str, lang: str) -> Iterator[Spoken]:
    """Yield numbers with a half: anderthalb, two and a half, an hour and a half, un año y medio."""
    words = language(lang).number_words
    for match in words.half.finditer(text):
        value = _with_half(match, lang)
        if value is not None:
            end = match.end("all" if "all" in match.re.groupindex else 0)
            yield Spoken((match.start(), end), value, exact=words.one_word)
    for match in words.share.finditer(text):
        share = Decimal(str(words.parts[match["part"].lower()]))
        yield Spoken(match.span(), share * words.of[match["of"].lower()])


def _with_half(match: re.Match[str], lang: str) -> Decimal | None:
    groups = match.groupdict()
    if groups.get("whole"):
        value: Decimal | None = Decimal(1) + _HALF
    else:
        value = _number(groups["number"].lower(), lang)
        value = value + _HALF if value is not None else None
    # An hour and a half, two million and a half: the half is one of what is counted.
    noun = (groups.get("noun") or "").strip(" -")
    scale = scale_pattern(lang).fullmatch(f" {noun}") if noun else None
    if noun and not scale and number_words(lang).get(noun.lower()):
        return None  # "to three and a half": the number is the second word
    if value is not None and scale:
        value *= Decimal(10) ** int(str(scale.lastgroup)[1:])
    if value is not None and groups.get("scale"):
        value *= number_words(lang)[groups["scale"].lower()]
    return value


def _number(word: str, lang: str) -> Decimal | None:
    """Return the value of one word or of digits."""
    if word.isdigit():
        return Decimal(word)
    known = number_words(lang).get(word)
    if known is not None:
        return known
    found = [n for n in _numerals(word, lang) if n.span == (0, len(word))]
    return found[0].value if found else None
