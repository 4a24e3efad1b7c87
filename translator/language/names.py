"""Names in a text: which words are certainly names, and what another language calls them.

Into a language whose dictionary tells names from words (English) all are looked for, into others only
family names behind a given name: others may have forms of their own there (Tokyo, Tóquio). German
writes every noun with a capital, so a capital alone proves nothing. A word is a name if
no dictionary or compound explains it, if the English dictionary has it with a capital and German
does not inflect it, if it is an acronym, or if it stands behind a given name. Names that English
spells otherwise (Moskau, Kiew, Frankreich) are wanted in the English form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from translator.language.addresses import without_addresses
from translator.language.bilingual import called
from translator.language.compounds import LONGEST_GUESS, is_compound, is_explained
from translator.language.data import language
from translator.language.dates import month_names
from translator.language.dictionary import LONGEST_WORD, entry, is_word, lemma
from translator.language.inflection import inflects
from translator.language.transliteration import (
    exonyms,
    given_names,
    likeness,
    listed,
    skeleton,
    transliterated,
)
from translator.language.words import is_function_word

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = re.compile(r"[A-ZÄÖÜ]{2,6}")
_INNER_CAPITAL = re.compile(r"[a-zäöüß][A-Z]")
_START = re.compile(r"[.!?:…][\"“”«»’)]*\s+[\"„“»«‚(]?$")
_NOTHING = re.compile(r"[\"„“»«‚(–-]*\s*")
_PARTICLES = re.compile(r"(?:von|van|de|del|della|di|da|dos|el|al|bin|ben|le|la|ter|zu)")
_BEHIND_PARTICLES = ("der", "den", "und", "zu")
_QUOTES = ('"', "'", "“", "„", "»", "«", "‚", "‘")
_NOUN_BEFORE = re.compile(r"(?<![\w-])([^\W\d_a-zß-ÿ][\w-]*)\s+$")
_WORD_BEFORE = re.compile(r"(\w+) $")
_CROWNED = re.compile("King|Queen|Prince|Princess|Pope|Emperor|Empress|Saint|St|Tsar")
_OWNED = re.compile(r"['’]s$")
_NEXT = re.compile(r" ([A-ZÄÖÜ][a-zäöüß]+)")
_JOINED_BEFORE = re.compile(r"(?:[^\W\d_]+-)*$")
_JOINED_BEHIND = re.compile(r"(?:-[^\W\d_]+)*")
_ALIKE = 0.5  # likeness of a name to what another language calls it; not swept
_SHORTEST = 3  # letters of a name that is looked for by likeness
_LONGEST_SURNAME = 12  # letters of a noun that is a surname, too
_LONGEST_BEFORE = 90  # characters in which an article and its adjectives stand


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the source; ``forms`` are the spellings the target may have, the first preferred.

    ``particle`` stands before it and belongs to it (``von der`` Leyen); a name that is not
    ``sure`` may be mended where the target has it garbled, but never forced upon it. One of the
    ``family`` stands behind a given name or an office.
    """

    text: str
    span: tuple[int, int]
    forms: tuple[str, ...]
    particle: str = ""
    sure: bool = True
    family: bool = False

    @property
    def written(self) -> str:
        """Return what the target should have."""
        return f"{self.particle} {self.forms[0]}" if self.particle else self.forms[0]


@lru_cache(maxsize=2_048)
def names(text: str, lang: str, into: str) -> tuple[Name, ...]:
    """Find the names of a sentence, in order."""
    plain = without_addresses(text)
    if plain.upper() == plain:
        return ()
    found = tuple(_names(plain if len(plain) == len(text) else text, lang, into))
    around = (None, *found, None)
    return tuple(
        replace(name, sure=True)
        if not name.sure and _belongs(text, name, filter(None, around[at : at + 3 : 2]), lang)
        else name
        for at, name in enumerate(found)
    )


