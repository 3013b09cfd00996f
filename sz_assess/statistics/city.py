"""The city's own figures: reported for the city where somebody reports them, else put together from the units'."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sz_assess.errors import InputError, Problem
from sz_assess.method.assessment import Unit
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import Statistic, WeightedBy
from sz_assess.numeric import BoolArray, FloatArray, IntArray, exact_sum
from sz_assess.periods import Period
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.schema import applies
from sz_assess.text import msg


@dataclass(frozen=True)
class CitySeries:
    """The city's figure of a statistic and period, (1,), NaN where there is none: a series for formulas.

    ``city`` is the city's row in the panel, None where no unit has that role; ``assessed`` are the rows of the units
    that make up the city.
    """

    panel: Panel
    statistics: dict[str, Statistic]
    city: int | None
    assessed: IntArray
    applicable: dict[str, BoolArray]
    """By statistic (assessed units,): whether units have such a figure at all."""

    def __call__(self, statistic: str, period: Period) -> FloatArray:
        """The reported figure, else the one put together."""
        reported = self.reported(statistic, period)
        return np.array([self.composed(statistic, period) if math.isnan(reported) else reported])

    def reported(self, statistic: str, period: Period) -> float:
        """The figure delivered for the city itself; NaN where nobody delivered one."""
        return math.nan if self.city is None else float(self.panel.series(statistic, period)[self.city])

    def composed(self, statistic: str, period: Period) -> float:
        """The sum or weighted mean of the assessed units' figures, as the method says.

        NaN where one of them is missing, where the method says none, and where all weights are 0. Units that the
        statistic does not apply to don't count.
        """
        spec = self.statistics[statistic]
        if spec.level == "city" or spec.total == "none":
            return math.nan
        counts = self.applicable[statistic]
        if isinstance(spec.total, WeightedBy):
            return self._mean(statistic, spec.total.weighted_by, period, counts)
        return exact_sum(self._of_units(statistic, period)[counts]) if counts.any() else math.nan

    def _mean(self, statistic: str, weighted_by: str, period: Period, counts: BoolArray) -> float:
        """A unit without such a weight has none of what is averaged."""
        counts = counts & self.applicable[weighted_by]
        weights = self._of_units(weighted_by, period)[counts]
        weighted = weights * self._of_units(statistic, period)[counts]
        whole = exact_sum(weights)
        return exact_sum(weighted) / whole if whole else math.nan

    def _of_units(self, statistic: str, period: Period) -> FloatArray:
        return self.panel.series(statistic, period)[self.assessed]


def city_series(panel: Panel, assessment: Assessment) -> CitySeries:
    """How to ask for the city's figures. Raises InputError where two units have the role of the city."""
    place = {code: n for n, code in enumerate(panel.units)}
    cities = [unit for unit in assessment.units if unit.role == "city"]
    if len(cities) > 1:
        found = msg("the role city for {units}", units=[unit.code for unit in cities])
        raise InputError([Problem(assessment.about.units, found, msg("one unit at most with the role city"))])
    above = {unit.part_of for unit in assessment.units if unit.part_of}
    whole = [unit for unit in assessment.assessed if unit.counts_once and unit.code not in above]
    together = of_units(panel, assessment, whole)
    return replace(together, city=place[cities[0].code] if cities else None)


def of_units(panel: Panel, assessment: Assessment, units: Sequence[Unit]) -> CitySeries:
    """How to ask for the figures of some units together."""
    place = {code: n for n, code in enumerate(panel.units)}
    statistics = {statistic.code: statistic for statistic in assessment.method.statistics}
    return CitySeries(
        panel=panel,
        statistics=statistics,
        city=None,
        assessed=np.array([place[unit.source] for unit in units], dtype=np.intp),
        applicable={
            code: np.array([applies(statistic, unit) for unit in units], dtype=bool)
            for code, statistic in statistics.items()
        },
    )
