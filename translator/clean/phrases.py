"""The phrases of ``data/*.txt``: what the chrome of news pages says, kind by kind.

A file holds the phrases of one rule::

    # What the file is about.
    rule: related                      name of the rule in reports
    reason: points to other articles   one sentence for an editor

    [line]    the whole line is the phrase
    [start]   a short line starts with the phrase
    [opening] a paragraph of any length starts with the phrase
    [box]     a heading; what follows in the same box goes with it
    [section] a heading that may also be the article's own: it only takes links and teasers
    [end]     a heading after which no article text comes any more
    [says]    words, or with a ``*`` their starts: a whole sentence that a phrase of ``[start]``
              opens is this kind of chrome only if it says one of them

    Mehr zum Thema  # zeitung.example, sender.example

Behind two spaces and ``# `` stands where a phrase was seen; a comment on a line of its own says it
of the phrases below. ``{n}`` stands for a number, ``{…}`` for a few words. Case, surrounding
punctuation, bullets and a counter behind the phrase do not matter. A phrase in ``[start]`` that
ends in punctuation (``Video:``) needs it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from translator.clean.normalise import squash


class Mode(StrEnum):
    """How a phrase is looked for, see the module's text."""

    LINE = "line"
    START = "start"
    OPENING = "opening"
    BOX = "box"
    SECTION = "section"
    END = "end"
    SAYS = "says"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of chrome: the rule's name and, for an editor, the reason; what its sentences say."""

    rule: str
    reason: str
    words: tuple[str, ...] = ()

    def is_said_in(self, text: str) -> bool:
        """Say whether one of the words of this kind stands in a text."""
        return bool(self.words) and bool(_any_of(self.words).search(text.casefold()))


@cache
def _any_of(entries: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for words, where ``*`` stands for the rest of one."""
    forms = (re.escape(entry.casefold()).replace(r"\*", r"\w*") for entry in entries)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


_PREFIXES = frozenset({Mode.START, Mode.OPENING})
# Punctuation, symbols and arrows around a phrase on a line of its own.
_AROUND = " \t\n.,:;!?…·•|/\\-–—*#+>»›→▶►▸❯<«‹←„“”\"'()[]©®✓✔⮕↓↑▼▲"
_TRAILING_COUNT = re.compile(r"\s*[(\[]?\d{1,5}[)\]]?$")
_NUMBER = r"\d{1,3}(?:[.,\s]?\d{3})*"
_FEW_WORDS = r"\S+(?:\s+\S+){0,7}?"
_SECTION = re.compile(r"\[(\w+)\]")
_SEEN = "  # "  # what follows says where a phrase was seen
_LAST_WORD_CHARACTER = re.compile(r"\w$")


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases of one mode, indexed so that most lines cost one dictionary look-up."""

    exact: dict[str, Kind]
    starts: dict[str, tuple[tuple[str, Kind], ...]]  # by first word
    patterns: dict[str, tuple[tuple[re.Pattern[str], Kind], ...]]  # by first word

    def find(self, text: str) -> Kind | None:
        """Return the kind of the phrase that ``text`` is (or starts with), or ``None``."""
        return self.match(text)[0]

    def match(self, text: str) -> tuple[Kind | None, str]:
        """Return the kind of the phrase that ``text`` is or starts with, and what stands behind it."""
        key = bare(text)
        if not key:
            return None, ""
        kind = self.exact.get(key)
        if kind is None and key[-1].isdigit():
            kind = self.exact.get(_TRAILING_COUNT.sub("", key))
        if kind:
            return kind, ""
        first = key.split(maxsplit=1)[0].strip(_AROUND)
        for start, found in self.starts.get(first, ()):
            if _starts(key, start):
                return found, key[len(start) :]
        for name in (first, "{n}" if first[:1].isdigit() else "{…}"):
            for pattern, found in self.patterns.get(name, ()):
                if matched := pattern.match(key):
                    return found, key[matched.end() :]
        return None, ""


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """Return ``text`` on one line, in lower case, without punctuation and bullets around it."""
    return squash(text).strip(_AROUND).casefold()


@cache
def phrases(mode: Mode) -> Phrases:
    """Return the phrases of all data files in ``mode``; the files are read once."""
    exact: dict[str, Kind] = {}
    starts: dict[str, list[tuple[str, Kind]]] = defaultdict(list)
    patterns: dict[str, list[tuple[re.Pattern[str], Kind]]] = defaultdict(list)
    for file in sorted(_files()):
        kind, sections = parse(_read(file))
        for phrase in sections[mode]:
            if "{" in phrase:
                patterns[_first(phrase)].append((_compile(phrase, mode), kind))
            elif mode in _PREFIXES:
                starts[_first(phrase)].append((squash(phrase.casefold().lstrip(_AROUND)), kind))
            else:
                exact.setdefault(bare(phrase), kind)
    return Phrases(
        exact,
        {first: tuple(entries) for first, entries in starts.items()},
        {first: tuple(entries) for first, entries in patterns.items()},
    )


def _starts(text: str, phrase: str) -> bool:
    """Say whether ``text`` starts with a phrase and the phrase does not end inside a word."""
    if not text.startswith(phrase):
        return False
    rest = text[len(phrase) :]
    return not (rest[:1].isalnum() and phrase[-1].isalnum())


def parse(text: str) -> tuple[Kind, dict[Mode, list[str]]]:
    """Read one data file."""
    head: dict[str, str] = {}
    sections: dict[Mode, list[str]] = {mode: [] for mode in Mode}
    section: Mode | None = None
    for line in text.splitlines():
        entry = line.strip()
        found = _SECTION.fullmatch(entry)
        if not entry or entry.startswith("# "):
            continue
        if found:
            section = Mode(found[1])
        elif section is None:
            key, _, value = entry.partition(":")
            head[key] = value.strip()
        else:
            sections[section].append(entry.partition(_SEEN)[0].rstrip())
    said = tuple(word for entry in sections[Mode.SAYS] for word in entry.split(", "))
    return Kind(head["rule"], head["reason"], said), sections


@cache
def words(name: str) -> frozenset[str]:
    """Return a plain list of ``data/`` (one entry a line, ``#`` comments) in lower case."""
    lines = (line.strip() for line in _read(f"{name}.list").splitlines())
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))


def _files() -> list[str]:
    folder = resources.files(__package__) / "data"
    return [entry.name for entry in folder.iterdir() if entry.name.endswith(".txt")]


def _read(name: str) -> str:
    return (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")


def _first(phrase: str) -> str:
    word = phrase.casefold().split(maxsplit=1)[0]
    return word if word.startswith("{") else word.strip(_AROUND)


def _compile(phrase: str, mode: Mode) -> re.Pattern[str]:
    """Turn a phrase into a pattern for text that ``bare`` has prepared."""
    phrase = phrase.casefold().lstrip(_AROUND)
    if mode not in _PREFIXES:
        phrase = phrase.rstrip(_AROUND)
    parts = re.split(r"(\{n\}|\{…\}|\s+)", phrase)
    known = {"{n}": _NUMBER, "{…}": _FEW_WORDS}
    pattern = "".join(
        known.get(part) or (r"\s+" if part.isspace() else re.escape(part)) for part in parts
    )
    if mode not in _PREFIXES:
        return re.compile(pattern + r"[\W\d]*$")
    return re.compile(pattern + (r"\b" if _LAST_WORD_CHARACTER.search(phrase) else ""))
