"""What was due and what is missing, counted by hand."""

from pathlib import Path
from typing import Any

import numpy as np

from sz_assess.analysis.coverage import coverage
from sz_assess.method.assessment import AssessmentFile, Unit
from sz_assess.method.model import Assessment, Method, MethodFile
from sz_assess.method.statistic import Statistic
from sz_assess.method.weights import Weights
from sz_assess.periods import Period
from sz_assess.statistics.panel import Cells, Panel

ABOUT: dict[str, Any] = {
    "code": "m",
    "name": "m",
    "document": {"title": "m", "number": "1", "date": "2018-01-01"},
    "years": [2018, 2020],
    "over": "all",
    "measures": [{"code": "x", "name": "x"}],
    "departments": [{"code": code, "name": code} for code in ("tax", "idle", "stats")],
    "groups": [{"code": "county", "name": "county"}, {"code": "zone", "name": "zone"}],
}
WEIGHTS: dict[str, Any] = {
    "method": "m", "name": "m", "decided": {"by": "m", "basis": "m"}, "total": 100, "weights": {},
    "not_applicable": "proportionally", "ranking": {"on": "unrounded"}, "aggregate": "arithmetic",
}  # fmt: skip
UNITS = (
    Unit("a", "a", "a", "county"),
    Unit("b", "b", "b", "county"),
    Unit("z", "z", "z", "zone"),
    Unit("city", "city", "city", "", "city"),
    Unit("hubei", "hubei", "hubei", "", "benchmark"),
)
NAN = np.nan


def test_due_delivered_and_missing_by_department() -> None:
    specs: list[dict[str, Any]] = [
        {"code": "revenue", "department": "tax"},
        {"code": "firms", "department": "stats", "not_applicable": {"group": "zone"}},
        {"code": "area", "department": "stats", "level": "city"},
    ]
    statistics = [Statistic.model_validate({"name": "s", "unit": "x", **spec}) for spec in specs]
    # (statistics, units, periods 2017 and 2018): only 2018 counts.
    values = np.array(
        [
            [[1, 1], [1, NAN], [NAN, 3], [NAN, NAN], [NAN, NAN]],
            [[NAN, 0], [NAN, 2], [NAN, NAN], [NAN, NAN], [NAN, NAN]],
            [[NAN, NAN], [NAN, NAN], [NAN, NAN], [5, NAN], [NAN, NAN]],
        ]
    )
    empty = np.array([], dtype=np.intp)
    panel = Panel(
        statistics=("revenue", "firms", "area"),
        units=tuple(unit.code for unit in UNITS),
        periods=(Period(2017), Period(2018)),
        values=values,
        origin=np.where(np.isnan(values), -1, 0),
        cells=Cells((), (), empty, empty, empty, empty),
    )
    method = Method(MethodFile.model_validate(ABOUT), tuple(statistics), (), (), (), (), (), ())
    about = AssessmentFile.model_validate({"title": "t", "period": 2018, "method": "m", "weights": "m"})
    assessment = Assessment(Path(), about, method, Weights.model_validate(WEIGHTS), UNITS, ())

    tax, stats = coverage(assessment, panel)
    assert (tax.department.code, tax.statistics, tax.due, tax.delivered, tax.missing) == ("tax", 1, 3, 2, 1)
    assert [(gap.statistic.code, [unit.code for unit in gap.units]) for gap in tax.gaps] == [("revenue", ["b"])]
    # Two counties owe the firms (a zero is a figure), the city owes the area of the year.
    assert (stats.due, stats.delivered, stats.missing) == (3, 2, 1)
    assert [(gap.statistic.code, [unit.code for unit in gap.units]) for gap in stats.gaps] == [("area", ["city"])]
