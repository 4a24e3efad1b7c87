"""Marked text as Markdown and as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from translator.article import Mark, MarkKind
from translator.markup.commonmark import parser, read_inline
from translator.markup.marks import Step, nested, steps
from translator.publish.address import destination, harmless
from translator.publish.escape import (
    escape_html_text,
    escape_line_start,
    escape_run,
    hold,
    hold_links,
    hold_tags,
    plain,
    plain_character,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

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
_SIGN = re.compile(r"[\\`*_\[\]]")
_RISKY = re.compile(r"[\\`]|\*(?=[^\w\s])|\*[^*]*\*")  # in the text of a picture
_PLAIN_CODE = re.compile(r"[^`{}<$|\\\n]+")  # that may stand between backticks as it is


@dataclass(frozen=True, slots=True)
class _Style:
    """What marks are written with: the signs of their kinds, tags for some of them.

    ``under`` says that underscores stand around the emphasis at the start.
    """

    signs: Mapping[MarkKind, str]
    tagged: frozenset[Mark]
    under: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the Markdown of a generator knows beyond what all do.

    ``struck`` are tildes around a text, ``backslash`` a line that is broken by one at its end; where
    it knows them not, tags say the same.
    """

    struck: bool = True
    backslash: bool = True


COMMONMARK = Dialect()
PYTHON_MARKDOWN = Dialect(struck=False, backslash=False)


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
            mark.href if mark.kind is MarkKind.DOUBT else harmless(mark.href),
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
    under: bool = False,
    dialect: Dialect = COMMONMARK,
) -> str:
    """Return marked text as Markdown that reads back as just this.

    ``bar`` is a character that must not stand alone, as in a table; ``lines`` says that the text
    may go on in a new line; ``within`` is a mark that the caller puts around it; ``tags`` asks for tags in
    place of signs, ``under`` for underscores around the emphasis that it begins with. A ``<q>`` is
    what it shows: its quotation marks. Where the signs of Markdown would not be read as meant, as in
    the middle of a word, tags stand in their place.
    """
    text, marks = tidy(text, marks)
    marks = tuple(mark for mark in marks if mark.kind is not MarkKind.QUOTE)
    if not marks:
        return escape_line_start(escape_run(text, bar))
    lines = lines and dialect.backslash
    signed = {kind: sign for kind, sign in _SIGNS.items() if kind is not within}
    if not dialect.struck:
        signed.pop(MarkKind.DELETED, None)
    odd = frozenset(mark for mark in marks if not _may_be_signed(mark, text))
    ways: tuple[tuple[Mapping[MarkKind, str], frozenset[Mark]], ...] = (
        (signed, frozenset()),
        (signed, odd),
        ({}, odd),
    )
    for signs, tagged in ways[2:] if tags else ways:
        style = _Style(signs, tagged, under=under)
        written = _written(text, marks, style, bar, lines=lines)
        if _reads_back(written, text, marks, bar):
            return written
    return escape_line_start(escape_run(text, bar))


def alternative(text: str) -> str:
    """Return the text for a picture as it stands between the brackets of one.

    Goldmark shows every escape there and markdown-it drops the characters behind them, so there is
    none where the text reads back without; tags, references and templates are held apart.
    """
    held = hold(hold_links(hold_tags(plain(text))))
    if not _RISKY.search(held):
        tokens = _parser().parse(f"![{held}](x)")
        images = [t for token in tokens for t in token.children or () if t.type == "image"]
        if len(images) == 1 and images[0].content == held and _is_bare(images[0]):
            return held
    return _SIGN.sub(r"\\\g<0>", held)


def _is_bare(image: Token) -> bool:
    """Tell whether a picture's text has no marks in it."""
    return all(token.type == "text" for token in image.children or ())


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


def _written(text: str, marks: Sequence[Mark], style: _Style, bar: str, *, lines: bool) -> str:
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
            plain_code = code and MarkKind.CODE in style.signs and bool(_PLAIN_CODE.fullmatch(run))
            written = run if plain_code else escape_run(run, bar, struck=struck)
            parts.append(escape_line_start(written) if fresh and not code else written)
            fresh = False
            continue
        if mark is None:
            continue
        opens = step is Step.OPEN
        if mark.kind is MarkKind.CODE:
            code = opens
        parts.append(_sign(mark, text, style, opens=opens))
        if opens and mark.kind is MarkKind.LINK and len(parts) > 1 and parts[-2].endswith("!"):
            parts[-2] = parts[-2][:-1] + "\\!"
        fresh = False
    return "".join(parts)


def _sign(mark: Mark, text: str, style: _Style, *, opens: bool) -> str:
    """Return what begins or ends a mark in Markdown."""
    if mark.kind is MarkKind.LINK:
        return "[" if opens else f"]({destination(mark.href)})"
    tag = f"<{_TAGS[mark.kind]}>" if opens else f"</{_TAGS[mark.kind]}>"
    if mark in style.tagged:
        return tag
    if mark.kind is MarkKind.CODE and not _PLAIN_CODE.fullmatch(text[mark.start : mark.end]):
        return tag
    sign = style.signs.get(mark.kind, tag)
    return "_" if style.under and sign == "*" and not mark.start else sign


def _may_be_signed(mark: Mark, text: str) -> bool:
    """Say whether signs around a text are read as such where it stands (CommonMark 0.31, 6.2).

    Signs do not begin a mark before a space, and before punctuation only at the start of a word; for
    their end it is the same the other way round.
    """
    around = (text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1])
    inside = (text[mark.start : mark.start + 1], text[mark.end - 1 : mark.end])
    return all(
        not near.isspace() and (near.isalnum() or not far or not far.isalnum())
        for near, far in zip(inside, around, strict=True)
    )


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
        elif mark.kind is MarkKind.DOUBT:
            why = escape_html_text(plain(mark.href))
            opens = f'<span class="doubt" tabindex="0" data-why="{why}">'
            parts.append(opens if step is Step.OPEN else "</span>")
        else:
            tag = "q" if mark.kind is MarkKind.QUOTE else _TAGS[mark.kind]
            parts.append(f"<{tag}>" if step is Step.OPEN else f"</{tag}>")
    return "".join(parts)
