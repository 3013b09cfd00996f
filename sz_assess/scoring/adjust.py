"""Bonus and deduction: points outside the weighted tree, and the bounds of their sums."""

from __future__ import annotations

import numpy as np

from sz_assess.numeric import FloatArray


def points(counted: FloatArray, rate: FloatArray | float, cap: FloatArray | float | None) -> FloatArray:
    """``rate`` for every item counted (units,), at most ``cap``; a count that is absent (NaN) brings nothing."""
    found = np.where(np.isnan(counted), 0.0, counted * rate)
    return found if cap is None else np.minimum(found, cap)


def held(total: FloatArray, least: float | None, most: float | None) -> FloatArray:
    """Points (units,) within bounds; None leaves a side open."""
    if least is not None:
        total = np.maximum(total, least)
    return total if most is None else np.minimum(total, most)


def largest(parts: list[FloatArray], units: int) -> FloatArray:
    """Of several adjustments the one of the most points (units,), by size; the first of those level in size."""
    out = np.zeros(units)
    for part in parts:
        out = np.where(np.abs(part) > np.abs(out), part, out)
    return out


def summed(parts: list[FloatArray], units: int) -> FloatArray:
    """The sum of several adjustments (units,), in their order."""
    total = np.zeros(units)
    for part in parts:
        total = total + part
    return total
