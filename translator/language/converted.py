"""Measures in feet, miles, pounds or degrees Fahrenheit that a metric one of the source became."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translator.language.data import language

_ROUNDED = 0.04  # 10,000 feet for 3000 metres are 1.6 % more; not swept


def factors(target: str, end: int, into: str) -> tuple[float, ...]:
    """Return how many of the measure behind a figure are one of a metric one, none for others."""
    for measure, factors in language(into).numbers.measures.items():
        if re.compile(rf"(?i)[\s-]*(?:{measure})\b").match(target, end):
            return factors
    return ()


def same_measure(metric: Iterable[str], others: Iterable[str], factors: tuple[float, ...]) -> bool:
    """Tell whether a number is another one in feet, miles, pounds or degrees Fahrenheit."""
    pairs = [(float(a), float(b)) for a in metric for b in others if ":" not in a + b]
    return any(
        abs(two / one / factor - 1) <= _ROUNDED if factor else abs(one * 1.8 + 32 - two) <= 1
        for one, two in pairs
        for factor in factors
        if one > 0
    )
