"""Say whether a German word stands in the sense its glossary term has: verb or noun, name or thing.

Spelling alone does not tell ``weiß`` (white) from ``weiß`` (knows), ``Macht`` from the beginning of
``Macht nichts``, Poland from the Poles, Bavaria from Bayern Munich. What part of speech a word is
comes from HanTa, a hidden Markov tagger (Wartena, "A probabilistic morphology model for German
lemmatization", KONVENS 2019; tags in the manner of STTS); it is only asked where the spelling has
another reading. What stays open counts as ``UNSURE``: it is accepted, and never enforced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cached_property, lru_cache

from translator.language.dictionary import dictionary, known, lemma
from translator.language.tagger import tags
from translator.language.words import Token

_CHUNK = 60  # tokens tagged at a time; longer sentences are cut
_LONGEST_WORD = 40  # letters; the tagger takes a word apart in square time
_NOUN = re.compile(r"N|XY|FM|TRUNC")
_FINITE = re.compile(r"V[AMV]\((?:FIN|IMP)\)")
_NEUTER = re.compile(r"das|dem|des|beim|zum|vom|(?:k?ein|[dms]ein|ihr|unser)(?:em|es)?")
_PERSON = frozenset({"PPER", "PRF"})
_OBJECTS = frozenset({"das", "dies", "es", "nichts", "etwas", "jemand", "niemand", "man"})
_PLACE_PREPOSITIONS = frozenset({"in", "aus", "nach", "bei", "bis", "richtung"})
_COPULAS = frozenset({"sein", "werden", "bleiben", "wirken", "scheinen"})
_PLURAL = re.compile(
    r"die|den|der|alle[nr]?|viele[nr]?|einige[nr]?|manche[nr]?|wenige[nr]?|beide[nr]?|diese[nr]?"
    r"|jene[nr]?|mehrere[nr]?|tausende|hunderte|unsere[nr]?|keine[nr]?"
)
# What stands in the names of clubs only, and what only sports pages say.
_CLUB = re.compile(
    r"FC|SC|SV|TSV|VfB|VfL|VfR|BSC|FSV|TSG|RB|HSV|MSV|KSC|SSV|KSV|SpVgg|TuS|AC|AS|CF|FK|Borussia"
    r"|Hertha|Werder|Arminia|Schalke|Dynamo|Dinamo|Juventus|Inter|Bayer|Wacker|Rot|Hannover"
)
_CONTEST = frozenset({"schlagen", "besiegen", "bezwingen", "deklassieren"})
_PLAYED = frozenset({"verlieren", "gewinnen", "siegen", "spielen", "punkten", "unterliegen"})
_SPORTS = re.compile(
    r"(?:bundesliga|champions|fußball|pokal|spieltag|halbzeit|elfmeter|torwart|torhüter|stürmer"
    r"|trainer|rekordmeister|tabellenführer|unentschieden|heimsieg|auswärtssieg|kicker|derby)\w*",
    re.IGNORECASE,
)
_PARTICLES = frozenset({"vor", "ab", "an", "auf", "aus", "ein", "zu", "zurück", "nieder", "durch"})
_SCORE = re.compile(r"\d{1,2}")
_NEAR = 3  # tokens to each side in which a club's name is looked for
_SHORTEST_STEM = 3  # letters; not measured
_ADJECTIVE_ENDING = re.compile(r"e[mnrs]?$")
_CLAUSE_END = re.compile(r"[,;:.!?–—]")
_SUBJECTS = frozenset({"PPER", "PIS", "PWS", "PRELS", "KOUS", "PWAV"})
_UMLAUTS = str.maketrans("aou", "äöü")


class Reading(Enum):
    """Whether a word means what the term means."""

    MEANT = "meant"
    OTHER = "other"
    UNSURE = "unsure"


class Words:
    """The tokens of a sentence with their parts of speech, which are looked up when asked for."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        letters = [token.text for token in tokens if token.text[0].isalpha()]
        self.capitals = len(letters) > 1 and all(text.isupper() for text in letters)
        self._tags: dict[tuple[int, bool], list[str]] = {}

    def tag(self, position: int, *, lower: bool = False) -> str:
        """Return the part of speech at ``position``, an empty string beyond the sentence.

        ``lower`` reads the sentence as if it were written without capitals.
        """
        if not 0 <= position < len(self.tokens):
            return ""
        chunk, inside = divmod(position, _CHUNK)
        if (chunk, lower) not in self._tags:
            part = self.tokens[chunk * _CHUNK : (chunk + 1) * _CHUNK]
            texts = [token.text[:_LONGEST_WORD] for token in part]
            self._tags[chunk, lower] = tags([t.lower() for t in texts] if lower else texts)
        return self._tags[chunk, lower][inside]

    @cached_property
    def sports(self) -> bool:
        """Say whether there is a score or a word of the sports pages."""
        return any(
            _SPORTS.fullmatch(token.text) or _is_score(self, at)
            for at, token in enumerate(self.tokens)
        )

    def text(self, position: int) -> str:
        """Return the word at ``position``, an empty string beyond the sentence."""
        return self.tokens[position].text if 0 <= position < len(self.tokens) else ""


