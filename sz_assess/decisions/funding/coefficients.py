"""Performance coefficients 绩效系数: by grade, or along a line of scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from sz_assess.decisions.money import NONE, exact
from sz_assess.errors import Problem
from sz_assess.method.decisions.fund import Coefficient, Fund
from sz_assess.method.decisions.fund_figures import Coefficients
from sz_assess.result import Result
from sz_assess.text import msg


def coefficients(
    result: Result, fund: Fund, follows: Coefficient, stated: Coefficients, taking: Sequence[bool],
    problems: list[Problem],
) -> tuple[Decimal, ...]:  # fmt: skip
    """(units,) the coefficient of each unit that takes part, 0 for the others. Who has no grade or score is noted."""
    out: list[Decimal] = []
    for n, part in enumerate(taking):
        grade, score = result.grade[n], float(result.published[n])
        lacking = grade is None if follows == "grade" else math.isnan(score)
        if not part:
            out.append(NONE)
        elif lacking:
            found = msg("no grade") if follows == "grade" else msg("no score")
            expected = msg("a performance coefficient for every unit that takes part")
            mend = msg("name the unit under not_applicable of the fund {fund}", fund=fund.code)
            problems.append(Problem("data", found, expected, mend, f"{fund.code}, {result.units[n].code}"))
            out.append(NONE)
        else:
            out.append(stated.grades[grade or ""] if follows == "grade" else along(stated.scores, exact(score)))
    return tuple(out)


def along(points: Sequence[tuple[Decimal, Decimal]], score: Decimal) -> Decimal:
    """The coefficient at a score: straight lines between the points, level before the first and after the last."""
    if score <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if score <= right:
            return low + (high - low) * (score - left) / (right - left)
    return points[-1][1]
