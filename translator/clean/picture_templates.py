"""Addresses of pictures with a gap that a script would have filled: ``/image/5_${formatId}.jpg``."""

from __future__ import annotations

import re
from typing import Any

_GAP = re.compile(r"\\?\$\{\w{1,40}\}")
_TEMPLATES = './/img/@*[contains(., "${")]'
_FILLED = (".//img/@src", ".//img/@srcset | .//source/@srcset", ".//meta/@content")
_SPACE = re.compile(r",?\s+")  # of a srcset
_NUMBER = re.compile(r"\d+")
_LONGEST = 500  # characters of an address
_MOST_FORMS = 50  # of addresses that differ in more than their numbers


def fill_templates(root: Any) -> None:
    """Give pictures whose address has one gap what stands there in another picture's of the page.

    ``root`` is the page's lxml tree. The address goes into ``data-src``, where such pictures have it.
    """
    templates = [value for value in root.xpath(_TEMPLATES) if len(value) <= _LONGEST]
    if not templates:
        return
    values = (value for path in _FILLED for value in root.xpath(path) if "${" not in value)
    known = [address for value in values for address in _SPACE.split(value)]
    said: dict[str, str] = {}
    for template in templates:
        before, *after = _GAP.split(template)
        if len(after) != 1:
            continue
        form = f"{_any_number(before)}(?P<said>[\\w-]{{1,40}}){_any_number(after[0])}"
        if form not in said:
            if len(said) == _MOST_FORMS:
                return
            found = next(filter(None, map(re.compile(form).fullmatch, known)), None)
            said[form] = found["said"] if found is not None else ""
        if said[form]:
            template.getparent().set("data-src", f"{before}{said[form]}{after[0]}")


def _any_number(part: str) -> str:
    """Return a pattern for a part of an address with whatever numbers are in it."""
    return r"\d+".join(map(re.escape, _NUMBER.split(part)))
