"""Figures that ought to move together: how far each unit's lie from what the other units and years let expect."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sz_assess.analysis.plausibility.chances import chi_square_point, two_sided
from sz_assess.analysis.plausibility.differences import Differences, differences, farthest
from sz_assess.analysis.plausibility.mcd import mcd
from sz_assess.analysis.plausibility.model import Finding, GroupOutcome, MemberFigure
from sz_assess.analysis.plausibility.pool import Pool, pool
from sz_assess.analysis.plausibility.sentences import Apart, sentence
from sz_assess.method.model import Assessment
from sz_assess.method.plausibility import Related
from sz_assess.numeric import BoolArray, FloatArray, above, at_least
from sz_assess.statistics.panel import Panel
from sz_assess.text import Text, msg


def judge(spec: Related, assessment: Assessment, panel: Panel) -> GroupOutcome:
    """All assessed units with figures of their own in one group."""
    return judge_pool(spec, pool(spec, assessment, panel), assessment)


@dataclass(frozen=True)
class _Measured:
    """``each``: the differences by companion, as sentences have them; ``distance`` (rows,) is what is judged by;
    ``beyond`` (rows, companions): the companions that are out of line in a row that is odd."""

    each: FloatArray
    distance: FloatArray
    beyond: BoolArray
    count: int
    limit: float


def judge_pool(spec: Related, found: Pool, assessment: Assessment) -> GroupOutcome:
    """The same, of observations in hand."""
    values = found.within_year() if spec.compare == "within_year" else found.values
    apart = differences(values)
    by = _by_differences if spec.scatter == "differences" else _by_mcd
    measured = by(spec, values, apart)
    if isinstance(measured, Text):
        nothing = np.full(len(values), np.nan)
        return GroupOutcome(spec, found, nothing, _count(spec, values, apart), math.nan, (), measured)
    period = assessment.about.period
    statistics = {each.code for each in assessment.method.statistics}
    findings = []
    for row, (unit, when) in enumerate(zip(found.units, found.periods, strict=True)):
        if when != period or unit.role != "assessed" or math.isnan(measured.distance[row]):
            continue
        distance = float(measured.distance[row])
        figures = tuple(
            MemberFigure(
                member.name,
                float(found.values[row, n]),
                float(measured.each[row, n - 1]) if n else math.nan,
                tuple(name for name in member.formula.names if name in statistics),
            )
            for n, member in enumerate(spec.members)
        )
        aside = _furthest(found, measured, row, spec)
        words = sentence(figures, aside, distance, spec, measured.limit)
        findings.append(Finding(spec, unit, period, distance, measured.limit, aside is not None, figures, words))
    return GroupOutcome(spec, found, measured.distance, measured.count, measured.limit, tuple(findings))


def _count(spec: Related, values: FloatArray, apart: Differences) -> int:
    """Observations that a group is judged by: complete ones, or those of the companion that is known most rarely."""
    if spec.scatter == "mcd":
        return int(np.count_nonzero(~np.isnan(values).any(axis=1)))
    return min(apart.counts)


def _by_differences(spec: Related, values: FloatArray, apart: Differences) -> _Measured | Text:
    """Each companion counts as soon as it has enough observations; those that have not are left out of all rows."""
    enough = np.array(apart.counts) >= spec.least
    if not enough.any():
        return _too_few(max(apart.counts), spec.least)
    judged = enough & ~apart.still
    if not judged.any():
        return msg("the same growth everywhere, so that nothing can be compared")
    each = np.where(judged, apart.distance, np.nan)
    limit = np.array(spec.warn_beyond)
    beyond = above(np.abs(each), limit) & _large(spec, values)
    count = min(n for n, kept in zip(apart.counts, judged.tolist(), strict=True) if kept)
    return _Measured(each, farthest(each), beyond, count, spec.warn_beyond)


def _by_mcd(spec: Related, values: FloatArray, apart: Differences) -> _Measured | Text:
    whole = ~np.isnan(values).any(axis=1)
    count = int(np.count_nonzero(whole))
    if count < spec.least:
        return _too_few(count, spec.least)
    found = mcd(values[whole])
    if found is None:
        return msg("more than half of the observations lie in a plane, so that there is no scatter to measure by")
    distance = np.full(len(values), np.nan)
    distance[whole] = found.distance
    limit = math.sqrt(chi_square_point(two_sided(spec.warn_beyond), len(spec.members)))
    size = np.nan_to_num(np.abs(apart.distance))
    # Out of line are the companion that the figure is farthest from and those that are so by themselves.
    large = _large(spec, values)
    farthest_one = (size == size.max(axis=1, keepdims=True)) & large
    beyond = above(distance, np.full(len(values), limit))[:, None] & (
        farthest_one | (above(size, np.array(spec.warn_beyond)) & large)
    )
    return _Measured(apart.distance, distance, beyond, count, limit)


def _large(spec: Related, values: FloatArray) -> BoolArray:
    """(rows, companions) whether a difference is so many percentage points away from the usual one."""
    out = np.zeros((len(values), values.shape[1] - 1), dtype=bool)
    for n in range(out.shape[1]):
        gaps = values[:, 0] - values[:, n + 1]
        known = ~np.isnan(gaps)
        if known.any():
            away = np.abs(gaps - np.median(gaps[known]))
            out[:, n] = known & at_least(np.where(known, away, 0.0), np.array(spec.at_least_points))
    return out


def _too_few(count: int, least: int) -> Text:
    return msg("{count} observations, where at least {least} are needed", count=count, least=least)


def _furthest(found: Pool, measured: _Measured, row: int, spec: Related) -> Apart | None:
    """None for a row that is not odd; else the companion that the figure is farthest from, and how they stood to each
    other in the other observations: of the same year, where figures are compared within it."""
    beyond = measured.beyond[row]
    if not beyond.any():
        return None
    n = int(np.argmax(np.where(beyond, np.nan_to_num(np.abs(measured.each[row])), -1.0)))
    gaps = found.values[:, 0] - found.values[:, n + 1]
    within = spec.compare == "within_year"
    beside = found.of(found.periods[row]) if within else np.ones(len(gaps), dtype=bool)
    beside[row] = False
    others = gaps[beside & ~np.isnan(gaps)]
    low, high, middle = (
        (float(others.min()), float(others.max()), float(np.median(others))) if len(others) else (math.nan,) * 3
    )
    name = spec.moves_with[n].name
    return Apart(name, float(gaps[row]), low, high, middle, len(others), within, tuple(beyond.tolist()))
