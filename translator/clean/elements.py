"""Elements of HTML by what they are to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from translator.article import MarkKind
from translator.clean.normalise import normalise, squash
from translator.language.data import language

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
        "option",
        "textarea",
        "input",
        "head",
        "title",
        "meta",
        "link",
        "audio",
        "video",
        "map",
        "area",
        "datalist",
        "progress",
        "meter",
        "dialog",
    ]
)
# The block elements of HTML. Every other element is inline, unknown ones and those of other
# vocabularies included, as in a browser: <x-term>, <o:p>, <person>.
BLOCK_ELEMENTS = frozenset(
    [
        "html",
        "body",
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "listing",
        "main",
        "marquee",
        "menu",
        "nav",
        "noframes",
        "ol",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
    ]
)
# What is inline whatever stands around it.
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
# What holds nothing but running text: any element in it is inline.
TEXT_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "figcaption", "caption"))
FRAMES = frozenset(("iframe", "object", "embed", "video", "audio", "amp-video", "amp-youtube"))
_MARKS = {
    "a": MarkKind.LINK,
    "b": MarkKind.STRONG,
    "strong": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "dfn": MarkKind.EMPHASIS,
    "var": MarkKind.EMPHASIS,
    "code": MarkKind.CODE,
    "kbd": MarkKind.CODE,
    "samp": MarkKind.CODE,
    "tt": MarkKind.CODE,
    "sub": MarkKind.SUB,
    "sup": MarkKind.SUP,
    "del": MarkKind.DELETED,
    "s": MarkKind.DELETED,
    "strike": MarkKind.DELETED,
    "q": MarkKind.QUOTE,
}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
# Opening and closing, outer and inner, as Unicode's CLDR has them for the language.
_ANY_QUOTATION_MARK = frozenset("„“”»«\"'‚‘’›‹")


def attribute(element: Tag, name: str) -> str:
    """Return an attribute's value, ``""`` where there is none."""
    value = element.attrs.get(name)
    return value if isinstance(value, str) else ""


def around(element: Tag, name: str) -> Tag | None:
    """Return the innermost element of a name around one; ``find_parent`` takes five times as long."""
    return next((parent for parent in element.parents if parent.name == name), None)


def elements_in(element: Tag, *names: str) -> Iterator[Tag]:
    """Yield the elements of some names in one, in order; ``find_all`` takes five times as long."""
    return (part for part in element.descendants if isinstance(part, Tag) and part.name in names)


def text_of(element: Tag, separator: str = "") -> str:
    """Return the text in an element on one line, that of its elements with a separator between."""
    return squash(normalise(element.get_text(separator)))


def mark_of(element: Tag) -> MarkKind | None:
    """Return the mark an inline element lays over its text, or ``None``.

    Word processors and newsletters write bold and italic as styles of a ``span``.
    """
    if element.name == "span":
        style = attribute(element, "style")
        if _BOLD.search(style):
            return MarkKind.STRONG
        return MarkKind.EMPHASIS if _ITALIC.search(style) else None
    return _MARKS.get(element.name)


def quotation_marks(quote: Tag, lang: str, depth: int) -> tuple[str, str]:
    """Return the marks a browser puts around a ``q`` at a depth from 0; none if its text has some."""
    if quote.get_text().strip()[:1] in _ANY_QUOTATION_MARK:
        return "", ""
    pairs = language(lang).quotes or language("de").quotes
    pair = pairs[min(depth, 1)]
    return pair[0], pair[1]
