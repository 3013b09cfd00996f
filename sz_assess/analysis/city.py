"""The plan's targets for the city as a whole: where they stand at the end of the period."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sz_assess.errors import InputError, Problem
from sz_assess.formulas import FormulaScope, Writer, write_figure
from sz_assess.method.city import CityTarget
from sz_assess.method.indicator import Series
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import comparable
from sz_assess.numeric import above, at_least, equal
from sz_assess.periods import Period
from sz_assess.result import Result
from sz_assess.scoring.domain import DomainError
from sz_assess.statistics.city import city_series
from sz_assess.statistics.panel import Panel

State = Literal["met", "missed", "on_the_way", "unknown"]


@dataclass(frozen=True)
class CityProgress:
    """One target of the plan at the end of the period. Numbers are NaN where a figure is missing.

    ``gap`` is value less target. ``due`` is the period that the target is set for: the assessed one, or a later one
    for a target that is due at the end of the plan.
    """

    spec: CityTarget
    value: float
    target: float
    stretch: float | None
    gap: float
    due: Period
    state: State
    written: str


def city_progress(result: Result) -> tuple[CityProgress, ...]:
    """All city targets of a result. Raises :class:`InputError` where a figure can't be taken."""
    return progress_of(result.assessment, result.panel)


def progress_of(assessment: Assessment, panel: Panel) -> tuple[CityProgress, ...]:
    """All city targets, in file order. Raises :class:`InputError` where a figure can't be taken."""
    problems: list[Problem] = []
    out: list[CityProgress] = []
    series = city_series(panel, assessment)
    period = assessment.about.period
    rates = comparable(assessment.method.statistics)
    for spec in assessment.method.city_targets:
        scope = FormulaScope(series, period, spec.base.rule(), comparable=rates)
        try:
            value = float(np.ravel(spec.formula.evaluate(scope))[0])
        except DomainError as error:
            problems.append(Problem("data", error.found, error.expected, error.mend, key=spec.code))
            continue
        due, target = _dated(spec.targets, period, scope)
        _, stretch = _dated(spec.stretch, period, scope)
        written = Writer(
            lambda name, at: write_figure(float(np.ravel(series(name, at))[0])),
            period,
            lambda name, at: rate if (rate := rates.get(name)) and not np.isnan(series(rate, at)).any() else "",
        )
        out.append(
            CityProgress(
                spec=spec,
                value=value,
                target=target,
                stretch=None if math.isnan(stretch) else stretch,
                gap=value - target,
                due=due,
                state=_state(spec, value, target, due, period),
                written=written.write(spec.formula.tree),
            )
        )
    if problems:
        raise InputError(problems)
    return tuple(out)


def _dated(series: Series, period: Period, scope: FormulaScope) -> tuple[Period, float]:
    """The figure of the period, or the next one to come, or the last that there was; its date and number."""
    if not series:
        return period, math.nan
    year = Period(period.year)
    due = next((at for at in (period, year) if at in series), None)
    if due is None:
        later = sorted(at for at in series if at.year > period.year)
        due = later[0] if later else max(series)
    value = series[due].value
    if value is None or isinstance(value, float):
        return due, math.nan if value is None else value
    return due, float(np.ravel(value.evaluate(scope))[0])


def _state(spec: CityTarget, value: float, target: float, due: Period, period: Period) -> State:
    if math.isnan(value) or math.isnan(target):
        return "unknown"
    a, b = np.array(value), np.array(target)
    match spec.compare:
        case "at_least":
            met = bool(at_least(a, b))
        case "at_most":
            met = bool(at_least(b, a))
        case "above":
            met = bool(above(a, b))
        case "about":
            gap = np.abs(a - b)
            met = bool(at_least(np.array(spec.tolerance or 0.0), gap) | equal(a, b))
    if met:
        return "met"
    open_still = due.year > period.year or (spec.by_end and due.year >= period.year and period.share_of_year < 1)
    return "on_the_way" if open_still else "missed"
