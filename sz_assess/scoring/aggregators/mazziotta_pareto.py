"""Mazziotta-Pareto: the mean less (or plus) a penalty for being uneven (Mazziotta & Pareto 2016)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.base import Aggregator, Children, filled
from sz_assess.scoring.domain import DomainError
from sz_assess.text import Text, msg, number


class MazziottaPareto(Aggregator):
    """M - S²/M with M the weighted mean and S the weighted standard deviation of a unit's scores.

    ``penalty: plus`` adds it instead, for an index where more is worse.
    """

    method: Literal["mazziotta_pareto"]
    penalty: Literal["minus", "plus"] = Field(
        "minus", description="minus: unevenness lowers the score; plus: raises it"
    )

    def combine(self, children: Children) -> FloatArray:
        scores, weights = filled(children.scores, children.weights, 0.0), children.weights
        mean = np.sum(weights * scores, axis=1)
        below = mean <= 0
        if np.any(below):
            raise DomainError(
                np.broadcast_to(below[:, np.newaxis], scores.shape),
                msg("a mean of 0 or less under the Mazziotta-Pareto index"),
                msg("scores above 0, such as standardised to 100 ± 10"),
            )
        variance = np.sum(weights * (scores - mean[:, np.newaxis]) ** 2, axis=1)
        return np.asarray(mean + (variance / mean if self.penalty == "plus" else -variance / mean))

    def words(self) -> Text:
        sign = "+" if self.penalty == "plus" else "−"
        return msg("Mazziotta-Pareto: mean {sign} variance ÷ mean of its parts", sign=sign)

    def written(self, scores: list[float], weights: list[float]) -> str:
        mean = sum(weight * score for weight, score in zip(weights, scores, strict=True))
        variance = sum(weight * (score - mean) ** 2 for weight, score in zip(weights, scores, strict=True))
        return f"{number(mean, 6)} {'+' if self.penalty == 'plus' else '−'} {number(variance, 6)} ÷ {number(mean, 6)}"
