"""A number in the code says what it counts, and what chose it or that nothing did."""

import re
from pathlib import Path

import pytest

import translator

ROOT = Path(translator.__file__).parent
NUMBER = re.compile(r"_?[A-Z][A-Z_0-9]*(?:: \w+)? = -?[\d.][\d_.]*(?P<told>\s+# \S.*)?")
MODULES = sorted(path for path in ROOT.rglob("*.py") if NUMBER.search(path.read_text("utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_number_says_what_it_is(path: Path) -> None:
    before, silent = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        found = NUMBER.fullmatch(line)
        if found and not found["told"] and not before.startswith("#"):
            silent.append(line)
        before = line
    assert not silent
