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
    only these units, for everybody. ``names`` are the groups' codes, in the order of their labels.
    """

    labels: IntArray | None = None
    members: BoolArray | None = None
    names: tuple[str, ...] = ()


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
    "norm": lambda column: math.sqrt(math.fsum((column**2).tolist())),
    "count": lambda column: float(column.size),
}
_EXTREMES: dict[str, np.ufunc] = {"min": np.fmin, "max": np.fmax}

STATISTICS = (*_EXTREMES, *_EACH, "pNN")
"""Names of population statistics. Percentiles are p1 to p99, p2_5 for 2.5 %, linear between neighbours (Hyndman-Fan
type 7, the spreadsheet's PERCENTILE.INC). ``sd`` divides by n - 1, ``sd_population`` by n;
``norm`` is the root of the sum of squares."""


PLACES = ("place", "place_from_last", "last_place", "place_of_both", "last_place_of_both")
"""Reference points that are a unit's own: its place in the population by value, the best being 1; its place counted
from the other end, the worst being 1; its place by last year's values; and both places among the units that have both
values, NaN for the others. Level units share a place (1 2 2 4)."""

OF_LAST_YEAR = frozenset(PLACES[2:])
"""Places for which last year's values are needed."""


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

    def refuse_outside(self) -> None:
        """Raise :class:`DomainError` where a unit with a value is none of the population: it has no place in it."""
        if self.population.members is None:
            return
        outside = ~self.population.members[:, np.newaxis] & ~np.isnan(self.value)
        if outside.any():
            raise DomainError(
                outside, msg("a unit outside the population has no place in it"), msg("over: all or over: group")
            )

    def only(self, where: BoolArray) -> References:
        """The same reference points for some of the cells: the values of the others are not there."""
        return _Some(np.where(where, self.value, np.nan), self.full, self.population, self.given,
                     self.higher_is_better, whole=self)  # fmt: skip

    def _find(self, name: str) -> FloatArray:
        if name in self.given:
            return self.given[name]
        if name in PLACES:
            of = self.name("last_year") if name.startswith("last_place") else self.value
            if name.endswith("_of_both"):
                of = np.where(np.isnan(self.value + self.name("last_year")), np.nan, of)
            return places(of, self.population, self.higher_is_better != (name == "place_from_last"))
        if is_statistic(name):
            return statistic(name, self.value, self.population)
        raise DomainError(
            ~np.isnan(self.value),
            msg("no {name} to measure the value against", name=name),
            msg("a figure for {name}", name=name),
            msg("set it for this period, or name another reference point"),
        )


@dataclass
class _Some(References):
    """Some cells of a batch, measured against the reference points of the whole."""

    whole: References | None = None

    def name(self, name: str) -> Any:
        return self.value if name == "value" or self.whole is None else self.whole.name(name)


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
