"""Units and currencies behind a number, in any language: their names and signs stand in CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from translator.language.data import language

# What articles measure with and every language names; CLDR's identifiers.
_UNITS = [
    "length-kilometer",
    "length-meter",
    "length-centimeter",
    "length-millimeter",
    "area-square-kilometer",
    "area-hectare",
    "area-square-meter",
    "volume-cubic-meter",
    "volume-liter",
    "volume-milliliter",
    "mass-tonne",
    "mass-kilogram",
    "mass-gram",
    "mass-milligram",
    "duration-year",
    "duration-month",
    "duration-week",
    "duration-day",
    "duration-hour",
    "duration-minute",
    "duration-second",
    "speed-kilometer-per-hour",
    "speed-meter-per-second",
    "temperature-celsius",
    "power-gigawatt",
    "power-megawatt",
    "power-kilowatt",
    "power-watt",
    "energy-kilowatt-hour",
    "digital-gigabyte",
    "digital-megabyte",
    "concentr-percent",
]
_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY")
_MILLION = 1_000_000  # from it on some languages put a word between: un million de personnes
_BLANKS = "[ \u00a0\u202f]"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or currency by its identifier in CLDR; ``width`` is long or short."""

    key: str
    width: Literal["long", "short"] = "long"


@lru_cache
def unit_pattern(lang: str) -> re.Pattern[str]:
    """Return a pattern for the blank and the unit behind a number; the group is ``unit``."""
    names = sorted(map(re.escape, _named(lang)), key=len, reverse=True)
    return re.compile(rf"{_BLANKS}?(?P<unit>{'|'.join(names)})(?!\w)" if names else r"(?!)")


def unit(name: str, lang: str) -> Unit:
    """Return the unit that ``unit_pattern`` found."""
    return _named(lang)[name]


@lru_cache
def _named(lang: str) -> dict[str, Unit]:
    """Return what the units are called in a language, for one and for many."""
    return {
        name: unit for unit in _units() for count in (1, 2) if (name := _name(unit, count, lang))
    }


def _units() -> Iterator[Unit]:
    yield from map(Unit, _UNITS)
    # 14 h is a time.
    yield from (Unit(key, "short") for key in _UNITS if not key.startswith("duration"))
    yield from map(Unit, _CURRENCIES)


def _name(unit: Unit, count: int, lang: str) -> str:
    return re.sub(rf"^{count}{_BLANKS}?", "", measured(str(count), Decimal(count), unit, lang))


def measured(number: str, value: Decimal, unit: Unit, into: str) -> str:
    """Return a number, written already, with its unit behind it; empty where CLDR has none."""
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal, get_currency_name
    from babel.units import UnknownUnitError, format_unit

    locale = into.replace("-", "_")
    try:
        if unit.key in _CURRENCIES:
            of = " " if value < _MILLION else language(into).numbers.of_a_scale
            name = get_currency_name(unit.key, value, locale=locale)
            if not language(into).capital_nouns and name[1:2].islower():
                name = name[0].lower() + name[1:]
            written = f"{number}{of}{name}"
            for old, new in language(into).numbers.contracted:
                written = written.replace(old, new)
            return written
        written = format_unit(value, unit.key, unit.width, locale=locale)
    except (UnknownLocaleError, UnknownUnitError, ValueError):
        return ""
    return written.replace(format_decimal(value, locale=locale), number, 1)
