"""Whether a value is where its target wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sz_assess.functions import PlainScope
from sz_assess.method.indicator import Indicator
from sz_assess.numeric import BoolArray, FloatArray, at_least
from sz_assess.scoring.rules.short_forms import Band

TARGET = "target"


@dataclass(frozen=True)
class _Known(PlainScope):
    """Reference points by name, each (units,)."""

    points: Mapping[str, FloatArray]

    def name(self, name: str) -> Any:
        return self.points[name]


def at_target(spec: Indicator, value: FloatArray, points: Mapping[str, FloatArray]) -> BoolArray:
    """(units,) at least the target for a positive indicator, at most for a negative one, and, where a band around the
    target is what counts, within it. False where value or target is not known. ``points`` holds the target."""
    rule = spec.scoring
    if isinstance(rule, Band) and TARGET in {*rule.low.names, *rule.high.names}:
        low, high = (np.asarray(end.evaluate(_Known(points)), dtype=float) for end in (rule.low, rule.high))
        return np.asarray(at_least(value, low) & at_least(high, value))
    target = points[TARGET]
    return np.asarray(at_least(*((value, target) if spec.direction == "positive" else (target, value))))
