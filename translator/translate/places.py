"""Where in a target the rendering stands whose place a term should take.

The word alignment says it. Words that render other words of the source are out of the question.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from translator.glossary.matcher import TermMatch
from translator.glossary.renderings import find_forms, form_words
from translator.language.dictionary import is_word, known, lemma
from translator.language.words import Token, fold, is_function_word, tokenize
from translator.translate.align import Alignment
from translator.translate.constraints import Account, Goal, Span, overlaps
from translator.translate.word_table import word_table

# Strengths of links. Of 369 occurrences that the model's translations of IATE and Wiktionary lack, 319
# have a place of at least SURE; of the hundred that were read one was wrong, which _WIDEST keeps out.
SURE = 0.3
_ACCOUNTED = 0.2  # a word that is as surely linked to another word of the source is its rendering
_PIECE = 3  # letters of a piece of a source word
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,4}")
_LINKS = frozenset({"of", "de", "do", "da", "dos", "das", "del", "du", "des"})
_WIDEST = 3  # words that one word of the source may have become, if they are not quite sure
_MISSPELLED = 0.66  # likeness of a word that is a misspelling; chosen by looking, not swept
_SHORT = 3  # letters of words that are alike by chance
_POSSESSIVE = "'s"
_AT_ONCE = 16  # occurrences whose places are looked for; a hostile sentence has hundreds
_MOST = 4  # words that render nothing else are tried; not swept
_LONGEST_DOTTED = 4  # characters before a place in which such an abbreviation may begin


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the target that renders a term of the source in other words, and how surely.

    ``verb``: a form of a verb stands there, and the term is a noun.
    """

    span: Span
    sure: bool
    verb: bool = False


def places(account: Account, number: int, renderings: Sequence[str] = ()) -> tuple[Place, ...]:
    """Return where the occurrences that lack a place belong, the surest place first.

    In order: forbidden forms; what the alignment gives each occurrence; then, in the order of the
    target, what the engine makes of the term when it stands alone (``renderings``).
    """
    goal = account.wanted.goals[number]
    banned = [o.span for n, o in account.violations if n == number]
    if banned:
        return tuple(Place(span, sure=True) for span in banned)
    taken = [c.place.span for c in account.claims if c.place and c.match.sought]
    found: list[Place] = []
    tokens = [t for t in tokenize(account.target) if t.text[0].isalpha()]
    lacking = [c.match for c in account.claims if c.goal == number and c.lacking]
    for match in lacking[:_AT_ONCE]:
        others = frozenset(accounted(account.alignment, account.alignment.words(*match.span)))
        sure = (*taken, *(p.span for p in found if p.sure))
        for place in _aligned(account, match, goal, sure, others):
            span = _whole(place.span, goal, account.target, tokens)
            span = place.span if overlaps(span, taken) else span
            wider = _with_leftovers(account, span, taken, others)
            found += [replace(place, span=whole) for whole in dict.fromkeys((span, wider))]
    for occurrence in find_forms(account.target, renderings, goal.lang):
        span = _whole(occurrence.span, goal, account.target, tokens)
        if not overlaps(span, (*taken, *(p.span for p in found))):
            found.append(Place(span, sure=True))
    return tuple(sorted(found, key=lambda place: not place.sure))


def _aligned(
    account: Account, match: TermMatch, goal: Goal, taken: Sequence[Span], elsewhere: frozenset[int]
) -> list[Place]:
    """Return the place of a match by the alignment; else what renders nothing else, nearest first.

    ``elsewhere`` are the words that render other words of the source.
    """
    alignment = account.alignment
    inside = alignment.words(*match.span)
    closed = elsewhere.union(word for span in taken for word in account.turned.words(*span))
    place = alignment.place(*match.span, taken=closed)
    if place is None:
        return []
    words = [word for word in place.words if _says_something(account, word)]
    few = len(words) <= _WIDEST or place.strength >= 2 * SURE
    known_pair = word_table(account.wanted.pair.lang, goal.lang) is not None
    if words and few and known_pair and place.strength >= SURE:
        span = alignment.target[words[0]][0], alignment.target[words[-1]][1]
        return [Place(_bare(span, account.target), sure=True)]
    middle = (place.words[0] + place.words[-1]) / 2
    free = [
        word
        for word in range(len(alignment.target))
        if word not in closed and _says_something(account, word)
    ]
    free = [word for word in free if _may_be(_text(account, word), match, goal)]
    links = {link.target: link.strength for i in inside for link in alignment.of_source.get(i, ())}
    near = sorted(free, key=lambda word: (-links.get(word, 0.0), abs(word - middle)))[:_MOST]
    spans = [_bare(alignment.target[word], account.target) for word in near]
    alike = [span for span in spans if _looks_like(account.target[slice(*span)], match, goal.forms)]
    others = [span for span in spans if span not in alike] if known_pair else []
    noun = match.form[0].isupper()
    return [
        Place(span, span in alike[:1], noun and _is_verb(account.target[slice(*span)], goal.lang))
        for span in (*alike, *others)
    ]


def _text(account: Account, word: int) -> str:
    return account.target[slice(*_bare(account.alignment.target[word], account.target))]


