"""Awards by the item: what was counted times the rate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sz_assess.assess.values import Figures
from sz_assess.decisions.awards.eligible import lost
from sz_assess.decisions.awards.model import Award, Line
from sz_assess.decisions.money import NONE, exact, times, written
from sz_assess.formulas import BaseRule
from sz_assess.method.decisions.decision import Award as Rule
from sz_assess.method.decisions.decision import Payment
from sz_assess.numeric import FloatArray
from sz_assess.result import Result
from sz_assess.scoring.domain import DomainError
from sz_assess.text import msg


def rows(result: Result, figures: Figures, rule: Rule) -> Iterator[Award]:
    """A row for each unit that the award can be counted for and each payee; what was counted of a unit is paid once,
    whatever groups it is in. Problems are gathered in ``figures``."""
    found = _count(figures, rule)
    for unit, number in enumerate(found.tolist()):
        if not result.once[unit] or not all(figures.applies(name)[unit] for name in rule.count.names):
            continue
        for payment in rule.payments:
            yield _row(result, rule, payment, unit, number)


def _count(figures: Figures, rule: Rule) -> FloatArray:
    """(units,) what was counted; a count below 0 is refused, NaN stands where a figure is missing."""
    try:
        found = figures.of_units(rule.count, figures.period, BaseRule())
    except DomainError as error:
        for unit in np.flatnonzero(np.broadcast_to(error.where, (len(figures.units),))):
            figures.refuse(rule.code, figures.units[unit], rule.count, error)
        return np.zeros(len(figures.units))
    for unit in np.flatnonzero(found < 0):
        negative = DomainError(
            found < 0,
            msg("a count below 0: {value}", value=float(found[unit])),
            msg("a count of 0 or more"),
            msg("write max(…, 0) in the formula where losses cost nothing"),
        )
        figures.refuse(rule.code, figures.units[unit], rule.count, negative)
        found[unit] = 0.0
    return found


def _row(result: Result, rule: Rule, payment: Payment, unit: int, number: float) -> Award:
    if np.isnan(number):
        note = msg("a figure was not delivered; nothing is paid until it is there")
        return Award(rule, unit, payment.to, None, payment.amount, NONE, NONE, "unknown", (), note)
    count = exact(number)
    earned = times(count, payment.amount)
    lines = (Line(msg("items × rate"), f"{written(count)} × {written(payment.amount)}", earned),)
    if earned and (why := lost(result, rule.code, unit)) is not None:
        return Award(rule, unit, payment.to, count, payment.amount, earned, NONE, why[0], lines, why[1])
    return Award(rule, unit, payment.to, count, payment.amount, earned, earned, "paid" if earned else "nothing", lines)
