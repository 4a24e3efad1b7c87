"""Words in the place of those that a model made up: "brothles", "balconys".

A small model spells rare words piece by piece, and ends in words that are none. What such a word stands for
the alignment says, and the table of words what that is called; that takes its place where the model does
not find it much less likely and nothing that was kept is lost. What is left the check ``words`` reports.

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
from translator.language.dictionary import entry
from translator.language.unknown_words import can_tell, unknown_words
from translator.translate.accept import Candidate, harmless
from translator.translate.constraints import Account, Span
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
_SHORT = 3  # letters; shorter words are mostly grammar
_MOST = 5  # in a target; with more of them it is no sentence, and each costs the model a turn
_WORD = re.compile(r"[^\W\d_]+")
_PLURAL = re.compile(r"(?<![isu])s$")  # for no more than which of two words comes first


def reword(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Put words of the table in the place of those that nobody knows, the last of a sentence first."""
    source, into = (lang.partition("-")[0] for lang in (engine.source, engine.target))
    table = word_table(source, into)
    if table is None or not can_tell(into):
        return
    rest = [(work, _places(work.now)) for work in works if len(work.source) <= LONGEST]
    rest = [(work, spans) for work, spans in rest if len(spans) <= _MOST]
    while rest := [(work, spans) for work, spans in rest if spans]:
        pending = [(work, _with_entries(work.now, spans.pop(), table)) for work, spans in rest]
        _take_likeliest(engine, [(work, texts) for work, texts in pending if texts])


def _places(account: Account) -> list[Span]:
    """Return where words stand that nobody knows; those of the glossary are known."""
    wanted = account.wanted
    house = {w for goal in wanted.goals for form in goal.forms for w in _WORD.findall(form)}
    unknown = unknown_words(wanted.pair.source, account.target, wanted.pair.into)
    return [
        m.span() for m in _WORD.finditer(account.target) if m[0] in unknown and m[0] not in house
    ]


def _take_likeliest(engine: SteerableEngine, wanted: Sequence[tuple[Work, list[str]]]) -> None:
    Work.score_all(engine, [(work, [work.now.target, *texts]) for work, texts in wanted])
    for work, texts in wanted:
        text = max(texts, key=lambda text: work.scores[text])
        after = work.now.wanted.account(text)
        loss = work.scores[work.now.target] - work.scores[text]
        if loss <= MARGIN and harmless(Candidate(after), work.now):
            work.take(after, TermOutcome.SUBSTITUTED)


def _with_entries(now: Account, span: Span, table: WordTable) -> list[str]:
    """Return the target with each word of the table that may stand at ``span``.

    Where some end like a plural as the invented word does, or do not as it does not, those alone.
    """
    pair, target = now.wanted.pair, now.target
    found = list(dict.fromkeys(_entries(now, span, table)))
    plural = bool(_PLURAL.search(target[slice(*span)]))
    alike = [called for called in found if bool(_PLURAL.search(called)) == plural]
    return [insert(target, span, called, pair.into)[0] for called in alike or found]


def _entries(now: Account, span: Span, table: WordTable) -> Iterator[str]:
    """Yield what the table has for the words of the source that are linked to ``span``."""
    pair, seen = now.wanted.pair, now.turned
    links = [link for number in seen.words(*span) for link in seen.of_source.get(number, ())]
    there = {word.lower() for word in _WORD.findall(now.target)}
    for link in links:
        others = (x for x in seen.of_target.get(link.target, ()) if x not in links)
        if link.strength < _LINKED or any(x.strength >= _SAID for x in others):
            continue
        word = pair.source[slice(*seen.target[link.target])].lower()
        for called, strength in table.entries(word, pair.lang):
            known = len(called) > _SHORT and entry(called, pair.into)
            if strength >= _CALLED and known and called not in there:
                yield called
