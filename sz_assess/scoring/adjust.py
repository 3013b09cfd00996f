"""Bonus and deduction: points outside the weighted tree, and the bounds of their sums."""

from __future__ import annotations

import numpy as np

from sz_assess.numeric import FloatArray


def points(counted: FloatArray, each: float, cap: float | None) -> FloatArray:
    """``each`` for every item counted, at most ``cap``; a count that is absent (NaN) brings nothing.

    A negative count has no meaning here and brings a negative number of points, which callers refuse beforehand.
    """
    found = np.where(np.isnan(counted), 0.0, counted * each)
    return found if cap is None else np.minimum(found, cap)


def summed(parts: list[FloatArray], units: int, cap: float | None) -> FloatArray:
    """The sum of several adjustments (units,), each 0 or above, at most ``cap``."""
    total = np.zeros(units)
    for part in parts:
        total = total + part
    return total if cap is None else np.minimum(total, cap)
