"""Values for units that have none: from the other units, or from the unit's own other years."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.scoring.references import Population, statistic

Centre = Literal["mean", "median"]
BeyondKnown = Literal["refuse", "hold", "extend"]


def from_units(value: FloatArray, missing: BoolArray, centre: Centre, labels: IntArray | None) -> FloatArray:
    """``value`` (units,) with the mean or median of the known values where ``missing``.

    Over the units of the same label, or over all where ``labels`` is None. NaN stays where nobody has a value.
    """
    found = statistic(centre, np.asarray(value)[:, np.newaxis], Population(labels=labels))
    return np.where(missing, np.broadcast_to(found[:, 0], value.shape), value)


def linear(series: FloatArray, years: IntArray, beyond: BeyondKnown) -> FloatArray:
    """(units,) the value at year 0 on the straight line between the nearest known years before and after.

    ``series`` (years, units), NaN where not known; ``years`` (years,) are counted from the wanted one, ascending,
    without 0. Where all known years lie on one side, ``hold`` takes the nearest, ``extend`` draws the line through the
    nearest two, ``refuse`` gives NaN. NaN also where too few years are known.
    """
    out = np.full(series.shape[1], np.nan)
    for unit in range(series.shape[1]):
        known = np.flatnonzero(~np.isnan(series[:, unit]))
        before, after = known[years[known] < 0], known[years[known] > 0]
        if before.size and after.size:
            pair = [before[-1], after[0]]
        elif beyond == "refuse" or not known.size:
            continue
        else:
            pair = list(before[::-1][:2] if before.size else after[:2])
            if beyond == "hold":
                out[unit] = series[pair[0], unit]
                continue
            if len(pair) < 2:
                continue
        (x, y), (one, other) = years[pair].tolist(), series[pair, unit].tolist()
        out[unit] = one + (other - one) * (0 - x) / (y - x)
    return out
