"""Missing figures: what the method says they mean, first for the value, then for the score."""

from __future__ import annotations

import numpy as np

from sz_assess.assess.values import Figures, indicator_value, selected
from sz_assess.errors import Problem
from sz_assess.method.indicator import Indicator, Points
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.result import Status
from sz_assess.scoring.references import Population, mean, statistic
from sz_assess.text import msg


def fill_values(
    figures: Figures, indicator: Indicator, value: FloatArray, labels: IntArray
) -> tuple[FloatArray, IntArray]:
    """Values with the imputed ones put in, and each unit's :class:`Status` (units,)."""
    status = np.zeros(len(figures.units), dtype=np.intp)
    outside = selected(indicator.not_applicable, figures.units)
    status[outside] = Status.NOT_APPLICABLE
    missing = np.isnan(value) & ~outside
    if not missing.any():
        return value, status
    match indicator.missing:
        case "refuse":
            _refuse(figures, indicator, missing)
        case "last_year":
            return _last_year(figures, indicator, value, missing, status)
        case "group_mean":
            return _group_mean(figures, indicator, value, missing, status, labels)
        case "exclude":
            status[missing] = Status.MISSING_EXCLUDED
        case "worst":
            status[missing] = Status.MISSING_WORST
        case "zero":
            status[missing] = Status.MISSING_ZERO
        case Points():
            status[missing] = Status.MISSING_POINTS
    return value, status


def score_missing(
    indicator: Indicator, score: FloatArray, status: IntArray, population: Population, full: FloatArray
) -> FloatArray:
    """Scores (units,) in per cent with those of missing figures put in. ``full`` (units,): points of the weight."""
    score = np.where(status == Status.MISSING_ZERO, 0.0, score)
    if isinstance(indicator.missing, Points):
        points = np.where(full == 0, 0.0, indicator.missing.points / np.where(full == 0, 1.0, full) * 100.0)
        score = np.where(status == Status.MISSING_POINTS, points, score)
    worst = status == Status.MISSING_WORST
    if worst.any():
        lowest = statistic("min", score[:, np.newaxis], population)[:, 0]
        score = np.where(worst, np.where(np.isnan(lowest), 0.0, lowest), score)
    return score


def _refuse(figures: Figures, indicator: Indicator, missing: BoolArray) -> None:
    departments = {statistic.code: statistic.department for statistic in figures.assessment.method.statistics}
    names = {department.code: department.name for department in figures.assessment.method.about.departments}
    for row in np.flatnonzero(missing):
        absent = figures.absent(indicator.formula, int(row))
        found = (
            msg("no figure of {statistics} for {period}", statistics=absent, period=str(figures.period))
            if absent
            else msg("no value of {formula} for {period}", formula=indicator.formula.text, period=str(figures.period))
        )
        figures.problems.append(
            Problem(
                file="data",
                key=f"{indicator.code}, {figures.units[row].code}",
                found=found,
                expected=msg("a figure for every unit that the indicator applies to"),
                mend=msg(
                    "deliver it ({departments}), or state another policy for missing figures",
                    departments=[names.get(departments[code], departments[code]) for code in absent] or "—",
                ),
            )
        )


def _last_year(
    figures: Figures, indicator: Indicator, value: FloatArray, missing: BoolArray, status: IntArray
) -> tuple[FloatArray, IntArray]:
    tolerant = indicator.model_copy(update={"base": indicator.base.model_copy(update={"zero": "missing"})})
    earlier = indicator_value(figures, tolerant, figures.period.years_back())
    _refuse(figures, indicator, missing & np.isnan(earlier))
    status[missing] = Status.IMPUTED_LAST_YEAR
    return np.where(missing, earlier, value), status


def _group_mean(
    figures: Figures, indicator: Indicator, value: FloatArray, missing: BoolArray, status: IntArray, labels: IntArray
) -> tuple[FloatArray, IntArray]:
    out = value.copy()
    for label in np.unique(labels[missing]):
        peers = value[(labels == label) & ~np.isnan(value)]
        here = missing & (labels == label)
        if peers.size:
            out[here] = mean(peers)
        else:
            _refuse(figures, indicator, here)
    status[missing] = Status.IMPUTED_GROUP_MEAN
    return out, status
