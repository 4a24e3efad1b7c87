"""Loops and torn words are recognised."""

from __future__ import annotations

import pytest

from translator.engines.soundness import in_circles, torn


@pytest.mark.parametrize(
    ("pieces", "circles"),
    [
        ("the treaty was signed in Moscow", False),
        ("very very important", False),
        ("ha ha ha", False),
        ("ha ha ha ha", True),
        ("the town and the town and the", False),
        ("the town and the town and the town and", True),
        ("1 . 0 0 0 . 0 0 0 . 0 0 0", False),
        (". . . . . . . .", False),
        ("a b c d e f g h i j k l " * 3, True),
        ("a b c d e f g h i j k l " * 2, False),
        ("", False),
    ],
)
def test_circles(pieces: str, *, circles: bool) -> None:
    assert in_circles(pieces.split()) is circles


@pytest.mark.parametrize(
    ("target", "prefix", "is_torn"),
    [
        ("the treaty was", "the treaty", False),
        ("the treaty's end", "the treaty", False),
        ("the treatys", "the treaty", True),
        ("in 2024 and", "in 202", True),
        ("“yes” he", "“yes”", False),
        ("anything", "", False),
        ("the treaty", "the treaty", False),
    ],
)
def test_torn_words(target: str, prefix: str, *, is_torn: bool) -> None:
    assert torn(target, prefix) is is_torn
