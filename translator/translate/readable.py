"""Write the figures of a sentence the way small models read them best, before they see it.

Of 1.2.2024, 17.30 Uhr, halb acht and zweiundvierzig the starter model makes "1.2,2024", "17.30 a.m.",
"at 2:8" and "fifty"; 1. Februar 2024, 17:30 Uhr, 7:30 Uhr and 42 come out right. The sentence says the
same in either writing, so what is kept is still looked for in the original. Halves (anderthalb) and
full hours (8 Uhr) mostly read well as they are: they are rewritten only where the model got them wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from translator.engines.protocol import Engine, Hypothesis, ScoringEngine, SteerableEngine
from translator.language.addresses import without_addresses
from translator.language.compounds import is_compound
from translator.language.data import language
from translator.language.dates import Day, month_name, numeric_days
from translator.language.lost_figures import lost_figures, surplus_figures
from translator.language.lost_words import InWords, exchanged_words, surely_lost
from translator.language.names import noun_rating
from translator.language.number_words import number_words, spoken
from translator.language.times import HALF_DAY, Time, times
from translator.translate.times_of_day import corrections

_SIGN = re.compile(r"(?<![^\s(\[„“\"])(?<!\d\s)[−–](?=\d)")
_SWISS = re.compile(r"(?<![\w.,’'])\d{1,3}(?:[’']\d{3})+(?![\w’'])")  # 12’500
# Long words are what models garble in capitals; STERN and SPIEGEL are papers.
_SHOUTED = re.compile(r"(?<![\w-])[A-ZÄÖÜ]{8,60}(?![\w-])")
_FULL_HOUR = re.compile(r"\d{1,2}(?:\sUhr)?|\w+\sUhr")
_DIGITS = 3  # what is kept of a score
_IN_WORDS = 12  # numbers up to here are in words again, as German editors write them
_MOST = 9  # numbers in words that a sentence may have lost; one that lost more is none
_CENTURY = 69  # two-digit years from here on are of the last century (POSIX)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model makes of a sentence, and the mean log-probability of a piece if it tells."""

    text: str
    score: float | None = None


def drafts(engine: Engine, sentences: Sequence[str]) -> list[Draft]:
    """Translate sentences, each as the engine reads it best.

    Raises:
        EngineError: the backend failed.
    """
    german = engine.source.partition("-")[0] == "de"
    found = _drafts(engine, [plain(s) for s in sentences] if german else sentences)
    again = [
        i
        for i, (sentence, draft) in enumerate(zip(sentences, found, strict=True))
        if german and _misread(sentence, draft.text, engine.target.partition("-")[0])
    ]
    if again:
        retold = _drafts(engine, [plain(sentences[i], fully=True) for i in again])
        for i, draft in zip(again, retold, strict=True):
            found[i] = draft
    if german:
        _count_again(engine, sentences, found)
    return found


def _count_again(engine: Engine, sentences: Sequence[str], found: list[Draft]) -> None:
    """Ask again with figures for the numbers in words that a draft lacks: 9 Staaten for Neun Staaten.

    What comes out is taken if it has all of them; figures up to twelve are in words again.
    """
    into = engine.target.partition("-")[0]
    lost = [_lost(s, d.text, into) for s, d in zip(sentences, found, strict=True)]
    wanted = {i: some for i, some in enumerate(lost) if 0 < len(some) <= _MOST}
    if not wanted:
        return
    counted = [_in_figures(plain(sentences[i]), some) for i, some in wanted.items()]
    for i, draft in zip(wanted, _drafts(engine, counted), strict=True):
        text = _in_words(draft.text, wanted[i], into)
        if not _lost(sentences[i], text, into) and _keeps_figures(
            sentences[i], text, found[i], into
        ):
            found[i] = Draft(text, draft.score)


def _lost(sentence: str, target: str, into: str) -> list[InWords]:
    """Return the whole numbers in words that a target surely lacks, some more than are asked for at most."""
    lost, _ = exchanged_words(sentence, target, "de", into)
    whole = [number for number in lost if number.value == int(number.value)]
    return surely_lost(whole[: 2 * _MOST], target, into)


def _keeps_figures(sentence: str, text: str, before: Draft, into: str) -> bool:
    """Say whether a text lacks no more figures than the draft, and has no more from nowhere."""
    return all(
        len(count(sentence, text, "de", into)) <= len(count(sentence, before.text, "de", into))
        for count in (lost_figures, surplus_figures)
    )


def _in_figures(sentence: str, numbers: Sequence[InWords]) -> str:
    """Return a sentence with numbers in figures that it has in words."""
    for number in numbers:
        at = re.compile(rf"\b{re.escape(number.text)}\b")
        sentence = at.sub(_figure(number), sentence)
    return sentence


def _figure(number: InWords) -> str:
    return f"{number.value.normalize():f}"


def _in_words(target: str, numbers: Sequence[InWords], into: str) -> str:
    """Return a target with small numbers in words, where each stands once; not where words have a gender."""
    words = language(into).number_words.units if into == "en" else ()
    for number in numbers:
        alone = re.compile(rf"(?<![\w.,:-]){_figure(number)}(?![\w%:-]|[.,]\d)")
        if number.value <= _IN_WORDS and len(alone.findall(target)) == 1 and words:
            target = alone.sub(words[int(number.value)], target)
    return target


