"""Data treatment bound to an assessment: who has too little data before gaps are filled, and what is done after.

The order is that of treatment.yaml: screening of what was delivered, limits of imputation (indicators first, then
units), imputation, screening of what was imputed, outliers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from sz_assess.assess.missing import imputation
from sz_assess.assess.workings import Workings
from sz_assess.errors import Problem
from sz_assess.method.imputation import AtMost
from sz_assess.method.indicator import Indicator
from sz_assess.method.treatment import Effect, Outliers
from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.result import DataTrace, DroppedIndicator, Status, ThinUnit
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.treatment import Outcome, Screened, screen, treat
from sz_assess.scoring.treatment.outliers import untested
from sz_assess.scoring.treatment.step import Taken
from sz_assess.text import Text, msg, plural

_ASIDE = (Status.NOT_APPLICABLE, Status.DROPPED, Status.TOO_LITTLE_DATA, Status.OF_PARTS)


@dataclass
class Thin:
    """What has too little data, as it is found; ``raw`` (units, nodes) are the values before anything was done."""

    raw: FloatArray
    screened: Screened | None = None
    units: list[ThinUnit] = field(default_factory=list)
    dropped: list[DroppedIndicator] = field(default_factory=list)


def set_aside(work: Workings) -> Thin:
    """Before gaps are filled: units and indicators with too little data lose their values, and problems are gathered.

    The workings hold the values as delivered, and which indicators do not apply.
    """
    thin = Thin(work.values.copy(order="F"))
    treatment = work.assessment.method.treatment
    if treatment.screening is not None and treatment.screening.of == "delivered":
        _screen(work, thin)
    for position, indicator in work.leaves():
        _limit_indicator(work, thin, position, indicator)
    _limit_units(work, thin)
    return thin


def treat_values(work: Workings, thin: Thin) -> None:
    """After gaps are filled: screen units again if the method says so, treat outliers, and keep the trace."""
    treatment = work.assessment.method.treatment
    if treatment.screening is not None and treatment.screening.of == "imputed":
        _screen(work, thin)
    outcomes: dict[str, Outcome] = {}
    imputed = work.values.copy(order="F")
    if treatment.outliers is not None:
        for position, indicator in work.leaves():
            outcome = _treated(work, treatment.outliers, indicator, work.values[:, position])
            if outcome is not None:
                outcomes[indicator.code] = outcome
                work.values[:, position] = outcome.values
    work.data = DataTrace(thin.raw, imputed, thin.screened, tuple(thin.units), tuple(thin.dropped), outcomes)


def _screen(work: Workings, thin: Thin) -> None:
    screening = work.assessment.method.treatment.screening
    assert screening is not None
    columns = [position for position, _ in work.leaves()]
    data, non_zero = screening.data_at_least, screening.non_zero_at_least
    found = screen(
        work.values[:, columns],
        ~np.isin(work.status[:, columns], _ASIDE),
        None if data is None else data / 100.0,
        None if non_zero is None else non_zero / 100.0,
    )
    thin.screened = found
    for unit in np.flatnonzero(found.low).tolist():
        reasons: list[Text] = []
        if found.low_data[unit]:
            n = int(found.due[unit] - found.missing[unit])
            reasons.append(
                msg("values of {n} of {due} indicators, where {line} per cent are needed", n=n,
                    due=int(found.due[unit]), line=data)
            )  # fmt: skip
        if found.low_non_zero[unit]:
            n = int(found.zeros[unit])
            reasons.append(
                msg("{n} of {values} values are 0, where {line} per cent must not be", n=n,
                    values=int(found.due[unit] - found.missing[unit]), line=non_zero)
            )  # fmt: skip
        _thin_unit(work, thin, unit, reasons, screening.effect)


def _thin_unit(work: Workings, thin: Thin, unit: int, reasons: list[Text], effect: Effect) -> None:
    thin.units.append(ThinUnit(unit, msg("{reasons}", reasons=reasons), effect))
    if effect == "exclude":
        columns = [position for position, _ in work.leaves()]
        work.values[unit, columns] = np.nan
        work.status[unit, columns] = Status.TOO_LITTLE_DATA


def _gaps(work: Workings, position: int, indicator: Indicator) -> BoolArray:
    """(units,) where a value is to be put in."""
    if imputation(indicator.missing) is None:
        return np.zeros(work.size, dtype=bool)
    return np.asarray(np.isnan(work.values[:, position]) & (work.status[:, position] == Status.SCORED))


def _limit_indicator(work: Workings, thin: Thin, position: int, indicator: Indicator) -> None:
    own, general = imputation(indicator.missing), work.assessment.method.treatment.imputation.per_indicator
    most: AtMost
    beyond: Literal["refuse", "drop"]
    if own is not None and own.at_most is not None and own.beyond is not None:
        most, beyond = own.at_most, own.beyond
    elif own is not None and general is not None:
        most, beyond = general.at_most, general.beyond
    else:
        return
    missing = int(np.count_nonzero(_gaps(work, position, indicator) & work.once))
    due = int(np.count_nonzero((work.status[:, position] == Status.SCORED) & work.once))
    if not most.exceeded(missing, due):
        return
    if beyond == "refuse":
        _refuse(work, indicator.code, missing, due, most)
        return
    thin.dropped.append(DroppedIndicator(indicator.code, missing, due))
    kept = work.status[:, position] != Status.TOO_LITTLE_DATA
    work.values[:, position] = np.nan
    work.status[kept, position] = Status.DROPPED


def _limit_units(work: Workings, thin: Thin) -> None:
    limit = work.assessment.method.treatment.imputation.per_unit
    if limit is None:
        return
    found = work.leaves()
    gaps = np.sum([_gaps(work, position, indicator) for position, indicator in found], axis=0)
    due = np.sum(~np.isin(work.status[:, [position for position, _ in found]], _ASIDE), axis=1)
    for unit, (missing, of) in enumerate(zip(gaps.tolist(), due.tolist(), strict=True)):
        if not limit.at_most.exceeded(missing, of):
            continue
        if limit.beyond == "refuse":
            _refuse(work, work.figures.units[unit].code, missing, of, limit.at_most)
        else:
            reason = msg(
                "{n} of {due} values would have to be imputed, where {most} may be",
                n=missing, due=of, most=limit.at_most.words(),
            )  # fmt: skip
            _thin_unit(work, thin, unit, [reason], limit.beyond)


def _refuse(work: Workings, key: str, missing: int, due: int, most: AtMost) -> None:
    work.figures.problems.append(
        Problem(
            file="data",
            key=key,
            found=msg("{n} of {due} values would have to be imputed", n=missing, due=due),
            expected=msg("at most {most}, as the method has it", most=most.words()),
            mend=msg("deliver the figures, or raise the limit of imputation"),
        )
    )


def _treated(work: Workings, outliers: Outliers, indicator: Indicator, values: FloatArray) -> Outcome | None:
    """What becomes of an indicator's values (units,), each unit's told from once; a row for a second group has what its
    unit's first has."""
    first = work.stands_for
    double = (first >= 0) & ~np.isnan(values[first])
    if not double.any():
        return _treat(work, outliers, indicator, values)
    outcome = _treat(work, outliers, indicator, np.where(double, np.nan, values))
    if outcome is None:
        return None
    rows = np.where(double, first, np.arange(work.size))
    attempts = tuple(
        replace(each, taken=Taken(each.taken.values[rows], each.taken.moved[rows] & ~double, each.taken.parameters))
        for each in outcome.attempts
    )
    return replace(outcome, values=outcome.values[rows], changed=outcome.changed[rows], attempts=attempts)


