"""Decimal questions asked of binary numbers.

A statistician writes 0.3 - 0.1 and counts two steps of 0.1; float64 counts 1.9999999999999998. Everything that turns
on which side of a line a number lies goes through this module, where numbers closer than :func:`noise` are the same
number: rounding, whole steps, comparisons, ties.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.intp]
RoundingMode = Literal["half_up", "half_even", "down", "up"]

NOISE = 1e-9
"""Far above what a few hundred float64 operations lose, far below any digit that a notice prints."""
MOST_NOISE = 1e-6
COARSEST = 2.0**-50
"""A few steps of float64, as a share of a number's size."""
_LARGEST_NOISE = 1e300
"""Infinity is level with itself alone."""


def noise(of: FloatArray) -> FloatArray:
    """How far apart two numbers of this size may be and still count as the same.

    ``NOISE`` up to a size of 1 and in proportion above, but never more than a millionth, so that large figures differ
    by what they differ; from about 1e9 on, where float64 itself gets coarser than that, a few of its steps.
    """
    size = np.abs(of)
    steps = np.minimum(size * COARSEST, _LARGEST_NOISE)
    return np.maximum(np.minimum(NOISE * np.maximum(1.0, size), MOST_NOISE), steps)


def settle(value: FloatArray) -> FloatArray:
    """Whole numbers that noise has moved, moved back; all others as they are."""
    value = np.asarray(value, dtype=float)
    whole = np.rint(value)
    return np.where(np.abs(value - whole) <= noise(value), whole, value)


def whole(value: FloatArray) -> FloatArray:
    """Whole steps, towards zero: 1.9999999999999998 steps are 2, 1.99 steps are 1, -1.5 steps are -1."""
    return np.trunc(settle(value)) + 0.0


def round_to(value: FloatArray, decimals: int, mode: RoundingMode = "half_up") -> FloatArray:
    """Round to ``decimals`` places as done on paper: half away from zero (四舍五入) unless ``mode`` says otherwise.

    ``half_even`` rounds a half to the even neighbour, ``down`` cuts off (towards zero), ``up`` goes away from zero.
    2.675, which float64 holds as 2.67499999999999982, becomes 2.68. NaN stays NaN.
    """
    power = 10.0**decimals
    scaled = np.asarray(value, dtype=float) * power
    # A scaled value next to a half or a whole is that half or whole.
    scaled = settle(scaled * 2.0) / 2.0
    size = np.abs(scaled)
    match mode:
        case "half_up":
            out = np.floor(size + 0.5)
        case "half_even":
            out = np.rint(size)
        case "down":
            out = np.floor(size)
        case "up":
            out = np.ceil(size)
    return np.copysign(out, scaled) / power + 0.0


def equal(a: FloatArray, b: FloatArray) -> BoolArray:
    """Whether two numbers are the same but for noise."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(invalid="ignore"):
        return np.asarray((a == b) | (np.abs(a - b) <= noise(np.maximum(np.abs(a), np.abs(b)))))


def is_zero(a: FloatArray) -> BoolArray:
    """Whether a number is 0 but for noise, as a base that is itself worked out may be."""
    return np.asarray(np.abs(a) <= NOISE)


def level(a: float, b: float) -> bool:
    """:func:`equal` of two plain numbers, at a fraction of the cost."""
    size = max(abs(a), abs(b))
    return a == b or abs(a - b) <= max(min(NOISE * max(1.0, size), MOST_NOISE), min(size * COARSEST, _LARGEST_NOISE))


def at_least(a: FloatArray, b: FloatArray) -> BoolArray:
    """Whether ``a`` is ``b`` or more."""
    return np.asarray(np.greater(a, b) | equal(a, b))


def above(a: FloatArray, b: FloatArray) -> BoolArray:
    """Whether ``a`` is more than ``b``, by more than noise."""
    return np.asarray(np.greater(a, b) & ~equal(a, b))


COMPARE: dict[str, Callable[[FloatArray, FloatArray], BoolArray]] = {
    "<": lambda a, b: above(b, a),
    "<=": lambda a, b: at_least(b, a),
    ">": above,
    ">=": at_least,
    "==": equal,
    "!=": lambda a, b: np.asarray(~equal(a, b)),
}
"""Comparison by its sign. NaN compares false with everything, also under ``!=`` where the caller must exclude it."""


def exact_sum(values: FloatArray) -> float:
    """The correctly rounded sum, whatever the order of the values and whatever the machine."""
    return math.fsum(values.tolist())
