"""Grey relation 灰色关联: likeness to the best series, child by child (Deng 1982)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.comparing import Alike
from sz_assess.scoring.aggregators.topsis import normalised
from sz_assess.text import Text, msg


class Grey(Alike):
    """100 times the weighted grey relational grade to the best score of every child, scores put on 0 to 1 before."""

    method: Literal["grey"]
    rho: float = Field(0.5, gt=0, le=1, description="distinguishing coefficient; 0.5 is usual")

    def compare(self, scores: FloatArray, weights: FloatArray) -> FloatArray:
        apart = np.abs(1.0 - normalised(scores, "min_max"))
        apart[:, np.ptp(scores, axis=0) == 0] = 0.0  # all level in this child: all are the best
        least, most = apart.min(), apart.max()
        if most == 0:
            return np.full(len(scores), self.when_equal)
        relation = (least + self.rho * most) / (apart + self.rho * most)
        return np.asarray(100.0 * np.sum(weights * relation, axis=1))

    def words(self) -> Text:
        return msg("grey relational grade to the best of every part, ρ = {rho}", rho=self.rho)
