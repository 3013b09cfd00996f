"""Where a unit stands: against the target, the mean of its peers and the best of them; where it gains and loses.

Peers are the units of the same group. Where a unit is the only one of its group that has a score, at a node or at all,
it is compared with all units, each of them once: with itself it would always be level, in its second group as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sz_assess.assess.targets import TARGET, at_target
from sz_assess.method.indicator import Indicator
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.result import Result, remembered
from sz_assess.scoring.references import mean

SMALLEST = 5e-5
"""A smaller share of the total's weight is no gain or loss worth a word: a table would show it as 0.00."""


@dataclass(frozen=True)
class Comparison:
    """Arrays are (units, nodes); NaN (-1 in ``best``) where there is nothing to compare."""

    target: FloatArray
    """The target in force, of leaves that have one."""
    gap: FloatArray
    """Value less target, in the indicator's measure."""
    met: BoolArray
    """Whether the value is at the target or on its good side; within the band, where a band around it is scored."""
    mean: FloatArray
    """Mean score of the unit's peers, itself among them."""
    best: IntArray
    """The peer, other than the unit itself, with the highest score; the first in file order where several are level."""
    behind: FloatArray
    """The unit's score less its best peer's: negative is behind."""
    lead: FloatArray
    """Points of the total that the unit has on its peers' mean at its own weight; NaN where a node adds no points."""


@dataclass(frozen=True)
class Gain:
    """What a unit gains (or, negative, loses) on its peers' mean at a node. ``points`` is NaN where none are added."""

    node: int
    points: float
    score: float


@remembered
def compare(result: Result) -> Comparison:
    """Compare every unit at every node."""
    target = np.column_stack([_target(result, position) for position in range(len(result.nodes))])
    gap = result.value - target
    average, best = np.full(result.score.shape, np.nan), np.full(result.score.shape, -1, dtype=np.intp)
    rate = _ratio(result.contribution, result.weight)
    usual = np.full(rate.shape, np.nan)
    for label in np.unique(result.labels):
        members = np.flatnonzero(result.labels == label)
        alone = np.count_nonzero(~np.isnan(result.score[members]), axis=0) < 2
        for nodes, whose, peers in ((~alone, members, members), *((alone, *each) for each in _of_all(result, members))):
            if nodes.any():
                rows, columns = np.ix_(peers, nodes), np.ix_(whose, nodes)
                average[columns] = _means(result.score[rows])
                usual[columns] = _means(rate[rows])
                best[columns] = _best_others(result.score[:, nodes], whose, peers)
    there = best >= 0
    highest = np.take_along_axis(result.score, np.where(there, best, 0), axis=0)
    return Comparison(
        target=target,
        gap=gap,
        met=_met(result, target),
        mean=average,
        best=best,
        behind=np.where(there, result.score - highest, np.nan),
        lead=(rate - usual) * result.weight,
    )


def _of_all(result: Result, members: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
    """Some of a group's units, and all that they are compared with: every unit once. A row for a second group stands
    there in the place of its unit's first."""
    own = members[result.once[members]]
    if own.size:
        yield own, np.flatnonzero(result.once)
    for row in members[~result.once[members]].tolist():
        source = result.units[row].source
        others = [n for n in np.flatnonzero(result.once).tolist() if result.units[n].code != source]
        yield np.array([row]), np.array(sorted([*others, row]))


def strengths(result: Result, found: Comparison, unit: int, most: int = 3) -> tuple[Gain, ...]:
    """The leaves where a unit gains most on its peers' mean, largest first; ties in the order of the tree."""
    return _gains(result, found, unit, most, 1.0)


def weaknesses(result: Result, found: Comparison, unit: int, most: int = 3) -> tuple[Gain, ...]:
    """The leaves where a unit loses most on its peers' mean, largest loss first; ties in the order of the tree."""
    return _gains(result, found, unit, most, -1.0)


def _gains(result: Result, found: Comparison, unit: int, most: int, sign: float) -> tuple[Gain, ...]:
    """Ordered by points; where a method adds no points, by the lead in score at the node's weight."""
    lead = result.score[unit] - found.mean[unit]
    worth = sign * np.where(np.isnan(found.lead[unit]), lead * result.weight[unit] / 100, found.lead[unit])
    leaves = [position for position, node in enumerate(result.nodes) if node.kind == "indicator"]
    least = SMALLEST * float(result.assessment.weights.total)
    counted = [position for position in leaves if worth[position] > least]
    ordered = sorted(counted, key=lambda position: -worth[position])[:most]
    return tuple(Gain(position, float(found.lead[unit, position]), float(lead[position])) for position in ordered)


def _target(result: Result, position: int) -> FloatArray:
    """(units,) the target that was in force for a leaf; NaN where it has none."""
    references = result.references.get(result.nodes[position].code, {})
    return np.broadcast_to(references.get("target", np.nan), (len(result.units),))


def _met(result: Result, target: FloatArray) -> BoolArray:
    """Of leaves that have a target; false where it or the value is not known."""
    met = np.zeros(result.value.shape, dtype=bool)
    for column, node in enumerate(result.nodes):
        if isinstance(node.spec, Indicator):
            points = {**result.references.get(node.code, {}), TARGET: target[:, column]}
            met[:, column] = at_target(node.spec, result.value[:, column], points)
    return met


def _means(rows: FloatArray) -> FloatArray:
    """(nodes,) the mean of each column's numbers; NaN where there are none."""
    out = np.full(rows.shape[1], np.nan)
    for column in range(rows.shape[1]):
        known = rows[:, column][~np.isnan(rows[:, column])]
        if known.size:
            out[column] = mean(known)
    return out


def _best_others(score: FloatArray, members: IntArray, peers: IntArray) -> IntArray:
    """(members, nodes) the best of ``peers`` other than the unit itself."""
    known = np.where(np.isnan(score[peers]), -np.inf, score[peers])
    columns = np.arange(score.shape[1])
    first = np.argmax(known, axis=0)
    second_known = known.copy()
    second_known[first, columns] = -np.inf
    second = np.argmax(second_known, axis=0)
    winner = np.where(np.isfinite(known[first, columns]), peers[first], -1)
    runner = np.where(np.isfinite(second_known[second, columns]), peers[second], -1)
    return np.where(members[:, np.newaxis] == winner, runner, winner)


def _ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """Points brought for each point of weight; NaN where the weight is 0 or the node adds no points."""
    return np.asarray(above / np.where(below == 0, np.nan, below))
