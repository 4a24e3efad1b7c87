"""How a language writes facts: numbers, ordinals, days and times.

All that differs between languages stands in their files and in CLDR.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from translator.language.data import NEVER, language
from translator.language.dates import Day, month_name, month_names, named_days, numeric_days
from translator.language.numbers import marks
from translator.language.sentences import ends_within
from translator.language.tagger import tags
from translator.language.words import is_function_word

_SENTENCE = re.compile(r"[.!?]\W{0,9}$")
_LAST = re.compile(r"[^\w.!?…,;:]*+$")  # only brackets and quotation marks follow
_ACRONYM_ENDS = re.compile(r"\b[A-ZÄÖÜ]{2,5}[.!?][\"“”’»«)]*\s+\W?[A-ZÄÖÜ]")
_ADVERB = re.compile("AV|CJ|PN")  # tags of the British National Corpus
_CAPITAL = re.compile(r"[\"”’)]?\s+[\"“‘(]?([A-Z]\w*)")
_FIELD = re.compile(r"'[^']*'|MMMM|M|d|y")


def respelled(number: str, lang: str, into: str) -> str:
    """Change the marks of a number: 1.000,50 → 1,000.50, 10 000 → 10,000."""
    (group, point), (new_group, new_point) = marks(lang), marks(into)
    grouped = re.fullmatch(
        rf"(\d{{1,3}}(?:[{re.escape(group)}'’\s]\d{{3}})+)(?:{re.escape(point)}(\d+))?", number
    )
    if grouped:
        whole = re.sub(r"\D", new_group, grouped[1])
        return f"{whole}{new_point}{grouped[2]}" if grouped[2] else whole
    decimal = re.fullmatch(rf"((?:\d+:)*\d+){re.escape(point)}(\d+)", number)
    return f"{decimal[1]}{new_point}{decimal[2]}" if decimal else number


def scale_name(power: int, into: str, count: Decimal) -> str:
    """Return the name of a power of ten behind a number: million; empty where it is not known."""
    from babel import Locale

    one, _, more = language(into).numbers.scales.get(power, "").partition("|")
    return more if more and Locale.parse(into, sep="-").plural_form(count) != "one" else one


def ordinal(number: int, into: str) -> str:
    """Return a number as an ordinal: 3., 3rd, 3º."""
    endings = language(into).numbers.ordinals
    return str(number) + next((e for p, e in endings if re.search(p, str(number))), ".")


def ordinals(target: str, source: str, into: str) -> str:
    """Write ordinals and days in figures as their language does: 23th → 23rd, ``20. June`` → ``20 June``.

    Those that stand in the source as they are stay.
    """

    def right(match: re.Match[str]) -> str:
        return match.group() if match.group() in source else ordinal(int(match[1]), into)

    written, pointed = _wrong_ordinals(into)
    return pointed.sub(lambda match: f"{match[1]} ", written.sub(right, target))


@lru_cache
def _wrong_ordinals(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of ordinals with any of the endings, and of days with a point that has no place."""
    known = language(lang)
    endings = {ending for _, ending in known.numbers.ordinals if ending.isalpha()}
    marked = "|".join(sorted(endings))
    months = "|".join(_month_names(lang)) if not known.dates.points else ""
    return (
        re.compile(rf"(?<!\w)(\d{{1,9}})({marked})\b") if marked else NEVER,
        re.compile(rf"\b(\d{{1,2}})\.\s+(?=(?:{months})\b)") if months else NEVER,
    )


def _month_names(lang: str) -> list[str]:
    return [month_name(month, lang) for month in range(1, 13)]


def without_points(target: str, source: str, into: str, kept: frozenset[str] = frozenset()) -> str:
    """Write acronyms without points where their language has them so, too: U.S. → US.

    Those that the source has, or that are ``kept``, stay. A point that ends a sentence as well stays,
    unless another mark ends it.
    """
    found = [
        match
        for match in _pointed(into).finditer(target)
        if match[0] not in kept and match[0] not in source
    ]
    ends = _sentence_ends(target, source, into, found) if found else frozenset()
    for match in reversed(found):
        plain = match[0].replace(".", "") + ("." if match.end() in ends else "")
        target = target[: match.start()] + plain + target[match.end() :]
    return target


def _sentence_ends(
    target: str, source: str, into: str, found: Sequence[re.Match[str]]
) -> frozenset[int]:
    """Return the ends of those acronyms with points behind which a sentence ends.

    Within a text these are only as many as it lacks: the U.S. President is one phrase.
    """
    ends = {m.end() for m in found if _LAST.match(target, m.end())}
    ends = ends if _SENTENCE.search(source) else set()
    begun = {m.end(): word[1] for m in found if (word := _CAPITAL.match(target, m.end()))}
    lacking = ends_within(source) - ends_within(target) if begun else 0
    if lacking > 0:
        sure = [end for end, word in begun.items() if _begins_sentence(word, into)]
        said = len(
            _ACRONYM_ENDS.findall(source)
        )  # without it, the next word may belong to it: US Congress
        within = sure or (list(begun) if len(begun) <= said else [])
        ends.update(within if len(within) <= lacking else ())
    return frozenset(ends)


