"""Front matter: what stands about a text at its start, in the ways of the usual programs.

YAML between lines of dashes (Jekyll, Hugo, Eleventy, Obsidian, this tool), TOML between lines of
``+++`` (Hugo, Zola), JSON in braces or between ``;;;`` (Hugo, Hexo), header lines (MultiMarkdown,
Pelican; with dashes below them Hexo), and the keywords of Org files.

Everything here takes time in proportion to the text, whatever stands in it: a start that never
ends is looked at line by line, and no more than ``LARGEST`` characters are given to a parser.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from textwrap import dedent
from typing import Any

LARGEST = 65_536  # characters; the longest front matter of real articles is a hundredth of that


class Style(Enum):
    """How a front matter is written; the value is what people call it."""

    YAML = "YAML"
    TOML = "TOML"
    JSON = "JSON"
    LINES = "a list of keys and values"
    ORG = "a list of Org keywords"


_BLANK = re.compile(r"\ufeff?(?:[ \t]*+\n)*+")
_FENCE = re.compile(r"(?P<mark>---|\+\+\+|;;;)(?P<name>yaml|toml|json)?[ \t]*+\n")
_FENCED = {"---": Style.YAML, "+++": Style.TOML, ";;;": Style.JSON}
_ENDS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*+$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*+$", re.MULTILINE),
    ";;;": re.compile(r"^;;;[ \t]*+$", re.MULTILINE),
}
_ASSIGNMENT = re.compile(r"^[ \t]*+(?:[\w.-]++[ \t]*+=|[\"'\[{])", re.MULTILINE)
_OBJECT = re.compile(r"\{(?:[ \t]*+\n)*+[ \t]*+\"")
_OBJECT_ON_A_LINE = re.compile(r"\{.*\}[ \t]*+$", re.MULTILINE)
_OBJECT_END = re.compile(r"^\}[ \t]*+$", re.MULTILINE)
_ORG_LINE = re.compile(r"#\+(?P<key>[A-Za-z_]{2,30}):[ \t]*+(?P<value>.*)")
_HEADER = re.compile(r"(?P<key>[^\W\d_][\w .-]{0,30}?)[ \t]?:(?:[ \t]++(?P<value>.*)|$)")
_CONTINUED = re.compile(r"[ \t]+\S")
_BELOW_KEY = re.compile(r"[ \t]+[\w-]++:(?:[ \t]|$)")
_DASHES = re.compile(r"---+[ \t]*+$")
_TITLES = {"title", "titel", "headline"}
_LINE = re.compile(r"[\w.-]++[ \t]*+:|[ \t#-]|$")
# tomllib needs quadratic time for a key of keys of keys.
_DEEP_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")
_AT_LINE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The text of a front matter, the offset at which the text below it begins, its style.

    ``line`` is the number of its first line, counted from 1 in the whole document.
    """

    text: str
    end: int
    style: Style = Style.YAML
    line: int = 2


class FrontMatterError(Exception):
    """What is wrong with a front matter; ``line`` counts from 1 in the whole document."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def find(text: str) -> FrontMatter | None:
    """Return the front matter of a document, or ``None`` if it starts with none."""
    blank = _BLANK.match(text)
    start = blank.end() if blank else 0
    line = text.count("\n", 0, start) + 1
    fence = _FENCE.match(text, start)
    if fence:
        end = _ENDS[fence["mark"]].search(text, fence.end())
        if not end:
            return None
        style = Style(fence["name"].upper()) if fence["name"] else _FENCED[fence["mark"]]
        inner = text[fence.end() : end.start()]
        if style is not Style.YAML and inner.strip() and not _ASSIGNMENT.search(inner):
            return None  # prose between two lines of marks; YAML is only told by reading it
        return FrontMatter(inner, _below(text, end.end()), style, line + 1)
    if _OBJECT.match(text, start):
        return _json(text, start, line)
    if text.startswith("#+", start):
        return _lines(text, start, line, Style.ORG)
    return _lines(text, start, line, Style.LINES)


def looks_like_data(front: FrontMatter) -> bool:
    """Say whether it is front matter in a text of which nothing says that it is Markdown.

    Of YAML every line must be able to stand in a mapping: a key, an item, a comment, an indent.
    """
    if len(front.text) > LARGEST or front.style is Style.LINES:
        return False
    if front.style is Style.YAML:
        return all(_LINE.match(line) for line in front.text.split("\n"))
    try:
        return bool(parse(front)) and isinstance(parse(front), dict)
    except FrontMatterError:
        return False


def parse(front: FrontMatter, *, as_written: bool = False) -> Any:
    """Return what the front matter says; with ``as_written``, dates and numbers of YAML stay texts.

    Raises:
        FrontMatterError: it is not in its style, or too long or too deep to be any article's.
    """
    first = max(1, front.line - 1)
    if len(front.text) > LARGEST:
        raise FrontMatterError(f"longer than {LARGEST} characters", first)
    try:
        match front.style:
            case Style.YAML:
                return _parse_yaml(front, as_written=as_written)
            case Style.TOML:
                return _parse_toml(front)
            case Style.JSON:
                return _parse_json(front)
            case Style.LINES | Style.ORG:
                return _parse_lines(front, as_written=as_written)
    except RecursionError as error:
        raise FrontMatterError("brackets inside brackets, too deep", first) from error
    except (ValueError, TypeError, OverflowError) as error:  # 31 February, a number without end
        raise FrontMatterError(" ".join(str(error).split()), first) from error


def scalar(value: object) -> str:
    """Return a single value as the text an editor would write, or ``""`` if it is none."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""


