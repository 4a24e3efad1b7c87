"""Term forms in target text: find them in any inflection, make them, fit them into a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translator.language.data import language
from translator.language.dictionary import dictionary, entry, lemma
from translator.language.indefinite import sounds_like_vowel
from translator.language.inflection import same_word
from translator.language.words import Token, fold, tokenize

_HYPHENS = "-‐‑–"
_JOINT = re.compile(r"( |-)")  # between two words of a term
_LONGEST_ACRONYM = 4  # letters; longer words in capitals are shouted
_CACHED = 2_000  # characters; longer targets are taken apart each time
_SHORTEST_ADJECTIVE = 4  # letters; "only" is not from "on"
_BEGINNING = re.compile(r"""(?:[\s"'“„«»(–-]|\d+[.)])*""")  # "2. Lock nut", too, but "2 lock nuts"
_BEFORE_WORD = ' "“„«‘'  # between an article and its noun
_NAME_PARTICLE = 3  # letters: de, von, bin
_ARTICLES = {
    "en": ("the ", "a ", "an "),
    "pt": ("o ", "a ", "os ", "as "),
    "fr": ("le ", "la ", "les ", "l'"),
    "es": ("el ", "la ", "los ", "las "),
    "it": ("il ", "la ", "lo ", "gli ", "le ", "i "),
}
_INFLECTED_ARTICLE = re.compile(
    r"\b(?:[oa]s?|[dn][oa]s?|ao|aos|às?|pel[oa]s?|um|uma|el|los?|las?|del|al|un|una|le|les|des?|du"
    r"|aux?|une|il|gli|i|della|dello|nel|nella|der|die|das|dem|den|het)\s$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_BARE_APOSTROPHE = re.compile(r"['’](?= \w)")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A form found in a target: half-open character span, and whether it stands as written."""

    span: tuple[int, int]
    form: str
    exact: bool


def find_forms(target: str, forms: Iterable[str], lang: str) -> tuple[Occurrence, ...]:
    """Find all occurrences of any of ``forms`` in ``target``, longest first, without overlaps.

    Inflected forms count (plural, possessive, tenses of a verb); casing does not matter, except
    for acronyms of up to four letters (``US`` is not ``us``).
    """
    tokens = _tokens(target)
    found = []
    for form in forms:
        words = form_words(form, lang)
        for start in range(len(tokens)):
            end, exact = _compare(words, tokens, start, lang)
            if end:
                span = (tokens[start].start, tokens[end - 1].end)
                found.append(Occurrence(span, form, exact))
    found.sort(key=lambda o: (o.span[0] - o.span[1], not o.exact))
    kept: list[Occurrence] = []
    taken: set[int] = set()
    for occurrence in found:
        place = range(*occurrence.span)
        if taken.isdisjoint(place):
            kept.append(occurrence)
            taken.update(place)
    return tuple(sorted(kept, key=lambda o: o.span))


@lru_cache(maxsize=20_000)
def form_words(form: str, lang: str) -> tuple[str, ...]:
    """Return the words of a form that must stand in a target: no leading article or ``to``."""
    bare = without_article(form, lang)
    if lang == "en" and bare.startswith("to "):
        bare = bare.removeprefix("to ")
    return tuple(token.text for token in tokenize(bare) if token.text not in _HYPHENS)


def as_joined(text: str, forms: Sequence[str]) -> str:
    """Return words of a target joined as the first of ``forms`` joins them: *witch-hunts*.

    What one of ``forms`` has as it stands, or has other words, comes back as it is.
    """
    parts = _JOINT.split(text)
    whole = (_JOINT.split(form) for form in forms)
    alike = next((some for some in whole if len(some) == len(parts)), parts)
    if any(parts[1::2] == _JOINT.split(form)[1::2] for form in forms):
        return text
    return "".join(part if n % 2 == 0 else alike[n] for n, part in enumerate(parts))


def without_article(form: str, lang: str) -> str:
    """Drop the article some glossaries write in front of a term."""
    for article in _ARTICLES.get(lang, ()):
        if form.lower().startswith(article) and len(form) > len(article):
            return form[len(article) :]
    return form


def inflections(form: str, lang: str) -> tuple[str, ...]:
    """Return the forms a term may take besides ``form`` itself, in alphabetical order.

    A noun phrase changes its last word; a verb phrase, its first. For English and every other
    language simplemma has a dictionary for; unknown English nouns get a regular plural.
    """
    words = form_words(form, lang)
    if not words or not words[-1][0].isalpha():
        return ()
    bare = without_article(form, lang).removeprefix("to " if lang == "en" else "")
    is_verb = lang == "en" and form.startswith("to ")
    word = words[0] if is_verb else words[-1]
    forms = _word_forms(word, lang)
    head = bare[: -len(word)]
    if is_verb:
        return tuple(other + bare[len(word) :] for other in forms)
    return tuple(head + other for other in forms)


def as_adjective(form: str, lang: str) -> str:
    """Return the adjective of an English adverb, for German has one word for both; else nothing."""
    if lang != "en" or not form.isalpha() or not form.endswith("ly"):
        return ""
    stems = (form[:-2], form[:-1] + "e", form[:-3] + "y", form.removesuffix("ally"))
    known_ones = (s for s in stems if len(s) >= _SHORTEST_ADJECTIVE and entry(s, "en") == s)
    return next(known_ones, "")


def insert(target: str, span: tuple[int, int], form: str, lang: str) -> tuple[str, tuple[int, int]]:
    """Put ``form`` in the place of ``target[start:end]``; case and article are made to fit.

    Returns the new target and the span of the form in it.
    """
    start, end = span
    before, after = target[:start], target[end:]
    before, form = fit(before, form, lang, whole=target)
    if before and not before[-1].isspace() and before[-1].isalnum():
        before += " "
    if after and after[0].isalnum():
        after = " " + after
    if lang == "en":
        after = _possessive(form, target[start:end], after)
    return before + form + after, (len(before), len(before) + len(form))


def _possessive(form: str, old: str, after: str) -> str:
    """Fit what follows an apostrophe: ``children's`` → ``kids'``, ``pupils'`` → ``child's``."""
    word = form.rsplit(maxsplit=1)[-1]
    plural = word.endswith("s") and lemma(word.lower(), "en") != word.lower()
    if plural and _POSSESSIVE.match(after):
        return after[0] + after[2:]
    if old.endswith("s") and not word.endswith("s") and _BARE_APOSTROPHE.match(after):
        return f"{after[0]}s{after[1:]}"
    return after


def fit(before: str, form: str, lang: str, whole: str = "") -> tuple[str, str]:
    """Make ``before`` and ``form`` fit each other: capital, ALL CAPS, doubled article, a/an."""
    bare = form.removeprefix("to ") if lang == "en" else form
    preceding = before.rstrip(_BEFORE_WORD).rsplit(maxsplit=1)[-1:]
    word = preceding[0].lower() if preceding else ""
    if word and any(word == article.strip() for article in _ARTICLES.get(lang, ())):
        bare = without_article(bare, lang)
    if lang == "en" and word in ("a", "an"):
        before = _with_article(before, bare)
    letters = [char for char in (whole or before) if char.isalpha()]
    if len(letters) > 8 and all(char.isupper() for char in letters):  # noqa: PLR2004 - more than an acronym
        bare = bare.upper()
    elif _BEGINNING.fullmatch(before):
        bare = bare[0].upper() + bare[1:]
    return before, bare


def agrees(before: str, old: str, form: str, lang: str) -> bool:
    """Guess whether ``form`` can follow the article before ``old`` without changing it.

    English articles have no gender. Elsewhere the last letters of the first words have to be
    alike, unless the word before is no article: ``da Grã-Bretanha`` is no place for ``Reino``.
    """
    if lang == "en" or not _INFLECTED_ARTICLE.search(before):
        return True
    one, other = (re.split(r"[\s-]", text, maxsplit=1)[0] for text in (old, form))
    return one[-1:].lower() == other[-1:].lower() or one.casefold() == other.casefold()


def is_name(form: str) -> bool:
    """Say whether a form is a name or an acronym, which no target language inflects much."""
    return all(word[0].isupper() or len(word) <= _NAME_PARTICLE for word in form.split())


def _with_article(before: str, form: str) -> str:
    """Turn a trailing ``a`` into ``an`` or back."""
    stripped = before.rstrip(_BEFORE_WORD)
    blank = before[len(stripped) :]
    head = stripped[:-2] if stripped[-2:].lower() == "an" else stripped[:-1]
    old = stripped[len(head) :]
    article = "an" if sounds_like_vowel(form) else "a"
    return head + (article.capitalize() if old[0].isupper() else article) + blank


def _compare(
    words: Sequence[str], tokens: Sequence[Token], start: int, lang: str
) -> tuple[int, bool]:
    """Return the token after a match that begins at ``start`` (0: none) and if it is exact."""
    position, exact = start, True
    for number, word in enumerate(words):
        if number and position < len(tokens) and tokens[position].text in _HYPHENS:
            position += 1
        if position >= len(tokens):
            return 0, False
        text = tokens[position].text
        if fold(text, lang) != fold(word, lang):
            if not text[0].isalpha() or not same_word(text, word, lang):
                return 0, False
            exact = False
        if word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM and not text[:1].isupper():
            return 0, False
        position += 1
    return (position, exact) if words else (0, False)


def _tokens(target: str) -> tuple[Token, ...]:
    return _cached_tokens(target) if len(target) <= _CACHED else tokenize(target)


@lru_cache(maxsize=4_096)
def _cached_tokens(target: str) -> tuple[Token, ...]:
    return tokenize(target)


@lru_cache(maxsize=8)
def _paradigms(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Return lemma → forms, the dictionary of simplemma read backwards."""
    forms: dict[str, set[str]] = defaultdict(set)
    for form, base in dictionary(lang).items():
        forms[base].add(form)
    return {base: tuple(sorted(found)) for base, found in forms.items()}


@lru_cache(maxsize=20_000)
def _word_forms(word: str, lang: str) -> tuple[str, ...]:
    """Return the other forms of a word, in its own casing."""
    if word.isupper() and len(word) > 1:
        return (word + "s",) if lang == "en" else ()
    base = lemma(word, lang)
    found = {form for form in _paradigms(lang).get(base, ()) if form.isalpha()} | {base}
    found |= {form for form, hides in language(lang).inflection.hidden.items() if hides == base}
    if lang == "en" and len(found) == 1 and word.islower():
        found.add(_english_plural(base))
    if word[0].isupper():
        found = {form[0].upper() + form[1:] for form in found}
    return tuple(sorted(found - {word}))


def _english_plural(word: str) -> str:
    """Return the regular plural of an English noun."""
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"
