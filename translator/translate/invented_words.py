"""Words in the place of those that a model made up: "brothles", "balconys", "watertaxis".

A small model spells rare words piece by piece, and ends in words that are none. What such a word stands for
the alignment says, and the table of words what that is called; that takes its place where the model does
not find it much less likely and nothing that was kept is lost. Where the table says nothing, a word that is spelled
but one letter otherwise may, if a word of the source is called so; and two words that are written as one, as
in the compound they stand for, are written as two. What is left the check ``words`` reports.

Another of the model's hypotheses is no help: most that lack the word have one in its place that is only
fluent ("intrusive" for *unzerbrechlich*), and would hide the fault. Those whose new words were all linked to
words of the source changed 18 segments more of FLORES dev and newstest2020, made 9 of them better, and took
18 percent of the model's time. Compounds that the table lacks, put together from their parts, changed 8:
"symphony orchestra", but "lend maternity", "immediately magic".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.glossary.renderings import insert
from translator.language.dictionary import entry, is_word, lemma
from translator.language.transliteration import likeness
from translator.language.unknown_words import can_tell, one_letter_off, two_words, unknown_words
from translator.translate.accept import Candidate, harmless
from translator.translate.align import parts
from translator.translate.constraints import Account, Span
from translator.translate.faults import Pair
from translator.translate.word_table import WordTable, word_table
from translator.translate.work import LONGEST, Work

# Mean log-probability per piece that a target may lose. Of FLORES dev and newstest2020 21 segments change at .15,
# 29 at .25, 33 at .4 and 37 at .6. All were read: at .4 31 are better and 2 as wrong as before, at .6 one
# more is better and two are worse.
MARGIN = 0.4
# Strength of a link that says what an invented word stands for. At .05 seven more change, two for the worse.
_LINKED = 0.1
_SAID = 0.3  # of one that says that a word of the source is rendered elsewhere
_CALLED = (
    0.12  # of an entry of the table whose word may take the place; at .08 "exercised" for a parody
)
# Of an entry that a word one letter off, or one half of a word, may be. With the likeness of cognates below, 17 segments
# of FLORES dev and newstest2020 change: 15 are better, 2 as wrong as before. With a likeness of .76 from any length on,
# and for halves, too, nine more change, seven for the worse (parr for a Paar, conservatory for konservativ).
_MAY_BE = 0.02
_ALIKE = 0.85  # likeness of cognates: photosphere, Photosphäre
_LONG = 7  # letters that both of them have
_SHORT = 3  # letters; shorter words are mostly grammar
_MOST = 5  # in a target; with more of them it is no sentence, and each costs the model a turn
_WORD = re.compile(r"[^\W\d_]+")
_PLURAL = re.compile(r"(?<![isu])s$")  # for no more than which of two words comes first


def reword(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Put words that are some in the place of those that are none, the last of a sentence first."""
    source, into = (lang.partition("-")[0] for lang in (engine.source, engine.target))
    table = word_table(source, into)
    if table is None or not can_tell(into):
        return
    rest = [(work, _places(work.now)) for work in works if len(work.source) <= LONGEST]
    rest = [(work, spans) for work, spans in rest if len(spans) <= _MOST]
    while rest := [(work, spans) for work, spans in rest if spans]:
        pending = [(work, _instead(work.now, spans.pop(), table)) for work, spans in rest]
        _take_likeliest(engine, [(work, texts) for work, texts in pending if texts])


def _places(account: Account) -> list[Span]:
    """Return where words stand that nobody knows; those of the glossary are known."""
    wanted, into = account.wanted, account.wanted.pair.into
    house = {w for goal in wanted.goals for form in goal.forms for w in _WORD.findall(form)}
    low = wanted.pair.source.lower()
    unknown = set(unknown_words(wanted.pair.source, account.target, into))
    return [
        m.span()
        for m in _WORD.finditer(account.target)
        if m[0] not in house and (m[0] in unknown or _is_joined(m[0], into, low))
    ]


def _is_joined(word: str, lang: str, source: str) -> bool:
    """Say whether two words are written as one that is in no dictionary: watertaxis."""
    new = word.islower() and word.rstrip("s") not in source and not is_word(word, lang)
    return new and bool(two_words(word, lang))


