"""How many finite verbs a sentence has, and how many its clauses ask for.

No parser: a tagger names the words, and words that open a clause are counted. Which forms count is
data of the language (``Clauses``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.language.data import Clauses, language
from translator.language.dictionary import LONGEST_WORD, entry
from translator.language.tagger import tagged

_TOKEN = re.compile(
    r"\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+(?:-\w+)*|[^\w\s]", re.IGNORECASE
)
_NEAR = 5  # words within which an auxiliary or what governs an infinitive is looked for
_REACH = 40  # words in which the verb of a clause, or the end of its subject, is looked for
_NOTHING = ("", "")
_SIGN = "PU"  # begins the tags of punctuation

Tagged = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Verbs:
    """How many finite verbs a sentence has, and whether there are fewer than its clauses need.

    A clause that is opened late has its verb late, so that every rest of a sentence from such a word on
    needs as many verbs as there are words that open clauses in it. One is ``adrift`` where its subject
    is followed by an article: "that Moscow a troop".
    """

    finite: int
    clauses: int
    missing: bool
    adrift: bool


def knows_clauses(lang: str) -> bool:
    """Say whether the clauses of a language can be counted, beside its finite verbs."""
    return bool(language(lang).clauses.participle)


def verbs(sentence: str, lang: str, *, passive: bool = False) -> Verbs:
    """Count finite verbs and clauses; ``passive`` says that participles are likely to be no pasts."""
    known = language(lang).clauses
    sentence = sentence.replace("’", "'")  # which the tagger does not know
    words = [word for word in _TOKEN.findall(sentence) if len(word) <= LONGEST_WORD]
    found = tagged(words, lang) if known.tagger else []
    flags = [_is_finite(found, place, lang, passive=passive) for place in range(len(found))]
    finite = needed = 0
    missing = adrift = False
    for place in reversed(range(len(found))):
        finite += flags[place]
        opens = _opens_clause(found, place, known)
        needed += opens or _opens_time(found, place, flags, known)
        adrift = adrift or (opens and _is_adrift(found, place, lang))
        missing = missing or finite < needed
    return Verbs(finite, needed + 1, missing or finite < needed + 1, adrift)


def _is_finite(words: Tagged, place: int, lang: str, *, passive: bool) -> bool:
    known = language(lang).clauses
    word, tag = words[place]
    low = word.lower()
    before = words[place - 1] if place else _NOTHING
    near = words[max(0, place - _NEAR) : place]
    if known.bare and low == known.bare:  # a command, at the beginning
        return not place or not before[0].isalnum()
    if known.finite.fullmatch(tag):
        return True
    if known.infinitive and tag == known.infinitive:
        return not any(known.governs.fullmatch(x) for pair in near for x in pair)
    if known.opener.fullmatch(before[0].lower()) and known.opening.fullmatch(before[1]):
        return tag == known.plural  # "which pumps blood": a noun by its letters alone
    behind = words[place + 1][1] if place + 1 < len(words) else ""
    ends = tag == known.plural and behind.startswith(_SIGN)  # "the contract ends."
    if ends or (known.noun.fullmatch(tag) and known.object.fullmatch(behind)):  # "it reveals this"
        return _is_named(before, known) and _has_gerund(low, lang)
    may_be = tag == known.participle and not known.participles_only.fullmatch(low)
    return may_be and _is_past(near, behind, known, passive=passive)


def _is_named(word: tuple[str, str], known: Clauses) -> bool:
    """Tell whether a word may be what a verb follows: a noun, a name, the end of a quotation."""
    text, tag = word
    names = known.named.fullmatch(tag) or known.named.fullmatch(text.lower())
    return bool(names) or (text != "" and not text[0].isalnum())


def _has_gerund(word: str, lang: str) -> bool:
    """Tell whether a noun by its letters is a verb as well: cost, for there is costing."""
    ending = language(lang).clauses.gerund
    stems = (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("e"))
    return any(entry(stem + ending, lang) for stem in stems)


def _is_past(near: Tagged, behind: str, known: Clauses, *, passive: bool) -> bool:
    """Tell whether what may be a participle is a past, by the words before it and the tag behind."""
    if any(known.auxiliary.fullmatch(tag) for _, tag in near):
        return False
    stands = not near or bool(known.subject.fullmatch(near[-1][1]))
    return stands and (not passive or bool(known.object.fullmatch(behind)))


def _opens_time(words: Tagged, place: int, flags: Sequence[bool], known: Clauses) -> bool:
    """Tell whether a word may open a clause and does, for there is a verb: "after the sun had set"."""
    if not place or not known.either.fullmatch(words[place][0].lower()):
        return False  # first in its sentence it has a comma or not
    rest = slice(place + 1, place + 1 + _REACH)
    for word, flag in zip(words[rest], flags[rest], strict=True):
        if flag or not word[0][0].isalnum() or known.opener.fullmatch(word[0].lower()):
            return flag
    return False


def _is_adrift(words: Tagged, place: int, lang: str) -> bool:
    """Tell whether the subject of the clause that a word opens is followed by an article."""
    known = language(lang).clauses
    if not known.conjunction.fullmatch(words[place][1]):
        return False
    last = place
    for word, tag in words[place + 1 : min(len(words) - 1, place + 1 + _REACH)]:
        noun = bool(known.noun.fullmatch(words[last][1]) or known.name.fullmatch(words[last][1]))
        if known.article.fullmatch(word.lower()) and noun:
            behind = words[last + 2][0]
            return not (behind[0].isupper() or _has_gerund(words[last][0].lower(), lang))
        if not known.part.fullmatch(tag):
            return False
        last += 1
    return False


def _opens_clause(words: Tagged, place: int, known: Clauses) -> bool:
    word, tag = words[place]
    if not (known.opener.fullmatch(word.lower()) and known.opening.fullmatch(tag)):
        return False
    behind = [tag for _, tag in words[place + 1 : place + 3]]
    if not behind:
        return False
    if behind[0].startswith("AV"):  # "if only recently built"
        behind = behind[1:]
    return not (behind and known.phrase.fullmatch(" ".join(behind)))
