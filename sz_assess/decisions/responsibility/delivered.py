"""What the program counts of each department: figures asked of it, delivered, and delivered in time."""

from __future__ import annotations

import math

import numpy as np

from sz_assess.result import Result
from sz_assess.statistics.completeness import completeness


def counts(result: Result) -> dict[str, dict[str, float]]:
    """By department and name, for the assessed period.

    ``figures_expected`` and ``figures_delivered`` are those of the completeness table. ``figures_dated`` are the
    delivered ones that stand in data files, ``figures_on_time`` those of them whose file was delivered by the
    department's deadline; NaN where the department has no deadline, or deliveries.csv no day for one of its files. A
    figure that a later file gives in place of an earlier one counts by the later file's day. Figures of places that are
    only compared with are nobody's duty and count for nothing.
    """
    out: dict[str, dict[str, float]] = {}
    period = result.assessment.about.period
    for entry in completeness(result.panel, result.assessment).entries:
        if entry.period == period:
            of = out.setdefault(entry.department, {"figures_expected": 0.0, "figures_delivered": 0.0})
            of["figures_expected"] += entry.expected
            of["figures_delivered"] += entry.delivered
    for department, of in out.items():
        of["figures_dated"], of["figures_on_time"] = _in_time(result, department)
    return out


def _in_time(result: Result, department: str) -> tuple[float, float]:
    panel, about = result.panel, result.assessment.about
    files: list[int] = []
    asked = [panel.rows[unit.code] for unit in result.assessment.units if unit.role != "benchmark"]
    if about.period in panel.periods:
        at = panel.periods.index(about.period)
        for n, spec in enumerate(result.assessment.method.statistics):
            if spec.department == department and spec.counted is None:
                origin = panel.origin[n, asked, at]
                files += panel.cells.file[origin[origin >= 0]].tolist()
    collection = about.collection.get(department)
    deadline = None if collection is None else collection.deadline
    days = {each.file: each.on for each in panel.deliveries}
    numbers, sizes = np.unique(np.array(files, dtype=np.intp), return_counts=True)
    on_time = 0.0
    for file, size in zip(numbers.tolist(), sizes.tolist(), strict=True):
        day = days.get(panel.cells.files[file].path)
        if deadline is None or day is None:
            return float(len(files)), math.nan
        on_time += size if day <= deadline else 0
    return float(len(files)), on_time if deadline is not None else math.nan
