"""Words of the source that nothing translates, copied where the model wrote a word that is none.

A small model spells a name piece by piece and ends in "velocircer", "nestleé", "Palmiras". Where the alignment says
which word of the source that was to be, and neither the table of words nor the dictionary nor its parts tell what that is
called, it stands as it does there. In the place of a word in small letters it must be like it; in that of
a word with a capital no more than one or two letters within it may be missing, for a name may be spelled otherwise in
English. What looks like the word's own English form (lophoscopy, *Lophoskopie*) stays.

Of newstest2020 and FLORES dev 16 segments change with starter 0.4, 15 for the better, one is as wrong as before ("angelburg",
*Engelsburg*).
Of 6,000 translations by people eleven would: two words that no dictionary has (nightwatchman), six names spelled as the
German has them, three that stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.glossary.renderings import insert
from translator.language.bilingual import called
from translator.language.data import language
from translator.language.dictionary import is_word, lemma
from translator.language.names import names
from translator.language.transliteration import likeness, skeleton, transliterated
from translator.language.unknown_words import can_tell, unknown_words
from translator.translate.accept import Candidate, harmless
from translator.translate.align import parts
from translator.translate.constraints import Account, Span
from translator.translate.faults import Pair
from translator.translate.word_table import WordTable, word_table
from translator.translate.work import LONGEST, Work

_LINKED = 0.5  # strength of a link that says which word of the source it was to be
_CALLED = 0.02  # of an entry of the table that says what a word is called
_ALIKE = 0.4  # likeness of a word that is none and the one it was to be
_COGNATE = 0.85  # of two cognates
_ENDING = re.compile(r"(?:ian|an|id|ine|ite|ist)s?$")
_STEM, _SUFFIX = 6, 3  # letters that two such words share, and of the German ending
_FEW = 2  # letters that may be missing within a word
_SHORTEST = 4  # letters of a word that lacks some
_WORD = re.compile(r"[^\W\d_]+")


def copy(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Write words of the source that have no translation as they stand there, if nothing kept is lost."""
    source, into = (lang.partition("-")[0] for lang in (engine.source, engine.target))
    table = word_table(source, into)
    if table is None or not can_tell(into):
        return
    for work in works:
        if len(work.source) > LONGEST:
            continue
        for span in sorted(_places(work.now), reverse=True):
            if text := _untranslated(work.now, span, table):
                after = work.now.wanted.account(insert(work.now.target, span, text, into)[0])
                if harmless(Candidate(after), work.now):
                    work.take(after, TermOutcome.SUBSTITUTED)


def _places(account: Account) -> Iterator[Span]:
    """Yield where words stand that are none: in small letters, or with a capital and letters missing."""
    wanted, target = account.wanted, account.target
    pair = wanted.pair
    house = {w for goal in wanted.goals for form in goal.forms for w in _WORD.findall(form)}
    there = set(_WORD.findall(pair.source))
    unknown = set(unknown_words(pair.source, target, pair.into))
    longer = [word for word in there if word[0].isupper() and not transliterated(word)]
    for match in _WORD.finditer(target):
        word = match[0]
        if word in house or word in there:
            continue
        if word in unknown or (
            word[0].isupper()
            and any(_is_shortened(word, whole) for whole in longer)
            and not is_word(word, pair.into)
        ):
            yield match.span()


def _is_shortened(short: str, long: str) -> bool:
    """Say whether one or two letters within a long word are missing in the short one: Hasings, but no Ashkelon (*Aschkelon*)."""
    if not 0 < len(long) - len(short) <= _FEW or len(short) < _SHORTEST or long.startswith(short):
        return False
    if skeleton(short) == skeleton(long):
        return False
    letters = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(c in letters for c in short)


def _untranslated(now: Account, span: Span, table: WordTable) -> str:
    """Return the noun of the source that ``span`` was to be, if nothing tells what it is called."""
    pair, seen = now.wanted.pair, now.turned
    word = now.target[slice(*span)]
    known = {name.span: name.forms[0] for name in names(pair.source, pair.lang, pair.into)}
    for number in seen.words(*span):
        for link in seen.of_source.get(number, ()):
            place = seen.target[link.target]
            text = pair.source[slice(*place)]
            if link.strength < _LINKED or text[0].islower() or not _may_be(word, text):
                continue
            base = known.get(place) or lemma(text, pair.lang)
            if place in known or not _is_called(text, base, pair, table):
                return base
    return ""


def _may_be(word: str, text: str) -> bool:
    """Say whether a word that is none may be an attempt at a word of the source, and no cognate of it."""
    alike = likeness(text, word)
    cognate = word.islower() and (alike >= _COGNATE or _has_own_ending(word, text))
    return alike >= _ALIKE and not cognate


def _has_own_ending(word: str, text: str) -> bool:
    """Say whether a word is one of the source with an English ending: ceratopsians, *Ceratopsier*."""
    ours, theirs = skeleton(text), skeleton(word)
    begun = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(ours, theirs, strict=False)))
    return bool(_ENDING.search(word)) and begun >= _STEM and len(ours) - begun <= _SUFFIX


def _is_called(text: str, base: str, pair: Pair, table: WordTable) -> bool:
    """Say whether the table, the dictionary, its parts or its ending tell what a noun is called."""
    forms, known = dict.fromkeys(t.casefold() for t in (text, base)), language(pair.lang)
    return (
        base[0].islower()
        or any(
            strength >= _CALLED for form in forms for _, strength in table.entries(form, pair.lang)
        )
        or bool(called(base, pair.lang, pair.into))
        or bool(parts(base.casefold(), pair.lang, table.langs))
        or bool(known.compounds.derived.search(base))
        or bool(known.names.derived.search(base))
        or bool(known.names.citizen and base.endswith(known.names.citizen))
    )
