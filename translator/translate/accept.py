"""The gate: whether another target may take the place of one.

Every condition has an example in ``tests/translate/test_accept.py`` that fails without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translator.glossary.renderings import form_words
from translator.language.inflection import same_word
from translator.language.names import names
from translator.language.words import tokenize
from translator.translate.constraints import Account, without_places
from translator.translate.faults import Faults

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CAPITALISED = re.compile(r"[^\W\d_a-zß-ÿ][^\W_]+|\d+(?:[.,:]\d+)*")
_COUNTED_YEAR = re.compile(r"\b(?:19|20)\d\d (?:million|billion|thousand|percent|%)")
_NEIGHBOURS = re.compile(r"(?=(?<!\w)(\w+) (\w+))")
_QUOTE = re.compile('["“”„«»]')
_CLOSING = "\"'“”«»‘’) "
_SHRUNK, _GROWN, _TOWARDS = 0.7, 1.3, 2.5  # shares of words; not swept
_SAID = 0.3  # of a link that says what a word became; not swept
_LESS, _MORE = 1, 2  # words that may go, or come, beside that


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible target, and the rendering whose place a constraint took in it, if that is known."""

    after: Account
    replaced: str = ""


def acceptable(candidate: Candidate, before: Account, goal: int | None = None) -> bool:
    """Say whether a candidate keeps more than the target ``before``, and nothing else got worse.

    ``goal`` is the number of the one that must gain, if one must.
    """
    return _gains(before, candidate.after, goal) and harmless(candidate, before, goal)


def harmless(candidate: Candidate, before: Account, goal: int | None = None) -> bool:
    """Say whether a candidate keeps all that the target ``before`` does, and nothing got worse."""
    after = candidate.after
    return (
        all(now <= was for was, now in zip(before.missing, after.missing, strict=True))
        and not _loses(before.faults, after.faults)
        and _sound(candidate, before, goal)
        and _fits(before, after)
    )


def _gains(before: Account, after: Account, goal: int | None) -> bool:
    """Say whether more is kept: terms, or numbers and names."""
    if goal is not None and after.missing[goal] >= before.missing[goal]:
        return False
    terms = sum(before.missing) - sum(after.missing)
    facts = _lost(before.faults) - _lost(after.faults)
    return (terms > 0 or facts > 0) and after.cost < before.cost


def _lost(faults: Faults) -> int:
    return len(faults.numbers + faults.names)


def _loses(before: Faults, after: Faults) -> bool:
    """Say whether a number or name is lost, a word garbled, or more from nowhere than is gained."""
    found = len(before.numbers) - len(after.numbers)
    return (
        len(after.garbled) > len(before.garbled)
        or len(after.strays) - len(before.strays) > max(0, found)
        or _more(before.numbers, after.numbers)
        or _more(before.names + before.doubtful, after.names + after.doubtful)
    )


def _more(before: Iterable[object], after: Iterable[object]) -> bool:
    """Say whether something is missing that was there."""
    then, now = (Counter(str(getattr(x, "text", x)) for x in some) for some in (before, after))
    return bool(now - then)


def _sound(candidate: Candidate, before: Account, goal: int | None) -> bool:
    """Say whether nothing is said twice, left over, cut off or ends otherwise."""
    after = candidate.after
    text, base, source = after.target, before.target, before.wanted.pair.source
    return (
        _numbers_kept(text, base, source)
        and not _doubled(after, before)
        and not _leftover(candidate, before)
        and not (goal is not None and _source_left(after, goal))
        and _length_fits(candidate, before)
        and not _loops(after, before)
        and _ending(text) == _ending(base)
        and len(_QUOTE.findall(text)) == len(_QUOTE.findall(base))
        and not (_COUNTED_YEAR.search(text) and not _COUNTED_YEAR.search(base))
    )


def _fits(before: Account, after: Account) -> bool:
    """Say whether the words of the source that ``before`` has are kept, and none are joined."""
    source = before.wanted.pair.source
    text, base = without_places(after), without_places(before)
    terms = {
        w for goal in before.wanted.goals for m in goal.matches for w in _WORD.findall(m.surface)
    }
    kept = (_capitals(source) & _capitals(base)) - terms
    return not kept - set(_WORD.findall(after.target)) and not _joined(before, text, base)


def _capitals(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if word[0].isupper()}


def _joined(before: Account, text: str, base: str) -> bool:
    """Say whether names or numbers stand side by side that neither the source nor ``base`` has so."""
    pair = before.wanted.pair
    found = {form for name in names(pair.source, pair.lang, pair.into) for form in name.forms}
    return any(
        (one in found or one.isdigit())
        and (other in found or other.isdigit())
        and f"{one} {other}" not in pair.source
        and f"{one} {other}" not in base
        for one, other in _NEIGHBOURS.findall(text)
    )


def _numbers_kept(text: str, base: str, source: str) -> bool:
    """Say whether every number that ``base`` has from the source is kept, as often."""
    wanted, had, has = (_numbers(part) for part in (source, base, text))
    return not (had & wanted) - has


