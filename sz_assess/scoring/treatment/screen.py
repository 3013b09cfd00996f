"""Units with too little data: how much each has delivered, how much of it is 0, and who falls below the line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, IntArray, above


@dataclass(frozen=True)
class Screened:
    """Counts and shares of every unit, each (units,).

    ``due`` indicators apply to the unit, ``missing`` of them have no value, ``zeros`` are 0. ``available`` is the share
    of those due that have a value; ``non_zero`` the share of those with a value that are not 0. A share of nothing is
    NaN and below no line.
    """

    due: IntArray
    missing: IntArray
    zeros: IntArray
    available: FloatArray
    non_zero: FloatArray
    low_data: BoolArray
    low_non_zero: BoolArray

    @property
    def low(self) -> BoolArray:
        """Units below either line."""
        return self.low_data | self.low_non_zero


def screen(values: FloatArray, due: BoolArray, data: float | None, non_zero: float | None) -> Screened:
    """Count ``values`` (units, indicators) where ``due``; the lines are shares of 1, None for no line."""
    there = due & ~np.isnan(values)
    counts = due.sum(axis=1)
    delivered = there.sum(axis=1)
    zeros = (there & (values == 0)).sum(axis=1)
    available = _share(delivered, counts)
    other = _share(delivered - zeros, delivered)
    return Screened(
        counts, counts - delivered, zeros, available, other, _under(available, data), _under(other, non_zero)
    )


def _share(part: IntArray, whole: IntArray) -> FloatArray:
    return np.asarray(np.where(whole == 0, np.nan, part / np.where(whole == 0, 1, whole)))


def _under(share: FloatArray, line: float | None) -> BoolArray:
    if line is None:
        return np.zeros(share.shape, dtype=bool)
    return above(np.array(line), np.where(np.isnan(share), line, share))