def reading(term: str, target: str, words: Words, position: int) -> Reading:
    """Judge the word at ``position``, which is spelled like a form of the one word ``term``.

    ``target`` is what the glossary makes of it; a capital there says that the term is a name.
    """
    if term.isupper() and len(term) > 1:
        return Reading.MEANT  # acronyms are nothing else
    if term[0].isupper():
        found = _noun(words, position)
        return _sense(term, target, words, position) if found is Reading.MEANT else found
    return _other(term, words, position)


def _noun(words: Words, position: int) -> Reading:
    """Say whether a capitalised word is a noun where its capital proves nothing."""
    token = words.tokens[position]
    if not (token.first or words.capitals) or not _has_lower_reading(token.text):
        return Reading.MEANT
    if words.capitals:
        if _nominal(words, position, lower=True):
            return Reading.MEANT
        return Reading.UNSURE if _NOUN.match(words.tag(position)) else Reading.OTHER
    base = lemma(token.text.lower(), "de")
    following, text = words.tag(position + 1), words.text(position + 1)
    person = following in _PERSON or text.lower() in _OBJECTS
    asked = base.endswith("n") and person  # "Regen wir uns nicht auf", "Macht nichts"
    inflected = _ADJECTIVE_ENDING.search(token.text) and _is_adjective(base)
    attribute = inflected and following == "NN"  # "Weise Worte"
    predicate = token.text.lower() == base and _is_adjective(base) and _is_copula(text)
    other = asked or attribute or predicate or not _nominal(words, position)
    return Reading.OTHER if other else Reading.MEANT


def _nominal(words: Words, position: int, *, lower: bool = False) -> bool:
    """Say whether a word is a noun, or an adjective that stands for one (``die Grünen``)."""
    tag = words.tag(position, lower=lower)
    following = words.tag(position + 1, lower=lower)
    alone = not _NOUN.match(following) and following != "ADJ(A)"
    return bool(_NOUN.match(tag)) or (tag == "ADJ(A)" and alone)


def _has_lower_reading(word: str) -> bool:
    """Say whether the dictionary has the word in lower case, as something that is no noun."""
    base = dictionary("de").get(word.lower())
    return base is not None and base[0].islower()


def _sense(term: str, target: str, words: Words, position: int) -> Reading:
    """Tell names from things, places from their people and from clubs."""
    text, before = words.text(position), words.text(position - 1)
    name = target[:1].isupper()
    if name and _is_infinitive(text) and _NEUTER.fullmatch(before.lower()):
        return Reading.OTHER  # beim Essen, and not the city
    if not name and (found := _as_name(term, words, position)) is not Reading.MEANT:
        return found
    if name and text == term and _has_people(text):
        if not target.endswith("s") and _is_people(words, position):
            return Reading.OTHER
        named = words.tag(position + 1) == "NE" and not words.tokens[position + 1].glued
        if before.lower() not in _PLACE_PREPOSITIONS and (named or _is_contest(words, position)):
            return Reading.UNSURE  # Bayern München, Bayern schlägt Leipzig
    return Reading.UNSURE if _is_club(words, position, name=name) else Reading.MEANT


def _is_infinitive(word: str) -> bool:
    """Say whether a noun is made from a verb: ``Essen``."""
    lower = word.lower()
    return lower.endswith("n") and dictionary("de").get(lower) == lower


@lru_cache(maxsize=10_000)
def _is_common(word: str) -> bool:
    """Say whether German has the noun for a thing: names have no plural."""
    plurals = (word + ending for ending in ("e", "en", "n", "er", "nen"))
    return _is_infinitive(word) or any(dictionary("de").get(form) == word for form in plurals)


def _as_name(term: str, words: Words, position: int) -> Reading:
    """Say whether a thing's word may be a name here: ``in Essen``, ``Helmut Kohl``, ``Kohler``."""
    text, before = words.text(position), words.text(position - 1)
    if text == f"{term}er" and not known(text, "de"):
        return Reading.OTHER
    place = before.lower() in _PLACE_PREPOSITIONS and _is_common(text)
    if place and words.tag(position) == "NE":
        return Reading.OTHER
    named = before[:1].isupper() and words.tag(position) == "NE"
    doubtful = named and _NOUN.match(words.tag(position - 1))
    return Reading.UNSURE if doubtful else Reading.MEANT


@lru_cache(maxsize=10_000)
def _has_people(word: str) -> bool:
    """Say whether a place is spelled like its people: Polen, Bayern and Sachsen have women."""
    stem = word.removesuffix("n").removesuffix("e")
    if not word.endswith(("en", "rn")) or len(stem) < _SHORTEST_STEM:
        return False
    return any(f"{base}in" in dictionary("de") for base in (stem, *_umlauted(stem)))


def _umlauted(stem: str) -> list[str]:
    return [
        stem[:at] + letter.translate(_UMLAUTS) + stem[at + 1 :]
        for at, letter in enumerate(stem)
        if letter in "aou"
    ]


