"""Aggregators that look at one unit's scores by size: minimum, maximum, ordered weights (OWA, Yager 1988)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.base import Aggregator, Children, filled
from sz_assess.scoring.domain import DomainError
from sz_assess.text import Text, msg, number


class Minimum(Aggregator):
    """The weakest part counts for the whole; weights only say which parts count."""

    method: Literal["minimum"]

    def combine(self, children: Children) -> FloatArray:
        lowest = filled(children.scores, children.weights, np.inf).min(axis=1)
        return np.where(np.isinf(lowest), np.nan, lowest)

    def words(self) -> Text:
        return msg("the lowest of its parts")

    def written(self, scores: list[float], weights: list[float]) -> str:
        return "min(" + ", ".join(number(score, 6) for score in scores) + ")"


class Maximum(Aggregator):
    """The strongest part counts for the whole (取最高); weights only say which parts count."""

    method: Literal["maximum"]

    def combine(self, children: Children) -> FloatArray:
        highest = filled(children.scores, children.weights, -np.inf).max(axis=1)
        return np.where(np.isinf(highest), np.nan, highest)

    def words(self) -> Text:
        return msg("the highest of its parts")

    def written(self, scores: list[float], weights: list[float]) -> str:
        return "max(" + ", ".join(number(score, 6) for score in scores) + ")"


class Owa(Aggregator):
    """Ordered weighted average: the first weight goes to the best score, the last to the worst, whichever they are."""

    method: Literal["owa"]
    order_weights: tuple[float, ...] = Field(min_length=2, description="best score's first; they add up to 1")

    @model_validator(mode="after")
    def _whole(self) -> Owa:
        if any(weight < 0 for weight in self.order_weights) or abs(sum(self.order_weights) - 1.0) > 1e-9:
            shown = ", ".join(number(weight) for weight in self.order_weights)
            raise Refused(shown, msg("order weights of 0 or more that add up to 1"))
        return self

    def combine(self, children: Children) -> FloatArray:
        scores = children.scores
        if scores.shape[1] != len(self.order_weights):
            raise DomainError(
                np.ones(scores.shape, dtype=bool),
                msg("{n} order weights for {m} parts", n=len(self.order_weights), m=scores.shape[1]),
                msg("one order weight for every part"),
            )
        if children.gaps.any():
            raise DomainError(
                children.gaps,
                msg("no score of one of the children"),
                msg("a score of every child: ordered weights need them all"),
            )
        best_first = np.sort(scores, axis=1)[:, ::-1]
        out = np.zeros(len(scores))
        for place, weight in enumerate(self.order_weights):
            out = out + weight * best_first[:, place]
        return out

    def words(self) -> Text:
        return msg(
            "ordered weighted average: {weights} for the best part to the worst",
            weights=[number(weight) for weight in self.order_weights],
        )

    def written(self, scores: list[float], weights: list[float]) -> str:
        ordered = sorted(scores, reverse=True)
        return " + ".join(
            f"{number(weight)} × {number(score, 6)}" for weight, score in zip(self.order_weights, ordered, strict=True)
        )
