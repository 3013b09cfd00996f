"""Rows for a unit's second group: among all units each counts once, so such a row is scored in the place of its unit's
first row, and moves nobody else's score."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.scoring.leaves import Leaf, score_leaves
from sz_assess.scoring.references import Population

ALL = "all"


def scored(
    values: FloatArray, leaves: tuple[Leaf, ...], among: Mapping[str, Population], stands_for: IntArray
) -> tuple[FloatArray, list[dict[str, FloatArray]]]:
    """:func:`~sz_assess.scoring.leaves.score_leaves` with each unit once in the population of all. ``stands_for``
    (units,): of a second row its unit's first, -1 for others."""
    double = stands_for >= 0
    columns = np.array([leaf.population == ALL for leaf in leaves], dtype=bool)
    if not double.any() or not columns.any():
        return score_leaves(values, leaves, among)
    scores, used = score_leaves(_without(values, double, columns), leaves, among)
    scores = scores.copy(order="F")
    for row in np.flatnonzero(double).tolist():
        members = ~double
        members[stands_for[row]], members[row] = False, True
        instead = {**among, ALL: Population(members=members)}
        own, seen = score_leaves(_without(values, ~members, columns), leaves, instead)
        scores[row, columns] = own[row, columns]
        here = np.arange(len(values)) == row
        for n in np.flatnonzero(columns).tolist():
            used[n] = {name: np.where(here, seen[n][name], numbers) for name, numbers in used[n].items()}
    return scores, used


def _without(values: FloatArray, rows: BoolArray, columns: BoolArray) -> FloatArray:
    out = values.copy(order="F")
    out[np.ix_(rows, columns)] = np.nan
    return out
