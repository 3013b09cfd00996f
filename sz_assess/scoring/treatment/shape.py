"""The test for outliers: an indicator whose skewness and kurtosis are both high has values that stand out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from pydantic import Field

from sz_assess.numeric import FloatArray, above
from sz_assess.scoring.rules.base import Record
from sz_assess.scoring.treatment.moments import MomentType, moments, most
from sz_assess.text import Text, msg


@dataclass(frozen=True)
class Measured:
    """Skewness and excess kurtosis of an indicator at one stage, NaN where all its values are equal."""

    skewness: float
    kurtosis: float
    passes: bool


class ShapeTest(Record):
    """``|skewness| < skewness_below`` or, with ``pass_when: both``, and ``kurtosis < kurtosis_below``."""

    moments: MomentType = Field(
        description="type_1: plain moments; type_2: adjusted for the sample's size (SAS, spreadsheets, COINr);"
        " type_3: by the sample's standard deviation"
    )
    skewness_below: float = Field(gt=0, description="the skewness passes below this, whatever its sign; often 2")
    kurtosis_below: float = Field(description="the excess kurtosis passes below this; often 3.5")
    pass_when: Literal["either", "both"] = Field(
        description="either: an indicator passes when one of the two passes; both: only when both do"
    )

    def measure(self, values: FloatArray) -> Measured:
        """The test of ``values`` (n,), n at least 4. Values that are all equal pass: none stands out."""
        skewness, kurtosis = moments(values, self.moments)
        if math.isnan(skewness):
            return Measured(skewness, kurtosis, passes=True)
        found = (_below(abs(skewness), self.skewness_below), _below(kurtosis, self.kurtosis_below))
        return Measured(skewness, kurtosis, any(found) if self.pass_when == "either" else all(found))

    def can_fail(self, n: int) -> bool:
        """Whether any ``n`` values at all could fail."""
        skewness, kurtosis = most(n, self.moments)
        fails = (not _below(skewness, self.skewness_below), not _below(kurtosis, self.kurtosis_below))
        return all(fails) if self.pass_when == "either" else any(fails)

    def words(self) -> Text:
        """The test in a sentence."""
        values = {"skewness": self.skewness_below, "kurtosis": self.kurtosis_below, "kind": KINDS[self.moments]}
        if self.pass_when == "either":
            return msg(
                "an indicator passes when its skewness is between −{skewness} and {skewness} or its excess kurtosis"
                " is below {kurtosis} ({kind})",
                **values,
            )
        return msg(
            "an indicator passes when its skewness is between −{skewness} and {skewness} and its excess kurtosis"
            " is below {kurtosis} ({kind})",
            **values,
        )


KINDS: dict[MomentType, Text] = {
    "type_1": msg("plain moments"),
    "type_2": msg("moments adjusted for the number of units"),
    "type_3": msg("moments by the sample standard deviation"),
}


def _below(value: float, limit: float) -> bool:
    return bool(above(np.array(limit), np.array(value)))