def _take_likeliest(engine: SteerableEngine, wanted: Sequence[tuple[Work, list[str]]]) -> None:
    Work.score_all(engine, [(work, [work.now.target, *texts]) for work, texts in wanted])
    for work, texts in wanted:
        text = max(texts, key=lambda text: work.scores[text])
        after = work.now.wanted.account(text)
        loss = work.scores[work.now.target] - work.scores[text]
        if loss <= MARGIN and harmless(Candidate(after), work.now):
            work.take(after, TermOutcome.SUBSTITUTED)


def _instead(now: Account, span: Span, table: WordTable) -> list[str]:
    """Return the target with each text that may stand at ``span``.

    Where some words of the table end like a plural as the invented word does, or do not as it does not,
    those alone.
    """
    pair, target = now.wanted.pair, now.target
    linked = list(_linked(now, span))
    there = {word.lower() for word in _WORD.findall(target)}
    word = target[slice(*span)]
    texts: list[str] = []
    if word in unknown_words(pair.source, word, pair.into):
        called = list(dict.fromkeys(_entries(linked, pair, table)))
        alike = [c for c in called if bool(_PLURAL.search(c)) == bool(_PLURAL.search(word))]
        texts += alike or called or _respelled(word, pair, table)
    texts += _in_two(word, linked, pair, table)
    new = dict.fromkeys(text for text in texts if text not in there)
    return [insert(target, span, text, pair.into)[0] for text in new]


def _linked(now: Account, span: Span) -> Iterator[str]:
    """Yield the words of the source, as the table has them, that nothing else than ``span`` stands for."""
    seen = now.turned
    links = [link for number in seen.words(*span) for link in seen.of_source.get(number, ())]
    for link in links:
        others = (x for x in seen.of_target.get(link.target, ()) if x not in links)
        if link.strength >= _LINKED and all(x.strength < _SAID for x in others):
            yield now.wanted.pair.source[slice(*seen.target[link.target])].casefold()


def _entries(linked: Sequence[str], pair: Pair, table: WordTable) -> Iterator[str]:
    """Yield what the table has for words of the source."""
    for word in linked:
        for called, strength in table.entries(word, pair.lang):
            if strength >= _CALLED and len(called) > _SHORT and entry(called, pair.into):
                yield called


def _respelled(word: str, pair: Pair, table: WordTable) -> Iterator[str]:
    """Yield words one letter off that a word of the source, or a part of it, may be called.

    An s at the end is grammar; words that the target language has itself are copied.
    """
    near = [c for c in one_letter_off(word, pair.into) if c.rstrip("s") != word.rstrip("s")]
    if near:
        words = _WORD.findall(pair.source.casefold())
        texts = dict.fromkeys(t for w in words for t in (w, *parts(w, pair.lang, table.langs)))
        told = [text for text in texts if not is_word(text, pair.into)]
        for called in near:
            if any(_may_be(called, t, pair, table) or _is_cognate(called, t) for t in told):
                yield called


def _in_two(word: str, linked: Sequence[str], pair: Pair, table: WordTable) -> Iterator[str]:
    """Yield two words for one, where they are what the two parts of a word of the source are called."""
    for text in linked:
        both = parts(text, pair.lang, table.langs)
        for cut in two_words(word, pair.into) if both else ():
            if all(_may_be(*of, pair, table) for of in zip(cut, both, strict=True)):
                yield " ".join(cut)


def _may_be(called: str, word: str, pair: Pair, table: WordTable) -> bool:
    """Say whether the table has a form of the one word for a form of the other."""
    base = lemma(called, pair.into)
    forms = {lemma(form, pair.lang).casefold() for form in (word, word.capitalize())}
    return any(
        strength >= _MAY_BE and lemma(other, pair.into) == base
        for form in sorted({word, *forms})
        for other, strength in table.entries(form, pair.lang)
    )


def _is_cognate(called: str, word: str) -> bool:
    return min(len(called), len(word)) >= _LONG and likeness(called, word) >= _ALIKE
