"""Rare words, by the bilingual dictionary: the starter makes a comedy of a comet, and *Wundbrand* a wrestling fire.

A small model has hardly met most words, and writes another that begins alike, or puts parts together that
mean something else. What the corpora of the table of words hardly have is looked up (``bilingual``); where the
target has none of its names, one takes the place that the alignment gives it, in the number that is wanted there: the
likeliest by the table, then the dictionary's first. What the table knows for a rendering of the word, or of its
parts, stays, and so do what has the head of a name ("passengers", *Fluggäste*) and copies that may be names.

Only what the starter writes is treated so: other models have read more than our corpora. Decoding again
behind each name (170 of 338 were taken) changed BLEU by -.01 and .07, for a quarter more time; words that are
more frequent (up to 2,000 times) by -.03 and -.01.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.glossary.concept import Concept, Term
from translator.glossary.matcher import TermMatch
from translator.glossary.renderings import inflections, insert
from translator.language.addresses import without_addresses
from translator.language.bilingual import called, called_itself, has_dictionary
from translator.language.dictionary import entry, is_word, lemma
from translator.language.names import may_be_surname, may_be_title, names
from translator.language.transliteration import likeness
from translator.language.words import is_function_word
from translator.translate.accept import Candidate, harmless
from translator.translate.align import parts
from translator.translate.constraints import Account, Goal, Span, Wanted, overlaps
from translator.translate.faults import Pair
from translator.translate.places import Place, places
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
_MET = 0.02  # strength of a name that the corpora have
_HEAD = 0.5  # how much less likely a name of several words is of which the corpora have the last alone; not swept
_ODD = 8  # how often a word of a name stands in them at least
_UNSAID = 0.2  # strength below which nothing stands for a word of the source
_KNOWN = 0.05  # strength of an entry of the table for a part of a word
_SHORTEST, _SHORTEST_OTHERS = 4, 5  # letters
_NAMES, _PLACES = 4, 2  # that are tried; not swept
_SOUGHT = 8  # names that are looked for in a target that has none of all; more take time (one segment of 1,782 changes)
_BESIDE_VERBS = 2  # names that are no verbs and are tried beside the forms of one
_AGAIN = 3  # times that a word is put right in a sentence
_MOST = 24  # rare words of a sentence; what has more of them is none
_MASS = 32  # how much rarer than the singular a plural may be: boomerangs, but no moneys; not swept
_ABSTRACT = re.compile(r"(?:ness|ity|[ae]nce|ism|itis)$")
_ONE = frozenset(["a", "single", "an", "one", "each", "every", "another", "this", "that"])
_MORE = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "several",
        "many",
        "few",
        "both",
        "these",
        "those",
    ]
)
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d[\d.,]*")
_SOURCE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(slots=True)
class _Search:
    """A sentence with its rare words as goals behind those of the glossary; ``open`` are to be tried."""

    work: Work
    soft: Work
    open: list[int]


@dataclass(frozen=True, slots=True)
class _Try:
    """A target with a name in the place of ``old``; ``nested``: in one of two places of which one is in the other."""

    text: str
    old: str
    nested: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is tried for a goal of a sentence that lacks it ``missing`` times."""

    work: Work
    goal: int
    missing: int
    tries: tuple[_Try, ...]

    @property
    def noun(self) -> bool:
        return _is_noun(self.work.now.wanted.goals[self.goal])

    @property
    def scored(self) -> bool:
        """Say whether the model is asked: for words that are no nouns, and how much of the old rendering goes."""
        return not self.noun or any(found.nested for found in self.tries)

    @property
    def texts(self) -> list[str]:
        """Return what is to be scored: of a noun, whatever the sentence was worth before."""
        before = [] if self.noun else [self.work.now.target]
        return before + [found.text for found in self.tries]

    def by_score(self) -> list[_Try]:
        """Return what the model does not mind, the likeliest first; of a noun, all."""
        scores = self.work.scores
        least = -math.inf if self.noun else scores[self.work.now.target] - MARGIN
        found = [some for some in self.tries if scores[some.text] >= least]
        return sorted(found, key=lambda some: -scores[some.text])


