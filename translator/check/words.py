"""Words that cannot stand in the target: none of its language, or words of the source left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.check.texts import is_untranslated
from translator.glossary.concept import Glossary
from translator.language.addresses import without_addresses
from translator.language.compounds import is_compound
from translator.language.data import language
from translator.language.dictionary import is_word, lemma
from translator.language.tagger import names_by_place
from translator.language.transliteration import exonyms
from translator.language.unknown_words import can_tell, unknown_words
from translator.markup.verbatim import PLACEHOLDER
from translator.translate.word_table import word_table

_WORD = re.compile(r"(?<!['’\w])[^\W\d_]{1,60}(?!['’]t)")
_SHORTEST = 4  # letters; shorter ones are units, articles of other languages, abbreviations
_LEFT_OVER = 3  # words
_RARE = 12  # times in the corpora behind the table of words; 8 or 16, it counts in powers of two
_LONG = 12  # letters; shorter compounds that the dictionary lacks may be names: Westerland
_QUOTED = re.compile(r"[\"„“«»][^\"“”«»]{1,100}[\"“”«»]")
# Names by how they stand: in quotation marks alone, before a hyphen (Bohr-Modell).
_NAMED = re.compile(
    r"[\"„“«»](?:[^\s\"„“”«»]{1,60}\s){0,3}[^\s\"„“”«»]{1,60}[\"“”«»]|(?<![-\w])[^\W\d_]+(?=-[^\W\d_])"
)


def words_known(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find words that are none of the target's language, none of the source's and no names."""
    into = target_lang(translation)
    if not can_tell(into):
        return
    house = {
        w for c in glossary.concepts for t in c.forms(translation.lang) for w in _words(t.text)
    }
    for placed in placed_segments(translation):
        source, target = placed.segment.source, _plain(placed.segment.target)
        found = [w for w in unknown_words(source, target, into) if w not in house]
        if found:
            yield placed.finding("words", f"no word of the language: {quoted(found)}")


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def source_words(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find words of the source's language that stand in the target as they stood in the source."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not language(lang).capital_nouns or lang == into:
        return
    for placed in placed_segments(translation):
        if is_untranslated(placed):
            continue
        source, target = _plain(placed.segment.source), _plain(placed.segment.target)
        target = _without_titles(target, source)
        kept = {w for use in placed.segment.terms for w in _WORD.findall(use.target)}
        found = [
            w
            for w in words_left(source, target, lang, into)
            if w not in kept and not (w[0].isupper() and _may_be_called_so(w, lang, into))
        ]
        if found:
            many = len(found) > _LEFT_OVER
            severity = Severity.ERROR if many else Severity.WARNING
            yield placed.finding(
                "source words", f"left as in the source: {quoted(found)}", severity
            )


def _plain(text: str) -> str:
    return PLACEHOLDER.sub(" ", without_addresses(text))


def _without_titles(target: str, source: str) -> str:
    """Take away what stands in quotation marks and so in the source: „Bild am Sonntag“."""
    return _QUOTED.sub(lambda quote: " " if quote[0][1:-1] in source else quote[0], target)


def words_left(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the words of a target that are the source's and none of the target's language.

    Not those that are names: of a place called the same, in one name with the word beside it in both
    texts, or names by their place in the source's sentence.
    """
    there = set(_WORD.findall(source))
    called = {word for name in _NAMED.findall(source) for word in _WORD.findall(name)}
    matches = list(_WORD.finditer(target))
    found = []
    for number, match in enumerate(matches):
        word = match.group()
        if word not in there or word in called or not _is_foreign(word, lang, into):
            continue
        if word[0].islower() or not _in_a_name(source, target, matches, number):
            found.append(word)
    doubtful = {w for w in found if w[0].isupper() and w not in exonyms(lang, into)}
    names = names_by_place(source) if doubtful else frozenset()
    found = [word for word in found if word not in doubtful or word not in names]
    # One word in small letters may be Latin, an acronym, or part of a name (Ursula von der Leyen).
    small = {word for word in found if word.islower()}
    if len(small) == 1 and not _is_usual(min(small), lang, into):
        return [word for word in found if word not in small]
    return found


def _is_usual(word: str, lang: str, into: str) -> bool:
    """Tell whether the source's language often has a word, and names have not."""
    table = word_table(lang, into)
    if table is None or len(word) < _SHORTEST or language(lang).words.function.fullmatch(word):
        return False
    return table.count(word, lang) >= _RARE


def _may_be_called_so(word: str, lang: str, into: str) -> bool:
    """Tell whether a noun is so rare that it is likelier a name: no compound, its lemma in no text."""
    table = word_table(lang, into)
    if table is None or word in exonyms(lang, into) or is_compound(word, lang, _SHORTEST):
        return False
    forms = {word.casefold(), lemma(word, lang).casefold()}
    return max(table.count(form, lang) for form in forms) < _RARE


def _is_foreign(word: str, lang: str, into: str) -> bool:
    if len(word) < _LEFT_OVER:
        return False
    called = exonyms(lang, into).get(word)
    if called:
        return word not in called
    if is_word(word, into) or not (word.islower() or word[1:].islower()):
        return False
    if word.islower() or is_word(word, lang):
        return is_word(word, lang)
    return len(word) >= _LONG and is_compound(word, lang, _SHORTEST)


def _in_a_name(source: str, target: str, matches: Sequence[re.Match[str]], number: int) -> bool:
    """Tell whether the word before or behind is capitalised and stands so in the source, too."""
    this = matches[number]
    near = [matches[n] for n in (number - 1, number + 1) if 0 <= n < len(matches)]
    pairs = [
        sorted((this, other), key=re.Match.start)
        for other in near
        if other.group()[0].isupper() and len(other.group()) >= _SHORTEST
    ]
    return any(
        target[a.end() : b.start()] in (" ", "-") and target[a.start() : b.end()] in source
        for a, b in pairs
    )