def _numbers(text: str) -> Counter[str]:
    """Count the numbers of a text by their digits; the two languages separate differently."""
    return Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(text))


def _doubled(after: Account, before: Account) -> bool:
    """Say whether a term, name or number stands more often than the source and ``before`` have it."""
    often = any(
        len(goal.occurrences(after.target))
        > max(len(goal.matches), len(goal.occurrences(before.target)) + max(0, was - now))
        for goal, was, now in zip(before.wanted.goals, before.missing, after.missing, strict=True)
    )
    now, then = (
        Counter(_CAPITALISED.findall(without_places(account))) for account in (after, before)
    )
    wanted = Counter(_CAPITALISED.findall(before.wanted.pair.source))
    return often or any(count > max(then[word], wanted[word], 1) for word, count in now.items())


def _leftover(candidate: Candidate, before: Account) -> bool:
    """Say whether the old rendering still stands beside the new one."""
    if _head_left(candidate.after, before):
        return True
    new = {word for goal in before.wanted.goals for form in goal.forms for word in _words(form)}
    old = [word for word in _words(candidate.replaced) if word not in new]
    if not old:
        return False
    was, now = (_count(old, _words(without_places(a))) for a in (before, candidate.after))
    return now >= max(was, 1)


def _head_left(after: Account, before: Account) -> bool:
    """Say whether a word of a longer form still stands for the source where it did before.

    For *in den beiden letzten Jahren*: "in the last two years", and not "in the last year two years".
    """
    for number, goal in enumerate(before.wanted.goals):
        if after.missing[number] >= before.missing[number]:
            continue
        heads = {word for form in goal.forms if " " in form for word in form_words(form, goal.lang)}
        lacking = [c.match.span for c in before.claims if c.goal == number and c.lacking]
        said = [
            before.target[slice(*before.alignment.target[link.target])]
            for span in lacking
            for word in before.alignment.words(*span)
            for link in before.alignment.of_source.get(word, ())
            if link.strength >= _SAID
        ]
        for text in said:
            if any(same_word(text, head, goal.lang) for head in heads):
                was, now = (
                    _words(without_places(a)).count(text.casefold()) for a in (before, after)
                )
                if now >= was > 0:
                    return True
    return False


def _source_left(after: Account, number: int) -> bool:
    """Say whether a piece of the source term stands beside the term: ``e. V.``."""
    goal, source = after.wanted.goals[number], after.wanted.pair.source
    new = {word for form in goal.forms for word in _words(form)}
    there = Counter(_words(without_places(after)))
    for match in goal.matches:
        pieces = set(_words(match.surface)) - new
        if len(pieces) > 1:
            start, end = match.span
            outside = Counter(_words(source[:start] + " " + source[end:]))
            if any(there[piece] > outside[piece] for piece in pieces):
                return True
    return False


def _words(text: str) -> list[str]:
    return [token.text.casefold() for token in tokenize(text) if token.is_word]


def _count(part: Sequence[str], words: Sequence[str]) -> int:
    """Count how often the words of ``part`` stand side by side."""
    size = len(part)
    return sum(list(words[at : at + size]) == list(part) for at in range(len(words) - size + 1))


def _length_fits(candidate: Candidate, before: Account) -> bool:
    """Say whether the length stays near, or grows towards the source's; terms bring their own."""
    new, old, full = (
        len(text.split())
        for text in (candidate.after.target, before.target, before.wanted.pair.source)
    )
    forms = (form for goal in before.wanted.goals for form in goal.forms)
    longest = max((len(form.split()) for form in forms), default=1)
    own = max(longest, len(candidate.replaced.split())) - 1
    most = max(_GROWN * old, min(_GROWN * full, _TOWARDS * old)) + _MORE
    return _SHRUNK * old - _LESS - own <= new <= most + own


def _loops(after: Account, before: Account) -> bool:
    """Say whether a pair of words, or a word twice in a row, comes more often; terms may."""
    (pairs, _), (pairs_before, _) = (_repeats(without_places(a)) for a in (after, before))
    (_, stutters), (_, stutters_before) = (_repeats(a.target) for a in (after, before))
    return pairs > max(pairs_before, 1) or stutters > stutters_before


def _repeats(text: str) -> tuple[int, int]:
    """Return how often the most frequent pair of words stands in a text, and the stutters."""
    words = [word.casefold() for word in _WORD.findall(text)]
    pairs: Counter[tuple[str, str]] = Counter(pairwise(words))
    return max(pairs.values(), default=0), sum(a == b and a.isalpha() for a, b in pairwise(words))


def _ending(text: str) -> str:
    """Return the closing punctuation mark, or an empty string."""
    last = text.rstrip(_CLOSING)[-1:]
    return last if last in ".!?:;…" else ""


def content(text: str) -> int:
    """Return how many words of a text carry meaning, names and numbers not counted."""
    return sum(word.islower() and len(word) > 3 for word in _WORD.findall(text))  # noqa: PLR2004 - shorter ones are mostly grammar
