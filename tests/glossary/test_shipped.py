"""The glossary that comes along names countries and cities as CLDR does, in each of its languages."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from babel import Locale

from translator.glossary import Concept, load_glossary
from translator.glossary.cldr import _forms

SHIPPED = Path(__file__).parents[2] / "glossary"
LANGUAGES = ("de", "en", "pt", "es")
# What CLDR called them when the file was made.
OLDER = {
    "Heard and McDonald Islands": "HM",
    "French Southern Territories": "TF",
    "St. Helena": "SH",
}


def named() -> dict[tuple[str, str], set[str]]:
    """Return the codes of the countries that a language calls by a name."""
    found = defaultdict(set, {("en", name.casefold()): {code} for name, code in OLDER.items()})
    for lang in LANGUAGES:
        for code, name in Locale.parse(lang).territories.items():
            if len(code) == 2 and code.isalpha():
                for form in _forms(code, lang, name):
                    found[lang, form.casefold()].add(code)
    return found


CODES = named()


def codes(concept: Concept, lang: str) -> list[set[str]]:
    return [
        found for form in concept.allowed(lang) if (found := CODES.get((lang, form.casefold())))
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_country_has_its_own_names(lang: str) -> None:
    """Whichever two were swapped: no form may be what CLDR calls another country."""
    concepts = load_glossary([SHIPPED / "countries.csv"]).concepts
    assert len(concepts) > 250
    for concept in concepts:
        code = concept.note.removeprefix("CLDR ")
        found = codes(concept, lang)
        assert found, concept.note
        assert all(code in some for some in found), concept.note


def test_every_nation_is_that_of_one_country_in_all_languages() -> None:
    """``russisch`` is that of the country whose German name has its first letters."""
    without = {"bosnisch", "schottisch", "kurdisch", "tschetschenisch", "krimtatarisch"}
    without |= {"bayerisch", "sächsisch"}  # no country of today, or no name of its own in CLDR
    for concept in load_glossary([SHIPPED / "nations.csv"]).concepts:
        german = concept.allowed("de")
        countries = set.intersection(
            *(set().union(*codes(concept, lang)) for lang in ("en", "pt", "es"))
        )
        begins = tuple(
            form[:2].casefold() if form == "irisch" else form[:3].casefold() for form in german
        )
        called = [form for (lang, form), some in CODES.items() if lang == "de" and some & countries]
        alike = [form for form in called if any(stem in form.casefold() for stem in begins)]
        assert bool(alike) != (german[0] in without), german


# Zones that have a new name, and cities that CLDR called otherwise when the file was made.
RENAMED = {
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
}
OLDER_CITIES = {
    ("Africa/Ndjamena", "Ndjamena"),
    ("Asia/Aqtau", "Aqtau"),
    ("Asia/Hovd", "Hovd"),
    ("Asia/Qyzylorda", "Qyzylorda"),
    ("Atlantic/Canary", "Canary"),
    ("Europe/Tirane", "Tirane"),
    ("Pacific/Chatham", "Chatham"),
    ("Pacific/Galapagos", "Galapagos"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_city_has_its_own_name(lang: str) -> None:
    """Whichever two were swapped: one of its forms is what CLDR calls the city of its time zone."""
    zones = Locale.parse(lang).time_zones
    concepts = load_glossary([SHIPPED / "cities.csv"]).concepts
    assert len(concepts) > 100
    for concept in concepts:
        zone = concept.note.removeprefix("CLDR ")
        named = zones.get(RENAMED.get(zone, zone), {}).get("city")
        name = named or RENAMED.get(zone, zone).rpartition("/")[2].replace("_", " ")
        called = {without_accents(form) for form in _forms(zone, lang, name)}
        forms = concept.allowed(lang)
        assert called & set(map(without_accents, forms)) or (zone, forms[0]) in OLDER_CITIES, zone


def without_accents(name: str) -> str:
    """Return a name as it is spelled without marks on its letters, which the file's English lacks."""
    letters = unicodedata.normalize("NFD", name.casefold().replace(". ", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
