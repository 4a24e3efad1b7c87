"""Names of countries, cities, languages and currencies from CLDR, by way of Babel.

CLDR (https://cldr.unicode.org) has no list of capitals and no adjectives of nationality; it has
cities (one for each time zone, most of them capitals) and languages, whose German names, in lower
case, are the adjectives (``Russisch``, ``russisch``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from translator.errors import UsageError
from translator.glossary.concept import Concept, Term
from translator.glossary.store import slug

_AND = {"en": " and ", "de": " und ", "es": " y ", "pt": " e "}
_UNWIELDY = re.compile(r"\s-\s|SAR|Sonderverwaltung|RAE|Überseeisch")
# Words of the language that are names as well: a term for them would do harm.
_AMBIGUOUS = frozenset({"Niger", "Jordan", "Main", "Knox", "Center", "Troll", "Vincennes", "Bali"})


def cldr_concepts(kind: str, languages: Sequence[str]) -> tuple[Concept, ...]:
    """Return the concepts of a kind: ``countries``, ``cities``, ``languages``, ``currencies``.

    The first of ``languages`` is the source; concepts that are spelled alike in all of them are
    left out of the cities.

    Raises:
        UsageError: there is no such kind, or CLDR does not know a language.
    """
    from babel import Locale, UnknownLocaleError

    if kind not in KINDS:
        raise UsageError(f"CLDR has no {kind!r} here", hint=f"one of {', '.join(KINDS)}")
    try:
        locales = {lang: Locale.parse(lang.replace("-", "_")) for lang in languages}
    except (UnknownLocaleError, ValueError) as error:
        raise UsageError(f"CLDR does not know a language: {error}") from error
    seen: set[str] = set()
    concepts = []
    for key, names in KINDS[kind](locales):
        terms = {lang: tuple(map(Term, _forms(key, lang, name))) for lang, name in names.items()}
        if not all(terms.values()):
            continue
        identifier = slug(terms[languages[0]][0].text)
        if identifier in seen or terms[languages[0]][0].text in _AMBIGUOUS:
            continue
        seen.add(identifier)
        concepts.append(Concept(identifier, terms, domain=kind, note=f"CLDR {key}"))
    return tuple(concepts)


def _forms(key: str, lang: str, name: str) -> list[str]:
    """Return a name and its alternatives: those in use, and one in brackets at its end."""
    plain = name.replace("\u2019", "'").replace("\u00ad", "").replace(" & ", _AND.get(lang, " & "))
    main, bracket = plain, ""
    if found := re.fullmatch(r"([^()]+) \(([^()]+)\)", plain):
        main, bracket = found.groups()
    forms = [] if _UNWIELDY.search(main) or set("(,") & set(main) else [main]
    also = list(_also().get(key, {}).get(lang, ()))
    if bracket and not _UNWIELDY.search(main) and "und" not in bracket and "," not in bracket:
        also.append(bracket)
    return list(dict.fromkeys((*forms, *also)))


@cache
def _also() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the forms in use beside those that CLDR prefers, by code or time zone and language."""
    return tomllib.loads(resources.files(__package__).joinpath("cldr.toml").read_text("utf-8"))


def _countries(locales: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    names = {lang: locale.territories for lang, locale in locales.items()}  # type: ignore[attr-defined]
    first = next(iter(names.values()))
    for code in sorted(first):
        if re.fullmatch(r"[A-Z]{2}", code) and code not in ("ZZ", "XA", "XB", "EU", "EZ", "UN"):
            yield from _row(code, names)


def _cities(locales: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    names = {
        lang: {zone: data["city"] for zone, data in locale.time_zones.items() if "city" in data}  # type: ignore[attr-defined]
        for lang, locale in locales.items()
    }
    for zone in sorted({zone for known in names.values() for zone in known}):
        city = zone.rpartition("/")[2].replace("_", " ")
        row = {lang: known.get(zone, city) for lang, known in names.items()}
        if (
            "/" in zone
            and len(set(row.values())) > 1
            and not zone.startswith(("Etc", "Antarctica"))
        ):
            yield zone, row


def _languages(locales: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    from babel.languages import get_official_languages

    names = {lang: locale.languages for lang, locale in locales.items()}  # type: ignore[attr-defined]
    territories = sorted(next(iter(locales.values())).territories)  # type: ignore[attr-defined]
    official = {code for t in territories for code in get_official_languages(t)}
    for code in sorted(official):
        yield from _row(code, names)


def _currencies(locales: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    from babel.numbers import get_territory_currencies

    names = {lang: locale.currencies for lang, locale in locales.items()}  # type: ignore[attr-defined]
    territories = sorted(next(iter(locales.values())).territories)  # type: ignore[attr-defined]
    current = {code for t in territories if len(t) == 2 for code in get_territory_currencies(t)}  # noqa: PLR2004 - ISO 3166 codes have two letters
    for code in sorted(current):
        yield from _row(code, names)


def _row(code: str, names: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield a row if every language has a name for ``code``."""
    if all(code in known for known in names.values()):
        yield code, {lang: known[code] for lang, known in names.items()}


KINDS: Mapping[str, Callable[[Mapping[str, object]], Iterator[tuple[str, dict[str, str]]]]] = {
    "countries": _countries,
    "cities": _cities,
    "languages": _languages,
    "currencies": _currencies,
}
