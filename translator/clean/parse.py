"""Web pages to trees: broken markup is mended, what holds no text is dropped."""

from __future__ import annotations

import re
import sys
from typing import Any

# What XML cannot hold, and with it the engine, which would give up on the whole page. Some pages
# write them as references, with or without a semicolon.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(
    r"&#(?:[xX](?=[0-9a-fA-F])0*+(?P<hex>[0-9a-fA-F]{0,6}+)(?![0-9a-fA-F])"
    r"|(?=[0-9])0*+(?P<decimal>[0-9]{0,7}+)(?![0-9]));?"
)
_WITHOUT_TEXT = (
    './/script[not(contains(@type, "json"))]|.//style|.//svg|.//select|.//iframe|.//template'
    "|.//canvas|.//object"
)


def parse(text: str) -> Any:
    """Return the lxml tree of a page, or ``None`` if nothing is in it.

    Elements without article text (scripts but for structured data, styles, drawings) are left
    out, so every later pass over the tree is faster. libxml2 bounds the depth of nesting.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", collect_ids=False, remove_pis=True, remove_comments=True
    )
    try:
        root = html.document_fromstring(_only_xml(text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    for element in root.xpath(_WITHOUT_TEXT):
        element.drop_tree()
    return root


def _only_xml(text: str) -> str:
    """Return ``text`` without characters that XML cannot hold; controls become spaces."""
    return _REFERENCE.sub(_sound_reference, _NOT_XML.sub("", _CONTROL.sub(" ", text)))


def _sound_reference(reference: re.Match[str]) -> str:
    """Return a reference as it is, or what stands in its place if XML cannot hold its character."""
    code = int(reference["decimal"] or 0) or int(reference["hex"] or "0", 16)
    char = chr(code) if code <= sys.maxunicode else ""
    if _NOT_XML.match(char):
        return "\u200b"  # of no width, so that "&" before and "#1;" behind it never meet
    return " " if _CONTROL.match(char) else reference[0]


def drop_head(root: Any) -> None:
    """Empty the head of a page once its metadata are read: every later pass is faster."""
    head = root.find("head")
    if head is not None:
        for element in list(head):
            if element.tag != "script":  # structured data, which the engine may read, too
                head.remove(element)
