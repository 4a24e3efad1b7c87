"""Codes of languages as models spell them: ``deu`` and ``de``, ``cmn_Hans``, ``por_Latn``, ``pt_BR``.

Which code of three letters is which of two comes from Unicode's list of aliases (CLDR), in Babel.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from translator.errors import UsageError

_ARGOS = {"pb": "pt-br", "zt": "zh-hant"}  # what Argos Translate calls them
_NO_LANGUAGE = frozenset(("mul", "und", "zxx", "mis", "root"))
_SCRIPT, _REGION = re.compile(r"[a-z]{4}"), re.compile(r"[a-z]{2}|\d{3}")
# Folders of OPUS-MT: the two codes, and behind them nothing that might be a third.
_OPUS = re.compile(
    r"(?:^|[^A-Za-z0-9])opus(?:[-_]mt)?+(?:[-_]tc)?(?:[-_]bible)?(?:[-_](?:tiny|base|big))?"
    r"[-_](?P<source>[a-z]{2,3})[-_](?P<target>[a-z]{2,3})(?:[-_](?P<more>[A-Za-z0-9]+)|$|[^A-Za-z0-9])"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A language with the script and the region that its code names, ``""`` for none."""

    language: str
    script: str = ""
    region: str = ""

    @property
    def code(self) -> str:
        """Return it as the program writes languages: ``pt-br``."""
        return "-".join(filter(None, (self.language, self.script, self.region)))


def tag(code: str) -> Tag:
    """Take a code apart; one of three letters becomes that of two, where there is one."""
    parts = re.split(r"[-_]", _ARGOS.get(code.lower(), code).lower())
    script = next((part for part in parts[1:] if _SCRIPT.fullmatch(part)), "")
    region = next((part for part in parts[1:] if _REGION.fullmatch(part)), "")
    return Tag(_aliases().get(parts[0], parts[0]), script, region)


def wanted(given: str, option: str) -> Tag:
    """Return the language that somebody names.

    Raises:
        UsageError: there is no such language; the hint says how it is written, if that can be told.
    """
    found = tag(given.strip())
    if found.language in _languages() and re.fullmatch(r"[A-Za-z0-9_-]+", given.strip()):
        return found
    code = named(given)
    raise UsageError(
        f"{option}: {given[:40]!r} is no code of a language",
        hint=f"write {code}" if code else "write it like de or pt-br",
    )


def named(name: str) -> str:
    """Return the code of a language by its English or German name, ``""`` if there is none."""
    return _by_name().get(name.strip().lower(), "")


def languages_in(name: str) -> tuple[str, str] | None:
    """Return the languages that the name of a folder clearly tells: ``opus-mt-fr-en``."""
    found = _OPUS.search(name)
    if found is None or tag(found["more"] or "und").language in _languages():
        return None
    source, target = tag(found["source"]), tag(found["target"])
    real = {source.language, target.language} <= _languages()
    return (source.code, target.code) if real and source != target else None


def choose(labels: Sequence[str], target: Tag) -> int | None:
    """Return which of a model's labels is a language: the one that says no more than was asked.

    Asked for Brazil's Portuguese it is that, else Portuguese; never that of another region.
    """
    fitting = []
    for number, label in enumerate(labels):
        have = tag(label)
        other_region = target.region and have.region not in ("", target.region)
        other_script = target.script and have.script not in ("", target.script)
        if have.language != target.language or other_region or other_script:
            continue
        usual = have.script in ("", target.script or _script(target))
        merit = (have.region != target.region, not usual, have.script != target.script)
        fitting.append((merit, number))
    return min(fitting)[1] if fitting else None


def known(labels: Sequence[str]) -> str:
    """Return the languages of a model in one line, the first of many."""
    tags = [tag(label) for label in labels]
    codes = sorted({(replace(t, script="") if t.script == _script(t) else t).code for t in tags})
    more = f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else ""
    return ", ".join(codes[:_SHOWN]) + more


_SHOWN = 40  # languages in a message


def _script(target: Tag) -> str:
    """Return the script that a language is mostly written in: ``hans``."""
    from babel.core import get_global

    likely = get_global("likely_subtags").get(target.language, "")
    return next((p.lower() for p in likely.split("_")[1:] if _SCRIPT.fullmatch(p.lower())), "")


@cache
def _aliases() -> dict[str, str]:
    """Return the codes of two letters of those with three."""
    from babel.core import get_global

    aliases = get_global("language_aliases").items()
    return {
        code: str(other) for code, other in aliases if len(code) == len("deu") and "_" not in other
    }


@cache
def _languages() -> frozenset[str]:
    from babel import Locale

    plain = {str(code) for code in Locale("en").languages if "_" not in str(code)}
    return frozenset(plain - _NO_LANGUAGE)


@cache
def _by_name() -> dict[str, str]:
    """Return codes by the names of languages, in English and in German."""
    from babel import Locale

    return {
        str(name).lower(): code.replace("_", "-").lower()
        for lang in ("de", "en")
        for code, name in Locale(lang).languages.items()
    }
