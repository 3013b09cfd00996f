"""Winsorising: the value farthest out is brought in to its neighbour, one after the other, until the test passes."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import FloatArray
from sz_assess.scoring.treatment.shape import ShapeTest
from sz_assess.scoring.treatment.step import Step, Taken
from sz_assess.text import Text, msg, plural


class Winsorise(Step):
    """On the side of the skew, the outermost value takes the next one's place, for at most ``at_most`` units.

    Units that are level move together or not at all, so that no tie is broken; those moved before are level with
    their neighbour and move with it. It never goes so far that all are level. COINr counts moves where this counts
    units, which is the same where no units are level.
    """

    method: Literal["winsorise"]
    at_most: int = Field(ge=1, description="units whose value may be brought in")

    def take(self, values: FloatArray, test: ShapeTest) -> Taken:
        now = values.copy()
        moved = np.zeros(values.shape, dtype=bool)
        found = test.measure(now)
        parameters: dict[str, float] = {}
        while not found.passes:
            side = "high" if found.skewness > 0 else "low"
            edge = now.max() if side == "high" else now.min()
            outermost = now == edge
            if np.count_nonzero(moved | outermost) > self.at_most:
                break
            rest = now[~outermost]
            if rest.max() == rest.min():
                break
            now[outermost] = parameters[side] = float(rest.max() if side == "high" else rest.min())
            moved |= outermost
            found = test.measure(now)
        return Taken(now, moved, parameters)

    def words(self) -> Text:
        return msg(
            "winsorise: the value farthest out on the side of the skew is brought in to the next one, for at most"
            " {n} units, until the indicator passes",
            n=self.at_most,
        )

    def done(self, taken: Taken) -> Text:
        n = int(np.count_nonzero(taken.moved))
        match taken.parameters:
            case {"high": high, "low": low}:
                return msg("values of {n} units brought in to {low} and {high}", n=n, low=low, high=high)
            case {"high": high}:
                return plural(
                    "the highest value brought down to {value}",
                    "the highest values, of {n} units, brought down to {value}",
                    n=n,
                    value=high,
                )
            case {"low": low}:
                return plural(
                    "the lowest value brought up to {value}",
                    "the lowest values, of {n} units, brought up to {value}",
                    n=n,
                    value=low,
                )
        return msg("no value brought in: it would move more units than it may, or leave all level")
