"""VIKOR: the compromise between the group's utility and the single worst regret (Opricovic & Tzeng 2004)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import FloatArray, level
from sz_assess.scoring.aggregators.comparing import Alike
from sz_assess.text import Text, msg


class Vikor(Alike):
    """100 times 1 - Q, so that more is better. ``v`` weighs utility against regret."""

    method: Literal["vikor"]
    v: float = Field(ge=0, le=1, description="weight of the majority's utility; 0.5 is usual")

    def compare(self, scores: FloatArray, weights: FloatArray) -> FloatArray:
        best, width = scores.max(axis=0), np.ptp(scores, axis=0)
        regret = weights * (best - scores) / np.where(width == 0, 1.0, width)
        utility, worst = np.sum(regret, axis=1), np.max(regret, axis=1)
        if _width(utility) == 0 and _width(worst) == 0:
            return np.full(len(scores), self.when_equal)
        q = self.v * _scaled(utility) + (1.0 - self.v) * _scaled(worst)
        return np.asarray(100.0 * (1.0 - q))

    def words(self) -> Text:
        return msg("VIKOR: compromise of utility and regret, v = {v}", v=self.v)


def _scaled(values: FloatArray) -> FloatArray:
    width = _width(values)
    return np.asarray((values - values.min()) / width if width else np.zeros(len(values)))


def _width(values: FloatArray) -> float:
    """How far the values reach; 0 where noise is all that lies between them."""
    most, least = float(values.max()), float(values.min())
    return 0.0 if level(most, least) else most - least