def _treat(work: Workings, outliers: Outliers, indicator: Indicator, values: FloatArray) -> Outcome | None:
    """What becomes of an indicator's values (units,); None for one that is not treated, or where it is refused."""
    plan = outliers.plan(indicator.code)
    count = int(np.count_nonzero(~np.isnan(values)))
    if plan is None or not count:
        return None
    if count < outliers.minimum_units:
        if outliers.too_few == "leave":
            return untested(values.copy())
        found = plural(
            "the value of {n} unit, too few to tell outliers by",
            "values of {n} units, too few to tell outliers by",
            n=count,
        )
        _refuse_treatment(work, indicator, found, msg("values of at least {n} units", n=outliers.minimum_units))
        return None
    try:
        outcome = treat(values.copy(), plan)
    except DomainError as error:
        for row in np.flatnonzero(error.where[:, 0]):
            work.figures.refuse(indicator.code, work.figures.units[row], indicator.formula, error)
        return None
    if outcome.verdict == "refused":
        found = msg("outliers that no step of the treatment removes")
        _refuse_treatment(work, indicator, found, msg("an indicator that passes the test after the treatment"))
        return None
    return outcome


def _refuse_treatment(work: Workings, indicator: Indicator, found: Text, expected: Text) -> None:
    mend = msg("check its figures, or treat it otherwise under outliers: indicators: {code}", code=indicator.code)
    work.figures.problems.append(Problem("data", found, expected, mend, indicator.code))
