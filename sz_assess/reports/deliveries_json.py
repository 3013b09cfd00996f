"""Figures that later files changed, and figures converted from other periods, as result.json has them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from sz_assess.analysis.converted import converted
from sz_assess.analysis.growths import growths
from sz_assess.result import Result


def revisions_entry(result: Result) -> list[dict[str, Any]]:
    """Every figure that a later file changed, with both figures and cells, and who delivered it when."""
    return [
        {
            "statistic": each.statistic,
            "unit": each.unit,
            "period": each.period,
            "before": each.before + 0.0,
            "after": None if math.isnan(each.after) else each.after + 0.0,
            "place_before": each.place_before,
            "place_after": each.place_after,
            "file": each.delivered.file,
            "on": each.delivered.on,
            "by": each.delivered.by,
            "note": each.delivered.note,
        }
        for each in result.panel.revisions
    ]


def growths_entry(result: Result) -> list[dict[str, Any]]:
    """Growth that was reported on a comparable basis, beside growth from the levels, where both are known."""
    return [
        {
            "statistic": each.statistic.code,
            "rate": each.rate.code,
            "unit": each.unit,
            "period": str(each.period),
            "reported": each.reported + 0.0,
            "computed": each.computed + 0.0,
            "difference": each.difference + 0.0,
            "differ": each.differ,
            "place": each.place,
            "levels": list(each.levels),
        }
        for each in growths(result)
    ]


def converted_entries(result: Result) -> Iterator[dict[str, Any]]:
    """Every figure that follows from those of other periods, with these and their cells."""
    for each in converted(result):
        yield {
            "statistic": each.statistic.code,
            "unit": each.unit,
            "period": str(each.conversion.period),
            "figure": each.value + 0.0,
            "from": [str(part) for part in each.conversion.parts],
            "places": list(each.places),
        }
