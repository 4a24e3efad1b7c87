"""Web pages to trees: broken markup is mended, what holds no text is dropped."""

from __future__ import annotations

import re
from typing import Any

# Control characters are unknown to XML, and with it to the engine; some pages write them as
# references.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CONTROLS = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bceBCE]|1[\da-fA-F]));"
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
    data = text.encode("utf-8", errors="replace").translate(_NO_CONTROLS)
    try:
        root = html.document_fromstring(_CONTROL_REFERENCE.sub(b" ", data), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    for element in root.xpath(_WITHOUT_TEXT):
        element.drop_tree()
    return root


def drop_head(root: Any) -> None:
    """Empty the head of a page once its metadata are read: every later pass is faster."""
    head = root.find("head")
    if head is not None:
        for element in list(head):
            if element.tag != "script":  # structured data, which the engine may read, too
                head.remove(element)