def _belongs(text: str, name: Name, others: Iterable[Name], lang: str) -> bool:
    """Say whether a doubtful name stands behind a certain one, or, being no German, before one."""
    if transliterated(name.text):
        return False
    foreign = entry(name.text, lang) is None
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
    behind_given = behind_office = False
    office = language(lang).names.office
    particles: list[re.Match[str]] = []
    last_end = 0
    for match in _WORD.finditer(text):
        word = match.group()
        gap, begins = text[last_end : match.start()], not last_end
        if gap != " ":
            behind_given, behind_office = behind_given and gap == "-", False
            particles = []
        last_end = match.end()
        if behind_given and (
            _PARTICLES.fullmatch(word) or (particles and word in _BEHIND_PARTICLES)
        ):
            particles.append(match)
            continue
        if not word[0].isupper():
            behind_given, behind_office, particles = False, False, []
            continue
        first = bool(_START.search(gap)) or (begins and bool(_NOTHING.fullmatch(gap)))
        name = None
        whole = _whole(text, match)
        if whole != word and entry(whole, lang):  # Orang-Utan, Saudi-Arabien
            continue
        known = language(into).names.forms_known or behind_given
        if (known or _is_copied(text, match, lang, into)) and not _is_of_town(text, match, lang):
            base = _nominative(text, match, lang, into)
            owner = base != word and _is_owner(text, match, lang)
            certain = behind_given or owner or _is_town(text, match, lang)
            name = _name(word, base, match.span(), lang, into, first=first, family=certain)
        if name and behind_given and base not in exonyms(lang, into):  # Harald von Norwegen
            particle = " ".join(found.group() for found in particles)
            name = replace(name, particle=particle)
        if name and (behind_given or behind_office):
            name = replace(name, family=behind_given or word not in given_names())
        if name:
            yield name
        behind_given = word in given_names()
        behind_office = bool(office.fullmatch(word)) or (behind_office and behind_given)
        particles = []


def _is_town(text: str, match: re.Match[str], lang: str) -> bool:
    """Say whether a word stands where towns are called so: *Bad Zwischenahn*."""
    return language(lang).names.town.search(_before(text, match)) is not None


def _is_of_town(text: str, match: re.Match[str], lang: str) -> bool:
    """Say whether a word is made from such a name: the *Bad Homburger* park; a town in -er is not known by it."""
    return _is_town(text, match, lang) and match.group().endswith(language(lang).names.citizen)


def _is_owner(text: str, match: re.Match[str], lang: str) -> bool:
    """Say whether a word stands behind what people have: *nach Angaben Söders*, but *Angaben Frerichs'*."""
    owned = language(lang).names.owned.search(_before(text, match))
    return owned is not None and not text.startswith(("'", "’"), match.end())


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - LONGEST_WORD) : match.start()]


def _whole(text: str, match: re.Match[str]) -> str:
    """Return the word with everything it is joined to by hyphens."""
    start, end = match.span()  # no word of a dictionary is longer
    before = _JOINED_BEFORE.search(text[max(0, start - LONGEST_WORD) : start])
    behind = _JOINED_BEHIND.match(text, end, end + LONGEST_WORD)
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
        return _acronym(word, span, lang, into)
    if (
        len(word) < _SHORTEST
        or word.lower() in month_names(lang)
        or word in language(lang).names.never
    ):
        return None
    if not family and _is_derived(word, base, lang, into):
        return None
    said = () if family else _called(base, lang, into)
    # Jack London is called so everywhere; a genitive in German may be a place: Karl von England
    elsewhere = family and not language(lang).capital_nouns
    foreign = exonyms(lang, into).get(base) or _proper(said, base)
    if foreign and not elsewhere:
        alike = not language(lang).capital_nouns and _is_accepted(base, foreign[0])
        return Name(word, span, (*foreign, base) if alike else foreign)
    certainty = 2 if family else 0 if said else _certainty(base, lang)
    if not certainty or (first and certainty == 1 and not is_english_name(base)):
        return None
    forms = _both(word) if base == word and language(lang).capital_nouns else (base,)
    ending = len(forms) > 1 and not family and not is_english_name(word)  # whose -s may be one
    sure = certainty == 2 and not transliterated(base) and not ending  # noqa: PLR2004 - see _certainty
    also = foreign if elsewhere else ()  # Ali Khamenei, Alí Jamenei
    return Name(word, span, tuple(dict.fromkeys((*forms, word, *also))), sure=sure)


