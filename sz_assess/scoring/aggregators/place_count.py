"""Counting places 名次数: at how many parts a unit is among the first, or among the last (红黑榜)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators.comparing import Comparing
from sz_assess.scoring.rank import rank
from sz_assess.text import Text, msg


class PlaceCount(Comparing):
    """The number of parts at which a unit has one of the first (or last) ``places``; level units share a place.

    Every part that weighs anything counts as one. A part that a unit lacks is none of its places. Counting last places,
    more is worse: a scoring rule at the node turns it into a score.
    """

    method: Literal["place_count"]
    end: Literal["first", "last"] = Field(description="places counted from the best unit, or from the worst")
    places: int = Field(1, ge=1, description="how many places count; 1: only the first, or the last, itself")
    takes_gaps: ClassVar[bool] = True

    def compare(self, scores: FloatArray, weights: FloatArray) -> FloatArray:
        out = np.zeros(len(scores))
        for child in range(scores.shape[1]):
            here = np.where(weights[:, child] > 0, scores[:, child], np.nan)
            place = rank(here if self.end == "first" else -here)
            out += ~np.isnan(place) & (place <= self.places)
        return out

    def words(self) -> Text:
        if self.end == "first":
            return msg("number of parts at which the unit has one of the first {n} places", n=self.places)
        return msg("number of parts at which the unit has one of the last {n} places", n=self.places)
