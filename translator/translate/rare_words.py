"""Rare words, by the bilingual dictionary: the starter makes a comedy of a comet, and *Wundbrand* a wrestling fire.

A small model has hardly met most words, and writes another that begins alike, or puts parts together that
mean something else. What the corpora of the table of words hardly have is looked up (``bilingual``); where the
target has none of its names, one takes the place that the alignment gives it. What the table knows for a rendering
of the word, or of its parts, stays, and so does what has the head of a name ("passengers", *Fluggäste*).

Only what the starter writes is treated so: other models have read more than our corpora. Decoding again
behind each name (170 of 338 were taken) changed BLEU by -.01 and .07, for a quarter more time; words that are
more frequent (up to 2,000 times) by -.03 and -.01.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.glossary.concept import Concept, Term
from translator.glossary.matcher import TermMatch
from translator.glossary.renderings import inflections, insert
from translator.language.bilingual import called, has_dictionary
from translator.language.dictionary import entry, lemma
from translator.language.names import may_be_surname, names
from translator.language.transliteration import likeness
from translator.translate.accept import Candidate, harmless
from translator.translate.align import parts
from translator.translate.constraints import Account, Goal, Span, Wanted, overlaps
from translator.translate.faults import Pair
from translator.translate.places import places
from translator.translate.word_table import WordTable, word_table
from translator.translate.work import LONGEST, Work

# How often a noun, and another word, may stand in the corpora of the table of words, about. With 20, 50 and 100
# some 600, 660 and 700 nouns of newstest2020 and FLORES dev are rendered anew, and chrF rises with each.
RARE, _RARE_OTHERS = 100, 20
# Mean log-probability per piece that a sentence may lose for a word that is no noun. Of nouns the first name is nearly
# as good as the one that the model finds likeliest, whatever it costs (chrF of the segments: 550 better, 221 worse;
# 564, 212; BLEU .1 less), and comparing takes half as long as translating. Of other words it is not: 217, 173; 156, 64.
MARGIN = 0.3
_ALIKE = (
    0.5  # likeness of what a name is called in another language: Wolga, Volga; Malm, Upper Jurassic
)
_KNOWN = 0.05  # strength of an entry of the table for a part of a word
_SHORTEST, _SHORTEST_OTHERS = 4, 5  # letters
_NAMES, _PLACES = 4, 2  # that are tried; not swept
_MOST = 24  # rare words of a sentence; what has more of them is none
_SOURCE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(slots=True)
class _Search:
    """A sentence with its rare words as goals behind those of the glossary; ``open`` are to be tried."""

    work: Work
    soft: Work
    open: list[int]


def render_rare(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Put the names of rare words in the places of what the model made of them."""
    source, into = (lang.partition("-")[0] for lang in (engine.source, engine.target))
    table = word_table(source, into)
    if not engine.starter or table is None or not has_dictionary(source, into):
        return
    found = [_search(work, table) for work in works if len(work.source) <= LONGEST]
    searches = [search for search in found if search]
    while rest := [search for search in searches if search.open]:
        pending = [
            (s.soft, n, _tries(s.soft.now, n, table)) for s in rest for n in (s.open.pop(0),)
        ]
        _take(engine, [(soft, n, tries) for soft, n, tries in pending if tries])
    for search in searches:
        if search.soft.now.target != search.work.now.target:
            after = search.work.now.wanted.account(search.soft.now.target)
            search.work.take(after, TermOutcome.SUBSTITUTED)


def _search(work: Work, table: WordTable) -> _Search | None:
    own = work.now.wanted
    rare = tuple(islice(_rare(work.now, table), _MOST))
    if not rare:
        return None
    soft = Work(Wanted(own.pair, (*own.goals, *rare)).account(work.now.target), scores=work.scores)
    return _Search(work, soft, [n for n in soft.open_goals if n >= len(own.goals)])


def _rare(now: Account, table: WordTable) -> Iterator[Goal]:
    """Yield the rare words of a source that the target has no name of."""
    pair = now.wanted.pair
    taken = [m.span for goal in now.wanted.goals for m in goal.matches]
    taken += [n.span for n in names(pair.source, pair.lang, pair.into) if n.family]
    there = {lemma(word.lower(), pair.into) for word in _WORD.findall(now.target)}
    for match in _SOURCE_WORD.finditer(pair.source):
        word = match[0]
        shortest, often = (
            (_SHORTEST, RARE) if word[0].isupper() else (_SHORTEST_OTHERS, _RARE_OTHERS)
        )
        if len(word) < shortest or word.isupper() or overlaps(match.span(), taken):
            continue
        if table.count(word.casefold(), pair.lang) >= often:
            continue
        forms = called(word, pair.lang, pair.into)
        if forms and not any(_is_said(form, there, pair.into) for form in forms):
            terms = {pair.lang: (Term(word),), pair.into: tuple(map(Term, forms))}
            concept = Concept(f"rare {word}", terms)
            place = TermMatch(concept, match.span(), word, lemma(word, pair.lang))
            yield Goal((place,), forms, (), pair.into)


