"""Scoring rules, one method a module. ``RULES`` is the one table: a new rule is its module, its line here, its test."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field

from sz_assess.scoring.rules.base import Line, One, Rule, apply, write_out
from sz_assess.scoring.rules.curve import Curve
from sz_assess.scoring.rules.expression import ByExpression
from sz_assess.scoring.rules.ladder import Ladder
from sz_assess.scoring.rules.margin import Margin
from sz_assess.scoring.rules.position import Position
from sz_assess.scoring.rules.rank_gain import RankGain
from sz_assess.scoring.rules.short_forms import Band, Completion, Efficacy, Goalposts, MinMax
from sz_assess.scoring.rules.sum import Sum
from sz_assess.scoring.rules.z_score import ZScore

RULES: dict[str, type[Rule]] = {
    "curve": Curve,
    "efficacy": Efficacy,
    "min_max": MinMax,
    "goalposts": Goalposts,
    "completion": Completion,
    "band": Band,
    "margin": Margin,
    "ladder": Ladder,
    "position": Position,
    "rank_gain": RankGain,
    "z_score": ZScore,
    "sum": Sum,
    "expression": ByExpression,
}

_UNION: Any = reduce(or_, RULES.values())
AnyRule = Annotated[_UNION, Field(discriminator="rule")]
"""The type of ``scoring:`` in a file: any rule of the table, chosen by its ``rule``."""

__all__ = ["RULES", "AnyRule", "Line", "One", "Rule", "apply", "write_out"]