def _below(text: str, end: int) -> int:
    """Return where the line after ``end`` begins."""
    return min(end + 1, len(text))


def _json(text: str, start: int, line: int) -> FrontMatter | None:
    """Return a JSON object at the start: on one line, or up to a brace on a line of its own."""
    end = _OBJECT_ON_A_LINE.match(text, start) or _OBJECT_END.search(text, start)
    if not end:
        return None
    return FrontMatter(text[start : end.end()], _below(text, end.end()), Style.JSON, line)


def _lines(text: str, start: int, line: int, style: Style) -> FrontMatter | None:
    """Return lines of keys and values up to a blank line or a line of dashes, one a title."""
    pattern = _ORG_LINE if style is Style.ORG else _HEADER
    keys: set[str] = set()
    end = start
    while end < len(text) and end - start <= LARGEST:
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        entry = text[end:stop]
        dashes = style is Style.LINES and keys and _DASHES.match(entry)
        if dashes or not entry.strip():
            if not keys & _TITLES:
                return None
            below = _below(text, stop) if dashes else end
            return FrontMatter(text[start:end], below, style, line)
        found = pattern.match(entry)
        if found:
            keys.add(found["key"].casefold())
        elif style is Style.ORG and keys & _TITLES:
            return FrontMatter(text[start:end], end, style, line)
        elif not keys or not _CONTINUED.match(entry):
            return None
        end = _below(text, stop)
    return None  # nothing below it: the text itself looks like this


def _parse_yaml(front: FrontMatter, *, as_written: bool) -> Any:
    import yaml

    loader = yaml.BaseLoader if as_written else yaml.SafeLoader
    try:
        return yaml.load(front.text.removesuffix("\n"), Loader=loader)  # noqa: S506 - neither makes objects
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or " ".join(str(error).split())
        line = mark.line + front.line if mark else front.line - 1
        raise FrontMatterError(str(reason), line) from error


def _parse_toml(front: FrontMatter) -> Any:
    import tomllib

    if _DEEP_KEY.search(front.text):
        raise RecursionError
    try:
        return tomllib.loads(front.text)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        lines = front.text.rstrip("\n").count("\n") + 1
        line = int(place["line"] or lines) if place else 0
        raise FrontMatterError(_AT_LINE.sub("", str(error)), front.line + line - 1) from error


def _parse_json(front: FrontMatter) -> Any:
    text = front.text.strip()
    braced = text if text.startswith("{") else f"{{{text}}}"  # between ;;; they may be left out
    try:
        return json.loads(braced)
    except json.JSONDecodeError as error:
        raise FrontMatterError(error.msg, front.line + error.lineno - 1) from error


def _parse_lines(front: FrontMatter, *, as_written: bool) -> dict[str, Any]:
    """Return keys and values; keys with values of their own may stand below one without any."""
    said: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    pattern = _ORG_LINE if front.style is Style.ORG else _HEADER
    key = ""
    for number, line in enumerate(front.text.split("\n")):
        found = pattern.match(line)
        if found and not (key and _CONTINUED.match(line)):
            key = found["key"].casefold()
            said[key] = [found["value"] or ""]
            places[key] = front.line + number
        elif line.strip():
            said[key].append(line)
    values: dict[str, Any] = {}
    for key, (first, *more) in said.items():
        if more and not first.strip() and all(map(_BELOW_KEY.match, more)):
            below = FrontMatter(dedent("\n".join(more)), 0, line=places[key] + 1)
            values[key] = _parse_yaml(below, as_written=as_written)
        else:
            values[key] = " ".join(text.strip() for text in (first, *more)).strip()
    return values
