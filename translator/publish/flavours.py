"""Front matter as each site generator wants it, written and read.

Everywhere else the front matter of a version is one flat mapping under names of ours (``lead``,
``section``, ``source-url`` …). Here these become the keys a generator knows (``description``,
``categories``), and all that only we have a use for comes together under one key, ``provenance``.
What is read back is the flat mapping again, whatever the flavour; so are the front matters of
0.1.0, which had all keys at the top.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from translator.markup.front_matter import FrontMatter, Style, find, parse
from translator.publish.escape import escape_unseen, hold, hold_markup, plain, release_markup

Value = str | bool | int | list[str] | dict[str, int]
OWN = "provenance"
_INDENT = "    "  # of what is below it; Pelican's reader asks for four spaces
_KEY = re.compile(r"([\w-]+):")
_OWN_KEY = re.compile(r"[ \t]+([\w-]+):")
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue"}  # ß is ss without capitals, anyway
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_GOES_ON = re.compile(r"[ \t]|- ")  # a value on several lines, as some editors write it


@dataclass(frozen=True, slots=True)
class Flavour:
    """What one generator takes.

    ``keys`` maps our names of what stands at the top to the generator's; what has none stands below
    ``provenance``, or, without ``grouped``, at the top as well. ``headline`` says that the text
    begins with the headline: where it does not, the generator shows the one of the front matter.
    ``fenced`` is YAML between lines of dashes, in place of plain header lines.
    """

    name: str
    keys: Mapping[str, str] = field(default_factory=dict)
    headline: bool = True
    fenced: bool = True
    grouped: bool = True

    def entry(self, key: str, value: Value) -> str:
        """Return the line of a value."""
        if key in _TEXTS:
            value = _held(value)
        if not self.is_own(key, value):
            name = self.keys.get(key, key)
            return f"{name}: {self._value(key, value)}\n"
        return f"{_INDENT}{key}: {yaml_value(value)}\n"

    def is_own(self, key: str, value: Value) -> bool:
        """Tell whether a value stands below ``provenance``: so does a date that would stop a build."""
        unread = key == "date" and not is_time(str(value))
        return self.grouped and (unread or key not in self.keys)

    def front(self, values: Mapping[str, Value]) -> str:
        """Return the front matter that says these values, without lines around it."""
        if not self.fenced:
            values = {"title": "", **values}  # by which header lines are known
        if not self.grouped:
            return "".join(self.entry(key, value) for key, value in values.items())
        own = [key for key, value in values.items() if self.is_own(key, value)]
        top = [key for key in self.keys if key in values and key not in own]
        own.sort(key=lambda key: key != "flavour")
        lines = [self.entry(key, values[key]) for key in (*top, *own)]
        return "".join([*lines[: len(top)], f"{OWN}:\n", *lines[len(top) :]])

    def file(self, front: str, below: str) -> str:
        """Return a whole file: front matter and what stands below it."""
        if self.fenced:
            return f"---\n{front}---\n{below}"
        return f"{front}{below}"

    def _value(self, key: str, value: Value) -> str:
        if self.fenced:
            return yaml_value([value] if key == "section" and self.name == "hugo" else value)  # type: ignore[list-item]
        if key == "draft":
            return "draft" if value else "published"
        if isinstance(value, list):
            sign = ";" if any("," in text for text in value) else ","
            return f"{sign} ".join(map(_header, value))
        return _header(value)


_TEXTS = frozenset({"title", "lead", "author", "section", "tags", "source", "source-title"})
_ALWAYS = ("title", "lead", "lang", "author", "date", "section", "tags")
_NAMES = {name: name for name in _ALWAYS}
_DESCRIBED = _NAMES | {"lead": "description"}
FLAT = Flavour("", grouped=False)  # 0.1.0
_DRAFT = {"draft": "draft"}
FLAVOURS = {
    flavour.name: flavour
    for flavour in (
        Flavour("plain", _NAMES | _DRAFT),
        Flavour(
            "hugo",
            _DESCRIBED
            | {"section": "categories", "slug": "slug", "translation-key": "translationKey"}
            | _DRAFT,
            headline=False,
        ),
        Flavour("mkdocs", _DESCRIBED | _DRAFT),
        Flavour(
            "pelican",
            {
                "title": "Title",
                "lead": "Description",
                "summary": "Summary",
                "lang": "Lang",
                "author": "Authors",
                "date": "Date",
                "section": "Category",
                "tags": "Tags",
                "slug": "Slug",
                "draft": "Status",
            },
            headline=False,
            fenced=False,
        ),
    )
}
# All names of ours; what else stands in a front matter is somebody's own.
KNOWN = frozenset(
    {
        *(key for flavour in FLAVOURS.values() for key in flavour.keys),
        *("flavour", "source-lang", "source-title", "source-file", "source-url", "source", "cut"),
        *("machine-translated", "route", "engines", "model-signature", "quality"),
        *(
            "glossary-digest",
            "findings",
            "sentences",
            "review",
            "ai-disclosure",
            "reviewed-by",
            "reviewed-at",
        ),
        *("final-by", "final-at", "segments-reviewed", "segments-changed", "text-digest"),
        *("generator", "content-digest", "draft-digest"),
    }
)
_READ = {
    name.casefold(): key for flavour in FLAVOURS.values() for key, name in flavour.keys.items()
}


@dataclass(frozen=True, slots=True)
class Dress:
    """How a version shall be published: in which flavour, as what article, as a draft or not."""

    flavour: str = "plain"
    stem: str = ""
    draft: bool = False  # while nobody has reviewed it

    def values(self, lead: str, *, unreviewed: bool) -> dict[str, Value]:
        """Return what the generator needs beside what every version says of itself."""
        found: dict[str, Value] = {}
        if self.stem and self.flavour == "hugo":
            found |= {"slug": slug(self.stem.rpartition("/")[2]), "translation-key": self.stem}
        if self.stem and self.flavour == "pelican":
            found |= {"slug": "/".join(map(slug, self.stem.split("/")))}
        if lead and self.flavour == "pelican":
            found |= {"summary": lead}
        if self.draft and unreviewed:
            found |= {"draft": True}
        if self.flavour != "plain":
            found |= {"flavour": self.flavour}
        return found


PLAIN = Dress()


def slug(name: str) -> str:
    """Return the name of a file as it stands well in an address; letters of all scripts stay."""
    spelt = "".join(_SPELT.get(letter, letter) for letter in name.casefold())
    bare = unicodedata.normalize("NFKD", spelt)
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _BETWEEN_WORDS.sub("-", letters).strip("-") or "x"


def front_of(text: str) -> FrontMatter | None:
    """Return the front matter of a published file, or ``None`` if it has none of ours."""
    found = find(text)
    if found is None or found.line > 2:  # noqa: PLR2004 - the line below the dashes
        return None
    if found.style is Style.YAML and text.startswith("---\n"):
        return found
    return found if found.style is Style.LINES and f"\n{OWN}:" in found.text.casefold() else None


def values_of(found: FrontMatter) -> dict[str, Any] | None:
    """Return what a front matter says as one flat mapping; ``None`` if it is none.

    Raises:
        FrontMatterError: it is broken.
    """
    data = parse(found)
    if not isinstance(data, dict):
        return None
    own = data.get(OWN)
    if not isinstance(own, dict):
        return data
    top = {_name(name): value for name, value in data.items() if name != OWN} | own
    return {key: _read(key, value, found.style) for key, value in top.items()}


def flavour_of(values: Mapping[str, Any], found: FrontMatter) -> Flavour:
    """Return the flavour in which a front matter is written."""
    if OWN not in (entry.key for entry in entries_of(found.text)):
        return FLAT
    return FLAVOURS.get(str(values.get("flavour", "")), FLAVOURS["plain"])


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a front matter as it is written: under which of our names, in which lines.

    ``key`` is empty for what is nobody's value: a comment, a blank line.
    """

    key: str
    own: bool
    text: str


