"""An earlier result, as far as a later assessment asks for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sz_assess.periods import Period


@dataclass(frozen=True)
class Place:
    """A unit in an earlier result; NaN where it had no place or score."""

    rank: float
    group_rank: float
    score: float = math.nan
    group: str = ""
    grade: str | None = None


@dataclass(frozen=True)
class Earlier:
    """An earlier result, by unit."""

    period: Period
    places: Mapping[str, Place]
