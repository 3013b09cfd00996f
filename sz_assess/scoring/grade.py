"""Grades 等次: by score line, or by quota of the ranking. Grades count from 0, the best."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sz_assess.numeric import FloatArray, IntArray, RoundingMode, at_least, round_to

QuotaRounding = Literal["up", "down", "half_up"]
UNGRADED = -1


def by_score(score: FloatArray, lines: list[float]) -> IntArray:
    """The first grade whose line the score reaches (units,); below all lines the grade after the last.

    A line belongs to the better grade. ``lines`` run from high to low. NaN is ungraded (-1).
    """
    grade = np.full(score.size, len(lines), dtype=np.intp)
    for position in range(len(lines) - 1, -1, -1):
        grade[at_least(score, np.array(lines[position]))] = position
    grade[np.isnan(score)] = UNGRADED
    return grade


def by_quota(
    place: FloatArray,
    shares: list[float],
    labels: IntArray | None = None,
    rounding: QuotaRounding = "half_up",
    ties: Literal["include", "exclude"] = "include",
) -> IntArray:
    """Grades by share of the ranked units (units,), best first; whoever is beyond all shares gets the last grade.

    ``place``: competition places (1 2 2 4) within the population. The cut after a grade is the running share of the
    ranked units, rounded. Units level across a cut all get the better grade (``include``) or the worse one
    (``exclude``). Units without a place are ungraded (-1).
    """
    grade = np.full(place.size, UNGRADED, dtype=np.intp)
    groups = np.zeros(place.size, dtype=np.intp) if labels is None else labels
    modes: dict[QuotaRounding, RoundingMode] = {"up": "up", "down": "down", "half_up": "half_up"}
    for label in np.unique(groups):
        here = (groups == label) & ~np.isnan(place)
        count = np.count_nonzero(here)
        if not count:
            continue
        cuts = round_to(np.cumsum(shares) / 100.0 * count, 0, modes[rounding])
        first = place[here]
        if ties == "exclude":
            level = np.array([np.count_nonzero(first == own) for own in first])
            first = first + level - 1
        grade[here] = np.searchsorted(cuts, first, side="left")
    return grade
