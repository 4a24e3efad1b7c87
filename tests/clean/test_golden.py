"""Articles cleaned as the case files say, block by block, removals included."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from translator.clean import clean
from translator.load import load_text

sys.path.insert(0, str(Path(__file__).parent))

from golden import show, split

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name)
def test_golden(file: Path) -> None:
    given, expected = split(file)
    document = load_text(given, name=f"case{file.suffix}", stem="case")
    assert show(clean(document)) == expected
    assert show(clean(document)) == expected  # the same bytes every time
