"""What the front matter of a Markdown text says about the article, under the keys of any program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from translator.article import Document, Image, Removal
from translator.clean.link_addresses import web_address
from translator.clean.normalise import normalise, squash
from translator.errors import CleanError
from translator.markup.front_matter import FrontMatter, FrontMatterError, Style, find, parse, scalar

# Keys without case, hyphens and underscores, the surest first: those of Hugo, Jekyll, Eleventy,
# Astro, Zola, Pelican, Hexo, Gatsby, Ghost, Obsidian's clipper, Org, in English and German.
_KEYS = {
    "title": ("title", "headline", "titel"),
    "author": ("author", "authors", "autor", "autoren", "byline", "creator", "writer"),
    "date": (
        "date", "published", "datum", "pubdate", "publishdate", "publisheddate", "publishedat",
        "publishedon", "datepublished", "publishedtime", "publishtime", "articlepublishedtime",
        "created", "createdat",
    ),
    "section": ("section", "category", "rubrik", "ressort", "categories", "kategorie"),
    "source": ("source", "publisher", "site", "quelle", "sitename", "publication"),
    "url": (
        "url", "sourceurl", "link", "canonical", "canonicalurl", "originalurl", "externalurl",
        "source", "quelle", "original",
    ),
    "lang": ("lang", "language", "sprache", "locale"),
    "translated": ("machinetranslated",),  # only this tool writes it
    "tags": ("tags", "keywords", "schlagworte", "schlagwörter"),
    "cut": ("cut",),  # only this tool writes it
    "lead": (
        "lead", "description", "summary", "subtitle", "teaser", "standfirst", "excerpt",
        "vorspann", "untertitel", "abstract", "dek",
    ),
}  # fmt: skip
_TAGS = ("tags", "tag", "keywords", "schlagworte", "schlagwörter", "filetags")
_BETWEEN_TAGS = re.compile(r"\s*[,;:]\s*")  # Org puts colons around them
_PICTURES = ("image", "cover", "featuredimage", "coverimage", "images", "heroimage", "thumbnail")
_PICTURE_KEYS = {
    "url": ("src", "url", "image", "path", "relative", "file"),
    "caption": ("caption", "title", "text"),
    "credit": ("credit", "attribution", "copyright", "source"),
}
_WITHIN = (  # mappings; the first is what this tool writes
    "provenance", "params", "extra", "metadata", "meta", "seo", "taxonomies", "header",
)  # fmt: skip
_NAMES = ("name", "title", "fullname", "displayname", "rendered", "value", "text")
_SEPARATORS = re.compile(r"[\s_:.-]+")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]")
_TIMESTAMP = re.compile(r"[<\[](\d{4}-\d\d-\d\d)[^>\]]*[>\]]")  # as Org writes it
_REMEDIES = {
    Style.YAML: "put values with a colon or a bracket in quotes",
    Style.TOML: "put texts in quotes and one key on a line",
    Style.JSON: "put texts in quotes and a comma between the keys",
}


@dataclass(frozen=True, slots=True)
class Front:
    """The fields of an article in front matter, the text below and the number of its first line.

    ``rest`` are the other keys, as texts for the record of what was removed.
    """

    fields: Mapping[str, str]
    body: str
    line: int = 1
    image: Image | None = None
    tags: tuple[str, ...] = ()
    rest: tuple[Removal, ...] = field(default=())


def split_front_matter(document: Document) -> Front:
    """Take the front matter from the start of a Markdown document, whatever its style is.

    Raises:
        CleanError: it is broken, with the line in which it is.
    """
    front = find(document.text)
    if front is None:
        return Front({}, document.text)
    try:
        # As written: dates and numbers stay texts.
        data = parse(front, as_written=True)
    except FrontMatterError as error:
        raise CleanError(
            f"the front matter is not {front.style.value}: {error.reason}",
            path=document.name,
            line=error.line,
            hint=_REMEDIES.get(front.style, "write one key and its value on a line"),
        ) from error
    if data and not isinstance(data, dict):  # prose between two lines is no front matter
        return Front({}, document.text)
    line = document.text.count("\n", 0, front.end) + 1
    return _front(data if isinstance(data, dict) else {}, document.text[front.end :], line, front)


def _front(data: Mapping[Any, Any], body: str, line: int, front: FrontMatter) -> Front:
    """Pick the fields an article has, under whatever name sites give them."""
    values = {_key(key): value for key, value in data.items()}
    for name in _WITHIN:
        inner = values.get(name)
        if isinstance(inner, Mapping):
            values = {_key(key): value for key, value in inner.items()} | values
    texts = {key: text for key, value in values.items() if (text := _text(value))}
    fields, used = {}, set()
    for name, keys in _KEYS.items():
        key = next((key for key in keys if key in texts and _fits(name, texts[key])), "")
        if key:
            fields[name] = texts[key]
            used.add(key)
    image = None
    if "translated" not in fields:
        image = next(
            filter(None, (_picture(values[key]) for key in _PICTURES if key in values)), None
        )
        used |= set(_PICTURES) if image else set()
    named = next((texts[key] for key in _TAGS if key in texts), "")
    tags = tuple(
        dict.fromkeys(tag.strip("# ") for tag in _BETWEEN_TAGS.split(named) if tag.strip("# "))
    )
    used |= set(_TAGS) if tags else set()
    # What this tool published says nothing else; an active address is nobody's loss.
    rest = tuple(
        Removal(f"{key}: {text}", "front-matter", "says something else about the text", front.line)
        for key, text in texts.items()
        if key not in used and "translated" not in fields and web_address(text)
    )
    return Front(fields, body, line, image, tags, rest)


def _fits(name: str, text: str) -> bool:
    """Say whether a value can be what a field holds.

    The path of a page on its site is no address, ``published: true`` no date, an address no name.
    """
    if name == "date":
        return any(map(str.isdigit, text))
    is_address = bool(_WEB.match(text))
    return is_address if name == "url" else not is_address


def _key(key: object) -> str:
    return _SEPARATORS.sub("", str(key).casefold())


def _text(value: object) -> str:
    """Return a value, the name in it, or those of a list, as text on one line."""
    items = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_one, items)))


def _one(value: object) -> str:
    if isinstance(value, Mapping):
        named = {_key(key): inner for key, inner in value.items()}
        value = next((named[key] for key in _NAMES if scalar(named.get(key))), "")
    text = squash(normalise(_WIKI_LINK.sub(r"\1", scalar(value))))
    return _TIMESTAMP.sub(r"\1", text)


def _picture(value: object) -> Image | None:
    """Return the picture that front matter names: an address, or a mapping that holds one."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, Mapping):
        named = {_key(key): inner for key, inner in first.items()}
        parts = {part: next(_texts(named, keys), "") for part, keys in _PICTURE_KEYS.items()}
    else:
        parts = {"url": scalar(first).strip()}
    address = web_address(parts.pop("url"))
    return Image(address, **parts) if address and "." in address else None


def _texts(named: Mapping[str, object], keys: tuple[str, ...]) -> Iterator[str]:
    yield from filter(None, (squash(normalise(scalar(named.get(key)))) for key in keys))
