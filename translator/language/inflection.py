"""Decide whether two words are forms of one another, in German and in other languages.

A word is described by *keys*: its folded spelling, its lemma (simplemma) and, where the dictionary
does not know it (names, new compounds), what remains after an inflectional ending is taken off.
Two words are forms of each other if they share a key. The guesswork is kept to unknown words, so
``Eis`` is never read as a form of ``Ei``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from translator.language.data import NEVER, language
from translator.language.dictionary import (
    LONGEST,
    LONGEST_WORD,
    dictionary,
    entry,
    has_dictionary,
    known,
    lemma,
)
from translator.language.words import fold

_SHORTEST_STEM = 4  # letters; not measured
_GENDERED = re.compile(r"(.+[a-zäöüß])I(?:n|nnen)$")
_CITIZEN = "+"  # marks what an unknown word may be derived from: Istanbuler
_VERBAL = re.compile(r"(?:ed|ing)$")
_HEAD = 3  # letters of a part; not measured


@lru_cache(maxsize=200_000)
def keys(word: str, lang: str) -> frozenset[str]:
    """Return the keys of a word in running text; case is not part of them."""
    base = fold(word, lang)
    if len(word) > LONGEST:
        return frozenset({base})
    if len(word) == 1 or not word[0].isalpha() or not has_dictionary(lang):
        return frozenset((base, base[:-1])) if base.endswith("s") and len(base) > 1 else {base}  # type: ignore[return-value]
    found = {base}
    for spelling in _spellings(word, lang):
        found.add(fold(lemma(spelling, lang), lang))
    if word.islower():
        found |= _stem(base, lang)
    found.add(language(lang).inflection.hidden.get(base, base))
    if word[0].isupper() and language(lang).capital_nouns:
        found |= _hidden_plural(word, lang)
    if gendered := _GENDERED.match(word):
        found |= keys(gendered[1], lang)
    if not any(known(spelling, lang) for spelling in _spellings(word, lang)):
        found |= _unknown_keys(word, base, lang)
    return frozenset(found)


@lru_cache(maxsize=200_000)
def term_keys(word: str, lang: str) -> frozenset[str]:
    """Return the keys under which a word of a glossary term is found in running text."""
    base = fold(word, lang)
    if not 1 < len(word) <= LONGEST or not word[0].isalpha() or not has_dictionary(lang):
        return frozenset({base})
    found = {base}
    if not _is_colour(word, lang):
        found.add(fold(lemma(word, lang), lang))
    unknown = not known(word, lang)
    if word.islower() or unknown:
        found |= _stem(base, lang)
    if unknown:
        found.add(f"~{base}")
    elif word[0].isupper() and "er" in language(lang).inflection.endings:
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


def _hidden_plural(word: str, lang: str) -> set[str]:
    """Return the singular a dictionary hides behind a noun of its own.

    ``Bremsen`` is the plural of ``Bremse`` as well as the noun of ``bremsen``, and ``Tests`` has
    no other reading. simplemma knows one lemma for each word.
    """
    singular = word[:-1]
    ending = word.endswith(("en", "s"))
    if not ending or len(singular) < _SHORTEST_STEM or lemma(word, lang) != word:
        return set()
    is_noun = known(singular, lang) and lemma(singular, lang) == singular
    return {fold(singular, lang)} if is_noun else set()


@lru_cache(maxsize=200_000)
def _spellings(word: str, lang: str) -> tuple[str, ...]:
    """Return the spellings to look up: as it stands, in lower case, and with ß and umlauts."""
    found = [word]
    if word.isupper() and len(word) > 1:
        found.append(word.capitalize())
    if word[0].isupper():
        found.append(word.lower() if word.isupper() else word[0].lower() + word[1:])
    for plain, proper in language(lang).inflection.spellings:
        found += [s for s in (old.replace(plain, proper) for old in found) if known(s, lang)]
    return tuple(dict.fromkeys(found))


def _unknown_keys(word: str, base: str, lang: str) -> set[str]:
    """Guess what an unknown word may be a form of."""
    found = set()
    for ending in language(lang).inflection.endings or ("s",):
        rest = base[: -len(ending)]
        if base.endswith(ending) and (
            len(rest) >= _SHORTEST_STEM or (ending == "s" and len(rest) > 1)
        ):
            # Names, too, have a genitive; what other endings leave may only meet other guesses:
            # Morales is no form of Moral.
            found.add(rest if ending == "s" else f"~{rest}")
            if ending == "er" and word[0].isupper():
                found.add(f"{_CITIZEN}{rest}")
    found |= _stem(base, lang)
    if language(lang).compounds.links:
        found |= _head_lemmas(word, lang)
    return found


def _is_colour(word: str, lang: str) -> bool:
    """Say whether an adjective's lemma is a verb's: the headword ``weiß`` is not from ``wissen``.

    Participles are: ``gestorben`` stands for ``starb`` as well.
    """
    if language(lang).inflection.adjective is NEVER:
        return False
    adjective = word.islower() and dictionary(lang).get(f"{word}e") == word
    return adjective and not word.endswith(("n", "t")) and lemma(word, lang).endswith("n")


def _stem(base: str, lang: str) -> set[str]:
    """Take an adjective's ending off; marked, so that it only meets other guesses."""
    ending = language(lang).inflection.adjective
    return set() if ending is NEVER else {"~" + ending.sub("", base)}


def _head_lemmas(word: str, lang: str) -> set[str]:
    """Inflect an unknown compound by its head: ``Stahlhandelsverträge`` → ``…vertrag``."""
    for start in range(_HEAD, len(word) - _HEAD):
        head = word[start:].capitalize()
        if known(head, lang):
            return {fold(word[:start] + lemma(head, lang).lower(), lang)}
    return set()


@lru_cache(maxsize=50_000)
def inflects(word: str, lang: str) -> bool:
    """Say whether a language has forms of a noun besides a genitive: names have none."""
    if len(word) > LONGEST_WORD:
        return True
    plurals, umlauts = language(lang).inflection.plurals, _umlauts(lang)
    umlauted = [word[:i] + word[i].translate(umlauts) + word[i + 1 :] for i in range(1, len(word))]
    stems = [word, word.removesuffix("e"), *(stem for stem in umlauted if stem != word)]
    forms = {stem + ending for stem in stems for ending in ("", *plurals)} - {word, f"{word}s"}
    return any(entry(form, lang) == word for form in forms)


@lru_cache
def _umlauts(lang: str) -> dict[int, str]:
    return str.maketrans(dict(language(lang).inflection.umlauts))