def _is_accepted(name: str, other: str) -> bool:
    """Say whether a name may be written as it is beside its other spelling, which sounds alike: Qatar, Catar, but Múnich only."""
    letters = unicodedata.normalize("NFKD", other)
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return skeleton(name) == skeleton(other) and plain != name


def _called(word: str, lang: str, into: str) -> tuple[str, ...]:
    """Return what a dictionary calls a noun that nobody is called and English does not have."""
    if word in given_names() or is_english_name(word):
        return ()
    return called(word, lang, into)


def _proper(said: tuple[str, ...], word: str) -> tuple[str, ...]:
    """Return what a name is called otherwise: Punjab, *Pandschab*, but no Ara for an *Altar*, which is an altar."""
    if not all(form[0].isupper() for form in said):
        return ()
    return tuple(
        form
        for form in said
        if " " not in form and not form.startswith(word) and likeness(form, word) >= _ALIKE
    )


def _is_derived(word: str, base: str, lang: str, into: str) -> bool:
    """Say whether a word is made from a name, as German does it: Teheraner, Kaspischen, Ligurien."""
    known, places = language(lang).names, exonyms(lang, into)
    if not known.citizen:
        return False
    place = word.removesuffix(known.citizen)
    if place != word and (place in places or is_english_name(place)):
        return True
    return bool(known.derived.search(base)) and base not in places


def _acronym(word: str, span: tuple[int, int], lang: str, into: str) -> Name | None:
    """Accept an acronym that languages share, or its counterpart where it is known."""
    forms = language(into).names.acronyms.get(word, ())
    if not forms and (word in language(lang).names.acronyms_of_its_own or len(word) == 2):  # noqa: PLR2004 - two letters mean many things
        return None
    return Name(word, span, forms or (word,), sure=not forms)


def _nominative(text: str, match: re.Match[str], lang: str, into: str) -> str:
    """Take the genitive ending off where it is surely one: Johnsons, Putins Sprecher, nach Angaben Söders, Johnson's."""
    word, noun = match.group(), _NEXT.match(text, match.end())
    if not language(lang).capital_nouns:
        return _OWNED.sub("", word)
    if not language(lang).names.citizen or not word.endswith("s") or len(word) <= _SHORTEST + 1:
        return word
    if text.startswith(("'", "’"), match.end()):  # Angaben Heinrichs': that name has its s
        return word
    base = word[:-1]
    if entry(word, lang) == base or base in exonyms(lang, into):
        return base
    if is_english_name(word) or word in given_names():
        return word
    owned = _is_owner(text, match, lang)
    owns = owned or (noun and noun_rating(noun[1], lang) == 1 and noun_rating(word, lang) < 1)
    return base if owns or is_english_name(base) else word


def _both(word: str) -> tuple[str, ...]:
    """Return a name and, in case its s is an ending, the name without it."""
    return (word, word[:-1]) if word.endswith("s") and not word.endswith("ss") else (word,)


