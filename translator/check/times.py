"""Times of day: 17.30 Uhr is 17:30 or 5:30 p.m., never 17.30 a.m.; halb acht is half past seven.

A time is the minutes of the day it may mean. Half past seven may be in the morning or in the
evening, 17.30 Uhr may not. A full hour in the source may also stand in the target as a bare number
(from 9 to 5): its number is left to the number check, and only a wrong half of the day is found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from translator.check.number_words import number_words

HALF_DAY = 720
DAY = 1440
_NOON = 12


@dataclass(frozen=True, slots=True)
class Time:
    """A time as written at ``span`` (half-open); ``minutes`` of the day it may mean.

    ``digits`` says that it is a number of hours, ``half`` that a half of the day stands with it
    (a.m., p.m.).
    """

    text: str
    span: tuple[int, int]
    minutes: frozenset[int]
    digits: bool = True
    half: bool = False


_DIGITS = {
    "de": re.compile(
        r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?"
        r"(?:\s?Uhr(?!\w)(?:\s(?P<behind>[0-5]?\d)(?!\d|[.,:]\d))?|(?<=\d\d)(?<=[.:]\d\d)\s?h(?!\w)"
        r"|(?=\s?(?:[–-]|bis|und)\s?(?:gegen\s|um\s)?\d{1,2}(?:[.:]\d\d)?\s?Uhr(?!\w)))"
    ),
    "en": re.compile(
        r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?(?![\d:]|[.,]\d)"
        r"(?P<half>[\s-]?(?:[ap]\.\s?m\.?|[ap]m)(?!\w)|\s?o'clock|\s(?:midday|noon|midnight))?",
        re.IGNORECASE,
    ),
    "pt": re.compile(
        r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])(?:\s?[h:]\s?(?P<minute>[0-5]\d)(?:\s?min)?|\s?h(?:oras?)?)"
        r"(?![\w:]|[.,]\d)(?P<half>\sda\s(?:manhã|tarde|noite))?",
        re.IGNORECASE,
    ),
    # A point stands between hour and minute only where h or an article says that it is a time.
    "es": re.compile(
        r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])"
        r"(?:(?:\s?[:h]\s?|(?:(?<=las\s\d)|(?<=las\s\d\d))\.|\.(?=[0-5]\d\s?h))(?P<minute>[0-5]\d)"
        r"(?:\s?(?:horas|hrs|hs|h)(?!\w))?|\s?(?:horas?|hrs|h)(?!\w)|(?=\s(?:de\sla|[ap]\.\s?m\.)))"
        r"(?![\w:]|[.,]\d)"
        r"(?P<half>\s(?:de\sla\s(?:mañana|tarde|noche|madrugada)|[ap]\.\s?m\.)|\s?[ap]m(?!\w))?",
        re.IGNORECASE,
    ),
}
_LATE = {
    "de": re.compile(
        r"(?<!\w)\w{0,20}(?:abends?|nachmittags?|nachts?|nacht|mittags?)(?!\w)", re.IGNORECASE
    ),
}
_AFTERNOON = re.compile(r"p\.?\s?m|tarde|noite|noche", re.IGNORECASE)
_MORNING = re.compile(r"a\.?\s?m|manhã|mañana|madrugada", re.IGNORECASE)

_NIGHT = re.compile(r"noite|noche", re.IGNORECASE)


@lru_cache(maxsize=2_048)
def times(text: str, lang: str) -> tuple[Time, ...]:
    """Find the times of day in a text; none in a language not known here (de, en, es, pt are)."""
    if lang not in _DIGITS:
        return ()
    late = lang in _LATE and bool(_LATE[lang].search(text))
    found = [*_in_digits(text, lang, late=late), *_in_words(text, lang)]
    if lang == "de":
        found = [_in_its_part(time, text) for time in found]
    apart: list[Time] = []
    for time in sorted(found, key=lambda time: (time.span[0], -time.span[1])):
        if not apart or time.span[0] >= apart[-1].span[1]:  # fünf nach halb vier is one time
            apart.append(time)
    return tuple(apart)


_PARTS = {
    "vormittag": range(12),
    "nachmittag": range(12, 19),
    "mittag": range(11, 15),
    "morgen": range(12),
    "früh": range(12),
    "abend": (*range(16, 24), 0),
    "nacht": (*range(20, 24), *range(6)),
}  # the hours that a time may have which is said to be of this part of the day
_PART = (
    rf"(?:(?:{'|'.join(_PARTS)})s|früh|(?:am|in\sder)\s(?:[a-zäöü]{{4,10}})?(?:{'|'.join(_PARTS)}))"
)
_PART_BEHIND = re.compile(rf"(?:\sUhr)?\s(?P<part>{_PART})(?!\w)", re.IGNORECASE)
_PART_BEFORE = re.compile(
    rf"(?<!\w)(?P<part>{_PART})\s(?:(?:gegen|um|ab|kurz\s(?:vor|nach))\s)?$", re.IGNORECASE
)
_REACH = 45  # characters before a time in which the part of the day that belongs to it stands


def _in_its_part(time: Time, text: str) -> Time:
    """Take the part of the day that stands right beside a time at its word: 6 Uhr abends."""
    start, end = time.span
    beside = _PART_BEHIND.match(text, end) or _PART_BEFORE.search(
        text[max(0, start - _REACH) : start]
    )
    if beside is None:
        return time
    said = beside["part"].lower()
    hours = next(hours for part, hours in _PARTS.items() if part in said)
    either = {m + half for m in time.minutes if m <= HALF_DAY + 59 for half in (0, HALF_DAY)}
    fitting = frozenset(m % DAY for m in either if m % DAY // 60 in hours)
    return replace(time, minutes=fitting) if fitting else time


def _in_digits(text: str, lang: str, *, late: bool) -> Iterator[Time]:
    for match in _DIGITS[lang].finditer(text):
        half = match.groupdict().get("half") or ""
        behind = match.groupdict().get("behind") or ""
        if lang == "en" and not (match["minute"] or half):
            continue
        hour, minute = int(match["hour"]), int(match["minute"] or behind or 0)
        start = (hour * 60 + minute) % DAY
        if _AFTERNOON.search(half):
            minutes = {hour % _NOON * 60 + minute + HALF_DAY}
            if _NIGHT.search(half) and hour == _NOON:
                minutes = {minute}
        elif _MORNING.search(half):
            # 17.30 a.m. is no time at all.
            minutes = {hour % _NOON * 60 + minute} if hour <= _NOON else set()
        elif hour <= _NOON and (lang != "de" or late):
            minutes = {start, (start + HALF_DAY) % DAY}
        else:
            minutes = {start}
        yield Time(match.group(), match.span(), frozenset(minutes), half=bool(half.strip()))


_HOURS = {
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf ein",
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "es": "una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "pt": "uma duas três quatro cinco seis sete oito nove dez onze doze",
}
_MINUTES = {
    "de": "fünf zehn zwanzig",
    "en": "five ten twenty twenty-five",
    "es": "cinco diez veinte veinticinco",
    "pt": "cinco dez vinte",
}


def _either(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_HOUR = {
    lang: rf"(?P<hour>{_either(words)}|1[0-2]|[1-9])(?!\w|[.,:]\d)"
    for lang, words in _HOURS.items()
}
_MINUTE = {lang: rf"(?P<minute>{_either(words)}|[1-5]?\d)" for lang, words in _MINUTES.items()}
_MINUTE["es"] = rf"(?P<minute>{_either(_MINUTES['es'])})"  # las 2 y 5 personas
_NOTHING_COUNTED = (
    r"(?!\s(?!Uhr)(?-i:[A-ZÄÖÜ]))"  # as in "halb drei Meter", "im Viertel acht Häuser"
)
# Nothing is counted behind the hour, and a word of time stands before: um zehn vor acht.
_TOLD = (
    rf"(?:(?<=um\s)|(?<=bis\s)|(?<=ist\s)|(?<=ab\s)|(?<=gegen\s)|(?<=seit\s)|^)"
    rf"(?P<minute>{_either(_MINUTES['de'])})\s(?:Minuten\s)?%s\s{_HOUR['de']}(?!\s(?!Uhr)(?-i:[A-ZÄÖÜ]))"
)
_FULL_HOUR = re.compile(
    rf"(?<!\w)(?P<hour>{_either(_HOURS['de'])}|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|zwanzig)\sUhr(?!\w)",
    re.IGNORECASE,
)
# Minutes to add to the hour named; "half" in German counts towards it, in English from it.
_TELLINGS: dict[str, tuple[tuple[str, int, int], ...]] = {
    "de": (
        (rf"(?<!\w)halb\s{_HOUR['de']}{_NOTHING_COUNTED}", -30, 0),
        (rf"(?<!\w)(?:drei\s?viertel|dreiviertel)\s{_HOUR['de']}{_NOTHING_COUNTED}", -15, 0),
        (rf"(?<!\w)(?<!drei )viertel\s{_HOUR['de']}{_NOTHING_COUNTED}", -45, 0),
        (rf"(?<!\w)viertel\snach\s{_HOUR['de']}", 15, 0),
        (rf"(?<!\w)viertel\svor\s{_HOUR['de']}", -15, 0),
        (_TOLD % "nach", 0, 1),
        (_TOLD % "vor", 0, -1),
        (rf"(?<!\w){_MINUTE['de']}\s(?:Minuten\s)?nach\shalb\s{_HOUR['de']}", -30, 1),
        (rf"(?<!\w){_MINUTE['de']}\s(?:Minuten\s)?vor\shalb\s{_HOUR['de']}", -30, -1),
    ),
    "en": (
        (rf"(?<!\w)half[\s-]past[\s-]{_HOUR['en']}", 30, 0),
        (rf"(?<!\w)(?:a\s)?quarter[\s-](?:past|after)[\s-]{_HOUR['en']}", 15, 0),
        (rf"(?<!\w)(?:a\s)?quarter[\s-](?:to|before|of|till)[\s-]{_HOUR['en']}", -15, 0),
        (rf"(?<!\w){_MINUTE['en']}\s(?:minutes\s)?(?:past|after)\s{_HOUR['en']}", 0, 1),
        (rf"(?<!\w){_MINUTE['en']}\s(?:minutes\s)?(?:to|before)\s{_HOUR['en']}", 0, -1),
        (rf"(?<!\w){_HOUR['en']}[\s-](?P<minute>thirty|fifteen|forty-five)(?!\w)", 0, 1),
        (rf"(?<!\w){_HOUR['en']}\so'clock", 0, 0),
    ),
    "es": (
        (rf"(?<!\w){_HOUR['es']}(?:\shoras)?\sy\smedia(?!\w)", 30, 0),
        (rf"(?<!\w){_HOUR['es']}(?:\shoras)?\sy\s(?:cuarto|quince)(?!\w)", 15, 0),
        (rf"(?<!\w){_HOUR['es']}\smenos\s(?:cuarto|quince)(?!\w)", -15, 0),
        (rf"(?<!\w)(?:cuarto|quince)\spara\slas?\s{_HOUR['es']}", -15, 0),
        (rf"(?<!\w)las?\s{_HOUR['es']}\sy\s{_MINUTE['es']}(?!\w)", 0, 1),
        (rf"(?<!\w)las?\s{_HOUR['es']}\smenos\s{_MINUTE['es']}(?!\w)", 0, -1),
    ),
    "pt": (
        (rf"(?<!\w){_HOUR['pt']}(?:\shoras)?\se\smeia(?!\w)", 30, 0),
        (rf"(?<!\w){_HOUR['pt']}(?:\shoras)?\se\s(?:um\squarto|quinze)(?!\w)", 15, 0),
        (rf"(?<!\w)(?:um\squarto|quinze)\spara\s(?:as?|à)\s{_HOUR['pt']}", -15, 0),
        (rf"(?<!\w){_HOUR['pt']}\smenos\sum\squarto(?!\w)", -15, 0),
    ),
}  # fmt: skip
_WORDED = {
    lang: [(re.compile(pattern, re.IGNORECASE), shift, sign) for pattern, shift, sign in tellings]
    for lang, tellings in _TELLINGS.items()
}
_NAMED = {
    "en": {"noon": HALF_DAY, "midday": HALF_DAY, "midnight": 0},
    "es": {"mediodía": HALF_DAY, "medianoche": 0},
    "pt": {"meio-dia": HALF_DAY, "meia-noite": 0},
    "de": {},
}


def _in_words(text: str, lang: str) -> Iterator[Time]:
    for pattern, shift, sign in _WORDED[lang]:
        for match in pattern.finditer(text):
            minute = _value(match["minute"], lang) if sign else 0
            start = (_value(match["hour"], lang) * 60 + shift + sign * minute) % DAY
            minutes = frozenset({start, (start + HALF_DAY) % DAY})
            yield Time(match.group(), match.span(), minutes, digits=False)
    # As with 12 Uhr, "six in the morning" will do: only the half of the day is looked at.
    for match in _FULL_HOUR.finditer(text) if lang == "de" else ():
        start = _value(match["hour"], lang) % 24 * 60
        either = {start, (start + HALF_DAY) % DAY} if start <= HALF_DAY else {start}
        yield Time(match.group(), match.span(), frozenset(either))
    for name, minutes_of_day in _NAMED[lang].items():
        for match in re.finditer(rf"(?<!\w){name}(?!\w)", text, re.IGNORECASE):
            yield Time(match.group(), match.span(), frozenset({minutes_of_day}), digits=False)


def _value(word: str, lang: str) -> int:
    known = {"twenty-five": 25, "forty-five": 45, "ein": 1, "veinticinco": 25}
    word = word.lower()
    return int(word) if word.isdecimal() else known.get(word) or int(number_words(lang)[word])


def missing_times(source: str, target: str, lang: str, into: str) -> list[str]:
    """Return the times of ``source`` that ``target`` gets wrong, in order.

    In words or in figures with minutes a time must be there; a full hour in figures must only not
    stand in the wrong half of the day.
    """
    wanted = times(source, lang)
    if not wanted or into not in _DIGITS:
        return []
    there = times(target, into)
    said = {minute for time in there for minute in time.minutes}
    # "8.00 Uhr" as 8 p.m.: the hour is right, and the half of the day named with it wrong.
    false = {
        minute
        for time in there
        if time.half and not time.minutes & _all(wanted)
        for minute in (time.minutes or _face(time, into))
    }
    return [
        time.text
        for time in wanted
        if not time.minutes & said
        and (not time.digits or _half_turned(time.minutes) & false or time.minutes & false)
    ]


def _all(wanted: tuple[Time, ...]) -> set[int]:
    return {minute for time in wanted for minute in time.minutes}


def _half_turned(minutes: frozenset[int]) -> set[int]:
    return {(minute + HALF_DAY) % DAY for minute in minutes}


def _face(time: Time, lang: str) -> set[int]:
    """Return the minutes of a time whose half of the day makes no sense: 17.30 a.m."""
    match = _DIGITS[lang].match(time.text)
    return {int(match["hour"]) * 60 + int(match["minute"] or 0)} if match else set()
