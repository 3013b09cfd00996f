"""What figures that ought to move together are judged by: the same figures of all units over some years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sz_assess.assess.values import Figures
from sz_assess.expression import Expression
from sz_assess.formulas import BaseRule
from sz_assess.method.assessment import Unit
from sz_assess.method.model import Assessment
from sz_assess.method.plausibility import Related
from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.periods import Period
from sz_assess.scoring.domain import DomainError
from sz_assess.statistics.panel import Panel

UNKNOWN = BaseRule(zero="missing", negative="missing")
"""Growth from nothing, or from a loss, is not compared with anything."""


@dataclass(frozen=True)
class Pool:
    """``values`` (rows, members): a row for each unit and period, the assessed period's last; NaN where not known."""

    units: tuple[Unit, ...]
    periods: tuple[Period, ...]
    values: FloatArray

    def of(self, period: Period) -> BoolArray:
        """(rows,) those of one period."""
        return np.array([each == period for each in self.periods], dtype=bool)

    def within_year(self) -> FloatArray:
        """The values less the median of their period, so that what moves all units alike is taken out."""
        out = np.array(self.values)
        for period in dict.fromkeys(self.periods):
            own = self.of(period)
            for column in out.T:
                known = own & ~np.isnan(column)
                if known.any():
                    column[known] -= np.median(column[known])
        return out


def pool(spec: Related, assessment: Assessment, panel: Panel) -> Pool:
    """All observations of a group: the assessed units that have figures of their own, and the benchmarks where the
    method takes them in."""
    figures = Figures(assessment, panel)
    own = [n for n, unit in enumerate(figures.units) if unit.counts_once]
    others = [unit for unit in assessment.units if unit.role == "benchmark"] if spec.benchmarks else []
    units: list[Unit] = []
    periods: list[Period] = []
    blocks: list[FloatArray] = []
    for back in range(spec.years - 1, -1, -1):
        period = assessment.about.period.years_back(back)
        columns = []
        for member in spec.members:
            found = _of_units(figures, member.formula, period)[own]
            columns.append(np.append(found, [_of_benchmark(figures, unit, member.formula, period) for unit in others]))
        blocks.append(np.column_stack(columns))
        units += [*(figures.units[n] for n in own), *others]
        periods += [period] * (len(own) + len(others))
    return Pool(tuple(units), tuple(periods), np.concatenate(blocks))


def _of_units(figures: Figures, formula: Expression, period: Period) -> FloatArray:
    try:
        return figures.of_units(formula, period, UNKNOWN)
    except DomainError:
        return np.full(len(figures.units), np.nan)


def _of_benchmark(figures: Figures, unit: Unit, formula: Expression, period: Period) -> float:
    try:
        return figures.of_benchmark(unit.code, formula, period, UNKNOWN)
    except DomainError:
        return float("nan")
