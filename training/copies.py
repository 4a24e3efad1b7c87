"""Rule-made pairs for what must be copied or converted exactly: numbers, dates, names.

The model meets too few of them in the corpora to learn how one notation becomes the other.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from training.corpora import Pair
from training.phrases import GERMAN_ENGLISH, Phrases
from training.phrases_es import ENGLISH_SPANISH

_PHRASES = {("de", "en"): GERMAN_ENGLISH, ("en", "es"): ENGLISH_SPANISH}

_ONSETS = "B Br D Dr F Fl G Gr H J K Kl Kn Kr L M N P Pf R S Sch Schw St T Tr V W Z Ch Sh".split()
_VOWELS = "a e i o u ei au ie ö ü ä ou y".split()
_CODAS = "n r l s t ck ng mann stein berg er mer ler ner ow ski itz son sen ez ini ić a o".split()

Number = tuple[str, str]


def phrases_of(source: str, target: str) -> Phrases:
    """Return the words for a pair of languages; for one without a table, numbers and names alone.

    English is taken to be the side with the decimal point.
    """
    return _PHRASES.get((source, target), Phrases(comma_source=source != "en"))


def invented_name(draw: random.Random) -> str:
    """Return a surname that nobody has met, so that copying is the only way to get it right."""
    middle = draw.choice(_ONSETS).lower() + draw.choice(_VOWELS) if draw.random() < 0.5 else ""
    return draw.choice(_ONSETS) + draw.choice(_VOWELS) + middle + draw.choice(_CODAS)


def whole(value: int) -> Number:
    """Return a whole number as German and English news write it: 11.000 and 11,000."""
    english = f"{value:,}" if value >= 1000 else str(value)
    return english.replace(",", "."), english


def decimal(value: float, places: int) -> Number:
    """Return a decimal number in both notations: 3,5 and 3.5."""
    english = f"{value:,.{places}f}"
    return english.translate(str.maketrans(",.", ".,")), english


def random_whole(draw: random.Random) -> int:
    """Return a number whose count of digits is about evenly spread; half of them are round."""
    value = draw.randrange(1, 10 ** draw.randint(1, 7))
    if value > 100 and draw.random() < 0.5:
        value -= value % 10 ** (len(str(value)) - draw.randint(1, 2))
    return value


def _number(draw: random.Random, phrases: Phrases) -> Pair:
    if draw.random() < 0.7:
        return phrases.turned(whole(random_whole(draw)))
    number = decimal(draw.uniform(0, 10 ** draw.randint(1, 3)), draw.choice((1, 1, 1, 2)))
    return phrases.turned(number)


def _framed(frame: Pair, content: Pair) -> Pair:
    return frame[0].format(content[0]), frame[1].format(content[1])


def _quantity(draw: random.Random, phrases: Phrases) -> Pair:
    number = _number(draw, phrases)
    unit = draw.choice(phrases.units)
    counted = f"{number[0]} {unit[0]}", f"{number[1]} {unit[1]}"
    return _framed(draw.choice(phrases.frames), counted)


def _date(draw: random.Random, phrases: Phrases) -> Pair:
    day, year = draw.randint(1, 28), draw.randint(1848, 2030)
    return draw.choice(phrases.dates(day, draw.randrange(12) + 1, year))


def copy_pairs(
    count: int, names: list[str], places: list[Pair], draw: random.Random, phrases: Phrases
) -> list[Pair]:
    """Return ``count`` rule-made pairs.

    Args:
        count: how many pairs.
        names: names spelled alike on both sides.
        places: names that differ between the sides, such as countries.
        draw: the source of chance.
        phrases: the words around them.
    """
    listed = [*phrases.known, *places]

    def known(draw: random.Random, phrases: Phrases) -> Pair:
        if not listed:
            return same(draw, phrases)
        return _framed(draw.choice(phrases.sentences), draw.choice(listed))

    def same(draw: random.Random, phrases: Phrases) -> Pair:
        name = draw.choice(names) if names and draw.random() < 0.6 else invented_name(draw)
        return _framed(draw.choice(phrases.sentences), (name, name))

    makers: tuple[Callable[[random.Random, Phrases], Pair], ...]
    makers = (_quantity, _quantity, _date, known, known, same, _number)
    return [draw.choice(makers)(draw, phrases) for _ in range(count)]
