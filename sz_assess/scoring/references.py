"""Reference points: the numbers that a rule measures a value against, and the population they are taken over."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sz_assess.functions import PlainScope
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.rank import rank_columns
from sz_assess.text import msg

_PERCENTILE = re.compile(r"p(\d{1,2}(?:_\d)?)")


@dataclass(frozen=True)
class Population:
    """Which units a statistic of the values is taken over.

    Neither given: all units. ``labels`` (units,): each unit among the units of its own label. ``members`` (units,):
    only these units, for everybody.
    """

    labels: IntArray | None = None
    members: BoolArray | None = None


def mean(column: FloatArray) -> float:
    """The mean, whatever the order of the values; never beyond them: equal values have themselves as mean."""
    found = math.fsum(column.tolist()) / column.size
    return min(max(found, float(column.min())), float(column.max()))


def deviation(column: FloatArray, ddof: int) -> float:
    """Standard deviation with ``ddof`` degrees of freedom taken off; NaN for too few values."""
    if column.size <= ddof:
        return math.nan
    centre = mean(column)
    return math.sqrt(math.fsum(((column - centre) ** 2).tolist()) / (column.size - ddof))


_EACH: dict[str, Callable[[FloatArray], float]] = {
    "mean": mean,
    "median": lambda column: float(np.median(column)),
    "sd": lambda column: deviation(column, 1),
    "sd_population": lambda column: deviation(column, 0),
    "sum": lambda column: math.fsum(column.tolist()),
    "count": lambda column: float(column.size),
}
_EXTREMES: dict[str, np.ufunc] = {"min": np.fmin, "max": np.fmax}

STATISTICS = (*_EXTREMES, *_EACH, "pNN")
"""Names of population statistics. Percentiles are p1 to p99, p2_5 for 2.5 %, linear between neighbours (Hyndman-Fan
type 7, the spreadsheet's PERCENTILE.INC). ``sd`` divides by n - 1, ``sd_population`` by n."""


PLACES = ("place", "place_from_last", "last_place")
"""Reference points that are a unit's own: its place in the population by value, the best being 1; its place counted
from the other end, the worst being 1; and its place by last year's values. Level units share a place (1 2 2 4)."""


def is_statistic(name: str) -> bool:
    """Whether a reference point's name is a statistic of the population."""
    return name in _EACH or name in _EXTREMES or _PERCENTILE.fullmatch(name) is not None


@dataclass
class References(PlainScope):
    """The names that a rule's expressions may hold, for a batch of indicators that share the rule.

    ``value`` (units, k). ``full`` is the full mark of the scale the rule scores on: a number or (k,). ``given`` holds
    what is known beforehand (targets, last year's value, benchmarks), each broadcastable to (units, k). Statistics of
    the population are computed when first asked for, from the values that are there (NaN is absent, not zero).
    """

    value: FloatArray
    full: FloatArray | float
    population: Population
    given: Mapping[str, FloatArray]
    higher_is_better: bool = True
    used: dict[str, FloatArray] = field(default_factory=dict)

    def name(self, name: str) -> Any:
        if name == "value":
            return self.value
        if name == "full":
            return self.full
        if name not in self.used:
            self.used[name] = self._find(name)
        return self.used[name]

    def _find(self, name: str) -> FloatArray:
        if name in self.given:
            return self.given[name]
        if name in PLACES:
            of = self.name("last_year") if name == "last_place" else self.value
            return places(of, self.population, self.higher_is_better != (name == "place_from_last"))
        if is_statistic(name):
            return statistic(name, self.value, self.population)
        raise DomainError(
            ~np.isnan(self.value),
            msg("no {name} to measure the value against", name=name),
            msg("a figure for {name}", name=name),
            msg("set it for this period, or name another reference point"),
        )


def statistic(name: str, value: FloatArray, population: Population) -> FloatArray:
    """A population statistic of each column of ``value`` (units, k): (1, k), or (units, k) where units are grouped.

    NaN where the population has no value (or too few for a deviation).
    """
    if population.labels is None:
        rows = value if population.members is None else value[population.members]
        return _columns(name, rows)[np.newaxis, :]
    out = np.full(value.shape, np.nan, order="F")
    for label in np.unique(population.labels):
        inside = population.labels == label
        out[inside] = _columns(name, value[inside])
    return out


def places(value: FloatArray, population: Population, highest_first: bool) -> FloatArray:
    """Competition places in each column of ``value`` (units, k) within the population; NaN outside it."""
    within = np.where(np.isnan(value), np.nan, value if highest_first else -value)
    if population.members is not None:
        within[~population.members] = np.nan
    return rank_columns(within, population.labels)


def _columns(name: str, rows: FloatArray) -> FloatArray:
    if name in _EXTREMES:
        if not len(rows):
            return np.full(rows.shape[1], np.nan)
        return np.asarray(_EXTREMES[name].reduce(rows, axis=0))
    percentile = _PERCENTILE.fullmatch(name)
    out = np.full(rows.shape[1], np.nan)
    for k in range(rows.shape[1]):
        column = rows[:, k]
        column = column[~np.isnan(column)]
        if column.size:
            if percentile:
                out[k] = np.quantile(column, float(percentile[1].replace("_", ".")) / 100)
            else:
                out[k] = _EACH[name](column)
    return out
