"""What one more point of score would bring a unit: the whole decision made again, not a slope."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from sz_assess.assess import assess
from sz_assess.decisions.funding.model import Split
from sz_assess.decisions.funding.work_out import split as made
from sz_assess.decisions.money import NONE, plain
from sz_assess.errors import InputError
from sz_assess.method.decisions.fund import ByBase, ByFactors, ByGrade
from sz_assess.method.weight_tree import ROOT
from sz_assess.result import Result

MOST_UNITS = 50
"""With more units than this a report leaves it out: every unit takes a whole new assessment."""


def one_more_point(result: Result, split: Split, units: Iterable[int] | None = None) -> dict[int, Decimal | None]:
    """By unit (all, or those named): the change of its amount where its total alone is one point higher.

    Places and grades of all units are found again. None for a unit without a total, and where the fund could not be
    split then.
    """
    asked = range(len(result.units)) if units is None else units
    if not follows_the_score(split):
        return {unit: None if np.isnan(result.total[unit]) else NONE for unit in asked}
    return {unit: _change(result, split, unit) for unit in asked}


def _change(result: Result, split: Split, unit: int) -> Decimal | None:
    if np.isnan(result.total[unit]):
        return None
    try:
        amount = made(with_more(result, unit, 1.0), split.fund, split.figures).rows[unit].amount
    except InputError:
        return None
    return plain(amount - split.rows[unit].amount)


def follows_the_score(split: Split) -> bool:
    """Whether the fund looks at the total or at what is made of it."""
    rule = split.fund.allocation
    if isinstance(rule, ByFactors | ByBase):
        return rule.performance is not None or any(factor.score == ROOT for _, factor in split.fund.factors())
    return isinstance(rule, ByGrade)


def with_more(result: Result, unit: int, points: float) -> Result:
    """The whole assessment with so many more points of one unit's total, within the bounds of the total."""
    codes = [each.code for each in result.units]
    before = {
        code: float(place) for code, place in zip(codes, result.previous_rank, strict=True) if not np.isnan(place)
    }
    return assess(result.assessment, result.panel, before or None, earlier=result.earlier, more={codes[unit]: points})
