"""Floors under the figures of issue 4, on every ninth sentence of the development sets.

The full table is printed by ``benchmarks/terminology.py``. Raise a floor when the figures rise.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from translator.engines.routing import find_route
from translator.settings import Settings

ROOT = Path(__file__).parents[2]
SETS = ROOT.parent / "shared" / "eval" / "terms"
EVERY = 9
# Wiktionary's is .96 where the models run without AVX-512: one of 81 sentences is another there.
FLOORS = {"dinu.iate.414.de-en.jsonl": 0.97, "dinu.wikt.727.de-en.jsonl": 0.96}


def benchmark() -> ModuleType:
    """Load the benchmark, which is a script and in no package."""
    path = ROOT / "benchmarks" / "terminology.py"
    spec = importlib.util.spec_from_file_location("terminology_benchmark", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SETS.exists(), reason="the terminology sets are not beside the repository")
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_terms_are_followed_and_nothing_else_suffers(name: str) -> None:
    bench = benchmark()
    engine = find_route("de", "en", Settings(targets=("en",)))[0]
    cases = bench.read_set(SETS / name, EVERY)
    bare = bench.translate_bare(engine, cases)
    run = bench.enforce_on(engine, cases, bare, shared=False)
    before, after = bench.scores(cases, bare.targets), bench.scores(cases, run.targets)
    assert after["ci"] >= FLOORS[name]
    assert after["ci"] > before["ci"]
    # A form that only renders another word ("ground floor", the Islamic State beside ISIL) is no place of the
    # term: once more is right. That is 2.04 of a hundred on the 49 terms of IATE here.
    assert after["over100"] <= before["over100"] + 2.1
    assert after["BLEU"] >= before["BLEU"]
    assert after["chrF"] >= before["chrF"]
    assert run.unmatched_changed == 0
