"""Figures of a period that follow from figures of other periods, where that leaves no choice; nothing is interpolated.

Three kinds of statistics differ. One that runs from January has the same figure for all periods that end in the same
month: the year's is December's, the first half's that of June and of the second quarter. So has one that is counted at
the end of the period. One of single periods adds up: a quarter is the sum of its months, once all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sz_assess.method.statistic import Statistic
from sz_assess.numeric import FloatArray, exact_sum
from sz_assess.periods import Period

Accrual = Literal["running", "stock", "single"]
"""From January on; at the end of the period; of the period alone, and adding up."""

_FINER = {"Y": "HQM", "H": "QM", "Q": "M", "M": ""}
"""Kinds of period that one is made up of, the largest first."""


def accruals(statistics: Iterable[Statistic]) -> dict[str, Accrual]:
    """By statistic; without those that are counted from ledgers, which are counted for every period, and rates of
    single periods, which do not add up."""
    return {each.code: accrual for each in statistics if (accrual := accrual_of(each)) is not None}


def accrual_of(statistic: Statistic) -> Accrual | None:
    """How one statistic's figures of different periods hang together; None where they do not."""
    if statistic.counted is not None or statistic.frequency == "yearly":
        return None
    if statistic.cumulative or statistic.stock:
        return "stock" if statistic.stock else "running"
    return "single" if statistic.adds_up else None


@dataclass(frozen=True)
class Conversion:
    """What a figure follows from: the one figure that is the same (``parts`` of one), or figures to be added up."""

    accrual: Accrual
    period: Period
    parts: tuple[Period, ...]


@dataclass(frozen=True)
class Converter:
    """One statistic's figures of all units. ``reported`` gives those that were delivered (units,)."""

    accrual: Accrual
    periods: Sequence[Period]
    reported: Callable[[Period], FloatArray]

    def series(self, period: Period) -> FloatArray:
        """(units,) the figures delivered, else those that follow."""
        found = self.reported(period)
        if not np.isnan(found).any():
            return found
        return np.where(np.isnan(found), self.from_others(period), found)

    def from_others(self, period: Period) -> FloatArray:
        """(units,) the figures that follow from other periods', whether one was delivered or not."""
        out = np.full_like(self.reported(period), np.nan)
        if self.accrual != "single":
            for other in self.same(period):
                out = np.where(np.isnan(out), self.reported(other), out)
            return out
        for kind in _FINER[period.kind]:
            if np.isnan(out).any() and (parts := period.within(kind)):
                figures = np.stack([self.series(part) for part in parts])
                whole = ~np.isnan(figures).any(axis=0) & np.isnan(out)
                out[whole] = [exact_sum(column) for column in figures[:, whole].T]
        return out

    def same(self, period: Period) -> list[Period]:
        """Other periods that have the same figure, the largest first."""
        return sorted(
            (each for each in self.periods if each.end == period.end and each != period),
            key=lambda each: "YHQM".index(each.kind),
        )

    def conversion(self, unit: int, period: Period) -> Conversion | None:
        """What a unit's figure follows from; None where it was delivered, or nothing makes up for it."""
        if not np.isnan(self.reported(period)[unit]):
            return None
        parts = self._parts(unit, period)
        return None if parts is None else Conversion(self.accrual, period, parts)

    def _parts(self, unit: int, period: Period) -> tuple[Period, ...] | None:
        """Delivered periods that a unit's figure follows from."""
        if not np.isnan(self.reported(period)[unit]):
            return (period,)
        if self.accrual != "single":
            return next(((each,) for each in self.same(period) if not np.isnan(self.reported(each)[unit])), None)
        for kind in _FINER[period.kind]:
            found = [self._parts(unit, part) for part in period.within(kind)]
            known = [each for each in found if each is not None]
            if len(known) == len(found):
                return tuple(part for each in known for part in each)
        return None