def _is_copied(text: str, match: re.Match[str], lang: str, into: str) -> bool:
    """Say whether it is known how a language whose dictionary has no names spells one: a list says it, or it spells it alike.

    Where capitals tell names, it spells alike a given name before a name (Didier Deschamps, but no Charles II), and a
    word that the dictionary of ``lang`` does not have and that is not made from a place. Of 91 such words that begin a
    sentence of newstest2013 80 stand in the Spanish, and most others there in another transliteration.
    """
    word = _OWNED.sub("", match.group())
    if not listed(lang, into) or language(lang).capital_nouns or word.isupper():
        return False
    behind, before = _NEXT.match(text, match.end()), _WORD_BEFORE.search(text[: match.start()])
    beside_another = before and before[1][0].isupper() and not is_function_word(before[1], lang)
    if word in exonyms(lang, into):
        return not behind and not beside_another  # no London School of Economics, no AC Milan
    if before and _CROWNED.fullmatch(before[1]):  # King Abdullah
        return False
    if word in given_names():
        return behind is not None and not is_word(behind[1].lower(), lang)
    known = is_word(word.lower(), lang) or is_english_name(word)
    made = language(lang).names.derived.search(word)
    return word.isalpha() and len(word) > _SHORTEST and not known and not made


@lru_cache(maxsize=20_000)
def _certainty(word: str, lang: str) -> int:
    """Return 2 for a name, 1 for what may be one, 0 for a word of the language."""
    capital = language(lang).capital_nouns
    if _INNER_CAPITAL.search(word) or (capital and word in given_names()):
        return 2
    if capital:
        return 2 - int(2 * noun_rating(word, lang))
    return 0 if is_word(word, lang) and not is_english_name(word) else 2


def may_be_surname(text: str, span: tuple[int, int], lang: str) -> bool:
    """Say whether a noun stands where people are called so: *Ministerin Sperling*, *sagte Glaser*.

    It is short and no plural, and neither an article nor a number stands before it.
    """
    start, end = span
    word, known = text[start:end], language(lang)
    if end - start > _LONGEST_SURNAME or known.compounds.derived.search(word):
        return False
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    if known.names.determined.search(before) or known.names.measured.search(before):
        return False
    return lemma(word, lang) == word


def may_be_title(text: str, span: tuple[int, int], lang: str) -> bool:
    """Say whether a noun stands where things are called so: *Buchhandlung Rabe*, *Pirol AG*, „Tatort“.

    Behind a number or an indefinite article, what follows a noun is what there is so much of: *ein Glas Senf*.
    """
    start, end = span
    before, behind = text[max(0, start - _LONGEST_BEFORE) : start], text[end:]
    if before.endswith(_QUOTES) or language(lang).names.firm.match(behind.lstrip()):
        return True
    noun = _NOUN_BEFORE.search(before)
    if not noun or entry(noun[1], lang) is None or is_function_word(noun[1], lang):
        return False
    return not language(lang).names.measured.search(before)


def is_only_name(name: Name, lang: str) -> bool:
    """Say whether a name of a text in ``lang`` can be nothing else there."""
    if len(name.text) > LONGEST_WORD:
        return False
    return name.family or (name.sure and (is_odd(name.text) or not is_explained(name.text, lang)))


def is_odd(word: str) -> bool:
    """Say whether a word is an acronym or has a capital inside."""
    return bool(_ACRONYM.fullmatch(word) or _INNER_CAPITAL.search(word))


@lru_cache(maxsize=50_000)
def is_english_name(word: str) -> bool:
    """Say whether English writes the word with a capital only: Johnson, Iran."""
    return entry(word, "en") is not None


@lru_cache(maxsize=50_000)
def noun_rating(word: str, lang: str) -> float:
    """Return 1 for a word or compound of a language, 0.5 for what may be a name, 0 for none of it.

    A noun without any other forms may be a name (Merkel, Lopez), or a mass noun. What is too long to
    be cut into parts is no name.
    """
    if len(word) > LONGEST_WORD:
        return 1.0
    base = entry(word, lang)
    if base is None and entry(word.lower(), lang) is None:
        if not is_compound(word, lang, 3):
            return 0.0
        chance = len(word) <= LONGEST_GUESS and not is_compound(word, lang, 4)
        return 0.5 if chance else 1.0
    if base == word and entry(word.lower(), lang) is None and not inflects(word, lang):
        return 0.0 if is_english_name(word) else 0.5
    return 1.0
