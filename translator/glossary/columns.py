"""What the name of a column means: a language, a property of the concept, or neither.

Languages are known by their code (``de``, ``pt-br``, ``DE``, ``en_GB``) and by their name in
German, English, Spanish or Portuguese (CLDR, by way of Babel) or in the language itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

PROPERTIES = ("id", "match", "case", "translate", "domain", "note")
_LANGUAGE = re.compile(r"[a-z]{2}(-[a-z0-9]{2,8})*|fil|gsw|nds|hsb|dsb|yue|ckb")
_NAMED_IN = ("de", "en", "es", "pt")  # CLDR's names are read in these languages
# How the languages of Europe and the largest ones elsewhere call themselves (CLDR).
_NATIVE = (
    "ar العربية|bg български|bs bosanski|ca català|cs čeština|cy cymraeg|da dansk|el ελληνικά|"
    "es español|et eesti|eu euskara|fa فارسی|fi suomi|fr français|ga gaeilge|gl galego|he עברית|"
    "hi हिन्दी|hr hrvatski|hu magyar|id-id bahasa indonesia|is íslenska|it italiano|ja 日本語|ko 한국어|"
    "lt lietuvių|lv latviešu|mk македонски|mt malti|nb norsk bokmål|nl nederlands|nn norsk nynorsk|"
    "no norsk|pl polski|pt-br português do brasil|ro română|ru русский|sk slovenčina|"
    "sl slovenščina|sq shqip|sr српски|sv svenska|tr türkçe|uk українська|vi tiếng việt|zh 中文"
)
_BRACKETS = re.compile(r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]")
_FILLER = re.compile(
    r"\b(?:terms?|begriffe?|benennung(?:en)?|termos?|wort|word|text)\b", re.IGNORECASE
)
_LONGEST_NAME = 60  # characters; a longer cell is no name of a column


def is_language(name: str) -> bool:
    """Say whether a column name is a language code; Indonesian is ``id-id``, ``id`` is taken."""
    return name != "id" and _LANGUAGE.fullmatch(name) is not None


def column_of(name: str) -> str:
    """Return the column a header cell names: a language code, a property, or the name as it is."""
    plain = name.strip().lower()
    if plain in PROPERTIES or is_language(plain):
        return plain
    return language_of(name) or plain


def language_of(name: str) -> str:
    """Return the code of the language that a header cell names; an empty string if it does not.

    ``Deutsch``, ``GERMAN``, ``pt_BR``, ``Portugiesisch (Brasilien)``, ``English [en]``, ``Term DE``.
    """
    if not name or len(name) > _LONGEST_NAME:
        return ""
    plain = " ".join(unicodedata.normalize("NFC", name).replace("_", "-").split()).casefold()
    if not plain:
        return ""
    if is_language(plain):
        return plain
    names = _names()
    if plain in names:
        return names[plain]
    if found := _BRACKETS.fullmatch(plain):
        return _with_region(*(part.strip() for part in found.groups()))
    shorter = " ".join(_FILLER.sub(" ", plain).split())
    return language_of(shorter) if shorter != plain else ""


def _with_region(outside: str, inside: str) -> str:
    """Read ``English (UK)``, ``Deutsch (Österreich)``, ``German (de)``, ``DE (German)``."""
    code, other = language_of(outside), language_of(inside)
    region = _territories().get(inside, "")
    if not code or (code.partition("-")[0] == other.partition("-")[0]):
        return max(code, other, key=len)
    if region:
        return f"{code.partition('-')[0]}-{region}"
    return "" if other else code


@cache
def _names() -> dict[str, str]:
    """Return name → code, of the languages that have a code of two letters."""
    from babel import Locale

    found: dict[str, str] = {}
    for locale in _NAMED_IN:
        for key, name in Locale(locale).languages.items():
            code = key.lower().replace("_", "-")
            code = "id-id" if code == "id" else code
            if is_language(code):
                found.setdefault(name.casefold(), code)
    for entry in _NATIVE.split("|"):
        code, _, name = entry.partition(" ")
        found.setdefault(name, code)
    return found


@cache
def _territories() -> dict[str, str]:
    """Return name or code → two-letter code of the territories."""
    from babel import Locale

    names = [item for locale in _NAMED_IN for item in Locale(locale).territories.items()]
    codes = {code for code, _ in names if re.fullmatch(r"[A-Z]{2}", code)}
    found = {name.casefold(): code.lower() for code, name in names if code in codes}
    return found | {code.lower(): code.lower() for code in codes} | {"uk": "gb", "usa": "us"}
