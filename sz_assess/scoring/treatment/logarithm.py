"""Logarithms: of the value itself, or of its distance from the lowest with a margin, which any value has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import FloatArray
from sz_assess.scoring.treatment.shape import ShapeTest
from sz_assess.scoring.treatment.step import Step, Taken, refuse_not_positive
from sz_assess.text import Text, msg, number


class Logarithm(Step):
    """``ln(value)``."""

    method: Literal["log"]
    new_scale: ClassVar[bool] = True

    def take(self, values: FloatArray, test: ShapeTest) -> Taken:
        refuse_not_positive(values, msg("logarithm"))
        return Taken(np.log(values), np.ones(values.shape, dtype=bool), {})

    def words(self) -> Text:
        return msg("the natural logarithm of the value")

    def done(self, taken: Taken) -> Text:
        return msg("natural logarithms taken")

    def written(self, value: float, parameters: Mapping[str, float]) -> str:
        return f"ln({number(value, 6)})"


class ShiftedLogarithm(Step):
    """``ln(value - min + margin x (max - min))``; with a margin of 0.01 the ``log_CT`` of COINr (COIN Tool)."""

    method: Literal["log_shift"]
    margin: float = Field(gt=0, description="the lowest value's distance from 0, as a share of the range; often 0.01")
    new_scale: ClassVar[bool] = True

    def take(self, values: FloatArray, test: ShapeTest) -> Taken:
        least, most = float(values.min()), float(values.max())
        out = np.log(values - least + self.margin * (most - least))
        return Taken(out, np.ones(values.shape, dtype=bool), {"min": least, "max": most})

    def words(self) -> Text:
        return msg("the natural logarithm of (value − lowest + {margin} × range)", margin=self.margin)

    def done(self, taken: Taken) -> Text:
        return msg(
            "natural logarithms of (value − lowest + {margin} × range) taken, the values running from {low} to {high}",
            margin=self.margin, low=taken.parameters["min"], high=taken.parameters["max"],
        )  # fmt: skip

    def written(self, value: float, parameters: Mapping[str, float]) -> str:
        low, high = parameters["min"], parameters["max"]
        return f"ln({_bare(value)} − {_bare(low)} + {_bare(self.margin)} × ({_bare(high)} − {_bare(low)}))"


def _bare(value: float) -> str:
    text = number(value, 6)
    return f"({text})" if text.startswith("−") else text
