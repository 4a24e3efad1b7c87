"""One thing, one name: a noun of the source that is called several things within an article."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from translator.article import Finding, Severity, Translation
from translator.check.counterparts import ContentWord, counterparts, has_table
from translator.check.segments import Placed, placed_segments, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.compounds import is_compound
from translator.language.data import language
from translator.language.dictionary import entry, lemma
from translator.translate.word_table import word_table

_SURE, _LIKELY = 0.4, 0.15  # of a link, and of its chance; not swept
_SHORTEST = 4  # letters
_SAME = 0.6  # forms and kin of one word (defence, defense) have more letters in common
_FREQUENT = 1500  # times in the corpora; a more frequent noun (Zeit, Land) has several senses


def one_name(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find nouns whose second name differs from the first; those of the glossary have their own check."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not (language(lang).capital_nouns and has_table(lang, into)):
        return
    names: dict[str, dict[str, str]] = {}
    for placed in placed_segments(translation):
        for word in _nouns(placed, lang, into):
            noun, name = lemma(word.text, lang), lemma(word.partner.lower(), into)
            before = names.setdefault(noun, {})
            if before and not any(_alike(name, other) for other in before):
                first = next(iter(before.values()))
                message = f'"{noun}" is "{word.partner}" here and "{first}" before'
                yield placed.finding("naming", message, Severity.NOTE)
            before.setdefault(name, word.partner)


def _nouns(placed: Placed, lang: str, into: str) -> Iterator[ContentWord]:
    """Yield the nouns of a segment that are neither names, nor terms, nor frequent words."""
    table = word_table(lang, into)
    if table is None:
        return
    terms = {word for use in placed.segment.terms for word in use.source.split()}
    found = counterparts(placed.segment.source, placed.segment.target, lang, into)
    for word in found.source:
        if not word.text[0].isupper() or len(word.text) < _SHORTEST or word.text in terms:
            continue
        if word.strength < _SURE or word.chance < _LIKELY or not _is_common(word.partner, into):
            continue
        rare = 0 < table.count(lemma(word.text, lang).casefold(), lang) <= _FREQUENT
        if rare and not is_compound(word.text, lang, _SHORTEST):  # whose parts are words there
            yield word


def _is_common(word: str, lang: str) -> bool:
    """Tell whether a word is written small, too, and is one of the open classes."""
    low = word.lower()
    function = language(lang).words.function.fullmatch(low) or low in language(lang).unfinished
    return (entry(low, lang) or "").islower() and not function


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME
