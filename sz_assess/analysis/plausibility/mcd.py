"""The minimum covariance determinant: centre and scatter of the half of the rows that lie closest together.

Rousseeuw (1984) for the estimator, Rousseeuw & Van Driessen (1999) for the concentration steps. Rows are put in the
order of their figures first, and starts are drawn from one fixed stream: the same rows in any order give the same
bytes. Where there are few enough, every half is tried and the result is exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sz_assess.analysis.plausibility.chances import chi_square_beyond, chi_square_point
from sz_assess.numeric import BoolArray, FloatArray, IntArray

EXHAUSTIVE = 5000
"""So many halves are all tried."""
STARTS = 500
KEPT = 50
STEPS = 100
"""Drawn starts, those that are followed to the end, and the most steps of one."""
INLIERS = 0.975
"""The share of normal rows that the last estimate is taken from."""
SEED = 0
_FLAT = 1e-12
"""Of correlations, a determinant below which the rows lie in a plane."""


@dataclass(frozen=True)
class Mcd:
    """``location`` (k,) and ``scatter`` (k, k) are those of the rows within the 97.5 % ellipse of the closest half, the
    scatter made that of normal rows;
    ``distance`` (rows,) is each row's Mahalanobis distance by them. ``half`` marks the closest half, whose own mean and
    covariance (divided by its size) are ``raw_location`` and ``raw_scatter``."""

    location: FloatArray
    scatter: FloatArray
    distance: FloatArray
    half: BoolArray
    raw_location: FloatArray
    raw_scatter: FloatArray


def mcd(values: FloatArray) -> Mcd | None:
    """``values`` (rows, k), all of them known. None where more than half of the rows lie in a plane (or a column does
    not vary), so that there is no scatter to measure by."""
    order = np.lexsort(values.T[::-1])
    rows = values[order]
    centre, spread = np.median(rows, axis=0), rows.std(axis=0)
    if np.any(spread == 0):
        return None
    rows = (rows - centre) / spread
    size = (len(rows) + rows.shape[1] + 1) // 2
    best = _closest(rows, size)
    if best is None:
        return None
    raw_location, raw_scatter = _estimate(rows, best)
    squares = _squares(rows, raw_location, raw_scatter)
    squares /= _consistency(rows.shape[1], size / len(rows))
    inside = np.flatnonzero(squares < chi_square_point(INLIERS, rows.shape[1]))
    location, scatter = _estimate(rows, inside)
    if _flat(scatter):
        return None
    scatter *= _consistency(rows.shape[1], INLIERS)
    distance, half = np.empty(len(rows)), np.zeros(len(rows), dtype=bool)
    distance[order] = np.sqrt(_squares(rows, location, scatter))
    half[order[best]] = True
    units = spread[:, None] * spread
    return Mcd(
        location * spread + centre, scatter * units, distance, half,
        raw_location * spread + centre, raw_scatter * units,
    )  # fmt: skip


def _consistency(members: int, share: float) -> float:
    """What makes the scatter of the innermost share of normal rows that of all (Croux & Haesbroeck 1999, 4.2)."""
    return share / (1.0 - chi_square_beyond(chi_square_point(share, members), members + 2))


def _closest(rows: FloatArray, size: int) -> IntArray | None:
    """The rows whose covariance has the smallest determinant; None where a half lies in a plane."""
    if math.comb(len(rows), size) <= EXHAUSTIVE:
        return _least(rows, (np.array(half, dtype=np.intp) for half in combinations(range(len(rows)), size)))
    begun = []
    for start in _starts(len(rows), rows.shape[1] + 1):
        half = _concentrated(rows, start, size, 2)
        begun.append((_determinant(rows, half), half.tolist()))
    begun.sort(key=lambda each: each[0])
    return _least(rows, (_concentrated(rows, np.array(half), size, STEPS) for _, half in begun[:KEPT]))


def _least(rows: FloatArray, halves: Iterable[IntArray]) -> IntArray | None:
    best, lowest = None, math.inf
    for half in halves:
        found = _determinant(rows, half)
        if found < lowest * (1.0 - 1e-9):
            best, lowest = half, found
    return None if best is None or _flat(_estimate(rows, best)[1]) else best


def _starts(rows: int, size: int) -> Iterator[IntArray]:
    """Small sets of rows: all of them where they are few, else drawn; the stream of ``random()`` does not change."""
    if math.comb(rows, size) <= STARTS:
        yield from (np.array(chosen, dtype=np.intp) for chosen in combinations(range(rows), size))
        return
    chance = np.random.Generator(np.random.PCG64(SEED))
    for _ in range(STARTS):
        yield np.argsort(chance.random(rows), kind="stable")[:size]


def _concentrated(rows: FloatArray, start: IntArray, size: int, steps: int) -> IntArray:
    """Take the rows nearest to those in hand, over and again, as long as it changes anything."""
    chosen = start
    for _ in range(steps):
        location, scatter = _estimate(rows, chosen)
        if _flat(scatter):
            # A start in a plane gives no distances of its own: widened to all directions alike.
            scatter = scatter + np.eye(rows.shape[1]) * 1e-6
        nearest = np.sort(np.argsort(_squares(rows, location, scatter), kind="stable")[:size])
        if np.array_equal(nearest, chosen):
            break
        chosen = nearest
    return chosen


def _estimate(rows: FloatArray, chosen: IntArray) -> tuple[FloatArray, FloatArray]:
    taken = rows[chosen]
    location = taken.mean(axis=0)
    away = taken - location
    return location, np.asarray((away[:, :, None] * away[:, None, :]).mean(axis=0))


def _squares(rows: FloatArray, location: FloatArray, scatter: FloatArray) -> FloatArray:
    away = rows - location
    return np.asarray((away * np.linalg.solve(scatter, away.T).T).sum(axis=1))


def _determinant(rows: FloatArray, chosen: IntArray) -> float:
    return float(np.linalg.det(_estimate(rows, chosen)[1]))


def _flat(scatter: FloatArray) -> bool:
    width = np.sqrt(np.diag(scatter))
    return bool(np.any(width == 0)) or float(np.linalg.det(scatter / width[:, None] / width)) < _FLAT
