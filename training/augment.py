"""Change pairs so that copying is learned in context, and so that rough input does no harm.

Exchanging a name or number on both sides at once is entity substitution as in Raiman & Miller
2017 ("Globally Normalized Reader"); the noise follows Karpukhin et al. 2019 (WNUT).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable

from training.copies import decimal, invented_name, whole
from training.corpora import Pair
from training.phrases import GERMAN_ENGLISH, Phrases

# Numbers as German and Spanish write them, and as English does.
_COMMA = re.compile(
    r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w])|(?<![\w.,])\d+(?:,\d+)?(?!\w)"
)
_POINT = re.compile(
    r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.,])\d+(?:\.\d+)?(?!\w)"
)
_NAME = re.compile(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][a-zäöüßéèáíóúç]{3,}(?![\w-])")
_SWAP = str.maketrans(".,", ",.")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def name_pool(pairs: Iterable[Pair], least: int = 2) -> list[str]:
    """Return words that look like names: capitalised and the same on both sides."""
    seen: Counter[str] = Counter()
    lower: set[str] = set()
    for german, english in pairs:
        words = set(english.split())
        lower |= {w for w in words if w.islower()}
        seen.update(n for n in set(_NAME.findall(german)) if n in words)
    return [name for name, n in sorted(seen.items()) if n >= least and name.lower() not in lower]


def _replace_once(pair: Pair, old: Pair, new: Pair) -> Pair | None:
    """Exchange whole words, if each side has them exactly once."""
    sides = []
    for text, before, after in zip(pair, old, new, strict=True):
        found = list(re.finditer(rf"(?<![\w.,-]){re.escape(before)}(?![\w-]|[.,]\d)", text))
        if len(found) != 1:
            return None
        at = found[0]
        sides.append(text[: at.start()] + after + text[at.end() :])
    return sides[0], sides[1]


def _like(german: str, draw: random.Random) -> Pair:
    """Return another number of the same kind: a year for a year, as many decimals."""
    _, comma, fraction = german.partition(",")
    if comma:
        return decimal(draw.uniform(0, 120), min(len(fraction), 3))
    if german.isdigit() and len(german) == 4:
        year = str(draw.randint(1800, 2035))
        return year, year
    if "." in german:
        return whole(draw.randrange(1, 1000) * 10 ** draw.randint(0, 4) + 1000)
    digits = len(german)
    return whole(draw.randrange(10 ** (digits - 1) + 4 * (digits == 1), 10**digits))


def swap_number(pair: Pair, draw: random.Random, phrases: Phrases = GERMAN_ENGLISH) -> Pair:
    """Exchange one number that both sides write, each in its own notation."""
    pattern = _COMMA if phrases.comma_source else _POINT
    for number in draw.sample(found := pattern.findall(pair[0]), len(found)):
        if int(re.sub(r"\D", "", number)) < 4:
            continue  # small numbers agree with nouns and verbs around them
        comma = number if phrases.comma_source else number.translate(_SWAP)
        new = phrases.turned(_like(comma, draw))
        changed = _replace_once(pair, (number, number.translate(_SWAP)), new)
        if changed:
            return changed
    return pair


class Substitution:
    """Exchanges names, places and numbers in pairs."""

    def __init__(
        self, names: list[str], places: list[Pair], phrases: Phrases = GERMAN_ENGLISH
    ) -> None:
        self.names = names
        self.phrases = phrases
        self.known = set(names)
        self.places = places
        self.place_of = dict(places)

    def _other_name(self, draw: random.Random) -> Pair:
        chance = draw.random()
        if chance < 0.15 and self.phrases.known:
            return draw.choice(self.phrases.known)
        name = invented_name(draw) if chance < 0.45 else draw.choice(self.names)
        return name, name

    def __call__(self, pair: Pair, draw: random.Random) -> Pair:
        """Return the pair with a name or place exchanged, and a number where there is one."""
        for word in _NAME.findall(pair[0]):
            changed = None
            if word in self.place_of:
                old = word, self.place_of[word]
                changed = _replace_once(pair, old, draw.choice(self.places))
            elif word in self.known:
                changed = _replace_once(pair, (word, word), self._other_name(draw))
            if changed:
                pair = changed
                break
        return swap_number(pair, draw, self.phrases)


def noisy(pair: Pair, draw: random.Random) -> Pair:
    """Return the pair as rough pages write it: capitals, no umlauts, no full stop, spaces lost."""
    source, target = pair
    kind = draw.randrange(4)
    if kind == 0 and len(source) < 90:
        return source.upper(), target.upper()
    if kind == 1:
        return source.translate(_UMLAUTS), target
    if kind == 2:
        return source.rstrip("."), target.rstrip(".")
    if kind == 3 and len(source) > 30:
        at = draw.randrange(len(source) - 1)
        swapped = source[:at] + source[at + 1] + source[at] + source[at + 2 :]
        return swapped, target
    return pair