def _may_be(word: str, match: TermMatch, goal: Goal) -> bool:
    """Say whether a word that renders nothing else may be a rendering of a term.

    Of a word that is none nobody knows what it says, and any other is likelier in its place: it
    has to begin as the term does. A part of a word becomes no form of a verb.
    """
    first = word[0].casefold()
    if not is_word(word, goal.lang):
        return any(first == text[0].casefold() for text in (match.surface, *goal.forms))
    return not (match.hint and _is_verb(word, goal.lang))


def _is_verb(word: str, lang: str) -> bool:
    """Say whether a word is inflected, and not as nouns are."""
    return lemma(word, lang) != word and not word.endswith("s")


def _looks_like(word: str, match: TermMatch, forms: Sequence[str]) -> bool:
    """Say whether a word is a misspelling of the whole term, in either language."""
    return any(
        word[0].casefold() == other[0].casefold()
        and SequenceMatcher(None, word.casefold(), other.casefold()).ratio() >= _MISSPELLED
        for other in (match.surface, *forms)
        if len(other) > _SHORT
    )


def _bare(span: Span, target: str) -> Span:
    """Leave the ending of a possessive out: ``children's``."""
    start, end = span
    return start, end - len(_POSSESSIVE) if target[start:end].endswith(("'s", "’s")) else end


def _with_leftovers(
    account: Account, span: Span, taken: Sequence[Span], others: frozenset[int]
) -> Span:
    """Widen a place over neighbours that render nothing else: ``penalty plunge`` for one word."""
    alignment = account.alignment
    closed = others.union(word for other in taken for word in account.turned.words(*other))
    words = account.turned.words(*span)
    first, last = words[0], words[-1]

    def left_over(word: int) -> bool:
        there = 0 <= word < len(alignment.target) and word not in closed
        return there and _says_something(account, word)

    while left_over(first - 1):
        first -= 1
    while left_over(last + 1) or (left_over(last + 2) and _is_link(account, last + 1)):
        last += 1 if left_over(last + 1) else 2
    end = span[1] if last == words[-1] else alignment.target[last][1]
    return min(span[0], alignment.target[first][0]), end


def _is_link(account: Account, word: int) -> bool:
    """Say whether a word joins two nouns to one: ``Ministry of Defence``."""
    return account.target[slice(*account.alignment.target[word])] in _LINKS


def _says_something(account: Account, word: int) -> bool:
    """Say whether a word of the target carries meaning: no mark, no number, no function word."""
    text = account.target[slice(*account.alignment.target[word])]
    return text[0].isalpha() and not is_function_word(text, account.wanted.pair.into)


def accounted(alignment: Alignment, inside: range) -> Iterator[int]:
    """Yield the words of the target that render other words of the source than ``inside``."""
    for word, links in alignment.of_target.items():
        own = max((link.strength for link in links if link.source in inside), default=0.0)
        other = max((link.strength for link in links if link.source not in inside), default=0.0)
        if other >= _ACCOUNTED and other >= own:
            yield word


def _whole(span: Span, goal: Goal, target: str, tokens: Sequence[Token]) -> Span:
    """Take in what belongs to a rendering: ``U.S.`` as a whole, ``Foreign Minister``, ``e. V.``."""
    span = _with_dots(span, target)
    return _with_dot(_with_parts(span, goal, tokens), goal, target)


def _with_dots(span: Span, target: str) -> Span:
    """Take an abbreviation as a whole: of ``U.S.`` nothing may stay behind."""
    for match in _DOTTED.finditer(target, max(span[0] - _LONGEST_DOTTED, 0)):
        start, end = match.span()
        if start > span[0]:
            break
        if span[1] <= end:
            return start, end if target[end:].strip() else end - 1
    return span


def _with_dot(span: Span, goal: Goal, target: str) -> Span:
    """Take in the dot of an abbreviation such as ``e. V.`` where the sentence goes on behind it."""
    start, end = span
    dotted = any(match.surface.endswith(".") for match in goal.matches)
    goes_on = target[end : end + 1] == "." and target[end + 1 :].strip()
    return (start, end + 1) if dotted and goes_on else span


def _with_parts(span: Span, goal: Goal, tokens: Sequence[Token]) -> Span:
    """Widen a span over neighbours that belong to it: ``Foreign Minister``, ``KANZLE RAM``.

    They are words of the term, or pieces of a source word that the model has spelled out.
    """
    words = {
        fold(word, goal.lang) for form in goal.forms[:1] for word in form_words(form, goal.lang)
    }
    surfaces = [fold(match.surface, goal.lang) for match in goal.matches]

    def belongs(token: Token) -> bool:
        text = fold(token.text, goal.lang)
        piece = len(text) >= _PIECE and any(text in surface for surface in surfaces)
        odd = token.text.isupper() or not known(token.text, goal.lang)
        return text in words or (piece and odd)

    first = bisect_right(tokens, span[0], key=lambda t: t.end)
    last = bisect_left(tokens, span[1], key=lambda t: t.start) - 1
    if first > last:
        return span  # no word
    while first and belongs(tokens[first - 1]):
        first -= 1
    while last + 1 < len(tokens) and belongs(tokens[last + 1]):
        last += 1
    return min(span[0], tokens[first].start), max(span[1], tokens[last].end)
