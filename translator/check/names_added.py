"""Names from nowhere: a capitalised word of the target that nothing in the source explains.

A word that the target's language writes small as well is no name here (School, Minister). The others
are explained by the source's word in the same or a similar spelling, by what the source's language
calls them (Wien, Vienna), or by a word of the same beginning (Brasilianer, Brazilian). A name with
letters left out is no similar spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from translator.article import Finding, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.addresses import without_addresses
from translator.language.data import language
from translator.language.dictionary import entry, is_word
from translator.language.names import noun_rating
from translator.language.transliteration import exonyms, given_names, left_out, skeleton

_WORD = re.compile(r"[^\W\d_]{1,60}")
_SHORTEST = 4  # letters; shorter ones are initials, articles and abbreviations
_BEGINNING = 3  # letters that a name and what is derived from it share
_STEM = 4  # letters that remain of a place's name in what is made from it: Neuseel-änder
_ABBREVIATED = 4  # letters of a title that may have a full stop: Mr., Prof.
_BETWEEN = 4  # words within a name
# Likeness of letters. Of names that stand in the dictionary: Kanada and Canada have .62, Arabien and
# Arabia .71, unrelated names mostly below .5. Of others, transliterations have .8 and more.
_ALIKE_KNOWN, _ALIKE = 0.62, 0.78


def names_added(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find names that the source does not have, and names of which letters are missing."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not language(into).names.forms_known or language(into).capital_nouns:
        return
    for placed in placed_segments(translation):
        segment = placed.segment
        shielded = [use.target_span for use in segment.terms if use.target_span]
        found = [
            word
            for word, start in added_names(segment.source, segment.target, lang, into)
            if not any(a <= start < b for a, b in shielded)
        ]
        if found:
            yield placed.finding("names added", f"name not in the source: {quoted(found)}")


def added_names(source: str, target: str, lang: str, into: str) -> Iterator[tuple[str, int]]:
    """Yield the names of a target that its source does not explain, and where they start."""
    written = dict.fromkeys(_WORD.findall(source))
    words = tuple(dict.fromkeys(map(skeleton, written)))
    target = without_addresses(target)
    there = {skeleton(word) for word in _WORD.findall(target)}
    lost = [
        w
        for w in written
        if w[0].isupper() and skeleton(w) not in there and _may_be_name(w, lang, into)
    ]
    for match in _WORD.finditer(target):
        word, plain = match.group(), skeleton(match.group())
        if len(word) < _SHORTEST or not word[0].isupper() or word.isupper():
            continue
        if plain in words or plain.removesuffix("s") in words:
            continue
        if any(_cut_short(plain, skeleton(name)) for name in lost):
            yield word, match.start()
        elif titled(target, match.start(), into) or not entry(word.lower(), into):
            known = _is_part(word.lower(), written, lang) or _has_exonym(plain, source, lang, into)
            if not known and not any(_explains(other, plain, word, into) for other in words):
                yield word, match.start()


def _may_be_name(word: str, lang: str, into: str) -> bool:
    """Tell whether a word may be a name that has one form in both languages."""
    known = word in given_names() or word in exonyms(lang, into)
    return not known and noun_rating(word, lang) < 1


def _cut_short(plain: str, name: str) -> bool:
    """Tell whether a word has the beginning and the end of a name, and not all between."""
    return plain[:2] == name[:2] and plain[-1] == name[-1] and left_out(plain, name)


def _is_part(name: str, written: Iterable[str], lang: str) -> bool:
    """Tell whether a name is the source's in a compound (Chathaminseln), or the other way round."""
    return any(
        (
            (other.endswith(name) or (other.startswith(name) and is_word(other[len(name) :], lang)))
            and len(other) >= len(name) + _STEM
        )
        or (len(other) >= _STEM and name.startswith(other))
        for other in map(str.lower, written)
    )


def titled(text: str, start: int, lang: str) -> bool:
    """Tell whether a title stands right before a place: Ms, Dr."""
    titles = language(lang).names.titles
    return any(
        text.endswith(
            (f"{title} ", f"{title}. ") if len(title) <= _ABBREVIATED else f"{title} ", 0, start
        )
        for title in titles
    )


def _explains(other: str, plain: str, word: str, into: str) -> bool:
    if other[:1] != plain[:1] and not set(other) & set(plain):
        return False
    known = is_word(word, into)
    if (
        known
        and len(other) > _BEGINNING
        and (
            other[:_BEGINNING] == plain[:_BEGINNING]
            or (len(plain) > _STEM and plain[: _STEM + 1] in other)
        )
    ):
        return True
    if other[: _STEM + 1] == plain[: _STEM + 1] and not left_out(plain, other):
        return len(plain) > _STEM
    if known and len(other) > len(plain) + _BEGINNING:  # Südosteuropas
        other = other[-len(plain) - 1 :]
    matcher = SequenceMatcher(None, plain, other, autojunk=False)
    least = _ALIKE_KNOWN if known else _ALIKE
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return False
    return matcher.ratio() >= least and (known or not left_out(plain, other))


def _has_exonym(plain: str, source: str, lang: str, into: str) -> bool:
    """Tell whether the source names the same place, or has a word made from its name."""
    low = source.lower()
    called = _called(lang, into)
    forms = (plain, *(plain[:end] for end in (-1, -2, -3) if len(plain) + end >= _STEM))
    return any(stem in low for form in forms for stem in called.get(form, ()))


@lru_cache
def _called(lang: str, into: str) -> Mapping[str, Sequence[str]]:
    """Return by the words of the target's names, and their stems, stems of the source's names."""
    found: dict[str, list[str]] = {}
    for name, forms in exonyms(lang, into).items():
        stem = name.lower()[: max(_STEM, len(name) - _STEM)]
        for word in (skeleton(w) for form in forms for w in _WORD.findall(form)):
            for form in {word, word[:-1] if len(word) > _STEM else word}:
                found.setdefault(form, []).append(stem)
    return found


def names_in_order(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find two words of a name that stand side by side in the source and nowhere so in the target."""
    del glossary
    lang = source_lang(translation)
    for placed in placed_segments(translation):
        parted = parted_names(placed.segment.source, placed.segment.target, lang)
        if parted:
            yield placed.finding("order of names", f"parts of a name exchanged: {quoted(parted)}")


def _is_noun(word: str, lang: str) -> bool:
    """Tell whether a word is a noun of the language and of others (Hotel), or surely one."""
    return entry(word, lang) is not None and noun_rating(word, lang) == 1


def _apart(first: str, second: str, words: Sequence[str]) -> bool:
    """Tell whether one word follows the other with some between: House Energy Committee."""
    start, end = words.index(first), words.index(second)
    return start < end <= start + _BETWEEN


def parted_names(source: str, target: str, lang: str) -> list[str]:
    """Return the pairs of capitalised words that a target has both, equally often, and never in order."""
    words = [skeleton(word) for word in _WORD.findall(target)]
    pairs = set(pairwise(words))
    parted = []
    for one, other in pairwise(_WORD.finditer(source)):
        pair = one.group(), other.group()
        if source[one.end() : other.start()] not in (" ", "-") or not all(
            word[0].isupper() and not _is_noun(word, lang) for word in pair
        ):
            continue
        first, second = map(skeleton, pair)
        if first == second or not 0 < words.count(first) == words.count(second):
            continue
        if (first, second) not in pairs and not _apart(first, second, words):
            parted.append(" ".join(pair))
    return parted
