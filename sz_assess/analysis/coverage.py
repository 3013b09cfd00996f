"""What was due for the assessed period, what was delivered, and what is missing, by department."""

from __future__ import annotations

from dataclasses import dataclass

from sz_assess.method.assessment import Unit
from sz_assess.method.model import Assessment, Department
from sz_assess.method.statistic import Statistic
from sz_assess.statistics.completeness import completeness
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
    """Each department that owes figures for the assessed period, in the method's order."""
    units = {unit.code: unit for unit in assessment.units}
    specs = {spec.code: spec for spec in assessment.method.statistics}
    entries = [entry for entry in completeness(panel, assessment).entries if entry.period == assessment.about.period]
    out = []
    for department in assessment.method.about.departments:
        own = [entry for entry in entries if entry.department == department.code]
        gaps = tuple(
            Gap(specs[entry.statistic], tuple(units[code] for code in entry.missing)) for entry in own if entry.missing
        )
        if own:
            out.append(Coverage(department, len(own), sum(entry.expected for entry in own), gaps))
    return tuple(out)
