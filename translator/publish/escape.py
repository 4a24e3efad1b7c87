"""Make any text safe to stand in what is published, and readable for whoever opens the file.

Whatever a scraped page says, a published file shows it and does not do it: no markup, no template
of a site generator, no control character. Escapes are character references (``&lt;``, ``&#123;``)
where a backslash would show: Python-Markdown, behind MkDocs and Pelican, knows it before few
characters only. All of them mean the same to CommonMark, so a file reads back as it was.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape as escape_html

# Jinja, Nunjucks, Liquid, Hugo, Handlebars, ERB, EJS; "{:" of kramdown and "{.class onclick=…}" of
# attribute lists come with them. A placeholder like {name} means nothing to any of them.
_BRACE = r"\{(?!\w{1,60}+\}(?!\}))|(?<=[{$])\{"
# Punctuation that could begin a construct inside a line; "_" inside a word cannot.
_INLINE = re.compile(
    rf"[\\`*\[\]<~|]|\$(?=\$)|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{{1,40}}+;)|{_BRACE}"
)
_REFERENCES = {"<": "&lt;", "&": "&amp;", "{": "&#123;", "~": "&#126;", "|": "&#124;", "$": "&#36;"}
_LINE_START = re.compile(r"#|[-+](?=\s|$)|--|>|=+\s*$|:(?=[\s:])")
_LINE_STARTS = {">": "&gt;", "=": "&#61;", ":": "&#58;"}
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BRACES = re.compile(_BRACE)
_OPENER = re.compile(r"\{(?=[{%#])|<(?=%)|\$(?=\{)")
_HELD = re.compile("(?<=[{<$])\u200b(?=[{%#])")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w{1,40}+;)")
_QUOTED = re.compile("[\"'`]")
_LINKING = re.compile(r"\](?=[(:\[])|\[(?=\^)")
_HELD_MARKUP = re.compile(
    "(?<=<)\u200b(?=[A-Za-z/!?])|(?<=&)\u200b(?=#?\\w{1,40}+;)|\u200b(?==)"
    "|(?<=\\])\u200b(?=[(:\\[])|(?<=\\[)\u200b(?=\\^)"
)
_HOLD = "\u200b"  # zero width space: keeps two characters apart where no escape is possible
# Embeddings, overrides and isolates turn the order of what follows; nothing published needs them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)


def plain(text: str) -> str:
    """Return one line without control characters, and nothing that UTF-8 cannot hold."""
    return "".join(map(plain_character, text)).strip()


def plain_lines(text: str) -> str:
    """Return lines as they are, tabs included, otherwise as ``plain`` does."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char if char in "\n\t" else plain_character(char) for char in lines)


def plain_character(char: str) -> str:
    """Return a character, a space for one that controls, nothing for one that must not be seen."""
    if char.isascii():
        return char if char.isprintable() else " "
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    if kind == "Cs":
        return "\ufffd"
    nothing = char in _TURNING or (kind == "Cn" and _is_no_character(ord(char)))
    return "" if nothing else char


def _is_no_character(code: int) -> bool:
    """Tell whether Unicode will never make a character of a code point (The Unicode Standard, 23.7)."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - see above


def escape(text: str) -> str:
    """Return ``text`` as one line of Markdown that means exactly this text."""
    return escape_line_start(escape_run(plain(text)))


def escape_line_start(line: str) -> str:
    """Escape what would make the beginning of a line the beginning of a list, a heading and so on."""
    if _LINE_START.match(line):
        return _LINE_STARTS.get(line[0], f"\\{line[0]}") + line[1:]
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def escape_heading(text: str) -> str:
    """Return ``text`` for an ATX heading, whose trailing number signs would be dropped.

    A bar is one there; kramdown, behind Jekyll, takes any other line with one for a table.
    """
    line = escape(text).replace(_REFERENCES["|"], "|")
    return f"{line[:-1]}\\#" if line.endswith("#") and not line.endswith("\\#") else line


def escape_cell(text: str, mark: str = "|") -> str:
    """Return ``text`` for a cell of a table (GFM), which ``mark`` would end."""
    return escape_run(plain(text), mark)


def escape_run(line: str, mark: str = "", *, struck: bool = False) -> str:
    """Escape a part of a line whose characters are ``plain`` already.

    ``struck`` says that tildes stand around it; one alone, as in "~500 Euro", strikes nothing.
    """
    struck = struck or line.count("~") > 1

    def reference(match: re.Match[str]) -> str:
        char = match.group()
        if char == mark or (char == "~" and not struck):
            return char
        return _REFERENCES.get(char, f"\\{char}")

    line = _INLINE.sub(reference, line)
    return line.replace(mark, f"\\{mark}") if mark else line


def hold(text: str) -> str:
    """Keep the two characters apart that open a template, where nothing can be escaped."""
    return _OPENER.sub(rf"\g<0>{_HOLD}", text)


def release(text: str) -> str:
    """Take out again what ``hold`` put in."""
    return _HELD.sub("", text)


def hold_markup(text: str) -> str:
    """Keep apart what would be markup wherever a theme writes a text out as it is.

    Many themes escape what stands in front matter, many do not, and some take tags and references
    out and write the rest as it is. Zero width spaces are right in all of them: none of ``<b``,
    ``&lt;`` and an attribute behind a quotation mark is left.
    """
    held = hold_tags(text)
    return held.replace("=", f"{_HOLD}=") if _QUOTED.search(text) else held


def hold_tags(text: str) -> str:
    """Keep apart what begins a tag or a reference."""
    return _MARKUP.sub(rf"\g<0>{_HOLD}", text)


def release_markup(text: str) -> str:
    """Take out again what ``hold_markup``, ``hold_links`` and ``hold`` put in."""
    return release(_HELD_MARKUP.sub("", text))


def hold_links(text: str) -> str:
    """Keep apart what would begin the address of a link or of a note."""
    return _LINKING.sub(rf"\g<0>{_HOLD}", text)


def escape_html_text(text: str) -> str:
    """Return plain text for a place between tags or in an attribute."""
    return reference_braces(escape_html(text))


def reference_braces(html: str) -> str:
    """Write braces that could open a template as character references, for HTML."""
    return _BRACES.sub("&#123;", html)


def escape_unseen(json: str, *, templates: bool = False) -> str:
    """Escape what nobody sees, and what opens ``templates``, inside the texts of JSON or YAML.

    It is for values in which such characters stand in texts only.
    """
    pattern = _UNSEEN_OR_OPENING if templates else _UNSEEN
    return pattern.sub(lambda match: f"\\u{ord(match.group()):04x}", json)


_UNSEEN_OR_OPENING = re.compile(rf"{_UNSEEN.pattern}|{_BRACE}|<(?=%)")


def code_fence(text: str) -> str:
    """Return a fence longer than any run of backticks in ``text``."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)
