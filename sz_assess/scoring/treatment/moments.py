"""Skewness and excess kurtosis of a sample, in the three definitions in use, and how far they can go at all.

The types are those of Joanes and Gill (1998), as statistics programs number them. With m2, m3, m4 the central moments
that divide by n: type 1 is g1 = m3 / m2^1.5 and g2 = m4 / m2^2 - 3; type 2, that of SAS, SPSS, spreadsheets and COINr,
adjusts them for the size of the sample; type 3, that of Minitab, divides by the sample's standard deviation (n - 1).
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from sz_assess.numeric import FloatArray

MomentType = Literal["type_1", "type_2", "type_3"]

LEAST_VALUES = 4
"""Below four values type 2 of the kurtosis divides by 0."""


def moments(values: FloatArray, kind: MomentType) -> tuple[float, float]:
    """Skewness and excess kurtosis of ``values`` (n,), none of them NaN; NaN and NaN where all are equal.

    The order of the values does not matter, nor do their unit and origin. Raises ValueError below four values.
    """
    n = values.size
    if n < LEAST_VALUES:
        raise ValueError(f"moments of {n} values")
    away = values - math.fsum(values.tolist()) / n
    reach = float(np.max(np.abs(away)))
    # What noise leaves between equal values has a shape too, but one that says nothing.
    if reach <= 1e-12 * float(np.max(np.abs(values))):
        return math.nan, math.nan
    away = away / reach
    second, third, fourth = (math.fsum((away**power).tolist()) / n for power in (2, 3, 4))
    return _of_type(third / second**1.5, fourth / second**2 - 3.0, n, kind)


def most(n: int, kind: MomentType) -> tuple[float, float]:
    """The highest skewness and kurtosis that ``n`` values can have: those of one value apart from all others equal."""
    return _of_type((n - 2) / math.sqrt(n - 1), (n * n - 3 * n + 3) / (n - 1) - 3.0, n, kind)


def _of_type(skewness: float, kurtosis: float, n: int, kind: MomentType) -> tuple[float, float]:
    match kind:
        case "type_1":
            return skewness, kurtosis
        case "type_2":
            adjusted = ((n + 1) * kurtosis + 6.0) * (n - 1) / ((n - 2) * (n - 3))
            return skewness * math.sqrt(n * (n - 1)) / (n - 2), adjusted
        case "type_3":
            shrunk = (n - 1) / n
            return skewness * shrunk**1.5, (kurtosis + 3.0) * shrunk**2 - 3.0
