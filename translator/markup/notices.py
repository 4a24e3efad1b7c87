"""Where the line stands in a Markdown version that says what made it, and what is text beside it.

It stands on top, above the headline, with a rule below it; people may have moved the headline above
it. Versions of earlier programs have it at the end, below a rule. Only a line that names a route, as
every notice does, is one: what people write in emphasis beside a rule is theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = r"[*_](?=[^\n]* → )[^\n]+"
_ABOVE = re.compile(rf"\A(\s*(?:# [^\n]*\n\s*)?)({_LINE})\n[ \t]*\n\s*-{{3,}}[ \t]*(?:\n|\Z)")
_BELOW = re.compile(rf"(?<=\n)---\n\s*{_LINE}\s*\Z")


@dataclass(frozen=True, slots=True)
class Noted:
    """A Markdown text taken apart; joined, ``above``, ``text`` and ``below`` are it.

    One of the notices is empty, or both are, where somebody took it out.
    """

    above: str
    text: str
    below: str

    @property
    def is_said(self) -> bool:
        """Tell whether there is a notice."""
        return bool(self.above or self.below)


def without_notice(text: str) -> Noted:
    """Take a Markdown text without front matter apart."""
    found = _ABOVE.match(text)
    if found is not None:
        head, line = found[1], found[2]
        if not head.strip():
            return Noted(found[0], text[found.end() :], "")
        return Noted(notice_above(line), f"{head.rstrip()}\n{text[found.end() :]}", "")
    said = _BELOW.search(text)
    cut = said.start() if said else len(text)
    return Noted("", text[:cut], text[cut:])


def notice_above(line: str) -> str:
    """Return a notice as it stands between the front matter and the text."""
    return f"\n{line}\n\n---\n"