def _is_people(words: Words, position: int) -> bool:
    """Say whether a plural stands here: ``die Polen``, ``viele junge Sachsen``."""
    before = position - 1
    while words.tag(before) == "ADJ(A)":
        before -= 1
    plural = words.tag(before) == "CARD" or _PLURAL.fullmatch(words.text(before).lower())
    # Behind a comma it may be a relative pronoun: "die Leute, die Polen verließen".
    return bool(plural) and words.text(before - 1) != ","


def _is_contest(words: Words, position: int) -> bool:
    """Say whether teams play here: ``Bayern schlägt Leipzig``, or the sports pages' words."""
    for side in (-1, 1):
        verb, other = position + side, position + 2 * side
        if lemma(words.text(verb), "de") not in _CONTEST or not words.text(other)[:1].isupper():
            continue
        particle = any(words.text(at) in _PARTICLES for at in range(other, _clause(words, verb)[1]))
        if not particle and words.tag(other) == "NE":
            return True
    return words.sports


def _is_copula(word: str) -> bool:
    return lemma(word, "de") in _COPULAS


def _clause(words: Words, position: int) -> tuple[int, int]:
    """Return the first token of the clause around ``position`` and the one behind it."""
    start, end = position, position + 1
    while start > 0 and position - start < _CHUNK and not _CLAUSE_END.match(words.text(start - 1)):
        start -= 1
    while end < len(words.tokens) and end - position < _CHUNK:
        if _CLAUSE_END.match(words.text(end)):
            break
        end += 1
    return start, end


def _is_score(words: Words, position: int) -> bool:
    """Say whether ``2:1`` stands here, and no time of day."""
    one, mark, other, behind = (words.text(position + step) for step in range(4))
    return (
        mark == ":"
        and bool(_SCORE.fullmatch(one) and _SCORE.fullmatch(other))
        and behind.lower() != "uhr"
    )


def _is_club(words: Words, position: int, *, name: bool) -> bool:
    """Say whether the word is part of a club's name: ``1. FC Köln``, ``gegen Union Berlin``."""
    for step in (-1, 1):
        for far in range(1, _NEAR + 1):
            text = words.text(position + step * far)
            if not text or not (text[0].isupper() or text[0].isdigit() or text == "-"):
                break
            if _CLUB.fullmatch(text):
                return True
    following = words.text(position + 1)
    if name or not following[:1].isupper() or words.tokens[position + 1].glued:
        return False
    near = range(position - 2 * _NEAR, position + 2 * _NEAR)
    played = any(lemma(words.text(at), "de") in _PLAYED for at in near)
    return (played or _is_contest(words, position)) and words.tag(position + 1) == "NE"


def _other(term: str, words: Words, position: int) -> Reading:
    """Judge a verb, an adjective or an adverb."""
    token = words.tokens[position]
    if token.first and token.text[0].isupper() and _NOUN.match(words.tag(position)):
        if token.text.lower() != term:
            return Reading.OTHER
        predicate = _is_copula(words.text(position + 1))  # "Arm sind viele"
        return Reading.MEANT if predicate else Reading.UNSURE
    if _is_other_verb(term, words, position):
        return Reading.OTHER
    if not _is_adjective(term) or term.endswith(("n", "t")):  # participles stand for their verbs
        return Reading.MEANT
    if _FINITE.match(words.tag(position)):
        before, behind = words.tag(position - 1), words.tag(position + 1)
        attribute = behind == "ADJ(A)" and before in ("ART", "PDS")  # das weiß gestrichene Haus
        return Reading.MEANT if attribute else Reading.OTHER
    return Reading.OTHER if _is_only_verb(words, position) else Reading.MEANT


def _is_other_verb(term: str, words: Words, position: int) -> bool:
    """Say whether a verb is part of another here (``spricht … aus``), or no verb (die gleichen Leute)."""
    if not term.endswith("n"):
        return False
    if words.text(position).lower() == term:
        return words.tag(position) == "ADJ(A)" and _NOUN.match(words.tag(position + 1)) is not None
    last = _clause(words, position)[1] - 1
    return (
        last > position
        and words.tag(last) == "PTKVZ"
        and known(words.text(last) + term, "de")
        and _FINITE.match(words.tag(position)) is not None
    )


def _is_only_verb(words: Words, position: int) -> bool:
    """Say whether a clause with a subject has no verb but this word: ``wer das weiß``."""
    text = words.text(position).lower()
    if lemma(text, "de") == text or not lemma(text, "de").endswith("n"):
        return False
    tags = [words.tag(at) for at in range(*_clause(words, position)) if at != position]
    return not _SUBJECTS.isdisjoint(tags) and not any(tag.startswith("V") for tag in tags)


@lru_cache(maxsize=10_000)
def _is_adjective(word: str) -> bool:
    """Say whether German declines a lower-case word as an adjective."""
    ending = "r" if word.endswith("e") else "e"
    return dictionary("de").get(word + ending) == word
