"""The assessment, step by step: values, missing figures, scores, the tree, adjustments, vetoes, places, grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sz_assess.assess import inner, leaves
from sz_assess.assess.adjustments import Adjusted, adjust, change_nodes, judge, strike, struck
from sz_assess.assess.lists import listed
from sz_assess.assess.over_periods import over_periods
from sz_assess.assess.ranking import grades, moves, places
from sz_assess.assess.requirements import Standing
from sz_assess.assess.schemes import derive
from sz_assess.assess.tree import as_tree, build_nodes, nominal_weights
from sz_assess.assess.values import Figures, selected
from sz_assess.assess.workings import Workings, group_labels
from sz_assess.method.common import Name
from sz_assess.method.model import Assessment, Method
from sz_assess.method.weight_tree import nodes_with_schemes
from sz_assess.method.weights import Weights
from sz_assess.numeric import BoolArray, FloatArray, above, round_to
from sz_assess.result import Result, Status
from sz_assess.scoring.adjust import held
from sz_assess.scoring.tree import Weighting, contributions
from sz_assess.scoring.weighting.schemes import goes_by_scores
from sz_assess.statistics.earlier import Earlier
from sz_assess.statistics.panel import Panel

TOTAL = Name(zh="总分", en="Total")


def assess(
    assessment: Assessment,
    panel: Panel,
    previous: Mapping[str, float] | None = None,
    *,
    earlier: tuple[Earlier, ...] = (),
    weighed: Method | None = None,
    more: Mapping[str, float] | None = None,
    given: Mapping[tuple[str, str], float] | None = None,
) -> Result:
    """Score, rank and grade the assessed units.

    ``earlier`` are earlier results; ``previous`` maps unit codes to their places in the one that rank changes are
    counted from, the first of ``earlier`` where it is left out. ``weighed`` is the method that the weights are
    for, where the assessment's own is only a part of it. To see what would follow, ``more`` are points added to the
    totals of single units, and ``given`` are values of indicators, by unit and indicator, that take the place of what
    the formulas give. Raises :class:`~sz_assess.errors.InputError` with every figure that the method refuses.
    """
    weights = assessment.weights
    weighed = weighed or assessment.method
    work = start(assessment, panel, weighed)
    leaves.fill(work, given)
    work.vetoes = strike(work.figures)
    adjusted = adjust(work)
    work.stop_if_refused()
    leaves.score(work)
    work.stop_if_refused()

    ends = conclude(work, adjusted, weighed, earlier, more)
    weighting, total, place, group_place = ends.weighting, ends.total, ends.place, ends.group_place
    if previous is None and earlier:
        previous = {unit: found.rank for unit, found in earlier[0].places.items()}
    before, change = moves(work.figures.units, place, previous)
    standing = Standing(work, _ranked_by(weights, total), work.vetoes, place, group_place, change, (), earlier)
    standing = replace(standing, grade=grades(standing))
    lists = listed(standing)
    work.stop_if_refused()
    shape, points = work.scores.shape, float(weights.total)
    return Result(
        assessment=assessment,
        panel=panel,
        units=work.figures.units,
        nodes=work.nodes,
        value=work.values,
        score=work.scores,
        weight=np.broadcast_to(weighting.share * points, shape),
        contribution=contributions(as_tree(work.nodes), work.scores, weighting, points),
        status=work.status,
        references=work.references,
        nominal=np.broadcast_to(work.nominal, shape),
        adjustments=adjusted.outcomes,
        vetoes=work.vetoes,
        base=ends.base,
        bonus=adjusted.bonus,
        deduction=adjusted.deduction,
        adjusted=adjusted.both,
        adjustment_groups=adjusted.groups,
        total=total,
        published=ends.published,
        rank=place,
        group_rank=group_place,
        previous_rank=before,
        rank_change=change,
        grade=standing.grade,
        made_of=work.made_of,
        over_periods=ends.over_periods,
        schemes=work.schemes,
        lists=lists,
        earlier=earlier,
        data=work.data,
    )


@dataclass(frozen=True)
class Ends:
    """What the scores of the indicators come to. Arrays are (units,)."""

    weighting: Weighting
    base: FloatArray
    over_periods: dict[str, FloatArray]
    total: FloatArray
    published: FloatArray
    keys: tuple[FloatArray, ...]
    """What places go by: the score, NaN for who has no place, and the scores that decide ties."""
    place: FloatArray
    group_place: FloatArray


def conclude(
    work: Workings,
    adjusted: Adjusted,
    weighed: Method,
    earlier: tuple[Earlier, ...],
    more: Mapping[str, float] | None = None,
) -> Ends:
    """From the scores of the indicators to places: weights, the tree, adjustments, vetoes. Fills ``work``."""
    weights = work.assessment.weights
    by_scores = any(goes_by_scores(scheme) for scheme in nodes_with_schemes(weights, weighed).values())
    if by_scores and weighed is work.assessment.method:
        derive(work, weighed, lambda: _provisional(work))
    weighting = _bring_up(work, change_nodes(adjusted, work))
    points = float(weights.total)
    base, over = over_periods(work, work.scores[:, 0] * (points / 100.0) * coefficients(work), earlier)
    work.stop_if_refused()
    if weights.round_total is not None:
        base = round_to(base, weights.round_total.decimals, weights.round_total.mode)
    extra = np.array([(more or {}).get(unit.code, 0.0) for unit in work.figures.units])
    total = held(base + adjusted.both + extra, *weights.total_within.pair)
    work.vetoes = judge(Standing(work, _ranked_by(weights, total)), work.vetoes)
    total = np.where(struck(work.vetoes, "zero_score", work.size) & ~np.isnan(total), 0.0, total)
    published = round_to(total, weights.ranking.decimals, weights.ranking.rounding)

    unranked = struck(work.vetoes, "unranked", work.size) | _too_little(work)
    unranked |= selected(weights.ranking.not_ranked, work.figures.units)
    if work.data is not None:
        unranked |= work.data.unranked
    position = {node.code: n for n, node in enumerate(work.nodes)}
    ties = [work.scores[:, position[code]] for code in weights.ranking.ties]
    place, group_place = places(weights, total, published, ties, unranked, work.labels, ~work.once)
    keys = (np.where(unranked, np.nan, _ranked_by(weights, total)), *ties)
    return Ends(weighting, base, over, total, published, keys, place, group_place)


def _bring_up(work: Workings, changes: dict[str, FloatArray]) -> Weighting:
    """Weigh what counts for each unit and fill the scores of all nodes above the indicators.

    ``changes`` are points (units,) that adjustments add to single nodes.
    """
    weighting = inner.weigh_nodes(work, work.status)
    inner.bring_up(work, weighting, changes)
    work.stop_if_refused()
    return weighting


def _ranked_by(weights: Weights, total: FloatArray) -> FloatArray:
    """The score that places, grades and requirements go by."""
    if weights.ranking.on == "unrounded":
        return total
    return round_to(total, weights.ranking.decimals, weights.ranking.rounding)


def _provisional(work: Workings) -> FloatArray:
    """(units, nodes) scores under the weights known so far, before adjustments; nothing of it stays."""
    kept = work.scores.copy(), work.status.copy(), work.values.copy(), dict(work.references)
    _bring_up(work, {})
    found = work.scores
    work.scores, work.status, work.values, work.references = kept
    return found


def start(assessment: Assessment, panel: Panel, weighed: Method) -> Workings:
    """Workings with nothing worked out yet but the weights, as far as they do not follow from scores."""
    figures = Figures(assessment, panel)
    nodes = build_nodes(assessment.method, assessment.weights, TOTAL)
    shape = (len(figures.units), len(nodes))
    work = Workings(
        figures=figures,
        nodes=nodes,
        nominal=nominal_weights(nodes, figures.units, weighed, assessment.weights),
        labels=group_labels(assessment),
        values=np.full(shape, np.nan, order="F"),
        status=np.zeros(shape, dtype=np.intp, order="F"),
        scores=np.full(shape, np.nan, order="F"),
    )
    derive(work, weighed, None)
    return work


def coefficients(work: Workings) -> FloatArray:
    """(units,) what each unit's group multiplies its score by."""
    by_group = work.assessment.weights.coefficients
    return np.array([float(by_group.get(unit.group, 1)) for unit in work.figures.units])


def _too_little(work: Workings) -> BoolArray:
    """(units,) units with less of the weight scored than the weights file asks for."""
    least = work.assessment.weights.ranking.minimum_weight
    if least is None:
        return np.zeros(work.size, dtype=bool)
    columns = [position for position, _ in work.leaves()]
    weight = np.broadcast_to(work.nominal, work.status.shape)[:, columns]
    absent = (Status.NOT_APPLICABLE, Status.MISSING_EXCLUDED, Status.DROPPED, Status.TOO_LITTLE_DATA)
    kept = ~np.isin(work.status[:, columns], absent)
    scored = np.sum(np.where(kept, weight, 0.0), axis=1)
    return above(np.array(float(least)), scored / np.sum(weight, axis=1) * 100.0)
