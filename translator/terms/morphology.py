"""Decide whether two words are forms of one another, in German and in other languages.

A word is described by *keys*: its folded spelling, its lemma (simplemma) and, where the dictionary
does not know it (names, new compounds), what remains after an inflectional ending is taken off.
Two words are forms of each other if they share a key. The guesswork is kept to unknown words, so
``Eis`` is never read as a form of ``Ei``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from translator.terms.tokens import fold

_ENDINGS = {
    "de": ("ern", "ens", "nen", "en", "em", "er", "es", "se", "e", "n", "s"),
    "en": ("es", "s"),
}
# Five letters must remain: "weiter" is not "weit", "hinter" not "hinten".
_ADJECTIVE = re.compile(r"(?<=\w{5})(?:en|em|er|es|e)$")
_SHORTEST_STEM = 4
_LONGEST = 100  # letters; the longest word of simplemma's German dictionary has 86
_GENDERED = re.compile(r"(.+[a-zäöüß])I(?:n|nnen)$")
_CITIZEN = "+"  # marks what an unknown word may be derived from: Istanbuler
_VERBAL = re.compile(r"(?:ed|ing)$")
_HEAD = 3
_FEMININE = frozenset({"in", "innen"})  # a Königin is no König
_LEMMATISED = re.compile(
    r"bg|ca|cs|da|de|el|en|es|et|fi|fr|hu|id|is|it|lt|lv|nb|nl|nn|pl|pt|ro|ru|sk|sl|sq|sv|tr|uk"
)


@lru_cache(maxsize=200_000)
def keys(word: str, lang: str) -> frozenset[str]:
    """Return the keys of a word in running text; case is not part of them."""
    base = fold(word, lang)
    if len(word) > _LONGEST:
        return frozenset({base})
    if len(word) == 1 or not word[0].isalpha() or not _LEMMATISED.fullmatch(lang):
        return frozenset((base, base[:-1])) if base.endswith("s") and len(base) > 1 else {base}  # type: ignore[return-value]
    found = {base}
    for spelling in _spellings(word, lang):
        found.add(fold(lemma(spelling, lang), lang))
    if lang == "de" and word.islower():
        found.add(_stem(base))
    if lang == "de" and word[0].isupper():
        found |= _hidden_plural(word)
    if gendered := _GENDERED.match(word):
        found |= keys(gendered[1], lang)
    if not any(known(spelling, lang) for spelling in _spellings(word, lang)):
        found |= _unknown_keys(word, base, lang)
    return frozenset(found)


@lru_cache(maxsize=200_000)
def term_keys(word: str, lang: str) -> frozenset[str]:
    """Return the keys under which a word of a glossary term is found in running text."""
    base = fold(word, lang)
    if not 1 < len(word) <= _LONGEST or not word[0].isalpha() or not _LEMMATISED.fullmatch(lang):
        return frozenset({base})
    found = {base}
    if not (lang == "de" and _is_colour(word)):
        found.add(fold(lemma(word, lang), lang))
    unknown = not known(word, lang)
    if lang == "de" and (word.islower() or unknown):
        found.add(_stem(base))
    if unknown:
        found.add(f"~{base}")
    elif lang == "de" and word[0].isupper():
        found.add(f"{_CITIZEN}{base}")
    return frozenset(found)


def same_noun(text: str, term: str) -> bool:
    """Say whether two English words are the same noun: ``forces`` and ``force``, not ``forced``."""
    one, other = sorted((text.casefold(), term.casefold()), key=len)
    plurals = (one + "s", one + "es", one[:-1] + "ies")
    return (
        one == other
        or other in plurals
        or (lemma(other, "en") == one and not _VERBAL.search(other))
    )


def same_word(text: str, term: str, lang: str) -> bool:
    """Say whether ``text`` is a form of ``term``; case is not looked at."""
    return not keys(text, lang).isdisjoint(term_keys(term, lang))


@lru_cache(maxsize=200_000)
def lemma(word: str, lang: str) -> str:
    """Return the dictionary form of a word, the word itself if nothing is known.

    The dictionary form need not have itself as its own: of ``Delegierte`` it is ``Delegierter`` and
    the other way round. Nothing may follow lemmas until they stand still.
    """
    import simplemma

    if not 0 < len(word) <= _LONGEST or not _LEMMATISED.fullmatch(lang):
        return word
    return str(simplemma.lemmatize(word, lang=lang))


def dictionary(lang: str) -> Mapping[str, str]:
    """Return simplemma's dictionary of a language, form → lemma; empty where it has none.

    It is the one that simplemma itself looks words up in: reading it takes about a second.
    """
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    try:
        found: Mapping[str, str] = DEFAULT_DICTIONARY_FACTORY.get_dictionary(lang)
    except ValueError:
        return {}
    return found


@lru_cache(maxsize=200_000)
def known(word: str, lang: str) -> bool:
    """Say whether the dictionary has the word, in this or the other case."""
    import simplemma

    if len(word) > _LONGEST or not _LEMMATISED.fullmatch(lang):
        return False
    return bool(simplemma.is_known(word, lang=lang))


@lru_cache(maxsize=50_000)
def split_compound(word: str, part: str) -> bool:
    """Say whether the German compound ``word`` splits into ``part`` and words that exist.

    ``part`` must be its head or its first element; what remains, without a linking element, must
    be a word of the dictionary: ``Bremsbelagwechsel`` holds ``Bremsbelag``, ``Halterung`` does
    not hold ``Halter``.
    """
    whole, piece = fold(word, "de"), fold(part, "de")
    if len(piece) < _SHORTEST_STEM or not len(piece) + _HEAD <= len(whole) <= _LONGEST:
        return False
    if whole.startswith(piece):
        rest = word[len(part) :]
        if rest in _FEMININE:
            return False
        links = ("", "s", "es", "n", "en", "er", "e")
        return any(
            rest.startswith(link) and _is_noun(rest[len(link) :].capitalize(), longest=False)
            for link in links
        )
    if whole.endswith(piece):
        rest = word[: len(word) - len(part)]
        return any(
            rest.endswith(link) and _is_noun(rest[: len(rest) - len(link)])
            for link in ("", "s", "es", "n", "en", "er", "e")
        )
    return False


def _is_noun(word: str, *, longest: bool = True) -> bool:
    """Say whether what remains of a compound is a word."""
    shortest = _HEAD if longest else _SHORTEST_STEM
    return len(word) >= shortest and (known(word, "de") or known(word.lower(), "de"))


def _hidden_plural(word: str) -> set[str]:
    """Return the singular a dictionary hides behind a noun of its own.

    ``Bremsen`` is the plural of ``Bremse`` as well as the noun of ``bremsen``, and ``Tests`` has
    no other reading. simplemma knows one lemma for each word.
    """
    singular = word[:-1]
    ending = word.endswith(("en", "s"))
    if not ending or len(singular) < _SHORTEST_STEM or lemma(word, "de") != word:
        return set()
    is_noun = known(singular, "de") and lemma(singular, "de") == singular
    return {fold(singular, "de")} if is_noun else set()


@lru_cache(maxsize=200_000)
def _spellings(word: str, lang: str) -> tuple[str, ...]:
    """Return the spellings to look up: as it stands, in lower case, and with ß and umlauts."""
    found = [word]
    if word.isupper() and len(word) > 1:
        found.append(word.capitalize())
    if word[0].isupper():
        found.append(word.lower() if word.isupper() else word[0].lower() + word[1:])
    if lang != "de":
        return tuple(found)
    for plain, proper in (("ss", "ß"), ("ae", "ä"), ("oe", "ö"), ("ue", "ü")):
        found += [s for s in (old.replace(plain, proper) for old in found) if known(s, "de")]
    return tuple(dict.fromkeys(found))


def _unknown_keys(word: str, base: str, lang: str) -> set[str]:
    """Guess what an unknown word may be a form of."""
    found = set()
    for ending in _ENDINGS.get(lang, ("s",)):
        rest = base[: -len(ending)]
        if base.endswith(ending) and (
            len(rest) >= _SHORTEST_STEM or (ending == "s" and len(rest) > 1)
        ):
            # Names, too, have a genitive; what other endings leave may only meet other guesses:
            # Morales is no form of Moral.
            found.add(rest if ending == "s" else f"~{rest}")
            if ending == "er" and word[0].isupper():
                found.add(f"{_CITIZEN}{rest}")
    if lang == "de":
        found.add(_stem(base))
        found |= _head_lemmas(word)
    return found


def _is_colour(word: str) -> bool:
    """Say whether an adjective's lemma is a verb's: the headword ``weiß`` is not from ``wissen``.

    Participles are: ``gestorben`` stands for ``starb`` as well.
    """
    adjective = word.islower() and dictionary("de").get(f"{word}e") == word
    return adjective and not word.endswith(("n", "t")) and lemma(word, "de").endswith("n")


def _stem(base: str) -> str:
    """Take an adjective's ending off; marked, so that it only meets other guesses."""
    return "~" + _ADJECTIVE.sub("", base)


def _head_lemmas(word: str) -> set[str]:
    """Inflect an unknown compound by its head: ``Stahlhandelsverträge`` → ``…vertrag``."""
    for start in range(_HEAD, len(word) - _HEAD):
        head = word[start:].capitalize()
        if known(head, "de"):
            return {fold(word[:start] + lemma(head, "de").lower(), "de")}
    return set()
