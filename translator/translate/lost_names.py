"""Names of a sentence in its target: whether they arrive, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from translator.language.dictionary import entry, is_word
from translator.language.names import Name, is_english_name, names
from translator.language.transliteration import (
    given_names,
    likeness,
    skeleton,
    sounds,
    transliterated,
)
from translator.translate.word_table import word_table

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TWO_WORDS = re.compile(r"(?=\b([^\W\d_a-z][^\W\d_]*)[ -]([^\W\d_a-z][^\W\d_]*))")  # Bhagavad Gita
_OF = re.compile(r"\b([^\W\d_a-z][^\W\d_]*) of ([^\W\d_a-z][^\W\d_]*)")
_START = re.compile(r"[.!?:…][\"“”«»’)]*\s+[\"„“»«‚(]?$|^[\"„“»«‚(–-]*\s*$")
_SUFFIXES = re.compile(r"(?:['’]?s|['’]|n|an|ian|ians|ans|ese|ish|i|ers?|es|ic|ist|ists)?")
_C = re.compile(r"c(?!h)", re.IGNORECASE)
_JOINED = re.compile(r"\W+")
_LOST_H = re.compile(r"(?<=[^c])h")

PARTICLES = "from|of|by|to"  # what von, de and zu become in English
# A name that neither a given name nor a translated particle stands before.
_ALONE = rf"(?:^|[^\w\s-]\s*|\b(?!(?:{PARTICLES}|the)\b)[a-z]+\s)"
_J = re.compile("[Jj]")
_SHORTEST = 3  # letters of a name that is looked for by likeness
_SHORTEST_WORD = 5  # letters of a lower-case word that counts as none
_GARBLED = 0.6  # likeness; chosen by looking, not swept
_ATTEMPT = 0.5  # likeness; chosen by looking, not swept
# Strength of an entry of the table of words that says what a name is called: Livy .23, Smith for Schmidt .10.
_CALLED = 0.2


@dataclass(frozen=True, slots=True)
class Garbled:
    """A word of the target, at ``span``, that is no word of its language and not in the source."""

    text: str
    span: tuple[int, int]


def stands(name: Name, target: str) -> bool:
    """Say whether a target has the name, in any accepted spelling or form of it."""
    if name.particle and not re.search(
        rf"\b{re.escape(name.particle.split()[-1])}\s+\w", target, re.IGNORECASE
    ):  # Bismarck founded: nobody is called by his particle alone
        return any(re.search(rf"{_ALONE}{re.escape(form)}(?!\w)", target) for form in name.forms)
    if any(not form.isalpha() and form.casefold() in target.casefold() for form in name.forms):
        return True
    if any(_same(form, word.group()) for form in name.forms for word in _WORD.finditer(target)):
        return True
    whole = {form.casefold() for form in name.forms if form.istitle()}  # WeWork is one word
    return any(f"{one}{other}".casefold() in whole for one, other in _TWO_WORDS.findall(target))


@lru_cache(maxsize=50_000)
def _same(form: str, word: str) -> bool:
    """Say whether a word of the target is a name, derived from it or transliterates it."""
    if form.isupper() and len(form) <= 4:  # noqa: PLR2004 - US is not us
        return word.startswith(form)
    if not word[0].isupper():  # a museum: names that are words too
        return word == form.lower() and entry(word, "en") is not None
    if word.startswith(form) and _SUFFIXES.fullmatch(word[len(form) :]):
        return True
    bare = word.removesuffix("'s").removesuffix("’s")
    heard = transliterated(form) and sounds(form) == sounds(bare)  # Pugatschowa, Pugacheva
    spanish = _J.search(bare) and sounds(form) == sounds(_J.sub("kh", bare))  # Bakhmut, Bajmut
    if heard or spanish or skeleton(form) == skeleton(bare):
        return True
    if len(word) > _SHORTEST and form.startswith(word) and _is_tail(form[len(word) :]):
        return True  # Onegasee, Lake Onega
    # Russland, Russian: derived by another ending, and a word of its own.
    stem = form[: max(5, len(form) - 2)].casefold()
    return len(form) > 5 and word.casefold().startswith(stem) and is_word(word, "en")  # noqa: PLR2004 - short stems are everywhere


def _is_tail(rest: str) -> bool:
    return len(rest) >= _SHORTEST and entry(rest.capitalize(), "de") is not None


@lru_cache(maxsize=256)
def missing(source: str, target: str, lang: str, into: str) -> tuple[Name, ...]:
    """Return the names of ``source`` that ``target`` has in no accepted form, nor as the table of words calls them."""
    return tuple(
        name
        for name in names(source, lang, into)
        if not stands(name, target)
        and not _called_otherwise(name, source, target, lang, into)
        and not (into == "en" and renamed(name, source, target))
    )


def renamed(name: Name, source: str, target: str) -> bool:
    """Say whether somebody with a particle is called otherwise in English, particle and all: Francis of Assisi, Nicholas of Cusa."""
    there = set(_WORD.findall(source))
    return bool(name.particle) and any(
        is_english_name(given)
        and given not in there
        and (place in name.forms or (place not in there and likeness(name.text, place) >= _ATTEMPT))
        for given, place in _OF.findall(target)
    )


def _called_otherwise(name: Name, source: str, target: str, lang: str, into: str) -> bool:
    """Say whether a target has a word like a name which the table of words has for it: Livy, *Livius*.

    A name whose English form is known, as North Korea is, has no other, and people keep theirs: Maria is no Mary.
    """
    table = word_table(lang, into)
    if table is None or not name.text.startswith(name.forms[0]) or name.text in given_names():
        return False
    if name.family and entry(name.text.lower(), lang):  # Moritz Grün is not called Green
        return False
    there = set(_WORD.findall(source))
    called = {
        word
        for form in {name.text, name.forms[0]}
        for word, strength in table.entries(form.casefold(), lang)
        if strength >= _CALLED
    }
    return any(
        word[0].isupper()
        and word not in there
        and word.casefold() in called
        and likeness(name.text, word) >= _ATTEMPT
        for word in _WORD.findall(re.sub(r"['’]s?\b", "", target))
    )


def garbled(source: str, target: str, into: str) -> tuple[Garbled, ...]:
    """Return what is no word of the target language in ``target``, and does not stand in the source."""
    there = {word.group() for word in _WORD.finditer(source)}
    own = {skeleton(word) for word in there}
    bases = {word[:-1] for word in there if len(word) > _SHORTEST and word.endswith("s")}
    there |= bases
    written = _JOINED.sub("", source.casefold())  # La Liga, LaLiga
    heard = {skeleton(base) for base in bases}
    found = []
    for match in _WORD.finditer(target):
        word = re.sub(r"['’]s?$", "", match.group())
        if not word or word in there or skeleton(word) in own:
            continue
        if word.islower() and len(word) < _SHORTEST_WORD:
            continue
        inner = not (word.isupper() or word[1:].islower()) and word.casefold() in written
        if inner or (word[0].isupper() and skeleton(word) in heard):
            continue
        if is_word(word, into) or is_word(word.removesuffix("s"), into):
            continue
        if word[0].isupper() and entry(word, "de"):  # Bundestag: left as it is, or on purpose
            continue
        found.append(Garbled(word, (match.start(), match.start() + len(word))))
    return tuple(found)


def misplaced(source: str, target: str) -> tuple[Garbled, ...]:
    """Return words of an English target with a capital that neither a sentence nor a name gives them."""
    there = {word.group() for word in _WORD.finditer(source)}
    return tuple(
        Garbled(word, (match.start(), match.start() + len(word)))
        for match in _WORD.finditer(target)
        if (word := re.sub(r"['’]s?$", "", match.group()))
        and word[0].isupper()
        and word not in there
        and not is_english_name(word)
        and not entry(word, "de")
        and not _START.search(target[: match.start()])
    )


def misspelt(
    found: Iterable[Name], source: str, target: str
) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield where words of an English target are names with a letter too many or few, and how they are spelt: Mesina, Kathay.

    Only letters that are doubled or not, a lost h and a K for a C make a slip; any other difference may be how English
    spells it: an h more (Uighur), another letter for a ch (Sukhoi, Alaric), one s for two (Raisi, *Raissi*; but English
    has Messina), capitals (NASA, *Nasa*). A word that English or the source has is none. Of 15,000 pairs that people
    translated eight have such a name, most of them slips of the German.
    """
    there = {word.group() for word in _WORD.finditer(source)}
    words = [Garbled(re.sub(r"['’]s?$", "", m.group()), m.span()) for m in _WORD.finditer(target)]
    spelt = {word.text for word in words}
    odd = [
        word
        for word in words
        if word.text[:1].isupper() and word.text not in there and not is_word(word.text, "en")
    ]
    for name in found:
        if not name.sure or transliterated(name.text) or not spelt.isdisjoint(name.forms):
            continue
        slips = [word for word in odd if _is_slip(word.text, name.forms[0])]
        if len(slips) == 1:
            start = slips[0].span[0]
            yield (start, start + len(slips[0].text)), name.forms[0]


