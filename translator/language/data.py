"""What a language file says, and the one place that reads it.

Every table and key may be missing. What CLDR has (names of months and weekdays, marks in numbers) is
taken from there, and a file only adds to it. Patterns are Python's and begin with ``(?i)`` where
case does not count; where a key is described as *alternatives*, a pattern is made from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from translator.language.habits import Habits, Variety
from translator.language.phrases import Chat, NoticePhrases, SiteLabels

NEVER = re.compile(r"(?!)")
"""A pattern that matches nothing: what a language says nothing of."""


class Words(tuple[str, ...]):
    """Words that stand in a file as one text, with blanks or line ends between them."""

    __slots__ = ()


NONE = Words()


@dataclass(frozen=True, slots=True)
class WordForms:
    """Words: ``function`` finds one of the closed classes, ``quantity`` one of number or amount.

    ``folded`` letters are compared so.
    ``repeated`` may stand between a word and the same again: day by day, more and more.

    ``of_no_other`` are such that, in a text of another language, were left there. ``phrases`` say
    something else than their nouns. Of ``unmarked`` nouns the plural may look like the singular.
    """

    function: re.Pattern[str] = NEVER
    quantity: re.Pattern[str] = NEVER
    phrases: re.Pattern[str] = NEVER
    unmarked: re.Pattern[str] = NEVER
    repeated: re.Pattern[str] = re.compile("")
    of_no_other: Words = NONE
    folded: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inflection:
    """Forms of words that the dictionary does not know.

    ``endings`` come off a word, ``adjective`` finds that of an adjective. ``spellings`` are pairs of
    what is written and what is meant (ss, ß). ``plurals`` and ``umlauts`` make forms that a noun
    has and a name has not. ``hidden`` are forms that the dictionary has as words of their own.
    """

    endings: Words = NONE
    adjective: re.Pattern[str] = NEVER
    spellings: tuple[tuple[str, str], ...] = ()
    plurals: Words = NONE
    umlauts: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compounds:
    """Words made of words, in a language that writes them as one.

    ``links`` may stand between two; ``short`` are first parts of fewer letters than others need;
    ``derived`` finds a suffix that needs a stem; ``feminine`` are suffixes that make another word.
    """

    links: Words = NONE
    short: Words = NONE
    derived: re.Pattern[str] = NEVER
    feminine: Words = NONE


@dataclass(frozen=True, slots=True)
class Names:
    """Names, in a language they come from and in one they go to.

    Of the source: ``never`` are capitalised words that are none, ``acronyms_of_its_own`` those that others do not
    share; ``citizen`` ends what is made from a place (Teheraner), ``derived`` finds other such endings; a name stands
    behind an ``office``, one of the ``states`` (group 1) behind a word that means a country, too, a noun behind what ``determined`` ends, a ``firm`` behind its name, what is a town behind ``town``, whose something is behind what ``owned`` ends;
    ``measured`` ends with a noun of which what follows is the contents (ein Glas Senf). Of the target: ``forms_known`` says that its dictionary
    tells names from words; ``acronyms`` are its forms of those of others, and ``titles`` stand before names.
    """

    never: Words = NONE
    acronyms_of_its_own: Words = NONE
    citizen: str = ""
    derived: re.Pattern[str] = NEVER
    office: re.Pattern[str] = NEVER
    determined: re.Pattern[str] = NEVER
    measured: re.Pattern[str] = NEVER
    states: re.Pattern[str] = NEVER
    town: re.Pattern[str] = NEVER
    owned: re.Pattern[str] = NEVER
    firm: re.Pattern[str] = NEVER
    forms_known: bool = False
    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Words = NONE


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where sentences end.

    ``somajo`` is the model that splits them; without one a small rule does, to which the
    ``abbreviations`` of all languages are known. ``starters`` begin a sentence and, with a capital,
    stand nowhere else; a sentence may have ended with one of ``ending_abbreviations`` before them.
    ``before_number`` finds an abbreviation whose number follows.
    """

    somajo: str = ""
    starters: Words = NONE
    ending_abbreviations: Words = NONE
    before_number: re.Pattern[str] = NEVER
    abbreviations: Words = NONE


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Numbers in words, in small letters.

    ``units`` are 0 to 19, ``tens`` 20 to 90, ``ordinals`` count from 1, ``others`` stand with their
    value. ``scales`` maps powers of ten to alternatives. ``one_word`` says that numbers from
    thirteen on are one word, which can be nothing but this number; the words in ``loose`` can.
    ``half`` finds a number and a half (groups ``number``, or ``whole`` for one and a half; ``noun``,
    ``scale``, ``all``), ``share`` a part of something counted (``part``, ``of``), ``idioms`` no number.
    """

    units: Words = NONE
    tens: Words = NONE
    ordinals: Words = NONE
    others: Mapping[str, Words] = field(default_factory=dict)
    scales: Mapping[int, str] = field(default_factory=dict)
    one_word: bool = False
    loose: Words = NONE
    hundred: Words = NONE
    decades: re.Pattern[str] = NEVER
    half: re.Pattern[str] = NEVER
    share: re.Pattern[str] = NEVER
    parts: Mapping[str, float] = field(default_factory=dict)
    of: Mapping[str, int] = field(default_factory=dict)
    idioms: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers in figures: how they are read, and how they are written.

    ``minus``, ``below`` and ``deficit`` are alternatives that say a number is below zero: before
    it, behind it, and as a noun some words before it; ``percent`` those behind a percentage.
    ``decade`` stands right behind the year of one (1990er). ``before_year``, alternatives beside the months, and ``counted``
    tell years from quantities; ``converted`` is what stands behind a number of measures that are
    none of the source's, ``measures`` how many of such are one metric one, 0 for degrees. ``scales`` are the names to write for powers of ten, ``one|more`` where the plural is another;
    ``of_a_scale`` stands between one and what is counted, and ``contracted`` replaces what results.
    ``percentage`` is written behind a number, ``money`` with the fields sign, amount and unit; where
    they are missing as in the source. ``ordinals`` are the endings, each for the numbers that its
    pattern finds, the first that does. Behind ``partitive`` stands what a number is a part of (5 von 7).
    """

    minus: str = ""
    below: str = ""
    deficit: str = ""
    percent: str = ""
    decade: str = ""
    before_year: str = ""
    counted: re.Pattern[str] = NEVER
    converted: re.Pattern[str] = NEVER
    measures: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    scales: Mapping[int, str] = field(default_factory=dict)
    of_a_scale: str = " "
    contracted: tuple[tuple[str, str], ...] = ()
    percentage: str = ""
    money: str = ""
    ordinals: tuple[tuple[str, str], ...] = ()
    partitive: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """Days, months and weekdays beside those of CLDR.

    ``months`` and ``weekdays`` (1 is Monday) are more names, written so in any case. ``before`` and
    ``behind`` are what stands beside a day in figures that has no year. ``points`` says whether a
    day may have them (3.10., 3. October), ``month_first`` whether 10/3 may be the third of October.
    A day is written by CLDR's long format, or by the patterns (in CLDR's letters) ``day`` and, with
    a year, ``whole``; the first of a month with ``first`` for its number. ``others`` are patterns
    of the other ways in which days are written, ``{months}`` for the names of the months, ``{any months}``
    for those of the source and what either abbreviates; groups ``day``, ``month``, ``year``, and
    ``first`` for the first day of a span.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    before: re.Pattern[str] = NEVER
    behind: re.Pattern[str] = NEVER
    points: bool = True
    month_first: bool = False
    day: str = ""
    whole: str = ""
    first: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """Times of day.

    ``figures`` finds them (groups ``hour``, ``minute``, ``behind`` for minutes behind the word,
    ``half`` for the half of the day); where ``bare_hours`` are none, a number needs minutes or a half.
    ``hour`` is what makes a number an hour behind it, ``clock`` are alternatives for that.
    ``day_long`` says that the hours of the day are counted to 24, unless a word of the ``late`` day
    stands in the text. ``morning``, ``afternoon`` and ``night`` read the half of the day.

    ``tellings`` are patterns of times in words, with ``{hour}``, ``{hours}`` and ``{minutes}``; the
    minutes to add to the hour; and the sign of the minutes that the pattern finds. ``values`` are
    numbers that ``number_words`` has not, ``named`` times as minutes of the day.

    ``parts`` of the day are hours, from the first until before the last; ``part`` finds one, and
    ``part_behind`` or ``part_before`` one beside a time.

    A time is written as ``full`` or ``whole`` say, with ``hour``, or with ``hour12`` and the ``half`` of
    the day from ``halves``; then noon and midnight have their names. ``around`` are the words beside
    it that any language has: from, until, and, starting, at. ``contracted`` replaces what results.
    ``slips`` finds times as models write them that are wrong or may be (groups ``hour``, ``minute``; with
    halves ``mark``, ``half`` and its ``letter``).
    """

    figures: re.Pattern[str] | None = None
    bare_hours: bool = True
    hour: re.Pattern[str] = re.compile(r"\s?h\b")
    clock: str = ""
    day_long: bool = False
    late: re.Pattern[str] = NEVER
    morning: re.Pattern[str] = NEVER
    afternoon: re.Pattern[str] = NEVER
    night: re.Pattern[str] = NEVER
    hours: Words = NONE
    minutes: Words = NONE
    values: Mapping[str, int] = field(default_factory=dict)
    full_hour: str = ""
    tellings: tuple[tuple[str, int, int], ...] = ()
    named: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    part: str = ""
    part_behind: str = ""
    part_before: str = ""
    full: str = ""
    whole: str = ""
    halves: Words = NONE
    around: Mapping[str, str] = field(default_factory=dict)
    contracted: tuple[tuple[str, str], ...] = ()
    slips: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class Formation:
    """What makes a word of another that the dictionary need not have: alternatives of affixes.

    ``ends`` are what stood before a suffix instead; ``others`` are words that the dictionary lacks.
    """

    prefixes: str = ""
    suffixes: str = ""
    ends: tuple[str, ...] = ("",)
    others: Words = NONE


@dataclass(frozen=True, slots=True)
class Negation:
    """What says no. Patterns of whole words, as alternatives.

    ``strong`` negates a clause (not, never, without) and must have a counterpart; ``weak`` may be
    one (hardly, lack, refuse). ``prefixes`` (un-) and ``suffixes`` (-less) make a weak one of a word
    if what remains is one; ``idle`` has such a word and negates nothing (not only, no longer than).
    """

    strong: str = ""
    weak: str = ""
    idle: str = ""
    prefixes: str = ""
    suffixes: str = ""


@dataclass(frozen=True, slots=True)
class Clauses:
    """What tells finite verbs, by words and by the tags of HanTa's model ``tagger``.

    ``finite`` are their tags. The rest serves a language whose sentences are looked at for a verb that
    is missing: an ``opener``, tagged as an ``opening``, begins a clause with a verb of its own, unless
    a ``phrase`` stands behind it; ``either`` may open one or not. Forms that the tagger mixes up: one tagged as a ``participle`` is a
    past with a ``subject`` before it and no ``auxiliary`` near, in a passive only before an ``object``,
    and never one of ``participles_only``; one tagged as an ``infinitive`` is finite where nothing that
    ``governs`` it, word or tag, is near; one tagged as a ``plural`` is, right behind an opener, and a
    ``noun`` between what may be ``named`` and an ``object`` if it has a ``gerund``; ``bare`` is none, but as a command. ``passive`` finds one.
    """

    tagger: str = ""
    finite: re.Pattern[str] = NEVER
    opener: re.Pattern[str] = NEVER
    opening: re.Pattern[str] = NEVER
    phrase: re.Pattern[str] = NEVER
    either: re.Pattern[str] = NEVER
    participle: str = ""
    participles_only: re.Pattern[str] = NEVER
    subject: re.Pattern[str] = NEVER
    object: re.Pattern[str] = NEVER
    auxiliary: re.Pattern[str] = NEVER
    infinitive: str = ""
    governs: re.Pattern[str] = NEVER
    plural: str = ""
    noun: re.Pattern[str] = NEVER
    named: re.Pattern[str] = NEVER
    gerund: str = ""
    conjunction: re.Pattern[str] = NEVER
    part: re.Pattern[str] = NEVER
    name: re.Pattern[str] = NEVER
    article: re.Pattern[str] = NEVER
    bare: str = ""
    passive: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class Style:
    """One way of writing each kind of fact in a running text; see ``language/style.py``.

    Between the ends of a range stands ``joint``, or one of ``until``, alternatives; behind a word of
    ``opened`` the word it maps to; numbers behind ``no_range`` are house numbers and the like.
    ``minus`` is the sign of a number, ``percent`` is written behind one, ``currencies`` (by their
    signs) are written in words. ``units`` are the signs, alternatives, by identifiers of CLDR.
    ``decade`` is written behind the year of one, for any of ``decades``, alternatives. A number
    behind ``before_hour`` may be an hour. ``spellings`` are pairs of a pattern and what is written
    instead, ``at_end`` such for where no noun follows. ``ordinals`` are signs and the endings they replace.
    """

    joint: str = ""
    no_range: re.Pattern[str] = NEVER
    until: str = ""
    opened: Mapping[str, str] = field(default_factory=dict)
    minus: str = ""
    percent: str = ""
    currencies: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    decade: str = ""
    decades: str = ""
    before_hour: str = ""
    spellings: tuple[tuple[str, str], ...] = ()
    at_end: tuple[tuple[str, str], ...] = ()
    ordinals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typography:
    """How texts are set (``language/typography.py``); what is missing stays as it is.

    ``dash`` are the forms of one between words, spaces included, the second for one that closes.
    ``inside`` is the space inside of guillemets, ``before`` maps signs to the space before them;
    ``unit`` stands between a number and a sign, ``group`` within long numbers, and the first in the
    words that are ``bound``.
    """

    apostrophe: str = "’"
    ellipsis: str = "…"
    dash: tuple[str, ...] = ()
    inside: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    unit: str = "\u00a0"
    group: str = ""
    bound: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """All that a file says of a language.

    ``capital_nouns`` says that every noun has one; ``quotes`` are the pairs of quotation marks, the
    outer first; ``said`` are the words for signs, in the order in which they are
    looked for; ``opposites`` are beginnings of words, ``$`` marks a whole one; ``brazilian`` is the variety of Portuguese that is written.
    ``credits`` are the words in front of a picture's holder by what they mean, in any case; of each
    meaning the first is the one to write.
    """

    capital_nouns: bool = False
    shortest: float = 0.5
    unfinished: Words = NONE
    quotes: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    words: WordForms = WordForms()
    inflection: Inflection = Inflection()
    compounds: Compounds = Compounds()
    names: Names = Names()
    sentences: Sentences = Sentences()
    numbers: Numbers = Numbers()
    number_words: NumberWords = NumberWords()
    dates: Dates = Dates()
    times: Times = Times()
    style: Style = Style()
    typography: Typography = Typography()
    opposites: Mapping[str, str] = field(default_factory=dict)
    formation: Formation = Formation()
    negation: Negation = Negation()
    clauses: Clauses = Clauses()
    chat: Chat = field(default_factory=Chat)
    habits: Habits = field(default_factory=Habits)
    brazilian: Variety = field(default_factory=Variety)
    credits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notice: NoticePhrases = field(default_factory=NoticePhrases)
    site: SiteLabels = field(default_factory=SiteLabels)


@lru_cache
def language(lang: str) -> Language:
    """Return what is known of a language (``pt-BR`` is ``pt``); of one without a file nothing.

    Raises:
        msgspec.ValidationError: a file says what no language has; the message names the place.
    """
    import msgspec

    base = lang.partition("-")[0].lower()
    if base not in languages():
        return Language()
    file = resources.files(__package__).joinpath(f"{base}.toml")
    tables = tomllib.loads(file.read_text("utf-8"))
    return msgspec.convert(tables, Language, str_keys=True, dec_hook=_read)


@lru_cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file, in the order of the alphabet."""
    files = (file.name for file in resources.files(__package__).iterdir())
    return tuple(sorted(name[:-5] for name in files if name.endswith(".toml")))


def _read(kind: Any, value: Any) -> Any:
    """Make words or a pattern from a text."""
    return Words(value.split()) if kind is Words else re.compile(value)