def _is_said(form: str, there: set[str], lang: str) -> bool:
    """Say whether a target has the head of a name: ``passenger`` of an air passenger."""
    verb = form.removeprefix("to ")
    head = verb.split()[0] if verb != form else form.partition(" of ")[0].split()[-1]
    return lemma(head.lower(), lang) in there


def _in_forms(names: Sequence[str], old: str, lang: str) -> list[str]:
    """Return names as they may take the place of ``old``, those in its number first.

    Where there are verbs alone, it is the first of them in its forms.
    """
    others = [name for name in names if not name.startswith("to ")]
    if names and not others:
        return [names[0].removeprefix("to "), *inflections(names[0], lang)]
    plural = _is_plural(old, lang)
    return sorted(others[:_NAMES], key=lambda name: _is_plural(name, lang) is not plural)


def _is_plural(text: str, lang: str) -> bool:
    word = text.rsplit(maxsplit=1)[-1].lower()
    return word.endswith("s") and lemma(word, lang) != word


@dataclass(frozen=True, slots=True)
class _Try:
    """A target with a name in the place of ``old``."""

    text: str
    old: str


def _tries(now: Account, number: int, table: WordTable) -> list[_Try]:
    """Return the target with each name in each place, the best guess first."""
    goal, target = now.wanted.goals[number], now.target
    tries: list[_Try] = []
    for place in places(now, number)[: _PLACES if _is_noun(goal) else 1]:
        old = target[slice(*place.span)]
        if place.verb or _is_torn(target, place.span) or _is_known(goal, old, table):
            continue
        forms = goal.forms
        if old[0].isupper() and _is_name(now.wanted.pair, goal, old):
            word = goal.matches[0].surface  # a place may be: Kaschmir, Kashmir
            forms = tuple(f for f in forms if f[0].isupper() and likeness(f, word) >= _ALIKE)
        tries += [
            _Try(insert(target, place.span, form, goal.lang)[0], old)
            for form in _in_forms(forms, old, goal.lang)
        ]
    return tries


def _is_noun(goal: Goal) -> bool:
    return goal.matches[0].form[0].isupper()


def _is_torn(target: str, span: Span) -> bool:
    """Say whether a place is part of a word with hyphens."""
    return "-" in (target[span[0] - 1 : span[0]], target[span[1] : span[1] + 1])


def _is_name(pair: Pair, goal: Goal, old: str) -> bool:
    """Say whether the model took a noun for a name: it copied or garbled it where people are called so."""
    surname = may_be_surname(pair.source, goal.matches[0].span, pair.lang)
    return surname and entry(old.rsplit(maxsplit=1)[-1].lower(), pair.into) is None


def _is_known(goal: Goal, old: str, table: WordTable) -> bool:
    """Say whether the table has what stands there for the word, or for each of its parts."""
    word, pair = goal.matches[0].surface, table.langs
    lang = next(code for code in pair if code != goal.lang)
    if old == word:
        # A copy is right if that is what the table has first: Bundeswehr, but not Werft.
        first = next(iter(table.entries(word.casefold(), lang)), ("", 0.0))[0]
        return first == word.casefold()
    there = {lemma(text.lower(), goal.lang) for text in _WORD.findall(old)}

    def has(text: str, least: float) -> bool:
        entries = table.entries(text.casefold(), lang)
        return any(strength >= least and lemma(e, goal.lang) in there for e, strength in entries)

    if any(has(form, 0.0) for form in {word, goal.matches[0].form}):
        return True
    pieces = [
        part
        for piece in word.casefold().split("-")
        for part in parts(piece, lang, pair) or (piece,)
    ]
    return len(pieces) > 1 and all(has(piece, _KNOWN) for piece in pieces)


def _take(engine: SteerableEngine, pending: Sequence[tuple[Work, int, list[_Try]]]) -> None:
    """Take the first name of a noun that does no harm, of another word the likeliest."""
    others = [item for item in pending if not _is_noun(item[0].now.wanted.goals[item[1]])]
    Work.score_all(engine, [(w, [w.now.target, *(t.text for t in ts)]) for w, _, ts in others])
    for work, number, tries in pending:
        noun = _is_noun(work.now.wanted.goals[number])
        for found in tries if noun else _likely(work, tries):
            after = work.now.wanted.account(found.text)
            if after.missing[number] < work.now.missing[number] and harmless(
                Candidate(after, found.old), work.now, number
            ):
                work.take(after, TermOutcome.SUBSTITUTED)
                break


def _likely(work: Work, tries: Sequence[_Try]) -> list[_Try]:
    """Return what the model does not mind, the likeliest first."""
    least = work.scores[work.now.target] - MARGIN
    found = [some for some in tries if work.scores[some.text] >= least]
    return sorted(found, key=lambda some: -work.scores[some.text])
