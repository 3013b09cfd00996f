"""Missing figures: what the method says they mean, first for the value, then for the score."""

from __future__ import annotations

import numpy as np

from sz_assess.assess.values import Figures, indicator_value
from sz_assess.errors import Problem
from sz_assess.method.imputation import Impute
from sz_assess.method.indicator import Indicator, Missing, Points
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.result import Status
from sz_assess.scoring.references import Population, statistic
from sz_assess.scoring.treatment.impute import from_units, linear
from sz_assess.text import Text, msg


def fill_values(figures: Figures, indicator: Indicator, value: FloatArray, status: IntArray, labels: IntArray) -> None:
    """Put imputed values into ``value`` and what they are into ``status`` (units,), for units not set aside before."""
    missing = np.isnan(value) & (status == Status.SCORED)
    if not missing.any():
        return
    impute = imputation(indicator.missing)
    if impute is not None:
        peers = np.where(status == Status.SCORED, value, np.nan)
        if impute.impute in {"mean", "median"}:
            # Among all units each counts once; group by group every row does.
            peers[[not unit.counts_once for unit in figures.units]] = np.nan
        value[missing] = _imputed(figures, indicator, impute, peers, labels)[missing]
        status[missing] = IMPUTED_BY[impute.impute]
        _refuse(figures, indicator, missing & np.isnan(value))
        return
    match indicator.missing:
        case "refuse":
            _refuse(figures, indicator, missing)
        case "exclude":
            status[missing] = Status.MISSING_EXCLUDED
        case "worst":
            status[missing] = Status.MISSING_WORST
        case "zero":
            status[missing] = Status.MISSING_ZERO
        case Points():
            status[missing] = Status.MISSING_POINTS
        case _:
            raise ValueError(f"{indicator.code}: no policy for missing figures stands behind {indicator.missing}")


def imputation(policy: Missing) -> Impute | None:
    """How a policy puts values in; None for one that does not."""
    if isinstance(policy, Impute):
        return policy
    return Impute.model_validate({"impute": policy}) if isinstance(policy, str) and policy in IMPUTED_BY else None


IMPUTED_BY: dict[str, Status] = {
    "group_mean": Status.IMPUTED_GROUP_MEAN,
    "group_median": Status.IMPUTED_GROUP_MEDIAN,
    "mean": Status.IMPUTED_MEAN,
    "median": Status.IMPUTED_MEDIAN,
    "last_year": Status.IMPUTED_LAST_YEAR,
    "linear": Status.IMPUTED_LINEAR,
}


def score_missing(
    indicator: Indicator, score: FloatArray, status: IntArray, population: Population, full: FloatArray
) -> FloatArray:
    """Scores (units,) in per cent with those of missing figures put in. ``full`` (units,): points of the weight."""
    score = np.where(status == Status.MISSING_ZERO, 0.0, score)
    if isinstance(indicator.missing, Points):
        points = np.where(full == 0, 0.0, indicator.missing.points / np.where(full == 0, 1.0, full) * 100.0)
        score = np.where(status == Status.MISSING_POINTS, points, score)
    worst = status == Status.MISSING_WORST
    return with_lowest(score[:, np.newaxis], worst, population)[:, 0] if worst.any() else score


def with_lowest(score: FloatArray, worst: BoolArray, population: Population) -> FloatArray:
    """Scores (units, k) with the lowest of each column put in for the units (units,) that are to have it; 0 where
    nobody has a score."""
    lowest = statistic("min", score, population)
    return np.where(worst[:, np.newaxis], np.where(np.isnan(lowest), 0.0, lowest), score)


def _refuse(figures: Figures, indicator: Indicator, missing: BoolArray) -> None:
    departments = {statistic.code: statistic.department for statistic in figures.assessment.method.statistics}
    names = {department.code: department.name for department in figures.assessment.method.about.departments}
    told = figures.refused.get(indicator.code, np.zeros_like(missing))
    for row in np.flatnonzero(missing & ~told):
        absent = figures.absent(indicator.formula, int(row))
        found = (
            _no_figure(figures, absent, int(row))
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


def _no_figure(figures: Figures, absent: list[str], row: int) -> Text:
    """Which figures a unit lacks, and why where there is more to say than that nobody delivered them."""
    found = msg("no figure of {statistics} for {period}", statistics=absent, period=str(figures.period))
    for code in absent:
        words = figures.why_absent(code, figures.units[row])
        if words.template not in {"", "not delivered"}:
            found = msg("{found}; {name}: {words}", found=found, name=code, words=words)
    return found


def _imputed(figures: Figures, indicator: Indicator, impute: Impute, value: FloatArray, labels: IntArray) -> FloatArray:
    """(units,) the known values, and for the others what stands in for them; NaN where nothing does."""
    missing = np.isnan(value)
    match impute.impute:
        case "group_mean":
            return from_units(value, missing, "mean", labels)
        case "group_median":
            return from_units(value, missing, "median", labels)
        case "mean":
            return from_units(value, missing, "mean", None)
        case "median":
            return from_units(value, missing, "median", None)
        case "last_year":
            return _of_year(figures, indicator, -1)
        case "linear":
            reach = impute.years or 0
            years = np.array([year for year in range(-reach, reach + 1) if year], dtype=np.intp)
            series = np.stack([_of_year(figures, indicator, int(year)) for year in years])
            return linear(series, years, impute.beyond_known or "refuse")


def _of_year(figures: Figures, indicator: Indicator, years: int) -> FloatArray:
    """(units,) the indicator's values some years from the assessed one; NaN where there is no proper base."""
    base = indicator.base.model_copy(
        update={
            "zero": "missing",
            "negative": "missing" if indicator.base.negative == "refuse" else indicator.base.negative,
        }
    )
    tolerant = indicator.model_copy(update={"base": base})
    return indicator_value(figures, tolerant, figures.period.years_back(-years))
