"""A sentence is translated the same whatever stands beside it: alone, in any batch, in any order."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from translator.engines.routing import find_route
from translator.glossary import load_glossary
from translator.settings import Settings
from translator.translate.hops import Hop, Rendering, build_hops, translate_sentences

ROOT = Path(__file__).parents[2]
NEWS = (ROOT / "tests/engines/news.txt").read_text(encoding="utf-8").splitlines()
MOST = 64
OWN = (
    "Neun Staaten treten am 3. Oktober 2025 bei.",
    "Um 14.30 Uhr sprach Außenministerin Baerbock mit Boris Pistorius.",
    "Bei -5 Grad warteten 1.200 Menschen vor dem Bundestag.",
)


@pytest.fixture(scope="module")
def hops() -> tuple[Hop, ...]:
    engines = find_route("de", "en", Settings(targets=("en",)))
    return build_hops(engines, load_glossary((ROOT / "glossary",)))


def in_batches(sentences: Sequence[str], size: int, hops: tuple[Hop, ...]) -> dict[str, Rendering]:
    found: dict[str, Rendering] = {}
    for start in range(0, len(sentences), size):
        found |= translate_sentences(sentences[start : start + size], hops)
    return found


@pytest.mark.parametrize("size", [1, 7, 64])
def test_neighbours_change_nothing(hops: tuple[Hop, ...], size: int) -> None:
    sentences = [*OWN, *NEWS][:MOST]
    whole = translate_sentences(sentences, hops)
    assert any(rendering.terms for rendering in whole.values())
    shuffled = random.Random(size).sample(sentences, len(sentences))  # noqa: S311 - no secret
    assert in_batches(shuffled, size, hops) == whole
