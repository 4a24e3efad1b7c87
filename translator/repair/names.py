"""Names of a sentence: which words are certainly names, whether they arrive, what became of them.

Into languages other than English only family names behind a given name are looked for: others may
have forms of their own there (Tokyo, Tóquio). German writes every noun with a capital, so a capital alone proves nothing. A word is a name if
no dictionary or compound explains it, if the English dictionary has it with a capital and German
does not inflect it, if it is an acronym, or if it stands behind a given name. Names that English
spells otherwise (Moskau, Kiew, Frankreich) are wanted in the English form.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from translator.check.names import _TRANSLATED
from translator.language.addresses import without_addresses
from translator.language.dates import month_names
from translator.repair.lexicon import entry, german_noun, is_english_name, is_word
from translator.repair.spelling import exonyms, given_names, likeness, skeleton, transliterated

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = re.compile(r"[A-ZÄÖÜ]{2,6}")
_START = re.compile(r"[.!?:…][\"“”«»’)]*\s+[\"„“»«‚(]?$|^[\"„“»«‚(–-]*\s*$")
_PARTICLES = re.compile(r"(?:von|van|de|del|della|di|da|dos|el|al|bin|ben|le|la|ter|zu)")
_GERMAN_ENDING = re.compile(r"(?:ien|ern|isch(?:e|en|er|es))$")
_NEXT = re.compile(r" ([A-ZÄÖÜ][a-zäöüß]+)")
_AFTER_VON = ("der", "den", "und", "zu")
_SUFFIXES = re.compile(r"(?:['’]?s|['’]|n|an|ian|ians|ans|ese|ish|i|ers?|ic|ist|ists)?")
# Words of both languages that German does not inflect, and abbreviations of numbers.
_NEVER = frozenset(
    """
    Account Airport Camp Chaos Chef Class Datum Dollar Euro Euros Eurozone Fan Fans Hotel Hotels
    Internet Jeans Job Jobs Mio Mrd Okay Referendum Roman Software Standard Team Teams Tweet
    """.split()  # noqa: SIM905 - words read better than a list of quoted words
)
# What English calls them; the others that languages do not share are left out.
_ACRONYMS = {
    "EU": ("EU", "European Union"),
    "IOK": ("IOC",),
    "NATO": ("NATO", "Nato"),
    "UN": ("UN", "U.N.", "United Nations"),
    "UNO": ("UN", "U.N.", "UNO", "United Nations"),
    "USA": ("US", "USA", "U.S.", "U.S.A.", "United States", "America"),
    "US": ("US", "U.S.", "American", "America", "United States"),
    "WHO": ("WHO", "World Health Organization", "World Health Organisation"),
}
_SHORTEST = 3  # letters of a name that is looked for by likeness
_SHORTEST_WORD = 5  # letters of a lower-case word that counts as none
_GARBLED = 0.6
_ATTEMPT = 0.5


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the source; ``forms`` are the spellings the target may have, the first preferred.

    ``particle`` stands before it and belongs to it (``von der`` Leyen); a name that is not
    ``sure`` may be mended where the target has it garbled, but never forced upon it.
    """

    text: str
    span: tuple[int, int]
    forms: tuple[str, ...]
    particle: str = ""
    sure: bool = True

    @property
    def written(self) -> str:
        """Return what the target should have."""
        return f"{self.particle} {self.forms[0]}" if self.particle else self.forms[0]


@dataclass(frozen=True, slots=True)
class Garbled:
    """A word of the target, at ``span``, that is no word of its language and not in the source."""

    text: str
    span: tuple[int, int]


@lru_cache(maxsize=2_048)
def names(text: str, lang: str, into: str) -> tuple[Name, ...]:
    """Find the names of a sentence, in order."""
    plain = without_addresses(text)
    if plain.upper() == plain:
        return ()
    found = tuple(_names(plain if len(plain) == len(text) else text, lang, into))
    return tuple(
        replace(name, sure=True) if not name.sure and _belongs(text, name, found) else name
        for name in found
    )


