"""How far a figure moves away from each of those that it ought to move with: differences by median and MAD.

Figures are made alike first (less their median, by their robust standard deviation), so that what swings widely does
not drown the rest; then each difference is measured in robust standard deviations of its own. Neither a change of the
unit of measure nor the order of the rows has a say in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, level
from sz_assess.statistics.doubts import robust


@dataclass(frozen=True)
class Differences:
    """``distance`` (rows, companions) is signed: above 0 where the figure is high beside its companion; NaN where one
    of the two is not known, or ``still``: one of them is the same in all rows. ``counts`` (companions,): rows with
    both."""

    distance: FloatArray
    counts: tuple[int, ...]
    still: BoolArray


def differences(values: FloatArray) -> Differences:
    """``values`` (rows, members), the figure in the first column; NaN where a figure is not known."""
    rows, members = values.shape
    distance = np.full((rows, members - 1), np.nan)
    counts, still = [], np.zeros(members - 1, dtype=bool)
    for n in range(1, members):
        both = ~np.isnan(values[:, 0]) & ~np.isnan(values[:, n])
        counts.append(int(np.count_nonzero(both)))
        if not both.any():
            continue
        figure, companion = _alike(values[both, 0]), _alike(values[both, n])
        if figure is None or companion is None:
            still[n - 1] = True
            continue
        apart = figure - companion
        middle, spread = robust(apart)
        distance[both, n - 1] = 0.0 if level(1.0 + spread, 1.0) else (apart - middle) / spread
    return Differences(distance, tuple(counts), still)


def _alike(values: FloatArray) -> FloatArray | None:
    """Less their median, in robust standard deviations; None where they are all the same."""
    middle, spread = robust(values)
    return None if level(middle + spread, middle) else (values - middle) / spread


def farthest(distance: FloatArray) -> FloatArray:
    """(rows,) the largest distance of each row, without its sign; NaN where none is known."""
    size = np.abs(distance)
    return np.where(np.isnan(size).all(axis=1), np.nan, np.fmax.reduce(size, axis=1))
