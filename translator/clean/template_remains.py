"""Pages saved before their scripts ran show what was to be filled in: that is no text of theirs."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translator.article import Removal
from translator.clean.placeholders import CLOSING, SHORTCODE, is_placeholder

_VERBATIM = re.compile(
    r"<(?P<end>/?)(?P<name>script|style|pre|code|textarea|samp|kbd|xmp)\b", re.IGNORECASE
)
_NODE = re.compile(
    r"(?<=>)\s*+(?:[{\[&$%@][^<>]{2,500}|<%[^<>]{1,300}%>|<\?(?:php|=)[^<>]{1,300}\?>)\s*+(?=<)"
)
# Found at once where there are none, which is nearly always; these characters begin no placeholder.
_HARMLESS = (
    r"nbsp|copy;|reg;|times;|middot;|quot;|[aouAOU]uml;|[lrb][ads]quo;|[lr]saquo;|[lrud]arr;|[nm]dash;|"
    r"#82(?:[12]\d|30);|#1(?:6[1-9]|7\d);"
)
_NODE_BEGINS = re.compile(rf">\s*+(?:[{{\[$%@]|&(?!{_HARMLESS})|<[%?])")
_CODE_BEGINS = re.compile(r"\[/?[a-z]")
_IN_TEXT = re.compile(
    r"(?<=[>\s\]])(?:"
    + SHORTCODE.pattern
    + r")|"
    + CLOSING.pattern.replace("?P<name>", "?P<closed>")
)
_REASON = "a program would have put something here"


@dataclass(frozen=True, slots=True)
class WithoutRemains:
    """A page without what its templates left, and that."""

    text: str
    removed: tuple[Removal, ...] = ()


def without_template_remains(text: str) -> WithoutRemains:
    """Return a page without texts that are nothing but placeholders, and without short codes.

    Code, scripts and a placeholder within a sentence, which may be about it, stay.
    """
    removed: list[str] = []
    opened: set[str] = set()

    def drop_node(found: re.Match[str]) -> str:
        if not is_placeholder(html.unescape(found[0])):
            return found[0]
        removed.append(html.unescape(found[0]).strip())
        opened.update(code["name"] or "" for code in SHORTCODE.finditer(removed[-1]))
        return ""

    def drop_code(found: re.Match[str]) -> str:
        if found["closed"] and found["closed"] not in opened:
            return found[0]
        opened.add(found["name"] or "")
        removed.append(html.unescape(found[0]))
        return ""

    parts = []
    for part, verbatim in _parts(text):
        if not verbatim:
            if _NODE_BEGINS.search(part):
                part = _NODE.sub(drop_node, part)  # noqa: PLW2901 - the rest of it
            part = _replaced(_IN_TEXT, _CODE_BEGINS, drop_code, part)  # noqa: PLW2901
        parts.append(part)
    if not removed:
        return WithoutRemains(text)
    records = (Removal(found, "template", _REASON) for found in removed)
    return WithoutRemains("".join(parts), tuple(records))


def _replaced(
    pattern: re.Pattern[str],
    begins: re.Pattern[str],
    replacement: Callable[[re.Match[str]], str],
    text: str,
) -> str:
    """Substitute in ``text`` as ``sub`` does; a match begins where the faster ``begins`` does."""
    parts = []
    done = 0
    for start in (begin.start() for begin in begins.finditer(text)):
        if start >= done and (found := pattern.match(text, start)):
            parts += [text[done:start], replacement(found)]
            done = found.end()
    return "".join([*parts, text[done:]])


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a page, and of each whether it is shown as it is written, or not at all."""
    start = 0
    inside = ""
    for tag in _VERBATIM.finditer(text):
        name = tag["name"].lower()
        if not inside and not tag["end"]:
            yield text[start : tag.start()], False
            start, inside = tag.start(), name
        elif inside == name and tag["end"]:
            yield text[start : tag.start()], True
            start, inside = tag.start(), ""
    yield text[start:], bool(inside)
