"""Weights in eight bits that need no wide processor."""

import numpy as np
import pytest

from training.quantise import PAIR, by_pairs, overflowing


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
