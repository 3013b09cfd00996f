"""TOPSIS: how near a unit is to the best of every child, and how far from the worst (Hwang & Yoon 1981)."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.base import Children, not_negative
from sz_assess.scoring.aggregators.comparing import Alike
from sz_assess.text import Text, msg


class Topsis(Alike):
    """100 times the relative closeness D- / (D+ + D-).

    ``normalise``: ``vector`` divides each child by its root of squares, ``min_max`` puts it on 0 to 1, ``sum`` divides
    by its sum, ``max`` by its greatest size, ``none`` takes the scores as they are. Best and worst are those of the
    children; each unit's own weights say how much its distances from them count. A sum takes no score below 0, because
    a sum of 0 or less would turn best into worst.
    """

    method: Literal["topsis"]
    normalise: Literal["vector", "min_max", "sum", "max", "none"] = Field(
        description="how children are made comparable before distances are taken"
    )

    def combine(self, children: Children) -> FloatArray:
        if self.normalise == "sum":
            children = replace(children, scores=not_negative(children.scores, msg("division by the sum")))
        return super().combine(children)

    def compare(self, scores: FloatArray, weights: FloatArray) -> FloatArray:
        comparable = normalised(scores, self.normalise)
        best, worst = comparable.max(axis=0), comparable.min(axis=0)
        to_best = np.sqrt(np.sum((weights * (best - comparable)) ** 2, axis=1))
        to_worst = np.sqrt(np.sum((weights * (comparable - worst)) ** 2, axis=1))
        both = to_best + to_worst
        return np.where(both == 0, self.when_equal, 100.0 * to_worst / np.where(both == 0, 1.0, both))

    def words(self) -> Text:
        return msg("TOPSIS: closeness to the best of every part and distance from the worst")


def normalised(scores: FloatArray, how: str) -> FloatArray:
    """Scores (units, children) made comparable; a child that is 0 throughout, or all equal under min_max, is 0."""
    match how:
        case "vector":
            size = np.sqrt(np.sum(scores**2, axis=0))
        case "sum":
            size = np.sum(scores, axis=0)
        case "max":
            size = np.max(np.abs(scores), axis=0)
        case "min_max":
            scores, size = scores - scores.min(axis=0), np.ptp(scores, axis=0)
        case _:
            return scores
    return np.asarray(scores / np.where(size == 0, 1.0, size))
