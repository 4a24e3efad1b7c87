"""Words made of words: whether a language explains one by its parts, and which part it is made with."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from translator.language.data import language
from translator.language.dictionary import LONGEST, LONGEST_WORD, entry, is_word, known
from translator.language.words import fold

_SHORTEST_STEM = 4  # letters; shorter pieces make words of any word
_HEAD = 3  # letters of the last part; not measured
_TELLING = 5  # letters from which a part is as good as any longer one
_LINKED = 0.8  # what a part with a linking element is worth beside one without
LONGEST_GUESS = 8  # letters of a word that short parts explain by chance: Biden, Durand


@lru_cache(maxsize=50_000)
def split_compound(word: str, part: str, lang: str) -> bool:
    """Say whether the compound ``word`` splits into ``part`` and words that exist.

    ``part`` must be its head or its first element; what remains, without a linking element, must
    be a word of the dictionary: ``Bremsbelagwechsel`` holds ``Bremsbelag``, ``Halterung`` does
    not hold ``Halter``.
    """
    parts = language(lang).compounds
    whole, piece = fold(word, lang), fold(part, lang)
    if (
        not parts.links
        or len(piece) < _SHORTEST_STEM
        or not len(piece) + _HEAD <= len(whole) <= LONGEST
    ):
        return False
    if whole.startswith(piece):
        rest = word[len(part) :]
        if rest in parts.feminine:
            return False
        return any(
            rest.startswith(link) and _is_noun(rest[len(link) :].capitalize(), lang, longest=False)
            for link in ("", *parts.links)
        )
    if whole.endswith(piece):
        rest = word[: len(word) - len(part)]
        return any(
            rest.endswith(link) and _is_noun(rest[: len(rest) - len(link)], lang)
            for link in ("", *parts.links)
        )
    return False


def _is_noun(word: str, lang: str, *, longest: bool = True) -> bool:
    """Say whether what remains of a compound is a word."""
    shortest = _HEAD if longest else _SHORTEST_STEM
    return len(word) >= shortest and (known(word, lang) or known(word.lower(), lang))


@lru_cache(maxsize=50_000)
def is_compound(word: str, lang: str, shortest: int) -> bool:
    """Say whether a word can be cut into parts a language has, each of ``shortest`` letters or more."""
    if not language(lang).compounds.links:
        return False
    if len(word) >= LONGEST_GUESS and language(lang).compounds.derived.search(word):
        return True
    return any(
        _begins(word[:cut], lang, shortest) and _ends(word[cut:], lang, shortest)
        for cut in range(2, len(word) - shortest + 1)
    )


@lru_cache(maxsize=20_000)
def is_explained(word: str, lang: str) -> bool:
    """Say whether a dictionary knows a word, also without an s at its end, or the parts it is made of."""
    forms = (word, word.removesuffix("s"))
    return any(known(form, lang) or known(form.lower(), lang) for form in forms) or is_compound(
        word, lang, 3
    )


@lru_cache(maxsize=100_000)
def _begins(part: str, lang: str, shortest: int) -> bool:
    parts = language(lang).compounds
    if part in parts.short:
        return True
    stems = [part, part + "e", part + "en"]
    stems += [part[: -len(link)] for link in parts.links if part.endswith(link)]
    return any(len(stem) >= shortest and is_word(stem, lang) for stem in stems)


@lru_cache(maxsize=100_000)
def _ends(part: str, lang: str, shortest: int) -> bool:
    if entry(part.capitalize(), lang) or entry(part, lang):
        return True
    return len(part) >= 2 * shortest and is_compound(part.capitalize(), lang, shortest)


def likely_parts(word: str, lang: str, count: Callable[[str], int]) -> tuple[str, ...]:
    """Return the two parts a compound is most likely made of, head last; none where there are no two.

    ``count`` says how often a word stands in a corpus, 0 of one that is no word; ``word`` and its
    parts are in small letters. The likeliest parts are the most frequent ones (Koehn and Knight
    2003); of parts as frequent those without a linking element.
    """
    links = language(lang).compounds.links
    if not links or len(word) > LONGEST_WORD:
        return ()
    best = 0.0
    found: tuple[str, ...] = ()
    for cut in range(_HEAD, len(word) - _HEAD + 1):
        head = count(word[cut:])
        if not head:
            continue
        for link in ("", *links):
            first = word[:cut].removesuffix(link)
            if len(first) < _HEAD or len(first) + len(link) != cut:
                continue
            both = (
                min(head, count(first)) * min(len(first), _TELLING) * min(len(word) - cut, _TELLING)
            )
            weighed = both * (_LINKED if link else 1.0)
            if weighed > best:
                best, found = weighed, (first, word[cut:])
    return found
