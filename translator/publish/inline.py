"""Marked text as Markdown and as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from translator.article import Mark, MarkKind
from translator.commonmark import parser, read_inline
from translator.marks import Step, nested, steps
from translator.publish.address import destination, harmless
from translator.publish.escape import (
    escape_html_text,
    escape_line_start,
    escape_run,
    plain,
    plain_character,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_SIGNS = {
    MarkKind.STRONG: "**",
    MarkKind.EMPHASIS: "*",
    MarkKind.DELETED: "~~",
    MarkKind.CODE: "`",
}
_TAGS = {
    MarkKind.STRONG: "strong",
    MarkKind.EMPHASIS: "em",
    MarkKind.DELETED: "del",
    MarkKind.CODE: "code",
    MarkKind.SUB: "sub",
    MarkKind.SUP: "sup",
}
_PLAIN_CODE = re.compile(r"[^`{}<$|\\\n]+")  # that may stand between backticks as it is


def tidy(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Return one line without control characters, as ``plain`` does, and the marks over it.

    Links whose address leads nowhere harmless are left out.
    """
    if not marks:
        return plain(text), ()
    parts = list(map(plain_character, text))
    place = [0, *accumulate(map(len, parts))]
    line = "".join(parts)
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    moved = (
        Mark(
            mark.kind,
            max(0, min(place[mark.start], end) - start),
            max(0, min(place[mark.end], end) - start),
            harmless(mark.href),
        )
        for mark in marks
        if mark.end <= len(text)
    )
    kept = (mark for mark in moved if mark.start < mark.end)
    line = line[start:end]
    kept = (mark for mark in kept if mark.href or mark.kind is not MarkKind.LINK)
    return line, nested(line, tuple(kept))


def markdown(
    text: str,
    marks: Sequence[Mark] = (),
    *,
    bar: str = "",
    lines: bool = True,
    within: MarkKind | None = None,
    tags: bool = False,
) -> str:
    """Return marked text as Markdown that reads back as just this.

    ``bar`` is a character that must not stand alone, as in a table; ``lines`` says that the text
    may go on in a new line; ``within`` is a mark that the caller puts around it; ``tags`` asks for tags in
    place of signs. A ``<q>`` is what
    it shows: its quotation marks. Where the signs of Markdown would not be read as meant, as in the
    middle of a word, tags stand in their place.
    """
    text, marks = tidy(text, marks)
    marks = tuple(mark for mark in marks if mark.kind is not MarkKind.QUOTE)
    if not marks:
        return escape_line_start(escape_run(text, bar))
    signed = {kind: sign for kind, sign in _SIGNS.items() if kind is not within}
    for signs in ({},) if tags else (signed, {}):
        written = _written(text, marks, signs, bar, lines=lines)
        if _reads_back(written, text, marks, bar):
            return written
    return escape_line_start(escape_run(text, bar))


def _reads_back(written: str, text: str, marks: tuple[Mark, ...], bar: str) -> bool:
    """Say whether a parser finds in a piece of Markdown what it was written from."""
    source = written.replace(f"\\{bar}", bar) if bar else written
    tokens = _parser().parse(source)
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    found = read_inline(tokens[1].children or ())
    return (found.text, found.marks) == (text, marks)


@cache
def _parser() -> MarkdownIt:
    return parser()


def _written(
    text: str, marks: Sequence[Mark], signs: dict[MarkKind, str], bar: str, *, lines: bool
) -> str:
    parts: list[str] = []
    fresh = True  # at the start of a line
    struck = any(mark.kind is MarkKind.DELETED for mark in marks)
    code = False
    for step, mark, run in steps(text, marks):
        if step is Step.TEXT:
            if run == "\n":
                parts.append("\\\n" if lines else "<br>")
                fresh = lines
                continue
            plain_code = code and MarkKind.CODE in signs and bool(_PLAIN_CODE.fullmatch(run))
            written = run if plain_code else escape_run(run, bar, struck=struck)
            parts.append(escape_line_start(written) if fresh and not code else written)
            fresh = False
            continue
        if mark is None:
            continue
        opens = step is Step.OPEN
        if mark.kind is MarkKind.CODE:
            code = opens
        parts.append(_sign(mark, text, signs, opens=opens))
        if opens and mark.kind is MarkKind.LINK and len(parts) > 1 and parts[-2].endswith("!"):
            parts[-2] = parts[-2][:-1] + "\\!"
        fresh = False
    return "".join(parts)


def _sign(mark: Mark, text: str, signs: dict[MarkKind, str], *, opens: bool) -> str:
    """Return what begins or ends a mark in Markdown."""
    if mark.kind is MarkKind.LINK:
        return "[" if opens else f"]({destination(mark.href)})"
    tag = f"<{_TAGS[mark.kind]}>" if opens else f"</{_TAGS[mark.kind]}>"
    plain_code = _PLAIN_CODE.fullmatch(text[mark.start : mark.end])
    return tag if mark.kind is MarkKind.CODE and not plain_code else signs.get(mark.kind, tag)


def html(text: str, marks: Sequence[Mark] = ()) -> str:
    """Return marked text as HTML."""
    text, marks = tidy(text, marks)
    parts: list[str] = []
    for step, mark, run in steps(text, marks):
        if mark is None:
            parts.append("<br>" if run == "\n" else escape_html_text(run))
        elif mark.kind is MarkKind.LINK:
            address = escape_html_text(mark.href)
            parts.append(f'<a href="{address}">' if step is Step.OPEN else "</a>")
        else:
            tag = "q" if mark.kind is MarkKind.QUOTE else _TAGS[mark.kind]
            parts.append(f"<{tag}>" if step is Step.OPEN else f"</{tag}>")
    return "".join(parts)
