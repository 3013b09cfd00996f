"""Totals to places, moves and grades."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sz_assess.assess.requirements import Standing, all_met
from sz_assess.assess.values import selected
from sz_assess.method.assessment import Unit
from sz_assess.method.grading import Grading
from sz_assess.method.weights import Weights
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.scoring.grade import UNGRADED, by_quota, by_score, cuts_of_shares
from sz_assess.scoring.rank import rank, rank_by


def places(
    weights: Weights, total: FloatArray, published: FloatArray, ties: list[FloatArray], unranked: BoolArray,
    labels: IntArray, doubles: BoolArray | None = None,
) -> tuple[FloatArray, FloatArray]:  # fmt: skip
    """Place among all and within the group, each (units,); NaN for a unit that is not ranked.

    ``doubles`` (units,) are units that are scored a second time, in another group; they have a place there alone.
    """
    settings = weights.ranking
    first = published if settings.on == "rounded" else total
    keys = [np.where(unranked, np.nan, first), *ties]
    among_all = [keys[0] if doubles is None else np.where(doubles, np.nan, keys[0]), *ties]
    return rank_by(among_all, None, settings.method), rank_by(keys, labels, settings.method)


def moves(
    units: tuple[Unit, ...], place: FloatArray, previous: Mapping[str, float] | None
) -> tuple[FloatArray, FloatArray]:
    """Previous place, and places gained (positive) or lost, counted among the units that both results rank."""
    before = np.array([np.nan if previous is None else previous.get(unit.code, np.nan) for unit in units])
    common = ~np.isnan(before) & ~np.isnan(place)
    now = rank(np.where(common, -place, np.nan))
    then = rank(np.where(common, -before, np.nan))
    return before, then - now


def grades(standing: Standing) -> tuple[str | None, ...]:
    """Grade codes (units,), vetoes and withdrawals applied; None for who has no place or is not graded."""
    grading = standing.work.assessment.weights.grades
    units = standing.work.figures.units
    if grading is None:
        return (None,) * len(units)
    codes = [grade.code for grade in grading.grades]
    eligible = _eligible(grading, standing)
    outside = selected(grading.not_graded, units)
    place = standing.group_place if grading.by == "quota" and grading.over == "group" else standing.place
    place = np.where(outside, np.nan, np.nan if place is None else place)
    if grading.by == "score":
        open_ended = [grade.above_score is not None for grade in grading.grades[:-1]]
        lines = [float(grade.line) for grade in grading.grades[:-1] if grade.line is not None]
        found = by_score(np.where(np.isnan(place), np.nan, standing.score), lines, eligible, open_ended)
    else:
        found = _by_quotas(grading, standing, place, eligible)
    _take_away(found, codes, standing)
    return tuple(None if code == UNGRADED else codes[min(int(code), len(codes) - 1)] for code in found)


def _by_quotas(grading: Grading, standing: Standing, place: FloatArray, eligible: BoolArray) -> IntArray:
    found = np.full(place.size, UNGRADED, dtype=np.intp)
    labels = standing.work.labels
    among = labels if grading.over == "group" else np.zeros_like(labels)
    groups = [group.code for group in standing.work.assessment.method.about.groups]
    for label in np.unique(among):
        here = among == label
        # A quota needs places as 1 2 2 4, whichever way ties are printed.
        within = rank(-place[here])
        cuts = cuts_of(grading, int(np.count_nonzero(~np.isnan(within))), groups[label])
        found[here] = by_quota(within, cuts, grading.ties, eligible[here], grading.vacant or "left")
    return found


def cuts_of(grading: Grading, ranked: int, group: str) -> list[int]:
    """How many units have each grade or a better one."""
    better = grading.grades[:-1]
    if better[0].count is not None:
        each = [grade.count.get(group, 0) if isinstance(grade.count, dict) else grade.count or 0 for grade in better]
        return [int(cut) for cut in np.cumsum(each)]
    return cuts_of_shares([float(grade.share or 0) for grade in better], ranked, grading.rounding, grading.rounds)


def _eligible(grading: Grading, standing: Standing) -> BoolArray:
    """(units, grades but the last) who may have which grade.

    Where empty seats are passed down, whom a veto or a withdrawal keeps from a grade does not fill its seat.
    """
    better = grading.grades[:-1]
    out = np.ones((standing.work.size, len(better)), dtype=bool)
    for number, grade in enumerate(better):
        out[:, number] = all_met(grade.requires, standing)
    codes = [grade.code for grade in grading.grades]
    if grading.by == "quota" and grading.vacant == "passed_down":
        for veto in standing.vetoes:
            if veto.spec.effect == "grade_at_most" and veto.spec.grade is not None:
                out[veto.struck, : codes.index(veto.spec.grade)] = False
    for row, best in _withdrawn(standing, codes, back_fill=True):
        out[row, :best] = False
    return out


def _withdrawn(standing: Standing, codes: list[str], *, back_fill: bool) -> list[tuple[int, int]]:
    """Units whose grade was withdrawn after publication, and the best grade that is left to them."""
    units = [unit.code for unit in standing.work.figures.units]
    return [
        (units.index(each.unit), codes.index(each.grade))
        for each in standing.work.assessment.about.withdrawn
        if each.grade is not None and each.back_fill == back_fill and each.unit in units
    ]


def _take_away(found: IntArray, codes: list[str], standing: Standing) -> None:
    """Lower grades as vetoes and withdrawals say."""
    last = len(codes) - 1
    for veto in standing.vetoes:
        hit = veto.struck & (found != UNGRADED)
        if veto.spec.effect == "grade_at_most" and veto.spec.grade is not None:
            found[hit] = np.maximum(found[hit], codes.index(veto.spec.grade))
        elif veto.spec.effect == "grade_down":
            found[hit] = np.minimum(found[hit] + veto.spec.steps, last)
    for row, best in _withdrawn(standing, codes, back_fill=False):
        if found[row] != UNGRADED:
            found[row] = max(int(found[row]), best)