def _belongs(text: str, name: Name, others: tuple[Name, ...]) -> bool:
    """Say whether a doubtful name stands behind a certain one, or, being no German, before one."""
    if transliterated(name.text):
        return False
    foreign = entry(name.text, "de") is None
    return any(
        other.sure
        and other.text == other.forms[0]
        and beside(text, other, name) == " "
        and (other.span < name.span or foreign)
        for other in others
    )


def beside(text: str, one: Name, other: Name) -> str:
    """Return the blank or hyphen between two names if nothing else is between them."""
    first, second = sorted((one, other), key=lambda name: name.span)
    gap = text[first.span[1] : second.span[0]]
    return gap if gap in (" ", "-") else ""


def _names(text: str, lang: str, into: str) -> Iterator[Name]:
    behind_given = False
    particles: list[re.Match[str]] = []
    last_end = 0
    for match in _WORD.finditer(text):
        word = match.group()
        gap = text[last_end : match.start()]
        if gap != " ":
            behind_given = behind_given and gap == "-"
            particles = []
        last_end = match.end()
        if behind_given and (_PARTICLES.fullmatch(word) or (particles and word in _AFTER_VON)):
            particles.append(match)
            continue
        if not word[0].isupper():
            behind_given, particles = False, []
            continue
        first = bool(_START.search(text[: match.start()]))
        name = None
        whole = _whole(text, match)
        if whole != word and entry(whole, "de"):  # Orang-Utan, Saudi-Arabien
            continue
        if into == "en" or behind_given:
            base = _nominative(word, text[match.end() :], lang, into)
            name = _name(word, base, match.span(), lang, into, first=first, family=behind_given)
        if name and particles and behind_given:
            name = Name(
                name.text, name.span, name.forms, " ".join(p.group() for p in particles), name.sure
            )
        if name:
            yield name
        behind_given = word in given_names()
        particles = []


def _whole(text: str, match: re.Match[str]) -> str:
    """Return the word with everything it is joined to by hyphens."""
    before = re.search(r"(?:[^\W\d_]+-)*$", text[: match.start()])
    behind = re.match(r"(?:-[^\W\d_]+)*", text[match.end() :])
    return (before[0] if before else "") + match.group() + (behind[0] if behind else "")


def _name(
    word: str,
    base: str,
    span: tuple[int, int],
    lang: str,
    into: str,
    *,
    first: bool,
    family: bool,
) -> Name | None:
    """Judge one capitalised word; ``first`` begins a sentence, ``family`` follows a given name."""
    if _ACRONYM.fullmatch(word):
        return _acronym(word, span, into)
    if len(word) < _SHORTEST or word.lower() in month_names(lang) or word in _NEVER:
        return None
    if lang == "de" and not family and _is_derived(word, base, exonyms(lang, into)):
        return None
    if foreign := exonyms(lang, into).get(base):
        return Name(word, span, foreign)
    certainty = 2 if family else _certainty(base, lang)
    if not certainty or (first and certainty == 1 and not is_english_name(base)):
        return None
    forms = (base,) if base != word else _both(word)
    ending = len(forms) > 1 and not family and not is_english_name(word)  # whose -s may be one
    sure = certainty == 2 and not transliterated(base) and not ending  # noqa: PLR2004 - see _certainty
    return Name(word, span, tuple(dict.fromkeys((*forms, word))), sure=sure)


def _is_derived(word: str, base: str, places: Container[str]) -> bool:
    """Say whether a word is made from a name the German way: Teheraner, Kaspischen, Ligurien."""
    place = word.removesuffix("er")
    if place != word and (place in places or is_english_name(place)):
        return True
    return bool(_GERMAN_ENDING.search(base)) and base not in places


def _acronym(word: str, span: tuple[int, int], into: str) -> Name | None:
    """Accept an acronym that languages share, or its counterpart where it is known."""
    forms = _ACRONYMS.get(word, ()) if into == "en" else ()
    if not forms and (word in _TRANSLATED or len(word) == 2):  # noqa: PLR2004 - two letters mean many things
        return None
    return Name(word, span, forms or (word,), sure=not forms)


