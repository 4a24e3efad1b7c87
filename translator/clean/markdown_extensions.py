"""Markdown of many programs made plain: nothing that is markup to one of them is read as prose.

Footnotes, heading anchors and attributes (Pandoc, kramdown), short codes (Hugo, WordPress), Liquid
(Jekyll), wiki links and callouts (Obsidian), admonitions (Docusaurus, MkDocs), definition lists,
imports (MDX). What is text stays text; what is not is recorded. Line by line, so that the lines of
what follows are still counted right; code is left alone.

There are plug-ins of the parser for some of it (mdit-py-plugins). They would change how published
versions are read back, and drop notes that nothing points to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from translator.article import Removal
from translator.clean.markdown_notes import gather_notes
from translator.clean.placeholders import CLOSING, SHORTCODE, TAG, VALUE, is_placeholder

_FENCE = re.compile(r" {0,3}(?:[>*+-] {1,3})*(?P<mark>`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+[^`\n]+`+)")
_HIGHLIGHT = re.compile(
    r"\s*(?:\{%-?\s*(?P<end>end)?(?:highlight|code(?:block)?)\b[^{}\n]{0,200}%\}"
    r"|\{\{[<%]\s*(?P<slash>/)?\s*highlight\b[^{}\n]{0,200}[>%]\}\})\s*$"
)
_COMMENT_START = re.compile(
    r"\{%-?\s*comment\s*-?%\}|^\s*%%|\{::comment\}|\{\{[<%]\s*comment\s*[%>]\}\}"
)
_COMMENT_END = re.compile(
    r"\{%-?\s*endcomment\s*-?%\}|%%\s*$|\{:/(?:comment)?\}|\{\{[<%]\s*/\s*comment\s*[%>]\}\}"
)
_IMPORT = re.compile(
    r"import\s[^\n]{1,300}\sfrom\s+['\"][^'\"\n]+['\"];?\s*$|import\s+['\"][^'\"\n]+['\"];?\s*$"
    r"|export\s+(?:const|default|let|function)\s"
)
_CONTENTS = re.compile(
    r"\s*(?:\[toc\]|\[\[_?toc_?\]\]|\{:\s?toc\b[^{}\n]{0,100}\}|\$\{toc\}|\{\{\s?toc\s?\}\}|<!--\s?toc\s?-->)\s*$",
    re.IGNORECASE,
)
_ITEM_OF_CONTENTS = re.compile(r"\s*(?:[*+-]|\d+\.)\s[^\n]{0,60}$")
_ITEM = r"(?:[#.][\w:.-]{1,80}|[\w-]{1,40}=(?:\"[^\"\n]{0,200}\"|[^\s\"{}]{1,100}))"
_ATTRIBUTES = re.compile(
    r"\s?(?:\{:[^{}\n]{0,200}\}|\{\s?" + _ITEM + r"(?:\s+" + _ITEM + r"){0,12}\s?\})"
)
_SPAN = re.compile(r"\[([^\[\]\n]{1,300})\](?=\{\s?" + _ITEM + ")")
_CONTAINER = re.compile(
    r"(?P<quotes>(?:> ?)*)[ \t]*(?::{3,})\s*(?:\{[^{}\n]{0,200}\}|[\w-]{0,40})\s*(?P<title>.*?)\s*$"
)
_ADMONITION = re.compile(
    r"(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)\s+[\w -]{0,60}?(?:\s*\"(?P<title>[^\"\n]*)\")?\s*$"
    r"|(?P<tab_indent>[ \t]*)===[!+]?\s+\"(?P<tab>[^\"\n]*)\"\s*$"
)
_CALLOUT = re.compile(
    r"(?P<quotes>(?:> ?)+)\[![\w-]{1,30}(?:\|[^\]\n]{0,60})?\][+-]?[ \t]*(?P<title>.*)$"
)
_EMBEDDED = re.compile(r"!\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{0,200}))?\]\]")
_WIKI = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\](?!\()")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)$", re.IGNORECASE)
_SIZE = re.compile(r"\d{1,4}(?:x\d{1,4})?")
_MARKED = re.compile(r"(?<![\w=])==(?=\S)([^=\n]{1,500}?)(?<=\S)==(?![\w=])")
_BLOCK_ID = re.compile(r"[ \t]\^[a-z0-9][a-z0-9-]{2,40}$")
_ABBREVIATION = re.compile(r"\*\[[^\[\]\n]{1,60}\]:[ \t]")
_CITATION = re.compile(r"[ \t]?\[-?@[\w:.-]{1,60}[^\[\]\n]{0,100}\]")
_DEFINITION = re.compile(r"(?P<indent> {0,3})[:~][ \t]+(?=\S)")
_PAIR = re.compile(r"\[/?(?P<name>[a-z][a-z0-9_-]{1,40})\](?!\()")  # of short codes
_FIGURE_CODE = re.compile(
    r"\{\{[<%]\s*(?:figure|image|img)\s(?P<body>[^{}\n]{0,1000})[>%]\}\}|<figure\b[^\n]{0,2000}?</figure>"
)
_CAPTION_CODE = re.compile(
    r"\[(?:wp_)?caption\b[^\[\]\n]{0,300}\](?P<body>[^\n]{0,1500}?)\[/(?:wp_)?caption\]"
)
_VALUE = re.compile(r"\b(src|link|alt|caption|title|attr)\s?=\s?(?:\"([^\"\n]*)\"|'([^'\n]*)')")
_MARKDOWN_PICTURE = re.compile(r"!\[([^\[\]\n]{0,300})\]\(<?([^()\s<>]{1,500})>?[^()\n]{0,300}\)")
_FIGCAPTION = re.compile(r"<figcaption\b[^>\n]{0,200}>([^\n]{0,1000}?)</figcaption>")
_HTML_TAG = re.compile(r"<[^<>\n]{1,500}>")
_TO_ESCAPE = re.compile(r"([*_\[\]`\\<>])")


@dataclass(slots=True)
class _Text:
    """The lines of a text while they are made plain, and what was left out of them."""

    lines: list[str]
    first_line: int
    removed: list[Removal] = field(default_factory=list)

    def remove(self, text: str, rule: str, reason: str, index: int) -> None:
        """Record a piece that is no text of the article."""
        if text.strip():
            self.removed.append(Removal(text.strip(), rule, reason, self.first_line + index))


def plain_markdown(text: str, first_line: int = 1) -> tuple[str, list[Removal]]:
    """Return ``text`` as CommonMark with tables, and what was left out of it.

    ``first_line`` is the number of its first line in the document. Notes stand at the end, as a
    numbered list.
    """
    found = _Text(text.split("\n"), first_line)
    _fence_highlights(found)
    for step in (_drop_comments, _drop_lines, _open_boxes, _plain_lines, _plain_definitions):
        step(found, _in_code(found.lines))
    notes = gather_notes(found.lines, _in_code(found.lines), _CODE_SPAN)
    for index, mark in notes.marks:
        found.remove(mark, "footnote-mark", "points to a note at the end", index)
    lines = [*notes.lines, "", *notes.items] if notes.items else notes.lines
    return "\n".join(lines), found.removed


def _in_code(lines: Sequence[str]) -> list[bool]:
    """Say of each line whether it is code between two fences, or one of the fences."""
    inside: list[bool] = []
    mark = ""
    for line in lines:
        fence = _FENCE.match(line)
        if mark:
            inside.append(True)
            if fence and fence["mark"].startswith(mark) and not line[fence.end() :].strip("`~ "):
                mark = ""
        else:
            mark = fence["mark"] if fence else ""
            inside.append(bool(fence))
    return inside


def _fence_highlights(found: _Text) -> None:
    """Turn the tags of Jekyll and Hugo around code into fences."""
    for index, line in enumerate(found.lines):
        if "highlight" in line or "code" in line:
            found.lines[index] = "```" if _HIGHLIGHT.match(line) else line


def _drop_comments(found: _Text, in_code: Sequence[bool]) -> None:
    """Take out comments of Liquid, Hugo, kramdown and Obsidian, on a line or over several."""
    start = -1
    for index, line in enumerate(found.lines):
        if start < 0 and not in_code[index] and (opened := _COMMENT_START.search(line)):
            start, line = index, line[opened.end() :]  # noqa: PLW2901 - the rest of it
        if start >= 0 and _COMMENT_END.search(line):
            comment = "\n".join(found.lines[start : index + 1])
            found.remove(comment, "comment", "a comment in the source", start)
            found.lines[start : index + 1] = [""] * (index + 1 - start)
            start = -1


def _drop_lines(found: _Text, in_code: Sequence[bool]) -> None:
    """Take out lines that hold no text: imports, the place of a table of contents, abbreviations."""
    for index, line in enumerate(found.lines):
        if in_code[index]:
            continue
        if _IMPORT.match(line):
            found.remove(line, "import", "a line of a program", index)
        elif _CONTENTS.match(line):
            above = found.lines[index - 1] if index and line.lstrip().startswith("{") else ""
            if _ITEM_OF_CONTENTS.match(above):
                found.remove(above, "contents", "the place of a table of contents", index - 1)
                found.lines[index - 1] = ""
            found.remove(line, "contents", "the place of a table of contents", index)
        elif _ABBREVIATION.match(line):
            found.remove(line, "abbreviation", "explains an abbreviation to a program", index)
        else:
            continue
        found.lines[index] = ""


def _open_boxes(found: _Text, in_code: Sequence[bool]) -> None:
    """Take the frame off admonitions and callouts; their titles stay, in bold."""
    indent = -1  # of the box that a line may still be in
    for index, line in enumerate(found.lines):
        depth = len(line) - len(line.lstrip())
        if indent >= 0 and line.strip() and depth <= indent:
            indent = -1
        if indent >= 0:
            line = found.lines[index] = line[:indent] + line[indent + 4 :]  # noqa: PLW2901
        if in_code[index]:
            continue
        if box := _ADMONITION.match(line):
            indent = len(box["indent"] if box["tab"] is None else box["tab_indent"])
            title = box["title"] or box["tab"] or ""
            found.lines[index] = f"{line[:indent]}{_bold(title)}"
        elif box := _CONTAINER.match(line):
            title = "" if box["title"].startswith(":") else _ATTRIBUTES.sub("", box["title"])
            found.lines[index] = f"{box['quotes']}{_bold(title.strip(' []'))}"
        elif box := _CALLOUT.match(line):
            found.lines[index] = f"{box['quotes']}{_bold(box['title'])}"


def _bold(title: str) -> str:
    """Return a title that stands on a line of its own above its text."""
    return f"**{title.strip()}**  " if title.strip() else ""


def _plain_lines(found: _Text, in_code: Sequence[bool]) -> None:
    """Make plain what stands within lines."""
    closed = {match["name"] for line in found.lines for match in CLOSING.finditer(line)}
    for index, line in enumerate(found.lines):
        if in_code[index] or not any(char in line for char in "[{<:=^"):
            continue

        def drop(match: re.Match[str], index: int = index) -> str:
            found.remove(match[0], "shortcode", "a program would have put something here", index)
            return ""

        with_pictures = _CAPTION_CODE.sub(_figure, _FIGURE_CODE.sub(_figure, line))
        parts = _CODE_SPAN.split(with_pictures)
        parts[::2] = [_plain(part, drop, closed) for part in parts[::2]]
        plain = "".join(parts)
        found.lines[index] = plain if plain.strip() or not line.strip() else ""


def _plain(text: str, drop: Callable[[re.Match[str]], str], closed: Collection[str]) -> str:
    """Make plain a part of a line in which there is no code."""
    if is_placeholder(text):
        return re.sub(r"\S(?:.*\S)?", drop, text)
    for pattern in (TAG, VALUE, SHORTCODE):
        text = pattern.sub(drop, text)
    text = _PAIR.sub(lambda match: drop(match) if match["name"] in closed else match[0], text)
    text = _EMBEDDED.sub(lambda match: _embedded(match) or drop(match), text)
    text = _WIKI.sub(lambda match: match[2] or match[1].lstrip("#").replace("#", " > "), text)
    text = _CITATION.sub(drop, text)
    text = _ATTRIBUTES.sub("", _SPAN.sub(r"\1", text))
    return _BLOCK_ID.sub("", _MARKED.sub(r"\1", text))


def _embedded(match: re.Match[str]) -> str:
    """Return a picture that Obsidian embeds; ``""`` for another note."""
    address, said = match[1].strip(), (match[2] or "").strip()
    if not _PICTURE_FILE.search(address):
        return ""
    return f"![{'' if _SIZE.fullmatch(said) else said}](<{address}>)"


def _figure(match: re.Match[str]) -> str:
    """Return a figure of Hugo, HTML or WordPress as a picture with its caption in italics."""
    body = match[0] if match[0].startswith("<") else match["body"]
    values = {found[1]: found[2] or found[3] or "" for found in _VALUE.finditer(body)}
    if picture := _MARKDOWN_PICTURE.search(body):
        values |= {"alt": picture[1], "src": picture[2]}
    if not values.get("src"):
        return match[0]
    if match[0].startswith("["):
        rest = _HTML_TAG.sub("", _MARKDOWN_PICTURE.sub("", body))
        caption = rest.strip() or values.get("caption", "")
    else:
        said = _FIGCAPTION.search(body)
        caption = _HTML_TAG.sub("", said[1]) if said else values.get("caption", "")
    caption = " ".join((caption or values.get("title", "")).split())
    alt, caption = (_TO_ESCAPE.sub(r"\\\1", text) for text in (values.get("alt", ""), caption))
    parts = [f"![{alt}](<{values['src'].strip()}>)"]
    parts += [f"*{caption}*"] if caption else []
    parts += [f"({values['attr']})"] if values.get("attr") else []
    return " ".join(parts)


def _plain_definitions(found: _Text, in_code: Sequence[bool]) -> None:
    """Turn definitions (``: text`` below a term) into items of a list."""
    above = ""  # the last line that holds text
    for index, line in enumerate(found.lines):
        if in_code[index]:
            above = ""
            continue
        definition = _DEFINITION.match(line)
        if definition and (above or index == 0):
            found.lines[index] = f"{definition['indent']}- {line[definition.end() :]}"
        if line.strip():
            above = "" if line.startswith(("#", ">", "|", "```")) else line
