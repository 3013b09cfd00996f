"""What stands in a department's form: its statistics and, for each, the units that have such a figure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sz_assess.method.assessment import Unit
from sz_assess.method.collection import Collection
from sz_assess.method.common import Name
from sz_assess.method.model import Assessment, Department
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.statistics.forms.mark import FormMark
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.schema import applies, in_frequency, of_level, optional_of

_PER_CENT = {"%", "％"}


@dataclass(frozen=True)
class Line:
    """One figure that is asked for. ``last`` is the figure of the year before, NaN where there is none; ``due``: a
    figure of an assessed unit, or of the city alone, that nothing else makes up for; others may stay blank."""

    statistic: Statistic
    unit: Unit
    last: float
    due: bool


@dataclass(frozen=True)
class Form:
    """All that a department is asked for."""

    assessment: Assessment
    department: Department
    period: Period
    lines: tuple[Line, ...]

    @property
    def statistics(self) -> tuple[Statistic, ...]:
        """Those asked for, in the method's order."""
        return tuple(dict.fromkeys(line.statistic for line in self.lines))

    @property
    def units(self) -> tuple[Unit, ...]:
        """Those of which anything is asked for, in the assessment's order."""
        asked = {line.unit.code for line in self.lines}
        return tuple(unit for unit in self.assessment.units if unit.code in asked)

    @property
    def collection(self) -> Collection:
        """What the assessment says of the department's delivery."""
        return self.assessment.about.collection.get(self.department.code) or Collection()

    @property
    def measures(self) -> dict[str, Name]:
        """Names of the units of measure by code."""
        return {measure.code: measure.name for measure in self.assessment.method.about.measures}

    def mark(self, language: str, sheets: tuple[str, ...]) -> FormMark:
        """What the form says of itself."""
        measures = self.measures
        return FormMark(
            method=self.assessment.method.about.code,
            department=self.department.code,
            period=str(self.period),
            statistics={each.code: each.name.of(language) for each in self.statistics},
            units={unit.code: unit.of(language) for unit in self.units},
            per_cent=frozenset(
                each.code for each in self.statistics if each.unit in measures and measures[each.unit].zh in _PER_CENT
            ),
            sheets=sheets,
        )


def forms_of(assessment: Assessment, panel: Panel | None, period: Period) -> tuple[Form, ...]:
    """A form for each department that delivers anything for such a period, in the method's order.

    ``panel`` holds the figures of the year before, as far as there are any; None where nothing was delivered yet.
    """
    forms = (
        Form(assessment, department, period, tuple(_lines(assessment, panel, department.code, period)))
        for department in assessment.method.about.departments
    )
    return tuple(form for form in forms if form.lines)


def _lines(assessment: Assessment, panel: Panel | None, department: str, period: Period) -> Iterator[Line]:
    before, optional = period.years_back(), optional_of(assessment.method)
    for statistic in assessment.method.statistics:
        reported = statistic.counted is None and statistic.department == department
        if not reported or not in_frequency(statistic, period):
            continue
        last = [math.nan] * len(assessment.units)
        known = [False] * len(assessment.units)
        if panel is not None:
            last = panel.series(statistic.code, before).tolist()
            known = (panel.origin[panel.statistics.index(statistic.code)] >= 0).any(axis=1).tolist()
        for unit, figure, delivered in zip(assessment.units, last, known, strict=True):
            if not (unit.counts_once and applies(statistic, unit) and of_level(statistic, unit)):
                continue
            own = unit.role == ("assessed" if statistic.level == "unit" else "city")
            # The city's own figure may stand beside the units'; a benchmark's where somebody has delivered one.
            if own or unit.role == "city" or delivered:
                yield Line(statistic, unit, figure, due=own and statistic.code not in optional)
