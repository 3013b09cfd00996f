"""Where each unit's indicators stand: against target, best peer, last year and neighbours, and what a place would take.

Neighbours are the units that units.csv lists as benchmarks: they have figures and are not assessed. Last year is the
indicator's value by the same formula one year before, where the figures reach so far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sz_assess.analysis.compare import compare
from sz_assess.analysis.gain import MOST_UNITS, OVER, Gains, Over, Sought, gains, gains_place
from sz_assess.analysis.mix import Mixes, mixes
from sz_assess.analysis.neighbours import neighbours
from sz_assess.assess.again import Again, again
from sz_assess.assess.values import Figures, indicator_value
from sz_assess.method.indicator import Indicator
from sz_assess.numeric import FloatArray
from sz_assess.result import Result
from sz_assess.scoring.references import mean

MOST_STEPS = 3
"""So many of the single changes are put into words."""


@dataclass(frozen=True)
class Gaps:
    """Arrays are (units, nodes), NaN where there is nothing to compare with. A gap is the unit's value less the other,
    in the indicator's measure."""

    target: FloatArray
    best: FloatArray
    """The value of the best peer, the one with the highest score at the indicator."""
    last_year: FloatArray
    neighbours: FloatArray
    """(nodes,) mean of the neighbours' values."""
    neighbour_values: Mapping[int, tuple[tuple[str, float], ...]]
    """By node, each neighbour's code and value, of those that have one."""
    gains: Gains
    steps: Mapping[Over, tuple[tuple[int, ...], ...]]
    """For each unit the indicators of the nearest single changes; for up to ``MOST_UNITS`` units each is checked by the
    whole scoring once more."""
    mixes: Mixes | None = None
    """The cheapest mixes, where efforts are declared; left out with more than ``MOST_UNITS`` units."""


def gaps(result: Result, units: Sequence[int] | None = None) -> Gaps:
    """Compare every unit, and search what a place would take, for all units or for those named."""
    state = again(result)
    found = compare(result)
    there = found.best >= 0
    best = np.take_along_axis(result.value, np.where(there, found.best, 0), axis=0)
    of_neighbours = _neighbours(result)
    average = np.full(len(result.nodes), np.nan)
    for column, values in of_neighbours.items():
        average[column] = mean(np.array([value for _, value in values]))
    searched = gains(result, units, state)
    few = units is not None or len(result.units) <= MOST_UNITS
    asked = range(len(result.units)) if units is None else units
    return Gaps(
        target=found.target,
        best=np.where(there, best, np.nan),
        last_year=_last_year(result, state.work.figures),
        neighbours=average,
        neighbour_values=of_neighbours,
        gains=searched,
        steps={over: _nearest(state, searched, over, set(asked)) for over in OVER},
        mixes=mixes(state, searched, list(asked)) if few else None,
    )


def _last_year(result: Result, figures: Figures) -> FloatArray:
    out = np.full(result.value.shape, np.nan)
    for column, node in enumerate(result.nodes):
        if isinstance(node.spec, Indicator):
            base = node.spec.base
            negative = "missing" if base.negative == "refuse" else base.negative
            tolerant = node.spec.model_copy(
                update={"base": base.model_copy(update={"zero": "missing", "negative": negative})}
            )
            out[:, column] = indicator_value(figures, tolerant, figures.period.years_back())
    figures.problems.clear()
    return out


def _neighbours(result: Result) -> dict[int, tuple[tuple[str, float], ...]]:
    """By node, each neighbour's code and value, of those that have one."""
    known = neighbours(result)
    out: dict[int, tuple[tuple[str, float], ...]] = {}
    for code, values in known.indicators.items():
        there = tuple((unit.code, each) for unit, each in zip(known.units, values, strict=True) if np.isfinite(each))
        if there:
            out[result.index(code)] = there
    return out


def by_nearness(result: Result, found: Gains, over: Over, unit: int, spread: FloatArray | None = None) -> list[int]:
    """The indicators of a unit that are enough alone, the smallest change first, beside the distance between the units'
    values (``spread``, worked out where it is not given)."""
    columns: list[int] = np.flatnonzero(found.sought[over][unit] == Sought.FOUND).tolist()
    if not columns:
        return []
    change = np.abs(found.needed[over][unit] - result.value[unit]) / (
        _spread(result.value) if spread is None else spread
    )
    return sorted(columns, key=lambda column: (change[column], column))


def _nearest(state: Again, found: Gains, over: Over, asked: set[int]) -> tuple[tuple[int, ...], ...]:
    """For each unit the indicators of the smallest changes, checked once more where units are few."""
    units, spread = range(len(state.result.units)), _spread(state.result.value)
    out: list[tuple[int, ...]] = []
    for unit in units:
        kept: list[int] = []
        for column in by_nearness(state.result, found, over, unit, spread) if unit in asked else ():
            if len(kept) == MOST_STEPS:
                break
            if len(units) > MOST_UNITS < len(asked) or checked(state, found, over, unit, column):
                kept.append(column)
        out.append(tuple(kept))
    return tuple(out)


def checked(state: Again, found: Gains, over: Over, unit: int, column: int) -> bool:
    """Whether the value found is enough when everything is scored once more, and one step less is not."""
    needed, value = float(found.needed[over][unit, column]), float(state.result.value[unit, column])
    decimals = int(found.decimals[column])
    less = round(needed - np.sign(needed - value) * 10.0**-decimals, decimals)
    if not gains_place(state, over, unit, {(unit, column): needed}):
        return False
    beyond = (less - value) * (needed - value) <= 0  # no stated value lies between
    return bool(beyond) or not gains_place(state, over, unit, {(unit, column): less})


def _spread(value: FloatArray) -> FloatArray:
    """(nodes,) the distance between the least and the greatest value; their size where all are equal; 1 for 0."""
    most = np.where(np.isnan(value), -np.inf, value).max(axis=0)
    least = np.where(np.isnan(value), np.inf, value).min(axis=0)
    out = np.where(most > least, most - least, np.where(most == 0, 1.0, np.abs(most)))
    return np.where(np.isfinite(out), out, 1.0)
