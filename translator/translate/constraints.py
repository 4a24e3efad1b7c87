"""What the translation of a sentence must keep, and what a target has of it.

A constraint is a term of the glossary, a number or a name. Whatever stands in the source has a
place of its own in the target, or is lacking: no two claim one place, and none claims words that
render another word of the source. The word alignment says which occurrence belongs to which.
Terms overrule names and numbers: what is part of a term is looked for as the glossary has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from translator.article import TermOutcome, TermUse
from translator.glossary.matcher import TermMatch
from translator.glossary.patterns import MatchKind
from translator.glossary.renderings import Occurrence, as_adjective, find_forms, form_words
from translator.language.names import Name
from translator.language.words import fold, tokenize
from translator.translate.align import Alignment, align
from translator.translate.faults import Faults, Pair, find
from translator.translate.word_table import word_table

Span = tuple[int, int]

_SHARED_PREFIX = 4  # letters; not swept
_LOST = 2  # cost of what is lacking; a number or word from nowhere costs 1
# Strength of links. Of 2,819 occurrences that counted as done on IATE, Wiktionary and newstest2020 these
# take 36 away, and in all of them the form renders another word of the source; four more are names in
# full right before their abbreviation (see _glossed).
_NONE = 0.05  # a form that is less surely linked to its term
_OTHERS = 0.4  # and so surely to another word renders that word
_SURELY = 0.5  # a link from which on a word is right where it stands; not swept
_NEAR = 8  # occurrences to each side of its own that a match is compared with; not swept
LONGEST = 3_000  # characters of a text that is compared word by word
_BRACKETS = 3  # characters between a name in full and the abbreviation that stands behind it


@dataclass(frozen=True, slots=True)
class Goal:
    """A concept of the sentence: the forms that may stand for it and those that must not.

    Each of its matches must have a place. One that is part of a word with hyphens may have become
    a derived form instead; one that is part of another word, or may mean something else, may be gone.
    """

    matches: tuple[TermMatch, ...]
    forms: tuple[str, ...]
    banned: tuple[str, ...]
    lang: str

    @property
    def inflected(self) -> bool:
        """Say whether the source has the term in another form than the glossary."""
        return all(match.kind is not MatchKind.EXACT for match in self.matches)

    def occurrences(self, target: str) -> tuple[Occurrence, ...]:
        """Return where an allowed form stands in ``target``."""
        return tuple(o for o in self._all(target) if o.form in self.forms)

    def violations(self, target: str) -> tuple[Occurrence, ...]:
        """Return where a forbidden form stands in ``target`` and not inside an allowed one."""
        if not self.banned or all(match.out_of_reach for match in self.matches):
            return ()
        return tuple(o for o in self._all(target) if o.form not in self.forms)

    def derived(self, target: str) -> bool:
        """Say whether a derived form is there: ``Russian`` for ``Russia``."""
        stems = [
            fold(word, self.lang)[: max(_SHARED_PREFIX, len(word) - 3)]
            for form in self.forms
            for word in form_words(form, self.lang)[:1]
            if len(word) >= _SHARED_PREFIX
        ]
        words = [fold(token.text, self.lang) for token in tokenize(target)]
        return any(word.startswith(stem) for stem in stems for word in words)

    def _all(self, target: str) -> tuple[Occurrence, ...]:
        return find_forms(target, (*self.forms, *self.banned), self.lang)


def goals_of(matches: Sequence[TermMatch], lang: str) -> tuple[Goal, ...]:
    """Group the matches of a sentence by concept, and say what each wants in ``lang``."""
    base = lang.partition("-")[0]  # en-gb inflects like en
    grouped: dict[str, list[TermMatch]] = {}
    for match in matches:
        grouped.setdefault(match.concept.id, []).append(match)
    return tuple(
        Goal(
            tuple(group),
            _standing(group[0], lang),
            group[0].concept.forbidden(lang),
            base,
        )
        for group in grouped.values()
    )


def _standing(match: TermMatch, lang: str) -> tuple[str, ...]:
    """Return the forms that may stand for a term: of an adverb the adjective as well."""
    forms = match.concept.standing(lang)
    adjectives = (as_adjective(form, lang) for form in forms if match.form[0].islower())
    return tuple(dict.fromkeys((*forms, *filter(None, adjectives))))


@dataclass(frozen=True)
class Wanted:
    """What is wanted of the target of a sentence, whichever it is."""

    pair: Pair
    goals: tuple[Goal, ...] = ()

    @cached_property
    def masks(self) -> tuple[Span, ...]:
        """Return the places of terms in the source: names and numbers in them are theirs."""
        return tuple(m.span for goal in self.goals if goal.forms for m in goal.matches if m.sought)

    def account(self, target: str) -> Account:
        """Return what ``target`` has of it."""
        return Account(self, target)


@dataclass(frozen=True)
class Claim:
    """An occurrence of a term in the source and its place in the target, if it has one.

    ``silent``: it needs none, for it is no more than part of a longer word.
    """

    goal: int
    match: TermMatch
    place: Occurrence | None
    silent: bool = False

    @property
    def lacking(self) -> bool:
        """Say whether there ought to be a place."""
        return self.place is None and not self.silent


@dataclass(frozen=True)
class Account:
    """What a target has of what is wanted. All of it is worked out when it is asked for."""

    wanted: Wanted
    target: str

    @property
    def long(self) -> bool:
        """Say whether this is no sentence: its terms are counted in order, whatever they render."""
        return max(len(self.wanted.pair.source), len(self.target)) > LONGEST

    @cached_property
    def alignment(self) -> Alignment:
        """Return which words of the target stand for which of the source."""
        pair = self.wanted.pair
        return align(pair.source, self.target, (pair.lang, pair.into))

    @cached_property
    def turned(self) -> Alignment:
        """Return the same seen from the target."""
        return self.alignment.turned

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Return every occurrence of a term in the source, in order, with its place."""
        found = _in_order(self) if self.long else _claims(self)
        return tuple(sorted(found, key=lambda claim: claim.match.span))

    @cached_property
    def faults(self) -> Faults:
        """Return what is wrong with numbers and names, as far as no term is concerned."""
        found = find(self.wanted.pair, self.target)
        if not self.wanted.masks or self.long:
            return found
        masks, places = self.wanted.masks, [c.place.span for c in self.claims if c.place]
        return Faults(
            tuple(x for x in found.numbers if not _within(x.span, masks)),
            tuple(self._as_terms(found.names)),
            tuple(self._as_terms(found.doubtful)),
            tuple(x for x in found.strays if not _within(x.span, places)),
            tuple(x for x in found.garbled if not _within(x.span, places)),
        )

    def _as_terms(self, names: Sequence[Name]) -> Iterator[Name]:
        """Yield missing names, a name that is a term in the forms of the glossary."""
        for name in names:
            claim = next((c for c in self.claims if _within(name.span, (c.match.span,))), None)
            if claim is None or not claim.match.sought:
                yield name
            elif claim.lacking and claim.match.span == name.span:
                yield replace(name, forms=self.wanted.goals[claim.goal].forms)

    def claimed(self, span: Span) -> bool:
        """Say whether a term stands at ``span`` in its place."""
        return overlaps(span, [c.place.span for c in self.claims if c.place and c.match.sought])

    def closed(self, span: Span) -> bool:
        """Say whether something stands at ``span`` that renders what the source has there.

        That is a term in its place, or a word that is surely linked to a word of the source which
        is no name that is missing.
        """
        if self.claimed(span):
            return True
        lost = (*self.faults.names, *self.faults.doubtful)
        spans = [(n.span[0] - len(n.particle) - bool(n.particle), n.span[1]) for n in lost]
        missing = {word for place in spans for word in self.alignment.words(*place)}
        garbled = [found.span for found in self.faults.garbled]
        return any(
            link.strength >= _SURELY and link.source not in missing
            for word in self.turned.words(*span)
            if not overlaps(self.alignment.target[word], garbled)
            for link in self.alignment.of_target.get(word, ())
        )

    @cached_property
    def violations(self) -> tuple[tuple[int, Occurrence], ...]:
        """Return where forbidden forms stand, with the numbers of their goals."""
        goals = enumerate(self.wanted.goals)
        return tuple((n, found) for n, goal in goals for found in goal.violations(self.target))

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """Return for each goal how many occurrences lack a place, or how many have to go."""
        return tuple(
            max(
                sum(claim.goal == n and claim.lacking for claim in self.claims),
                sum(number == n for number, _ in self.violations),
            )
            for n in range(len(self.wanted.goals))
        )

    @property
    def cost(self) -> int:
        """Return how much is wrong, 0 if nothing is."""
        return _LOST * sum(self.missing) + self.faults.cost

    def uses(self, outcomes: dict[Span, TermOutcome] | None = None) -> tuple[TermUse, ...]:
        """Account for the terms, in the order of the source.

        ``outcomes`` has how what stands at a place of the target came about; without, it was there.
        """
        uses = []
        for claim in self.claims:
            if not claim.place and claim.silent:
                continue
            span = claim.place.span if claim.place else None
            came = (outcomes or {}).get(span, TermOutcome.OK) if span else TermOutcome.MISSED
            text = self.target[slice(*span)] if span else ""
            match = claim.match
            uses.append(TermUse(match.concept.id, match.surface, text, came, match.span, span))
        return tuple(uses)


