"""Weights in eight bits that need no wide processor."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from training.model_file import variables
from training.quantise import PAIR, by_pairs, overflowing

ROOT = Path(__file__).parents[2]
STARTERS = ROOT / "translator/data/starter"


def in_sixteen_bits(activations: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Multiply as ``vpmaddubsw`` does: bytes by signed bytes, pairs added up to 32,767 and no further."""
    products = activations.astype(np.int32) * weights.astype(np.int32)
    return np.clip(products[:, 0::2] + products[:, 1::2], -(2**15), 2**15 - 1).sum(axis=1)


@pytest.mark.parametrize("seed", range(5))
def test_no_pair_is_more_than_sixteen_bits_hold(seed: int) -> None:
    draw = np.random.default_rng(seed)
    values, _ = by_pairs(draw.standard_t(3, (64, 32)).astype(np.float32))
    highest = np.full(values.shape, 255)
    for activations in (highest, draw.integers(1, 256, values.shape)):
        exact = (activations * values.astype(np.int64)).sum(axis=1)
        assert (in_sixteen_bits(activations, values) == exact).all()


def test_plain_rounding_has_pairs_that_are_too_much() -> None:
    plain = np.array([[127, 127, -127, -10, 90, -127]], np.int8)
    assert overflowing(plain).tolist() == [[2 * 127 - PAIR, 137 - PAIR, 0]]


def test_weights_without_such_pairs_are_rounded_as_ever() -> None:
    weights = np.array([[127, -64, 32, 13], [0, 0, 0, 0]], np.float32) / 508
    values, scales = by_pairs(weights)
    assert values.tolist() == [[127, -64, 32, 13], [0, 0, 0, 0]]
    assert scales.tolist() == [508.0, 1.0]


def test_nearly_as_exact_as_eight_bits_and_more_than_seven() -> None:
    weights = np.random.default_rng(1).normal(size=(200, 256)).astype(np.float32)
    values, scales = by_pairs(weights)

    def error(values: np.ndarray, scales: np.ndarray) -> float:
        return float(((values / scales[:, None] - weights) ** 2).mean())

    by_bits = {}
    for most in (127, 63):
        scale = most / np.abs(weights).max(axis=1)
        by_bits[most] = error(np.rint(weights * scale[:, None]), scale)
    assert by_bits[127] < error(values, scales) < by_bits[63] / 1.5


def test_an_odd_column_stands_alone() -> None:
    values, _ = by_pairs(np.full((1, 3), 0.7, np.float32))
    assert abs(int(values[0, 0]) + int(values[0, 1])) <= PAIR


@pytest.mark.parametrize("name", sorted(p.name for p in STARTERS.iterdir() if p.is_dir()))
def test_an_embedded_starter_needs_no_wide_processor(name: str) -> None:
    arrays = variables((STARTERS / name / "model" / "model.bin").read_bytes())
    multiplied = [
        array
        for name, array in arrays.items()
        if name.endswith("/weight") and array.dtype == np.int8 and "encoder/embeddings" not in name
    ]
    assert len(multiplied) > 30
    assert not any(overflowing(array).any() for array in multiplied)


def test_another_processor_finds_the_same_scores() -> None:
    """oneDNN can be told to do without VNNI; where it has none anyway this says nothing."""
    asked = (
        "import sys; sys.path.insert(0, '.'); from benchmarks.frozen import processor;"
        "print(*[score for scores in processor() for score in scores])"
    )
    found = []
    for widest in ("AVX2", ""):
        env = {**os.environ, "ONEDNN_MAX_CPU_ISA": widest} if widest else dict(os.environ)
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", asked],
            env=env,
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
        found.append([float(score) for score in done.stdout.split()])
    assert found[0] == pytest.approx(found[1], abs=0.002)
