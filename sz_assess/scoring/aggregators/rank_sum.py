"""Rank-sum ratio 秩和比 RSR: the weighted mean of ranks, as a share of the number of units (田凤调 1988)."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.comparing import Comparing
from sz_assess.scoring.rank import rank
from sz_assess.text import Text, msg


class RankSumRatio(Comparing):
    """100 times the weighted mean of ranks over n, the best unit of a child having rank n; level units share."""

    method: Literal["rank_sum_ratio"]

    def compare(self, scores: FloatArray, weights: FloatArray) -> FloatArray:
        units, children = scores.shape
        out = np.zeros(units)
        for child in range(children):
            ascending = units + 1.0 - rank(scores[:, child], method="average")
            out = out + weights[:, child] * ascending / units
        return out * 100.0

    def words(self) -> Text:
        return msg("rank-sum ratio: weighted mean of the ranks of every part, as a share of the number of units")
