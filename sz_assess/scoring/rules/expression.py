"""For what no curve says: a safe expression over the value and its reference points."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.expression import Expression
from sz_assess.numeric import FloatArray
from sz_assess.scoring.references import References
from sz_assess.scoring.rules.base import Direction, Formula, Line, One, Rule
from sz_assess.scoring.rules.curve import show
from sz_assess.text import Text, msg


class ByExpression(Rule):
    """``score`` as a formula of ``value``, ``full`` and reference points."""

    rule: Literal["expression"]
    formula: Formula = Field(description="such as 60 * exp(0.51 * (value - min) / (max - min))")

    def formulas(self) -> tuple[Expression, ...]:
        return (self.formula, *super().formulas())

    def score(self, references: References, direction: Direction) -> FloatArray:
        found = np.asarray(self.formula.evaluate(references), dtype=float)
        return np.where(np.isnan(references.value), np.nan, found)

    def words(self) -> Text:
        return msg("score = {formula}", formula=show(self.formula))

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        return (Line(msg("score"), self.formula.written(one.number), one.work_out(self.formula)),)