def _begins_sentence(word: str, lang: str) -> bool:
    """Say whether a word with a capital can hardly belong to what stands before it: He, However."""
    if is_function_word(word, lang):
        return True
    return bool(language(lang).clauses.tagger) and bool(
        _ADVERB.match(tags([word.lower()], lang)[0])
    )


@lru_cache
def _pointed(lang: str) -> re.Pattern[str]:
    """Return a pattern of the acronyms that stand with points and without them in a language's file."""
    forms = {form for some in language(lang).names.acronyms.values() for form in some}
    pointed = sorted(form for form in forms if form.replace(".", "") in forms - {form})
    if not pointed:
        return NEVER
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, pointed[::-1]))})(?!\w)")


def one_style(target: str, source: str, lang: str, into: str) -> str:
    """Write the days of the source in one way throughout: June 20, 2024 → 20 June 2024.

    Only what is surely a day of the source, with its year or without one, is touched.
    """
    patterns = _other_days(into, lang)
    if not patterns or not any(map(str.isdigit, source)):
        return target
    found = [*numeric_days(source, lang), *named_days(source, lang)]
    known = {(d.day, d.month, y) for d in found for y in (d.year, 0)}
    months = month_names(lang) | month_names(into)

    def written(match: re.Match[str]) -> str:
        month = months[match["month"].lower()]
        first = match.groupdict().get("first") or ""
        said = Day("", int(match["day"]), month, int(match["year"] or 0))
        sure = (said.day, said.month, said.year) in known and match.group() not in source
        if not sure or (first and not re.search(rf"(?<![\d.]){first}\.", source)):
            return match.group()
        return first + (language(into).style.joint if first else "") + day(said, into)

    for pattern in patterns:
        target = pattern.sub(written, target)
    return target


@lru_cache
def _other_days(lang: str, source: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of other ways in which days stand in a target, some with the source's months."""
    others = language(lang).dates.others
    if not others:
        return ()
    names = "|".join(_month_names(lang))
    theirs = sorted({*month_names(lang), *month_names(source)}, key=len, reverse=True)
    left = "|".join(re.escape(name.capitalize()) for name in theirs if name[0].isalpha())
    filled = (o.replace("{months}", names).replace("{any months}", left) for o in others)
    return tuple(re.compile(rf"\b{other}") for other in filled)


def day(day: Day, into: str) -> str:
    """Return a day as it stands in a text: 3 October 2025, 3 de outubro, 1er mai.

    Raises:
        UnknownLocaleError: CLDR does not know the language.
    """
    known = language(into).dates
    pattern = (known.whole if day.year else known.day) or _pattern(into, year=bool(day.year))
    written = {
        "d": known.first if known.first and day.day == 1 else str(day.day),
        "MMMM": month_name(day.month, into),
        "M": str(day.month),
        "y": str(day.year),
    }
    return _FIELD.sub(lambda match: written.get(match.group(), match.group().strip("'")), pattern)


def written_day(date: str, into: str) -> str:
    """Return the day of a date or time in ISO 8601 as it stands in a text; what is none stays.

    In a language that CLDR does not know it is the day in figures.
    """
    from babel import UnknownLocaleError

    try:
        found = dt.date.fromisoformat(date[: len("2025-10-03")])
        return day(Day(date, found.day, found.month, found.year), into)
    except UnknownLocaleError:
        return found.isoformat()
    except ValueError:
        return date


@lru_cache
def _pattern(lang: str, *, year: bool) -> str:
    """Return CLDR's long format of a date, in its own letters: d 'de' MMMM."""
    from babel import Locale

    locale = Locale.parse(lang, sep="-")
    long = locale.date_formats["long"] if year else locale.datetime_skeletons["MMMMd"]
    return str(long.pattern)


def time(minute: int, into: str) -> str:
    """Return a minute of the day as a time: 2:30 p.m., noon, 14:30, 14 h 30."""
    known, hour = language(into).times, minute // 60
    form = (known.whole if minute % 60 else known.full) or "{hour}:{minute:02}"
    if not known.halves:
        return form.format(hour=hour, minute=minute % 60)
    for name, same in known.named.items():
        if minute == same:  # 12 p.m. leaves people in doubt
            return name
    half = known.halves[hour // 12]
    return form.format(hour12=hour % 12 or 12, minute=minute % 60, half=half)
