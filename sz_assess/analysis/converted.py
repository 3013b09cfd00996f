"""The figures of an assessment that nobody delivered as they stand, but that follow from other periods' figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sz_assess.analysis.needs import needed
from sz_assess.method.statistic import Statistic
from sz_assess.result import Result
from sz_assess.statistics.conversions import Conversion
from sz_assess.statistics.period_words import figure_words
from sz_assess.text import Text


@dataclass(frozen=True)
class Converted:
    """One of them: whose, its value, what it follows from, and the cells of that. ``unit`` is a code."""

    statistic: Statistic
    unit: str
    value: float
    conversion: Conversion
    places: tuple[str, ...]
    words: Text


def converted(result: Result) -> Iterator[Converted]:
    """All that the assessed period needs, by statistic, period and unit, in the method's order and that of units."""
    panel = result.panel
    periods = needed(result.assessment.method, result.assessment.about.period)
    for spec in result.assessment.method.statistics:
        if spec.code not in panel.accruals:
            continue
        for period in periods[spec.code]:
            values = panel.series(spec.code, period)
            made = np.isnan(panel.reported(spec.code, period)) & ~np.isnan(values)
            for row in np.flatnonzero(made).tolist():
                unit = panel.units[row]
                found = panel.conversion(spec.code, unit, period)
                if found is not None:
                    words = figure_words(panel, spec, unit, period)
                    places = panel.places(spec.code, unit, period)
                    yield Converted(spec, unit, float(values[row]), found, places, words)
