"""What small models get wrong in English as by a slip of the pen; each has one sure correction.

A gap in a compound (mid- September), a word or phrase twice (the life life), a pair for which English
has one word (helpers and helpers), a contraction that nothing follows (how it's.), an ordinal as in
German (the 90. minute), a plural behind an article (a prisoners), a letter three times (Jansssen).
What is known so from the source or a glossary stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from translator.language.data import language
from translator.language.dates import month_names
from translator.language.dictionary import entry, lemma
from translator.language.number_words import number_words
from translator.language.words import is_function_word
from translator.language.writing import ordinal

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"(?<![\w-])(\w+)- (?=(\w+))")
_YEARS = re.compile(r"(?<![\w.,-])(\d{1,3})- (?=(?:year|month|week|day|hour|minute)s?-)")
_AGAIN = re.compile(
    r"(?<![\w'’.,:/-])(\w++(?: \w++){0,3})((?: \1){1,8}+)(?![\w'’/@]|[-.,:]\w)", re.IGNORECASE
)
_PAIR = re.compile(
    r"(?<![\w'’-])((?:(?:every|each|all|the) )?\w{3,40}+) (?:and|or) \1(?![\w'’-])", re.IGNORECASE
)
_BOTH = re.compile(r"\b(?=(\w{4,60}) (?:und|oder|sowie|bzw\.) (\w{3,60})(?: (\w{4,60}))?)")
_FEMININE = re.compile(r"in(?:nen)?$")
_UMLAUTS = str.maketrans("äöü", "aou")
_CONTRACTED = re.compile(r"(?<![\w\"“‘'’-])(\w+)['’](\w+)(?=[.?!;:,)](?!\w)|[\"”]?$)")
_ORDINAL = re.compile(
    r"\b(the|his|her|its|their|this|every|each|an?) (\d{1,3})\. (\w+)", re.IGNORECASE
)
_PLURAL = re.compile(
    r"(?<![\w'’.-])(?<![Oo]ne )((?:an?|(?:of|with|by|in|from|at|for|against) one) )([a-z]{4,30}s)(?=([.!?;:](?!\w)|$)| (\w+))"
)
_TRIPLE = re.compile(r"\b\w+?([^\W\d_])\1\1\w*+")
_DETERMINER = re.compile("an?|the|th(?:is|at|[eo]se)|some|his|her|its|our|my|your|their")
_COMPARED = re.compile(r"\w+er|more|less")
_NEAR = 10  # words of the source in which one word excuses another like it
_BESIDE = 4  # the same in a phrase
_ALIKE = 5  # letters with which two words of one stem begin
_STEM = 3  # letters
_LONG = 7  # letters of a word that nobody stretches: sooo


@dataclass(frozen=True)
class _Known:
    """What the source and a glossary have."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        """Return all words in small letters."""
        return _WORD.findall(self.text.casefold())

    @cached_property
    def plain(self) -> str:
        """Return all words, without marks and blanks between them."""
        return "".join(self.words)

    @cached_property
    def doubled(self) -> bool:
        """Say whether a word or phrase stands twice: sehr, sehr; für das Volk, für das Volk; not "die, die"."""
        pairs = list(pairwise(self.words))
        told = [pair for pair in pairs if not all(is_function_word(word, "de") for word in pair)]
        return len(set(told)) < len(told) or any(
            one == other and not (one[0] == "d" and is_function_word(one, "de"))
            for one, other in pairs
        )

    @cached_property
    def repeats(self) -> bool:
        """Say whether two words near each other are of one stem, so that the target may have one twice."""
        return _has_like_words(self.words, _NEAR)

    @cached_property
    def repeats_beside(self) -> bool:
        """Say so of words as near as in a phrase: Freunde von Freunden."""
        return _has_like_words(self.words, _BESIDE)

    @cached_property
    def pairs(self) -> bool:
        """Say whether it has women and men of one kind: Helferinnen und Helfer."""
        return any(
            _same_people(one, other) or _same_people(other, one)
            for one, *others in _BOTH.findall(self.text)
            for other in others
            if other
        )


def _has_like_words(words: list[str], near: int) -> bool:
    long = [w for w in words if len(w) >= _ALIKE - 1 and not is_function_word(w, "de")]
    return any(
        other[:_ALIKE] in word or word[:_ALIKE] in other
        for at, word in enumerate(long)
        for other in long[max(0, at - near) : at]
    )


def without_slips(target: str, known: str) -> str:
    """Return an English target without slips; ``known`` is its source, and the terms a house wants."""
    has = _Known(known)
    for step in (_joined, _one_of_pair, _once, _spelled_out, _ordinals, _singular, _untripled):
        target = step(target, has)
    return target


def _joined(target: str, known: _Known) -> str:
    """Close the gap in a compound: mid- September, 20- year-old, not "pre- and post-war"."""

    def right(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        whole = f"{first}-{second}"
        prefix = language("en").habits.joined.fullmatch(first.lower())
        goes_on = is_function_word(second, "en") or second.lower() in ("nor", "versus", "vs")
        if match[0] in known.text or not (whole in known.text or (prefix and not goes_on)):
            return match[0]
        return f"{first}-"

    return _YEARS.sub(r"\1-", _GAP.sub(right, target))


def _one_of_pair(target: str, known: _Known) -> str:
    """Name people once whom German names as women and men: helpers and helpers."""

    def right(match: re.Match[str]) -> str:
        noun = match[1].lower()
        if " " in match[1]:  # every student and every student
            return match[1]
        kept = language("en").habits.repeated.fullmatch(noun) or _COMPARED.fullmatch(noun)
        return match[0] if kept or lemma(noun, "en") == noun else match[1]

    return _PAIR.sub(right, target) if _PAIR.search(target) and known.pairs else target


def _once(target: str, known: _Known) -> str:
    """Say a word or phrase once that stands twice in a row, and not so in what is known."""

    def right(match: re.Match[str]) -> str:
        words = match[1].casefold().split(" ")
        return match[1] if _is_slip(words, match, known) else match[0]

    while (once := _AGAIN.sub(right, target)) != target:
        target = once
    return target


def _is_slip(words: list[str], match: re.Match[str], known: _Known) -> bool:
    """Say whether words stand twice by mistake."""
    first, second = match[1], match[2][1 : len(match[1]) + 1]
    alike = first == second or first == second[0].upper() + second[1:]
    little = language("en").habits.small
    content = [w for w in words if not (is_function_word(w, "en") or little.fullmatch(w))]
    once = all(known.words.count(word) <= 1 for word in content)
    if not alike or 2 * "".join(words) in known.plain or not once:
        return False
    if known.doubled or not any(map(str.isalpha, words)):
        return False
    if any(map(language("en").habits.repeated.fullmatch, content)):
        return False
    return (
        _is_word_slip(match, known) if len(words) == 1 else _is_phrase_slip(words, content, known)
    )


def _is_word_slip(match: re.Match[str], known: _Known) -> bool:
    """Say so of one word; what may be a verb may follow its own noun: the things you own own you."""
    word = match[1].casefold()
    if is_function_word(word, "en"):
        return language("en").habits.never_twice.fullmatch(word) is not None
    if len(word) <= _STEM or not word.isalpha():
        return False
    if match[1].istitle() and word in known.words:
        return True
    counted = match.string[: match.start()].endswith((" a ", " an "))
    return not known.repeats and (counted or not _may_be_verb(word))


def _is_phrase_slip(words: list[str], content: list[str], known: _Known) -> bool:
    """Say so of a phrase: of barrels of barrels, not "whatever will be will be", "step by step by step"."""
    habits = language("en").habits
    small = [word for word in words if word not in content]
    if not content or not all(map(habits.small.fullmatch, small)):
        return False
    if not small:
        return not (known.repeats or any(map(_may_be_verb, content)))
    if words[-1] == "to":  # three to three to three and a half
        return all(word in number_words("en") for word in content)
    if not any(map(str.isalpha, content)):  # in 2008
        return words[0] in small and all(word in known.words for word in content)
    joined = {"of", "and", "or"} & {words[0], words[-1]}  # friends of friends of mine
    if (joined and known.repeats_beside) or any(map(_COMPARED.fullmatch, content)):
        return False
    # "what the program the program runs does", "they go to work to work", "step by step by step"
    free = words[0] != "to" and not (_DETERMINER.fullmatch(words[0]) and known.repeats)
    return free and (words[-1] not in small or words[-1] in ("of", "and", "or"))


@lru_cache(maxsize=20_000)
def _may_be_verb(word: str) -> bool:
    """Say whether a word may be a form of a verb."""
    stems = {word, lemma(word, "en"), word.removesuffix("s"), word.removesuffix("ed")}
    return word.endswith("ed") or any(
        entry(form + "ing", "en") for stem in stems for form in (stem, stem.removesuffix("e"))
    )


def _same_people(women: str, men: str) -> bool:
    """Say whether one German word is the feminine of the other: Ärztinnen, Ärzte."""
    stem = _FEMININE.sub("", women).lower().translate(_UMLAUTS)
    if stem == women.lower().translate(_UMLAUTS) or len(stem) < _STEM:
        return False
    return men[0].isupper() and men.lower().translate(_UMLAUTS).startswith(
        stem[: max(_STEM, len(stem) - 1)]
    )


def _spelled_out(target: str, known: _Known) -> str:
    """Write out a contraction that nothing follows: that is how it is."""

    def right(match: re.Match[str]) -> str:
        forms = language("en").habits.contracted.get(match[2], "")
        word = match[1].lower()
        if match[0] in known.text or word not in forms.split()[1:] or match[1] not in (word, "I"):
            return match[0]  # The Who's
        return f"{match[1]} {forms.split()[0]}"

    return _CONTRACTED.sub(right, target)


def _ordinals(target: str, known: _Known) -> str:
    """Write an ordinal of the source as English does: in the 90th minute; not "the 1. FC"."""

    def right(match: re.Match[str]) -> str:
        number, word = match[2], match[3]
        if not re.search(rf"(?<![\w.,]){number}\. ?[^\W\d_]", known.text):
            return match[0]
        left = word in known.text and entry(word, "en") is None and entry(word.lower(), "en")
        if word[0].islower() or (left and word.lower() not in month_names("de")):
            return f"{match[1]} {ordinal(int(number), 'en')} {word.lower()}"
        return match[0]

    return _ORDINAL.sub(right, target)


def _singular(target: str, known: _Known) -> str:
    """Write the singular behind an article: a prisoner like me; not "a series", "a sports club"."""

    def right(match: re.Match[str]) -> str:
        plural, habits = match[2], language("en").habits
        one = entry(plural, "en") or plural
        goes_on = match[4] and not habits.behind_noun.fullmatch(match[4])
        if goes_on or f"{one}s" != plural or match[0] in known.text or habits.alike.search(plural):
            return match[0]
        # Behind "a" may stand a verb (a differs from b), and words that are plurals in form only.
        sure = match[1].endswith("one ") or (
            habits.countable.search(one) and not _may_be_verb(plural)
        )
        return match[1] + one if sure else match[0]

    return _PLURAL.sub(right, target)


def _untripled(target: str, known: _Known) -> str:
    """Write a letter twice or once that stands three times, as the source or the dictionary has the word."""

    def right(match: re.Match[str]) -> str:
        word, letter = match[0], match[1]
        if word.casefold() in known.words or len(word) < _LONG or not word[1:].islower():
            return word
        spellings = [word.replace(letter * 3, letter * times) for times in (2, 1)]
        sure = [s for s in spellings if s.casefold() in known.words]
        sure += [s for s in spellings if entry(s.lower(), "en")]
        return sure[0] if sure else word

    return _TRIPLE.sub(right, target)
