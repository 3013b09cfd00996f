"""Totals to places, moves and grades."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sz_assess.method.assessment import Unit
from sz_assess.method.weights import Weights
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.result import VetoOutcome
from sz_assess.scoring.grade import UNGRADED, by_quota, by_score, cuts_of_shares
from sz_assess.scoring.rank import rank, rank_by


def places(
    weights: Weights, total: FloatArray, published: FloatArray, ties: list[FloatArray], unranked: BoolArray,
    labels: IntArray,
) -> tuple[FloatArray, FloatArray]:  # fmt: skip
    """Place among all and within the group, each (units,); NaN for a unit that is not ranked."""
    settings = weights.ranking
    first = published if settings.on == "rounded" else total
    keys = [np.where(unranked, np.nan, first), *ties]
    return rank_by(keys, None, settings.method), rank_by(keys, labels, settings.method)


def moves(
    units: tuple[Unit, ...], place: FloatArray, previous: Mapping[str, float] | None
) -> tuple[FloatArray, FloatArray]:
    """Previous place, and places gained (positive) or lost, counted among the units that both results rank."""
    before = np.array([np.nan if previous is None else previous.get(unit.code, np.nan) for unit in units])
    common = ~np.isnan(before) & ~np.isnan(place)
    now = rank(np.where(common, -place, np.nan))
    then = rank(np.where(common, -before, np.nan))
    return before, then - now


def grades(
    weights: Weights, total: FloatArray, published: FloatArray, place: FloatArray,
    group_place: FloatArray, labels: IntArray, vetoes: tuple[VetoOutcome, ...],
) -> tuple[str | None, ...]:  # fmt: skip
    """Grade codes (units,), vetoes applied; None for a unit without a place or a method without grades."""
    grading = weights.grades
    if grading is None:
        return (None,) * total.size
    codes = [grade.code for grade in grading.grades]
    if grading.by == "score":
        score = published if weights.ranking.on == "rounded" else total
        lines = [float(grade.from_score) for grade in grading.grades if grade.from_score is not None]
        found = by_score(np.where(np.isnan(place), np.nan, score), lines)
    else:
        shares = [float(grade.share) for grade in grading.grades[:-1] if grade.share is not None]
        found = np.full(total.size, UNGRADED, dtype=np.intp)
        among = labels if grading.over == "group" else np.zeros_like(labels)
        for label in np.unique(among):
            here = among == label
            # A quota needs places as 1 2 2 4, whichever way ties are printed.
            within = rank(-(group_place if grading.over == "group" else place)[here])
            cuts = cuts_of_shares(shares, int(np.count_nonzero(~np.isnan(within))), grading.rounding)
            found[here] = by_quota(within, cuts, grading.ties)
    last = len(codes) - 1
    for veto in vetoes:
        hit = veto.struck & (found != UNGRADED)
        if veto.spec.effect == "grade_at_most" and veto.spec.grade is not None:
            found[hit] = np.maximum(found[hit], codes.index(veto.spec.grade))
        elif veto.spec.effect == "grade_down":
            found[hit] = np.minimum(found[hit] + veto.spec.steps, last)
    return tuple(None if code == UNGRADED else codes[min(int(code), last)] for code in found)
