"""What should have been delivered and what was: by department, statistic and period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sz_assess.method.assessment import Unit
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.schema import applies, in_frequency, optional_of


@dataclass(frozen=True)
class Coverage:
    """One statistic in one period. ``missing`` are codes of units, in the assessment's order; what a unit has not got
    by the method is neither expected nor missing."""

    department: str
    statistic: str
    period: Period
    expected: int
    delivered: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Completeness:
    """``entries`` are ordered by department, statistic (both in the method's order) and period.

    ``undelivered``: statistics of which nobody delivered anything for the assessed period. ``silent``: units to be
    assessed of which there is no figure in any period.
    """

    entries: tuple[Coverage, ...]
    undelivered: tuple[str, ...]
    silent: tuple[str, ...]


def completeness(panel: Panel, assessment: Assessment) -> Completeness:
    """Compare what was delivered with what the method's statistics ask for.

    Asked for are, for each period that anything was delivered for and the assessed one (as far as the statistic is
    reported so often): of a statistic of units, the assessed units that it applies to; of a statistic of the city, the
    city. Growth on a comparable basis, which follows from the levels where nobody reports it, is asked of those alone
    that have reported it.
    """
    delivering = _delivering(assessment)
    period = assessment.about.period
    periods = sorted({*panel.periods, period})
    departments = {department.code: n for n, department in enumerate(assessment.method.about.departments)}
    statistics = sorted(
        assessment.method.statistics, key=lambda statistic: departments.get(statistic.department, len(departments))
    )
    optional = optional_of(assessment.method)
    entries = tuple(
        _coverage(panel, statistic, asked, each, optional=statistic.code in optional)
        for statistic in statistics
        for asked in [_asked(statistic, assessment, delivering)]
        for each in periods
        if in_frequency(statistic, each)
    )
    rows = [n for n, unit in enumerate(assessment.units) if unit.role == "assessed" and unit.code in delivering]
    silent: list[bool] = np.asarray(np.isnan(panel.values[:, rows]).all(axis=(0, 2))).tolist()
    undelivered = [entry for entry in entries if entry.period == period and entry.expected and not entry.delivered]
    return Completeness(
        entries,
        tuple(entry.statistic for entry in undelivered),
        tuple(unit.code for unit, nothing in zip([assessment.units[n] for n in rows], silent, strict=True) if nothing),
    )


def _asked(statistic: Statistic, assessment: Assessment, delivering: set[str]) -> list[Unit]:
    role = "city" if statistic.level == "city" else "assessed"
    return [
        unit for unit in assessment.units if unit.role == role and applies(statistic, unit) and unit.code in delivering
    ]


def _delivering(assessment: Assessment) -> set[str]:
    """Units that figures are asked of: not those whose figures are another's, or put together from their parts'."""
    composed = {unit.part_of for unit in assessment.units if unit.part_of}
    if composed and assessment.weights.parents is None:
        composed = set()
    return {unit.code for unit in assessment.units if unit.counts_once and unit.code not in composed}


def _coverage(panel: Panel, statistic: Statistic, asked: list[Unit], period: Period, *, optional: bool) -> Coverage:
    delivered = panel.delivered(statistic.code, period)
    if optional:
        asked = [unit for unit in asked if delivered[panel.rows[unit.code]]]
    missing = tuple(unit.code for unit in asked if not delivered[panel.rows[unit.code]])
    return Coverage(statistic.department, statistic.code, period, len(asked), len(asked) - len(missing), missing)
