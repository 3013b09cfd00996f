"""From the leaves up: what each node's children make of it, and what the method does to it before it goes on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sz_assess.assess.doubles import scored
from sz_assess.assess.parents import aside, of_parts
from sz_assess.assess.tree import as_tree
from sz_assess.assess.workings import Workings
from sz_assess.method.indicator import Dimension
from sz_assess.numeric import BoolArray, FloatArray, IntArray, round_to
from sz_assess.result import Status
from sz_assess.scoring.adjust import held
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.leaves import Leaf
from sz_assess.scoring.references import mean
from sz_assess.scoring.tree import Sharing, Weighting, aggregate, weigh


def absences(policy: str, status: IntArray) -> BoolArray | None:
    """(units, nodes) leaves whose weight goes elsewhere; None where there are none."""
    absent = np.isin(status, (Status.MISSING_EXCLUDED, Status.DROPPED, Status.TOO_LITTLE_DATA))
    if policy in {"proportionally", "within_dimension"}:
        absent |= status == Status.NOT_APPLICABLE
    return absent if absent.any() else None


def weigh_nodes(work: Workings, status: IntArray) -> Weighting:
    """Weights of each unit once those of what does not count for it, by ``status`` (units, nodes), are shared out."""
    policy = work.assessment.weights.not_applicable
    sharing: Sharing = "proportionally" if policy == "proportionally" else "within_dimension"
    return weigh(as_tree(work.nodes), work.nominal, absences(policy, status), sharing)


def bring_up(work: Workings, weighting: Weighting, changes: Mapping[str, FloatArray]) -> None:
    """Fill the scores of all nodes: aggregated, scored again, changed, rounded and vetoed as the method says of each.

    ``changes`` are points (units,) that adjustments add to a node, by its code.
    """
    zeroed = _zeroed(work)

    def finish(position: int, score: FloatArray) -> FloatArray:
        score = of_parts(work, position, _not_applicable(work, position, score))
        spec = work.nodes[position].spec
        if isinstance(spec, Dimension) and spec.scoring is not None:
            score = _score_again(work, position, spec, score)
        if work.nodes[position].code in changes:
            score = _changed(work, position, score, changes[work.nodes[position].code])
        if spec is not None and spec.round is not None:
            score = round_to(score, spec.round.decimals, spec.round.mode)
        hit = zeroed.get(work.nodes[position].code)
        if hit is not None:
            hit = hit & ~np.isnan(score)
            work.status[hit, position] = Status.VETOED
            score = np.where(hit, 0.0, score)
        return score

    try:
        aggregate(as_tree(work.nodes), work.scores, weighting, finish, work.labels, work.stands_for, aside(work))
    except DomainError as error:
        for row, position in zip(*np.nonzero(error.where), strict=True):
            work.figures.refuse(work.nodes[position].code, work.figures.units[row], None, error)


def _score_again(work: Workings, position: int, spec: Dimension, value: FloatArray) -> FloatArray:
    """A dimension's own rule over its aggregate, which becomes its value."""
    assert spec.scoring is not None
    rule = spec.scoring.long_form("positive")
    key = work.population_key(rule)
    leaf = Leaf(rule, "positive", key, {}, work.full_on_scale(position, rule))
    work.values[:, position] = value
    try:
        scores, used = scored(value[:, np.newaxis], (leaf,), {key: work.populations()[key]}, work.stands_for)
    except DomainError as error:
        where = np.zeros(work.scores.shape, dtype=bool)
        where[:, position] = error.where[:, 0]
        raise DomainError(where, error.found, error.expected, error.mend) from None
    full = np.broadcast_to(np.asarray(leaf.full, dtype=float), (work.size,))
    work.references[spec.dimension] = {**used[0], "full": full}
    return scores[:, 0]


def _changed(work: Workings, position: int, score: FloatArray, points: FloatArray) -> FloatArray:
    """A node's score with an adjustment's points put in, within the node's bounds."""
    full = work.full(position)
    within = work.assessment.weights.adjustments.nodes.get(work.nodes[position].code)
    total = score * full / 100.0 + points
    if within is not None:
        total = held(total, *within.pair)
    return np.where(full == 0, score, total / np.where(full == 0, 1.0, full) * 100.0)


def _zeroed(work: Workings) -> dict[str, BoolArray]:
    out: dict[str, BoolArray] = {}
    for veto in work.vetoes:
        if veto.spec.effect == "zero_node" and veto.spec.node is not None:
            out[veto.spec.node] = veto.struck | out.get(veto.spec.node, np.zeros_like(veto.struck))
    return out


def _not_applicable(work: Workings, position: int, score: FloatArray) -> FloatArray:
    outside = work.status[:, position] == Status.NOT_APPLICABLE
    policy = work.assessment.weights.not_applicable
    if outside.any() and policy == "full_marks":
        return np.where(outside, 100.0, score)
    if outside.any() and policy == "group_mean":
        return _mean_of_others(score, outside, work.labels)
    return score


def _mean_of_others(score: FloatArray, outside: BoolArray, labels: IntArray) -> FloatArray:
    """The mean score of the unit's group in place of what does not apply; 0 where it applies to nobody of the group."""
    out = score.copy()
    for label in np.unique(labels[outside]):
        peers = score[(labels == label) & ~outside]
        peers = peers[~np.isnan(peers)]
        out[outside & (labels == label)] = mean(peers) if peers.size else 0.0
    return out