def _nominative(word: str, following: str, lang: str, into: str) -> str:
    """Take the genitive ending off where it is surely one: Johnsons, Putins Sprecher."""
    if lang != "de" or not word.endswith("s") or len(word) <= _SHORTEST + 1:
        return word
    base = word[:-1]
    if entry(word, "de") == base or base in exonyms(lang, into):
        return base
    if is_english_name(word) or word in given_names():
        return word
    noun = _NEXT.match(following)
    owns = noun and german_noun(noun[1]) == 1 and german_noun(word) < 1
    return base if owns or is_english_name(base) else word


def _both(word: str) -> tuple[str, ...]:
    """Return a name and, in case its s is an ending, the name without it."""
    return (word, word[:-1]) if word.endswith("s") and not word.endswith("ss") else (word,)


@lru_cache(maxsize=20_000)
def _certainty(word: str, lang: str) -> int:
    """Return 2 for a name, 1 for what may be one, 0 for a word of the language."""
    if re.search(r"[a-zäöüß][A-Z]", word) or (lang == "de" and word in given_names()):
        return 2
    if lang == "de":
        return 2 - int(2 * german_noun(word))
    return 0 if is_word(word, lang) and not is_english_name(word) else 2


def stands(name: Name, target: str) -> bool:
    """Say whether a target has the name, in any accepted spelling or form of it."""
    if name.particle and not re.search(
        rf"\b{re.escape(name.particle.split()[-1])}\s+\w", target, re.IGNORECASE
    ):
        return False
    if any(not form.isalpha() and form.casefold() in target.casefold() for form in name.forms):
        return True
    return any(_same(form, word.group()) for form in name.forms for word in _WORD.finditer(target))


@lru_cache(maxsize=50_000)
def _same(form: str, word: str) -> bool:
    """Say whether a word of the target is a name, derived from it or transliterates it."""
    if form.isupper() and len(form) <= 4:  # noqa: PLR2004 - US is not us
        return word.startswith(form)
    if not word[0].isupper():  # a museum: names that are words too
        return word == form.lower() and entry(word, "en") is not None
    if word.startswith(form) and _SUFFIXES.fullmatch(word[len(form) :]):
        return True
    if skeleton(form) == skeleton(word.removesuffix("'s").removesuffix("’s")):
        return True
    if len(word) > _SHORTEST and form.startswith(word) and _is_tail(form[len(word) :]):
        return True  # Onegasee, Lake Onega
    # Russland, Russian: derived by another ending, and a word of its own.
    stem = form[: max(5, len(form) - 2)].casefold()
    return len(form) > 5 and word.casefold().startswith(stem) and is_word(word, "en")  # noqa: PLR2004 - short stems are everywhere


def _is_tail(rest: str) -> bool:
    return len(rest) >= _SHORTEST and entry(rest.capitalize(), "de") is not None


def missing(source: str, target: str, lang: str, into: str) -> tuple[Name, ...]:
    """Return the names of ``source`` that ``target`` has in no accepted form."""
    return tuple(name for name in names(source, lang, into) if not stands(name, target))


def garbled(source: str, target: str, into: str) -> tuple[Garbled, ...]:
    """Return what is no word of the target language in ``target``, and does not stand in the source."""
    there = {word.group() for word in _WORD.finditer(source)}
    own = {skeleton(word) for word in there}
    found = []
    for match in _WORD.finditer(target):
        word = re.sub(r"['’]s?$", "", match.group())
        if not word or word in there or skeleton(word) in own:
            continue
        if word.islower() and len(word) < _SHORTEST_WORD:
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
        Garbled(word.group(), word.span())
        for word in _WORD.finditer(target)
        if word.group()[0].isupper()
        and word.group() not in there
        and not is_english_name(word.group())
        and not entry(word.group(), "de")
        and not _START.search(target[: word.start()])
    )


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
