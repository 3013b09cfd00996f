"""Standardising: the distance from the mean in standard deviations, put on a stated centre and scale (T-score)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.expression import Expression
from sz_assess.numeric import FloatArray, equal
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.references import References
from sz_assess.scoring.rules.base import Direction, Formula, Line, One, Rule
from sz_assess.scoring.rules.curve import marks
from sz_assess.text import Text, msg, number


class ZScore(Rule):
    """``centre + spread x (value - mean) / deviation``; minus for a negative indicator.

    ``deviation: sample`` divides by n - 1, ``population`` by n.
    """

    rule: Literal["z_score"]
    centre: float = 0.0
    spread: float = Field(1.0, gt=0)
    deviation: Literal["sample", "population"]
    when_equal: Formula = Field(description="the score of all where the deviation is 0")

    @property
    def _deviation(self) -> str:
        return "sd" if self.deviation == "sample" else "sd_population"

    def formulas(self) -> tuple[Expression, ...]:
        return (self.when_equal, *super().formulas())

    def needs(self) -> frozenset[str]:
        return super().needs() | {"mean", self._deviation}

    def score(self, references: References, direction: Direction) -> FloatArray:
        mean, deviation = references.name("mean"), references.name(self._deviation)
        single = np.isnan(deviation) & ~np.isnan(references.value)
        if np.any(single):
            raise DomainError(
                np.broadcast_to(single, references.value.shape),
                msg("a deviation over a single unit"),
                msg("at least two units in the population"),
                msg("standardise over all units, or deviation: population"),
            )
        flat = equal(mean + deviation, mean)
        sign = 1.0 if direction == "positive" else -1.0
        z = (references.value - mean) / np.where(flat, 1.0, deviation)
        out = self.centre + sign * self.spread * z
        return np.asarray(np.where(flat & ~np.isnan(references.value), self.when_equal.evaluate(references), out))

    def words(self) -> Text:
        kind = msg("sample standard deviation") if self.deviation == "sample" else msg("population standard deviation")
        return msg(
            "{centre} plus {spread} times (value − mean) ÷ {kind}; if all are equal {score}",
            centre=self.centre, spread=self.spread, kind=kind, score=marks(self.when_equal),
        )  # fmt: skip

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        mean, deviation = one.references["mean"], one.references[self._deviation]
        if bool(equal(np.array(mean + deviation), np.array(mean))):
            text = self.when_equal.written(one.number)
            return (Line(msg("all units are equal"), text, one.work_out(self.when_equal)),)
        sign = "+" if direction == "positive" else "−"
        text = (
            f"{number(self.centre)} {sign} {number(self.spread)} × "
            f"({one.number('value')} − {_signed(mean)}) ÷ {number(deviation, 6)}"
        )
        z = (one.value - mean) / deviation
        return (Line(msg("score"), text, self.centre + (1 if direction == "positive" else -1) * self.spread * z),)


def _signed(value: float) -> str:
    shown = number(value, 6)
    return f"({shown})" if shown.startswith("−") else shown