def render_rare(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Put the names of rare words in the places of what the model made of them."""
    source, into = (lang.partition("-")[0] for lang in (engine.source, engine.target))
    table = word_table(source, into)
    if not engine.starter or table is None or not has_dictionary(source, into):
        return
    short = [w for w in works if max(len(w.source), len(w.now.target)) <= LONGEST]
    found = [_search(work, table) for work in short]
    searches = [search for search in found if search]
    while rest := [search for search in searches if search.open]:
        pending = [_next(search, table) for search in rest]
        _take(engine, pending)
        for search, asked in zip(rest, pending, strict=True):
            if 0 < search.soft.now.missing[asked.goal] < asked.missing:
                search.open.append(asked.goal)  # it stands there again
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
    found: dict[str, list[Span]] = defaultdict(list)
    for match in _SOURCE_WORD.finditer(without_addresses(pair.source)):
        if _is_rare(match[0], table, pair.lang) and not overlaps(match.span(), taken):
            found[match[0]].append(match.span())
    for word, spans in found.items():
        forms = _likeliest_first(called(word, pair.lang, pair.into), word, pair, table)
        if forms and not any(_is_said(form, there, pair.into) for form in forms):
            forms = forms[:_SOUGHT]
            terms = {pair.lang: (Term(word),), pair.into: tuple(map(Term, forms))}
            concept = Concept(f"rare {word}", terms)
            base = word if called_itself(word, pair.lang, pair.into) else lemma(word, pair.lang)
            matches = tuple(TermMatch(concept, span, word, base) for span in spans[:_AGAIN])
            yield Goal(matches, forms, (), pair.into)


def _is_rare(word: str, table: WordTable, lang: str) -> bool:
    shortest, often = (_SHORTEST, RARE) if word[0].isupper() else (_SHORTEST_OTHERS, _RARE_OTHERS)
    return (
        len(word) >= shortest and not word.isupper() and table.count(word.casefold(), lang) < often
    )


def _likeliest_first(
    names: Sequence[str], word: str, pair: Pair, table: WordTable
) -> tuple[str, ...]:
    """Return names with those first that stand for a word in the corpora, the most frequent first.

    Names with a word that they hardly have come last if they do have the source's: *Nachwuchs* is offspring, and
    hardly a sprog; of *Eisbrecher* they know nothing.
    """
    met: dict[str, float] = defaultdict(float)
    known = [
        form
        for form in dict.fromkeys((word, lemma(word, pair.lang)))
        if table.count(form.casefold(), pair.lang) >= _ODD
    ]
    for form in known:
        for entry_, strength in table.entries(form.casefold(), pair.lang):
            if strength >= _MET:
                # Both probabilities multiplied are the square of the strength, and the joint count with it.
                often = strength * math.sqrt(table.count(entry_, pair.into))
                base = lemma(entry_, pair.into)
                met[base] = max(met[base], often)

    def key(name: str) -> tuple[float, bool]:
        words = [(w, lemma(w, pair.into)) for w in name.lower().removeprefix("to ").split()]
        odd = bool(known) and any(
            max(table.count(w, pair.into) for w in some) < _ODD for some in words
        )
        rated = [met.get(base, 0.0) for _, base in words]
        return -max(min(rated), rated[-1] * _HEAD), odd

    return tuple(sorted(names, key=key))


def _is_said(form: str, there: set[str], lang: str) -> bool:
    """Say whether a target has the head of a name: ``passenger`` of an air passenger."""
    verb = form.removeprefix("to ")
    head = verb.split()[0] if verb != form else form.partition(" of ")[0].split()[-1]
    return lemma(head.lower(), lang) in there


def _next(search: _Search, table: WordTable) -> _Asked:
    number, now = search.open.pop(0), search.soft.now
    return _Asked(search.soft, number, now.missing[number], tuple(_tries(now, number, table)))


def _tries(now: Account, number: int, table: WordTable) -> Iterator[_Try]:
    """Yield the target with each name in each place, the best guess first."""
    goal, target = now.wanted.goals[number], now.target
    found = places(now, number)
    if any(_stays(now, goal, target[slice(*place.span)], table) for place in found):
        return
    for place in found[: _PLACES if _is_noun(goal) else 1]:
        old = target[slice(*place.span)]
        verb = place.verb and table.count(old.casefold(), goal.lang) >= RARE  # undercooling is none
        if verb or _is_torn(target, place.span) or _takes_verb(now, goal, place, found):
            continue
        forms = goal.forms
        if old[0].isupper() and _is_name(now.wanted.pair, goal, old):
            word = goal.matches[0].surface  # a place may be: Kaschmir, Kashmir
            forms = tuple(f for f in forms if f[0].isupper() and likeness(f, word) >= _ALIKE)
        nested = any(place.sure is other.sure and _nested(place, other) for other in found)
        few = 1 if nested and _is_noun(goal) else None
        for form in _in_forms(goal, forms, target, place.span, table)[:few]:
            yield _Try(insert(target, place.span, form, goal.lang)[0], old, nested)


def _nested(one: Place, other: Place) -> bool:
    """Say whether one of two places has the other in it: ``city`` and ``city sweeper``."""
    (a, b), (c, d) = one.span, other.span
    return one.span != other.span and (a <= c <= d <= b or c <= a <= b <= d)


def _takes_verb(now: Account, goal: Goal, place: Place, found: Sequence[Place]) -> bool:
    """Say whether what a wide place has beside a narrow one may be the verb that nothing else stands for: lasts, *dauere*."""
    (first, last), narrow = place.span, [p.span for p in found if _nested(place, p)]
    inner = [(start, end) for start, end in narrow if first <= start and end <= last]
    beside = [
        word.lower()
        for start, end in inner
        for word in _WORD.findall(now.target[first:start] + " " + now.target[end:last])
    ]
    if all(lemma(word, goal.lang) == word for word in beside):
        return False
    pair, alignment = now.wanted.pair, now.alignment
    inside = {word for match in goal.matches for word in alignment.words(*match.span)}
    return any(
        pair.source[start].islower()
        and not is_function_word(pair.source[start:end], pair.lang)
        and alignment.strength([number]) < _UNSAID
        for number, (start, end) in enumerate(alignment.source)
        if number not in inside
    )


def _in_forms(
    goal: Goal, forms: Sequence[str], target: str, span: Span, table: WordTable
) -> list[str]:
    """Return names as they may take a place: nouns in the number that is wanted there, verbs in all their forms."""
    lang, verb = goal.lang, next((f for f in forms if f.startswith("to ")), "")
    others = [form for form in forms if not form.startswith("to ")][:_NAMES]
    if not _is_noun(goal):
        forms = (verb.removeprefix("to "), *inflections(verb, lang)) if verb else ()
        return [*others[: _BESIDE_VERBS if verb else None], *forms]
    plural = _wants_plural(target, span, lang)
    if plural is None:
        plural = _is_called_plural(goal, table)
    if plural is None:
        return others
    word, source = goal.matches[0].surface, _source_of(goal, table)
    forms = called_itself(word, source, lang) if lemma(word, source) != word else ()
    return list(
        dict.fromkeys(
            form if plural and form in forms else _in_number(form, table, lang, plural=plural)
            for form in others  # Rehe are deer, the dictionary says
        )
    )


def _wants_plural(target: str, span: Span, lang: str) -> bool | None:
    """Say whether a place wants the plural: by the word before it, else the old word; if neither tells, None."""
    before: list[str] = _WORD_OR_NUMBER.findall(target[: span[0]])
    last = before[-1].lower() if before else ""
    if last[:1].isdigit() or last in _ONE or last in _MORE:
        return last != "1" and last not in _ONE
    old = target[span[0] : span[1]].rsplit(maxsplit=1)[-1].lower()
    if not is_word(old, lang):
        return None
    return _is_plural(old, lang)


def _is_called_plural(goal: Goal, table: WordTable) -> bool | None:
    """Say whether the dictionary has a form of a German noun in the plural, None if it has not that form."""
    word, source = goal.matches[0].surface, _source_of(goal, table)
    own = called_itself(word, source, goal.lang)
    return _is_plural(own[0], goal.lang) if own else None


def _in_number(name: str, table: WordTable, lang: str, *, plural: bool) -> str:
    """Return a name in the plural or the singular, as it is if the corpora hardly have it so: moneys."""

    def often(form: str) -> int:
        return table.count(form.rsplit(maxsplit=1)[-1].lower(), lang)

    if _is_plural(name, lang) is plural:
        return name
    if not plural:
        before, _, last = name.rpartition(" ")
        return f"{before} {lemma(last, lang)}".strip()
    forms = (form for form in inflections(name, lang) if _is_plural(form, lang))
    best = max(forms, key=often, default=name)
    # Of a word that the corpora have less often than that, they need not have the plural.
    told = often(best) or often(name) >= _MASS * _ODD
    seldom = often(best) * _MASS < often(name) if told else _ABSTRACT.search(name)
    return name if seldom else best


def _is_plural(text: str, lang: str) -> bool:
    word = text.rsplit(maxsplit=1)[-1].lower()
    return word.endswith("s") and lemma(word, lang) != word


def _source_of(goal: Goal, table: WordTable) -> str:
    return next(code for code in table.langs if code != goal.lang)


def _is_noun(goal: Goal) -> bool:
    return goal.matches[0].form[0].isupper()


def _is_torn(target: str, span: Span) -> bool:
    """Say whether a place is part of a word with hyphens."""
    return "-" in (target[span[0] - 1 : span[0]], target[span[1] : span[1] + 1])


def _is_name(pair: Pair, goal: Goal, old: str) -> bool:
    """Say whether the model took a noun for a name: it copied or garbled it where people are called so."""
    surname = may_be_surname(pair.source, goal.matches[0].span, pair.lang)
    return surname and entry(old.rsplit(maxsplit=1)[-1].lower(), pair.into) is None


def _stays(now: Account, goal: Goal, old: str, table: WordTable) -> bool:
    """Say whether what stands in a place is right: a name, or a rendering that the table knows."""
    if old == goal.matches[0].surface:
        return _is_copied(now.wanted.pair, goal, table)
    return _is_known(goal, old, table)


def _is_copied(pair: Pair, goal: Goal, table: WordTable) -> bool:
    """Say whether a copy of the word is right: the table has it (*Bundeswehr*, but not *Werft*), or it is a name.

    Or it is nearly what the dictionary has (*Sinti*, Sinto; *Aalen*, Aalenian).
    """
    word = goal.matches[0].surface
    found = dict(table.entries(word.casefold(), pair.lang))
    if 2 * found.get(word.casefold(), 0.0) >= max(found.values(), default=1.0):
        return True
    own = called_itself(word, pair.lang, pair.into)
    if any(
        form[0].isupper() and (form.startswith(word) if own else likeness(form, word) >= _ALIKE)
        for form in goal.forms
    ):
        return True
    return may_be_title(pair.source, goal.matches[0].span, pair.lang)


def _is_known(goal: Goal, old: str, table: WordTable) -> bool:
    """Say whether the table has what stands there for the word, or for each of its parts."""
    word, pair = goal.matches[0].surface, table.langs
    lang = _source_of(goal, table)
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


def _take(engine: SteerableEngine, pending: Sequence[_Asked]) -> None:
    """Take the first name of a noun that does no harm; of another word, and of places in each other, the likeliest."""
    scored = [asked for asked in pending if asked.scored]
    Work.score_all(engine, [(asked.work, asked.texts) for asked in scored])
    for asked in pending:
        work, number = asked.work, asked.goal
        for found in asked.by_score() if asked.scored else asked.tries:
            after = work.now.wanted.account(found.text)
            if after.missing[number] < asked.missing and harmless(
                Candidate(after, found.old), work.now, number
            ):
                work.take(after, TermOutcome.SUBSTITUTED)
                break