def entries_of(front: str) -> Iterator[Entry]:
    """Take the text of a front matter apart, line for line; joined again, it is the same."""
    key, own, below, lines = "", False, False, ""
    for line in front.splitlines(keepends=True):
        nested = below and _OWN_KEY.match(line)
        found = _KEY.match(line)
        if not found and not nested and key and _GOES_ON.match(line):
            lines += line
            continue
        if lines:
            yield Entry(key, own, lines)
        if nested:
            key, own = nested[1], True
        else:
            key, own = _name(found[1]) if found else "", False
            below = key == OWN
        lines = line
    if lines:
        yield Entry(key, own, lines)


def yaml_value(value: Value) -> str:
    """Return a value in the flow style of YAML, which for these types is JSON.

    YAML takes some of what nobody sees for line breaks and forbids the rest. A template in a text
    is escaped too: some generators fill in the whole file before they read its front matter.
    """
    text = json.dumps(value, ensure_ascii=False)
    return escape_unseen(text, templates=not isinstance(value, dict))


def is_time(text: str) -> bool:
    """Tell whether every generator can read a date: they stop at one that they cannot."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return bool(_ISO.match(text))


_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d|$)")


def _held(value: Value) -> Value:
    """Return a text of the article as no theme makes markup of it."""
    if isinstance(value, list):
        return list(map(hold_markup, value))
    return hold_markup(value) if isinstance(value, str) else value


def _header(value: Value) -> str:
    """Return a value as it stands behind the name of a header line, where nothing can be quoted.

    Pelican and its themes write it out as it is, in attributes as well.
    """
    return hold(plain(str(value))).replace('"', "&quot;")


def _unquoted(value: Any) -> Any:
    if isinstance(value, list):
        return list(map(_unquoted, value))
    return value.replace("&quot;", '"') if isinstance(value, str) else value


def _name(name: object) -> str:
    """Return our name of a generator's key; a key of nobody's stays what it is."""
    text = str(name)
    return _READ.get(text.casefold(), text)


def _read(key: str, value: Any, style: Style) -> Any:
    """Return a value as we know it."""
    if key == "section" and isinstance(value, list):
        value = value[0] if value else ""
    if style is Style.LINES and key == "draft":
        return str(value).casefold() == "draft"
    if style is Style.LINES and key == "tags":
        tags = str(value).split(";" if ";" in str(value) else ",")
        value = [tag.strip() for tag in tags if tag.strip()]
    if key not in _TEXTS:
        return value
    if style is Style.LINES:
        value = _unquoted(value)
    if isinstance(value, list):
        return [release_markup(tag) if isinstance(tag, str) else tag for tag in value]
    return release_markup(value) if isinstance(value, str) else value