def _drafts(engine: Engine, sentences: Sequence[str]) -> list[Draft]:
    if not isinstance(engine, ScoringEngine):
        return [Draft(target) for target in engine.translate(sentences)]
    return [
        Draft(best.text, round(best.score, _DIGITS)) for best in engine.translate_scored(sentences)
    ]


def reading(engine: Engine) -> Engine:
    """Return the engine so that it gets German sentences with their figures written plainly."""
    if engine.source.partition("-")[0] != "de":
        return engine
    steerable = isinstance(engine, SteerableEngine)
    return _SteerableReader(engine) if steerable else _Reader(engine)


class _Reader:
    """An engine that reads sentences as ``plain`` writes them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.source, self.target = engine.source, engine.target
        self.name, self.signature, self.starter = engine.name, engine.signature, engine.starter

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate the sentences; see ``Engine``."""
        return [draft.text for draft in drafts(self._engine, sentences)]


class _SteerableReader(_Reader):
    """The same for an engine that can be steered; see ``SteerableEngine``."""

    _engine: SteerableEngine

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        """Return the engine's hypotheses."""
        return self._engine.alternatives([plain(sentence) for sentence in sentences], count)

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Return the engine's completions."""
        return self._engine.complete([plain(sentence) for sentence in sentences], prefixes)

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return the engine's scores."""
        return self._engine.score([plain(sentence) for sentence in sentences], targets)


def _misread(sentence: str, target: str, into: str) -> bool:
    """Say whether a half is lost or a time nonsense, and there is another way to write it."""
    if plain(sentence, fully=True) == plain(sentence):
        return False
    lost = lost_figures(sentence, target, "de", into)
    return bool(
        any(not figure.text[0].isdigit() for figure in lost)
        or corrections(sentence, target, "de", into)
    )


@lru_cache(maxsize=4_096)
def plain(text: str, *, fully: bool = False) -> str:
    """Write dates, times and long number words of a German text in figures models know.

    Single nouns in capitals are written as nouns.
    Addresses stay as they are, and so do halves and full hours unless ``fully`` asks for them.
    """
    searched = without_addresses(text)
    pieces, done = [], 0
    for start, end, written in sorted(
        [
            *_days(searched),
            *_times(searched, fully=fully),
            *_words(searched, fully=fully),
            *((*m.span(), re.sub("[’']", ".", m.group())) for m in _SWISS.finditer(searched)),
            *_shouted(searched),
        ]
    ):
        if start >= done:
            pieces += [text[done:start], written]
            done = end
    return _SIGN.sub("-", "".join(pieces) + text[done:])


Edit = tuple[int, int, str]


def _shouted(text: str) -> Iterator[Edit]:
    """Write nouns in capitals as nouns: of BUNDESREGIERUNG the model makes "BUNDERES REPORT"."""
    if text.isupper():  # a headline; engines calm those and shout the target again
        return
    for match in _SHOUTED.finditer(text):
        word = match.group().capitalize()
        if noun_rating(word, "de") == 1 or is_compound(word, "de", 4):  # UNESCO is neither
            yield *match.span(), word


def _days(text: str) -> Iterator[Edit]:
    for day in numeric_days(text, "de"):
        if "-" not in day.text:  # 2024-02-01 is plain enough
            yield *day.span, _named(day)


def _named(day: Day) -> str:
    short = 0 < day.year < 100  # noqa: PLR2004 - two digits
    year = day.year + (1900 if day.year >= _CENTURY else 2000) if short else day.year
    return f"{day.day}. {month_name(day.month, 'de')}" + (f" {year}" if year else "")


def _times(text: str, *, fully: bool) -> Iterator[Edit]:
    found = times(text, "de")
    # In a span with minutes all hours get them: von 9:00 bis 17:30 Uhr.
    fully = fully or any(minute % 60 for time in found for minute in time.minutes)
    for time in found:
        if not fully and _FULL_HOUR.fullmatch(time.text):
            continue
        start, end = time.span
        first = "Um " if not (time.digits or text[:start].strip()) else ""
        open_range = time.text[-1].isdigit() and "Uhr" not in time.text
        yield start, end, f"{first}{_clock(time)}" + ("" if open_range else " Uhr")


def _clock(time: Time) -> str:
    """Write a time with a colon; one that may be in either half of the day as in the first."""
    minute = min(time.minutes)
    hour = re.match(r"\d+", time.text)
    if hour:
        return f"{hour.group()}:{minute % 60:02}"
    if minute < 60:  # noqa: PLR2004 - half past twelve
        minute += HALF_DAY
    return f"{minute // 60}:{minute % 60:02}"


def _words(text: str, *, fully: bool) -> Iterator[Edit]:
    known = number_words("de")
    for number in spoken(text, "de"):
        start, end = number.span
        word = text[start:end]
        if not number.exact or word.lower() in known:
            continue
        first, blank, _ = word.partition(" ")
        if blank and (count := spoken(first, "de")):  # siebenundvierzig Millionen
            yield start, start + len(first), _digits(count[0].value, first, "")
        elif fully or not re.search("anderthalb|einhalb", word, re.IGNORECASE):
            yield start, end, _digits(number.value, word, text[end:])


def _digits(value: Decimal, word: str, rest: str) -> str:
    whole = int(value)
    if whole != value:
        return f"{value.normalize():f}".replace(".", ",")
    # neunzehnhundertneunundachtzig is a year, unless something is counted: fünfzehnhundert Leute.
    year = re.search("zehnhundert.", word) and not re.match(r"\s[A-ZÄÖÜ]", rest)
    return str(whole) if year else f"{whole:,}".replace(",", ".")
