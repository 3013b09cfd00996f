"""Copeland: every unit meets every other; a win counts 1, a draw half (Copeland 1951)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from sz_assess.numeric import NOISE, FloatArray
from sz_assess.scoring.aggregators.comparing import Comparing
from sz_assess.scoring.rank import levels
from sz_assess.text import Text, msg

_ROWS = 128
"""Units compared with all others at a time, so that memory grows with units, not with their square."""


class Copeland(Comparing):
    """100 times the share of pairings won, a draw being half a win.

    A unit wins a pairing when the weight of the children where it is ahead exceeds the weight of those where it is
    behind. Scores within noise of each other are level; so are weights within noise. A child that either unit lacks is
    left out of their pairing, for both alike. A unit with no one to meet gets 100.
    """

    method: Literal["copeland"]
    takes_gaps: ClassVar[bool] = True

    def compare(self, scores: FloatArray, weights: FloatArray) -> FloatArray:
        units, children = scores.shape
        if units == 1:
            return np.full(1, 100.0)
        # Level numbers instead of scores: equal within noise is then simply equal. Lower is better.
        level = np.full(scores.shape, np.nan, order="F")
        for child in range(children):
            here = ~np.isnan(scores[:, child])
            level[here, child] = levels(scores[here, child])
        alike = np.all(weights == weights[0], axis=0)
        out = np.empty(units)
        for start in range(0, units, _ROWS):
            rows = slice(start, min(start + _ROWS, units))
            ahead = np.zeros((rows.stop - start, units))
            for child in range(children):
                ours, theirs = level[rows, child][:, np.newaxis], level[np.newaxis, :, child]
                # Where weights differ between units a pairing uses their mean, the same from either side.
                weight: FloatArray | float = float(weights[0, child])
                if not alike[child]:
                    weight = (weights[rows, child][:, np.newaxis] + weights[np.newaxis, :, child]) / 2.0
                ahead += weight * (ours < theirs)
                ahead -= weight * (ours > theirs)
            won = np.where(ahead > NOISE, 1.0, np.where(ahead < -NOISE, 0.0, 0.5))
            out[rows] = won.sum(axis=1) - 0.5  # less the draw with itself
        return np.asarray(out / (units - 1) * 100.0)

    def words(self) -> Text:
        return msg("Copeland: share of pairings with other units that are won, a draw being half a win")