def term_uses(
    source: str, target: str, pair: tuple[str, str], matches: Sequence[TermMatch]
) -> tuple[TermUse, ...]:
    """Account for the terms of a sentence in a target, whoever wrote it."""
    if not matches:
        return ()
    whole = Pair(source, *(lang.partition("-")[0] for lang in pair))
    return Wanted(whole, goals_of(matches, pair[1])).account(target).uses()


def _within(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Say whether a span shares a character with any of ``others``."""
    return any(start < span[1] and span[0] < end for start, end in others)


def _claims(account: Account) -> Iterator[Claim]:
    """Give every occurrence the place that is most surely its own, certain ones first."""
    placed: dict[tuple[int, Span], Occurrence] = {}
    taken: list[tuple[Span, Span]] = []  # source and target
    for _, number, match, place in sorted(_rated(account), key=lambda item: item[0]):
        rivals = [span for span, other in taken if overlaps(place.span, (other,))]
        if (number, match.span) in placed or any(span != match.span for span in rivals):
            continue
        placed[number, match.span] = place
        taken.append((match.span, place.span))
    for number, goal in enumerate(account.wanted.goals):
        for match in goal.matches:
            own = placed.get((number, match.span))
            yield Claim(number, match, own, _silent(goal, match, account.target))


def _rated(account: Account) -> Iterator[tuple[tuple[object, ...], int, TermMatch, Occurrence]]:
    """Yield every place that may be that of an occurrence, with its rank."""
    pair = account.wanted.pair
    known = word_table(pair.lang, pair.into) is not None
    for number, goal in enumerate(account.wanted.goals):
        found = goal.occurrences(account.target)
        if not found:
            continue
        links = [_links_of(account, place) for place in found]
        ours = [account.alignment.words(*match.span) for match in goal.matches]
        own = {word for words in ours for word in words}
        for order, match in enumerate(goal.matches):
            near = slice(max(0, order - _NEAR), order + _NEAR + 1)
            for at, place in enumerate(found[near], near.start):
                strength = _strength(ours[order], links[at], own)
                if strength is not None and _is_elsewhere(account, ours[order], place, strength):
                    continue
                if strength is None and (not known or _glossed(account, match, place)):
                    strength = 0.0
                if strength is not None:
                    rank = (not match.sought, match.hint, -strength, abs(at - order))
                    yield (*rank, match.span, place.span), number, match, place


def _in_order(account: Account) -> Iterator[Claim]:
    """Give the occurrences of each concept its places in their order."""
    taken: set[int] = set()
    for number, goal in enumerate(account.wanted.goals):
        places = []
        for found in goal.occurrences(account.target):
            place = range(*found.span)
            if taken.isdisjoint(place):
                places.append(found)
                taken.update(place)
        left = iter(places)
        for match in goal.matches:
            first = next(left, None)
            silent = first is None and _silent(goal, match, account.target)
            yield Claim(number, match, first, silent)


def _silent(goal: Goal, match: TermMatch, target: str) -> bool:
    """Say whether an occurrence that has no place is none the worse for it."""
    if not goal.forms:
        return not goal.violations(target)
    if match.kind is MatchKind.HYPHENATED:
        return goal.derived(target)
    return match.hint


def _links_of(account: Account, place: Occurrence) -> dict[int, float]:
    """Return the words of the source that a place is linked to, and how surely."""
    alignment = account.alignment
    found: dict[int, float] = {}
    for word in account.turned.words(*place.span):
        for link in alignment.of_target.get(word, ()):
            found[link.source] = max(link.strength, found.get(link.source, 0.0))
    return found


def _strength(ours: range, links: dict[int, float], own: set[int]) -> float | None:
    """Return how surely a place is that of an occurrence, ``None`` if it renders other words.

    ``own`` are the words of all occurrences of the term.
    """
    inside = max((links.get(word, 0.0) for word in ours), default=0.0)
    others = max((strength for word, strength in links.items() if word not in own), default=0.0)
    return None if inside < _NONE and others >= _OTHERS else inside


def _is_elsewhere(account: Account, ours: range, place: Occurrence, strength: float) -> bool:
    """Say whether a term is surely rendered in another place, and the form in this one is inflected and not its own.

    Somebody's *Wahlstimme* became an election voice, and is not in the "voting" further on.
    """
    if place.exact or strength >= _NONE:
        return False
    here = account.turned.words(*place.span)
    links = (link for word in ours for link in account.alignment.of_source.get(word, ()))
    return any(link.strength >= _SURELY and link.target not in here for link in links)


def _glossed(account: Account, match: TermMatch, place: Occurrence) -> bool:
    """Say whether the place is right before the match's own: ``European Union (EU)``."""
    found = account.alignment.place(*match.span)
    if found is None or not found.strength:
        return False
    start = account.alignment.target[found.words[0]][0]
    return 0 < start - place.span[1] < _BRACKETS


def without_places(account: Account) -> str:
    """Return the target with the places of its terms blanked out."""
    text = account.target
    for goal in account.wanted.goals:
        for found in goal.occurrences(account.target):
            start, end = found.span
            text = text[:start] + " " * (end - start) + text[end:]
    return text
