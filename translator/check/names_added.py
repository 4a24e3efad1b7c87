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

from translator.article import Finding, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.addresses import without_addresses
from translator.language.compounds import likely_parts
from translator.language.data import language
from translator.language.dates import months_in, weekdays_in
from translator.language.dictionary import entry, is_word, lemma
from translator.language.names import names, noun_rating
from translator.language.transliteration import exonyms, given_names, left_out, skeleton
from translator.translate.word_table import word_table

_WORD = re.compile(r"[^\W\d_]{1,60}")
_NEXT, _LAST = re.compile(r"[ -]([^\W\d_]{1,60})"), re.compile(r"([^\W\d_]{1,60})[ -]$")
_SHORTEST = 4  # letters; shorter ones are initials, articles and abbreviations
_ENDINGS = frozenset("e en er es n s um us".split())  # noqa: SIM905 - of the source's language
_BEGINNING = 3  # letters that a name and what is derived from it share
_STEM = 4  # letters that remain of a place's name in what is made from it: Neuseel-änder
_ABBREVIATED = 4  # letters of a title that may have a full stop: Mr., Prof.
_LIKELY = 0.1  # of a name, in the table both ways: Thrace for Thrakien has .44, others nothing
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
        found = found and unexplained(found, segment.source, lang, into)
        if found:
            yield placed.finding("names added", f"name not in the source: {quoted(found)}")


def unexplained(found: Sequence[str], source: str, lang: str, into: str) -> list[str]:
    """Return the words that the table of words does not know as a translation of the source's."""
    table = word_table(lang, into)
    if table is None or not found:
        return list(found)

    def count(part: str) -> int:
        return table.count(part, lang)

    forms = {
        form.casefold()
        for word in _WORD.findall(source)
        for form in (word, lemma(word, lang), *likely_parts(word.casefold(), lang, count))
    }
    ours = [table.number(form, lang) for form in sorted(forms)]
    theirs = [table.number(word.casefold(), into) for word in found]
    forth, back = table.look_up(ours, theirs, lang)
    likely = (forth * back).max(0)
    return [word for word, chance in zip(found, likely, strict=True) if chance < _LIKELY**2]


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
    families = {name.text for name in names(source, lang, into) if name.family}
    parts = [word for word in written if word not in families]  # Stadel is no part of Stadelmann
    for match in _WORD.finditer(target):
        word, plain = match.group(), skeleton(match.group())
        if len(word) < _SHORTEST or not word[0].isupper() or word.removesuffix("s").isupper():
            continue
        if plain in words or plain.removesuffix("s") in words:
            continue
        if any(_cut_short(plain, skeleton(name)) for name in lost):
            yield word, match.start()
        elif titled(target, match.start(), into) or not _is_common(word, into):
            known = _is_part(word.lower(), parts, lang) or _has_exonym(plain, source, lang, into)
            known = known or _is_half(plain, target, match, words)
            if not known and not any(_explains(other, plain, word, into) for other in words):
                yield word, match.start()


def _is_common(word: str, lang: str) -> bool:
    """Tell whether a word is written small, too; the lemma of some small forms is a name (moreau)."""
    if months_in(word, lang) or weekdays_in(word, lang):  # the check of dates looks for them
        return True
    base = entry(word.lower(), lang)
    return base is not None and base != word


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
            and len(other) >= len(name) + _BEGINNING
        )
        or (len(other) >= _STEM and name.startswith(other))
        for other in map(str.lower, written)
    )


def _is_half(plain: str, target: str, match: re.Match[str], words: Iterable[str]) -> bool:
    """Tell whether a word and its neighbour are one in the source: Hong Kong, Hongkong."""
    behind, before = _NEXT.match(target, match.end()), _LAST.search(target, 0, match.start())
    whole = [plain + skeleton(behind[1])] if behind else []
    whole += [skeleton(before[1]) + plain] if before else []
    return any(word.startswith(form) for form in map(skeleton, whole) for word in words)


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
    if other.startswith(plain) and other[len(plain) :] in _ENDINGS and len(plain) > _STEM:
        return True  # Uiguren, Sikhismus
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
