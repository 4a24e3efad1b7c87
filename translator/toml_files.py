"""TOML files of a house: read with one clear line for whatever is wrong in them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from translator.errors import UsageError

MOST_DIGITS = 19  # of a whole number in TOML, which has 64 bits
_DEEPEST = 50  # brackets inside brackets; no settings need more, and the TOML reader gives up


def read_toml(file: Path) -> dict[str, Any]:
    """Parse a settings file; what makes the parser itself fail is found by a look at the lines.

    Raises:
        UsageError: it cannot be read or is not TOML.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(
            "cannot read the settings file: there is none",
            path=file,
            hint="check the path after --settings",
        ) from error
    except OSError as error:
        raise UsageError(
            f"cannot read the settings file: {error.strerror or error}",
            path=file,
            hint="check its permissions",
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"not valid TOML: {error}", path=file, hint="save it as UTF-8") from error
    _refuse_monsters(text, file)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also what Python says of huge numbers and dates
        raise UsageError(f"not valid TOML: {error}", path=file) from error


def _refuse_monsters(text: str, file: Path) -> None:
    """Name the key of a number or a nesting that Python itself would give up on."""
    table, key, depth = "", "the file", 0
    for number, line in enumerate(text.split("\n"), start=1):
        header = re.match(r"\s*\[([\w.\"'-]{1,200})\]", line)
        named = re.match(r"\s*([\w.\"'-]{1,200})\s*=", line)
        table = f"{header[1]}." if header else table
        key = table + named[1] if named else key
        bare = re.sub(r"\"(?:[^\"\\]|\\.)*+\"|'[^']*+'|#.*+", "", line)
        digits = max(map(len, re.findall(r"\d[\d_]*+", bare)), default=0)
        if digits > MOST_DIGITS and "." not in bare:
            raise UsageError(f"{key}: a number of {digits} digits", path=file, line=number)
        # A bracket in a text over several lines may count; fifty of them in one settings file don't.
        for mark in re.findall(r"[\[\]{}]", bare):
            depth = max(depth + (1 if mark in "[{" else -1), 0)
            if depth > _DEEPEST:
                raise UsageError(
                    f"{key}: brackets inside brackets, more than {_DEEPEST} deep",
                    path=file,
                    line=number,
                )
