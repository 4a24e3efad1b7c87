"""The glossary that comes along names every country as CLDR does, in each of its languages."""

from __future__ import annotations

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
