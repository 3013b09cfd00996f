"""Data treatment before scoring. ``STEPS`` is the table of steps against outliers: a new one is its module, its line
here, its test."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field

from sz_assess.scoring.treatment.box_cox import BoxCox
from sz_assess.scoring.treatment.logarithm import Logarithm, ShiftedLogarithm
from sz_assess.scoring.treatment.outliers import Outcome, Plan, treat
from sz_assess.scoring.treatment.screen import Screened, screen
from sz_assess.scoring.treatment.shape import ShapeTest
from sz_assess.scoring.treatment.step import Step
from sz_assess.scoring.treatment.winsorise import Winsorise

STEPS: dict[str, type[Step]] = {
    "winsorise": Winsorise,
    "log": Logarithm,
    "log_shift": ShiftedLogarithm,
    "box_cox": BoxCox,
}

_UNION: Any = reduce(or_, STEPS.values())
AnyStep = Annotated[_UNION, Field(discriminator="method")]
"""The type of a step in a file, chosen by its ``method``."""

__all__ = ["STEPS", "AnyStep", "Outcome", "Plan", "Screened", "ShapeTest", "Step", "screen", "treat"]
