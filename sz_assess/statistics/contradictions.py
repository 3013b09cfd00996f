"""Figures that were delivered for several periods and can't all be true: the year's beside December's, the quarter's
beside its months'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from sz_assess.errors import Problem
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import Statistic
from sz_assess.numeric import above, equal
from sz_assess.periods import Period
from sz_assess.statistics.conversions import Accrual, Converter, accruals
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.settling import where
from sz_assess.text import Text, msg, number


def contradictions(panel: Panel, assessment: Assessment) -> list[Problem]:
    """Every figure that differs from what the same department delivered for other periods, with the cells of both.

    A whole may differ from the sum of its parts by what rounding of all of them explains, and by no more.
    """
    specs = {each.code: each for each in assessment.method.statistics}
    out: list[Problem] = []
    for code, accrual in accruals(specs.values()).items():
        given = [each for each in panel.periods if not np.isnan(panel.reported(code, each)).all()]
        converter = Converter(accrual, given, partial(panel.reported, code))
        for period in given:
            out += _of_period(panel, specs[code], accrual, converter, period)
    return out


def _of_period(
    panel: Panel, spec: Statistic, accrual: Accrual, converter: Converter, period: Period
) -> Iterator[Problem]:
    """What contradicts the figures of one period; of two that should be the same the larger period's is told."""
    here = panel.reported(spec.code, period)
    if accrual != "single":
        for other in converter.same(period):
            if "YHQM".index(other.kind) > "YHQM".index(period.kind):
                there = panel.reported(spec.code, other)
                for unit in np.flatnonzero(~(equal(here, there) | np.isnan(here) | np.isnan(there))).tolist():
                    place = panel.place(spec.code, panel.units[unit], other)
                    found = msg(
                        "{figure}, where {place} has {other} for {period}",
                        figure=float(here[unit]), place=place, other=float(there[unit]), period=str(other),
                    )  # fmt: skip
                    yield _problem(panel, spec, unit, period, found, _same_words(accrual, period, other))
        return
    together, nothing = converter.from_others(period), np.full_like(here, np.nan)
    without = Converter("single", converter.periods, lambda at: nothing if at == period else converter.reported(at))
    for unit in np.flatnonzero(~(equal(here, together) | np.isnan(here) | np.isnan(together))).tolist():
        found_parts = without.conversion(unit, period)
        parts = () if found_parts is None else found_parts.parts
        figures = [float(panel.reported(spec.code, part)[unit]) for part in parts]
        slack = 0.0 if spec.integer else rounding([*figures, float(here[unit])])
        if above(np.array(abs(float(here[unit]) - float(together[unit]))), np.array(slack)):
            cells = [panel.place(spec.code, panel.units[unit], part) or "" for part in parts]
            found = msg(
                "{figure}, where {periods} make {other} together ({cells})",
                figure=float(here[unit]), periods=[str(part) for part in parts], other=float(together[unit]),
                cells=cells,
            )  # fmt: skip
            expected = msg("the sum of the periods that it is made up of, but for rounding")
            yield _problem(panel, spec, unit, period, found, expected)


def rounding(figures: Sequence[float]) -> float:
    """What rounding of all figures to the last decimal that any of them has can come to."""
    decimals = max(len(number(figure, 10).partition(".")[2]) for figure in figures)
    return len(figures) * 0.5 * 10.0**-decimals


def _same_words(accrual: Accrual, period: Period, other: Period) -> Text:
    if accrual == "stock":
        return msg("one figure for the end of {period} and of {other}", period=str(period), other=str(other))
    return msg("one figure from January to the end of {period} and of {other}", period=str(period), other=str(other))


def _problem(panel: Panel, spec: Statistic, unit: int, period: Period, found: Text, expected: Text) -> Problem:
    at = int(panel.origin[panel.statistics.index(spec.code), unit, panel.periods.index(period)])
    return Problem(
        panel.cells.files[panel.cells.file[at]].path,
        found,
        expected,
        msg("correct one of the two, or leave one out"),
        f"{spec.code}, {panel.units[unit]}, {period}",
        **where(at, panel.cells),
    )
