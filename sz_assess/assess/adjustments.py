"""Bonuses, deductions and vetoes of each unit, from statistics."""

from __future__ import annotations

import numpy as np

from sz_assess.assess.values import Figures, selected
from sz_assess.errors import Problem
from sz_assess.expression import Expression
from sz_assess.formulas import BaseRule
from sz_assess.method.adjustment import Adjustment
from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.result import AdjustmentOutcome, VetoOutcome
from sz_assess.scoring.adjust import points, summed
from sz_assess.scoring.domain import DomainError
from sz_assess.text import msg


def adjust(figures: Figures) -> tuple[tuple[AdjustmentOutcome, ...], FloatArray, FloatArray]:
    """All adjustments, the sum of bonuses and the (negative) sum of deductions after their caps, each (units,)."""
    settings = figures.assessment.weights.adjustments
    outcomes: list[AdjustmentOutcome] = []
    for spec in figures.assessment.method.adjustments:
        item = settings.items[spec.code]
        counted = _counted(figures, spec)
        cap = None if item.cap is None else float(item.cap)
        sign = 1.0 if spec.kind == "bonus" else -1.0
        found = points(counted, float(item.each), cap)
        outcomes.append(AdjustmentOutcome(spec, float(item.each), cap, counted, sign * found + 0.0))
    size = len(figures.units)

    def total(kind: str, cap: object) -> FloatArray:
        parts = [np.abs(outcome.points) for outcome in outcomes if outcome.spec.kind == kind]
        return summed(parts, size, None if cap is None else float(str(cap)))

    return tuple(outcomes), total("bonus", settings.bonus_cap), 0.0 - total("deduction", settings.deduction_cap)


def _counted(figures: Figures, spec: Adjustment) -> FloatArray:
    outside = selected(spec.not_applicable, figures.units)
    counted = _evaluated(figures, spec.code, spec.formula)
    counted[outside] = np.nan
    missing = np.isnan(counted) & ~outside
    if spec.missing == "zero":
        counted[missing] = 0.0
    else:
        for row in np.flatnonzero(missing):
            _missing(figures, spec.code, spec.formula, int(row))
    for row in np.flatnonzero(counted < 0):
        error = DomainError(
            counted < 0, msg("a count below 0: {value}", value=float(counted[row])), msg("a count of 0 or more")
        )
        figures.refuse(spec.code, figures.units[row], spec.formula, error)
    return counted


def strike(figures: Figures) -> tuple[VetoOutcome, ...]:
    """Which units each veto hits. A missing figure is a problem: nobody is spared or struck for want of data."""
    outcomes: list[VetoOutcome] = []
    for spec in figures.assessment.method.vetoes:
        struck = _evaluated(figures, spec.code, spec.when) > 0.5
        judged = np.ones(len(figures.units), dtype=bool)
        for name in spec.when.names:
            applies = figures.applies(name)
            unknown = np.isnan(figures.series(name, figures.period)) & applies
            for row in np.flatnonzero(unknown):
                _missing(figures, spec.code, spec.when, int(row))
            judged &= applies
        outcomes.append(VetoOutcome(spec, struck & judged))
    return tuple(outcomes)


def struck(vetoes: tuple[VetoOutcome, ...], effect: str, units: int) -> BoolArray:
    """(units,) who is hit by any veto of an effect."""
    out = np.zeros(units, dtype=bool)
    for veto in vetoes:
        if veto.spec.effect == effect:
            out |= veto.struck
    return out


def _evaluated(figures: Figures, code: str, formula: Expression) -> FloatArray:
    try:
        return figures.of_units(formula, figures.period, BaseRule())
    except DomainError as error:
        for row in np.flatnonzero(np.broadcast_to(error.where, (len(figures.units),))):
            figures.refuse(code, figures.units[row], formula, error)
        return np.zeros(len(figures.units))


def _missing(figures: Figures, code: str, formula: Expression, row: int) -> None:
    figures.problems.append(
        Problem(
            file="data",
            key=f"{code}, {figures.units[row].code}",
            found=msg(
                "no figure of {statistics} for {period}",
                statistics=figures.absent(formula, row) or formula.text,
                period=str(figures.period),
            ),
            expected=msg("a figure for every unit"),
            mend=msg("deliver it; write 0 where there was nothing to count"),
        )
    )
