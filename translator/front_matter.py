"""Front matter: the YAML between two lines of dashes at the start of a Markdown file.

Everything here takes time in proportion to the text, whatever stands in it: a start that never
ends is looked at line by line, and no more than ``LARGEST`` characters are given to YAML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

LARGEST = 65_536  # characters; the longest front matter of real articles is a hundredth of that
_START = re.compile(r"\ufeff?---[ \t]*+\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*+$", re.MULTILINE)
_LINE = re.compile(r"[\w.-]++[ \t]*+:|[ \t#-]|$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML of a document and the offset at which the text below it begins."""

    yaml: str
    end: int


class FrontMatterError(Exception):
    """What is wrong with a front matter; ``line`` counts from 1 in the whole document."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def find(text: str) -> FrontMatter | None:
    """Return the front matter of a document, or ``None`` if it starts or ends with no dashes."""
    start = _START.match(text)
    end = start and _END.search(text, start.end())
    if not start or not end:
        return None
    return FrontMatter(text[start.end() : end.start()], min(end.end() + 1, len(text)))


def looks_like_yaml(front: FrontMatter) -> bool:
    """Say whether every line could stand in a mapping: a key, an item, a comment, an indent."""
    if len(front.yaml) > LARGEST:
        return False
    return all(_LINE.match(line) for line in front.yaml.split("\n"))


def parse(front: FrontMatter, *, as_written: bool = False) -> Any:
    """Return what the YAML says; with ``as_written``, dates and numbers stay texts.

    Raises:
        FrontMatterError: it is no YAML, or too long or too deep to be any article's.
    """
    import yaml

    if len(front.yaml) > LARGEST:
        raise FrontMatterError(f"longer than {LARGEST} characters")
    loader = yaml.BaseLoader if as_written else yaml.SafeLoader
    try:
        return yaml.load(front.yaml.removesuffix("\n"), Loader=loader)  # noqa: S506 - neither makes objects
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or " ".join(str(error).split())
        raise FrontMatterError(str(reason), mark.line + 2 if mark else 1) from error
    except RecursionError as error:
        raise FrontMatterError("brackets inside brackets, too deep") from error
    except (ValueError, TypeError, OverflowError) as error:  # 31 February, a number without end
        raise FrontMatterError(" ".join(str(error).split())) from error
