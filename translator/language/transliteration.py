"""How names are spelled across languages: exonyms, transliterations, given names."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from importlib import resources

# Applied in order to plain lower-case letters; what remains is what transliterations agree on.
_FAMILIES = (
    ("tsch", "c"), ("tch", "c"), ("dsch", "j"), ("dzh", "j"), ("sch", "s"), ("sh", "s"),
    ("zh", "s"), ("kh", "k"), ("ch", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"),
    ("ou", "u"), ("oo", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ee", "i"), ("ie", "i"),
    ("x", "ks"),
)  # fmt: skip
_PARENTHESIS = re.compile(r" \(.*\)$")  # Myanmar (Burma)
_LEFT_OUT = 2  # letters; one more or less is another spelling
_LETTERS = str.maketrans("wjyzcq", "viiskk")
_PLAIN = str.maketrans({"ł": "l", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "þ": "th"})
# German spellings of Slavic and Georgian names, which English spells otherwise: Lawrow, Gorbatschow, Aljechin.
_SLAVIC = re.compile(
    r"tsch|dsch|schtsch|.{2}(?:[ijl]?[oe]w[as]?|owitsch|ewitsch|[sz]kij?|skyj?|kyj|nyj?|aja|schwili)$|^W[lo][aol]"
    r"|lj[aeou].{2}|^Nj|^Je[fklw]|.{2}(?:zk|zyn)$"
)
# What transliterations agree on when vowels and hissing sounds are left out, applied in order.
_CONSONANTS = (
    ("tsch|tch|kh|ch", "x"), ("t[sz]|s[ch]+|zh|z", "s"), ("[wf]", "v"), ("ck|c|q", "k"),
    ("[^bdgklmnprstvx]", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Return what is left of a name when spelling habits are taken off: Ruhani, Rouhani → ruhani."""
    letters = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    plain = "".join(char for char in letters if char.isalpha())
    for spelling, common in _FAMILIES:
        plain = plain.replace(spelling, common)
    plain = plain.translate(_LETTERS)
    plain = plain[:1] + plain[1:].replace("h", "")
    return re.sub(r"(.)\1+", r"\1", plain) or word


def sounds(name: str) -> str:
    """Return the consonants of a transliterated name, by which its spellings are known: Pugatschowa, Pugacheva → pgxv."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    for spelling, common in _CONSONANTS:
        letters = re.sub(spelling, common, letters)
    return letters


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1; another first letter costs a fifth."""
    a, b = skeleton(one), skeleton(other)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() - (0.0 if a[0] == b[0] else 0.2)


def left_out(short: str, long: str) -> bool:
    """Tell whether a word is another with letters left out within it."""
    if len(long) - len(short) < _LEFT_OUT:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def transliterated(name: str) -> bool:
    """Say whether a German spelling is likely to differ from that of other languages."""
    return bool(_SLAVIC.search(name))


@lru_cache
def exonyms(lang: str, into: str) -> Mapping[str, tuple[str, ...]]:
    """Return what names are called in another language, the preferred form first.

    Territories come from CLDR, cities, regions and people from the pair's list, where it has one (:func:`listed`).
    """
    found: dict[str, tuple[str, ...]] = {}
    ours, theirs = territories(lang), territories(into)
    for name, codes in ours.items():
        forms = tuple(_PARENTHESIS.sub("", other) for other, some in theirs.items() if some & codes)
        if forms and " " not in name:
            found[name] = forms
    return {**found, **listed(lang, into)}


@lru_cache
def listed(lang: str, into: str) -> Mapping[str, tuple[str, ...]]:
    """Return the names of ``LANG_INTO.exonyms.csv``; none where a pair has no such list."""
    path = resources.files("translator.language").joinpath(f"{lang}_{into}.exonyms.csv")
    if not path.is_file():
        return {}
    rows = csv.DictReader(path.read_text("utf-8").splitlines(), delimiter=";")
    return {row["source"]: tuple(row["target"].split("|")) for row in rows}


@lru_cache
def territories(lang: str) -> Mapping[str, frozenset[str]]:
    """Return the names of countries in a language with their codes (CLDR)."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(lang, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, frozenset[str]] = {}
    for code, name in sorted(names.items()):
        if len(code) == 2 and code.isalpha():  # noqa: PLR2004 - a country, not a continent
            found[name] = found.get(name, frozenset()) | {code}
    return found


@lru_cache
def given_names() -> frozenset[str]:
    """Return common given names."""
    text = resources.files("translator.language").joinpath("given_names.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(name for line in lines for name in line.split())
