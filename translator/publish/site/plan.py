"""Which pages a site has, and where each of them lies.

Every page is a file with a name of its own below the folder of its language, so that the site also
works from a disk, without a server. An article lies as deep as the version it is made of: what is
addressed from there (copied pictures) is found from here, too.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from urllib.parse import quote

from translator.publish.escape import plain
from translator.publish.version import Version

STYLE = "style.css"
_NO_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A published version of the article ``stem``."""

    stem: str
    version: Version

    @property
    def lang(self) -> str:
        """Return the language of the version."""
        return self.version.lang


@dataclass(frozen=True)
class Plan:
    """The entries of a site and the paths of its pages, relative to its root."""

    entries: tuple[Entry, ...]
    articles: Mapping[tuple[str, str], str] = field(default_factory=dict)  # language, stem
    indexes: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[tuple[str, str], str] = field(default_factory=dict)  # language, section
    pairs: Mapping[tuple[str, str, str], str] = field(default_factory=dict)  # two languages, stem
    feeds: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages in which something is published, those of originals first."""
        return tuple(self.indexes)

    def of(self, lang: str, section: str | None = None) -> list[Entry]:
        """Return the entries in a language, or of one section of it, the newest first."""
        found = [e for e in self.entries if e.lang == lang and section in (None, section_of(e))]
        found.sort(key=lambda entry: (plain(entry.version.title).casefold(), entry.stem))
        found.sort(key=lambda entry: entry.version.metadata.date, reverse=True)
        return found

    def versions(self, stem: str) -> list[Entry]:
        """Return the versions of an article that are there, in the order of the languages."""
        return self._by_stem[stem]

    def pairs_of(self, stem: str) -> list[tuple[str, str]]:
        """Return the pairs of languages in which an article can be read side by side."""
        return list(combinations([entry.lang for entry in self.versions(stem)], 2))

    @cached_property
    def _by_stem(self) -> dict[str, list[Entry]]:
        order = self.languages
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(self.entries, key=lambda entry: order.index(entry.lang)):
            found[entry.stem].append(entry)
        return found


def plan(entries: Sequence[Entry]) -> Plan:
    """Give every page of a site its path; no two differ only in the case of letters."""
    entries = tuple(sorted(entries, key=lambda entry: (entry.stem, entry.lang)))
    sources = {entry.lang for entry in entries if entry.version.route is None}
    languages = sorted({e.lang for e in entries}, key=lambda lang: (lang not in sources, lang))
    names = _Names()
    names.take("index.html")
    indexes = {lang: names.take(f"{lang}/index.html") for lang in languages}
    feeds = {lang: names.take(f"{lang}/feed.xml") for lang in languages}
    articles = {(e.lang, e.stem): names.take(f"{e.lang}/{e.stem}.html") for e in entries}
    named = sorted({(e.lang, section) for e in entries if (section := section_of(e))})
    sections = {
        (lang, section): names.take(f"{lang}/section-{slug(section)}.html")
        for lang, section in named
    }
    spoken: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        spoken[entry.stem].append(entry.lang)
    pairs = {
        (one, other, stem): names.take(f"{one}-{other}/{stem}.html")
        for stem, langs in spoken.items()
        for one, other in combinations(sorted(langs, key=languages.index), 2)
    }
    return Plan(entries, articles, indexes, sections, pairs, feeds)


def section_of(entry: Entry) -> str:
    """Return the section of an entry, as its article calls it."""
    return plain(entry.version.metadata.section)


def slug(name: str) -> str:
    """Return a name in small letters and digits without accents, for an address."""
    bare = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _NO_NAME.sub("-", letters).strip("-") or "x"


def link(path: str, page: str) -> str:
    """Return the address of a file of the site as seen from a page of it."""
    return quote(posixpath.relpath(path, posixpath.dirname(page) or "."))


class _Names:
    """Paths that are taken, also on disks that know no capitals."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, path: str) -> str:
        """Return a path, or the first like it that is free."""
        stem, dot, suffix = path.rpartition(".")
        number, found = 2, path
        while _folded(found) in self._taken:
            found = f"{stem}-{number}{dot}{suffix}"
            number += 1
        self._taken.add(_folded(found))
        return found


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
