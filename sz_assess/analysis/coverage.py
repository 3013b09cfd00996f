"""What was to be delivered for the period, what was, and what is missing, by department."""

from __future__ import annotations

from dataclasses import dataclass

from sz_assess.method.assessment import Unit
from sz_assess.method.model import Assessment, Department
from sz_assess.method.statistic import Statistic
from sz_assess.statistics.panel import Panel


@dataclass(frozen=True)
class Gap:
    """A statistic that some units lack for the period."""

    statistic: Statistic
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Coverage:
    """One department's figures for the assessed period; ``due`` counts those that apply."""

    department: Department
    statistics: int
    due: int
    gaps: tuple[Gap, ...]

    @property
    def missing(self) -> int:
        return sum(len(gap.units) for gap in self.gaps)

    @property
    def delivered(self) -> int:
        return self.due - self.missing


def coverage(assessment: Assessment, panel: Panel) -> tuple[Coverage, ...]:
    """Each department that has statistics to report, in the method's order.

    A figure is due from every assessed unit that the statistic applies to; one for the whole city, from the city.
    """
    out = []
    for department in assessment.method.about.departments:
        own = [spec for spec in assessment.method.statistics if spec.department == department.code]
        gaps = tuple(gap for spec in own if (gap := _gap(assessment, panel, spec)).units)
        if own:
            out.append(Coverage(department, len(own), sum(len(owing(assessment.units, spec)) for spec in own), gaps))
    return tuple(out)


def owing(units: tuple[Unit, ...], spec: Statistic) -> tuple[Unit, ...]:
    """Who has to report a statistic: the city, or every assessed unit that it applies to."""
    if spec.level == "city":
        return tuple(unit for unit in units if unit.role == "city")
    outside = spec.not_applicable
    return tuple(
        unit
        for unit in units
        if unit.role == "assessed"
        and (outside is None or not (unit.group in outside.groups or unit.code in outside.units))
    )


def _gap(assessment: Assessment, panel: Panel, spec: Statistic) -> Gap:
    there = dict(zip(panel.units, panel.delivered(spec.code, assessment.about.period).tolist(), strict=True))
    return Gap(spec, tuple(unit for unit in owing(assessment.units, spec) if not there[unit.code]))