def _is_slip(word: str, name: str) -> bool:
    """Say whether a word differs from a name in letters doubled or not, a lost h or a K for a C, and so means it."""
    if "ss" in name and "ss" not in word and not is_english_name(name):
        return False
    bare, low = _bare(word), word.casefold()
    return (
        bare in (_bare(name), _bare(_C.sub("k", name)))
        and low != name.casefold()
        and low.count("h") <= name.casefold().count("h")
    )


@lru_cache(maxsize=50_000)
def _bare(word: str) -> str:
    """Return a word without doubled letters, and without any h that is not its first letter, nor part of ch."""
    return re.sub(r"(.)\1+", r"\1", _LOST_H.sub("", word.casefold()))


def lookalike(name: Name, words: tuple[Garbled, ...], least: float = _GARBLED) -> Garbled | None:
    """Return the garbled word that is most like ``name``, if one is alike enough."""
    rated = [
        (max(likeness(form, word.text) for form in (*name.forms, name.text)), -i, word)
        for i, word in enumerate(words)
    ]
    best = max(rated, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] >= least else None


def attempts(name: Name, source: str, target: str) -> list[int]:
    """Return where capitalised words that are not in the source resemble ``name``, best first."""
    there = set(_WORD.findall(source))
    rated = [
        (-max(likeness(form, word.group()) for form in name.forms), word.start())
        for word in _WORD.finditer(target)
        if word.group()[0].isupper() and word.group() not in there
    ]
    return [start for value, start in sorted(rated) if value <= -_ATTEMPT]
